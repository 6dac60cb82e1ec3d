"""A hold whose day has come is removed.

Why it matters
    From its day on, the record is published although its file still says that it may not be. A reader of the file
    cannot know if somebody forgot the hold or forgot to move its day.

Reported
    hold:
      kind: embargo
      reason: The court hands the judgment down on 4 December.
      until: 2026-12-04    # today is 7 December

Instead
    Remove `hold`. If the reason still applies, give it a later day, or say in `condition` what must happen first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.held_record import is_held
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "ended-hold"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each hold that has ended."""
    for entry in dossier.entries.values():
        hold = entry.record.hold
        if hold is not None and hold.until is not None and not is_held(hold, dossier):
            message = f"the hold ended on {hold.until}, and the record is published"
            help_ = "remove `hold`, or give it a later day or a condition"
            yield Diagnostic(CODE, message, entry.at("hold", "until"), help_, SEVERITY)
