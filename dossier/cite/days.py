"""Turn a date into the words of a citation."""

from __future__ import annotations

from datetime import date

from dossier.model.dates import PartialDate, Precision
from dossier.model.field_types import Undated

NOT_RECORDED = "date not recorded"

# Bluebook table T12.
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def oscola_day(issued: PartialDate | Undated) -> str:
    """The date in the order day, month, year; "" where the document carries none."""
    if isinstance(issued, Undated):
        return NOT_RECORDED if issued is Undated.NOT_SEEN else ""
    return str(issued)


def bluebook_day(issued: PartialDate | Undated) -> str:
    """The date in the order month, day, year, months by table T12; "" where the document carries none.

    >>> bluebook_day(PartialDate.parse("2022-01-18"))
    'Jan. 18, 2022'
    """
    if isinstance(issued, Undated):
        return NOT_RECORDED if issued is Undated.NOT_SEEN else ""
    if issued.qualifier or issued.precision not in {Precision.DAY, Precision.MONTH}:
        return str(issued)
    first = issued.earliest
    return american(first) if issued.precision is Precision.DAY else f"{_MONTHS[first.month - 1]} {first.year}"


def american(day: date) -> str:
    """A day by Bluebook table T12."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def year_of(issued: PartialDate | Undated) -> str:
    """The year alone, as law reports and journals are cited."""
    if isinstance(issued, Undated):
        return NOT_RECORDED if issued is Undated.NOT_SEEN else "undated"
    return str(issued.earliest.year) if issued.earliest.year == issued.latest.year else str(issued)
