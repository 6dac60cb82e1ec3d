"""Lists of records: complete without a script, filtered and sorted with it."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dossier.errors import DossierError
from dossier.model import Claim
from dossier.model.dates import Edtf
from dossier.model.vocabulary import Stance, Undated
from dossier.pages.hubs import hubs
from dossier.pages.lists import Column, RecordList, Row, of_years, words_cell
from dossier.pages.sections import LISTS, Hub, hub_pages
from dossier.reading.independence import support_of
from dossier.reading.load import load
from dossier.site.lists.list_check import complete_hub_fragments
from dossier.site.lists.list_printer import print_rows
from tests.shared.browser import WatchedPage, watching
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

SHOWN = ".d-list tbody tr:not([hidden])"


def _page_of(hub: Hub) -> str:
    return hub.path.removesuffix("index.md").replace(".md", "/")


def _shown(watched: WatchedPage) -> list[str]:
    rows: list[str] = watched.page.locator(SHOWN).evaluate_all("rows => rows.map(row => row.dataset.record)")
    return rows


def test_a_list_that_lacks_a_record_or_has_it_twice_is_refused() -> None:
    dossier = load(TOY, DAY).dossier
    view = hubs(dossier)
    lists = [page for page in hub_pages(dossier.subject.focus) if page.has_list]
    assert {name for page in lists for _, name in page.parts} >= LISTS
    for page in lists:
        complete_hub_fragments(page, view, dossier)
        [block] = LISTS & {name for _, name in page.parts}
        field = "focus_bodies" if block == "bodies" else block
        listed = getattr(view, field)
        first, *others = listed.rows
        for rows, fault in ((others, f"lacks {first.record}"), ([first, first, *others], "has too many rows on")):
            broken = replace(view, **{field: replace(listed, rows=tuple(rows))})
            with pytest.raises(DossierError, match=f"the list on the page `{page.title}` {fault}"):
                complete_hub_fragments(page, broken, dossier)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019-10/2021-02", ["2019", "2020", "2021"]),
        ("2019/..", ["2019"]),
        ("../2021-05-27", ["2021"]),
        ("1700/1990", ["1700", "1990"]),
    ],
)
def test_an_interval_is_found_by_each_of_its_years(text: str, years: list[str]) -> None:
    assert [choice.word for choice in of_years(Edtf.parse(text))] == years


@pytest.mark.browser
def test_a_list_is_filtered_and_its_state_is_in_the_address(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("claims/")
        page, said = watched.page, watched.page.locator(".d-list [role=status]")
        every = _shown(watched)
        assert len(every) == len(set(every)) == 9
        assert said.inner_text() == "9 of 9 claims."
        page.get_by_role("combobox", name="Topic").select_option("penalty")
        assert _shown(watched) == ["CLM-2026-0002", "CLM-2026-0003"]
        assert said.inner_text() == "2 of 9 claims (Topic: Penalty)."
        # The other filters count what is left, and this filter counts what it would show instead.
        counts = page.locator("select[name=standing] option").all_text_contents()
        assert sum(int(text.rpartition("(")[2][:-1]) for text in counts[1:]) == 2
        page.get_by_role("combobox", name="Standing").select_option(
            label=next(text for text in counts if text.endswith("(1)"))
        )
        assert len(_shown(watched)) == 1
        assert parse_qs(urlsplit(page.url).query).keys() == {"topic", "standing"}
        shared = page.url.removeprefix(toy_address)
        page.go_back()
        assert _shown(watched) == ["CLM-2026-0002", "CLM-2026-0003"]
        page.go_back()
        assert _shown(watched) == every
        watched.open(shared)
        assert len(_shown(watched)) == 1
        page.get_by_role("button", name="Show all").click()
        assert (_shown(watched), urlsplit(page.url).query) == (every, "")
        # A state that means nothing is left out, and said so.
        watched.open("claims/?topic=penalty&topic=other&standing=%3Cimg%20src=x%3E&colour=red#year-1066")
        assert _shown(watched) == ["CLM-2026-0002", "CLM-2026-0003"]
        left_out = "topic=other, standing=<img src=x>, colour=red, year=1066. It is left out."
        assert said.inner_text().endswith(f"The address asks for what this list does not have: {left_out}")
        # A withdrawn record is listed with a mark, and can be left out.
        watched.open("claims/?withdrawn=no")
        assert set(every) - set(_shown(watched)) == {"CLM-2026-0007"}
        # The page of a topic leads to the list with that filter.
        watched.open("claims/CLM-2026-0002/")
        page.locator(".d-topics a", has_text="Penalty").click()
        page.get_by_role("link", name="Filter, sort or download 2 claims").click()
        page.locator(".d-list[data-state=ready]").wait_for()
        assert page.url == f"{toy_address}claims/?topic=penalty"
        assert _shown(watched) == ["CLM-2026-0002", "CLM-2026-0003"]
        assert watched.harmless(), watched


@pytest.mark.browser
def test_a_list_is_sorted_and_downloaded_with_the_keyboard(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("timeline/?kind=decided")
        page = watched.page
        page.locator("th[data-column=date] button").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        days = page.locator(f"{SHOWN} th").evaluate_all("cells => cells.map(cell => cell.dataset.key)")
        assert days == sorted(days, reverse=True)
        assert len(set(days)) > 1
        assert page.locator("th[aria-sort=descending]").inner_text() == "Date"
        assert page.get_by_role("combobox", name="Sort by").input_value() == "-date"
        assert parse_qs(urlsplit(page.url).query) == {"kind": ["decided"], "sort": ["-date"]}
        page.locator(".d-list__all").focus()
        page.keyboard.press("Tab")
        # A text that a spreadsheet would take for a formula.
        page.evaluate("document.querySelector('.d-list tbody tr:not([hidden])').cells[2].textContent = '=1+1 \"Š\"'")
        with page.expect_download() as downloading:
            page.keyboard.press("Enter")
        assert downloading.value.suggested_filename == "timeline.csv"
        content = downloading.value.path().read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        first, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
        assert first == ["Identifier", "Date", "Kind", "What happened", "Standing or status", "Address"]
        assert [row[0] for row in rows] == _shown(watched)
        assert {row[2] for row in rows} == {"Decided"}
        assert rows[0][3] == '\'=1+1 "Š"'
        # The address at the published site, wherever the page is read.
        assert rows[1][5].startswith("https://cameras.example.org/vale/proceedings/")
        # Records without a date come last in both directions.
        for order in ("date", "-date"):
            watched.open(f"claims/?sort={order}")
            keys = page.locator(".d-list tbody tr").evaluate_all("rows => rows.map(row => row.cells[1].dataset.key)")
            dated = [key for key in keys if key]
            assert keys == sorted(dated, reverse=order == "-date") + [""] * (len(keys) - len(dated))
        assert watched.harmless(), watched


def _downloaded(watched: WatchedPage, address: str) -> list[dict[str, str]]:
    """The rows of a downloaded list, by the heads of its columns."""
    watched.open(address)
    watched.page.locator(".d-list[data-state=ready]").wait_for()
    with watched.page.expect_download() as downloading:
        watched.page.locator(".d-list__take").click()
    return list(csv.DictReader(downloading.value.path().read_text("utf-8-sig").splitlines()))


def _sources(claim: Claim, stance: Stance) -> str:
    return "; ".join(each.source for each in claim.evidence if each.stance is stance)


@pytest.mark.browser
def test_a_downloaded_list_has_dates_and_sources_as_records_have_them(chromium: Any, toy_address: str) -> None:
    dossier = load(TOY, DAY).dossier
    with watching(chromium, toy_address) as watched:
        claims = {row["Identifier"]: row for row in _downloaded(watched, "claims/")}
        for entry in dossier.claims():
            claim, row = entry.record, claims[entry.record.id]
            assert row["Date"] == (claim.date.value if isinstance(claim.date, Undated) else claim.date.text)
            for column, stance in zip(
                ("Sources for it", "Sources against it", "Sources for context"),
                (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT),
                strict=True,
            ):
                assert row[column] == _sources(claim, stance)
            assert int(row["Known origins"]) == len(support_of(dossier, claim).by_origin)
        assert {row["Date"] for row in claims.values()} >= {"2024", "2024-09", "2024-03/2024-08", "2024-11-05T16:30Z"}
        assert {row["Known origins"] for row in claims.values()} > {"0", "1"}
        # A filter changes the rows only.
        assert _downloaded(watched, "claims/?topic=penalty") == [claims["CLM-2026-0002"], claims["CLM-2026-0003"]]
        sources = {row["Identifier"]: row["Date"] for row in _downloaded(watched, "sources/")}
        for source in (entry.record for entry in dossier.sources()):
            issued = source.issued
            assert sources[source.id] == (issued.value if isinstance(issued, Undated) else issued.text)
        days = [(row["Date"], row["Day of the date"]) for row in _downloaded(watched, "proceedings/?sort=date")]
        assert ("2025-10-06", "Decided") in days
        penalties = _downloaded(watched, "penalties/")
        fines = [(row["Currency"], row["Amount"], row["Date"]) for row in penalties]
        assert ("GBP", "25000", "2025-02-11") in fines
        # A penalty links to its payer first.
        assert all(row["Address"].endswith(f"/proceedings/{row['Identifier']}/") for row in penalties)
        assert [row["Date"] for row in _downloaded(watched, "timeline/?kind=opened")] == [
            "2024-10-01",
            "2024-12",
            "2025-03",
        ]
        assert watched.harmless(), watched


@pytest.mark.browser
def test_without_a_script_a_list_is_whole_and_has_no_filters(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, java_script_enabled=False) as watched:
        for hub in hub_pages(TOY_SUBJECT.focus):
            if hub.has_list:
                watched.open(_page_of(hub))
                page = watched.page
                assert not page.locator(".d-list__filters").is_visible()
                rows = page.locator(".d-list tbody tr[data-record]")
                assert rows.count() > 0
                assert all(row.is_visible() for row in rows.all())
        watched.open("claims/?topic=penalty")
        page.get_by_role("navigation", name="Topic").get_by_role("link", name="Penalty").click()
        assert page.url.endswith("#topic-penalty")
        assert page.locator("tr:has(:target)").get_attribute("data-record") == "CLM-2026-0002"


@pytest.mark.browser
def test_on_a_phone_rows_are_cards_and_on_paper_they_are_whole(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        for hub in hub_pages(TOY_SUBJECT.focus):
            if hub.has_list:
                watched.open(_page_of(hub))
                page = watched.page
                assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), hub.path
                assert not page.locator(".d-list thead").is_visible()
                label = "getComputedStyle(document.querySelector('.d-list td'), '::before').content"
                assert page.locator(".d-list td").first.get_attribute("data-label") in page.evaluate(label)
                # The filters are folded, and open with the keyboard.
                assert not page.locator(".d-list select").first.is_visible()
                page.locator(".d-list summary").press("Enter")
                page.locator(".d-list select").first.wait_for()
                page.emulate_media(media="print")
                assert page.locator(".d-list thead").is_visible()
                assert not page.locator(".d-list__filters").is_visible()
                page.emulate_media(media="screen")
        assert watched.harmless(), watched


@pytest.mark.browser
@pytest.mark.parametrize("width", [1000, 1280, 1366])
def test_a_word_is_broken_only_if_it_is_too_long_for_a_column(width: int, chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport={"width": width, "height": 900}) as watched:
        watched.open("penalties/")
        cells = watched.page.locator("tbody td a")
        one_line = cells.first.evaluate("(link) => { link.textContent = 'I'; return link.getClientRects().length; }")
        whole = "(link) => { link.textContent = 'Integritetsskyddsmyndigheten'; return link.getClientRects().length; }"
        assert cells.first.evaluate(whole) == one_line == 1
        # The printer marks a cell with a longer word, such as an address.
        broken = "(link) => { link.textContent = 'x'.repeat(300); link.closest('td').className = 'd-long'; }"
        cells.first.evaluate(broken)
        assert cells.first.evaluate("(link) => link.getClientRects().length") > 1
        assert watched.page.evaluate("document.documentElement.scrollWidth") == width


def test_a_cell_with_a_word_too_long_for_a_column_is_marked() -> None:
    shape = RecordList("sources", ("source", "sources"), (Column("source", "Source"), Column("read", "Read")), ())
    row = Row("SRC-2026-0001", (words_cell("x" * 30), words_cell(f"short {'x' * 31}")), {})
    printed = print_rows(replace(shape, rows=(row,)), "../")
    # The search shows the words of heads in a row.
    assert printed.striptags().startswith("Source Read ")
    assert printed.count("d-long") == 1
    assert '<td data-label="Read" class="d-long">' in printed
