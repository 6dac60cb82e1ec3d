"""HTML of pictures: a drawing in SVG, a caption and a table.

A build fails if the table lacks a record that the drawing shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dossier.errors import DossierError
from dossier.pages.pictures.course_picture import CourseDrawing
from dossier.pages.pictures.penalty_picture import PenaltyDrawing
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.pages.pictures.question_matrix import MatrixDrawing
from dossier.pages.pictures.support_picture import SupportDrawing
from dossier.pages.pictures.tile_map import TileMapDrawing
from dossier.pages.pictures.time_picture import TimeDrawing
from dossier.site.escaping import escaped
from dossier.site.lists.list_table import TextPrinter, print_table
from dossier.site.pictures.course_drawing import draw_course
from dossier.site.pictures.matrix_drawing import draw_matrix
from dossier.site.pictures.penalty_drawing import draw_penalties
from dossier.site.pictures.support_drawing import draw_support
from dossier.site.pictures.svg import PHONE, Svg
from dossier.site.pictures.tile_drawing import draw_tiles
from dossier.site.pictures.time_drawing import draw_time

_DRAWN: Mapping[type[Drawing], Callable[[Any, str], Svg]] = {
    CourseDrawing: draw_course,
    MatrixDrawing: draw_matrix,
    PenaltyDrawing: draw_penalties,
    SupportDrawing: draw_support,
    TileMapDrawing: draw_tiles,
    TimeDrawing: draw_time,
}

# A taller drawing fits on no sheet under its heading. Paper has its table or the text next to it.
_TALLEST_ON_PAPER = 720


def print_picture(picture: Picture, base: str, text: TextPrinter) -> str:
    """A picture. `text` prints the text of a cell.

    Raises DossierError if its table lacks a record.
    """
    _refuse_missing_records(picture)
    drawn = draw(picture.drawing, base)
    svg = _svg(picture, drawn)
    if drawn.width is not None and drawn.width > PHONE:
        svg = f'<div class="d-scroll" role="region" aria-label="{escaped(picture.title)}" tabindex="0">{svg}</div>'
    caption = f"<figcaption>{escaped(picture.caption)}</figcaption>" if picture.caption else ""
    table = print_table(picture.table, text)
    style = "d-picture d-picture--in-text" if picture.is_next_to_text else "d-picture"
    style += "" if picture.is_on_paper else " d-picture--screen"
    style += " d-picture--tall" if drawn.height > _TALLEST_ON_PAPER else ""
    return (
        f'<div class="{style}" data-pagefind-ignore><figure>{svg}{caption}</figure>'
        f'<details class="d-picture__table"><summary>The same as a table</summary>{table}</details></div>'
    )


def draw(drawing: Drawing, base: str) -> Svg:
    """The drawing in SVG. `base` leads from the page to the root of the site."""
    return _DRAWN[type(drawing)](drawing, base)


def _svg(picture: Picture, drawn: Svg) -> str:
    """The drawing with its title and description. A drawing with links is a group, so that the links can be found."""
    name = escaped(picture.name)
    role = "group" if drawn.has_links else "img"
    size = f'width="100%" height="{drawn.height}"'
    if drawn.width is not None:
        size = f'width="{drawn.width}" height="{drawn.height}" viewBox="0 0 {drawn.width} {drawn.height}"'
    return (
        f'<svg role="{role}" aria-labelledby="{name}-title" aria-describedby="{name}-desc" {size}>'
        f'<title id="{name}-title">{escaped(picture.title)}</title>'
        f'<desc id="{name}-desc">{escaped(picture.description)}</desc>{drawn.elements}</svg>'
    )


def _refuse_missing_records(picture: Picture) -> None:
    missing = set(picture.drawing.records) - {row.record for row in picture.table.rows}
    if missing:
        raise DossierError(f"the table of the picture `{picture.title}` lacks {', '.join(sorted(missing)[:10])}")
