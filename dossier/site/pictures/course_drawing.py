"""Draws the course of a case, with arrows to later steps."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from dossier.pages.pictures.course_picture import Connection, CourseDrawing, Step
from dossier.site.pictures.mark_drawing import mark_at
from dossier.site.pictures.row_drawing import RADIUS, Arrow, DrawnRow, RowText, draw_rows
from dossier.site.pictures.svg import Svg


def draw_course(drawing: CourseDrawing, base: str) -> Svg:
    """The steps below each other, each with its mark, and arrows to later steps."""
    lanes = _lanes(drawing.connections)
    arrows = [Arrow(each.earlier, each.later, lane, not each.is_decision) for each, lane in lanes.items()]
    return draw_rows([_row(drawing, place, base) for place in range(len(drawing.steps))], arrows)


def _row(drawing: CourseDrawing, place: int, base: str) -> DrawnRow:
    step = drawing.steps[place]
    here = " (this page)" if step.is_current else ""
    title = f"{place + 1}{here}. {step.forum or step.proceeding.text}"
    status = "; ".join(filter(None, (step.status, "record withdrawn" if step.proceeding.is_withdrawn else "")))
    words = (
        RowText(step.details, most=3),
        RowText(status, "d-quiet"),
        *(RowText(each.words, "d-quiet", 3) for each in drawing.connections if each.later == place),
        RowText(step.fate, "d-strong"),
    )
    mark = partial(_mark, step)
    return DrawnRow(mark, f"{base}{step.proceeding.page}", RowText(title, "d-strong", 3), words)


def _lanes(connections: Iterable[Connection]) -> dict[Connection, int]:
    """The lane of each arrow: 0 for an arrow to the next step, and further to the left for those that cross others."""
    lanes: dict[Connection, int] = {}
    for each in sorted(connections, key=lambda one: abs(one.later - one.earlier)):
        if each.later == each.earlier + 1:
            lanes[each] = 0
            continue
        taken = {lane for other, lane in lanes.items() if _overlap(each, other)}
        lanes[each] = next(lane for lane in range(1, len(lanes) + 2) if lane not in taken)
    return lanes


def _overlap(one: Connection, other: Connection) -> bool:
    first, second = sorted((one.earlier, one.later)), sorted((other.earlier, other.later))
    return first[0] <= second[1] and second[0] <= first[1]


def _mark(step: Step, x: int, y: int) -> str:
    """The circle of a step. Its line is broken if the record was withdrawn."""
    return mark_at(step.mark, x, y, RADIUS, is_broken=step.proceeding.is_withdrawn)
