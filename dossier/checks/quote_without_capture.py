"""A source that is quoted has been preserved.

Why it matters
    Pages change and vanish. The day someone denies the words, only a copy made at the time can show them.

Reported
    evidence:
      - source: SRC-2026-0003    # no capture has `source: SRC-2026-0003`
        quote:
          exact: did not use the service

Instead
    Preserve the source and add the record of the capture; or say the same in your own words in `says`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import quoted
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-without-capture"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation from a source of which there is no preserved copy."""
    for one in quoted(dossier):
        if not one.copies:
            message = f"`{one.source}` is quoted, and no copy of it is preserved"
            help_ = "preserve the source, or say it in your own words in `says`"
            yield Diagnostic(CODE, message, one.span, help_, SEVERITY)
