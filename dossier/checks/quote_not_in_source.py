"""A quotation appears word for word in a copy of its source.

Why it matters
    With a single wrong word in quotation marks, the dossier puts words into somebody's mouth.

Reported
    quote:
      exact: has never used the service    # the page says: has not used the service

Instead
    Copy the words from the source. Only differences that do not change the words are allowed: white space, the shape of
    quotation marks and dashes, and soft hyphens. Split a quotation with an ellipsis into two quotations. Begin and end
    with a whole word.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import ClaimQuotation, capture_text, quotations
from dossier.checks.quotation_search import find_quotation, normalise
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-not-in-source"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that none of the available copies of its source contains."""
    for quotation in quotations(dossier):
        if not quotation.is_proved and quotation.searched and not any(copy.places for copy in quotation.searched):
            yield _report(dossier, quotation, [copy.capture.record.id for copy in quotation.searched])


def _report(dossier: Dossier, quotation: ClaimQuotation, captures: list[str]) -> Diagnostic:
    texts = [text for name in captures if (text := capture_text(dossier, name)) is not None]
    copies = f"the text of {' or '.join(f'`{name}`' for name in captures)}"
    if any(find_quotation(quotation.quote.exact, text) for text in texts):
        message = f"{copies} contains these words, but without that `prefix` or `suffix` next to them"
        help_ = "copy the words around the quotation from the source"
    elif any(normalise(quotation.quote.exact) in text.text for text in texts):
        message = f"{copies} contains these words only as parts of longer words"
        help_ = "quote whole words"
    else:
        message = f"{copies} does not contain these words"
        help_ = "copy the words from the source, or remove the quotation"
    return Diagnostic(CODE, message, quotation.span, help_, SEVERITY)
