"""Pages have a script of ours for their frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dossier.site.frame_script import with_own_script
from tests.shared.browser import WatchedPage, watching

CLAIM = "claims/CLM-2026-0001/"
LONG = "proceedings/PRO-2026-0002/"
SCHEME = "document.body.dataset.mdColorScheme"
ACTIVE = ".md-sidebar--secondary .md-nav__link--active"
DESKTOP, PHONE = {"width": 1280, "height": 400}, {"width": 390, "height": 844}


@pytest.fixture
def desktop(chromium: Any, toy_address: str) -> Iterator[WatchedPage]:
    with watching(chromium, toy_address, viewport=DESKTOP) as watched:
        yield watched


def test_no_page_has_a_script_of_the_theme(toy: Path) -> None:
    site = toy / "build/site"
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text("utf-8")
        assert "__md_" not in text, page
        assert "__config" not in text, page
        assert "bundle" not in re.sub(r"pagefind/bundles.js|<article.*?</article>", "", text, flags=re.DOTALL), page
    assert not (site / "assets/javascripts").exists()


def test_every_living_page_has_ours_once(toy: Path) -> None:
    site = toy / "build/site"
    assert "assets/dossier-frame.js" in (site / CLAIM / "index.html").read_text("utf-8")
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count("assets/dossier-frame.js") == 1, page
        assert text.count('getItem("dossier-colours")') == 1, page


def test_a_page_without_a_choice_of_colours_has_no_script_for_it() -> None:
    script = '<script>var palette=__md_get("__palette")</script>'
    assert with_own_script(f"<body>{script}</body>") == "<body></body>"
    assert "dossier-colours" in with_own_script(f'<form data-md-component="palette"></form>{script}')


def test_a_table_of_prose_scrolls_in_a_frame_of_its_own() -> None:
    framed = with_own_script("<p>a</p><table><tr><td>b</td></tr></table><table class=d-table></table>")
    assert framed == (
        '<p>a</p><div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
        "<table><tr><td>b</td></tr></table></div></div><table class=d-table></table>"
    )


@pytest.mark.browser
@pytest.mark.parametrize(("system", "first", "then"), [("light", "default", "slate"), ("dark", "slate", "default")])
def test_colours_follow_the_system_until_the_reader_chooses(
    chromium: Any, toy_address: str, system: str, first: str, then: str
) -> None:
    other = {"light": "dark", "dark": "light"}[system]
    with watching(chromium, toy_address, color_scheme=system) as watched:
        page = watched.page
        watched.open(CLAIM)
        assert page.evaluate(SCHEME) == first
        page.emulate_media(color_scheme=other)
        page.wait_for_function(f"() => {SCHEME} === '{then}'")
        page.emulate_media(color_scheme=system)
        page.wait_for_function(f"() => {SCHEME} === '{first}'")
        assert page.locator("[data-md-component=palette] label:visible").count() == 1
        page.locator("[data-md-component=palette] label:visible").click()
        assert page.evaluate(SCHEME) == then
        watched.open(LONG)
        assert page.evaluate(SCHEME) == then
        assert page.locator("[data-md-component=palette] label:visible").count() == 1
        assert watched.harmless(), watched


@pytest.mark.browser
def test_colours_can_be_chosen_with_the_keyboard_alone(desktop: WatchedPage) -> None:
    desktop.open(CLAIM)
    for _ in range(20):
        desktop.page.keyboard.press("Tab")
        if desktop.page.evaluate("document.activeElement.name") == "__palette":
            break
    before = desktop.page.evaluate(SCHEME)
    desktop.page.keyboard.press("ArrowDown")
    assert desktop.page.evaluate(SCHEME) != before


@pytest.mark.browser
def test_the_table_of_contents_shows_where_the_reader_is(desktop: WatchedPage) -> None:
    page = desktop.page
    desktop.open(LONG)
    headings = page.locator("article h2").all()
    assert len(headings) > 5
    assert page.locator(ACTIVE).count() == 0
    for heading in (headings[1], headings[-2], headings[2]):
        address = f"#{heading.get_attribute('id')}"
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_function(
            "([active, address]) => document.querySelector(active)?.getAttribute('href') === address",
            arg=[ACTIVE, address],
        )
        frame, link = (page.locator(each).bounding_box() for each in (".md-sidebar--secondary", ACTIVE))
        assert frame is not None
        assert link is not None
        assert frame["y"] <= link["y"]
        assert link["y"] + link["height"] <= DESKTOP["height"]


@pytest.mark.browser
def test_the_button_to_the_top_shows_while_the_reader_goes_back(desktop: WatchedPage) -> None:
    page, button = desktop.page, desktop.page.locator(".md-top")
    desktop.open(LONG)
    assert button.get_attribute("hidden") is not None
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY > 400")
    assert button.get_attribute("hidden") is not None
    page.mouse.wheel(0, -100)
    page.wait_for_function("() => !document.querySelector('.md-top').hidden")
    button.click()
    page.wait_for_function("() => scrollY === 0")


@pytest.mark.browser
def test_no_part_of_the_menus_is_cut_off(desktop: WatchedPage) -> None:
    page = desktop.page
    desktop.open(LONG)
    for menu in ("primary", "secondary"):
        links = page.locator(f".md-sidebar--{menu} a.md-nav__link").all()
        last = links[-1]
        last.scroll_into_view_if_needed()
        box = last.bounding_box()
        assert box is not None
        assert 0 < box["y"] < DESKTOP["height"] - box["height"]


@pytest.mark.browser
def test_no_letter_alone_is_a_command(desktop: WatchedPage) -> None:
    desktop.open(LONG)
    for key in "npsf/,.":
        desktop.page.keyboard.press(key)
    assert desktop.page.url.endswith(LONG)
    assert desktop.page.evaluate("document.activeElement === document.body")


@pytest.mark.browser
def test_a_link_within_the_page_closes_the_menu_of_a_phone(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport=PHONE) as watched:
        page = watched.page
        watched.open("")
        page.get_by_role("button", name="Menu").click()
        assert page.evaluate("document.getElementById('__drawer').checked") is True
        page.evaluate("document.querySelector(\".md-sidebar--primary a[href^='#']\").click()")
        assert page.evaluate("document.getElementById('__drawer').checked") is False
