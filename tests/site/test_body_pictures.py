"""Drawings of maps, matrices and penalties are complete, escaped and readable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dossier.errors import DossierError
from dossier.pages.hubs import Hubs, hubs
from dossier.pages.pictures.penalty_picture import PenaltyDrawing
from dossier.pages.pictures.picture import Picture
from dossier.pages.pictures.question_matrix import MatrixDrawing
from dossier.pages.pictures.tile_map import CountryMap, TileMapDrawing
from dossier.pages.sections import Hub, hub_pages
from dossier.reading.load import load
from dossier.site.block_printer import Printer
from dossier.site.lists.list_check import complete_hub_fragments
from dossier.site.pictures.penalty_drawing import draw_penalties
from dossier.site.pictures.svg import PHONE
from tests.shared.browser import watching
from tests.shared.toy import DAY, TOY

HOSTILE = (
    "<script>\"'&",
    "</svg></title></figure>",
    "שלום עולם وزارة الدفاع",
    "警視庁" * 30,
    "w" * 10_000,
    "a b " * 2_500,
)
# The pages with these pictures.
PAGES = ("forces/", "questions/", "penalties/", "countries/gb/")


@pytest.fixture(scope="module")
def view() -> Hubs:
    return hubs(load(TOY, DAY).dossier)


def matrix_of(view: Hubs) -> tuple[Picture, MatrixDrawing]:
    assert view.question_matrix is not None
    assert isinstance(view.question_matrix.drawing, MatrixDrawing)
    return view.question_matrix, view.question_matrix.drawing


def map_of(view: Hubs) -> tuple[Picture, TileMapDrawing]:
    picture = view.maps[0].picture
    assert isinstance(picture.drawing, TileMapDrawing)
    return picture, picture.drawing


def sums_of(view: Hubs) -> tuple[Picture, PenaltyDrawing]:
    assert view.penalty_picture is not None
    assert isinstance(view.penalty_picture.drawing, PenaltyDrawing)
    return view.penalty_picture, view.penalty_picture.drawing


def printed(picture: Picture) -> ET.Element:
    """The drawing, which must be XML."""
    [drawing] = re.findall("<svg.*</svg>", str(Printer("../").blocks((picture,))), re.DOTALL)
    return ET.fromstring(drawing)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_names_of_any_kind_neither_leave_the_drawing_nor_break_it(view: Hubs, text: str) -> None:
    picture, tiles = map_of(view)
    squares = tuple(
        replace(each, name=text, short=text, body=None if each.body is None else replace(each.body, text=text))
        for each in tiles.squares
    )
    matrix, rows = matrix_of(view)
    asked = replace(
        rows,
        questions=(text,) * len(rows.questions),
        rows=tuple(replace(row, country=text, body=replace(row.body, text=text)) for row in rows.rows),
    )
    sums, drawn = sums_of(view)
    panels = tuple(
        (name, tuple(replace(bar, country=text, forum=text, decision=replace(bar.decision, text=text)) for bar in bars))
        for name, bars in drawn.panels
    )
    for each in (
        replace(picture, drawing=replace(tiles, squares=squares), title=text, caption=text, description=text),
        replace(matrix, drawing=asked),
        replace(sums, drawing=replace(drawn, panels=panels)),
    ):
        svg = printed(each)
        known = {"svg", "title", "desc", "a", "rect", "circle", "path", "text", "tspan"}
        assert {element.tag for element in svg.iter()} <= known
        assert {element.get("href", "../")[:3] for element in svg.iter()} == {"../"}
        assert int(svg.get("height", "")) < 60_000


def test_a_square_leads_to_its_body_and_says_in_words_what_its_shapes_say(view: Hubs) -> None:
    drawing = printed(map_of(view)[0])
    links = {link.get("href"): "".join(link.itertext()) for link in drawing.iter("a")}
    assert links.keys() == {"../forces/ashby-vale-police/", "../forces/county-roads-unit/"}
    words = links["../forces/ashby-vale-police/"]
    assert words.startswith("Ashvale: Ashby Vale Police. Of it: reported trial.")
    assert "Its own answers: no information held." in words
    assert "record withdrawn" in links["../forces/county-roads-unit/"]


def test_a_bar_is_as_long_as_its_share_of_the_largest_sum_in_its_currency(view: Hubs) -> None:
    bar = sums_of(view)[1].panels[0][1][0]
    bars = tuple(replace(bar, amount=bar.amount * times) for times in (1, 2, 4))
    alone = replace(bar, currency="EUR", amount=bar.amount * 100)
    svg = ET.fromstring(f"<svg>{draw_penalties(PenaltyDrawing((('GBP', bars), ('EUR', (alone,)))), '').elements}</svg>")
    lengths = [int(each.get("width", "")) for each in svg.iter("rect") if each.get("height") == "12"]
    assert lengths[2] == PHONE - 2
    assert [round(each / lengths[2], 2) for each in lengths[:2]] == [0.25, 0.5]
    # Nothing can be compared with the only sum in a currency, so it is not the longest of all.
    assert lengths[3] < lengths[0]
    # The toy's penalty was annulled and not paid.
    styles = {each.get("class") for each in svg.iter("rect") if each.get("height") == "12"}
    assert styles == {"d-ring d-broken"}


def pages_with(name: str) -> Hub:
    return next(page for page in hub_pages(load(TOY, DAY).dossier.subject.focus) if (None, name) in page.parts)


@pytest.mark.parametrize("name", ["maps", "questions", "sums"])
def test_a_build_fails_if_the_table_of_a_picture_lacks_a_record(view: Hubs, name: str) -> None:
    dossier = load(TOY, DAY).dossier
    complete_hub_fragments(pages_with(name), view, dossier)
    picture = {"maps": map_of, "questions": matrix_of, "sums": sums_of}[name](view)[0]
    table = replace(picture.table, rows=tuple(row for row in picture.table.rows if not row.record))
    lacking = replace(picture, table=table)
    with pytest.raises(DossierError, match="the table of the picture"):
        Printer("").blocks((lacking,))
    # A picture without a record that it should show is refused, too.
    emptied: dict[str, Any] = {
        "maps": {
            "maps": (CountryMap(frozenset(), replace(lacking, drawing=TileMapDrawing(map_of(view)[1].squares[:1]))),)
        },
        "questions": {"question_matrix": replace(lacking, drawing=replace(matrix_of(view)[1], rows=()))},
        "sums": {"penalty_picture": replace(lacking, drawing=PenaltyDrawing(()))},
    }
    with pytest.raises(DossierError, match=f"the list on the page `{pages_with(name).title}` lacks"):
        complete_hub_fragments(pages_with(name), replace(view, **emptied[name]), dossier)


@pytest.mark.browser
def test_pictures_have_room_on_a_phone_and_on_paper(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        page = watched.page
        for address in PAGES:
            watched.open(address)
            figure = page.locator(".d-picture").first
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), address
            # All texts are inside the drawing.
            faults = figure.locator("svg").evaluate(
                """svg => {
                  const box = svg.getBoundingClientRect();
                  const isOutside = own =>
                    own.left < box.left - 1 || own.right > box.right + 1 || own.bottom > box.bottom;
                  const texts = [...svg.querySelectorAll("text")];
                  return texts.filter(each => isOutside(each.getBoundingClientRect())).map(each => each.textContent);
                }"""
            )
            assert faults == [], address
            page.emulate_media(media="print")
            assert figure.locator("svg").is_visible(), address
            page.emulate_media(media="screen")
        watched.open("forces/")
        page.locator(".d-picture svg a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/forces/ashby-vale-police/")
        assert watched.harmless(), watched


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_differ_from_their_ground_in_forced_colours(chromium: Any, toy_address: str, scheme: str) -> None:
    with watching(chromium, toy_address, forced_colors="active", color_scheme=scheme) as watched:
        watched.open("forces/")
        inks = watched.page.locator(".d-picture svg").first.evaluate(
            """svg => { const shown = name => [...svg.querySelectorAll(name)].map(each => getComputedStyle(each));
            return {ground: getComputedStyle(document.body).backgroundColor,
              solid: shown(".d-solid").map(each => each.fill), rings: shown(".d-ring").map(each => each.stroke),
              gaps: shown(".d-absent").map(each => each.stroke), texts: shown("text").map(each => each.fill)}; }"""
        )
        for name in ("solid", "rings", "gaps", "texts"):
            assert inks[name], name
            assert inks["ground"] not in inks[name], (name, inks)


@pytest.mark.browser
def test_the_page_of_questions_says_how_to_fill_a_gap(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("forces/")
        watched.page.get_by_role("link", name="question by question").click()
        watched.page.wait_for_url("**/questions/")
        assert "It is evidence neither for nor against it." in watched.page.locator("article").inner_text()
        assert watched.harmless(), watched
