"""Safe HTML from the Markdown of notes, and problems of notes.

A note can have paragraphs, emphasis, lists and links. All other text, raw HTML included, appears on the page exactly as
it was typed, because evidence must not lose words. This is also true for rejected links (images, relative addresses,
`javascript:`, hidden titles), which `problems` reports. A link whose address was redacted appears as typed as well, and
is no problem.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
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
    DoubleTagInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    SimpleTagInlineProcessor,
    build_inlinepatterns,
)
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import build_treeprocessors
from markdown.util import Registry
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from dossier.model.field_types import Url
from dossier.model.redaction import MARK

TAGS: Final = frozenset({"p", "em", "strong", "ul", "ol", "li", "a"})
ATTRIBUTES: Final = {"a": frozenset({"href"}), "ol": frozenset({"start"})}
LINK_REL: Final = "nofollow noopener noreferrer"

# Nested lists need recursion, and brackets and stars need quadratic time. Beyond these limits, a note appears as typed.
_MAX_DEPTH = 8
_MAX_MARKS = 200

# An element, a comment or a declaration. An address in angle brackets is a link and does not match.
_HTML = re.compile(r"</?[A-Za-z](?![A-Za-z0-9+.-]*://)[^<>]*>|<!--|<!\[CDATA\[|<[?!][A-Za-z]")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_DEEP = re.compile(rf"^(?:[ \t]*(?:[0-9]+\.|[*+-])[ \t]+){{{_MAX_DEPTH}}}|^(?: {{4}}|\t){{{_MAX_DEPTH}}}", re.MULTILINE)
# A link without any character that changes how Markdown reads it. Only its address needs a check.
_PLAIN_LINK = re.compile(r"(?<![!\\])\[([^][<>\\*`!]+)\]\((https?://[^][()<>\\*`\"'&\s]+)\)")
_ITEM = re.compile(r" {0,3}(?:([0-9]+)\.|[*+-]) +")

_url: TypeAdapter[str] = TypeAdapter(Url)

# Created only once, because `nh3.clean` would build its tables again for each note.
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes={"http", "https"},
    link_rel=LINK_REL,
)


def to_html(note: str) -> Markup:
    """The note as HTML, with only the tags of `TAGS` and links to absolute http and https addresses."""
    if _exceeds_limits(note):
        return Markup("<p>{}</p>").format(note)
    return Markup(_CLEANER.clean(_MARKDOWN.convert_note(note)))  # noqa: S704  (just cleaned)


@cache
def problems(note: str) -> tuple[str, ...]:
    """A description of each part of the note that appears as typed, although its author meant markup.

    `serve` asks for the same notes after each edit.
    """
    return tuple(_problems(note))


def _problems(note: str) -> Iterator[str]:
    if _exceeds_limits(note):
        yield f"more than {_MAX_MARKS} marks such as `[` and `*`, or lists nested {_MAX_DEPTH} levels deep"
        return
    if "<" in note:
        tags = [match.group() for match in _HTML.finditer(note)]
        # An element is reported only once, by its start tag.
        start_tags = [tag for tag in tags if not tag.startswith("</")]
        yield from (f"the HTML `{_shortened(tag)}`" for tag in dict.fromkeys(start_tags or tags))
    if "](" in note:
        yield from (f"the image `{_shortened(match.group())}`" for match in _IMAGE.finditer(note))
    if _may_have_rejected_link(note):
        _MARKDOWN.convert_note(note)
        yield from dict.fromkeys(_MARKDOWN.rejected)


class _NoteMarkdown(Markdown):
    """Python-Markdown with only the syntax of notes. `rejected` describes the links that were rejected."""

    def __init__(self) -> None:
        self.rejected: list[str] = []
        super().__init__()

    def build_parser(self) -> Self:
        """Register the syntax of notes.

        Starting from nothing means that a new version of Python-Markdown cannot add syntax unnoticed.
        """
        self.preprocessors = Registry()
        self.preprocessors.register(NormalizeWhitespace(self), "normalize_whitespace", 30)
        self.parser = BlockParser(self)
        blocks = self.parser.blockprocessors
        blocks.register(EmptyBlockProcessor(self.parser), "empty", 100)
        blocks.register(ListIndentProcessor(self.parser), "indent", 90)
        blocks.register(_NumberedList(self.parser), "olist", 40)
        blocks.register(_BulletedList(self.parser), "ulist", 30)
        blocks.register(ParagraphProcessor(self.parser), "paragraph", 10)
        standard = build_inlinepatterns(self)
        self.inlinePatterns = Registry()
        self.inlinePatterns.register(standard["escape"], "escape", 180)
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.inlinePatterns.register(_Autolink(AUTOLINK_RE, self), "autolink", 120)
        # Each pattern is independent of the others: the standard `em_strong` keeps positions between its calls, and
        # then drops characters of `*a**b*c`.
        for mark in "*_":
            self.inlinePatterns.register(DoubleTagInlineProcessor(_emphasis(mark, 3), "strong,em"), f"{mark}3", 60)
            self.inlinePatterns.register(SimpleTagInlineProcessor(_emphasis(mark, 2), "strong"), f"{mark}2", 50)
            self.inlinePatterns.register(SimpleTagInlineProcessor(_emphasis(mark, 1), "em"), f"{mark}1", 40)
        self.treeprocessors = build_treeprocessors(self)
        self.postprocessors = Registry()
        return self

    def convert_note(self, note: str) -> str:
        """The HTML of a note before cleaning. Entities are not decoded, so that they cannot hide characters."""
        self.rejected = []
        self.reset()
        return self.convert(note.replace("&", "&amp;"))


def _emphasis(mark: str, count: int) -> str:
    """The pattern of words between two runs of exactly `count` marks. The second group is the words."""
    run = re.escape(mark) * count
    # A mark inside or after a word is a part of the word, as in `5*3`, `A*` and the name of a file.
    return rf"(?<![\w{mark}])({run})(?![\s{mark}])(.+?)(?<![\s{mark}]){run}(?![\w{mark}])"


class _Link(LinkInlineProcessor):
    """Makes a link of `[text](address)` if the address is safe and no part of the link is hidden."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, Element):
            return None, None, None
        address = html.unescape(element.get("href", ""))
        if MARK in address:
            return None, None, None
        if not (element.text or "").strip():
            return _reject(self, f"a link to `{_shortened(address)}` without words")
        if "title" in element.attrib:
            return _reject(self, f"a link with the hidden title `{_shortened(html.unescape(element.attrib['title']))}`")
        if not _is_safe(address):
            return _reject(self, f"a link to `{_shortened(address)}`, which is not an absolute http or https address")
        return element, start, end


class _Autolink(AutolinkInlineProcessor):
    """Makes a link of `<https://…>` if the address is safe."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        address = html.unescape(m.group(1))
        if MARK in address:
            return None, None, None
        if not _is_safe(address):
            return _reject(self, f"a link to `{_shortened(address)}`, which is not an absolute http or https address")
        return super().handleMatch(m, data)


class _NumberedList(OListProcessor):
    """Makes a list of numbered lines if HTML would print the same numbers. Otherwise they stay text."""

    LAZY_OL = False
    SIBLING_TAGS: ClassVar[list[str]] = ["ol"]

    def test(self, parent: Element, block: str) -> bool:
        numbers = _numbers(block) if self.RE.match(block) else []
        if not numbers or not numbers[0] or len(numbers[0]) > 6 or parent.tag in {"ul", "ol"}:
            return False
        last = self.lastChild(parent)
        continues = last is not None and last.tag == "ol"
        first = int(last.get("start", "1")) + len(last) if last is not None and continues else int(numbers[0])
        return numbers == [str(number) for number in range(first, first + len(numbers))]


class _BulletedList(UListProcessor):
    """Makes a list of lines with bullets. If any line has a number, they all stay text."""

    SIBLING_TAGS: ClassVar[list[str]] = ["ul"]

    def test(self, parent: Element, block: str) -> bool:
        return parent.tag != "ol" and self.RE.match(block) is not None and not any(_numbers(block))


def _numbers(block: str) -> list[str]:
    """The number of each list item in a block, or an empty string for a bullet."""
    return [match.group(1) or "" for line in block.split("\n") if (match := _ITEM.match(line))]


def _reject(pattern: InlineProcessor, description: str) -> tuple[None, None, None]:
    if isinstance(pattern.md, _NoteMarkdown):
        pattern.md.rejected.append(description)
    return None, None, None


def _is_safe(address: str) -> bool:
    try:
        _url.validate_python(address)
    except ValidationError:
        return False
    return True


def _may_have_rejected_link(note: str) -> bool:
    """True if the note may have a link that is rejected. This is much faster than converting the note."""
    if "](" not in note and ("<" not in note or "://" not in note):
        return False
    rest = _PLAIN_LINK.sub(lambda link: "" if link.group(1).strip() and _is_safe(link.group(2)) else link.group(), note)
    return any(mark in rest for mark in "[]<")


def _exceeds_limits(note: str) -> bool:
    return sum(map(note.count, "[*_<")) > _MAX_MARKS or _DEEP.search(note) is not None


def _shortened(text: str) -> str:
    """The author's text on a single line, and cut if it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_MARKDOWN = _NoteMarkdown()
