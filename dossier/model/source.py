"""A source: a document that can be cited, what it repeats, and how far it was checked."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Tag

from dossier.model.field_types import (
    Day,
    Doi,
    Issued,
    Jurisdiction,
    Language,
    Line,
    OrganisationRef,
    OwnId,
    SourceRef,
    Text,
    Url,
)
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import AuthorState, CheckLevel, CslType, Genre, Tier, TitleBasis


class Author(Part):
    """An author as the source names it (CSL name): a person by `family` and `given`, a body by `literal`."""

    one_of = (("family", "literal"),)

    family: Line | None = None
    """The family name of a person."""
    given: Line | None = None
    """The given names of a person."""
    literal: Line | None = None
    """The name of a body, or a name that has no parts."""


class Unpublished(Part):
    """A document that was never published where it can be cited."""

    described_as: Text
    """How those who saw it describe it."""
    reason: Text
    """Why it cannot be linked."""


class Archive(Part):
    """A copy kept by a web archive (Memento)."""

    url: Url
    """The address of the archived copy."""
    service: Line
    """The archive."""
    date: Day
    """The day of the copy."""


class Checked(Part):
    """How much of the source was read, and when."""

    level: CheckLevel
    """Read in full, in an excerpt, or not opened."""
    on: Day
    """The day."""


def _authors_form(value: object) -> str:
    return "state" if isinstance(value, str) else "list"


Authors = Annotated[
    Annotated[tuple[Author, ...], Tag("list")] | Annotated[AuthorState, Tag("state")], Discriminator(_authors_form)
]


class Source(Record):
    """A document that can be cited."""

    kind_of_record: ClassVar[Kind] = Kind.SOURCE
    volatile: ClassVar[tuple[str, ...]] = ("checked.on",)
    one_of = (("url", "official_id", "unpublished", "seen_at"),)

    id: Annotated[str, OwnId(Kind.SOURCE)]
    """The permanent identifier; also the name of the file."""
    type: CslType
    """The type of item, from the Citation Style Language."""
    genre: Genre
    """What sort of document it is, as a reader weighs it."""
    title: Line
    """The title as the document has it."""
    title_basis: TitleBasis = TitleBasis.AS_PUBLISHED
    """Where the title was taken from, if not from the document."""
    authors: Authors
    """The authors as named; `none` if the document names none, `not-seen` if that part was not seen."""
    publisher: Line | None = None
    """Who published it."""
    publication: Line | None = None
    """The newspaper, journal or site it appeared in."""
    publisher_body: OrganisationRef | None = None
    """The record of the publisher, where the dossier has one."""
    issued: Issued
    """The date it carries; `undated` if it carries none, `not-seen` if that part was not seen."""
    issued_basis: Text | None = None
    """How the date is known, where it is not read off the document."""
    url: Url | None = None
    """The address of the original."""
    official_id: Line | None = None
    """An official number: a decision or reference number, CELEX, FOI reference."""
    unpublished: Unpublished | None = None
    """Set for a document that cannot be linked."""
    seen_at: Url | None = None
    """Where it was read instead of the original; never linked, never cited. Alone, it says that no address was seen."""
    persistent_url: Url | None = None
    """An address that is promised to last, such as a Perma.cc link."""
    doi: Doi | None = None
    """The Digital Object Identifier, without `https://doi.org/`."""
    archives: tuple[Archive, ...] = ()
    """Copies kept by web archives."""
    accessed: Day | None = None
    """The day the original was last opened."""
    language: Language
    """The language of the document (BCP 47)."""
    jurisdiction: Jurisdiction | None = None
    """The country or region whose law or bodies it concerns (ISO 3166)."""
    tier: Tier
    """Whether it speaks of its own act (primary) or repeats another's (secondary)."""
    derived_from: tuple[SourceRef, ...] = ()
    """The sources it repeats."""
    checked: Checked
    """How much of it was read."""
    neutral_citation: Line | None = None
    """The neutral citation of a judgment, as published."""
    court: Line | None = None
    """The court, where the citation does not tell."""
    case_number: Line | None = None
    """The number the court or regulator gave the case."""
    report: Line | None = None
    """The best law report, as cited."""
    ecli: Line | None = None
    """The European Case Law Identifier."""
    oj_reference: Line | None = None
    """The reference in the Official Journal of the European Union."""
    volume: Line | None = None
    """The volume of a journal."""
    issue: Line | None = None
    """The issue of a journal."""
    pages: Line | None = None
    """The pages of an article."""
