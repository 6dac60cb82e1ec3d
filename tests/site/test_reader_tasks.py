"""Tasks of readers on the real dossier, with their clicks counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from dossier.reading.load import load
from dossier.site.builder import Builder
from tests.shared.browser import WatchedPage, watching
from tests.shared.local_server import serving
from tests.shared.places import ROOT
from tests.shared.toy import DAY

pytestmark = pytest.mark.browser


@dataclass
class Reader:
    """A reader with a mouse, or with the keyboard alone, who counts clicks. Enter on a link or a choice counts too."""

    watched: WatchedPage
    has_mouse: bool
    clicks: int = 0

    def activate(self, link: Any) -> None:
        self.clicks += 1
        if self.has_mouse:
            link.click()
        else:
            link.focus()
            self.watched.page.keyboard.press("Enter")

    def follow(self, name: str, within: str = "main") -> None:
        self.activate(self.watched.page.locator(within).get_by_role("link", name=name).first)

    def find(self, query: str) -> None:
        """Type into the search box of the header, and open the first result."""
        page = self.watched.page
        page.locator("#d-find").focus()
        page.keyboard.type(query)
        first = page.locator("[role=option]").first
        first.wait_for()
        self.clicks += 1
        if self.has_mouse:
            first.click()
        else:
            page.keyboard.press("Enter")
        page.wait_for_url(lambda address: address != self.watched.address)

    def choose(self, name: str, value: str) -> None:
        self.clicks += 1
        self.watched.page.get_by_role("combobox", name=name).select_option(value)

    def reads(self, *texts: str) -> None:
        article = self.watched.page.locator("article")
        for text in texts:
            article.get_by_text(text).first.wait_for()


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real dossier's site, built in a folder of its own."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "pages", root / "pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    Builder(root).build(load(ROOT, DAY).dossier)
    with serving(root / "build/site") as address:
        yield address


@contextmanager
def reading(browser: Any, address: str, *, has_mouse: bool, has_script: bool = True) -> Iterator[Reader]:
    """A reader on the home page. Afterwards, nothing was asked of another host, and the console is clean."""
    with watching(browser, address, java_script_enabled=has_script) as watched:
        watched.open("")
        yield Reader(watched, has_mouse)
        assert watched.harmless(), watched


@pytest.mark.parametrize("has_mouse", [True, False], ids=["mouse", "keyboard"])
def test_each_task_takes_as_few_clicks_as_it_should(chromium: Any, real_address: str, *, has_mouse: bool) -> None:
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.find("nca")
        reader.reads("National Crime Agency", "What is reported of it", "Its own answers")
        assert reader.clicks == 1
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.find("[2025] UKUT 319")
        reader.reads("Outcome", "appeal allowed")
        assert reader.clicks <= 2
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.reads("GBP 7,552,800", "Penalties, and what became of them")
        assert reader.clicks == 0
        reader.follow("All sums, payers and decisions")
        reader.watched.page.get_by_role("columnheader", name="Payment").wait_for()
        assert reader.clicks == 1
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.find("Austria")
        reader.reads("Proceedings, case by case", "Datenschutzbehörde")
        assert reader.watched.page.url == f"{real_address}countries/at/"
        assert reader.clicks == 1
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.follow("Claims", "nav.md-nav--primary")
        reader.choose("Independence of sources", "single-source")
        reader.reads("claims (Independence of sources: A single source)")
        assert reader.clicks == 2
        shared = reader.watched.page.url
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        reader.watched.page.goto(shared)
        reader.reads("claims (Independence of sources: A single source)")
    with reading(chromium, real_address, has_mouse=has_mouse) as reader:
        with reader.watched.page.expect_download() as downloading:
            reader.follow("Open the records in Excel")
        assert downloading.value.suggested_filename == "dossier.xlsx"
        assert reader.clicks == 1


def test_the_origin_of_a_number_is_two_clicks_away(chromium: Any, real_address: str) -> None:
    with reading(chromium, real_address, has_mouse=True) as reader:
        page = reader.watched.page
        page.locator("#d-find").focus()
        page.keyboard.type("three billion")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**")
        results = page.locator(".d-text a[href*='claims/']")
        results.first.wait_for()
        reader.activate(results.first)
        reader.reads("three billion", "Independence of the support")
        assert reader.clicks + 1 == 2


def test_what_needs_no_script_works_without(chromium: Any, real_address: str) -> None:
    with reading(chromium, real_address, has_mouse=True, has_script=False) as reader:
        reader.reads("GBP 7,552,800")
        reader.follow("Countries", "nav.md-nav--primary")
        reader.follow("Austria")
        reader.reads("Proceedings, case by case")
        assert reader.clicks == 2
        reader.watched.open("")
        reader.follow("Open the records in Excel")
