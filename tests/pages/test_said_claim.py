"""Claims of other subjects, as pages and exports show them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import icalendar
import pytest

from dossier.checks import impossible_date, outdated_story
from dossier.configuration import About
from dossier.exports.api import document
from dossier.exports.calendar import calendar
from dossier.exports.sqlite import database
from dossier.exports.summary import record_summaries
from dossier.exports.tables import rows, tables
from dossier.model import Claim
from dossier.model.addresses import Revision
from dossier.model.dates import Edtf
from dossier.model.identifiers import Kind
from dossier.pages.claim import claim_content
from dossier.pages.content import Notice
from dossier.pages.source import source_content
from dossier.pages.timeline import timeline
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.load import load
from dossier.releases.aftermath.status import Status, revision_status
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.block_printer import Printer
from dossier.site.schema_org import json_ld
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY, copy_toy, put_subject

ABOUT = About("Raids", "What is known of the raids.", "https://raids.example.org/", "CC-BY-4.0", "CC BY")

SOURCE = """
id: SRC-2026-{number:04}
type: article-newspaper
genre: news
title: Report {number} on the raid
authors: none
publication: The Gazette
issued: 2020-03-01
url: https://gazette.example/{number}
accessed: 2026-11-20
language: en
tier: secondary
checked: {{level: full-text, on: 2026-11-20}}
"""
BODY = """
id: air-arm
name: Air Arm
kind: other-law-enforcement
country: GB
"""
RAID = """
id: CLM-2026-0001
statement: An aircraft bombed the market of Ayn Sharq.
date: 2020-02-28T21:30+02:00
standing: reported
places:
  - {name: market of Ayn Sharq, country: SY, latitude: 35.93, longitude: 36.63, precision: street}
  - {name: Ayn Sharq, country: SY}
quantities:
  - {of: people killed, at_least: 0, at_most: 1}
  - {of: people injured, at_least: 6, at_most: 8}
  - {of: bombs, at_most: 5}
  - {of: searches for survivors, value: 1721}
  - {of: distance to the front, at_least: 2.5, unit: km}
gradings:
  - {scheme: Watch of the Air, grade: confirmed, source: SRC-2026-0002}
evidence:
  - {source: SRC-2026-0001, stance: supports, says: reports it}
adverse_to: [air-arm]
reply: {status: requested, asked_of: the press desk of the Air Arm, asked_on: 2026-11-20, due: 2026-11-23}
"""
MORNING = """
id: CLM-2026-0002
statement: An aircraft was over Ayn Sharq in the evening.
date: 2020-02-28T19:00Z
standing: reported
evidence:
  - {source: SRC-2026-0001, stance: supports, says: reports it}
adverse_to: []
"""
THAT_DAY = MORNING.replace("0002", "0003").replace("in the evening", "that day").replace("T19:00Z", "")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    root = tmp_path_factory.mktemp("raids")
    put_subject(root)
    for text in (RAID, MORNING, THAT_DAY):
        _put(root, "claims", text)
    for number in (1, 2):
        _put(root, "sources", SOURCE.format(number=number))
    _put(root, "forces", BODY)
    loaded = load(root, DAY)
    assert loaded.diagnostics == ()
    return loaded.dossier


def _put(root: Path, folder: str, text: str) -> None:
    path = root / "evidence" / folder / f"{text.split()[1]}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), "utf-8")


def _claim(dossier: Dossier, name: str) -> Entry[Claim]:
    return next(entry for entry in dossier.claims() if entry.record.id == name)


def _living(dossier: Dossier, name: str, section: str | None = None) -> str:
    content = claim_content(dossier, _claim(dossier, name))
    printer = Printer("../../", Kind.CLAIM, content.mentions)
    return _words("".join(printer.blocks(each.blocks) for each in content.sections if section in {None, each.name}))


def _frozen(dossier: Dossier, name: str) -> str:
    entry = _claim(dossier, name)
    page = frozen_page(dossier, Revision(name, 1), snapshot(dossier, entry), imprint(release("2026.11.23"), "Cameras"))
    return _words(page.decode())


def _words(html: str) -> str:
    """The visible words, without reference marks and without the spaces that only markup makes."""
    text = re.sub(r"<style>.*?</style>|<sup>.*?</sup>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", "", text)).split())


def _query(dossier: Dossier, sql: str) -> list[tuple[object, ...]]:
    summaries = record_summaries(dossier, ABOUT)
    content = {table: list(rows(table, dossier, summaries)) for table in tables(dossier.subject)}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database(content))
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    "words",
    [
        "28 February 2020 at 21:30 (UTC+02:00)",
        "market of Ayn Sharq, Syria",
        "35.93° N, 36.63° E; street or site",
        "; Ayn Sharq, Syria",
        "0 to 1 people killed; 6 to 8 people injured; at most 5 bombs; 1,721 searches for survivors; distance to the",
        "distance to the front: at least 2.5 km",
        "Watch of the Air: “confirmed”",
        "A reply has been requested. Asked: the press desk of the Air Arm, on 20 November 2026.",
        "Asked to answer by 23 November 2026.",
    ],
)
def test_a_page_says_it_and_its_frozen_page_too(dossier: Dossier, words: str) -> None:
    assert words in _living(dossier, "CLM-2026-0001")
    assert words in _frozen(dossier, "CLM-2026-0001")


def test_the_frozen_page_says_only_what_the_revision_holds(dossier: Dossier) -> None:
    revision = snapshot(dossier, _claim(dossier, "CLM-2026-0001")).decode()
    for value in ("T21:30+02:00", '"35.93"', '"2.5"', "confirmed", "Report 2 on the raid", "press desk"):
        assert value in revision


def test_the_tables_hold_it(dossier: Dossier) -> None:
    assert _query(dossier, "SELECT name, country, latitude, longitude, precision FROM claim_places") == [
        ("market of Ayn Sharq", "SY", 35.93, 36.63, "street"),
        ("Ayn Sharq", "SY", None, None, None),
    ]
    injured = "SELECT at_least, at_most, value, unit FROM claim_quantities WHERE of = 'people injured'"
    assert _query(dossier, injured) == [(6, 8, None, None)]
    assert _query(dossier, "SELECT scheme, grade, source FROM claim_gradings") == [
        ("Watch of the Air", "confirmed", "SRC-2026-0002")
    ]
    asked = "SELECT reply_asked_of, reply_asked_on, reply_due FROM claims WHERE id = 'CLM-2026-0001'"
    assert _query(dossier, asked) == [("the press desk of the Air Arm", "2026-11-20", "2026-11-23")]
    days = "SELECT date, date_from, date_to FROM claims WHERE id = 'CLM-2026-0001'"
    assert _query(dossier, days) == [("2020-02-28T21:30+02:00", "2020-02-28", "2020-02-28")]


def test_search_engines_get_no_date_that_only_edtf_can_say(dossier: Dossier) -> None:
    entry = _claim(dossier, "CLM-2026-0001")
    about = replace(entry, record=entry.record.model_copy(update={"date": Edtf.parse("2020-02~")}))
    described = json_ld(dossier, about, ABOUT, record_summaries(dossier, ABOUT)[entry.record.id])
    assert "temporalCoverage" not in described


def test_the_description_for_search_engines_has_the_moment_and_the_place(dossier: Dossier) -> None:
    entry = _claim(dossier, "CLM-2026-0001")
    described = json_ld(dossier, entry, ABOUT, record_summaries(dossier, ABOUT)[entry.record.id])
    assert described["temporalCoverage"] == "2020-02-28T21:30+02:00"
    first, second = described["contentLocation"]
    assert first["geo"] == {"@type": "GeoCoordinates", "latitude": "35.93", "longitude": "36.63"}
    assert second == {
        "@type": "Place",
        "name": "Ayn Sharq",
        "address": {"@type": "PostalAddress", "addressCountry": "SY"},
    }


def test_moments_of_a_day_are_listed_in_their_order(dossier: Dossier) -> None:
    assert [row.record for row in timeline(dossier).rows] == ["CLM-2026-0003", "CLM-2026-0002", "CLM-2026-0001"]


def test_the_page_of_a_source_names_the_grade_that_it_gives(dossier: Dossier) -> None:
    entry = next(entry for entry in dossier.sources() if entry.record.id == "SRC-2026-0002")
    content = source_content(dossier, entry)
    uses = next(section for section in content.sections if section.name == "uses")
    assert "Here it gives the grade “confirmed”." in _words(Printer("../../").blocks(uses.blocks))


@pytest.mark.parametrize(
    ("time", "start"),
    [
        ("2025-02-11T21:30+02:00", "DTSTART:20250211T193000Z"),
        ("2025-02-11T21:30", "DTSTART:20250211T213000"),
        ("2025-02-11", "DTSTART;VALUE=DATE:20250211"),
    ],
)
def test_the_calendar_has_the_moment_of_a_decision(time: str, start: str, tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "toy")
    path = root / "evidence/proceedings/PRO-2026-0001.yaml"
    path.write_text(re.sub("(?m)^decided: .*", f"decided: {time}", path.read_text("utf-8")), "utf-8")
    dossier = load(root, DAY).dossier
    content = calendar(dossier, ABOUT, record_summaries(dossier, ABOUT))
    events = [event.to_ical().decode() for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    assert any("PRO-2026-0001-decided" in event and f"{start}\r\n" in event for event in events)


def test_sql_on_days_finds_what_the_pages_say(tmp_path: Path) -> None:
    put_subject(tmp_path)
    _put(tmp_path, "sources", SOURCE.format(number=1))
    dates = ["2020-02/2021-05", "../2019", "2021/..", "202X", "2022", "/2020", "undated", "2021-12-31T23:00Z"]
    for number, when in enumerate(dates, 1):
        _put(tmp_path, "claims", MORNING.replace("0002", f"{number:04}").replace("2020-02-28T19:00Z", when))
    dossier = load(tmp_path, DAY).dossier
    query = (
        "SELECT date FROM claims WHERE coalesce(date_from, date_to) IS NOT NULL "
        "AND coalesce(date_from, '') <= '2021-12-31' AND coalesce(date_to, '9999') >= '2020-01-01' ORDER BY id"
    )
    assert [when for (when,) in _query(dossier, query)] == [
        "2020-02/2021-05",
        "2021/..",
        "202X",
        "/2020",
        "2021-12-31T23:00Z",
    ]
    open_ends = "SELECT date_from, date_to FROM claims WHERE date IN ('../2019', '2021/..', 'undated') ORDER BY id"
    assert _query(dossier, open_ends) == [(None, "2019-12-31"), ("2021-01-01", None), (None, None)]
    # The data page shows this query.
    page = (Path(__file__).parents[2] / "dossier/site/templates/data.html").read_text("utf-8")
    assert query.partition(" WHERE ")[2].partition(" ORDER ")[0] in unescape(page)


INDEPENDENCE = {
    "one": (
        ("1",),
        "single-source",
        0,
        "A single source supports it. Nobody looked into what that source goes back to.",
    ),
    "none-found": (("2",), "single-source", 1, "A single source supports it. Recorded origins: Report 2"),
    "not looked into": (("1", "4"), "not-known", 0, "2 sources support it. It is not known if any two of them"),
    "shared": (("1", "3"), "shared-origin", 1, "2 sources support it and go back to one origin."),
    "different": (("2", "3"), "independent", 2, "At least two of them are known to have different origins."),
    "named": (("1 SRC-2026-0001", "2 SRC-2026-0004"), "independent", 2, "Report 4 on the raid repeated by Report 2"),
    "partly": (("1", "3", "4"), "not-known", 1, "Nobody looked into what these go back to: Report 4 on the raid"),
}


@pytest.mark.parametrize("case", INDEPENDENCE)
def test_a_page_and_the_tables_say_what_is_known_of_independence(case: str, tmp_path: Path) -> None:
    sources, independence, origins, words = INDEPENDENCE[case]
    put_subject(tmp_path)
    extra = {2: "derived_from: none-found\n", 3: "derived_from: [SRC-2026-0001]\n"}
    for number in range(1, 5):
        _put(tmp_path, "sources", SOURCE.format(number=number) + extra.get(number, ""))
    evidence = ""
    for source in sources:
        digit, _, origin = source.partition(" ")
        evidence += f"  - source: SRC-2026-000{digit}\n    stance: supports\n    says: reports it\n"
        evidence += f"    origin: {origin}\n" if origin else ""
    _put(tmp_path, "claims", re.sub(r"(?s)(evidence:\n).*(?=adverse_to)", rf"\1{evidence}", MORNING))
    loaded = load(tmp_path, DAY)
    assert loaded.diagnostics == ()
    dossier = loaded.dossier
    assert words in _living(dossier, "CLM-2026-0002", "independence")
    columns = "SELECT supporting_sources, known_origins, independence FROM claims"
    assert _query(dossier, columns) == [(len(sources), origins, independence)]
    entry = _claim(dossier, "CLM-2026-0002")
    support = document(dossier, entry, record_summaries(dossier, ABOUT))["support"]
    assert support["independence"] == independence
    assert len({origin for found in support["origins"].values() for origin in found or ()}) == origins
    # The sentence of the standing never says how many origins there are.
    assert "origin" not in _living(dossier, "CLM-2026-0002", "lead")


def test_the_tables_give_the_origins_of_evidence() -> None:
    dossier = load(TOY, DAY).dossier
    query = "SELECT source, origins FROM claim_evidence WHERE claim_id = 'CLM-2026-0005' ORDER BY position"
    assert _query(dossier, query) == [
        ("SRC-2026-0001", "SRC-2026-0007"),
        ("SRC-2026-0006", "SRC-2026-0007"),
        ("SRC-2026-0005", "SRC-2026-0008"),
    ]
    unknown = "SELECT origins FROM claim_evidence WHERE claim_id = 'CLM-2026-0003'"
    assert _query(dossier, unknown) == [(None,)]


def test_a_reply_is_not_due_before_it_was_asked_for(tmp_path: Path) -> None:
    put_subject(tmp_path)
    _put(
        tmp_path,
        "claims",
        RAID.replace("asked_on: 2026-11-20, due: 2026-11-23", "asked_on: 2026-11-20, due: 2026-11-19"),
    )
    problems = impossible_date.check(load(tmp_path, DAY).dossier)
    assert [problem.message for problem in problems] == [
        "`reply.due` is 2026-11-19, before `reply.asked_on`, which is 2026-11-20"
    ]


REVERSED = (
    "Rests on Roads Regulator, penalty (KW-17, PRO-2026-0002), "
    "reversed on jurisdiction by [2025] AVRT 4 on 6 October 2025"
)
EFFECTS = {
    "fallen": ("What the claim says no longer holds.", Status.FALLEN),
    "not-known": ("What the claim says may or may not be touched by it.", Status.EFFECT_NOT_KNOWN),
    "undisturbed": ("What the claim says is not touched by it.", Status.UNDISTURBED),
}


@pytest.mark.parametrize("effect", EFFECTS)
def test_later_history_says_if_it_touches_the_claim(effect: str, tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "toy")
    path = root / "evidence/claims/CLM-2026-0002.yaml"
    path.write_text(path.read_text("utf-8").replace("effect: undisturbed", f"effect: {effect}"), "utf-8")
    subject = root / "subject.yml"
    subject.write_text(
        re.sub("(?m)^    records: .*", "    records: [CLM-2026-0002]", subject.read_text("utf-8")), "utf-8"
    )
    dossier = load(root, DAY).dossier
    # The story may give what is not touched without the decision that was set aside.
    assert bool(list(outdated_story.check(dossier))) == (effect != "undisturbed")
    sentence, status = EFFECTS[effect]
    pages = _living(dossier, "CLM-2026-0002", "lead"), _frozen(dossier, "CLM-2026-0002")
    for page in pages:
        assert sentence in page
        assert "The Roads Tribunal reversed the notice on 6 October 2025" in page
    assert REVERSED in pages[0]
    sections = claim_content(dossier, _claim(dossier, "CLM-2026-0002")).sections
    notices = (block for section in sections for block in section.blocks if isinstance(block, Notice))
    levels = [notice.level for notice in notices if notice.title == REVERSED]
    # A grave notice would make readers think that the claim fell with the decision.
    assert levels == ["history" if effect == "undisturbed" else "reversed"]
    record = _claim(dossier, "CLM-2026-0002").record.model_dump(mode="json", exclude_unset=True)
    before = {name: value for name, value in record.items() if name != "later_history"}
    told = revision_status(before, record, is_newest=False, is_redacted=False).statuses
    assert status in told
    assert set(told) & {Status.FALLEN, Status.EFFECT_NOT_KNOWN, Status.UNDISTURBED, Status.SUPERSEDED} == {status}
    assert status.sentence.endswith(f"What it says {sentence.removeprefix('What the claim says ')}")
    superseded = revision_status(before, {**record, "standing": "superseded"}, is_newest=False, is_redacted=False)
    assert (Status.SUPERSEDED in superseded.statuses) == (effect != "undisturbed")
    assert Status.FALLEN not in superseded.statuses
