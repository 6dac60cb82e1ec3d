"""Draws the sources of a claim, and arrows to their origins."""

from __future__ import annotations

from functools import partial

from dossier.model.labels import capitalised
from dossier.model.vocabulary import Stance
from dossier.pages.pictures.support_picture import NOT_TRACED, ORIGIN, Standpoint, SupportDrawing
from dossier.site.pictures.row_drawing import RADIUS, Arrow, DrawnRow, RowText, draw_rows
from dossier.site.pictures.svg import Svg


def draw_support(drawing: SupportDrawing, base: str) -> Svg:
    """The sources below each other, and arrows to their origins. The arrows to an origin share a lane."""
    places = {each.source: place for place, each in reversed(list(enumerate(drawing.sources)))}
    origins = dict.fromkeys(origin for each in drawing.sources for origin in each.earlier)
    lanes = {origin: lane for lane, origin in enumerate(origins, start=1)}
    arrows = [
        Arrow(place, places[origin], lanes[origin], is_broken=False)
        for place, each in enumerate(drawing.sources)
        for origin in each.earlier
    ]
    return draw_rows([_row(each, base) for each in drawing.sources], arrows)


def _row(each: Standpoint, base: str) -> DrawnRow:
    said = [] if each.side is None else [each.side.label]
    said += [ORIGIN] if each.is_origin else []
    said += [NOT_TRACED] if each.origins is None else []
    said += ["record withdrawn"] if each.source.is_withdrawn else []
    title = RowText(each.source.text, "d-strong", 2, each.source.language)
    words = (RowText(capitalised("; ".join(said)), "d-quiet"), RowText(each.fate, "d-strong"))
    return DrawnRow(partial(_mark, each), f"{base}{each.source.page}", title, words)


def _mark(each: Standpoint, x: int, y: int) -> str:
    """A square for a recorded origin, else a circle, which is broken if nobody looked. Its inside is the side."""
    left, top, size = x - RADIUS, y - RADIUS, 2 * RADIUS
    if each.side is None:
        return f'<rect class="d-solid" x="{left}" y="{top}" width="{size}" height="{size}"/>'
    if each.is_origin:
        shape = f'<rect class="d-ring" x="{left}" y="{top}" width="{size}" height="{size}"/>'
    else:
        broken = " d-broken" if each.origins is None else ""
        shape = f'<circle class="d-ring{broken}" cx="{x}" cy="{y}" r="{RADIUS}"/>'
    upright = f"M{x} {y - 4}v8" if each.side is Stance.SUPPORTS else ""
    return f'{shape}<path class="d-line" d="M{x - 4} {y}h8{upright}"/>'
