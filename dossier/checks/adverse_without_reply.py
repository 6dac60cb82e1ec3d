"""A claim that speaks ill of a body says what became of asking that body.

Why it matters
    Fairness, and the law: who published on a matter of public interest must have believed so reasonably (Defamation Act
    2013, section 4), and who did not ask the other side will find that hard to show.

Reported
    adverse_to: [metropolitan]
    # and no `reply`

Instead
    reply:
      status: requested
      asked_on: 2026-11-20
    A reply `not-sought` gives its `reason`, one `requested` the day in `asked_on`, one `received` its `text`.
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
    """Yield one diagnostic for each adverse claim without a reply, and for each reply that leaves out what it owes."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.reply is None:
            if claim.adverse_to:
                message = f"the claim is adverse to `{claim.adverse_to[0]}`, and says nothing of a reply"
                help_ = "add `reply:` with its `status`, and the reason, day or text that belongs to it"
                yield Diagnostic(CODE, message, entry.at("adverse_to", 0), help_, SEVERITY)
        elif (problem := _missing(claim.reply)) is not None:
            yield Diagnostic(CODE, problem[0], entry.at("reply", "status"), problem[1], SEVERITY)


def _missing(reply: Reply) -> tuple[str, str] | None:
    """What a reply of its status lacks, and how to give it."""
    match reply.status:
        case ReplyStatus.NOT_SOUGHT if not reply.reason:
            return "no reply was sought, and no reason is given", "say in `reason` why the body was not asked"
        case ReplyStatus.REQUESTED if reply.asked_on is None:
            return "a reply was requested, and no day is given", "say in `asked_on` when the request was sent"
        case ReplyStatus.RECEIVED if not reply.text:
            return "a reply was received, and is not given", "write the reply, or its substance, in `text`"
    return None
