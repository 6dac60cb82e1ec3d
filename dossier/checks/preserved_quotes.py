"""Look up each quotation of the claims in the preserved copies of its source.

A copy is private: where its file is at hand its text is searched, elsewhere what the capture's record says was found in
it must do. Both ways give the same answer as long as the record tells the truth, which is checked where the file is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dossier.checks.quotation_search import Match, Normalised, find, prepare
from dossier.diagnostics import Span
from dossier.model import Capture, Claim
from dossier.model.capture import FoundQuote
from dossier.model.claim import Quote
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class Copy:
    """What one capture has of a quotation: the entry in its record, and the places in its text if that is at hand."""

    capture: Entry[Capture]
    recorded: FoundQuote | None
    places: tuple[Match, ...] | None

    @property
    def holds(self) -> bool:
        """Whether the words stand in it at one place; without its file, whether its record says so."""
        return self.recorded is not None if self.places is None else len(self.places) == 1


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a claim, and the preserved copies of its source."""

    claim: Entry[Claim]
    number: int
    source: str
    quote: Quote
    copies: tuple[Copy, ...]

    @property
    def span(self) -> Span:
        """The words quoted."""
        return self.claim.at("evidence", self.number, "quote", "exact")


def quoted(dossier: Dossier) -> Iterator[Quoted]:
    """Every quotation of a claim that is not withdrawn; none while a capture cannot be read, for it may be the one."""
    names = (name for name, (kind, _) in dossier.names.items() if kind is Kind.CAPTURE)
    if any(name not in dossier.entries for name in names):
        return
    captures: dict[str, list[Entry[Capture]]] = {}
    for entry in dossier.captures():
        if entry.record.withdrawn is None:
            captures.setdefault(entry.record.source, []).append(entry)
    for claim in dossier.live_claims():
        for number, evidence in enumerate(claim.record.evidence):
            if evidence.quote is not None:
                copies = (
                    _copy(dossier, capture, claim.record.id, evidence.quote)
                    for capture in captures.get(evidence.source, ())
                )
                yield Quoted(claim, number, evidence.source, evidence.quote, tuple(copies))


def text_of(dossier: Dossier, capture: str) -> Normalised | None:
    """The visible text of a capture, ready to be searched, if its file is at hand."""
    text = dossier.texts.get(capture)
    return None if text is None else _prepared(text)


def _copy(dossier: Dossier, capture: Entry[Capture], claim: str, quote: Quote) -> Copy:
    recorded = (one for one in capture.record.quotes if one.claim == claim and one.exact.strip() == quote.exact.strip())
    text = text_of(dossier, capture.record.id)
    places = None if text is None else find(quote.exact, text, prefix=quote.prefix, suffix=quote.suffix)
    return Copy(capture, next(recorded, None), places)


# One source is often quoted many times over; the last few texts are what is asked for again.
@lru_cache(maxsize=8)
def _prepared(text: str) -> Normalised:
    return prepare(text)
