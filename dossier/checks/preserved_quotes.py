"""The quotations of claims, with the preserved copies of their sources.

A copy is private. If its file is available, its text is searched; otherwise the quotations that its capture records are
used. Both give the same answer as long as the record is true, and `quote-offsets` checks that if the file is available.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dossier.checks.quotation_search import Match, NormalisedText, find_quotation, normalise_with_offsets
from dossier.diagnostics import Span
from dossier.model import Capture, Claim
from dossier.model.capture import FoundQuote
from dossier.model.claim import Quote
from dossier.model.identifiers import Kind
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class PreservedCopy:
    """A preserved copy that may have a quotation.

    `recorded` is the quotation as its capture records it; `places` are the places in its text, or None if the text is
    not available.
    """

    capture: Entry[Capture]
    recorded: FoundQuote | None
    places: tuple[Match, ...] | None

    @property
    def contains_once(self) -> bool:
        """True if the text contains the words exactly once or, without the text, if the capture records them."""
        return self.recorded is not None if self.places is None else len(self.places) == 1


@dataclass(frozen=True, slots=True)
class ClaimQuotation:
    """A quotation of a claim, the position of its evidence, and the preserved copies of its source."""

    claim: Entry[Claim]
    number: int
    source: str
    quote: Quote
    copies: tuple[PreservedCopy, ...]

    @property
    def span(self) -> Span:
        """The quoted words in the file of the claim."""
        return self.claim.at("evidence", self.number, "quote", "exact")


def quotations(dossier: Dossier) -> Iterator[ClaimQuotation]:
    """Yield the quotations of all claims that are not withdrawn. No copy has a quotation with redacted words.

    Yields nothing if the record of any capture cannot be read, because that capture may have the quotation.
    """
    captures_in_files = (name for name, (kind, _) in dossier.names.items() if kind is Kind.CAPTURE)
    if any(name not in dossier.entries for name in captures_in_files):
        return
    captures: dict[str, list[Entry[Capture]]] = {}
    for entry in dossier.captures():
        if entry.record.withdrawn is None:
            captures.setdefault(entry.record.source, []).append(entry)
    for claim in dossier.live_claims():
        for number, evidence in enumerate(claim.record.evidence):
            # The source is empty if it cannot be read.
            if evidence.quote is not None and evidence.source and MARK not in evidence.quote.exact:
                copies = (
                    _copy(dossier, capture, claim.record.id, evidence.quote)
                    for capture in captures.get(evidence.source, ())
                )
                yield ClaimQuotation(claim, number, evidence.source, evidence.quote, tuple(copies))


def capture_text(dossier: Dossier, capture: str) -> NormalisedText | None:
    """The normalised visible text of a capture, or None if its file is not available."""
    text = dossier.texts.get(capture)
    return None if text is None else _normalised(text)


def _copy(dossier: Dossier, capture: Entry[Capture], claim: str, quote: Quote) -> PreservedCopy:
    words = quote.exact.strip()
    recorded = (found for found in capture.record.quotes if found.claim == claim and found.exact.strip() == words)
    text = capture_text(dossier, capture.record.id)
    places = None if text is None else find_quotation(quote.exact, text, prefix=quote.prefix, suffix=quote.suffix)
    return PreservedCopy(capture, next(recorded, None), places)


# The same source is often quoted many times, so the texts used last are kept.
@lru_cache(maxsize=8)
def _normalised(text: str) -> NormalisedText:
    return normalise_with_offsets(text)
