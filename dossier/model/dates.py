"""Turn the text of a date into a span of days that sorts and prints at the precision its author gave.

Extended Date/Time Format (EDTF, ISO 8601-2:2019), level 0 and level 1, for the years 1000 to 9999: dates of the day,
month, season or year; unspecified digits (`202X`, `2021-XX`); the qualifiers `?` uncertain, `~` approximate and `%`
both; intervals, with an open (`..`) or unknown (empty) end. Not read, because evidence has no use for them: times of
day, years of more than four digits, negative years.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

# One alternative for each precision; the JSON Schema carries the same pattern.
_YEAR = r"[1-9][0-9]{3}|[1-9][0-9]{2}X|[1-9][0-9]XX"
_DAY = r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = r"[1-9][0-9]{3}-(0[1-9]|1[0-2]|2[1-4]|XX)"
_ONE = rf"({_DAY}|[1-9][0-9]{{3}}-XX-XX|{_MONTH}|{_YEAR})[?~%]?"
PARTIAL_PATTERN = rf"^{_ONE}$"
EDTF_PATTERN = rf"^({_ONE}|({_ONE})/(({_ONE})|\.\.)?|\.\.?/({_ONE})|/({_ONE}))$".replace(r"\.\.?/", r"\.\./")

_PARTIAL = re.compile(PARTIAL_PATTERN)
_SEASONS = {21: ("Spring", 3), 22: ("Summer", 6), 23: ("Autumn", 9), 24: ("Winter", 12)}
# Not `calendar.month_name`, which asks the locale of the machine, each time.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUALIFIERS = {"": "", "?": "possibly ", "~": "about ", "%": "possibly about "}


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, or only to the month, season, year, decade or century."""

    text: str
    earliest: date
    latest: date
    precision: Precision
    qualifier: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read one EDTF date that is not an interval.

        Raises ValueError, with the reason in words, where the text is no such date or no day of the calendar.

        >>> PartialDate.parse("2021-05").latest
        datetime.date(2021, 5, 31)
        """
        if _PARTIAL.fullmatch(text) is None:
            raise ValueError("is not a date such as 2021-05-27, 2021-05 or 2021")
        qualifier = text[-1] if text[-1] in "?~%" else ""
        parts = text.removesuffix(qualifier).split("-")
        year, month, day = (*parts, "", "")[:3]
        if "X" in year:
            low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
            wide = Precision.DECADE if year.count("X") == 1 else Precision.CENTURY
            return cls(text, date(low, 1, 1), date(high, 12, 31), wide, qualifier)
        number = int(year)
        if month in ("", "XX"):
            return cls(text, date(number, 1, 1), date(number, 12, 31), Precision.YEAR, qualifier)
        if int(month) in _SEASONS:
            first = _SEASONS[int(month)][1]
            end = (number, first + 2) if first < 12 else (number + 1, 2)
            return cls(text, date(number, first, 1), _last_day(*end), Precision.SEASON, qualifier)
        if day in ("", "XX"):
            last = _last_day(number, int(month))
            return cls(text, date(number, int(month), 1), last, Precision.MONTH, qualifier)
        try:
            exact = date(number, int(month), int(day))
        except ValueError:
            raise ValueError("is no day of the calendar") from None
        return cls(text, exact, exact, Precision.DAY, qualifier)

    def __str__(self) -> str:
        """The date in words, at its own precision: "27 May 2021", "about May 2021", "the 2020s"."""
        first = self.earliest
        match self.precision:
            case Precision.DAY:
                words = f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
            case Precision.MONTH:
                words = f"{_MONTHS[first.month - 1]} {first.year}"
            case Precision.SEASON:
                words = f"{_SEASONS[int(self.text[5:7])][0]} {first.year}"
            case Precision.YEAR:
                words = str(first.year)
            case Precision.DECADE:
                words = f"the {first.year}s"
            case Precision.CENTURY:
                words = f"the years {first.year} to {self.latest.year}"
        return _QUALIFIERS[self.qualifier] + words


class NoDate(Enum):
    """Why an interval has no date at one of its ends."""

    OPEN = ".."
    """No limit is stated: `../1960` was so until 1960, however early it began."""
    UNKNOWN = ""
    """There is a limit and its date is not known: `/1960` began on some date and ended in 1960."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, which is then its own start and end, or an interval; an end without a date says why it has none."""

    text: str
    start: PartialDate | NoDate
    end: PartialDate | NoDate

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read an EDTF date or interval; raises ValueError with the reason in words.

        >>> str(Edtf.parse("2020-02/2021-05"))
        'between February 2020 and May 2021'
        """
        first, slash, second = text.partition("/")
        if not slash:
            only = PartialDate.parse(text)
            return cls(text, only, only)
        start, end = _end(first), _end(second)
        if isinstance(start, PartialDate):
            if isinstance(end, PartialDate) and end.latest < start.earliest:
                raise ValueError("is an interval that ends before it begins")
        elif not isinstance(end, PartialDate):
            raise ValueError("is an interval with neither a beginning nor an end")
        return cls(text, start, end)

    @property
    def is_interval(self) -> bool:
        """True if the text gives two ends."""
        return "/" in self.text

    @property
    def single(self) -> PartialDate | None:
        """The date, if it is not an interval."""
        return self.start if isinstance(self.start, PartialDate) and not self.is_interval else None

    @property
    def earliest(self) -> date:
        """The first day it can mean; `date.min` if the beginning has no date."""
        return self.start.earliest if isinstance(self.start, PartialDate) else date.min

    @property
    def latest(self) -> date:
        """The last day it can mean; `date.max` if the end has no date."""
        return self.end.latest if isinstance(self.end, PartialDate) else date.max

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """A key that sorts dates by their first possible day, then by how far they reach."""
        first = self.earliest if isinstance(self.start, PartialDate) else self.latest
        return (first, self.latest, self.text)

    def __str__(self) -> str:
        """The date in words: "27 May 2021", "between February 2020 and May 2021", "since 2020", "until May 2021".

        >>> str(Edtf.parse("/1960"))
        'from an unknown date to 1960'
        """
        if not self.is_interval:
            return str(self.start)
        match self.start, self.end:
            case NoDate.OPEN, end:
                return f"until {end}"
            case NoDate.UNKNOWN, end:
                return f"from an unknown date to {end}"
            case start, NoDate.OPEN:
                return f"since {start}"
            case start, NoDate.UNKNOWN:
                return f"from {start} to an unknown date"
        return f"between {self.start} and {self.end}"


def _end(text: str) -> PartialDate | NoDate:
    """The date at one end of an interval, or why there is none."""
    return NoDate(text) if text in {one.value for one in NoDate} else PartialDate.parse(text)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
