"""A quotation stands at one place of its source.

Why it matters
    Words that stand twice may be spoken by two people. Which of them is quoted must be plain.

Reported
    quote:
      exact: no comment    # three bodies said so

Instead
    quote:
      prefix: "A spokesperson for the force said:"
      exact: no comment
    Add the words just before (`prefix`) or just after (`suffix`), or quote more.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import quoted
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-ambiguous"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that stands several times in a copy, and in no copy once."""
    for one in quoted(dossier):
        several = [copy for copy in one.copies if copy.places and len(copy.places) > 1]
        if several and not any(copy.holds for copy in one.copies):
            name, count = several[0].capture.record.id, len(several[0].places or ())
            message = f"these words stand {'twice' if count == 2 else f'{count} times'} in the text of `{name}`"
            help_ = "add the words just before as `prefix`, or just after as `suffix`"
            yield Diagnostic(CODE, message, one.span, help_, SEVERITY)
