"""ItemList of a JSON list, each with its place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossier.diagnostics import Span
from dossier.imports.entries import ImportedLibrary
from dossier.reading.text import shortened

EXPORT_AGAIN = "export the library again"
_SPACE = re.compile(r"[ \t\r\n]*")
# The name of a member of an object. A quotation mark inside a string has a backslash before it.
_MEMBER_NAME = re.compile(r'"((?:[^"\\]|\\.)*+)"[ \t\r\n]*:')
# The place at which the next item of a list most likely begins.
_NEXT_ITEM = re.compile(r'(?:^|[\]}],?)\s*(?=\{\s*"(?:id|type|citation-key|title|DOI|author)"\s*:)', re.MULTILINE)
# Each repair reads on from a guess, which may end at once.
_MOST_REPAIRS = 100


class Members(dict[str, Any]):
    """An object of JSON, and what is wrong in it although Python can read it."""

    problems: tuple[str, ...] = ()


class _NotJson:
    """A constant such as NaN, which Python's reader accepts and RFC 8259 does not have."""


@dataclass(slots=True)
class ItemList:
    """The items of a text, and the places in it."""

    text: str
    library: ImportedLibrary
    line_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def read(self) -> Iterator[tuple[Any, ItemPlaces]]:
        """Yield the items, each with its places. What cannot be read is reported."""
        at, repairs = 0, 0
        is_first = True
        while at is not None:
            items = _items(self.text, at, is_first=is_first)
            try:
                for item, start, end in items:
                    at = end
                    yield item, ItemPlaces(self, start, end)
                return
            except json.JSONDecodeError as error:
                message = f"the file is not JSON here: {error.msg.lower()}"
                self.library.report_syntax(message, self._span(error.pos), EXPORT_AGAIN)
                following = _NEXT_ITEM.search(self.text, max(error.pos, at + 1))
                repairs += 1
                if following is None or repairs > _MOST_REPAIRS:
                    return
                at, is_first = following.end(), False
            except RecursionError:
                message = "lists or objects are nested too deep"
                self.library.report_syntax(message, Span(self.library.path), EXPORT_AGAIN)
                return

    def _span(self, at: int) -> Span:
        line = bisect_right(self.line_starts, at)
        return self.library.span(line, column=at - self.line_starts[line - 1] + 1)


class ItemPlaces:
    """The spans of an item and of its fields."""

    def __init__(self, items: ItemList, start: int, end: int) -> None:
        self.library = items.library
        self.line_starts = items.line_starts
        self.start = start
        # The first occurrence of a name counts: in items of other tools, only the parts of authors' names are nested.
        matches = reversed(list(_MEMBER_NAME.finditer(items.text, start, end)))
        self.offsets = {match.group(1): match.start() for match in matches}

    def span(self, name: str = "") -> Span:
        """The span of a field's name, or the beginning of the item if it has no such field."""
        at = self.offsets.get(name, self.start)
        line = bisect_right(self.line_starts, at)
        column = at - self.line_starts[line - 1] + 1
        return self.library.span(line, f'"{name}"' if name in self.offsets else "{", column)


def _items(text: str, at: int, *, is_first: bool) -> Iterator[tuple[Any, int, int]]:
    """Yield the items from an offset on, each with the offsets at which it begins and ends."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_constant, strict=False
    )
    at = _skip_space(text, at)
    if is_first:
        if text[at : at + 1] != "[":
            raise json.JSONDecodeError("a list of items begins with `[`", text, at)
        at = _skip_space(text, at + 1)
    if text[at : at + 1] != "]":
        while True:
            item, end = decoder.raw_decode(text, at)
            yield item, at, end
            at = _skip_space(text, end)
            if text[at : at + 1] != ",":
                break
            at = _skip_space(text, at + 1)
    if text[at : at + 1] != "]":
        raise json.JSONDecodeError("`,` or `]` is missing", text, at)
    at = _skip_space(text, at + 1)
    if at < len(text):
        raise json.JSONDecodeError("there is more text after the list", text, at)


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _object(pairs: list[tuple[str, Any]]) -> Members:
    members = Members()
    problems: list[str] = []
    for name, value in pairs:
        if name in members and members[name] != value:
            problems.append(f"`{shortened(name)}` occurs twice in one object")
        if isinstance(value, _NotJson):
            problems.append(f"`{shortened(name)}` has a value that JSON does not have")
        elif isinstance(value, Members):
            problems.extend(value.problems)
        members.setdefault(name, value)
    members.problems = tuple(problems)
    return members


def _constant(_: str) -> _NotJson:
    return _NotJson()
