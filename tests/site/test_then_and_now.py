"""The page /as-of/ and the list of releases."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dossier.model.addresses import AS_OF, ORIGINAL_TEXTS, Revision, is_living
from dossier.reading.load import load
from dossier.releases.aftermath.published import Published, read_published
from dossier.releases.aftermath.release_list import MOST, MOST_OF_RELEASE, release_list
from dossier.releases.store.release_json import AddedRecord
from tests.shared.accessibility import SETTINGS, violations_everywhere
from tests.shared.browser import WatchedPage, watching
from tests.shared.local_server import serving
from tests.shared.then_and_now import (
    APPEAL,
    CORRECTED,
    DISPUTED,
    FIRST,
    FORCE,
    JUDGMENT,
    LAST,
    LIFTED,
    NAME,
    PROTECTED,
    PROTECTED_WORDS,
    REDACTED,
    REDACTION,
    SECOND,
    SUSPENDED,
    SUSPENDED_WORDS,
    SUSPENSION,
    THIRD,
    VERSIONS,
    WITHDRAWN,
    ThenAndNow,
    make_then_and_now,
)
from tests.shared.tools import library, tool
from tests.shared.toy import DAY

SIX_WEEKS = "Ashby Vale Police used the cameras of Ashby Vale Council for six weeks."
ROWS = """() => [...document.querySelectorAll(".d-then__found tr[data-record]")].map(
  (row) => [row.dataset.record, ...[...row.cells].map((cell) => cell.innerText)]
)"""
NOTHING = "On 22 November 2026 nothing had been released."
PENDING = f"Appeal pending: Roads Tribunal, appeal (RT/2025/31, {APPEAL})."
SEVEN_WEEKS = SIX_WEEKS.replace("six", "seven")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ThenAndNow:
    return make_then_and_now(tmp_path_factory.mktemp("then"))


@pytest.fixture(scope="module")
def address(built: ThenAndNow) -> Iterator[str]:
    with serving(built.site) as served:
        yield served


def test_each_revision_has_its_own_title_and_state_and_what_is_so_today(built: ThenAndNow) -> None:
    corrected = ["corrected", "Corrected since, on 25 November 2026."]
    reported = ["reported", "Reported"]
    assert built.revisions(CORRECTED) == [
        [1, FIRST, SIX_WEEKS, reported, [corrected], None, []],
        [2, SECOND, SEVEN_WEEKS, reported, [], None, []],
    ]
    statement = "Two cameras on Mill Street had no sign in September 2024."
    redacted = ["redacted", f"Redacted by release {REDACTION}."]
    assert built.revisions(DISPUTED) == [
        [1, FIRST, statement, reported, [redacted, corrected, ["disputed", "Disputed."]], None, []],
        [2, SECOND, statement, ["disputed", "Disputed"], [redacted], None, []],
    ]


def test_a_record_is_found_by_its_other_names(built: ThenAndNow) -> None:
    titles = {record[0]: record[2] for record in built.document()["records"]}
    assert titles["PRO-2026-0003"] == [["Ashby Vale Council v Roads Regulator", "[2025] AVRT 4; RT/2025/9"]]
    assert titles[FORCE] == [["Ashby Vale Police", "AVP; Heddlu Dyffryn Ashby; Vale Police"]]
    assert titles[SUSPENDED] == []


def test_a_withdrawn_record_names_its_successor_then_and_its_withdrawal_before(built: ThenAndNow) -> None:
    first, second = built.revisions(WITHDRAWN)
    assert first[3:6] == [
        ["admitted", "Admitted"],
        [["withdrawn", f"Withdrawn on 25 November 2026, replaced by {CORRECTED}."]],
        None,
    ]
    assert second[3:6] == [["withdrawn", "Withdrawn on 25 November 2026"], [], CORRECTED]


def test_a_reversed_decision_says_so_today_and_that_an_appeal_from_the_reversal_is_pending(built: ThenAndNow) -> None:
    for name in ("PRO-2026-0002", "SRC-2026-0002"):
        [[*_, today, _, _]] = built.revisions(name)
        told = f"Reversed on jurisdiction by [2025] AVRT 4 on 6 October 2025. {PENDING}"
        assert today == [["reversed", told]], name


def test_a_pending_appeal_is_said_today_of_the_judgment_its_source_and_a_claim_on_it(built: ThenAndNow) -> None:
    claim = PENDING.replace(":", " in the case of [2025] AVRT 4, on which it rests:")
    for name, words in ((JUDGMENT, PENDING), ("SRC-2026-0003", PENDING), ("CLM-2026-0003", claim)):
        [[*_, today, _, _]] = built.revisions(name)
        assert today == [["appeal-pending", words]], name
        status = built.text(f"status/{name}/1/index.html")
        assert f"<b>Appeal pending</b>{words.removeprefix('Appeal pending')}</p>" in status, name
        assert "Current" not in status, name


def test_what_was_redacted_suspended_or_became_protected_can_be_read_nowhere(built: ThenAndNow) -> None:
    """It was in the frozen records, so that a copy of those made at the release would still show it."""
    assert built.revisions(REDACTED)[0][2:5] == [
        "A short history of signs by [redacted]",
        ["full-text", "Read in full"],
        [["redacted", f"Redacted by release {REDACTION}."]],
    ]
    assert built.revisions(SUSPENDED) == [
        [1, FIRST, "suspended", None, [["suspended", f"Suspended by release {SUSPENSION}."]], None, [[4, None]]]
    ]
    assert [each[2] for each in built.revisions(PROTECTED)] == ["protected", "What a neighbour filmed"]
    files = {path.relative_to(built.site).as_posix(): path for path in built.site.rglob("*") if path.is_file()}
    # What was frozen of a source before it became protected stays as it is, and `/verify/` has a copy of it.
    living = [path for path in files if is_living(path) and path != ORIGINAL_TEXTS]
    assert {AS_OF, "as-of/index.html", "releases/index.html"} <= set(living)
    for words, paths in ((NAME, list(files)), (SUSPENDED_WORDS, list(files)), (PROTECTED_WORDS, living)):
        assert [path for path in paths if words.encode() in files[path].read_bytes()] == [], words


def test_a_suspension_that_ended_is_a_period(built: ThenAndNow) -> None:
    [[_, _, title, *_, periods]] = built.revisions(LIFTED)
    assert (title, periods) == ("The number plates were kept for a year.", [[4, 5]])
    assert VERSIONS[4:6] == (SUSPENSION, LAST)


def test_two_builds_of_one_commit_have_the_same_document(built: ThenAndNow) -> None:
    before = built.text("as-of/revisions.json")
    again = built.works.run("build", "--published", "published", "--no-search")
    assert again.returncode == 0, again.stderr
    assert built.text("as-of/revisions.json") == before


def test_every_released_revision_is_in_the_document_once(built: ThenAndNow) -> None:
    document = built.document()
    listed = [f"{record[0]}/{each[0]}" for record in document["records"] for each in record[3]]
    frozen = [path.parent for path in (built.site / "r").glob("*/*/record.json")]
    assert sorted(listed) == sorted(f"{path.parent.name}/{path.name}" for path in frozen)
    assert document["releases"] == [[version, version[:10].replace(".", "-")] for version in VERSIONS]


def test_the_list_of_releases_has_the_titles_of_what_is_new_or_changed(built: ThenAndNow) -> None:
    page = built.text("releases/index.html")
    second = page.partition(f">{SECOND}</a>")[2].partition("<tr>")[0]
    assert f'<a href="../r/{CORRECTED}/2/" dir="auto">{SEVEN_WEEKS}</a>' in second
    order = [second.index(f"../r/{name}/2/") for name in (WITHDRAWN, CORRECTED, PROTECTED, FORCE)]
    assert order == sorted(order)
    first = page.partition(f">{FIRST}</a>")[2]
    assert "<summary>26 more</summary>" in first
    assert f'<a href="../r/{SUSPENDED}/1/" dir="auto">No title shown</a>' in first
    assert f'<a href="../r/{PROTECTED}/1/" dir="auto">No title shown</a>' in first
    # A frozen page of a release has only what was published with it.
    assert SEVEN_WEEKS not in built.text(f"releases/{SECOND}/index.html")


def test_the_list_of_releases_stays_short(built: ThenAndNow) -> None:
    published = read_published("published", built.works.root)
    dossier = load(built.works.root, DAY).dossier
    [name, *_] = published.revisions
    content = published.files[Revision(name, 1).record]
    names = [f"CLM-2026-{number:04}" for number in range(1000, 1150)]
    release = replace(published.releases[0], added=tuple(AddedRecord(each, 1, "a" * 64) for each in names))
    files = {path: content for each in names for path in Revision(each, 1).files}
    many = Published({**published.files, **files})
    object.__setattr__(many, "releases", (release,) * 8)
    listed = release_list(many, dossier)
    assert [len(each.revisions) for each in listed] == [MOST_OF_RELEASE] * (MOST // MOST_OF_RELEASE) + [0, 0]
    assert {each.made for each in listed} == {150}


def test_each_record_leads_to_itself_on_a_given_day(built: ThenAndNow) -> None:
    assert f'<a href="../../as-of/?q={CORRECTED}">This record on a given day</a>' in built.text(
        f"claims/{CORRECTED}/index.html"
    )


def _open(watched: WatchedPage, query: str) -> Any:
    watched.open(f"as-of/{query}")
    watched.page.locator("#d-then[data-state=ready]").wait_for()
    return watched.page


def _rows(page: Any) -> dict[str, list[str]]:
    """The words of the cells of each row that is shown, by record."""
    rows: list[list[str]] = page.evaluate(ROWS)
    return {name: cells for name, *cells in rows}


@pytest.mark.browser
def test_a_lawyer_finds_what_a_claim_said_on_the_day_of_a_filing(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        page = _open(watched, "?day=2026-11-24&q=clm+2026+1")
        assert _rows(page)[CORRECTED] == [
            SIX_WEEKS,
            "Reported",
            f"{CORRECTED}, revision 1 of 23 November 2026",
            "Corrected since, on 25 November 2026. Newest: revision 2. Reasons and history",
        ]
        assert page.locator("[role=status]").inner_text() == (
            f"On 24 November 2026 the newest was release {FIRST} of 23 November 2026, "
            "the newest until 25 November 2026. 1 record of 36."
        )
        page.get_by_role("link", name=SIX_WEEKS).click()
        page.wait_for_url(f"{address}r/{CORRECTED}/1/")
        assert SIX_WEEKS in page.locator("main").inner_text()
        page.go_back()
        page.locator("#d-then[data-state=ready]").wait_for()
        page.get_by_label("Or the newest on a day").fill("2026-11-26")
        assert _rows(page)[CORRECTED][0] == SEVEN_WEEKS
        assert page.url.endswith("?day=2026-11-26&q=clm+2026+1")
        page.go_back()
        page.wait_for_function("document.querySelector('#then-day').value === '2026-11-24'")
        assert _rows(page)[CORRECTED][0] == SIX_WEEKS
        assert watched.harmless(), (watched.elsewhere, watched.complaints)


@pytest.mark.browser
def test_the_page_says_which_release_a_day_means(chromium: Any, address: str) -> None:
    cases = {
        "?day=2026-11-22": f"{NOTHING} The first release is {FIRST} of 23 November 2026.",
        "?day=2026-11-23": "It was made on that day: at its beginning, nothing had been released. 36 records.",
        "?day=2026-11-25": f"It was the last of 2 releases on that day: at its beginning, the newest was {FIRST}.",
        "?day=2199-01-01": f"the newest was release {LAST} of 29 November 2026, the newest so far. 36 records.",
        f"?release={THIRD}": f"This is release {THIRD} of 25 November 2026, the newest until 27 November 2026.",
        "?release=1999.01.01": f"There is no release 1999.01.01. This is the newest release. This is release {LAST}",
        "?release=": f"The address names no release. This is the newest release. This is release {LAST}",
        "?day=": f"The address names no day. This is the newest release. This is release {LAST}",
        "?day=99999-01-01": f"99999-01-01 is not a day. This is the newest release. This is release {LAST}",
        "?day=2026-02-30": f"2026-02-30 is not a day. This is the newest release. This is release {LAST}",
        "?day=2026-11-24&release=": "The address names no release. On 24 November 2026 the newest was",
        "?day=2026-11-22&release=": f"The address names no release. {NOTHING}",
        f"?day=2026-11-22&release={THIRD}": (
            f"The address names a release and a day. The release counts. This is release {THIRD}"
        ),
        f"?day=yesterday&release={THIRD}": f"yesterday is not a day. This is release {THIRD}",
        "?day=yesterday": f"yesterday is not a day. This is the newest release. This is release {LAST}",
        f"?release={SECOND}&new=1": "6 records of 36.",
        "?q=%F0%9F%99%82": "there is nothing to look for: all are shown. This is",
        "?q=%25": "there is nothing to look for: all are shown. This is",
        f"?q={'%3Cimg%20src=x%20onerror=alert(1)%3E' * 300}": "0 records of 36.",
    }
    with watching(chromium, address) as watched:
        for query, sentence in cases.items():
            page = _open(watched, query)
            assert sentence in page.locator("[role=status]").inner_text(), query
            is_empty = NOTHING in sentence or sentence.startswith("0 records")
            assert (page.locator(".d-then__found h2").count() == 0) == is_empty, query
        assert watched.harmless(), (watched.elsewhere, watched.dialogs, watched.complaints)


@pytest.mark.browser
def test_no_rows_of_another_day_stay_next_to_an_impossible_one(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        page = _open(watched, "?day=2026-11-24")
        field, said = page.get_by_label("Or the newest on a day"), page.locator("[role=status]")
        assert field.get_attribute("max") == "2999-12-31"
        assert len(_rows(page)) > 30
        # A browser that lets a reader type more digits of a year says that the value is out of range.
        field.evaluate("each => { each.value = '12026-11-24'; each.dispatchEvent(new Event('change')); }")
        assert (said.inner_text(), _rows(page)) == ("That is not a day.", {})
        page.go_back()
        page.wait_for_function("document.querySelector('#then-day').value === '2026-11-24'")
        assert len(_rows(page)) > 30
        for query in ("?release=", "?day=99999-01-01"):
            page.evaluate("query => history.replaceState(null, '', query)", query)
            page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
            assert "This is the newest release." in said.inner_text()
            assert len(_rows(page)) == 36
        # Nothing had been released, so no release is chosen. Without a day, the newest is.
        field.fill("2026-11-22")
        assert (said.inner_text().partition(".")[0] + ".", _rows(page)) == (NOTHING, {})
        field.fill("")
        assert said.inner_text().startswith(f"This is release {LAST}")
        assert watched.harmless(), (watched.elsewhere, watched.complaints)


@pytest.mark.browser
def test_a_day_that_is_typed_is_one_step_back(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        page = _open(watched, "?day=2026-11-24")
        before = page.evaluate("history.length")
        field = page.get_by_label("Or the newest on a day")
        field.focus()
        page.keyboard.type("11262026", delay=20)
        assert page.url.endswith("?day=2026-11-26")
        assert page.evaluate("history.length") == before + 1
        page.go_back()
        page.wait_for_function("document.querySelector('#then-day').value === '2026-11-24'")
        # After a step back, the next day is a step of its own.
        page.keyboard.press("ArrowUp")
        assert page.url.endswith("?day=2027-11-24")
        page.go_back()
        page.wait_for_function("document.querySelector('#then-day').value === '2026-11-24'")
        assert watched.harmless(), (watched.elsewhere, watched.complaints)


@pytest.mark.browser
def test_what_was_suspended_then_or_is_now_is_not_shown_as_its_words(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        before, during, after = (_rows(_open(watched, f"?release={each}")) for each in (FIRST, SUSPENSION, LAST))
        hidden = "Suspended now: its permalink shows a notice"
        assert [each[SUSPENDED][:2] for each in (before, during, after)] == [
            [hidden, ""],
            [hidden, "Suspended then"],
            [hidden, "Suspended then"],
        ]
        assert [each[LIFTED][1] for each in (before, during, after)] == [
            "Disputed",
            "Suspended then Disputed",
            "Disputed",
        ]
        assert before[PROTECTED][0] == "Title not shown: the source is protected now"
        assert before[REDACTED][0] == "A short history of signs by [redacted]"
        assert after[WITHDRAWN][1] == f"Withdrawn on 25 November 2026 Replaced by {CORRECTED}"
        assert before[WITHDRAWN][3].startswith(
            f"Withdrawn on 25 November 2026, replaced by {CORRECTED}. Newest: revision 2."
        )
        successor = watched.page.locator(f"tr[data-record='{WITHDRAWN}'] td").first.get_by_role("link")
        assert successor.get_attribute("href") == f"../r/{CORRECTED}/2/"
        text = watched.page.content()
        assert [words for words in (NAME, SUSPENDED_WORDS, PROTECTED_WORDS) if words in text] == []


@pytest.mark.browser
def test_every_link_of_the_list_leads_to_a_page(chromium: Any, address: str, built: ThenAndNow) -> None:
    with watching(chromium, address) as watched:
        page = _open(watched, f"?release={FIRST}")
        links = {link.evaluate("each => each.href") for link in page.locator(".d-then__found a").all()}
        assert len(links) > 40
        for link in links:
            path = link.partition("#")[0].removeprefix(address)
            assert (built.site / path / "index.html").is_file(), link


@pytest.mark.browser
def test_a_long_list_is_shown_in_two_steps(chromium: Any, address: str) -> None:
    records = [
        [f"CLM-2026-{number:04}", 3, [[f"Claim {number}", ""]], [[1, 0, 0, None, [], None, []]]]
        for number in range(250)
    ]
    with watching(chromium, address) as watched:

        def answer(route: Any) -> None:
            document = route.fetch().json()
            route.fulfill(json={**document, "records": records})

        watched.page.route("**/revisions.json", answer)
        page = _open(watched, "")
        assert len(_rows(page)) == 50
        page.get_by_role("button", name="Show all 250").click()
        assert len(_rows(page)) == 250
        assert page.evaluate("document.activeElement.textContent") == "Claim 50"


@pytest.mark.browser
def test_only_this_page_loads_the_document_and_says_if_it_cannot(chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        for page in ("", f"claims/{CORRECTED}/", "releases/"):
            watched.open(page)
        assert "as-of/revisions.json" not in asked
        watched.page.route("**/revisions.json", lambda route: route.abort())
        watched.open("as-of/")
        watched.page.locator("#d-then[data-state=failed]").wait_for()
        assert "could not be loaded" in watched.page.locator("[role=status]").inner_text()
        assert asked.count("as-of/revisions.json") == 1


@pytest.mark.browser
def test_without_a_script_the_page_leads_to_the_releases(chromium: Any, address: str) -> None:
    with watching(chromium, address, java_script_enabled=False) as watched:
        watched.open("as-of/")
        article = watched.page.locator("article")
        assert "This list needs JavaScript." in article.inner_text()
        assert not article.locator("form").is_visible()
        links = [link.get_attribute("href") for link in article.locator(".d-block--days a").all()]
        assert links == [f"../releases/{version}/" for version in reversed(VERSIONS)]


@pytest.mark.browser
@pytest.mark.slow
def test_axe_and_the_validator_have_nothing_to_say(chromium: Any, address: str, built: ThenAndNow) -> None:
    files = [str(built.site / page / "index.html") for page in ("as-of", "releases")]
    command = [tool("java"), "-jar", str(library("vnu-jar/build/dist/vnu.jar")), *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert [line for line in said.splitlines() if "violates Content Security Policy" not in line] == []
    found = []
    with watching(chromium, address, **SETTINGS) as watched:
        page = watched.page
        for path in (f"as-of/?release={FIRST}", "as-of/?day=2026-11-25&q=cameras&new=1", "releases/"):
            watched.open(path)
            if path.startswith("as-of"):
                page.locator("#d-then[data-state=ready]").wait_for()
            for scheme, width, faults in violations_everywhere(page):
                found += [(path, scheme, width, *each) for each in faults]
                assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert found == []
