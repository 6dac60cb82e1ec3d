"""The date of a BibTeX entry, from its several fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dossier.imports.dates import month_number, read_date
from dossier.imports.entries import is_within

_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class EntryDate:
    """The date of an entry: a text that may be in words, the fields it lost, and a contradiction."""

    text: str
    lost: tuple[str, ...] = ()
    contradiction: str | None = None


def find_date(fields: Mapping[str, str]) -> EntryDate | None:
    """The date in `date` (BibLaTeX), else in year, month and day. If the entry has both, they must agree.

    >>> find_date({"year": "2021", "month": "May", "day": "7"}).text, find_date({"year": "2021", "month": "Maybe"})
    ('2021-05-07', EntryDate(text='2021', lost=('month',), contradiction=None))
    """
    classic = _join(fields)
    text = fields.get("date", "")
    if not text:
        return classic
    if classic is None or _agree(text, classic.text):
        return EntryDate(text)
    return EntryDate(text, (), f"`year` and `month` say `{classic.text}`, but `date` says `{text}`")


def _join(fields: Mapping[str, str]) -> EntryDate | None:
    year, month, day = (fields.get(name, "").strip() for name in ("year", "month", "day"))
    if not year:
        return None
    if not month:
        return EntryDate(year, ("day",) if day else ())
    if not _YEAR.fullmatch(year):
        return EntryDate(year, ("month",))
    number = month_number(month)
    if number is not None:
        if day.isdecimal() and 1 <= int(day[:3]) <= 31:
            return EntryDate(f"{year}-{number:02}-{int(day):02}")
        return EntryDate(f"{year}-{number:02}", ("day",) if day else ())
    # A month with a day, such as `10~jan`, or a season.
    found = read_date(f"{month} {year}") if not month.isdecimal() else None
    return EntryDate(year, ("month",)) if found is None else EntryDate(found, ("day",) if day else ())


def _agree(precise: str, classic: str) -> bool:
    is_season = precise[5:6] == "2" and len(precise) >= len("2021-21")
    if is_within(precise, classic) or is_within(classic, precise) or "X" in precise or is_season:
        return True
    # Dates in words are compared in EDTF. Words that cannot be read contradict nothing.
    dates = [read_date(text.split("/")[0]) for text in (precise, classic)]
    if None in dates:
        return True
    first, second = (date or "" for date in dates)
    return is_within(first, second) or is_within(second, first)
