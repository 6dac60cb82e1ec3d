"""A quotation appears at only one place in its source.

Why it matters
    Words that appear twice may come from two people. It must be clear who is quoted.

Reported
    quote:
      exact: no comment    # three bodies said this

Instead
    quote:
      prefix: "A spokesperson for the airport said:"
      exact: no comment
    Add the words just before (`prefix`) or just after (`suffix`), or quote more.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import quotations
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-ambiguous"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that appears several times in a copy, and in no copy exactly once."""
    for quotation in quotations(dossier):
        if quotation.is_proved or any(copy.contains_once for copy in quotation.searched):
            continue
        ambiguous = next((copy for copy in quotation.searched if copy.places), None)
        if ambiguous is not None:
            name, count = ambiguous.capture.record.id, len(ambiguous.places)
            message = f"these words appear {'twice' if count == 2 else f'{count} times'} in the text of `{name}`"
            help_ = "add the words just before as `prefix`, or just after as `suffix`"
            yield Diagnostic(CODE, message, quotation.span, help_, SEVERITY)
