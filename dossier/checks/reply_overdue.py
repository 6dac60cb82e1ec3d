"""A reply is not left open after the day it was due.

Why it matters
    A page that says "a reply has been requested" months later is no longer true. Either the body answered and the page
    does not say so, or it did not answer, which readers want to know too.

Reported
    reply:
      status: requested
      asked_of: the press office of the ministry
      asked_on: 2026-11-02
      due: 2026-11-16    # this day has passed

Instead
    If an answer came, write `status: received` with its `text`. If none came, write `status: no-answer`. If you gave
    more time, write the new day in `due`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import ReplyStatus
from dossier.reading.dossier import Dossier

CODE = "reply-overdue"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each reply that was requested and whose day has passed."""
    for entry in dossier.live_claims():
        reply = entry.record.reply
        if reply is None or reply.status is not ReplyStatus.REQUESTED or reply.due is None:
            continue
        if reply.due.latest < dossier.today:
            message = f"the reply was due by {reply.due.text}, and today is {dossier.today}"
            help_ = "write `received` with the reply, `no-answer`, or a later day in `due`"
            yield Diagnostic(CODE, message, entry.at("reply", "due"), help_, SEVERITY)
