"""The countries of a claim.

A reader who looks for a country means that of the authority, the court or the body in focus. A company that sells to
the whole world is in nearly every claim of a dossier about it, and an association complains to authorities abroad. So
their seats are not countries of a claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Body, Claim
from dossier.model.vocabulary import OrganisationKind
from dossier.reading.dossier import Dossier

# The rule for readers.
COUNTRY_RULE = (
    "The countries of a claim are those of its places, courts, authorities and other bodies. "
    "The seat of a company or of a non-governmental organisation does not count."
)
_PRIVATE = frozenset({OrganisationKind.COMPANY, OrganisationKind.NGO})


def countries_of(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    """The codes of the countries of a claim, each once: of its places and bodies, and of the forums of its proceedings.

    A body in focus counts in any case, and another body unless it is private.
    """
    places = (place.country for place in claim.places)
    return tuple(dict.fromkeys((*places, *(body.country for body in _bodies(dossier, claim)))))


def _bodies(dossier: Dossier, claim: Claim) -> Iterator[Body]:
    """Yield the bodies whose countries are those of a claim."""
    proceedings = (dossier.proceeding(name) for name in claim.proceedings)
    forums = (each.forum for each in proceedings if each is not None)
    for name in (*(concern.body for concern in claim.concerns), *forums):
        body = dossier.body(name)
        if body is not None:
            yield body
    for name in claim.organisations:
        body = dossier.body(name)
        if body is not None and dossier.subject.standard_kind(body.kind) not in _PRIVATE:
            yield body
