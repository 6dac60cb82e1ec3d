"""Parts of drawings in SVG: lines of text, links and marks.

A drawing has the colours of the text around it, so it can be read in light, in dark, in forced colours and on paper. A
shape or a word says what a colour would say. Its text has 14 px and never changes its size on a wide screen. On a
screen that is narrower than a phone the whole drawing shrinks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dossier.site.escaping import escaped

# The room that a phone of 390 px leaves for a drawing.
PHONE = 344
LINE = 19
# No letter of the usual alphabets is wider than this on the average of a line, in bold 14 px type.
_LETTER = 8


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing: its elements, and its size in pixels."""

    elements: str
    height: int
    # None if it is as wide as its place, and its elements have their places in per cent.
    width: int | None = PHONE
    has_links: bool = False


def letters_in(width: int) -> int:
    """The number of letters that surely have room in a width."""
    return width // _LETTER


def wrapped(text: str, most: int, lines: int | None = None) -> tuple[str, ...]:
    """The lines of a text, each with room for so many letters. If there are more lines than these, "…" ends the last.

    >>> wrapped("First-tier Tribunal of the county", 12), wrapped("First-tier Tribunal of the county", 12, lines=1)
    (('First-tier', 'Tribunal of', 'the county'), ('First-tier…',))
    """
    found: list[str] = []
    line = ""
    # No more is needed of a text without an end.
    for word in text[: most * (lines or 100)].split():
        for part in _cut(word, most):
            if line and _columns(f"{line} {part}") > most:
                found.append(line)
                line = part
            else:
                line = f"{line} {part}".strip()
    found += [line] if line else []
    if lines is None or (len(found) <= lines and len(text) <= most * lines):
        return tuple(found)
    last = found[lines - 1] if len(found) >= lines else found[-1]
    return (*found[: lines - 1], f"{_first(last, most - 1)}…")


def text_at(x: int | str, y: int, lines: Iterable[str], style: str = "") -> str:
    """Lines of text below each other, the first on this base line."""
    attributes = f' class="{style}"' if style else ""
    first, *others = map(escaped, lines)
    below = "".join(f' <tspan x="{x}" dy="{LINE}">{line}</tspan>' for line in others)
    return f'<text x="{x}" y="{y}"{attributes}>{first}{below}</text>'


def link_at(address: str, y: int, lines: Iterable[str], x: int, style: str = "") -> str:
    """Lines of text that lead to an address, with room for a finger around them."""
    known = tuple(lines)
    top, height = y - 17, LINE * len(known) + 6
    room = f'<rect class="d-room" x="{x}" y="{top}" width="{PHONE - x}" height="{height}"/>'
    return f'<a href="{escaped(address)}">{room}{text_at(x, y, known, style)}</a>'


def _columns(text: str) -> int:
    """The room of a text in letters: those of Chinese take two, accents take none."""
    return sum(0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF") for each in text)


def _first(text: str, most: int) -> str:
    """The beginning of a text that has room in so many letters."""
    while _columns(text) > most:
        text = text[:-1]
    return text


def _cut(word: str, most: int) -> Iterable[str]:
    """Yield the parts of a word, each with room in a line."""
    while word:
        part = _first(word[: most * 2], most) or word[:1]
        yield part
        word = word[len(part) :]
