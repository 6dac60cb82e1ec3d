"""Recorded origins of the sources that support a claim.

The origins of a source are recorded if the evidence names its `origin`, if the source is `derived_from` others, or if
somebody looked for such sources and found none. A source that other evidence of the claim goes back to is an origin
too. Of all other sources nobody knows if they are independent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from dossier.model import Claim
from dossier.model.claim import Evidence
from dossier.model.vocabulary import Derivation, Independence, Stance
from dossier.reading.dossier import Dossier

Origins = frozenset[str]


@dataclass(frozen=True, slots=True)
class Support:
    """The sources that support a claim, each with its recorded origins, or None if nobody looked into them."""

    origins_of: Mapping[str, Origins | None]

    @property
    def by_origin(self) -> Mapping[str, tuple[str, ...]]:
        """The recorded origins, each with the sources that go back to it."""
        found: dict[str, list[str]] = {}
        for source, origins in self.origins_of.items():
            for origin in sorted(origins or ()):
                found.setdefault(origin, []).append(source)
        return {origin: tuple(sources) for origin, sources in found.items()}

    @property
    def not_traced(self) -> tuple[str, ...]:
        """The sources whose origin nobody looked into."""
        return tuple(source for source, origins in self.origins_of.items() if origins is None)

    @property
    def independent(self) -> tuple[str, str] | None:
        """The first two sources that are known to have different origins, or None."""
        traced = [(source, origins) for source, origins in self.origins_of.items() if origins is not None]
        pairs = combinations(traced, 2)
        return next(((first, second) for (first, a), (second, b) in pairs if a.isdisjoint(b)), None)

    @property
    def independence(self) -> Independence | None:
        """The independence of the sources, or None if no source supports the claim."""
        if len(self.origins_of) < 2:
            return Independence.SINGLE_SOURCE if self.origins_of else None
        if self.independent is not None:
            return Independence.INDEPENDENT
        return Independence.NOT_KNOWN if self.not_traced else Independence.SHARED_ORIGIN


def support_of(dossier: Dossier, claim: Claim) -> Support:
    """The sources that support a claim, with their origins."""
    return Support(origins_on_side(dossier, claim, Stance.SUPPORTS))


def origins_on_side(dossier: Dossier, claim: Claim, side: Stance) -> Mapping[str, Origins | None]:
    """The sources on a side of a claim, each with its recorded origins, or None if nobody looked into them."""
    found: dict[str, Origins | None] = {}
    for evidence, origins in zip(claim.evidence, recorded_origins(dossier, claim), strict=True):
        if evidence.stance is side:
            earlier = found.get(evidence.source)
            found[evidence.source] = origins if earlier is None else earlier | (origins or frozenset())
    return found


def recorded_origins(dossier: Dossier, claim: Claim) -> tuple[Origins | None, ...]:
    """The recorded origins of each piece of evidence of a claim, or None if nobody looked into them."""
    traced = [_traced(dossier, evidence) for evidence in claim.evidence]
    named = {origin for origins in traced if origins is not None for origin in origins}
    return tuple(_or_itself(claim.evidence, traced, named))


def _traced(dossier: Dossier, evidence: Evidence) -> Origins | None:
    if evidence.origin is not None:
        return frozenset({evidence.origin})
    source = dossier.source(evidence.source)
    if source is None:
        return None
    itself = frozenset({evidence.source})
    if source.derived_from is Derivation.NONE_FOUND:
        return itself
    origins = dossier.origins(evidence.source)
    # Sources that repeat each other in a circle lead to no origin.
    return None if origins == itself else origins


def _or_itself(
    evidence: tuple[Evidence, ...], traced: list[Origins | None], named: set[str]
) -> Iterator[Origins | None]:
    """Yield the origins. A source that others go back to is its own origin."""
    for each, origins in zip(evidence, traced, strict=True):
        yield frozenset({each.source}) if origins is None and each.source in named else origins
