"""Search over an index that was made in parts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dossier.site.search_index import index
from tests.shared.browser import watching
from tests.shared.local_server import serving

pytestmark = pytest.mark.browser

FOUND = """async ([words, filters]) => {
    const pagefind = await import("../pagefind/pagefind.js");
    for (const { bundlePath, ...options } of pagefindBundles) await pagefind.mergeIndex(bundlePath, options);
    const found = await pagefind.search(words, { filters });
    return [await pagefind.filters(), (await Promise.all(found.results.map(one => one.data()))).map(one => one.url)];
}"""


def weight(site: Path) -> int:
    return sum(page.stat().st_size for page in site.rglob("*.html"))


@pytest.fixture(scope="module")
def split(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of the toy at `vale/`, its search index in three parts."""
    folder = tmp_path_factory.mktemp("split")
    site = Path(shutil.copytree(toy / "build/site", folder / "vale"))
    shutil.rmtree(site / "pagefind")
    index(site, weight(site) // 3 + 1)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_is_in_one_part(toy: Path, split: Path) -> None:
    whole, parts = toy / "build/site/pagefind", split / "vale/pagefind"
    assert '["2/", "3/"]' in (parts / "bundles.js").read_text("utf-8")
    assert "return []" in (whole / "bundles.js").read_text("utf-8")
    counts = [len(list(part.glob("fragment/*"))) for part in (parts, parts / "2", parts / "3")]
    assert min(counts) > 10
    assert sum(counts) == len(list(whole.glob("fragment/*")))
    assert max(counts) - min(counts) <= 1
    assert {path.name for path in (split / "vale").iterdir()} == {path.name for path in (toy / "build/site").iterdir()}


def test_the_parts_are_made_the_same_each_time(split: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(split / "vale", tmp_path / "another name"))
    shutil.rmtree(again / "pagefind")
    index(again, weight(again) // 3 + 1)
    assert files(again) == files(split / "vale")


@pytest.mark.parametrize("number", range(1, 9))
def test_the_search_page_finds_what_is_in_any_part(chromium: Any, split: Path, number: int) -> None:
    name = f"CLM-2026-000{number}"
    with serving(split) as address, watching(chromium, f"{address}vale/") as watched:
        watched.open("search/")
        watched.page.locator("#d-search input").first.fill(name)
        link = watched.page.locator(f"#d-search a[href$='/claims/{name}/']").first
        link.wait_for()
        link.click()
        watched.page.locator("h1.d-title").wait_for()
        assert watched.page.url.split("?")[0] == f"{address}vale/claims/{name}/"
        assert watched.harmless(), watched


def test_filters_count_the_pages_of_all_parts(chromium: Any, split: Path) -> None:
    with serving(split) as address, watching(chromium, f"{address}vale/") as watched:
        watched.open("search/")
        filters, addresses = watched.page.evaluate(FOUND, [None, {"Kind": "Claim"}])
    assert filters["Kind"]["Claim"] == 9
    assert sorted(addresses) == [f"/vale/claims/CLM-2026-000{number}/" for number in range(1, 10)]


def test_a_citation_is_found_on_the_page_of_its_source(chromium: Any, toy: Path, toy_address: str) -> None:
    words = "Vale Gazette staff"
    assert words in (toy / "build/site/claims/CLM-2026-0005/index.html").read_text("utf-8").split("<article")[1]
    with watching(chromium, toy_address) as watched:
        watched.open("search/")
        _, addresses = watched.page.evaluate(FOUND, [f'"{words}"', {}])
    assert "/sources/SRC-2026-0001/" in addresses
    assert not [address for address in addresses if address.startswith("/claims/")]
