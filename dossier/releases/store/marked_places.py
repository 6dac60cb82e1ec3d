"""Places of published files, and those at which words were redacted.

The place in a record or in the description of a release is a JSON Pointer (RFC 6901). On a page it is the `id` of the
paragraph, reference or list item, or the tag of the part of the page.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from dossier.model.redaction import MARK

# The parts of a page, and the elements with an identifier in it. A name of an element ends before any other letter than
# those of ASCII (docs/format.md, section 9).
_PLACE = re.compile(
    r'<(title|style|header|main|h1|h2|footer)\b|<[a-z0-9]+\b[^<>]* id="([^"]+)"|</(title|style|h1|h2)>', re.ASCII
)
# In a match for an element with an identifier: its other identifiers, and the parts of a page in them.
_IN_ELEMENT = re.compile(
    r'(?= id="([^"]+)")|<(title|style|header|main|h1|h2|footer)\b|</(title|style|h1|h2)>', re.ASCII
)
# The parts whose words are the same on each page.
FRAME = ("head", "style", "header", "h2", "footer")
# The number of a member of a list in a place.
_NUMBER = re.compile("0|[1-9][0-9]{0,8}")
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
    return Counter(_places_in_page(page, (match.start() for match in PAGE_MARK.finditer(page))))


def places_without_mark(path: str, content: bytes, places: Collection[str]) -> list[str]:
    """Those of these places at which a file has no mark, sorted.

    Raises ValueError or RecursionError if the file is not UTF-8 or not JSON.
    """
    if path.endswith(".json"):
        # Only these places are written out: the names of objects can be long, and be in the places of many texts.
        value = json.loads(content)
        return sorted(place for place in places if MARK not in _text_at(value, place))
    return sorted(set(places) - marked_places(path, content).keys())


def parts_of(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield each place of a file, marked or not, with its text. The text of a place on a page is HTML."""
    if path.endswith(".json"):
        yield from texts_of(json.loads(content))
        return
    page = content.decode()
    starts = [(0, "head"), *((match.start(), _name(match)) for match in _PLACE.finditer(page)), (len(page), "")]
    for (start, name), (end, _) in pairwise(starts):
        yield name, page[start:end]


def texts_of(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each text in a JSON value."""
    match value:
        case str():
            yield place, value
        case Mapping():
            for name, inner in value.items():
                yield from texts_of(inner, f"{place}/{_escaped(name)}")
        case list():
            for number, inner in enumerate(value):
                yield from texts_of(inner, f"{place}/{number}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _text_at(value: Any, place: str) -> str:
    """The text at a place of a JSON value, or an empty text if there is none."""
    start, *steps = place.split("/")
    for step in steps:
        match value:
            case dict() if _escaped(name := step.replace("~1", "/").replace("~0", "~")) == step:
                value = value.get(name)
            case list() if _NUMBER.fullmatch(step) and int(step) < len(value):
                value = value[int(step)]
            case _:
                return ""
    return value if isinstance(value, str) and not start else ""


def _places_in_page(page: str, positions: Iterable[int]) -> Iterator[str]:
    """Yield the place that each of these ascending positions belongs to, which what is before it determines alone."""
    name, matches = "head", _PLACE.finditer(page)
    match = next(matches, None)
    ends: list[tuple[int, str]] | None = None
    for position in positions:
        while match is not None and match.end() <= position:
            name, match, ends = _name(match), next(matches, None), None
        if match is None or position <= match.start():
            yield name
            continue
        # The page before the position has only a part of the match. To match each part again would take quadratic time.
        ends = ends or sorted(_ends_in_element(page, match))
        before = bisect_right(ends, position, key=lambda end: end[0])
        yield ends[before - 1][1] if before else name


def _ends_in_element(page: str, match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the end of each match that a part of an element can have, with the name of the place."""
    for found in _IN_ELEMENT.finditer(page, match.start() + 1, match.end()):
        if found[1] is not None:
            yield found.end(1) + 1, found[1]
        else:
            yield found.end(), found[2] or _AFTER[found[3]]


def _name(match: re.Match[str]) -> str:
    return match[1] or match[2] or _AFTER[match[3]]
