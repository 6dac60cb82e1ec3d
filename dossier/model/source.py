"""Sources: documents that can be cited."""

from __future__ import annotations

from typing import Annotated, ClassVar
from urllib.parse import quote

from pydantic import Discriminator, Tag

from dossier.model.code_types import Doi, Isbn, Jurisdiction, Language
from dossier.model.date_types import Day, DayOrWithheld, Issued
from dossier.model.dates import PartialDate
from dossier.model.field_types import Line, OrganisationRef, OwnId, ProceedingRef, SourceRef, Text, Url
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import AuthorState, CheckLevel, CslType, DecisionLink, Derivation, Genre, Tier, TitleBasis


class Author(Part):
    """An author as the source names it (a CSL name): a person has `family` and `given`, a body has `literal`."""

    one_of = (("family", "literal"),)

    family: Line | None = None
    """The family name of a person."""
    given: Line | None = None
    """The given names of a person."""
    literal: Line | None = None
    """The name of a body, or a name without separate parts."""


class UnpublishedDocument(Part):
    """A document that was never published in a place that can be cited."""

    described_as: Text
    """A description by those who have seen it."""
    reason: Text
    """The reason why it cannot be linked."""
    protected: Text | None = None
    """Why nobody may learn whose it is. The record then has no author, address or day, and no capture."""


class Archive(Part):
    """A copy in a web archive (a memento, RFC 7089)."""

    url: Url
    """The address of the archived copy."""
    service: Line
    """The name of the archive."""
    date: Day | None = None
    """The day of the copy, if the archive shows it."""


class SourceCheck(Part):
    """How much of the source was read, and when."""

    level: CheckLevel
    """How much was read: the full text, an excerpt, or nothing because it was not opened."""
    on: DayOrWithheld
    """The day of the check, or `withheld` if the source is protected."""


def _list_or_state(value: object) -> str:
    return "state" if isinstance(value, str) else "list"


Authors = Annotated[
    Annotated[tuple[Author, ...], Tag("list")] | Annotated[AuthorState, Tag("state")], Discriminator(_list_or_state)
]
DerivedFrom = Annotated[
    Annotated[tuple[SourceRef, ...], Tag("list")] | Annotated[Derivation, Tag("state")],
    Discriminator(_list_or_state),
]
DecisionOf = Annotated[
    Annotated[tuple[ProceedingRef, ...], Tag("list")] | Annotated[DecisionLink, Tag("state")],
    Discriminator(_list_or_state),
]


# Fields by which a library finds a source. A publisher alone identifies only a book or the like, and the work in which
# it appeared only an article or the like.
_BY_NUMBER = ("doi", "neutral_citation", "report", "isbn", "court+case_number")
_BY_PUBLICATION = (*_BY_NUMBER, "publication+volume", "publication+pages")
# The types of documents that a publisher's name and a title identify.
BOOK_TYPES = frozenset({CslType.BOOK, CslType.CHAPTER, CslType.THESIS, CslType.REPORT})
# The characters of a DOI that its address has as they are. Older DOIs have `<` and `#`, which it may not have.
_IN_ADDRESSES = "/:;()[],@!$&'*+=~|"
# The types of documents that the work in which they appeared, a title and a date identify.
ARTICLE_TYPES = frozenset(
    {
        *(CslType.ARTICLE_JOURNAL, CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER, CslType.CHAPTER),
        *(CslType.ENTRY_ENCYCLOPEDIA, CslType.PAPER_CONFERENCE),
    }
)
# What a protected source may say of itself. A new field may show whose it is, until somebody adds it here.
_HARMLESS = frozenset(
    {
        *("type", "genre", "title", "title_basis", "unpublished", "language", "tier"),
        *("derived_from", "checked", *Record.model_fields),
    }
)


class Source(Record):
    """A document that can be cited."""

    kind_of_record: ClassVar[Kind] = Kind.SOURCE
    volatile: ClassVar[tuple[str, ...]] = ("checked.on",)
    one_of = (("url", "official_id", "unpublished", "seen_at", *_BY_NUMBER, "publication", "publisher"),)

    id: Annotated[str, OwnId(Kind.SOURCE)]
    """The permanent identifier, which is also the name of the file."""
    type: CslType
    """The item type of the Citation Style Language (CSL)."""
    genre: Genre
    """The sort of document, which helps readers to judge it."""
    title: Line
    """The title, exactly as in the document."""
    title_in_english: Line | None = None
    """Our translation of the title, if it is in another language."""
    title_basis: TitleBasis = TitleBasis.AS_PUBLISHED
    """The origin of the title, if it is not from the document."""
    authors: Authors
    """The authors as named, `none` if the document names no author, or `not-seen` if that part was not seen."""
    publisher: Line | None = None
    """Who published it."""
    publication: Line | None = None
    """The work in which it appeared: a newspaper, journal or site."""
    publisher_body: OrganisationRef | None = None
    """The record of the publisher, if the dossier has it."""
    issued: Issued
    """The date in the document, `undated` if it has no date, or `not-seen` if that part was not seen."""
    issued_basis: Text | None = None
    """How the date is known, if it is not in the document."""
    url: Url | None = None
    """The address of the original."""
    official_id: Line | None = None
    """An official number: a decision or reference number, a CELEX number or an FOI reference."""
    unpublished: UnpublishedDocument | None = None
    """The description of a document that cannot be linked."""
    seen_at: Url | None = None
    """The address of a copy that was read instead. Never linked or cited. Alone, it means that no address was seen."""
    persistent_url: Url | None = None
    """An address that is meant to last, such as a Perma.cc link."""
    doi: Doi | None = None
    """The Digital Object Identifier, without `https://doi.org/`."""
    archives: tuple[Archive, ...] = ()
    """Copies in web archives."""
    accessed: Day | None = None
    """The day on which the original was last opened."""
    language: Language
    """The language of the document (BCP 47)."""
    jurisdiction: Jurisdiction | None = None
    """The country or region of the law or bodies that it is about: a code of ISO 3166 such as `GB` or `CA-BC`."""
    tier: Tier
    """Whose acts it reports: primary if its author's own, secondary if what others did or said."""
    derived_from: DerivedFrom = ()
    """The sources that it repeats, or `none-found` if somebody looked for them and found none."""
    checked: SourceCheck
    """How much of it was read."""
    decision_of: DecisionOf = ()
    """The proceedings whose decision it is, whole or in part, or `none-on-record` if it decided none on record."""
    neutral_citation: Line | None = None
    """The neutral citation of a judgment, as published."""
    court: Line | None = None
    """The court, if the citation does not name it."""
    case_number: Line | None = None
    """The number that the court or regulator gave the case."""
    report: Line | None = None
    """The best law report, as it is cited."""
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
    isbn: Isbn | None = None
    """The International Standard Book Number of a book."""

    @property
    def doi_address(self) -> str | None:
        """The address that the resolver of the DOI Foundation has for its DOI (DOI Handbook, section 3.8)."""
        return None if self.doi is None else f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESSES)}"

    @property
    def is_protected(self) -> bool:
        """True if nobody may learn whose it is."""
        return self.unpublished is not None and self.unpublished.protected is not None

    @property
    def is_identified_by_publication(self) -> bool:
        """True if a library finds it without an address, by the place in which it was published."""
        present = {name for name in type(self).model_fields if getattr(self, name, None) is not None}
        return self.has_one_of(_BY_PUBLICATION, present)

    @property
    def is_identified_by_name_alone(self) -> bool:
        """True if only the name of its publisher, or of the work in which it appeared, identifies it."""
        others = (self.url, self.official_id, self.unpublished, self.seen_at)
        return others == (None,) * len(others) and not self.is_identified_by_publication

    @property
    def is_found_by_name(self) -> bool:
        """True if its publisher, or the work in which it appeared with its date, identifies a document of its type."""
        has_work = self.publication is not None and isinstance(self.issued, PartialDate)
        has_publisher = self.publisher is not None
        return (has_publisher and self.type in BOOK_TYPES) or (has_work and self.type in ARTICLE_TYPES)

    @property
    def lacks_address(self) -> bool:
        """True if a copy elsewhere was read, and the record has no place of the original."""
        has_address = self.url is not None or self.persistent_url is not None
        return self.seen_at is not None and not has_address and not self.is_identified_by_publication

    @property
    def repeats(self) -> tuple[str, ...]:
        """The sources that it repeats, as far as is known."""
        return () if isinstance(self.derived_from, Derivation) else self.derived_from

    @property
    def decides(self) -> tuple[str, ...]:
        """The proceedings whose decision it says it is."""
        return () if isinstance(self.decision_of, DecisionLink) else self.decision_of

    @property
    def newest_archive(self) -> Archive | None:
        """The newest copy in a web archive. A copy without a day counts as older than all others."""
        return max(self.archives, key=lambda archive: archive.date.text if archive.date else "", default=None)


# What a protected source may not say of itself.
IDENTIFYING_FIELDS = tuple(name for name in Source.model_fields if name not in _HARMLESS)
