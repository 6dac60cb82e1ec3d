"""Turn the Markdown of a note into HTML that is safe to show, and into what is wrong with it.

A note offers paragraphs, emphasis, lists and links, and nothing else: whatever else is typed, raw HTML included, stays
on the page as the characters typed, because a word that goes missing from evidence is a defect. A link that is not
offered (an image, a relative address, `javascript:`, a hidden title) stays typed too, and `problems` names it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import ClassVar, Final, Self
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    EmptyBlockProcessor,
    ListIndentProcessor,
    OListProcessor,
    ParagraphProcessor,
    UListProcessor,
)
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    LINK_RE,
    AutolinkInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    build_inlinepatterns,
)
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import build_treeprocessors
from markdown.util import Registry
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from dossier.model.field_types import Url

TAGS: Final = frozenset({"p", "em", "strong", "ul", "ol", "li", "a"})
ATTRIBUTES: Final = {"a": frozenset({"href"}), "ol": frozenset({"start"})}
LINK_REL: Final = "nofollow noopener noreferrer"

# Lists cost recursion, and brackets and stars quadratic time: past these limits a note is shown as it was typed.
_DEEPEST = 8
_MOST_MARKS = 200

# An element, a comment or a declaration; not an address in angle brackets, which is a link.
_HTML = re.compile(r"</?[A-Za-z](?![A-Za-z0-9+.-]*://)[^<>]*>|<!--|<!\[CDATA\[|<[?!][A-Za-z]")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_DEEP = re.compile(rf"^(?:[ \t]*(?:[0-9]+\.|[*+-])[ \t]+){{{_DEEPEST}}}|^(?: {{4}}|\t){{{_DEEPEST}}}", re.MULTILINE)
# A link to which nothing can be objected but its address; what could change how it is read stands nowhere in it.
_PLAIN_LINK = re.compile(r"(?<![!\\])\[([^][<>\\*`!]+)\]\((https?://[^][()<>\\*`\"'&\s]+)\)")
_ITEM = re.compile(r" {0,3}(?:([0-9]+)\.|[*+-]) +")

_url: TypeAdapter[str] = TypeAdapter(Url)

# Made once: `nh3.clean` would set up all its tables for each note anew.
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes={"http", "https"},
    link_rel=LINK_REL,
)


def to_html(note: str) -> Markup:
    """The note as HTML: the tags of `TAGS` only, links to absolute http and https addresses only, no `id`."""
    if _is_overgrown(note):
        return Markup("<p>{}</p>").format(note)
    return Markup(_CLEANER.clean(_MARKDOWN.convert_note(note)))  # noqa: S704  (it has just been cleaned)


def problems(note: str) -> Iterator[str]:
    """Yield, in words, each thing in the note that is shown as it was typed although more was meant by it."""
    if _is_overgrown(note):
        yield f"more than {_MOST_MARKS} marks such as `[` and `*`, or lists nested {_DEEPEST} deep"
        return
    if "<" in note:
        found = [one.group() for one in _HTML.finditer(note)]
        # An element is named once, by its beginning.
        begun = [one for one in found if not one.startswith("</")]
        yield from (f"the HTML `{_cut(one)}`" for one in dict.fromkeys(begun or found))
    if "](" in note:
        yield from (f"the image `{_cut(one.group())}`" for one in _IMAGE.finditer(note))
    if _may_be_refused(note):
        _MARKDOWN.convert_note(note)
        yield from dict.fromkeys(_MARKDOWN.refused)


class _Notes(Markdown):
    """Python-Markdown made of the parts that a note offers; `refused` names the links it did not make."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        super().__init__()

    def build_parser(self) -> Self:
        """Register what is offered, instead of taking away what is not: a new version brings nothing in unseen."""
        self.preprocessors = Registry()
        self.preprocessors.register(NormalizeWhitespace(self), "normalize_whitespace", 30)
        self.parser = BlockParser(self)
        blocks = self.parser.blockprocessors
        blocks.register(EmptyBlockProcessor(self.parser), "empty", 100)
        blocks.register(ListIndentProcessor(self.parser), "indent", 90)
        blocks.register(_Numbered(self.parser), "olist", 40)
        blocks.register(_Bulleted(self.parser), "ulist", 30)
        blocks.register(ParagraphProcessor(self.parser), "paragraph", 10)
        known = build_inlinepatterns(self)
        self.inlinePatterns = Registry()
        self.inlinePatterns.register(known["escape"], "escape", 180)
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.inlinePatterns.register(_Autolink(AUTOLINK_RE, self), "autolink", 120)
        self.inlinePatterns.register(known["em_strong"], "em_strong", 60)
        self.treeprocessors = build_treeprocessors(self)
        self.postprocessors = Registry()
        return self

    def convert_note(self, note: str) -> str:
        """The HTML before it is cleaned; an ampersand is always one, so that no entity smuggles a character in."""
        self.refused = []
        self.reset()
        return self.convert(note.replace("&", "&amp;"))


class _Link(LinkInlineProcessor):
    """Makes a link of `[text](address)` where the address is safe and nothing of it is hidden."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, Element):
            return None, None, None
        address = html.unescape(element.get("href", ""))
        if not (element.text or "").strip():
            return _refuse(self, f"a link to `{_cut(address)}` without words")
        if "title" in element.attrib:
            return _refuse(self, f"a link with the hidden title `{_cut(html.unescape(element.attrib['title']))}`")
        if not _is_safe(address):
            return _refuse(self, f"a link to `{_cut(address)}`, which is no absolute http or https address")
        return element, start, end


class _Autolink(AutolinkInlineProcessor):
    """Makes a link of `<https://…>` where the address is safe."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        address = html.unescape(m.group(1))
        if not _is_safe(address):
            return _refuse(self, f"a link to `{_cut(address)}`, which is no absolute http or https address")
        return super().handleMatch(m, data)


class _Numbered(OListProcessor):
    """Makes a list of numbered lines where HTML prints the numbers that were typed; else they stay text."""

    LAZY_OL = False
    SIBLING_TAGS: ClassVar[list[str]] = ["ol"]

    def test(self, parent: Element, block: str) -> bool:
        typed = _numbers(block) if self.RE.match(block) else []
        if not typed or not typed[0] or len(typed[0]) > 6 or parent.tag in {"ul", "ol"}:
            return False
        last = self.lastChild(parent)
        begun = last is not None and last.tag == "ol"
        first = int(last.get("start", "1")) + len(last) if last is not None and begun else int(typed[0])
        return typed == [str(number) for number in range(first, first + len(typed))]


class _Bulleted(UListProcessor):
    """Makes a list of lines with bullets; where numbered lines stand among them, all stay text."""

    SIBLING_TAGS: ClassVar[list[str]] = ["ul"]

    def test(self, parent: Element, block: str) -> bool:
        return parent.tag != "ol" and self.RE.match(block) is not None and not any(_numbers(block))


def _numbers(block: str) -> list[str]:
    """What stands before the point of each item in a block: its number, or nothing for a bullet."""
    return [found.group(1) or "" for line in block.split("\n") if (found := _ITEM.match(line))]


def _refuse(pattern: InlineProcessor, why: str) -> tuple[None, None, None]:
    if isinstance(pattern.md, _Notes):
        pattern.md.refused.append(why)
    return None, None, None


def _is_safe(address: str) -> bool:
    try:
        _url.validate_python(address)
    except ValidationError:
        return False
    return True


def _may_be_refused(note: str) -> bool:
    """Whether the note holds more than links that are plain to see; to convert it only to learn that takes long."""
    if "](" not in note and ("<" not in note or "://" not in note):
        return False
    rest = _PLAIN_LINK.sub(lambda link: "" if link.group(1).strip() and _is_safe(link.group(2)) else link.group(), note)
    return any(mark in rest for mark in "[]<")


def _is_overgrown(note: str) -> bool:
    return sum(map(note.count, "[*_<")) > _MOST_MARKS or _DEEP.search(note) is not None


def _cut(text: str) -> str:
    """The author's words on one line, cut where they are long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_MARKDOWN = _Notes()
