"""The drawing of the matrix of bodies and questions."""

from __future__ import annotations

from dossier.pages.pictures.question_matrix import BodyRow, MatrixDrawing
from dossier.site.pictures.answer_drawing import draw_marks
from dossier.site.pictures.svg import LINE, PHONE, Svg, link_at, text_at, wrapped

# The width of the column of a question, and the least width of the names.
_CELL, _NAMES = 30, 136
_GAP = 10


def draw_matrix(drawing: MatrixDrawing, base: str) -> Svg:
    """The questions with their numbers, and below them a row for each body under the name of its country."""
    width = max(PHONE, _NAMES + _CELL * len(drawing.questions))
    left = width - _CELL * len(drawing.questions)
    found, y = "", 0
    for number, question in enumerate(drawing.questions, start=1):
        lines = wrapped(f"{number}. {question}", PHONE, lines=4)
        found += text_at(0, y + LINE, lines)
        y += LINE * len(lines)
    y += _GAP
    numbers = "".join(
        f'<text class="d-glyph" x="{left + _CELL * place + _CELL // 2}" y="{y + LINE}">{place + 1}</text>'
        for place in range(len(drawing.questions))
    )
    found += numbers
    y += LINE + 4
    country = None
    for row in drawing.rows:
        if row.country != country:
            country = row.country
            found += text_at(0, y + LINE + 4, wrapped(country, width, lines=1), "d-quiet")
            y += LINE + _GAP
        lines = wrapped(row.body.text, left - 4, lines=3)
        # Outside of the link, whose words are in another language.
        english = wrapped(f"({row.body.english})", left - 4, lines=3) if row.body.english else ()
        height = LINE * (len(lines) + len(english)) + _GAP
        found += f'<path class="d-rule" d="M0 {y}H{width}"/>'
        found += link_at(f"{base}{row.body.page}", y + LINE, lines, 0, language=row.body.language)
        found += text_at(0, y + LINE * (len(lines) + 1), english, "d-quiet") if english else ""
        found += _cells(row, left, y + height // 2)
        y += height
    return Svg(found, y + 2, width, has_links=True)


def _cells(row: BodyRow, left: int, y: int) -> str:
    """The shapes of a row. A dash is a gap."""
    return "".join(
        draw_marks(marks, x, y) or f'<path class="d-gap" d="M{x - 4} {y}h8"/>'
        for x, marks in ((left + _CELL * place + _CELL // 2, marks) for place, marks in enumerate(row.marks))
    )
