"""The article, title and description of a built page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_INVISIBLE = frozenset({"script", "style", "noscript", "svg"})
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(slots=True)
class Element:
    """An element with its text and the elements inside it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)


@dataclass(slots=True)
class Built:
    """The parts of a page that are compared and converted."""

    article: Element
    title: str
    description: str

    @property
    def own_title(self) -> str:
        """The title without the site name that the theme adds."""
        return self.title.rpartition(" - ")[0] or self.title

    def letters(self) -> str:
        """The visible letters and digits. All else is cut, because generators mark lists and links differently."""
        return "".join(char for text in texts(self.article) for char in text if char.isalnum())


def texts(element: Element) -> Iterator[str]:
    """Yield the pieces of text in an element that a reader sees."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in _INVISIBLE:
            yield from texts(child)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[Element] = []
        self.article: Element | None = None
        self.title = ""
        self.description = ""
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "title":
            # The first title is that of the page. Others belong to icons.
            self.in_title = not self.title
        if tag == "meta" and attributes.get("name") == "description":
            self.description = attributes.get("content", "")
        if not self.stack and (tag != "article" or self.article is not None):
            return
        element = Element(tag, attributes)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.article = element
        if tag not in _VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        if any(element.tag == tag for element in self.stack):
            while self.stack.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        if self.stack:
            self.stack[-1].children.append(data)


def read(page: str) -> Built:
    """Parse a built page. Raises ValueError if it has no article."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.article is None:
        raise ValueError("the page has no article")
    return Built(reader.article, reader.title, reader.description)
