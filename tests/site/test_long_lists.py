"""Lists on many pages, which answer as a list on one page."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from dossier.errors import DossierError
from dossier.model.dates import Edtf
from dossier.pages import list_pages
from dossier.pages.content import Prose, WebLink, Words
from dossier.pages.hubs import hubs
from dossier.pages.lists import Cell, Choice, RecordList, Row
from dossier.pages.sections import Hub, hub_pages
from dossier.reading.load import load
from dossier.site.builder import Builder
from dossier.site.lists import list_check, list_printer
from dossier.site.lists.list_check import complete_further_pages, complete_hub_fragments
from tests.shared.browser import WatchedPage, watching
from tests.shared.local_server import serving
from tests.shared.toy import DAY, TOY, TOY_SUBJECT, copy_toy

MOST = 3
HUBS = {page.path: page for page in hub_pages(TOY_SUBJECT.focus)}
WITH_LIST = tuple(page for page in HUBS.values() if page.has_list)
LONG_TOPIC = "Überwachung"


def _address(hub: Hub) -> str:
    return hub.path.removesuffix("index.md").replace(".md", "/")


@pytest.fixture(scope="module", autouse=True)
def _short_pages(toy: Path) -> Iterator[None]:
    """Pages of three rows, so that the lists of the toy dossier are long. The site in `toy` was built before."""
    assert not list((toy / "build/site").rglob("rows.json"))
    with pytest.MonkeyPatch.context() as patch:
        for module in (list_pages, list_printer):
            patch.setattr(module, "MOST_ROWS", MOST)
        patch.setattr(import_module("dossier.pages.hubs"), "MOST_NAMES", MOST)
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the toy dossier with long lists."""
    root = copy_toy(tmp_path_factory.mktemp("long") / "dossier")
    Builder(root, with_search=False).build(load(root, DAY).dossier)
    return root / "build/site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def _rows(html: str) -> list[str]:
    """The records of the rows of a list. The table of a picture has rows of its own."""
    html = re.sub(r'<div class="d-picture.*?</details></div>', "", html, flags=re.DOTALL)
    return re.findall(r'<tr data-record="([^"]*)"', html)


def _page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def _page_addresses(site: Path, hub: Hub) -> list[str]:
    """The addresses of the pages of a list, as its first page links to them."""
    links = re.findall(r'<nav class="d-contents d-list__pages".*?</nav>', _page(site, _address(hub)), re.DOTALL)
    return [link.removeprefix("../") for link in re.findall(r'href="([^"]*)"', "".join(links))]


def test_each_row_is_on_one_further_page_and_in_the_rows_for_the_script(site: Path) -> None:
    view = hubs(load(TOY, DAY).dossier)
    are_long = 0
    for hub in WITH_LIST:
        listed = view.listed_on(hub)
        assert listed is not None
        first, *others = _page_addresses(site, hub) or [_address(hub)]
        assert first == _address(hub)
        document = site / _address(hub) / "rows.json"
        assert document.is_file() == bool(others) == (len(listed.rows) > MOST)
        if not others:
            continue
        are_long += 1
        wanted = Counter(row.record for row in listed.rows)
        pages = [_rows(_page(site, page)) for page in (first, *others)]
        assert all(0 < len(rows) <= MOST for rows in pages)
        assert Counter(row for rows in pages[1:] for row in rows) == wanted
        assert Counter(pages[0]) <= wanted
        assert [row[0] for row in json.loads(document.read_text("utf-8"))["rows"]] == [
            row.record for row in listed.rows
        ]
    assert are_long >= 5


def test_a_further_page_has_a_title_an_address_and_breadcrumbs_of_its_own(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    hub = HUBS["claims/index.md"]
    further = _page_addresses(site, hub)[1:]
    assert any(re.fullmatch(r"claims/20\d\d/", page) for page in further)
    for address in further:
        page = _page(site, address)
        word = address.split("/")[1]
        label = re.sub(r"-(\d)$", r", page \1", word.replace("undated", "without a date"))
        assert f"<title>Claims {label} - " in page
        assert f">Claims {label}</h1>" in page
        [canonical] = re.findall(r'<link rel="?canonical"? href="?([^" >]*)', page)
        assert canonical.endswith(f"/{address}")
        assert f"<loc>{canonical}</loc>" in sitemap
        assert f'<meta property="og:title" content="Claims {label}">' in page
        assert re.search(rf'<a href="../../{address}"[^>]* aria-current="page"', page)
        assert '<a href="../">Claims</a>' in page


def test_a_long_list_that_lacks_a_record_or_has_it_twice_is_refused() -> None:
    dossier = load(TOY, DAY).dossier
    view = hubs(dossier)
    lists = [(hub, listed) for hub in WITH_LIST if (listed := view.listed_on(hub)) and len(listed.rows) > MOST + 1]
    assert len(lists) >= 4
    for hub, listed in lists:
        complete_further_pages(hub, listed, dossier)
        first, *others = listed.rows
        for rows, fault in ((others, f"lacks {first.record}"), ([first, first, *others], "has too many rows on")):
            with pytest.raises(DossierError, match=f"the list on the page `{hub.title}` {fault}"):
                complete_further_pages(hub, replace(listed, rows=tuple(rows)), dossier)
    twice = replace(view, claims=replace(view.claims, rows=view.claims.rows * 2))
    with pytest.raises(DossierError, match="the list on the page `Claims` has too many rows on"):
        complete_hub_fragments(HUBS["claims/index.md"], twice, dossier)


def test_a_page_or_a_row_that_was_not_printed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, hub = load(TOY, DAY).dossier, HUBS["claims/index.md"]
    listed = hubs(dossier).claims
    pages, rows = list(list_printer.print_further_pages(listed, "../../")), list_printer.list_rows(listed)
    for name, value in (("print_further_pages", pages[1:]), ("list_rows", rows._replace(rows=rows.rows[1:]))):
        with monkeypatch.context() as patch:
            patch.setattr(list_check, name, lambda *_, value=value: value)
            with pytest.raises(DossierError, match="the list on the page `Claims` lacks CLM-"):
                complete_further_pages(hub, listed, dossier)


def test_names_and_works_continue_on_a_page_for_each_letter(site: Path) -> None:
    view = hubs(load(TOY, DAY).dossier)
    names = _page(site, "names")
    assert "<h2" not in names
    for each in view.names:
        assert f'<li id="{each.anchor}"><a href="../names/{each.word}/">{each.letter}</a>' in names
        page = _page(site, f"names/{each.word}")
        assert f">Names {each.letter}</h1>" in page
        links = re.findall(r'<a href="../../[a-z]+/([^/"]+)/" dir="auto"', page.partition("</h1>")[2])
        assert links == [record.identifier for _, record in each.names]
    bibliography = _page(site, "bibliography")
    assert len(view.bibliography.works) > MOST
    addresses = re.findall(r'<a href="../(bibliography/works_[a-z]+/)">', bibliography)
    works = [re.findall(r'<a class="d-id" href="../../sources/([^/]+)/"', _page(site, page)) for page in addresses]
    assert sorted(name for page in works for name in page) == sorted(
        work.source.identifier for work in view.bibliography.works
    )
    assert len(works) > 1
    assert all(f"/{page}</loc>" in (site / "sitemap.xml").read_text("utf-8") for page in addresses)


def _list_of(values: list[str], *, is_by_name: bool = False) -> RecordList:
    rows = tuple(
        Row(f"R-{at}", (Cell((Prose(value),)),), {} if is_by_name else {"year": (Choice(value, value),)})
        for at, value in enumerate(values)
    )
    return RecordList("claims", ("claim", "claims"), (), (), rows=rows, is_by_name=is_by_name)


def _shape(listed: RecordList) -> dict[str, list[str]]:
    return {page.word: [f"{page.label}:", *(row.record for row in page.rows)] for page in list_pages.list_pages(listed)}


def test_years_are_divided_the_newest_first_and_the_first_page_has_those_that_fit() -> None:
    years = ["2019", "2021", "not-recorded", "2019", "2020", "2019", "2019", "2021"]
    assert _shape(_list_of(years)) == {
        "": ["Newest: 2020 to 2021:", "R-1", "R-4", "R-7"],
        "2021": ["2021:", "R-1", "R-7"],
        "2020": ["2020:", "R-4"],
        "2019": ["2019:", "R-0", "R-3", "R-5"],
        "2019-2": ["2019, page 2:", "R-6"],
        "undated": ["without a date:", "R-2"],
    }
    assert _shape(_list_of(["2026"] * 4))[""] == ["Newest: 2026:", "R-0", "R-1", "R-2"]


def test_names_are_divided_by_their_letters_as_on_the_page_of_names() -> None:
    names = ["Zürich", "The Émile Company", "“Eagle”", "3D Faces", "Ávila"]
    assert _shape(_list_of(names, is_by_name=True)) == {
        "": ["First: A to E:", "R-1", "R-2", "R-4"],
        "initial_a": ["A:", "R-4"],
        "initial_e": ["E:", "R-1", "R-2"],
        "initial_z": ["Z:", "R-0"],
        "initial_other": ["0–9 and others:", "R-3"],
    }


def test_the_rows_for_the_script_are_escaped() -> None:
    hostile = '<img src=x onerror="alert(1)">&\u202e'
    row = Row("R-1", (Cell((Prose(hostile), Words(hostile))), Cell((WebLink('https://x/?a="><b>', "x"),))), {})
    [(_, _, cells, _)] = list_printer.list_rows(replace(_list_of([]), rows=(row,))).rows
    assert cells[0] == f"<bdi>{escape(hostile)}</bdi>{escape(hostile)}"
    assert "<b>" not in str(cells[1])


def test_an_address_stays_when_records_are_added() -> None:
    years = ["2019", "2021", "2020", "2019", "not-recorded"]
    before = _shape(_list_of(years)).keys()
    for more in ("2018", "2019", "2022", "2021", "not-recorded"):
        years = [*years, more, more]
        after = _shape(_list_of(years)).keys()
        assert before <= after
        before = after


def test_pages_that_a_list_no_longer_has_are_removed(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    builder = Builder(root, with_search=False, will_rebuild=True)
    loaded = load(root, DAY)
    builder.build(loaded.dossier)
    claims = root / "build/site/claims"
    years = {path.name for path in claims.iterdir() if re.fullmatch(r"20\d\d", path.name)}
    dated = next(each for each in loaded.dossier.claims() if isinstance(each.record.date, Edtf))
    path = next((root / "evidence/claims").rglob(f"{dated.record.id}.yaml"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^date: .*$", "date: 2001-02", text, count=1), "utf-8")
    builder.rebuild(load(root, DAY).dossier)
    assert dated.record.id in _rows(_page(claims, "2001"))
    assert "claims/2001/" in (root / "build/site/sitemap.xml").read_text("utf-8")
    path.write_text(text, "utf-8")
    builder.rebuild(load(root, DAY).dossier)
    assert not (claims / "2001").exists()
    assert {each.name for each in claims.iterdir() if re.fullmatch(r"20\d\d", each.name)} == years


@dataclass(frozen=True)
class Answer:
    """A list as a reader sees it: its sentence, rows, counts and download."""

    said: str
    rows: list[str]
    counts: list[str]
    download: list[list[str]]


def _answer(watched: WatchedPage, query: str) -> Answer:
    """The answer of a list, after all of its rows were asked for."""
    watched.open(query)
    page = watched.page
    page.locator(".d-list[data-state=ready]").wait_for()
    while page.locator(".d-list__more button").is_visible():
        page.locator(".d-list__more button").click()
    with page.expect_download() as downloading:
        page.locator(".d-list__take").click()
    rows = page.locator("tbody tr:not([hidden])").evaluate_all("rows => rows.map(row => row.cells[0].innerHTML)")
    return Answer(
        page.locator(".d-list [role=status]").inner_text(),
        [re.sub(r'<span id="[^"]*"></span>', "", row) for row in rows],
        page.locator(".d-list option").all_text_contents(),
        list(csv.reader(downloading.value.path().read_text("utf-8-sig").splitlines())),
    )


QUERIES = (
    "claims/?standing=reported",
    "claims/?sort=-date",
    "claims/?withdrawn=no&against=no&sort=for",
    "claims/?topic=penalty&colour=red",
    "timeline/?kind=decided&sort=-date",
    "timeline/#year-2024",
    "sources/?read=full-text",
    "proceedings/?sort=date",
    "organisations/?sort=body",
)


@pytest.mark.browser
def test_a_long_list_gives_the_same_answers_as_a_list_on_one_page(
    chromium: Any, toy_address: str, address: str
) -> None:
    with watching(chromium, toy_address) as short, watching(chromium, address) as long:
        for query in QUERIES:
            wanted, found = _answer(short, query), _answer(long, query)
            assert len(wanted.rows) > 0
            rebased = [[cell.replace(toy_address, address) for cell in row] for row in wanted.download]
            assert replace(found, download=[]) == replace(wanted, download=[]), query
            assert found.download == rebased, query
        # Without a filter the first page does not show all rows, but the download has them.
        for name in ("claims", "proceedings", "sources", "timeline"):
            wanted, found = _answer(short, f"{name}/"), _answer(long, f"{name}/")
            assert len(found.rows) < len(wanted.rows)
            assert found.download == [[cell.replace(toy_address, address) for cell in row] for row in wanted.download]
        assert long.harmless(), long


@pytest.mark.browser
def test_the_rows_of_all_pages_are_loaded_when_a_filter_is_used(chromium: Any, address: str, site: Path) -> None:
    with watching(chromium, address) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url))
        further = _page_addresses(site, HUBS["claims/index.md"])[-1]
        watched.open(further)
        page, said = watched.page, watched.page.locator(".d-list [role=status]")
        own = page.locator("tbody").inner_html()
        sentence = said.inner_text()
        assert " of 9 claims." in sentence
        assert page.locator(".d-list__take").inner_text() == "Download all 9 rows (CSV)"
        counts = page.locator("select[name=standing] option").all_text_contents()
        assert sum(int(text.rpartition("(")[2][:-1]) for text in counts[1:]) == 9
        assert not [url for url in asked if url.endswith("rows.json")]
        page.get_by_role("combobox", name="Sort by").select_option("claim")
        page.locator(".d-list__more button").wait_for()
        assert said.inner_text() == f"9 of 9 claims. The first {MOST} are shown."
        assert page.locator("tbody tr").count() == MOST
        assert not page.locator(".d-list__pages").is_visible()
        # The links of a loaded row lead to the same pages as those of the row on the page.
        with watched.page.expect_download() as downloading:
            page.locator(".d-list__take").click()
        assert len(downloading.value.path().read_text("utf-8-sig").splitlines()) == 10
        page.locator(".d-list__more button").press("Enter")
        assert page.locator("tbody tr").count() == 2 * MOST
        assert page.evaluate("document.activeElement.closest('tr').sectionRowIndex") == MOST
        assert said.inner_text() == f"9 of 9 claims. The first {2 * MOST} are shown."
        page.get_by_role("button", name="Remove the filters").click()
        assert (page.locator("tbody").inner_html(), said.inner_text()) == (own, sentence)
        assert page.locator(".d-list__pages").is_visible()
        assert len([url for url in asked if url.endswith("rows.json")]) == 1
        page.go_back()
        assert page.locator("tbody tr").count() == MOST
        assert watched.harmless(), watched


@pytest.mark.browser
def test_a_loaded_row_is_the_row_of_the_page(chromium: Any, address: str, site: Path) -> None:
    with watching(chromium, address) as watched:
        for path in ("claims/index.md", "sources/index.md", "penalties.md", "timeline.md"):
            hub = HUBS[path]
            if not (site / _address(hub) / "rows.json").exists():
                continue
            for page in _page_addresses(site, hub)[1:]:
                outer = "rows => rows.map(row => row.innerHTML)"
                watched.open(page)
                printed = watched.page.locator("tbody tr").evaluate_all(outer)
                watched.open(f"{page}?sort=date")
                watched.page.locator(".d-list[data-state=ready]").wait_for()
                while watched.page.locator(".d-list__more button").is_visible():
                    watched.page.locator(".d-list__more button").click()
                assert set(printed) <= set(watched.page.locator("tbody tr").evaluate_all(outer))


@pytest.mark.browser
def test_a_list_whose_rows_cannot_be_loaded_says_so(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        watched.page.route("**/rows.json", lambda route: route.abort())
        watched.open("claims/?topic=penalty")
        watched.page.locator(".d-list[data-state=ready]").wait_for()
        said = watched.page.locator(".d-list [role=status]").inner_text()
        assert "The rows of the other pages could not be loaded" in said
        assert watched.page.locator("tbody tr").count() > 0
        watched.page.unroute("**/rows.json")
        watched.page.get_by_role("combobox", name="Standing").select_option(index=1)
        watched.page.wait_for_function("document.querySelector('.d-list [role=status]').textContent.includes(' of 9')")


@pytest.mark.browser
def test_without_a_script_every_page_and_old_anchor_leads_on(chromium: Any, address: str) -> None:
    with watching(chromium, address, java_script_enabled=False) as watched:
        watched.open("claims/#topic-penalty")
        page = watched.page
        assert page.locator(":target a").get_attribute("href") == "../topics/penalty/"
        watched.open("timeline/#year-2024")
        page.locator(":target a").click()
        assert page.url == f"{address}timeline/2024/"
        assert page.get_by_role("heading", level=1).inner_text() == "Timeline 2024"
        page.get_by_role("navigation", name="Pages of this list").get_by_role("link", name="Newest").click()
        assert page.url == f"{address}timeline/"
        watched.open("sources/")
        for anchor in page.locator(".d-list select[name=genre] option").evaluate_all(
            "all => all.map(one => one.value)"
        ):
            assert not anchor or page.locator(f"[id='genre-{anchor}']").count() == 1
        assert watched.harmless(), watched
