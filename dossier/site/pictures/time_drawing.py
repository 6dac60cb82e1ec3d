"""Draws time: lanes below each other, with a column for each year."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.pages.pictures.marks import Mark
from dossier.pages.pictures.time_picture import Lane, TimeDrawing, Years
from dossier.site.pictures.mark_drawing import mark_at
from dossier.site.pictures.svg import LINE, Svg, text_at

# The marks of a cell are in rows. A column of a phone has room for three next to each other.
_IN_A_ROW, _MOST, _PITCH, _RADIUS = 3, 15, 11, 4
# The highest bar of a lane. The others are in proportion to it.
_BAR = 60
_GAP = 10


def draw_time(drawing: TimeDrawing, base: str) -> Svg:  # noqa: ARG001  (it has no links)
    """The lanes below each other, as wide as their place, with the years at the bottom."""
    drawn, y = [], 0
    for lane in drawing.lanes:
        lane_drawn, height = _lane(lane, y)
        drawn.append(lane_drawn)
        y += height
    spans = drawing.spans
    years = [text_at(_left(place, len(spans)), y + 12, _short(span), "d-small") for place, span in enumerate(spans)]
    return Svg("".join(drawn + years), y + LINE * 2, width=None)


def _lane(lane: Lane, top: int) -> tuple[str, int]:
    """A lane with its name, the marks of its cells, and the line that they are on, and the height of it all.

    If a cell has more marks than have room, all cells of the lane are bars, so that they can be compared.
    """
    most = max(map(len, lane.cells))
    cells = [_bar(marks, most) if most > _MOST else _marks(marks, 0) for marks in lane.cells]
    height = LINE * 2 + max(height for _, height in cells) + _GAP
    bottom = top + height - _GAP
    drawn = [
        text_at(0, top + LINE, [lane.name], "d-strong"),
        f'<line class="d-line" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>',
    ]
    for place, (marks, (inside, high)) in enumerate(zip(lane.cells, cells, strict=True)):
        if marks:
            number = f'<text class="d-small" x="1" y="{-high - 4}">{len(marks)}</text>'
            x = _left(place, len(lane.cells))
            drawn.append(f'<svg class="d-cell" x="{x}" y="{bottom}">{number}{inside}</svg>')
    return "".join(drawn), height


def _bar(marks: Sequence[Mark], most: int) -> tuple[str, int]:
    """A bar for the number of marks, and on top of it each shape that is not plain, with the height of it all."""
    height = -(-_BAR * len(marks) // most)
    others, top = _marks([mark for mark in dict.fromkeys(marks) if not mark.is_plain], height)
    bar = f'<rect class="d-solid" x="1" y="{-height}" width="{_PITCH * _IN_A_ROW - 3}" height="{height}"/>'
    return bar + others, top


def _marks(marks: Sequence[Mark], above: int) -> tuple[str, int]:
    """The marks of a cell from the bottom up, above other things, and the height of it all."""
    drawn = ""
    for place, mark in enumerate(marks):
        row, column = divmod(place, _IN_A_ROW)
        drawn += mark_at(mark, _PITCH * column + _RADIUS + 1, -above - _PITCH * row - _RADIUS - 2, _RADIUS)
    return drawn, above + _PITCH * -(-len(marks) // _IN_A_ROW)


def _left(place: int, columns: int) -> str:
    return f"{100 * place / columns:.4g}%"


def _short(span: Years) -> tuple[str, ...]:
    """The years of a column in narrow lines."""
    if span.has_all_before:
        return ("before", str(span.last + 1))
    return (str(span.first),) if span.first == span.last else (f"{span.first}", f"–{span.last}")
