"""HTML of living pages: pieces of text, and blocks made of them.

Every value is escaped here, when it is printed. Plain string operations are used on purpose: a template takes ten
times as long, and a large dossier has hundreds of thousands of these pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from dossier.model.addresses import numbered_page
from dossier.model.identifiers import Kind
from dossier.pages.content import (
    NOTHING_RECORDED,
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
    SourceMark,
    Tag,
    Text,
    Topics,
    Translation,
    WebLink,
    Words,
)
from dossier.pages.group_links import topic_link, word_of
from dossier.pages.mentions import linked
from dossier.pages.pictures.picture import Picture
from dossier.pages.plain_text import shortened
from dossier.site.citations import archived_copy_attributes, citation
from dossier.site.escaping import escaped
from dossier.site.foreign_words import attribute, translation
from dossier.site.pictures.picture_printer import print_picture

# The title of a record that prose mentions has at most so many characters.
_SHORT = 60
# The lists of these styles are numbered by their order.
_ORDERED = frozenset({"corrections", "course"})


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints the blocks of one page. `base` leads from the page to the root of the site."""

    base: str
    kind: Kind | None = None
    # The records that prose may link to.
    mentions: Mapping[str, RecordLink] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """The HTML of blocks, or a sentence that nothing is recorded if there are no blocks."""
        printed = [_BLOCKS[type(block)](self, block) for block in blocks]
        return Markup("\n".join(printed) if printed else f'<p class="d-none">{NOTHING_RECORDED}</p>')  # noqa: S704

    def text(self, text: Text) -> Markup:
        """The HTML of a text."""
        return Markup(self._text(text))  # noqa: S704

    def _text(self, text: Text) -> str:
        return "".join([_PIECES[type(piece)](self, piece) for piece in text])

    def _prose(self, text: str | Markup) -> str:
        if self.mentions:
            told: set[str] = set()
            return linked(text, self.mentions, lambda name: self._mention(name, told))
        return text if isinstance(text, Markup) else escaped(text)

    def _mention(self, name: str, told: set[str]) -> str:
        """The link to a record that a text mentions: by its title and its identifier at first, then by its identifier.

        The search leaves it out. Otherwise it would find the words of a title on each page that mentions the record.
        """
        address, record = escaped(f"{self.base}{numbered_page(name)}"), self.mentions[name]
        if name in told or record.text == name:
            return f'<a class="d-id" href="{address}">{name}</a>'
        told.add(name)
        title = f'<span dir="auto"{attribute(record.language)}>{escaped(shortened(record.text, _SHORT))}</span>'
        words = f'{title} <small class="d-id">{name}</small>'
        return f'<a class="d-mention" href="{address}" data-pagefind-ignore>{words}</a>'

    def notices(self, notices: Iterable[Notice]) -> Markup:
        """One box for several notices, in the style of the first. Empty if there is none."""
        boxed = tuple(notices)
        if not boxed:
            return Markup("")
        inner = []
        for notice in boxed:
            inner.append(f'<p class="d-notice__title">{escaped(notice.title)}</p>')
            inner += [f'<p dir="auto">{self._text(notice.text)}</p>'] if notice.text else []
        return Markup(f'<div class="d-notice d-notice--{boxed[0].level}" role="note">{"".join(inner)}</div>')  # noqa: S704

    # Pieces

    def print_words(self, piece: Words) -> str:
        return escaped(piece.text)

    def print_author(self, piece: Prose) -> str:
        return f"<bdi{attribute(piece.language)}>{self._prose(piece.text)}</bdi>"

    def print_translation(self, piece: Translation) -> str:
        return translation(piece.text).lstrip()

    def print_record(self, piece: RecordLink) -> str:
        mark, tag = "", ""
        if piece.is_withdrawn:
            mark = ' class="d-withdrawn"'
            tag = ' <span class="d-tag d-tag--withdrawn">withdrawn</span>'
        address = f"{self.base}{piece.page}"
        english = translation(piece.english)
        language = attribute(piece.language)
        return f'<a href="{escaped(address)}" dir="auto"{language}{mark}>{escaped(piece.text)}</a>{english}{tag}'

    def print_page(self, piece: PageLink) -> str:
        return f'<a href="{self.base}{escaped(piece.page)}" dir="auto">{escaped(piece.text)}</a>'

    def print_web(self, piece: WebLink) -> str:
        address, copy = escaped(piece.address), archived_copy_attributes(piece.copy)
        return f'<a href="{address}" rel="noopener noreferrer"{copy}>{escaped(piece.text)}</a>'

    def print_citation(self, piece: CitationText) -> str:
        return f'<span dir="auto">{citation(piece.runs, piece.copy)}</span>'

    def print_mark(self, piece: SourceMark) -> str:
        number = piece.number
        inner = f'<a href="#ref-{number}" aria-label="Reference {number}">[{number}]</a>'
        return f'<sup class="d-cite" id="{piece.anchor}">{inner}</sup>'

    def print_pinpoint(self, piece: PinpointText) -> str:
        return f'<span class="d-pinpoint" dir="auto">{escaped(piece.text)}</span>'

    def print_badge(self, piece: Badge) -> str:
        style = f"d-badge d-badge--{escaped(piece.term)}"
        printed = f'<span class="{style}">{escaped(piece.label)}</span>'
        if piece.definition is not None:
            # The definition shows under the pointer and at the focus, and the link leads to it.
            address, meaning = f"{self.base}{escaped(piece.definition.page)}", escaped(piece.definition.text)
            printed = f'<a class="{style}" href="{address}" data-definition="{meaning}">{escaped(piece.label)}</a>'
        return f'<span data-pagefind-filter="{escaped(piece.filter)}">{printed}</span>' if piece.filter else printed

    def print_tag(self, piece: Tag) -> str:
        style = f"d-tag d-tag--{escaped(piece.term)}" if piece.term else "d-tag"
        return f'<span class="{style}">{escaped(piece.label)}</span>'

    def print_hash(self, piece: Hash) -> str:
        return f'<code class="d-hash">{escaped(piece.text)}</code>'

    def print_aside(self, piece: Aside) -> str:
        return f'<span class="d-meta">{self._text(piece.text)}</span>'

    def print_emphasis(self, piece: Emphasis) -> str:
        text = f"{self._text(piece.text)}."
        return (
            f'<span class="d-undone">{text}</span>'
            if piece.is_undone
            else f'<strong class="d-reversed">{text}</strong>'
        )

    def print_living(self, piece: LivingOnly) -> str:
        return self._text(piece.text)

    # Blocks

    def print_paragraph(self, block: Paragraph) -> str:
        style = f' class="d-{block.role}"' if block.role else ""
        return f"<p{style}>{self._labelled(block)}</p>"

    def _labelled(self, block: Paragraph) -> str:
        label = f"<strong>{escaped(block.label)}:</strong> " if block.label else ""
        return label + self._text(block.text)

    def print_quotation(self, block: Quotation) -> str:
        language = attribute(block.language)
        quoted = f'<blockquote class="d-quote" dir="auto"{language}><p>“{escaped(block.exact)}”</p></blockquote>'
        if block.translation is None:
            return quoted
        return f'{quoted}<p class="d-translation" dir="auto">{TRANSLATION}: {escaped(block.translation)}</p>'

    def print_note(self, block: Note) -> str:
        return f'<div class="d-note" dir="auto">{self._prose(block.html)}</div>'

    def print_notice(self, block: Notice) -> str:
        return self.notices((block,))

    def print_facts(self, block: Facts) -> str:
        if not block.facts:
            return ""
        pairs = [f"<div><dt>{escaped(fact.label)}</dt> <dd>{self._text(fact.value)}</dd></div>" for fact in block.facts]
        return '<dl class="d-facts">' + "\n".join(pairs) + "</dl>"

    def print_topics(self, block: Topics) -> str:
        # The pages of topics have no preserved copies, so a topic that only they have is without a page.
        has_page = self.kind is not Kind.CAPTURE
        names = [topic_link(name) if has_page else Prose(name) for name in block.names]
        items = "".join([f"<li>{self._text((name,))}</li>" for name in names])
        return f'<ul class="d-topics" aria-label="{escaped(block.label)}">{items}</ul>'

    def print_items(self, block: Items) -> str:
        shown = [item for item in block.items if item.is_living]
        if any(item.group for item in shown):
            return self._groups(block, shown)
        return self._list(block.style, shown)

    def _list(self, style: str, items: Iterable[Item]) -> str:
        tag = "ol" if style in _ORDERED else "ul"
        return f'<{tag} class="d-{style}">' + "\n".join(map(self._item, items)) + f"</{tag}>"

    def _groups(self, block: Items, items: Iterable[Item]) -> str:
        """Items under the headings of their groups, after links to these."""
        links, lists = [], []
        for name, group in groupby(items, lambda item: item.group):
            anchor, members = f"{block.name}-{word_of(name)}", list(group)
            links.append(f'<li><a href="#{anchor}">{escaped(name)}</a> <span class="d-meta">{len(members)}</span></li>')
            lists.append(f'<h3 id="{anchor}">{escaped(name)}</h3>{self._list(block.style, members)}')
        return "\n".join([f'<ul class="d-years">{"".join(links)}</ul>', *lists])

    def _item(self, item: Item) -> str:
        current = ' class="d-here" aria-current="true"' if item.is_current else ""
        parts = []
        for part in item.parts:
            if isinstance(part, Paragraph) and part.role is None:
                parts.append(self._labelled(part))
            else:
                parts.append(_BLOCKS[type(part)](self, part))
        return f"<li{current}>{''.join(parts)}</li>"

    def print_references(self, block: References) -> str:
        return '<ol class="d-references">' + "\n".join(map(self._reference, block.references)) + "</ol>"

    def _reference(self, reference: Reference) -> str:
        number, source = reference.number, reference.source
        address = f"{self.base}{source.page}"
        cited = "" if reference.citation is None else f"{self.print_citation(reference.citation)}. "
        cited += f"{translation(source.english).lstrip()} " if cited and source.english else ""
        caveat = f'<span dir="auto">{escaped(reference.caveat)}</span> ' if reference.caveat else ""
        checked = f'<span class="d-checked">{self._text(reference.checked)}.</span> ' if reference.checked else ""
        back = []
        for index, anchor in enumerate(reference.anchors, start=1):
            mark, place = (f"<sub>{index}</sub>", f", place {index}") if len(reference.anchors) > 1 else ("", "")
            label = f"Back to where reference {number} is cited{place}"
            back.append(f'<a href="#{anchor}" aria-label="{label}">↩{mark}</a>')
        return (
            f'<li id="ref-{number}" value="{number}">{cited}{caveat}<a class="d-id" href="{escaped(address)}">'
            f'{escaped(source.identifier)}</a> {checked}<span class="d-back">{" ".join(back)}</span></li>'
        )

    def print_picture(self, block: Picture) -> str:
        return print_picture(block, self.base, self._text)


_PIECES: dict[type[Piece], Callable[[Printer, Any], str]] = {
    Words: Printer.print_words,
    Prose: Printer.print_author,
    Translation: Printer.print_translation,
    RecordLink: Printer.print_record,
    PageLink: Printer.print_page,
    WebLink: Printer.print_web,
    CitationText: Printer.print_citation,
    SourceMark: Printer.print_mark,
    PinpointText: Printer.print_pinpoint,
    Badge: Printer.print_badge,
    Tag: Printer.print_tag,
    Hash: Printer.print_hash,
    Aside: Printer.print_aside,
    Emphasis: Printer.print_emphasis,
    LivingOnly: Printer.print_living,
}
_BLOCKS: dict[type[Block], Callable[[Printer, Any], str]] = {
    Paragraph: Printer.print_paragraph,
    Quotation: Printer.print_quotation,
    Note: Printer.print_note,
    Notice: Printer.print_notice,
    Facts: Printer.print_facts,
    Topics: Printer.print_topics,
    Items: Printer.print_items,
    References: Printer.print_references,
    Picture: Printer.print_picture,
}
