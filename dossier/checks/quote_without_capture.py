"""Every quoted source has a preserved copy.

Why it matters
    Pages change and vanish. If somebody denies the words one day, only a copy made at the time can show them.

Reported
    evidence:
      - source: SRC-2026-0003    # no capture has `source: SRC-2026-0003`
        quote:
          exact: did not use the service

Instead
    Preserve the source and add the record of the capture. Or say the same in your own words in `says`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import quotations
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-without-capture"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation from a source without a preserved copy."""
    for quotation in quotations(dossier):
        source = dossier.source(quotation.source)
        # `protected-source` forbids the quotation itself.
        if not quotation.copies.captures and (source is None or not source.is_protected):
            message = f"`{quotation.source}` is quoted, but has no preserved copy"
            help_ = "preserve the source, or say it in your own words in `says`"
            yield Diagnostic(CODE, message, quotation.span, help_, SEVERITY)
