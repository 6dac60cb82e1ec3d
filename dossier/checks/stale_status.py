"""The status of a proceeding was looked up recently enough.

Why it matters
    A page that says "under appeal" although the appeal was decided last year misleads anyone who relies on it. A party
    that has won since then may call the page defamatory.

Reported
    status: pending
    status_checked: {on: 2026-01-10}    # and today is 23 November 2026

Instead
    Look the case up, correct `status` and `history` if they changed, and write the day in `status_checked`. A status
    that may change must be looked up every 180 days, a settled status every 730 days. This is a warning, so that the
    passing of time blocks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.dossier import Dossier

CODE = "stale-status"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

SETTLED = frozenset({ProceedingStatus.FINAL, ProceedingStatus.SETTLED, ProceedingStatus.WITHDRAWN})
DUE = timedelta(days=180)
DUE_IF_SETTLED = timedelta(days=730)


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each proceeding whose status must be looked up again."""
    for entry in dossier.proceedings():
        proceeding = entry.record
        checked = proceeding.status_checked.on
        due = DUE_IF_SETTLED if proceeding.status in SETTLED else DUE
        age = dossier.today - checked.latest
        if age > due and proceeding.withdrawn is None:
            yield Diagnostic(
                CODE,
                f"the status `{proceeding.status}` was last looked up {age.days} days ago, on {checked}",
                entry.at("status_checked", "on"),
                f"look the case up again; a `{proceeding.status}` status must be looked up every {due.days} days",
                SEVERITY,
            )
