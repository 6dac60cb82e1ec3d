"""Numbered paragraphs of a frozen page.

Frozen pages print only those parts of a record's page that `record.json` holds. The identifiers that prose mentions
become links if they were known at the release, and the preserved copies are those known at the release (ADR 16).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from dossier.model.addresses import Revision, numbered_page
from dossier.model.identifiers import Kind
from dossier.pages.content import (
    NOT_RECORDED,
    TRANSLATION,
    Aside,
    Badge,
    Block,
    CitationText,
    Emphasis,
    Facts,
    Hash,
    Item,
    Items,
    LivingOnly,
    Note,
    Notice,
    PageLink,
    Paragraph,
    Piece,
    PinpointText,
    Prose,
    Quotation,
    RecordLink,
    Reference,
    References,
    Section,
    SourceMark,
    Tag,
    Text,
    Topics,
    Translation,
    WebLink,
    Words,
)
from dossier.pages.mentions import linked
from dossier.pages.page_content import PageContent
from dossier.releases.freeze.frozen_words import english, lang, print_runs

# From `/r/ID/N/` to the root of the site.
ROOT = "../../../"

# The end of a sentence, with the tags and quotation marks that may close after it.
_END = re.compile(r"[.!?…](?:[”’»\"')]|</[a-z]+>| <sup>.*?</sup>)*$")
_SPACE = Words(" ")


@dataclass(frozen=True, slots=True)
class FrozenParagraph:
    """A numbered paragraph, as HTML. A note consists of paragraphs of its own."""

    number: int
    html: Markup
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class FrozenSection:
    """Numbered paragraphs under a heading. The first section has no heading."""

    heading: str | None
    paragraphs: tuple[FrozenParagraph, ...]


@dataclass(frozen=True, slots=True)
class FrozenReference:
    """An entry in the list of references, as HTML."""

    number: int
    html: Markup


def frozen_sections(content: PageContent, newest: Mapping[str, Revision]) -> Iterator[FrozenSection]:
    """Yield the frozen sections of a page that say something, their paragraphs numbered throughout from 1.

    The last paragraph names the sections for which nothing is recorded. `newest` has the revision of each record to
    which links lead. Links to other records lead to their living pages.
    """
    printer = _FrozenPrinter(content, newest)
    headings = content.headings
    empty = []
    for section in content.sections:
        if not section.is_frozen or section.name == "references":
            continue
        paragraphs = tuple(printer.section(section))
        if paragraphs:
            yield FrozenSection(headings[section.name], paragraphs)
        elif not section.blocks and (heading := headings[section.name]):
            empty.append(heading)
    if empty:
        yield FrozenSection(NOT_RECORDED, (printer.numbered(f"{escape('; '.join(empty))}."),))


def frozen_references(content: PageContent, newest: Mapping[str, Revision]) -> Iterator[FrozenReference]:
    """Yield the frozen references of a page."""
    printer = _FrozenPrinter(content, newest)
    for section in content.sections:
        for block in section.blocks if section.is_frozen else ():
            if isinstance(block, References):
                frozen = (entry for entry in block.references if entry.is_frozen)
                yield from (FrozenReference(entry.number, printer.reference(entry)) for entry in frozen)


def references_heading(content: PageContent) -> str | None:
    """The heading of the references."""
    return content.headings.get("references")


@dataclass(slots=True)
class _FrozenPrinter:
    content: PageContent
    newest: Mapping[str, Revision]
    number: int = field(default=0)

    def numbered(self, html: str, *, is_note: bool = False) -> FrozenParagraph:
        """The next paragraph, with its number."""
        self.number += 1
        return FrozenParagraph(self.number, Markup(html), is_note)  # noqa: S704

    def section(self, section: Section) -> Iterator[FrozenParagraph]:
        """Yield the paragraphs of a section."""
        for block in section.blocks:
            match block:
                case Note():
                    yield self.numbered(self._prose(block.html), is_note=True)
                case Facts():
                    for fact in block.facts:
                        if fact.is_frozen:
                            yield self.numbered(_ended(f"{_label(fact.label)}{self._text(fact.value)}"))
                case Items():
                    for item in self._ordered(block):
                        yield from self._item(item)
                case _:
                    html = self._block(block)
                    if html:
                        yield self.numbered(_ended(html))

    def _ordered(self, block: Items) -> list[Item]:
        frozen = [item for item in block.items if item.is_frozen]
        return sorted(frozen, key=lambda item: item.frozen_key)

    def _item(self, item: Item) -> Iterator[FrozenParagraph]:
        """Yield the paragraphs of a list item: one for its text, each inner item and each note."""
        parts: list[str] = []
        inner_items: list[Item] = []
        notes = []
        for part in item.parts:
            match part:
                case Note():
                    notes.append(part)
                case Items():
                    inner_items += self._ordered(part)
                case _:
                    # A line of its own before the text introduces it.
                    introduces = not parts and isinstance(part, Paragraph) and part.role == "meta"
                    block = self._block(part) + (":" if introduces else "")
                    if parts and isinstance(part, Quotation) and block:
                        parts[-1] += ":"
                    parts.append(block)
        text = " ".join(html for html in parts if html)
        if text:
            yield self.numbered(_ended(text))
        for inner in inner_items:
            yield from self._item(inner)
        for note in notes:
            yield self.numbered(self._prose(note.html), is_note=True)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(is_frozen=True):
                return f"{_label(block.label)}{self._text(block.text)}"
            case Notice(is_frozen=True):
                return f"<b>{escape(block.title)}.</b> {self._text(block.text)}".rstrip()
            case Quotation(is_frozen=True):
                return self._quotation(block)
            case Topics():
                return f"{_label(block.label)}<bdi>{escape('; '.join(block.names))}</bdi>"
        return ""

    def _quotation(self, block: Quotation) -> str:
        quoted = f'<q dir="auto"{lang(block.language)}>{escape(block.exact)}</q>'
        if block.translation is None:
            return quoted
        return f'{quoted} ({TRANSLATION}: <q dir="auto">{escape(block.translation)}</q>)'

    def reference(self, reference: Reference) -> Markup:
        """The HTML of a reference: the citation, how far the source was read, and the hashes of its copies."""
        if reference.citation is None:
            raise AssertionError(reference.source.identifier)
        source = reference.source
        cited = f'<span dir="auto">{print_runs(reference.citation.runs)}.</span>{english(source)}'
        link = f'<a href="{self._address(source)}">{source.identifier}</a>'
        preserved = "".join(f" Preserved copy {self._text(text)}." for text in reference.preserved)
        return Markup(f"{cited} {link}, {self._text(reference.checked)}.{preserved}")  # noqa: S704

    def _text(self, text: Text) -> str:
        pieces = [piece for piece in text if not isinstance(piece, LivingOnly)]
        printed = [_PIECES[type(piece)](self, piece) for piece in pieces]
        for index, (before, piece, after) in enumerate(zip(pieces, pieces[1:], pieces[2:], strict=False), start=1):
            if piece == _SPACE:
                printed[index] = _separator(before, after)
        return "".join(printed)

    def _prose(self, text: str | Markup) -> str:
        def link(name: str) -> str:
            page = self.newest[name].folder if name in self.newest else numbered_page(name)
            return f'<a href="{escape(f"{ROOT}{page}")}">{name}</a>'

        return linked(text, self.content.mentions, link)

    def print_author(self, piece: Prose) -> str:
        return f"<bdi{lang(piece.language)}>{self._prose(piece.text)}</bdi>"

    def print_record(self, piece: RecordLink) -> str:
        address = self._address(piece)
        if not piece.is_resolved:
            return f'<a href="{address}">{escape(piece.identifier)}</a>'
        # Readers of a printed page need the identifier to find the claim.
        identifier = f" ({escape(piece.identifier)})" if piece.kind is Kind.CLAIM else ""
        title = f'<a href="{address}" dir="auto"{lang(piece.language)}>{escape(piece.text)}</a>'
        return f"{title}{english(piece)}{identifier}"

    def _address(self, record: RecordLink) -> str:
        """The relative address of the newest revision of a record, or of its living page if it has none."""
        revision = self.newest.get(record.identifier)
        return escape(f"{ROOT}{record.page if revision is None else revision.folder}")

    def print_emphasis(self, piece: Emphasis) -> str:
        text = f"{self._text(piece.text)}."
        return text if piece.is_undone else f"<b>{text}</b>"

    def print_aside(self, piece: Aside) -> str:
        return f"({self._text(piece.text).removeprefix(' · ')})"


_PIECES: dict[type[Piece], Callable[[_FrozenPrinter, Any], str]] = {
    Words: lambda _, piece: escape(piece.text),
    Translation: lambda _, piece: escape(piece.words),
    Prose: _FrozenPrinter.print_author,
    RecordLink: _FrozenPrinter.print_record,
    PageLink: lambda _, piece: escape(piece.text),
    WebLink: lambda _, piece: f'<a href="{escape(piece.address)}">{escape(piece.text)}</a>',
    CitationText: lambda _, piece: f'<span dir="auto">{print_runs(piece.runs)}</span>',
    SourceMark: lambda _, piece: f' <sup><a href="#s{piece.number}">S{piece.number}</a></sup>',
    PinpointText: lambda _, piece: f"<bdi>{escape(piece.text)}</bdi>",
    Badge: lambda _, piece: escape(piece.label),
    Tag: lambda _, piece: escape(piece.label),
    Hash: lambda _, piece: f"<code>{escape(piece.text)}</code>",
    Aside: _FrozenPrinter.print_aside,
    Emphasis: _FrozenPrinter.print_emphasis,
}


def _separator(before: Piece, after: Piece) -> str:
    """The text between two pieces that colour or size separates on a living page."""
    if isinstance(before, Badge):
        return ". "
    if isinstance(before, Tag) or isinstance(after, Tag):
        return ": "
    return ", " if isinstance(after, PinpointText) else " "


def _ended(html: str) -> str:
    """The text with a full stop at its end, unless a sentence ends there."""
    return html if _END.search(html) else f"{html}."


def _label(label: str | None) -> str:
    return f"<b>{escape(label)}:</b> " if label else ""
