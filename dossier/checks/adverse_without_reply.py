"""An adverse claim says whether the body was asked to reply.

Why it matters
    Fairness, and the law. The defence of publication on a matter of public interest needs a reasonable belief that
    publishing was in the public interest (Defamation Act 2013, section 4). Such a belief is hard to show if the other
    side was not asked.

Reported
    adverse_to: [example-body]
    # and no `reply`

Instead
    reply:
      status: requested
      asked_of: the press office of the ministry
      asked_on: 2026-11-20
      due: 2026-12-04
    A reply that is `not-sought` needs its `reason`. If it was `requested`, say in `asked_of` and `asked_on` whom you
    asked and when; `due` is the day by which an answer was asked for. If it was `received`, give its `text`. Write
    `no-answer` only after the day in `due` has passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.claim import Reply
from dossier.model.vocabulary import ReplyStatus
from dossier.reading.dossier import Dossier

CODE = "adverse-without-reply"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each adverse claim without a reply, and for each incomplete or premature reply."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.reply is None:
            number, body = next(((number, body) for number, body in enumerate(claim.adverse_to) if body), (0, ""))
            if body and entry.lacks("reply"):
                message = f"the claim is adverse to `{body}`, and has no `reply`"
                help_ = "add `reply:` with its `status`, and the reason, day or text that the status needs"
                yield Diagnostic(CODE, message, entry.at("adverse_to", number), help_, SEVERITY)
        elif not entry.is_partial:
            for message, help_ in _problems(claim.reply, dossier.today):
                yield Diagnostic(CODE, message, entry.at("reply", "status"), help_, SEVERITY)


def _problems(reply: Reply, today: date) -> Iterator[tuple[str, str]]:
    """Yield the message and help for each field that the status needs, and for an answer that is not due yet."""
    was_asked = reply.status in {ReplyStatus.REQUESTED, ReplyStatus.NO_ANSWER}
    if reply.status is ReplyStatus.NOT_SOUGHT and not reply.reason:
        yield "no reply was sought, and no reason is given", "say in `reason` why the body was not asked"
    if was_asked and reply.asked_of is None:
        yield (
            "a reply was requested, and the record does not say from whom",
            "name the office that was asked in `asked_of`",
        )
    if was_asked and reply.asked_on is None:
        yield "a reply was requested, and no day is given", "say in `asked_on` when the request was sent"
    if reply.status is ReplyStatus.RECEIVED and not reply.text:
        yield "a reply was received, and its text is missing", "write the reply, or its substance, in `text`"
    if reply.status is ReplyStatus.NO_ANSWER:
        if reply.due is None:
            yield "no answer came, and no day is given by which it was due", "say in `due` when the answer was due"
        elif today <= reply.due.latest:
            message = f"no answer came, but the answer is due by {reply.due.text}, and today is {today}"
            yield message, "write `requested` until the day has passed"
