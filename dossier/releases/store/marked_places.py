"""Places of published files, and those at which words were redacted.

The place in a record or in the description of a release is a JSON Pointer (RFC 6901). On a page it is the `id` of the
paragraph, reference or list item, or the tag of the part of the page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model.redaction import MARK

# The parts of a page, and the elements with an identifier in it. A name of an element ends before any other letter than
# those of ASCII (docs/format.md, section 9).
_PLACE = re.compile(
    r'<(title|style|header|main|h1|h2|footer)\b|<[a-z0-9]+\b[^<>]* id="([^"]+)"|</(title|style|h1|h2)>', re.ASCII
)
# The parts whose words are the same on each page.
FRAME = ("head", "style", "header", "h2", "footer")
# The part of the page after the end of a part.
_AFTER = {"title": "head", "style": "head", "h1": "main", "h2": "main"}
# On a page, the address of a link that contained redacted words is `#`.
PAGE_MARK = re.compile(rf'{re.escape(MARK)}|(?<=href=")#(?=")')


def marked_places(path: str, content: bytes) -> Counter[str]:
    """The number of marks at each marked place of a file, in the order of the file.

    Raises ValueError if the file is not UTF-8 or not JSON.
    """
    if path.endswith(".json"):
        return Counter({place: text.count(MARK) for place, text in texts_of(json.loads(content)) if MARK in text})
    page = content.decode()
    return Counter(place_in_page(page, match.start()) for match in PAGE_MARK.finditer(page))


def parts_of(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield each place of a file, marked or not, with its text. The text of a place on a page is HTML."""
    if path.endswith(".json"):
        yield from texts_of(json.loads(content))
        return
    page = content.decode()
    starts = [(match.start(), _name(match)) for match in _PLACE.finditer(page)]
    ends = [start for start, _ in starts[1:]] + [len(page)]
    for (start, name), end in zip(starts, ends, strict=True):
        yield name, page[start:end]


def texts_of(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each text in a JSON value."""
    match value:
        case str():
            yield place, value
        case Mapping():
            for name, inner in value.items():
                yield from texts_of(inner, f"{place}/{name.replace('~', '~0').replace('/', '~1')}")
        case list():
            for number, inner in enumerate(value):
                yield from texts_of(inner, f"{place}/{number}")


def place_in_page(page: str, position: int) -> str:
    """The place that a position of a page belongs to."""
    name = "head"
    for match in _PLACE.finditer(page, 0, position):
        name = _name(match)
    return name


def _name(match: re.Match[str]) -> str:
    return match[1] or match[2] or _AFTER[match[3]]
