"""Drawings of pictures are whole, escaped, and readable on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Stance
from dossier.pages.content import RecordLink
from dossier.pages.course import course
from dossier.pages.hubs import hubs
from dossier.pages.pictures.course_picture import Connection, CourseDrawing, Step, course_picture
from dossier.pages.pictures.marks import Mark
from dossier.pages.pictures.support_picture import Standpoint, SupportDrawing
from dossier.pages.pictures.time_picture import Lane, TimeDrawing, spans_of
from dossier.pages.plain_text import plain_text
from dossier.pages.sections import hub_pages
from dossier.reading.load import load
from dossier.site.block_printer import Printer
from dossier.site.lists.list_check import complete_hub_fragments
from dossier.site.pictures.picture_printer import draw
from dossier.site.pictures.svg import PHONE, width_of, wrapped
from tests.shared.browser import watching
from tests.shared.hostile import ATTACKS, Hostile
from tests.shared.local_server import serving
from tests.shared.toy import DAY, TOY

PENALTY = "PRO-2026-0002"
TITLES = (*ATTACKS, "w" * 10_000, "word " * 2_000, "כותרת בעברית " * 20, "中文" * 40, "e\u0301" * 90, "")
PAGES = ("", "timeline/", f"proceedings/{PENALTY}/", "claims/CLM-2026-0005/")


def link(title: str, number: int = 1) -> RecordLink:
    return RecordLink(Kind.PROCEEDING, f"PRO-2026-{number:04}", title, f'proceedings/"<&>{number}/')


def drawings(title: str) -> list[Any]:
    """A drawing of each kind, with this text in every place for text."""
    steps = tuple(Step(link(title, place), title, title, title, title, mark) for place, mark in enumerate(Mark))
    last = len(steps) - 1
    connections = (
        *(Connection(place, place + 1, title, is_decision=True) for place in range(last)),
        *(Connection(place, last, title, is_decision=False) for place in range(last - 1)),
    )
    first, second = replace(link(title), language="cy"), link(title, 2)
    sources = (
        Standpoint(first, Stance.SUPPORTS, (second,)),
        Standpoint(second, Stance.CONTRADICTS, (second,)),
        Standpoint(link(title, 3), Stance.SUPPORTS, None),
        Standpoint(link(title, 4), None, (link(title, 4),)),
    )
    spans = spans_of([1998, *[2020] * 20, 2026])
    lanes = (Lane(title, ((Mark.CROSSED, *[Mark.SQUARE] * 40), tuple(Mark), *[()] * (len(spans) - 2))),)
    return [CourseDrawing(steps, connections), SupportDrawing(sources), TimeDrawing(spans, lanes)]


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_a_drawing_is_valid_xml_and_has_no_markup_of_a_title(title: str) -> None:
    for drawing in drawings(title):
        drawn = draw(drawing, "../")
        root = ET.fromstring(f"<svg>{drawn.elements}</svg>")
        assert {element.tag for element in root.iter()} <= {
            "svg",
            "a",
            "circle",
            "line",
            "path",
            "rect",
            "text",
            "tspan",
        }
        for each in root.iter("a"):
            assert each.attrib["href"].startswith('../proceedings/"<&>')
            assert each.attrib.keys() <= {"href", "lang"}
        if title.strip():
            assert "".join(root.itertext()).count(title.split(maxsplit=1)[0][:10]) >= 1
        # A title without an end takes no more room than a long one.
        assert len(drawn.elements) < 40_000
        assert drawn.height < 6_000


def test_a_title_in_another_language_says_so() -> None:
    _, support, _ = drawings("Adroddiad")
    assert draw(support, "../").elements.count(' lang="cy">') == 1


def test_lines_have_room_and_say_where_they_were_cut() -> None:
    for title in filter(None, TITLES):
        lines = wrapped(title, PHONE, lines=2)
        assert 0 < len(lines) <= 2
        assert all(width_of(line) <= PHONE for line in lines)
        assert lines[-1].endswith("…") == (wrapped(title, PHONE, lines=2_000) != lines)
    # A letter of Chinese takes the room of a wide letter, an accent none.
    assert wrapped("中文" * 3, 42, lines=9) == ("中文中", "文中文")
    assert wrapped("e\u0301" * 6, 27, lines=9) == ("e\u0301" * 3, "e\u0301" * 3)


def test_a_table_that_lacks_a_record_is_refused() -> None:
    dossier = load(TOY, DAY).dossier
    picture = course_picture(dossier, course(dossier, PENALTY), PENALTY)
    assert picture is not None
    printer = Printer("../../")
    assert 'data-record="PRO-2026-0003"' in printer.blocks((picture,))
    first, *others = picture.table.rows
    lacking = replace(picture, table=replace(picture.table, rows=tuple(others)))
    with pytest.raises(DossierError, match=f"the table of the picture `{picture.title}` lacks {first.record}"):
        printer.blocks((lacking,))


def test_a_picture_of_time_that_lacks_a_record_is_refused() -> None:
    dossier = load(TOY, DAY).dossier
    view = hubs(dossier)
    assert view.time is not None
    pages = [page for page in hub_pages(dossier.subject.focus) if "time" in {name for _, name in page.parts}]
    assert [page.path for page in pages] == ["index.md", "timeline.md"]
    rows = view.time.table.rows
    row = next(row for row in rows if any(plain_text(cell.text)[0] in "123456789" for cell in row.cells[1:]))
    emptied = replace(row, cells=(row.cells[0], *(rows[0].cells[0] for _ in row.cells[1:])))
    broken = replace(view.time.table, rows=tuple(emptied if each is row else each for each in rows))
    for page in pages:
        complete_hub_fragments(page, view, dossier)
        with pytest.raises(DossierError, match=f"the picture on the page `{page.title}` has"):
            complete_hub_fragments(page, replace(view, time=replace(view.time, table=broken)), dossier)


@pytest.mark.browser
def test_pictures_have_room_on_a_phone_and_their_text_is_large_enough(
    chromium: Any, toy_address: str, hostile: Hostile
) -> None:
    with serving(hostile.root / "build/site") as hostile_address:
        for address in (toy_address, hostile_address):
            with watching(chromium, address, viewport={"width": 390, "height": 844}) as watched:
                for path in PAGES:
                    watched.open(path)
                    page = watched.page
                    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path
                    svg = page.locator(".d-picture > figure > svg")
                    assert svg.count() == 1, path
                    sizes = """svg => [...svg.querySelectorAll("text")].map((text) => [
                      parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a,
                      text.getBoundingClientRect().right - svg.getBoundingClientRect().right])"""
                    for size, beyond in svg.evaluate(sizes):
                        assert size >= 12, path
                        assert beyond <= 0, path
                    box = svg.bounding_box()
                    assert box["x"] >= 0, path
                    assert box["x"] + box["width"] <= 390, path


@pytest.mark.browser
def test_the_steps_of_a_case_are_links_for_the_keyboard_with_names(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open(f"proceedings/{PENALTY}/")
        page = watched.page
        group = page.get_by_role("group", name="Picture of the course of the case")
        links = group.get_by_role("link")
        assert links.count() == 3
        assert links.nth(2).text_content().split() == ["3.", "Roads", "Tribunal"]
        links.nth(2).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{toy_address}proceedings/PRO-2026-0003/")
        assert watched.harmless(), watched


@pytest.mark.browser
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_paper_has_the_table_unless_the_text_says_the_same(chromium: Any, toy_address: str, has_script: bool) -> None:
    with watching(chromium, toy_address, java_script_enabled=has_script) as watched:
        page = watched.page
        for path, is_printed in (("timeline/", True), ("", True), (f"proceedings/{PENALTY}/", False)):
            watched.open(path)
            table = page.locator(".d-picture table")
            assert not table.is_visible(), path
            page.emulate_media(media="print")
            if has_script:
                # The browser says so before it prints.
                page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert page.locator(".d-picture > figure > svg").is_visible() == is_printed, path
            assert table.is_visible() == is_printed, path
            page.emulate_media(media="screen")
