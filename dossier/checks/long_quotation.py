"""A quotation has at most 60 words.

Why it matters
    A quotation may be as long as its purpose justifies (Berne Convention, Article 10). A long quotation is a copy of
    somebody else's work. Besides, people read short quotations.

Reported
    quote:
      exact: (a paragraph of 140 words)

Instead
    Quote the words that make the point, and say the rest in your own words in `says`. Words are separated by white
    space.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "long-quotation"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

MOST_WORDS = 60


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation with too many words."""
    for entry in dossier.claims():
        for number, evidence in enumerate(entry.record.evidence):
            words = len(evidence.quote.exact.split()) if evidence.quote is not None else 0
            if words > MOST_WORDS:
                message = f"the quotation has {words} words, more than {MOST_WORDS}"
                help_ = "quote the words that make the point, and say the rest in `says`"
                span = entry.at("evidence", number, "quote", "exact")
                yield Diagnostic(CODE, message, span, help_, SEVERITY)
