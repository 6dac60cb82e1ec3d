"""Shapes for reports and answers, on maps and in matrices."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.pages.body_said import AnswerMark

# Half the width of a shape, and the distance between the middles of two shapes.
_HALF = 5
APART = 14


def draw_marks(marks: Sequence[AnswerMark], x: int, y: int) -> str:
    """The shapes next to each other, with their common middle at this place."""
    first = x - APART * (len(marks) - 1) // 2
    return "".join(_shape(mark, first + APART * place, y) for place, mark in enumerate(marks))


def _shape(mark: AnswerMark, x: int, y: int) -> str:
    circle = f'cx="{x}" cy="{y}" r="{_HALF}"/>'
    square = f'x="{x - _HALF + 0.5}" y="{y - _HALF + 0.5}" width="{_HALF * 2 - 1}" height="{_HALF * 2 - 1}"/>'
    match mark:
        case AnswerMark.REPORTED:
            return f'<circle class="d-solid" {circle}'
        case AnswerMark.CONTESTED:
            half = f'<path class="d-solid" d="M{x} {y - _HALF}a5 5 0 0 1 0 10z"/>'
            return f'<circle class="d-ring" {circle}{half}'
        case AnswerMark.ALLEGED:
            return f'<circle class="d-ring" {circle}'
        case AnswerMark.ADMITTED:
            return f'<rect class="d-solid" {square}'
    return f'<rect class="d-ring" {square}'
