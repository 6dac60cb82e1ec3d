"""The quotations of claims, with the preserved copies of their sources.

A copy is private. If its file is available, its text is searched; otherwise the quotations that its capture records are
used. Both give the same answer as long as the record is true, and `quote-offsets` checks that if the file is available.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dossier.checks.quotation_search import Match, NormalisedText, find_quotation, normalise_with_offsets
from dossier.diagnostics import Span
from dossier.model import Capture, Claim
from dossier.model.claim import Quote
from dossier.model.identifiers import Kind
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class SearchedCopy:
    """A preserved copy whose text is available, and the places of a quotation in it."""

    capture: Entry[Capture]
    places: tuple[Match, ...]

    @property
    def contains_once(self) -> bool:
        """True if the text contains the words exactly once."""
        return len(self.places) == 1


@dataclass(frozen=True)
class PreservedCopies:
    """The preserved copies of a source. A source may have thousands, and as many quotations."""

    # The texts that are available on this machine, by capture.
    texts: Mapping[str, str]
    captures: tuple[Entry[Capture], ...]
    # The captures that record a quotation, by its claim and its words.
    recording: Mapping[tuple[str, str], tuple[Entry[Capture], ...]]

    @cached_property
    def with_text(self) -> list[Entry[Capture]]:
        """The captures whose text is available."""
        return [capture for capture in self.captures if capture.record.id in self.texts]

    @cached_property
    def first_without_text(self) -> Entry[Capture] | None:
        """The first capture whose text is not available, or None."""
        return next((capture for capture in self.captures if capture.record.id not in self.texts), None)

    def search(self, capture: Entry[Capture], quote: Quote) -> SearchedCopy:
        """The places of the quotation in the text of the capture, which must be available."""
        text = _normalised(self.texts[capture.record.id])
        return SearchedCopy(capture, find_quotation(quote.exact, text, prefix=quote.prefix, suffix=quote.suffix))


_NO_COPIES = PreservedCopies({}, (), {})


@dataclass(frozen=True)
class ClaimQuotation:
    """A quotation of a claim, the position of its evidence, and the preserved copies of its source."""

    claim: Entry[Claim]
    number: int
    source: str
    quote: Quote
    copies: PreservedCopies

    @property
    def span(self) -> Span:
        """The quoted words in the file of the claim."""
        return self.claim.at("evidence", self.number, "quote", "exact")

    @property
    def recorded(self) -> tuple[Entry[Capture], ...]:
        """The captures that record the quotation."""
        return self.copies.recording.get((self.claim.record.id, self.quote.exact.strip()), ())

    @cached_property
    def is_proved(self) -> bool:
        """True if a capture records the quotation and its text, if it is available, contains the words exactly once.

        No other copy needs to be searched then.
        """
        return any(
            capture.record.id not in self.copies.texts or self.copies.search(capture, self.quote).contains_once
            for capture in self.recorded
        )

    @cached_property
    def searched(self) -> tuple[SearchedCopy, ...]:
        """Every copy whose text is available. This takes long if the source has many."""
        return tuple(self.copies.search(capture, self.quote) for capture in self.copies.with_text)


# Four checks ask for the quotations of the same dossier.
@lru_cache(maxsize=1)
def quotations(dossier: Dossier) -> tuple[ClaimQuotation, ...]:
    """The quotations of all claims that are not withdrawn. No copy has a quotation with redacted words.

    Empty if the record of any capture cannot be read, because that capture may have the quotation.
    """
    captures_in_files = (name for name, (kind, _) in dossier.names.items() if kind is Kind.CAPTURE)
    if any(name not in dossier.entries for name in captures_in_files):
        return ()
    copies = _copies(dossier)
    return tuple(
        ClaimQuotation(claim, number, evidence.source, evidence.quote, copies.get(evidence.source, _NO_COPIES))
        for claim in dossier.live_claims()
        for number, evidence in enumerate(claim.record.evidence)
        # The source is empty if it cannot be read.
        if evidence.quote is not None and evidence.source and MARK not in evidence.quote.exact
    )


def capture_text(dossier: Dossier, capture: str) -> NormalisedText | None:
    """The normalised visible text of a capture, or None if its file is not available."""
    text = dossier.texts.get(capture)
    return None if text is None else _normalised(text)


def _copies(dossier: Dossier) -> dict[str, PreservedCopies]:
    """The preserved copies of each source that has any."""
    captures: dict[str, list[Entry[Capture]]] = {}
    for entry in dossier.captures():
        if entry.record.withdrawn is None:
            captures.setdefault(entry.record.source, []).append(entry)
    return {
        source: PreservedCopies(dossier.texts, tuple(entries), _recording(entries))
        for source, entries in captures.items()
    }


def _recording(captures: list[Entry[Capture]]) -> dict[tuple[str, str], tuple[Entry[Capture], ...]]:
    recording: dict[tuple[str, str], dict[str, Entry[Capture]]] = {}
    for capture in captures:
        for found in capture.record.quotes:
            recording.setdefault((found.claim, found.exact.strip()), {})[capture.record.id] = capture
    return {key: tuple(entries.values()) for key, entries in recording.items()}


# The same source is often quoted many times, so the texts used last are kept.
@lru_cache(maxsize=8)
def _normalised(text: str) -> NormalisedText:
    return normalise_with_offsets(text)
