"""HTML and links that the Markdown parser sees in a page. [io]

Markdown has many ways to make a link, and extensions have ways to make attributes. So not the text is judged, but the
HTML that the parser makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown
from mkdocs.utils.meta import get_data

from dossier.reading.prose import front_matter
from dossier.reading.text import shortened
from dossier.system.site_settings import MARKDOWN_EXTENSIONS

# A page must be safe with those that MkDocs always has, and with all that its site may add.
BASIC_EXTENSIONS = MARKDOWN_EXTENSIONS[:3]
# Themes print other keys as HTML, and obey some, such as `template`.
_KEYS = ("title", "description")
# The parser needs quadratic time for brackets.
_MAX_MARKS = 200
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")

_ELEMENTS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr", "br", "div"}
    | {"span", "a", "img", "em", "strong", "code", "pre", "del", "ins", "mark", "sub", "sup", "kbd", "abbr"}
    | {"table", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption"}
)
_ATTRIBUTES = frozenset({"id", "class", "title", "alt", "start", "href", "src", "rel", "target", "width", "height"})
# Tables align their columns with it.
_STYLE = re.compile(r"text-align: (?:left|right|center);")
# Browsers remove line breaks and tabs from an address, and then these from its ends.
_LINE_BREAKS = re.compile(r"[\t\n\r]")
_AT_ENDS = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def markup_problems(
    text: str, extensions: Sequence[str], settings: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield each unsafe part of a page, and the text to look for in the page, which may be empty."""
    _, body = front_matter(text)
    yield from _front_matter_problems(text, body)
    if any(paragraph.count("[") + paragraph.count("<") > _MAX_MARKS for paragraph in _PARAGRAPH_END.split(body)):
        yield f"more than {_MAX_MARKS} marks such as `[` and `<` in a paragraph", ""
        return
    parsers = [Markdown(extensions=list(extensions), extension_configs=dict(settings or {})) for _ in range(2)]
    parsers[1].preprocessors.deregister("html_block", strict=False)
    parsers[1].inlinePatterns.deregister("html", strict=False)
    try:
        with_html, without_html = (parser.convert(body) for parser in parsers)
    except RecursionError:
        yield "lists or quotations that are nested too deeply", ""
        return
    if with_html != without_html:
        raw = (part.strip() for part in parsers[0].htmlStash.rawHtmlBlocks if isinstance(part, str))
        found = next((part for part in raw if part.startswith("<") and part in text), "")
        first = found.partition("\n")[0]
        yield f"the HTML `{shortened(first)}`" if first else "HTML", first
    reader = _TagReader()
    reader.feed(without_html)
    reader.close()
    yield from dict.fromkeys(reader.problems)


def _front_matter_problems(text: str, body: str) -> Iterator[tuple[str, str]]:
    """Yield each problem of the front matter, if `body` is the rest of the page without it."""
    rest, fields = get_data(text.strip() + "\n")
    for key in fields:
        if key not in _KEYS:
            names = " and ".join(f"`{name}`" for name in _KEYS)
            yield f"`{shortened(str(key))}` in its front matter, which may only have {names}", f"{key}:"
    # Then the site generator would take other lines for front matter than this program, and they would not be judged.
    if rest.strip() != body.strip():
        yield "front matter that is not between two lines `---`, or is not YAML", ""
    if "\ufeff" in text:
        yield "a byte order mark in its text", "\ufeff"


class _TagReader(HTMLParser):
    """Reads the elements that the Markdown parser made, and notes those that may not be published."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.problems.append((f"the element `{tag}`", ""))
        for name, value in attrs:
            text = value or ""
            if name == "href" and tag == "a":
                reason = link_problem(text)
            elif name == "src" and tag == "img":
                reason = image_problem(text)
            elif name == "style":
                reason = None if _STYLE.fullmatch(text) else f"the attribute `style` with `{shortened(text)}`"
            else:
                is_known = name in _ATTRIBUTES and name not in {"href", "src"}
                reason = None if is_known else f"the attribute `{shortened(name)}` with `{shortened(text)}`"
            if reason is not None:
                self.problems.append((reason, text))


def _as_browsers_read(address: str) -> str:
    return _LINE_BREAKS.sub("", address).strip(_AT_ENDS).replace("\\", "/")


def link_problem(address: str) -> str | None:
    """The reason why a page may not link to an address, or None if it is relative, http, https or mailto."""
    read = _as_browsers_read(address)
    scheme = _SCHEME.match(read)
    is_allowed = not read.startswith("//") if scheme is None else scheme[1].lower() == "mailto" or _WEB.match(read)
    return None if is_allowed else f"a link to `{shortened(address)}`"


def image_problem(address: str) -> str | None:
    """The reason why a page may not show the image at an address, or None if it is an image of the site."""
    read = _as_browsers_read(address)
    if _SCHEME.match(read) is None and not read.startswith("//"):
        return None
    return f"the image `{shortened(address)}`, which is not a file of this site"
