"""The page for missing pages offers what was meant."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shared.browser import watching
from tests.shared.local_server import hosting

pytestmark = pytest.mark.browser

CLAIM = "CLM-2026-0002"
# Addresses without a page, each with the pages that it offers.
MEANT = {
    "clm-2026-2": [f"claims/{CLAIM}/"],
    f"claim/{CLAIM.lower()}.html": [f"claims/{CLAIM}/"],
    "a/b/c/d/CLM_2026_0002/index.html": [f"claims/{CLAIM}/"],
    "CLM%E2%80%932026%E2%80%930002/": [f"claims/{CLAIM}/"],
    "api/v0/claims/CLM-2026-0002.json": [f"claims/{CLAIM}/"],
    # A body that is in focus now.
    "organisations/county-roads-unit/": ["forces/county-roads-unit/", "organisations/"],
    "Forces/Ashby-Vale-Police/": ["forces/ashby-vale-police/", "forces/"],
    "topics/penalties/": ["penalties/", "topics/"],
    "topics/parking/": ["topics/"],
    "countries/fr/": ["countries/"],
    "claims/CLM-2026-9999/": ["claims/"],
    "xyzzy/%E0%A4%A/<img src=x onerror=alert(1)>/": [],
    f"{'long/' * 200}": [],
}
# Permalinks without a page, each with what is said and the only pages that are offered.
PERMALINKS = {
    f"r/{CLAIM}/9/": (f"No revision 9 of {CLAIM} was published here.", [f"claims/{CLAIM}/#history"]),
    f"r/{CLAIM}/": (f"No revision of {CLAIM} with this address was published here.", [f"claims/{CLAIM}/#history"]),
    f"R/{CLAIM.lower()}/1/": (f"Revision 1 of {CLAIM} was published at another address.", [f"status/{CLAIM}/1/"]),
    "r/ashby-vale-police/4/record.json": (
        "No revision 4 of ashby-vale-police was published here.",
        ["forces/ashby-vale-police/#history"],
    ),
    "status/CLM-2026-9999/1/": (
        "No revision 1 of CLM-2026-9999 was published here, and this dossier has no record of that name.",
        [],
    ),
    # A record that is only similar is not offered.
    "r/ashby-vale/1/": (
        "No revision 1 of ashby-vale was published here, and this dossier has no record of that name.",
        [],
    ),
    "r/kept-notice/2/": ("No revision 2 of kept-notice was published here.", ["organisations/kept-notice/#history"]),
    "releases/2026.01.01/": ("Nothing was published at this address: 2026.01.01 has no such page.", ["releases/"]),
}


@pytest.fixture(scope="module")
def address(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the toy's site under a path, with a status page, and the notice of a record that is gone."""
    site = tmp_path_factory.mktemp("hosted") / "site"
    shutil.copytree(toy / "build/site", site)
    for page in (f"status/{CLAIM}/1", "organisations/kept-notice"):
        (site / page).mkdir(parents=True)
        (site / page / "index.html").write_text("<!doctype html><title>Notice</title>")
    with hosting(site, "vale") as served:
        yield served


def test_a_missing_page_offers_what_was_meant(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        for missing, pages in MEANT.items():
            watched.open(missing)
            assert _offered(watched.page, address) == pages, missing
        assert not watched.elsewhere
        assert not watched.dialogs
        assert all("404" in complaint for complaint in watched.complaints), watched.complaints


def test_a_permalink_is_not_answered_by_a_guess(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        for missing, (sentence, pages) in PERMALINKS.items():
            watched.open(missing)
            assert _offered(watched.page, address) == pages, missing
            assert sentence in watched.page.inner_text("[role=status]"), missing


def test_without_a_script_the_page_leads_on_from_any_depth(chromium: Any, address: str) -> None:
    with watching(chromium, address, java_script_enabled=False) as watched:
        for missing in (f"{CLAIM.lower()}/", f"r/{CLAIM}/9/a/b/c/"):
            watched.open(missing)
            assert watched.page.title().startswith("No such page")
            links = [link.get_attribute("href") for link in watched.page.query_selector_all("article a")]
            assert links == ["/vale/search/", "/vale/names/", "/vale/releases/", "/vale/as-of/", "/vale/"]
            assert "begins with /vale/r/ is a permalink" in watched.page.inner_text("article")
            # Styles and pictures are found from there.
            assert watched.complaints.pop().endswith(missing)
            assert not watched.complaints


def _offered(page: Any, address: str) -> list[str]:
    """The pages that the script offers, from the root of the site."""
    page.wait_for_selector("#d-missing[data-state=ready]")
    return [link.evaluate("link => link.href").removeprefix(address) for link in page.query_selector_all(".d-found a")]
