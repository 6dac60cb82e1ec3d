"""Pages are valid HTML, and accessible as axe judges it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dossier.pages.sections import hub_pages
from tests.shared.accessibility import SETTINGS, violations_everywhere
from tests.shared.browser import watching
from tests.shared.hostile import Hostile
from tests.shared.local_server import serving
from tests.shared.released_forms import put_forms
from tests.shared.tools import library, tool
from tests.shared.toy import TOY_SUBJECT

PAGES = (
    *(hub.path.removesuffix("index.md").replace(".md", "/") for hub in hub_pages(TOY_SUBJECT.focus)),
    *(
        "claims/CLM-2026-0001/",
        "claims/CLM-2026-0005/",
        "sources/SRC-2026-0001/",
        "forces/ashby-vale-police/",
        "organisations/kerbwatch/",
    ),
    *("proceedings/PRO-2026-0002/", "captures/CAP-2026-0001/", "countries/gb/", "topics/penalty/"),
    *("search/?q=cameras", "search/?q=Kent+Police", "about/"),
)
SMALL = """() => [...document.querySelectorAll(".d-cite > a, .d-back > a, a.d-id")].filter((link) => {
  const {width, height} = link.getBoundingClientRect();
  return link.checkVisibility() && (width < 24 || height < 24);
}).map((link) => link.outerHTML)"""


@pytest.fixture(scope="module")
def site(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's site with the forms that it has after a release."""
    copy = Path(shutil.copytree(toy / "build/site", tmp_path_factory.mktemp("everybody") / "site"))
    put_forms(copy)
    return copy


@pytest.mark.slow
def test_every_page_is_valid_html(site: Path, hostile: Hostile, tmp_path: Path) -> None:
    def messages(files: list[Path]) -> list[str]:
        command = [tool("java"), "-jar", str(library("vnu-jar/build/dist/vnu.jar")), *map(str, files)]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        # It takes data for scripts, and a file on a disk for another host. The browser judges the policy. It
        # also guesses the language of hostile text.
        guesses = ("violates Content Security Policy", "appears to be written in")
        return [line for line in said.splitlines() if not any(words in line for words in guesses)]

    pages = [path for each in (site, hostile.root / "build/site") for path in sorted(each.rglob("*.html"))]
    assert len(pages) > 80
    assert messages(pages) == []
    invalid = tmp_path / "invalid.html"
    invalid.write_text("<!doctype html><html lang=en><title>x</title><label tabindex=''>x</label>", "utf-8")
    assert any("tabindex" in line for line in messages([invalid]))


@pytest.mark.browser
@pytest.mark.slow
def test_axe_has_nothing_to_say(chromium: Any, site: Path) -> None:
    found = []
    with serving(site) as address, watching(chromium, address, **SETTINGS) as watched:
        page = watched.page
        for path in PAGES:
            watched.open(path)
            if path.startswith("search/?"):
                page.locator("#d-search[data-state=ready]").wait_for()
            for scheme, width, faults in violations_everywhere(page):
                found += [(path, scheme, width, *each) for each in faults]
                found += [(path, scheme, width, "small", each) for each in page.evaluate(SMALL)]
    assert found == []
