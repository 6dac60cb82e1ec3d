"""The timeline: dated claims, and the days of proceedings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier.model.dates import Edtf
from dossier.model.labels import DECIDED, OPENED, PUBLISHED
from dossier.pages.content import Text
from dossier.pages.fate import standing_badge
from dossier.pages.lists import (
    YEAR,
    Cell,
    Choice,
    Column,
    Facet,
    Order,
    RecordList,
    Row,
    day_cell,
    of_label,
    with_rows,
    words_cell,
)
from dossier.pages.parts import record_link
from dossier.pages.proceeding_list import numbered_name
from dossier.pages.proceeding_summary import summarise
from dossier.reading.dossier import Dossier

CLAIM = "Claim"
_COLUMNS = (
    Column("date", "Date", Order.DATE),
    Column("kind", "Kind"),
    Column("what", "What happened"),
    Column("status", "Standing or status"),
)
_FACETS = (Facet(YEAR, "Year"), Facet("kind", "Kind"))
_SHAPE = RecordList("timeline", ("entry", "entries"), _COLUMNS, _FACETS, YEAR)


def timeline(dossier: Dossier) -> RecordList:
    """The dated claims and the days of proceedings, oldest first. Undated records are in other lists only."""
    rows = (row for _, row in sorted(_rows(dossier), key=lambda pair: pair[0]))
    return with_rows(_SHAPE, rows)


def _rows(dossier: Dossier) -> Iterator[tuple[tuple[date, date, str, str], Row]]:
    """Yield each row with its sort key, which begins with its date."""
    for claim in dossier.claims():
        when = claim.record.date
        if isinstance(when, Edtf):
            mark = standing_badge(dossier, claim.record).label
            row = _row(claim.record.id, when, (record_link(dossier, claim.record.id),), CLAIM, mark)
            yield (*when.sort_key, claim.record.id), row
    for proceeding in dossier.proceedings():
        record = proceeding.record
        summary = summarise(dossier, record.id)
        for label, day in ((OPENED, record.opened), (DECIDED, record.decided), (PUBLISHED, record.published)):
            if day is not None:
                mark = f"{summary.kind}: {summary.status.label}"
                row = _row(record.id, day, numbered_name(summary), label, mark)
                yield (*day.sort_key, f"{record.id} {label}"), row


def _row(record: str, when: Edtf, what: Text, kind: str, mark: str) -> Row:
    year = str(when.sort_key[0].year)
    cells = (day_cell(when), words_cell(kind), Cell(what), words_cell(mark))
    return Row(record, cells, {YEAR: (Choice(year, year),), "kind": (of_label(kind),)})
