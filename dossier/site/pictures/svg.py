"""Parts of drawings in SVG: lines of text, links and marks.

A drawing has the colours of the text around it, so it can be read in light, in dark, in forced colours and on paper. A
shape or a word says what a colour would say. Its text has 14 px and never changes its size on a wide screen. On a
screen that is narrower than a phone the whole drawing shrinks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from dossier.site.escaping import escaped
from dossier.site.foreign_words import attribute

# The room that a phone of 390 px leaves for a drawing.
PHONE = 356
LINE = 19
# How wide letters are in bold type of 14 px, rounded up: narrow letters, wide letters, capitals and all others.
_NARROW, _WIDE = frozenset(" !'()*,-./:;I[]fijlrt|·"), frozenset("%@MWmw—…")
_WIDTHS = {**dict.fromkeys(_NARROW, 6), **dict.fromkeys(_WIDE, 14)}
_CAPITAL, _OTHER = 11, 9


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing: its elements, and its size in pixels."""

    elements: str
    height: int
    # None if it is as wide as its place, and its elements have their places in per cent.
    width: int | None = PHONE
    has_links: bool = False


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """The lines of a text, as wide as this at most. If there are more lines than these, "…" ends the last.

    >>> wrapped("Tribunal of the county", 99, lines=2), wrapped("Tribunal of the county", 99, lines=1)
    (('Tribunal of', 'the county'), ('Tribunal o…',))
    """
    found = tuple(islice(_all_lines(text, width), lines + 1))
    if len(found) <= lines:
        return found
    return (*found[: lines - 1], f"{_first(found[lines - 1], width - width_of('…'))}…")


def text_at(x: int | str, y: int, lines: Iterable[str], style: str = "") -> str:
    """Lines of text below each other, the first on this base line."""
    attributes = f' class="{style}"' if style else ""
    first, *others = (f">{escaped(line)}</tspan>" for line in lines)
    below = "".join(f' <tspan x="{x}" dy="{LINE}"{line}' for line in others)
    return f'<text x="{x}" y="{y}"{attributes}><tspan{first}{below}</text>'


def link_at(address: str, y: int, lines: Iterable[str], x: int, style: str = "", *, language: str | None) -> str:
    """Lines of text that lead to an address, with room for a finger around them, in their language."""
    known = tuple(lines)
    top, height = y - 17, LINE * len(known) + 6
    room = f'<rect class="d-room" x="{x}" y="{top}" width="{PHONE - x}" height="{height}"/>'
    return f'<a href="{escaped(address)}"{attribute(language)}>{room}{text_at(x, y, known, style)}</a>'


def width_of(text: str) -> int:
    """The width of a text in pixels, rounded up. Accents take no room, and letters of Chinese take more than others."""
    return sum(map(_width_of_letter, text))


@cache
def _width_of_letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDTHS["W"]
    return _WIDTHS.get(letter, _CAPITAL if letter.isupper() else _OTHER)


def _first(text: str, width: int) -> str:
    """The beginning of a text that is as wide as this at most."""
    while width_of(text) > width:
        text = text[:-1]
    return text.rstrip()


def _all_lines(text: str, width: int) -> Iterator[str]:
    """Yield all lines of a text, each as wide as this at most."""
    line, taken = "", 0
    for part, needed in (pair for word in text.split() for pair in _cut(word, width)):
        if line and taken + _width_of_letter(" ") + needed <= width:
            line, taken = f"{line} {part}", taken + _width_of_letter(" ") + needed
            continue
        if line:
            yield line
        line, taken = part, needed
    if line:
        yield line


def _cut(word: str, width: int) -> Iterator[tuple[str, int]]:
    """Yield the parts of a word, each as wide as this at most, with their widths."""
    part, taken = "", 0
    for letter in word:
        needed = _width_of_letter(letter)
        if part and taken + needed > width:
            yield part, taken
            part, taken = "", 0
        part, taken = part + letter, taken + needed
    yield part, taken
