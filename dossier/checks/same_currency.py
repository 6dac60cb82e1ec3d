"""A converted sum is in another currency.

Why it matters
    If a sum is given twice in the same currency, a number or a currency is wrong, and a reader cannot know which.

Reported
    penalties:
      - amount: 20000000
        currency: EUR
        converted: {amount: 17000000, currency: EUR, by: The Gazette}

Instead
    Correct the currency that is wrong, or leave `converted` out. If the sum was reduced, `amount` is what remains.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.reading.dossier import Dossier

CODE = "same-currency"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each sum that was converted to its own currency."""
    for entry in dossier.proceedings():
        for number, penalty in enumerate(entry.record.penalties):
            if penalty.converted is not None and penalty.converted.currency == penalty.currency:
                message = f"the sum was in `{penalty.currency}` before it was converted to `{penalty.currency}`"
                span = entry.at("penalties", number, "converted", "currency")
                label = Label(entry.at("penalties", number, "currency"), "the currency of the sum")
                help_ = "correct the wrong currency, or delete `converted`"
                yield Diagnostic(CODE, message, span, help_, SEVERITY, (label,))
