"""A quotation stands, word for word, in a preserved copy of its source.

Why it matters
    One wrong word in quotation marks, and the dossier has put words into somebody's mouth.

Reported
    quote:
      exact: has never used the service    # the page says: has not used the service

Instead
    Copy the words from the source. Only what does not change the words may differ: white space, the shape of quotation
    marks and dashes, soft hyphens. A quotation with an ellipsis is two quotations. One that begins or ends inside a
    word is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import Quoted, quoted, text_of
from dossier.checks.quotation_search import find, normalise
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-not-in-source"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that no copy of its source has, as far as copies are at hand."""
    for one in quoted(dossier):
        at_hand = [copy for copy in one.copies if copy.places is not None]
        if not at_hand or any(copy.holds or copy.places for copy in one.copies):
            continue
        yield _report(dossier, one, [copy.capture.record.id for copy in at_hand])


def _report(dossier: Dossier, one: Quoted, captures: list[str]) -> Diagnostic:
    texts = [text for name in captures if (text := text_of(dossier, name)) is not None]
    where = f"the text of {' or '.join(f'`{name}`' for name in captures)}"
    if any(find(one.quote.exact, text) for text in texts):
        message = f"{where} has these words, but not with that `prefix` or `suffix` beside them"
        help_ = "copy the words around the quotation from the source"
    elif any(normalise(one.quote.exact) in text.text for text in texts):
        message = f"{where} has these words only as parts of longer ones"
        help_ = "quote whole words"
    else:
        message = f"{where} does not have these words"
        help_ = "copy the words from the source, or remove the quotation"
    return Diagnostic(CODE, message, one.span, help_, SEVERITY)
