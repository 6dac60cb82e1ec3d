"""Sections, blocks and pieces of text, of which pages consist.

A page is composed once, as plain values: a page has sections, a section has blocks, a block has text, and text has
pieces. The living page and the frozen page print the same values. A part with `is_frozen` false appears on the living
page only: it depends on other records or on the day of a routine check, so it is not in `record.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from dossier.cite import Run
from dossier.model.identifiers import Kind

NOT_RECORDED = "Not recorded"
NOTHING_RECORDED = "None recorded."
TRANSLATION = "Our translation"
# The role of the paragraph with the standing of a claim or the status of a proceeding.
STANDING_ROLE = "standing"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the dossier builder."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of a contributor, in which identifiers become links. They are HTML if they are `Markup`."""

    text: str | Markup
    # The language (BCP 47), if it is another than that of the page.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """Our translation of the words before it, which is printed in brackets."""

    text: str

    @property
    def words(self) -> str:
        """The translation in brackets."""
        return f"({self.text})"


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A link to the page of a record."""

    kind: Kind
    identifier: str
    text: str
    # The folder of its living page, relative to the root of the site.
    page: str
    is_withdrawn: bool = False
    # False if `record.json` does not hold the title, so that a frozen page prints the identifier instead.
    is_resolved: bool = True
    # The language of the text (BCP 47) if it is not English, and the text in English.
    language: str | None = None
    english: str | None = None

    @property
    def words(self) -> str:
        """The text, with the text in English in brackets if there is one."""
        return self.text if self.english is None else f"{self.text} ({self.english})"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to the page of a country or a topic, or to a list. A frozen page prints its text alone."""

    text: str
    # The folder of the page, relative to the root of the site.
    page: str


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy in a web archive: the original address, the day of the copy, and its address."""

    original: str
    day: str
    address: str


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to an address outside the dossier."""

    address: str
    text: str
    copy: ArchivedCopy | None = None


@dataclass(frozen=True, slots=True)
class CitationText:
    """A citation, with its emphasis and its links."""

    runs: tuple[Run, ...]
    copy: ArchivedCopy | None = None


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A mark that leads to a numbered reference, with the anchor by which the reference leads back."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class PinpointText:
    """The place in a source that a citation leads to."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A term that sorts the record, coloured by its value. With a filter, searches can be narrowed to it."""

    label: str
    term: str
    filter: str | None = None
    # The link to its definition, whose text is the definition. A frozen page prints its label alone.
    definition: PageLink | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A short term that says what a list item is."""

    label: str
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Hash:
    """A SHA-256 digest in hexadecimal."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Secondary text in the same line."""

    text: Text


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A sentence that must not be overlooked, without its full stop: a reversal, also if that was itself reversed."""

    text: Text
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class LivingOnly:
    """Text that does not appear on frozen pages."""

    text: Text


Piece: TypeAlias = (
    Words
    | Prose
    | Translation
    | RecordLink
    | PageLink
    | WebLink
    | CitationText
    | SourceMark
    | PinpointText
    | Badge
    | Tag
    | Hash
    | Aside
    | Emphasis
    | LivingOnly
)
Text: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. The role names its style on the living page."""

    text: Text
    label: str | None = None
    role: str | None = None
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in its language (BCP 47), with a translation by the dossier."""

    exact: str
    language: str | None = None
    translation: str | None = None
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A note, as clean HTML."""

    html: Markup


@dataclass(frozen=True, slots=True)
class Notice:
    """A fact that a reader must see before everything else. The level names its style."""

    level: str
    title: str
    text: Text = ()
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value."""

    label: str
    value: Text
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a record."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: paragraphs, quotations and notes. Paragraphs without a role share a line."""

    parts: tuple[Paragraph | Quotation | Note | Items, ...]
    # A key that is in `record.json`, by which frozen pages sort a list that the living page sorts by more.
    frozen_key: str = ""
    is_current: bool = False
    is_frozen: bool = True
    # False if only the frozen page has room for it.
    is_living: bool = True
    # The year under whose heading the living page has it, or "".
    group: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list. The style is that of the living page: plain, cards, evidence, corrections, course or done."""

    items: tuple[Item, ...]
    style: str = "plain"
    # The beginning of the anchors of the headings of its groups.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered reference, with the anchors of the marks that lead to it."""

    number: int
    source: RecordLink
    # None if the record of the source could not be read.
    citation: CitationText | None
    # What the citation does not hold of the later course of the source, as sentences. It is never frozen.
    caveat: str
    checked: Text
    # A description of each preserved copy that was not withdrawn.
    preserved: tuple[Text, ...]
    anchors: tuple[str, ...]
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class References:
    """The numbered references of a page."""

    references: tuple[Reference, ...]


class LivingBlock:
    """A block that frozen pages never have. Its types are in the modules that make them."""

    __slots__ = ()


Block: TypeAlias = Paragraph | Quotation | Note | Notice | Facts | Topics | Items | References | LivingBlock
