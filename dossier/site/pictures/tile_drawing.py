"""The drawing of a tile map, with the other bodies below it."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.subject_file import whole_name
from dossier.pages.body_said import reported_and_answered, words_of
from dossier.pages.pictures.tile_map import NO_ANSWER, NOT_REPORTED, Square, TileMapDrawing
from dossier.site.escaping import escaped
from dossier.site.pictures.answer_drawing import APART, draw_marks
from dossier.site.pictures.svg import LINE, PHONE, Svg, link_at, text_at, wrapped

# Seven squares have room in the width of a phone.
_WIDTH, _HEIGHT = PHONE // 7, 52
# Letters of 12 px take about two thirds of the room of the others, which are measured in bold 14 px.
_ROOM = (_WIDTH - 4) * 3 // 2
_SMALL_LINE = 13


def draw_tiles(drawing: TileMapDrawing, base: str) -> Svg:
    """The squares at their places, and then a line for each body without a square."""
    tiles = [square for square in drawing.squares if square.place is not None]
    places = [square.place for square in drawing.squares if square.place is not None]
    left, top = min(column for column, _ in places), min(row for _, row in places)
    squares = "".join(
        _square(square, (column - left) * _WIDTH + 1, (row - top) * _HEIGHT + 1, base)
        for square, (column, row) in zip(tiles, places, strict=True)
    )
    width = (max(column for column, _ in places) - left + 1) * _WIDTH + 1
    height = (max(row for _, row in places) - top + 1) * _HEIGHT + 2
    others, height = _others([square for square in drawing.squares if square.place is None], height, base)
    return Svg(squares + others, height, max(PHONE, width), has_links=True)


def _square(square: Square, x: int, y: int, base: str) -> str:
    known = square.body is not None and not square.body.is_withdrawn
    reported, _ = reported_and_answered(square.said)
    size = f'x="{x}" y="{y}" width="{_WIDTH - 2}" height="{_HEIGHT - 3}" rx="3"'
    style = "d-ring d-tinted" if reported else "d-ring" if known else "d-absent"
    middle = x + (_WIDTH - 2) // 2
    lines = wrapped(square.short, _ROOM, lines=2)
    name = "".join(
        f'<tspan x="{middle}" y="{y + 15 + _SMALL_LINE * place}">{escaped(line)} </tspan>'
        for place, line in enumerate(lines)
    )
    inside = (
        f'<rect class="{style}" {size}/><text class="d-area{"" if known else " d-quiet"}">{name}</text>'
        f"{draw_marks(square.marks, middle, y + 39)}"
    )
    if square.body is None:
        return inside
    # The name of the link in a title, because an `aria-label` would have to repeat the hyphen of a broken word.
    title = escaped(f"{whole_name(square.short)}: {square.body.text}. {_words(square)}.")
    return f'<a href="{escaped(base + square.body.page)}"><title>{title}</title>{inside}</a>'


def _words(square: Square) -> str:
    """The words for what was said of a body."""
    if square.body is not None and square.body.is_withdrawn:
        return "Record withdrawn"
    reported, answered = reported_and_answered(square.said)
    return f"Of it: {words_of(reported) or NOT_REPORTED}. Its own answers: {words_of(answered) or NO_ANSWER}"


def _others(squares: Sequence[Square], top: int, base: str) -> tuple[str, int]:
    """The lines of the bodies without a square, and the height of the whole drawing."""
    if not squares:
        return "", top
    found = text_at(0, top + LINE, ("Not on the map:",), "d-quiet")
    y = top + LINE + 8
    for square in squares:
        if square.body is None:
            continue
        left = APART * max(1, len(square.marks)) + 8
        name = square.body.text + (" (record withdrawn)" if square.body.is_withdrawn else "")
        lines = wrapped(name, PHONE - left, lines=2)
        found += draw_marks(square.marks, left // 2 - 2, y + LINE - 5)
        found += link_at(f"{base}{square.body.page}", y + LINE, lines, left, language=square.body.language)
        y += LINE * len(lines) + 8
    return found, y + 4
