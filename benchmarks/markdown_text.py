"""The Markdown from which a site generator makes a built page again.

It is what an author would write by hand: headings, paragraphs, lists, tables, quotations, emphasis, links. Anchors are
kept as empty `<a id>` elements; styles are dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from html_tree import Built, Element, texts

# Converts an address to the form that a generator expects: MkDocs the path of the `.md` file, Hugo the address itself.
Address = Callable[[str], str]

_BLOCKS = frozenset(
    ("article", "aside", "blockquote", "div", "dl", "footer", "h1", "h2", "h3", "h4", "nav", "ol", "p", "section")
) | {"table", "ul"}
_FENCES = re.compile("`+")
_SPECIAL = re.compile(r"([\\`*_\[\]])")
# The start of a paragraph that Markdown would read as a list or a heading.
_MARK = re.compile(r"^([0-9]*)([-+#.)])(?=\s)")


def markdown_text(page: Built, address: Address) -> str:
    """The page as Markdown, its title and description in front matter."""
    writer = _Writer(address)
    blocks = "\n\n".join(writer.blocks(page.article))
    # Every JSON string is also a YAML string.
    title, description = (json.dumps(text, ensure_ascii=False) for text in (page.own_title, page.description))
    return f"---\ntitle: {title}\ndescription: {description}\n---\n\n{blocks}\n"


class _Writer:
    def __init__(self, address: Address) -> None:
        self.address = address

    def blocks(self, element: Element) -> Iterator[str]:
        """Yield the blocks in an element. Text and inline elements between blocks become paragraphs."""
        loose: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and _holds_blocks(child):
                yield from self._paragraph(loose)
                loose = []
                yield from self.block(child)
            else:
                loose.append(child)
        yield from self._paragraph(loose)

    def block(self, element: Element) -> Iterator[str]:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4":
                yield f"{'#' * int(element.tag[1])} {self._anchor(element)}{self._line(element.children)}"
            case "p":
                yield from self._paragraph(element.children)
            case "ul" | "ol":
                yield "\n\n".join(self._items(element)) if _is_loose(element) else "\n".join(self._items(element))
            case "dl":
                yield "\n".join(self._definitions(element))
            case "blockquote":
                yield "\n>\n".join(_prefixed(block, "> ", "> ") for block in self.blocks(element))
            case "table":
                yield "\n".join(self._rows(element))
            case "script" | "style" | "noscript":
                return
            case _:
                yield from self.blocks(element)

    def _paragraph(self, children: list[Element | str]) -> Iterator[str]:
        line = self._line(children)
        if line:
            yield _MARK.sub(r"\1\\\2", line)

    def _items(self, element: Element) -> Iterator[str]:
        number = 0
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                number += 1
                mark = "-   " if element.tag == "ul" else f"{number}. ".ljust(4)
                inner = list(self.blocks(child)) or [""]
                yield _prefixed(f"{self._anchor(child)}{inner[0]}", mark, "    ")
                yield from (_prefixed(f"\n{block}", "    ", "    ") for block in inner[1:])

    def _definitions(self, element: Element) -> Iterator[str]:
        term = ""
        for child in _below(element, {"dt", "dd"}):
            if child.tag == "dt":
                term = self._line(child.children)
            else:
                meaning = "; ".join(" ".join(block.split()).removeprefix("- ") for block in self.blocks(child))
                yield f"-   **{term}**: {meaning}"

    def _rows(self, element: Element) -> Iterator[str]:
        for number, row in enumerate(_below(element, {"tr"})):
            cells = [self._line(cell.children) for cell in _below(row, {"td", "th"})]
            yield f"| {' | '.join(cells)} |"
            if number == 0:
                yield f"|{'---|' * len(cells)}"

    def _line(self, children: list[Element | str]) -> str:
        return " ".join("".join(self._inline(child) for child in children).split())

    def _inline(self, child: Element | str) -> str:
        if isinstance(child, str):
            escaped = _SPECIAL.sub(r"\\\1", child.replace("&", "&amp;").replace("<", "&lt;"))
            return escaped.replace("|", "&#124;")
        inner = "".join(self._inline(grandchild) for grandchild in child.children)
        match child.tag:
            case "a" if "headerlink" in child.attributes.get("class", ""):
                return ""
            case "a" if "href" in child.attributes:
                inner = f"[{inner}]({self.address(child.attributes['href'])})"
            case "strong" | "b" if inner.strip():
                inner = f"**{inner.strip()}**"
            case "em" | "i" if inner.strip():
                inner = f"*{inner.strip()}*"
            case "code":
                # Code needs no escapes. The fence must be longer than any fence inside it.
                text = " ".join("".join(texts(child)).split())
                fence = "`" * (1 + max((len(inner_fence) for inner_fence in _FENCES.findall(text)), default=0))
                inner = f"{fence} {text} {fence}"
            case "script" | "style" | "link":
                return ""
        return f"{self._anchor(child)}{inner}"

    def _anchor(self, element: Element) -> str:
        # A generator makes the anchor of a second-level heading from its words, as it does in the shells.
        name = element.attributes.get("id") if element.tag != "h2" else None
        return f'<a id="{name}"></a>' if name else ""


def _holds_blocks(element: Element) -> bool:
    return element.tag in _BLOCKS or any(
        isinstance(child, Element) and _holds_blocks(child) for child in element.children
    )


def _is_loose(element: Element) -> bool:
    return any(isinstance(child, Element) and child.tag == "li" and _holds_blocks(child) for child in element.children)


def _below(element: Element, tags: set[str]) -> Iterator[Element]:
    """Yield the nearest descendants with these tags, in order."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in tags:
                yield child
            else:
                yield from _below(child, tags)


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((first if number == 0 else rest) + line if line else line for number, line in enumerate(lines))
