"""The columns that fit a line whose indentation is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DASH = "-"
# The indentation of a line, its dashes, and the name of its field.
_BEGINNING = re.compile(r"( *)((?:- +)*)(?:([a-z_]+) *:(?:[ \r]|$))?")


class _Opening(NamedTuple):
    """A field or a dash at the beginning of a line. A later line can begin in its column."""

    column: int
    line: int
    name: str


def column_help(text: str, line: int) -> str | None:
    r"""The help for a field or list item that begins in the wrong column, or None if nothing is known.

    >>> column_help("id: x\nreply:\n  status: declined\n   reason: x\n", 4)
    'begin it in column 3, like `status` in line 3'
    """
    lines = text.split("\n")
    own = _places(lines[line - 1], line) if line <= len(lines) else []
    if not own:
        return None
    wrong = own[0]
    first = next(place for number, each in enumerate(lines, 1) for place in _places(each, number))
    if first.name != _DASH and first.column > wrong.column:
        return f"begin all fields of the record in column 1; `{first.name}` in line {first.line} begins further right"
    fitting = [place for place in _open_places(lines[: line - 1]) if (place.name == _DASH) == (wrong.name == _DASH)]
    nearest = min((abs(place.column - wrong.column) for place in fitting), default=0)
    if nearest == 0:
        return None
    columns = (
        f"in column {place.column}, like {'the ' if place.name == _DASH else ''}`{place.name}` in line {place.line}"
        for place in fitting
        if abs(place.column - wrong.column) == nearest
    )
    return f"begin it {', or '.join(columns)}"


def begins_field_or_item(line: str) -> bool:
    """True if the line begins with a dash, or with the name of a field and a colon."""
    return bool(_places(line, 1))


def _places(line: str, number: int) -> list[_Opening]:
    """The dashes and the field at the beginning of a line, from left to right."""
    found = _BEGINNING.match(line)
    if found is None:
        return []
    dashes = [_Opening(found.start(2) + match.start() + 1, number, _DASH) for match in re.finditer("-", found[2])]
    return dashes if found[3] is None else [*dashes, _Opening(found.start(3) + 1, number, found[3])]


def _open_places(lines: Sequence[str]) -> Iterator[_Opening]:
    """Yield the fields and dashes that a next line can be below, the innermost first."""
    most = max(map(len, lines), default=0)
    limits = {True: most + 1, False: most + 1}
    for number in range(len(lines), 0, -1):
        for place in reversed(_places(lines[number - 1], number)):
            is_dash = place.name == _DASH
            if place.column < limits[is_dash]:
                # A list may begin in the same column as the name of its field.
                limits = {True: place.column, False: place.column + is_dash}
                yield place
