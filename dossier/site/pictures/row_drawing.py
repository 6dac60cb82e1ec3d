"""Draws rows of marks and words, with arrows between them.

They have room on a phone, because the words are below each other and the arrows take a narrow strip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dossier.site.pictures.svg import LINE, PHONE, Svg, link_at, text_at, wrapped

# The radius of a mark.
RADIUS = 7
# The arrows take at most so much room, and each lane at most so much of it.
_ROOM, _LANE = 60, 14
_GAP = 16


@dataclass(frozen=True, slots=True)
class RowText:
    """Words of a row, on their own lines. If there are more lines than `most`, the rest is left out."""

    text: str
    style: str = ""
    most: int = 4
    # The language of its words (BCP 47) if it is not English.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: the mark at a place, words that lead to an address, and words below them."""

    mark: Callable[[int, int], str]
    address: str
    title: RowText
    words: tuple[RowText, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between the marks of two rows. In lane 0 it is straight, in others it passes the marks on the left."""

    start: int
    end: int
    lane: int
    is_broken: bool


def draw_rows(rows: Sequence[DrawnRow], arrows: Sequence[Arrow]) -> Svg:
    """The rows below each other, with their arrows."""
    lanes = max((arrow.lane for arrow in arrows), default=0)
    spacing = min(_LANE, _ROOM // max(1, lanes))
    column = RADIUS + 3 + spacing * lanes
    left = column + RADIUS + 9
    parts = [_lines(row, PHONE - left) for row in rows]
    tops = [0, *accumulate(LINE * sum(len(lines) for lines, _ in each) + _GAP for each in parts)]
    places = [top + LINE // 2 + 4 for top in tops]
    drawn = [_arrow(each, places, column, column - spacing * each.lane) for each in arrows]
    for row, lines, place, top in zip(rows, parts, places, tops, strict=False):
        drawn += [row.mark(column, place), _text(row, lines, left, top)]
    return Svg("".join(drawn), tops[-1], has_links=True)


def _lines(row: DrawnRow, width: int) -> list[tuple[tuple[str, ...], str]]:
    """The lines of the words of a row, with their style. The first are those of its title."""
    found = [(wrapped(words.text, width, words.most), words.style) for words in (row.title, *row.words)]
    return [(lines, style) for lines, style in found if lines]


def _text(row: DrawnRow, parts: Sequence[tuple[tuple[str, ...], str]], left: int, top: int) -> str:
    drawn, y = "", top + LINE
    for place, (lines, style) in enumerate(parts):
        drawn += (
            text_at(left, y, lines, style)
            if place
            else link_at(row.address, y, lines, left, style, language=row.title.language)
        )
        y += LINE * len(lines)
    return drawn


def _arrow(arrow: Arrow, places: Sequence[int], column: int, x: int) -> str:
    start, end = places[arrow.start], places[arrow.end]
    style = "d-line d-broken" if arrow.is_broken else "d-line"
    if arrow.lane == 0:
        stop = end - RADIUS - 2
        head = f"M{column - 4} {stop - 6}l4 6l4 -6"
        return f'<path class="{style}" d="M{column} {start + RADIUS}V{stop}"/><path class="d-line" d="{head}"/>'
    stop = column - RADIUS - 2
    line, head = f"M{column - RADIUS} {start}H{x}V{end}H{stop}", f"M{stop - 6} {end - 4}l6 4l-6 4"
    return f'<path class="{style}" d="{line}"/><path class="d-line" d="{head}"/>'
