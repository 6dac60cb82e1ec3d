"""Pages by keyboard: the menu, the heading and the focus."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shared.browser import watching

pytestmark = pytest.mark.browser

_FOCUS = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  return {name: focused.getAttribute("aria-label") || focused.textContent.trim(), ring: style.outlineWidth,
          isInMenu: focused.closest(".md-sidebar--primary") !== null};
}"""


def test_the_menu_of_a_phone_works_by_keyboard_and_is_skipped_while_it_is_closed(
    chromium: Any, toy_address: str
) -> None:
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        watched.open("claims/CLM-2026-0001/")
        page = watched.page
        page.locator("button.d-menu").wait_for()
        seen = []
        for _ in range(9):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(_FOCUS))
        assert not any(each["isInMenu"] for each in seen), seen
        assert {each["ring"] for each in seen} == {"3px"}
        button = page.get_by_role("button", name="Menu")
        button.focus()
        page.keyboard.press("Space")
        assert button.get_attribute("aria-expanded") == "true"
        while not page.evaluate(_FOCUS)["isInMenu"]:
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"
        assert page.evaluate(_FOCUS)["name"] == "Menu"
        # Next to the text, the menu is open without a button.
        page.set_viewport_size({"width": 1280, "height": 900})
        assert not button.is_visible()
        assert not page.evaluate("document.querySelector('.md-sidebar--primary').inert")
        assert watched.harmless(), watched


@pytest.mark.parametrize("path", ["", "claims/CLM-2026-0001/", "about/", "claims/"])
def test_the_first_link_skips_to_the_heading(chromium: Any, toy_address: str, path: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open(path)
        watched.page.keyboard.press("Tab")
        watched.page.keyboard.press("Enter")
        assert watched.page.evaluate("document.querySelector(':target').tagName") == "H1"


def test_links_differ_from_words_by_more_than_colour(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        for path in ("claims/CLM-2026-0001/", "about/", "proceedings/PRO-2026-0001/", "timeline/"):
            watched.open(path)
            plain = watched.page.evaluate(
                "[...document.querySelectorAll('.md-content :is(p, li, dd, td) a[href]:not(.headerlink)')].filter("
                "(link) => !getComputedStyle(link).textDecorationLine.includes('underline')).map((link) => link.href)"
            )
            assert plain == [], path
