"""The drawing of the course of a case, in one column that has room on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from dossier.pages.course_picture import Connection, CourseDrawing, Mark, Step
from dossier.site.svg import LINE, PHONE, Svg, letters_in, link_at, text_at, wrapped

# Arrows to a step that is not the next one run to the left of the circles, in at most so much room.
_ROOM = 60
_RADIUS = 7
_GAP = 16
# What later decisions did is never shortened. If it has more lines than these, its place is the table.
_MOST_LINES = 12
_LONG = "What later decisions did to it is in the table."


def draw_course(drawing: CourseDrawing, base: str) -> Svg:
    """The steps below each other, each with its mark, and arrows between them."""
    lanes = _lanes(drawing.connections)
    widest = max(lanes.values(), default=0)
    spacing = min(14, _ROOM // max(1, widest))
    column = _RADIUS + 3 + spacing * widest
    left = column + _RADIUS + 9
    texts = [_lines(drawing, place, letters_in(PHONE - left)) for place in range(len(drawing.steps))]
    heights = [LINE * sum(len(lines) for lines, _ in parts) + _GAP for parts in texts]
    tops = [0, *accumulate(heights)]
    places = [top + LINE // 2 + 4 for top in tops]
    arrows = "".join(_arrow(each, places, column, column - spacing * lanes[each]) for each in drawing.connections)
    steps = "".join(
        _mark(step, column, place) + _words(step, parts, left, top, base)
        for step, parts, place, top in zip(drawing.steps, texts, places, tops, strict=False)
    )
    return Svg(arrows + steps, tops[-1], has_links=True)


def _lines(drawing: CourseDrawing, place: int, most: int) -> list[tuple[tuple[str, ...], str]]:
    """The parts of the words of a step, each with its lines and its style. The first leads to its page."""
    step = drawing.steps[place]
    title = wrapped(f"{place + 1}. {step.forum or step.proceeding.text}", most, lines=2)
    parts = [(title, "d-strong"), (wrapped(step.details, most, lines=3), "")]
    status = [step.status, *(["record withdrawn"] if step.proceeding.is_withdrawn else [])]
    parts.append((wrapped("; ".join(filter(None, status)), most), "d-quiet"))
    words = [each.words for each in drawing.connections if each.later == place]
    parts += [(wrapped(each, most, lines=3), "d-quiet") for each in words]
    fate = wrapped(step.fate, most)
    parts.append((fate if len(fate) <= _MOST_LINES else wrapped(_LONG, most), "d-strong"))
    return [(lines, style) for lines, style in parts if lines]


def _words(step: Step, parts: Sequence[tuple[tuple[str, ...], str]], left: int, top: int, base: str) -> str:
    found = ""
    y = top + LINE
    for place, (lines, style) in enumerate(parts):
        if place == 0:
            found += link_at(f"{base}{step.proceeding.page}", y, lines, left, style)
        else:
            found += text_at(left, y, lines, style)
        y += LINE * len(lines)
    return found


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


def _arrow(each: Connection, places: Sequence[int], column: int, lane: int) -> str:
    """A straight arrow to the next step, or one around the steps between."""
    start, end = places[each.earlier], places[each.later]
    style = "d-line" if each.is_decision else "d-line d-broken"
    if lane == column:
        end -= _RADIUS + 2
        head = f"M{column - 4} {end - 6}l4 6l4 -6"
        return f'<path class="{style}" d="M{column} {start + _RADIUS}V{end}"/><path class="d-line" d="{head}"/>'
    stop = column - _RADIUS - 2
    head = f"M{stop - 6} {end - 4}l6 4l-6 4"
    return (
        f'<path class="{style}" d="M{column - _RADIUS} {start}H{lane}V{end}H{stop}"/><path class="d-line" d="{head}"/>'
    )


def _mark(step: Step, x: int, y: int) -> str:
    """The circle of a step: its inside says what became of it."""
    ring = (
        f'<circle class="d-ring{" d-broken" if step.proceeding.is_withdrawn else ""}" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
    )
    match step.mark:
        case Mark.FILLED:
            return f'{ring}<circle class="d-solid" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
        case Mark.CROSSED:
            return f'{ring}<path class="d-line" d="M{x - 5} {y - 5}l10 10m0 -10l-10 10"/>'
        case Mark.HALF:
            return f'{ring}<path class="d-solid" d="M{x} {y - _RADIUS}a7 7 0 0 1 0 14z"/>'
        case Mark.RESTORED:
            return f'{ring}<circle class="d-solid" cx="{x}" cy="{y}" r="3"/>'
        case Mark.QUESTION:
            return f'{ring}<text class="d-glyph" x="{x}" y="{y + 4}">?</text>'
    return ring
