"""A hold is for records that were never released.

Why it matters
    A hold keeps a record from being published. It takes nothing back: what was released stays at its permalink, and
    readers may have copies. While the record is held, nothing else can be published either.

Reported
    # the base has this record without `hold`
    hold:
      kind: legal-restriction
      reason: A court order of this morning
      condition: The order is lifted

Instead
    If the record was released, remove `hold`. Replace the words that may not be read by `[redacted]` in the record, and
    run `redact`, which removes them from its permalinks. If it was never released, the hold is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.held_record import is_held
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier

CODE = "published-hold"
SEVERITY = Severity.WARNING


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each held record that the base had without a hold."""
    for name, entry in dossier.entries.items():
        before = base.entries.get(name)
        if before is None or is_placeholder(name) or is_held(before.record.hold, base):
            continue
        if is_held(entry.record.hold, dossier):
            message = f"`{name}` had no hold before, and what was released of it stays at its permalink"
            help_ = "if it was released, remove `hold`, replace the words by `[redacted]`, and run `redact`"
            yield Diagnostic(CODE, message, entry.at("hold", "kind"), help_, SEVERITY)
