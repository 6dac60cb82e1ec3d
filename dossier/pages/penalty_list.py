"""The list of all penalties."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.model.vocabulary import PaymentState, PenaltyState, Validity
from dossier.pages.content import NOT_RECORDED, Aside, Text, Words
from dossier.pages.group_links import COUNTRY
from dossier.pages.lists import (
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
    of_label,
    of_term,
    of_years,
    terms,
    with_rows,
)
from dossier.pages.penalties import PenaltyRow
from dossier.pages.proceeding_list import DAY, numbered_name
from dossier.pages.proceeding_summary import decisions_text

_COLUMNS = (
    Column("sum", "Sum", Order.NUMBER),
    Column("state", "State"),
    Column("payment", "Payment"),
    Column("payer", "Payer"),
    Column("authority", "Authority"),
    Column("country", COUNTRY),
    Column("date", "Date", Order.DATE),
    Column("decision", "Decision"),
)
_FACETS = (
    Facet("country", COUNTRY),
    Facet("state", "State", terms(PenaltyState)),
    Facet("validity", "In force", terms(Validity)),
    Facet("paid", "Paid", terms(PaymentState)),
    Facet(YEAR, "Year"),
)
_DOWNLOAD = ("Currency", "Amount", DAY)
_SHAPE = RecordList("penalties", ("penalty", "penalties"), _COLUMNS, _FACETS, download_columns=_DOWNLOAD)


def penalty_list(rows: Iterable[PenaltyRow]) -> RecordList:
    """The list of all penalties, oldest decision first."""
    return with_rows(_SHAPE, map(_row, rows))


def _row(row: PenaltyRow) -> Row:
    converted: Text = (Words(" "), Aside(row.converted)) if row.converted else ()
    decision = (*numbered_name(row.step), Words(" "), row.step.status, *decisions_text(row.step))
    cells = (
        # Sums of a currency are sorted among themselves.
        Cell((Words(row.amount), *converted), f"{row.penalty.currency} {row.penalty.amount}", row.is_annulled),
        Cell((Words(f"{row.state} "), Aside((Words(row.validity.label),)))),
        Cell(row.payment or (Words(NOT_RECORDED),)),
        Cell(row.payers or (Words("—"),)),
        links_cell([] if row.forum is None else [row.forum]),
        country_cell(row.country_code),
        day_cell(row.step.when, row.step.decided),
        Cell(decision),
    )
    choices = {
        "country": of_countries([row.country_code]),
        "state": of_term(row.penalty.state),
        "validity": of_term(row.validity),
        "paid": (of_label(NOT_RECORDED),) if row.penalty.paid is None else of_term(row.penalty.paid.state),
        YEAR: of_years(row.step.when),
    }
    download = (row.penalty.currency, str(row.penalty.amount), row.step.day_label)
    return Row(row.step.proceeding.identifier, cells, choices, download)
