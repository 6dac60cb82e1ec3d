"""Pages look and work the same with the theme's frame cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dossier.reading.load import load
from dossier.site import built_pages
from dossier.site.builder import Builder
from dossier.site.frame import cut
from tests.shared.browser import watching
from tests.shared.local_server import serving
from tests.shared.tools import library
from tests.shared.toy import DAY, TOY, TOY_SUBJECT, copy_toy

# The largest size in bytes of the page of a record without its article.
MOST = 16 * 1024
PAGES = (
    "claims/CLM-2026-0001/",
    "sources/SRC-2026-0001/",
    "forces/ashby-vale-police/",
    "proceedings/PRO-2026-0002/",
    "captures/CAP-2026-0001/",
)
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
_COLOURS = re.compile(r"  palette:\n(?:    .*\n)+")
DRAWER = "document.querySelector('.md-sidebar--primary')"
# The place of every element, except the wrappers that the cut removes and those whose height the theme's script sets.
PLACES = """() => [...document.body.querySelectorAll("*")]
    .filter((one) => !one.matches(".md-nav__link > .md-ellipsis, .md-sidebar__scrollwrap, script"))
    .map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [one.tagName, one.id, `${one.className?.baseVal ?? one.className}`, x, y, width, height];
    })"""


class Both:
    """The addresses of the same site with and without the cut."""

    def __init__(self, whole: Path, light: Path) -> None:
        self.whole, self.light = whole, light


@pytest.fixture(scope="module", params=[True, False], ids=["two colours", "one colour"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    def built(name: str) -> Path:
        root = copy_toy(tmp_path_factory.mktemp(name) / "dossier")
        if not request.param:
            settings, count = _COLOURS.subn("", (root / "mkdocs.yml").read_text("utf-8"))
            assert count == 1
            (root / "mkdocs.yml").write_text(settings, "utf-8")
        Builder(root, with_search=False).build(load(root, DAY).dossier)
        return root / "build/site"

    light = built("light")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(built_pages, "cut", lambda page: page)
        return Both(built("whole"), light)


def frame(page: str) -> str:
    before, _, rest = page.partition("<article")
    article, end, after = rest.partition("</article>")
    assert article
    assert end
    return before + after


def article(page: str) -> str:
    return page.partition("<article")[2].partition(">")[2].partition("</article>")[0].strip()


def records(site: Path) -> Iterator[Path]:
    for name, one in load(TOY, DAY).dossier.entries.items():
        yield site / TOY_SUBJECT.folder(one.kind) / name / "index.html"


def test_the_frame_of_no_page_is_heavy(both: Both) -> None:
    for page in records(both.light):
        text = page.read_text("utf-8")
        whole = (both.whole / page.relative_to(both.light)).read_text("utf-8")
        assert len(frame(text).encode()) <= MOST, page
        assert len(frame(text)) < 0.75 * len(frame(whole)), page


def test_only_the_frame_is_cut_and_no_word_of_it(both: Both) -> None:
    for page in records(both.light):
        text = page.read_text("utf-8")
        whole = (both.whole / page.relative_to(both.light)).read_text("utf-8")
        assert text != whole
        assert article(text) in whole
        assert words(text) == words(whole)


def words(page: str) -> list[str]:
    """The text of a page outside scripts."""
    return re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL).split()


def test_white_space_that_counts_is_kept() -> None:
    page = "<p>\n  a\n</p>\n  <pre>\n  b\n</pre>\n<article>\n\n  <p> c </p></article>\n\n<script>d\n\ne</script>\n"
    assert (
        cut(page) == "<p>\na\n</p>\n<pre>\n  b\n</pre>\n<article>\n\n  <p> c </p></article>\n<script>d\n\ne</script>\n"
    )


@pytest.mark.browser
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("page", PAGES)
def test_every_element_is_where_it_was_and_heard_as_it_was(
    chromium: Any, both: Both, page: str, viewport: dict[str, int]
) -> None:
    seen = []
    for site in (both.whole, both.light):
        with serving(site) as address, watching(chromium, address, viewport=viewport) as watched:
            watched.open(page)
            places = [watched.page.evaluate(PLACES)]
            heard = [watched.page.locator("body").aria_snapshot()]
            if viewport is PHONE:
                watched.page.get_by_role("button", name="Menu").click()
                watched.page.wait_for_function(
                    "() => document.querySelector('.md-sidebar--primary').getBoundingClientRect().x === 0"
                )
                places.append(watched.page.evaluate(PLACES))
                heard.append(watched.page.locator("body").aria_snapshot())
            assert watched.harmless(), watched
            seen.append((places, heard))
    assert "Cite this" in seen[0][1][0] or page == PAGES[-1]
    assert seen[0][1] == seen[1][1]
    for before, after in zip(seen[0][0], seen[1][0], strict=True):
        assert len(before) > 100
        assert before == after


@pytest.mark.browser
def test_no_page_is_less_accessible(chromium: Any, both: Both) -> None:
    axe = library("axe-core/axe.min.js").read_text("utf-8")
    for page in PAGES:
        found = []
        for site in (both.whole, both.light):
            with serving(site) as address, watching(chromium, address, bypass_csp=True) as watched:
                watched.open(page)
                for summary in watched.page.locator(".d-cites summary").all():
                    summary.click()
                    summary.locator("xpath=..").locator("pre").last.wait_for()
                watched.page.add_script_tag(content=axe)
                said = watched.page.evaluate("axe.run()")
                assert said["passes"]
                found.append([(one["id"], len(one["nodes"])) for one in said["violations"]])
        assert found[0] == found[1], page


@pytest.mark.browser
def test_colours_can_be_chosen_and_stay(chromium: Any, both: Both) -> None:
    with serving(both.light) as address, watching(chromium, address) as watched:
        watched.open(PAGES[0])
        switch = watched.page.locator("label[title='Switch to dark colours']")
        if not switch.count():
            assert "__palette" not in (both.light / PAGES[0] / "index.html").read_text("utf-8")
            return
        switch.click()
        for page in PAGES[:2]:
            watched.open(page)
            assert watched.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert watched.harmless(), watched
