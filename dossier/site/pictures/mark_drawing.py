"""Draws marks: circles and squares that say what became of records."""

from __future__ import annotations

from dossier.pages.pictures.marks import Mark

_ROOM_FOR_A_LETTER = 7


def mark_at(mark: Mark, x: int, y: int, radius: int, *, is_broken: bool = False) -> str:
    """A mark of this radius around a place. Its line is broken if the record was withdrawn."""
    broken = " d-broken" if is_broken or mark is Mark.WITHDRAWN else ""
    ring = f'<circle class="d-ring{broken}" cx="{x}" cy="{y}" r="{radius}"/>'
    if mark in {Mark.SQUARE, Mark.EMPTY_SQUARE}:
        style, size = "d-solid" if mark is Mark.SQUARE else "d-ring", 2 * radius
        return f'<rect class="{style}" x="{x - radius}" y="{y - radius}" width="{size}" height="{size}"/>'
    inside = _inside(mark, x, y, radius)
    # A letter of 12 px has no room in a small circle.
    return inside if mark is Mark.QUESTION and radius < _ROOM_FOR_A_LETTER else ring + inside


def _inside(mark: Mark, x: int, y: int, radius: int) -> str:
    """The inside of the circle of a mark, or "" if the circle is empty or broken."""
    arm, both = radius * 7 // 10, radius * 7 // 10 * 2
    drawn = {
        Mark.FILLED: f'<circle class="d-solid" cx="{x}" cy="{y}" r="{radius}"/>',
        Mark.CROSSED: f'<path class="d-line" d="M{x - arm} {y - arm}l{both} {both}m0 -{both}l-{both} {both}"/>',
        Mark.HALF: f'<path class="d-solid" d="M{x} {y - radius}a{radius} {radius} 0 0 1 0 {2 * radius}z"/>',
        Mark.RESTORED: f'<circle class="d-solid" cx="{x}" cy="{y}" r="{radius // 2}"/>',
        Mark.APPEALED: f'<path class="d-line" d="M{x - radius} {y}h{2 * radius}"/>',
        Mark.QUESTION: f'<text class="d-glyph" x="{x}" y="{y + 4}">?</text>',
    }
    return drawn.get(mark, "")
