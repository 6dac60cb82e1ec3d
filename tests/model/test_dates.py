"""Dates in words, and intervals without a start or end date."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.cite import Style, cite, decision, plain
from dossier.model import Claim, Record
from dossier.model.addresses import Revision
from dossier.model.dates import Edtf, NoDate, PartialDate
from dossier.model.iso_dates import iso_8601
from dossier.pages.parts import date_words
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding_summary import summarise
from dossier.pages.timeline import timeline
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY

WORDS = {
    "2021-05-27": "27 May 2021",
    "2021-05~": "about May 2021",
    "2020-02/2021-05": "between February 2020 and May 2021",
    "../1960": "until 1960",
    "/1960": "from an unknown date to 1960",
    "2020/..": "since 2020",
    "2020/": "from 2020 to an unknown date",
    "2020-02-28T21:30+02:00": "28 February 2020 at 21:30 (UTC+02:00)",
    "2020-02-28T21:30:05Z": "28 February 2020 at 21:30:05 (UTC)",
    "2020-02-28T21:30": "28 February 2020 at 21:30 local time",
    "2020-02-28T21:30-00:00": "28 February 2020 at 21:30 (UTC)",
    "2020-02-28T21:30+00:00": "28 February 2020 at 21:30 (UTC)",
    "2024-09-01/2024-09-01": "1 September 2024",
    "2024-09/2024-09": "September 2024",
    "2020-02-28T21:30Z/2020-03": "between 28 February 2020 at 21:30 (UTC) and March 2020",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_a_date_prints_at_the_precision_of_its_text(text: str, words: str) -> None:
    assert str(Edtf.parse(text)) == words


ISO = {
    "2021": "2021",
    "2021-05-27": "2021-05-27",
    "2020-02/2021-05": "2020-02/2021-05",
    "2020/..": "2020/..",
    "2020-02-28T21:30+00:00": "2020-02-28T21:30+00:00",
    "2020-02-28T21:30-00:00": None,
    "2021-05~": None,
    "2021-05-27?/2022": None,
    "202X": None,
    "2021-05-XX": None,
    "2021-21": None,
    "../1960": None,
    "/1960": None,
    "2020/": None,
}


@pytest.mark.parametrize(("text", "iso"), ISO.items())
def test_a_date_that_iso_8601_cannot_say_is_left_out(text: str, iso: str | None) -> None:
    assert iso_8601(Edtf.parse(text)) == iso


def test_an_open_end_differs_from_an_unknown_end() -> None:
    assert Edtf.parse("../1960").start is Edtf.parse("1960/..").end is NoDate.OPEN
    assert Edtf.parse("/1960").start is Edtf.parse("1960/").end is NoDate.UNKNOWN
    for text in ("../1960", "/1960"):
        interval = Edtf.parse(text)
        assert (interval.earliest, interval.latest) == (date.min, date(1960, 12, 31))
        assert interval.single is None
    assert Edtf.parse("1960").single == PartialDate.parse("1960")


@pytest.mark.parametrize("text", ["../..", "/", "../", "/.."])
def test_an_interval_without_any_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither a beginning nor an end"):
        Edtf.parse(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-02-28T24:00", "is not a day with a time such as 2021-05-27T21:30"),
        ("2020-02T21:30", "is not a day with a time"),
        ("2020-02-30T21:30Z", "is not a day of the calendar"),
        ("2020-02-28T21:30+02:00/2020-02-28T19:00Z", "ends before it begins"),
        ("2020-02-28T21:30/2020-02-28T21:00", "ends before it begins"),
    ],
)
def test_an_impossible_moment_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Edtf.parse(text)


def test_moments_of_a_day_sort_by_time_in_all_time_zones() -> None:
    texts = ["2020-02-28", "2020-02-28T23:00+05:00", "2020-02-28T18:30", "2020-02-28T21:30+02:00", "2020-02-28T19:45Z"]
    mixed = [texts[at] for at in (3, 0, 4, 2, 1)]
    assert sorted(mixed, key=lambda text: Edtf.parse(text).sort_key) == texts
    assert Edtf.parse("9999-12-31T23:59-12:00").sort_key < Edtf.parse("9999-12-31T23:59:59-12:00").sort_key


@pytest.mark.parametrize("style", Style)
def test_no_citation_has_a_time_of_day(style: Style) -> None:
    moment = Edtf.parse("2020-02-28T21:30+02:00")
    dossier = _with(load(TOY, DAY).dossier, "PRO-2026-0001", decided=moment, neutral_citation=None)
    judgment = dossier.proceeding("PRO-2026-0001")
    assert judgment is not None
    cited = plain(cite(decision(judgment, "The Forum", is_court=False, country=None), style))
    assert "28" in cited
    assert "21:30" not in cited
    assert Edtf.parse("2020-02-28T21:30Z/2020-03").without_time() == Edtf.parse("2020-02-28/2020-03")


def test_the_first_and_last_day_are_none_where_there_is_no_date() -> None:
    days = {text: (Edtf.parse(text).first_day, Edtf.parse(text).last_day) for text in ("../1960", "1960/", "1960-02")}
    assert days["../1960"] == (None, date(1960, 12, 31))
    assert days["1960/"] == (date(1960, 1, 1), None)
    assert days["1960-02"] == (date(1960, 2, 1), date(1960, 2, 29))


@pytest.mark.parametrize("text", ["../1960", "/1960", "2020/..", "2020/"])
def test_a_date_prints_the_same_on_every_page_and_in_every_citation(text: str) -> None:
    words, interval = WORDS[text], Edtf.parse(text)
    dossier = load(TOY, DAY).dossier
    dossier = _with(dossier, "CLM-2026-0002", date=interval)
    dossier = _with(dossier, "PRO-2026-0001", decided=interval, opened=interval, neutral_citation=None)
    claim, proceeding = dossier.entries["CLM-2026-0002"], dossier.entries["PRO-2026-0001"]
    assert isinstance(claim.record, Claim)
    assert date_words(claim.record) == words
    assert summarise(dossier, "PRO-2026-0001").decided == f"decided {words}"
    dates = [plain_text(row.cells[0].text) for row in timeline(dossier).rows]
    assert dates.count(words) == 3
    for record_entry in (claim, proceeding):
        revision = Revision(record_entry.record.id, 1)
        page = frozen_page(dossier, revision, snapshot(dossier, record_entry), imprint(_RELEASE, "Cameras"))
        assert words in page.decode()
    judgment = dossier.proceeding("PRO-2026-0001")
    assert judgment is not None
    for style in Style:
        assert words in plain(cite(decision(judgment, "The Forum", is_court=False, country=None), style))


_RELEASE = release("2026.11.23")


def _with(dossier: Dossier, name: str, **fields: object) -> Dossier:
    """The dossier with changed fields in a record."""
    old = dossier.entries[name]
    record: Record = old.record.model_copy(update=fields)
    entries = {**dossier.entries, name: entry(old.kind, record, old.path, old.root)}
    return link_records(entries, dossier.names, dossier.subject, dossier.today)
