"""The built site in Chromium: safe, complete and readable for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dossier.model.identifiers import Kind
from dossier.pages.sections import headings_of, hub_pages
from tests.shared.browser import watching
from tests.shared.hostile import Hostile
from tests.shared.local_server import serving
from tests.shared.toy import TOY_SUBJECT

pytestmark = pytest.mark.browser
HUB_PAGES = tuple(hub.path.removesuffix("index.md").replace(".md", "/") for hub in hub_pages(TOY_SUBJECT.focus))
# Fields that pages do not show: they distinguish two places of the same words.
UNSEEN = {
    (Kind.CLAIM, "evidence.quote.prefix"),
    (Kind.CLAIM, "evidence.quote.suffix"),
}


@pytest.fixture(scope="module")
def hostile_address(hostile: Hostile) -> Iterator[str]:
    with serving(hostile.root / "build/site") as address:
        yield address


def plain(text: str) -> str:
    """The text on one line with straight quotation marks, without the sign that links to a heading."""
    return " ".join(text.translate(str.maketrans("“”‘’¶", "\"\"'' ")).split())


def headings(page: Any, level: str) -> list[str]:
    return [plain(text) for text in page.locator(level).all_inner_texts()]


def test_no_hostile_text_runs_hides_or_forges(chromium: Any, hostile: Hostile, hostile_address: str) -> None:
    missing = []
    with watching(chromium, hostile_address) as watched:
        for address, kind, texts in hostile.pages():
            watched.open(address)
            page = watched.page
            assert page.evaluate("window.hacked") is None, address
            wanted = [heading for heading in headings_of(kind, TOY_SUBJECT.focus).values() if heading is not None]
            said = page.locator(".d-block--foot > .d-none").all_inner_texts()
            empty = said[0].partition(": ")[2].removesuffix(".").split("; ") if said else []
            assert headings(page, "h2") == [each for each in wanted if each not in empty], address
            assert len(headings(page, "h1")) == 1, address
            forged = "article script, article img, article svg:not(.d-picture svg), article [onclick], .forged"
            assert page.locator(forged).count() == 0
            shown = plain(page.inner_text("body"))
            missing += [
                (address, path) for path, text in texts if (kind, path) not in UNSEEN and plain(text) not in shown
            ]
        assert watched.harmless(), watched
    assert missing == []


def test_no_hostile_text_harms_a_hub(chromium: Any, hostile: Hostile, hostile_address: str, toy_address: str) -> None:
    with watching(chromium, toy_address) as before, watching(chromium, hostile_address) as watched:
        for address in (*HUB_PAGES, "about/"):
            before.open(address)
            watched.open(address)
            assert watched.page.evaluate("window.hacked") is None, address
            assert headings(watched.page, "h1") == headings(before.page, "h1"), address
            # On this the headings are first letters, which are hostile too.
            if address != "names/":
                assert headings(watched.page, "h2") == headings(before.page, "h2"), address
            assert watched.page.locator("h3").count() == before.page.locator("h3").count(), address
            assert watched.page.locator("article img, article [onclick], .forged").count() == 0
        topics = [
            text for _, kind, texts in hostile.pages() if kind is Kind.CLAIM for path, text in texts if path == "topics"
        ]
        watched.open("claims/")
        options = watched.page.locator("select[name=topic] option").all_text_contents()
        offered = {plain(text).rpartition(" (")[0] for text in options[1:]}
        assert offered >= set(map(plain, topics))
        assert before.harmless(), before
        assert watched.harmless(), watched


@pytest.mark.parametrize("wanted", ["CLM-2026-0003", "parish", "borrowed"])
def test_search_finds_a_record(chromium: Any, toy_address: str, wanted: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("search/")
        page = watched.page
        box = page.locator("#d-search input").first
        box.fill(wanted)
        box.press("Enter")
        results = page.locator("#d-search a[href*='/claims/CLM-2026-000']")
        results.first.wait_for()
        target = "CLM-2026-0001" if wanted == "borrowed" else "CLM-2026-0003"
        page.locator(f"#d-search a[href*='/claims/{target}/']").first.wait_for()
        assert watched.harmless(), watched


def test_the_filters_of_the_search_work(chromium: Any, toy_address: str) -> None:
    """The search index rewrites the files that they load from."""
    script = """async () => {
        const pagefind = await import("/pagefind/pagefind.js");
        const filters = await pagefind.filters();
        const found = await pagefind.search(null, {filters: {Kind: "Claim"}});
        return [filters, (await Promise.all(found.results.map(result => result.data()))).map(page => page.url)];
    }"""
    with watching(chromium, toy_address) as watched:
        watched.open("search/")
        filters, addresses = watched.page.evaluate(script)
    assert filters["Kind"]["Claim"] == 9
    assert filters["Status"]["Reversed"] == 1
    assert sorted(addresses) == [f"/claims/CLM-2026-000{number}/" for number in range(1, 10)]


def test_pages_are_whole_without_javascript(chromium: Any, toy_address: str) -> None:
    pages = {
        "claims/CLM-2026-0001/": plain("Ashby Vale Police “borrowed” the system for six weeks"),
        "forces/ashby-vale-police/": "The Chief Constable of Ashby Vale",
        "proceedings/PRO-2026-0002/": "25,000",
        "sources/SRC-2026-0005/": "Okoro",
        "organisations/kerbwatch/": "00012345",
        "captures/CAP-2026-0001/": "camera-obscura",
        "claims/": "The number plates were kept for a year.",
        "penalties/": "25,000",
    }
    with watching(chromium, toy_address, java_script_enabled=False) as watched:
        for address, words in pages.items():
            watched.open(address)
            assert words in plain(watched.page.inner_text("main")), address
        watched.open("search/")
        assert watched.page.locator("noscript a[href='../claims/']").count() == 1
        watched.page.locator("noscript a[href='../claims/']").click()
        assert watched.page.url == f"{toy_address}claims/"


@pytest.mark.parametrize("address", ["", "claims/CLM-2026-0001/", "forces/", "about/"])
def test_the_first_tab_stop_skips_to_the_content(chromium: Any, toy_address: str, address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open(address)
        page = watched.page
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        assert re.fullmatch(r"#[\w-]+", target or "")
        assert page.locator(f'[id="{target[1:]}"]').count() == 1
        page.keyboard.press("Enter")
        page.wait_for_function("hash => location.hash === hash", arg=target)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("site", ["toy", "hostile"])
def test_no_page_is_wider_than_a_narrow_screen(
    chromium: Any, hostile: Hostile, toy_address: str, hostile_address: str, site: str
) -> None:
    """A screen of 1280 px that is enlarged to 400 per cent is 320 px wide (WCAG 1.4.10)."""
    address = toy_address if site == "toy" else hostile_address
    wide = {}
    with watching(chromium, address, viewport={"width": 320, "height": 844}) as watched:
        for page in (*HUB_PAGES, "about/", *(page for page, _, _ in hostile.pages())):
            watched.open(page)
            width = watched.page.evaluate("document.scrollingElement.scrollWidth")
            if width > 320:
                wide[page] = width
    assert wide == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_a_light_and_a_dark_scheme(chromium: Any, toy_address: str, tmp_path: Path, width: int) -> None:
    for number, address in enumerate(
        ("", "claims/CLM-2026-0001/", "forces/ashby-vale-police/", "proceedings/PRO-2026-0002/")
    ):
        backgrounds = {}
        for scheme in ("light", "dark"):
            with watching(
                chromium, toy_address, viewport={"width": width, "height": 900}, color_scheme=scheme
            ) as watched:
                watched.open(address)
                backgrounds[scheme] = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
                watched.page.screenshot(path=tmp_path / f"{number}-{width}-{scheme}.png", full_page=True)
        assert min(map(int, re.findall(r"\d+", backgrounds["light"])[:3])) > 200
        assert max(map(int, re.findall(r"\d+", backgrounds["dark"])[:3])) < 80
    assert len(list(tmp_path.glob("*.png"))) == 8
