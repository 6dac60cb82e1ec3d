"""Pages and decisions as sources, for the formats of other tools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite import Decision
from dossier.cite.authors_and_titles import without_full_stop
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Genre, Tier, Undated


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page of the dossier, cited by the permalink of its newest revision or as an unreleased draft."""

    title: str
    site_name: str
    identifier: str
    key: str
    """The key in a list of references, different from that of the document which the page is about."""
    permalink: str | None = None
    released: date | None = None
    later: str | None = None
    """What became of the decision that the page is about, or that supports its claim, as a sentence."""


def page_document(page: CitedPage) -> Source:
    """The page as a web page, with the identifier of its record as its number.

    The result is not validated, because it is not a record. "Unreleased draft" follows the name of the website: no
    format has a field for it, and some tools leave out notes.
    """
    draft = "" if page.permalink is not None else " (unreleased draft)"
    issued = Undated.UNDATED if page.released is None else PartialDate.parse(page.released.isoformat())
    return _ANY_PAGE.model_copy(
        update={
            "id": page.key,
            "title": without_full_stop(page.title),
            "publication": page.site_name + draft,
            "issued": issued,
            "persistent_url": page.permalink,
            "official_id": page.identifier,
        }
    )


# What all pages have in common. To copy it takes a third of the time of making a source from nothing.
# No format prints how far a source was checked.
_ANY_PAGE = Source.model_construct(  # type: ignore[call-arg]
    id="",
    type=CslType.WEBPAGE,
    genre=Genre.LEGAL_DATABASE,
    tier=Tier.SECONDARY,
    title="",
    authors=AuthorState.NONE,
    issued=Undated.UNDATED,
    language="en",
)


def decision_document(identifier: str, decision: Decision) -> Source:
    """The decision as a case, or as a document written or published by its forum.

    A title that is not as published would be printed as a name, so the kind in square brackets takes its place.
    """
    # No format prints how far a source was checked.
    return Source.model_construct(  # type: ignore[call-arg]
        id=identifier,
        type=CslType.LEGAL_CASE if decision.is_case else CslType.DOCUMENT,
        genre=Genre.COURT_JUDGMENT if decision.is_case else Genre.REGULATOR_DECISION,
        tier=Tier.PRIMARY,
        title=decision.title if decision.has_published_title else f"[{decision.kind.label}]",
        authors=(Author(literal=decision.forum),) if decision.has_author and not decision.is_case else AuthorState.NONE,
        publisher=None if decision.is_case or decision.has_author else decision.forum,
        court=decision.forum if decision.is_case else None,
        issued=_issued(decision),
        neutral_citation=decision.neutral_citation if decision.has_published_title else None,
        case_number=decision.case_number if decision.has_published_title else decision.reference,
        language="en",
    )


def _issued(decision: Decision) -> PartialDate | Undated:
    """The day of the decision. A proceeding that was only opened has none yet."""
    if decision.decided is None:
        return Undated.NOT_SEEN if decision.opened is None else Undated.UNDATED
    return decision.decided.single or Undated.NOT_SEEN
