"""An adverse claim says whether the body was asked to reply.

Why it matters
    Fairness, and the law. The defence of publication on a matter of public interest needs a reasonable belief that
    publishing was in the public interest (Defamation Act 2013, section 4). Such a belief is hard to show if the other
    side was not asked.

Reported
    adverse_to: [metropolitan]
    # and no `reply`

Instead
    reply:
      status: requested
      asked_on: 2026-11-20
    A reply that is `not-sought` needs its `reason`. If it was `requested`, give the day in `asked_on`. If it was
    `received`, give its `text`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.claim import Reply
from dossier.model.vocabulary import ReplyStatus
from dossier.reading.dossier import Dossier

CODE = "adverse-without-reply"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each adverse claim without a reply, and for each incomplete reply."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.reply is None:
            number, body = next(((number, body) for number, body in enumerate(claim.adverse_to) if body), (0, ""))
            if body and entry.lacks("reply"):
                message = f"the claim is adverse to `{body}`, and has no `reply`"
                help_ = "add `reply:` with its `status`, and the reason, day or text that the status needs"
                yield Diagnostic(CODE, message, entry.at("adverse_to", number), help_, SEVERITY)
        elif not entry.is_partial and (problem := _problem(claim.reply)) is not None:
            yield Diagnostic(CODE, problem[0], entry.at("reply", "status"), problem[1], SEVERITY)


def _problem(reply: Reply) -> tuple[str, str] | None:
    """The message and help for a reply without the field that its status needs, or None."""
    match reply.status:
        case ReplyStatus.NOT_SOUGHT if not reply.reason:
            return "no reply was sought, and no reason is given", "say in `reason` why the body was not asked"
        case ReplyStatus.REQUESTED if reply.asked_on is None:
            return "a reply was requested, and no day is given", "say in `asked_on` when the request was sent"
        case ReplyStatus.RECEIVED if not reply.text:
            return "a reply was received, and its text is missing", "write the reply, or its substance, in `text`"
    return None
