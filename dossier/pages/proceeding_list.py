"""The list of all proceedings."""

from __future__ import annotations

from dossier.model import Proceeding
from dossier.model.vocabulary import ProceedingStatus
from dossier.pages.content import NOT_RECORDED, Aside, Prose, Text, Words
from dossier.pages.group_links import COUNTRY
from dossier.pages.lists import (
    WITHDRAWN,
    YEAR,
    Cell,
    Column,
    Facet,
    Order,
    RecordList,
    Row,
    country_cell,
    day_cell,
    links_cell,
    of_countries,
    of_term,
    of_years,
    terms,
    with_rows,
    words_cell,
    yes_or_no,
)
from dossier.pages.proceeding_summary import STATUS, ProceedingSummary, decisions_text, summarise
from dossier.reading.dossier import Dossier

_COLUMNS = (
    Column("proceeding", "Proceeding"),
    Column("kind", "Kind"),
    Column("forum", "Forum"),
    Column("country", COUNTRY),
    Column("date", "Date", Order.DATE),
    Column("penalties", "Penalties"),
    Column("status", "Status, and later decisions"),
)
STATUS_FACET = "status"
# In a downloaded list: the label of the day that is in the column of dates.
DAY = "Day of the date"
_FACETS = (
    Facet("country", COUNTRY),
    Facet("kind", "Kind"),
    Facet(STATUS_FACET, STATUS, terms(ProceedingStatus)),
    Facet(YEAR, "Year"),
    WITHDRAWN,
)
_SHAPE = RecordList("proceedings", ("proceeding", "proceedings"), _COLUMNS, _FACETS, "country", download_columns=(DAY,))


def proceeding_list(dossier: Dossier) -> RecordList:
    """The list of all proceedings by country, then by date."""
    steps = [(_country_of(dossier, entry.record), entry.record) for entry in dossier.proceedings()]
    places = {code: place for place, code in enumerate(dict.fromkeys(code for code, _ in steps))}
    ordered = [(places[code], summarise(dossier, record.id), record, code) for code, record in steps]
    ordered.sort(key=lambda step: (step[0], step[1].sort_key))
    rows = (_row(summary, record, code) for _, summary, record, code in ordered)
    return with_rows(_SHAPE, rows)


def _country_of(dossier: Dossier, proceeding: Proceeding) -> str | None:
    forum = dossier.body(proceeding.forum)
    return None if forum is None else forum.country


def numbered_name(summary: ProceedingSummary) -> Text:
    """The link to a proceeding with its neutral citation or number: the decisions in a case often have one name."""
    number = summary.neutral_citation or summary.case_number
    return (summary.proceeding,) if number is None else (summary.proceeding, Words(" "), Aside((Prose(number),)))


def _row(summary: ProceedingSummary, proceeding: Proceeding, code: str | None) -> Row:
    cells = (
        Cell(numbered_name(summary)),
        words_cell(summary.kind),
        links_cell([] if summary.forum is None else [summary.forum]),
        country_cell(code, NOT_RECORDED),
        day_cell(summary.when, summary.decided),
        words_cell("; ".join(summary.penalties)),
        Cell((summary.status, *decisions_text(summary))),
    )
    choices = {
        "country": of_countries([code]),
        "kind": of_term(proceeding.kind),
        STATUS_FACET: of_term(proceeding.status),
        YEAR: of_years(summary.when),
        WITHDRAWN.name: yes_or_no(proceeding.withdrawn),
    }
    return Row(proceeding.id, cells, choices, (summary.day_label,))
