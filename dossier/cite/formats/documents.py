"""Turn a page of the dossier, or a decision, into the document that reference managers take it for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite import Decision
from dossier.cite.authors_and_titles import sentence
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.model.field_types import Undated
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Genre, Tier


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page of the dossier as it is cited: by the permalink of its newest revision, or as an unreleased draft."""

    title: str
    site_name: str
    identifier: str
    # What it is called in a list of references, which may hold what it is about as well.
    key: str
    permalink: str | None = None
    released: date | None = None


def page_document(page: CitedPage) -> Source:
    """A page of a website, with the identifier of its record for a number.

    It is no record, so nothing validates it. That it is a draft stands beside the name of the website: no format has a
    field for it, and some tools leave out notes.
    """
    draft = "" if page.permalink is not None else " (unreleased draft)"
    issued = Undated.UNDATED if page.released is None else PartialDate.parse(page.released.isoformat())
    # How far it was checked is printed nowhere.
    return Source.model_construct(  # type: ignore[call-arg]
        id=page.key,
        type=CslType.WEBPAGE,
        genre=Genre.LEGAL_DATABASE,
        tier=Tier.SECONDARY,
        title=sentence(page.title),
        authors=AuthorState.NONE,
        publication=page.site_name + draft,
        issued=issued,
        persistent_url=page.permalink,
        official_id=page.identifier,
        language="en",
    )


def decision_document(identifier: str, decision: Decision) -> Source:
    """A case, or a document of which the forum is the author where it speaks through it."""
    when = decision.decided or decision.opened
    day = None if when is None else when.single
    # How far it was checked is printed nowhere.
    return Source.model_construct(  # type: ignore[call-arg]
        id=identifier,
        type=CslType.LEGAL_CASE if decision.is_case else CslType.DOCUMENT,
        genre=Genre.COURT_JUDGMENT if decision.is_case else Genre.REGULATOR_DECISION,
        tier=Tier.PRIMARY,
        title=decision.title,
        authors=(Author(literal=decision.forum),) if decision.has_author and not decision.is_case else AuthorState.NONE,
        publisher=None if decision.is_case or decision.has_author else decision.forum,
        court=decision.forum if decision.is_case else None,
        issued=Undated.NOT_SEEN if day is None else day,
        neutral_citation=decision.neutral_citation,
        case_number=decision.case_number,
        language="en",
    )
