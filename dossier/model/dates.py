"""Dates and intervals at the precision that their author gave.

The format is the Extended Date/Time Format (EDTF, ISO 8601-2:2019), level 0 and level 1, for the years 1000 to 9999:

- dates of a day, month, season or year
- unspecified digits (`202X`, `2021-XX`)
- the qualifiers `?` (uncertain), `~` (approximate) and `%` (both)
- intervals, with an open end (`..`) or an unknown end (empty)

A day may have a time with the difference to UTC, as in `2020-02-28T21:30+02:00`, if the field is a moment or a period.
Years of more than four digits and negative years are not accepted, because evidence does not need them.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum, StrEnum

# An alternative for each precision. The JSON Schema has the same patterns.
_YEAR = r"[1-9][0-9]{3}|[1-9][0-9]{2}X|[1-9][0-9]XX"
_DAY = r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = r"[1-9][0-9]{3}-(0[1-9]|1[0-2]|2[1-4]|XX)"
_SINGLE = rf"({_DAY}|[1-9][0-9]{{3}}-XX-XX|{_MONTH}|{_YEAR})[?~%]?"
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
_MOMENT = rf"[1-9][0-9]{{3}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){_TIME}"
_END = rf"({_MOMENT}|{_SINGLE})"
PARTIAL_PATTERN = rf"^{_SINGLE}$"
EDTF_PATTERN = rf"^({_END}|{_END}/({_END}|\.\.)?|\.\./{_END}|/{_END})$"

_PARTIAL = re.compile(PARTIAL_PATTERN)
_IS_MOMENT = re.compile(_MOMENT)
_SEASONS = {21: ("Spring", 3), 22: ("Summer", 6), 23: ("Autumn", 9), 24: ("Winter", 12)}
# Not from `calendar.month_name`, which depends on the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUALIFIERS = {"": "", "?": "possibly ", "~": "about ", "%": "possibly about "}


class Precision(StrEnum):
    """The precision of a date."""

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

    @property
    def time(self) -> str | None:
        """The time of day, with its difference to UTC if that is known, such as `21:30+02:00`. None without a time."""
        return self.text.partition("T")[2] or None

    @property
    def first_day(self) -> date:
        """The first possible day."""
        return self.earliest

    @property
    def last_day(self) -> date:
        """The last possible day."""
        return self.latest

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC, if its time of day and the difference to UTC are known.

        >>> PartialDate.parse("2020-02-28").moment is None
        True
        """
        if self.time is None:
            return None
        local = datetime.fromisoformat(self.text)
        if local.tzinfo is None or local.year == date.max.year:
            # The last evening of the calendar has no moment in UTC everywhere.
            return None
        return local.astimezone(UTC)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that the text gives in EDTF. Intervals are not accepted.

        Raises ValueError, with the reason as its message, if the text is not such a date or not a day of the calendar.

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
            precision = Precision.DECADE if year.count("X") == 1 else Precision.CENTURY
            return cls(text, date(low, 1, 1), date(high, 12, 31), precision, qualifier)
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
            raise ValueError("is not a day of the calendar") from None
        return cls(text, exact, exact, Precision.DAY, qualifier)

    def without_time(self) -> PartialDate:
        """The same date without the time of day."""
        return self if self.time is None else replace(self, text=self.text.partition("T")[0])

    def __str__(self) -> str:
        """The date in words, at its precision: "27 May 2021", "about May 2021", "the 2020s"."""
        first = self.earliest
        match self.precision:
            case Precision.DAY:
                words = f"{first.day} {_MONTHS[first.month - 1]} {first.year}{_time_words(self.time)}"
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
    """The reason why an interval has no date at its start or end."""

    OPEN = ".."
    """There is no limit: `../1960` means until 1960, from any earlier time."""
    UNKNOWN = ""
    """There is a limit, but its date is unknown: `/1960` began on some date and ended in 1960."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval. A date has the same `start` and `end`. A missing date of an interval is a NoDate."""

    text: str
    start: PartialDate | NoDate
    end: PartialDate | NoDate

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """The date or interval that the text gives in EDTF.

        Raises ValueError, with the reason as its message, if the text is not a date or interval.

        >>> str(Edtf.parse("2020-02/2021-05"))
        'between February 2020 and May 2021'
        """
        first, slash, second = text.partition("/")
        if not slash:
            only = _parse_date(text)
            return cls(text, only, only)
        start, end = _parse_end(first), _parse_end(second)
        if isinstance(start, PartialDate):
            if isinstance(end, PartialDate) and _is_before(end, start):
                raise ValueError("is an interval that ends before it begins")
        elif not isinstance(end, PartialDate):
            raise ValueError("is an interval with neither a beginning nor an end")
        return cls(text, start, end)

    @property
    def is_interval(self) -> bool:
        """True if it is an interval."""
        return "/" in self.text

    @property
    def single(self) -> PartialDate | None:
        """The date, or None if it is an interval."""
        return self.start if isinstance(self.start, PartialDate) and not self.is_interval else None

    @property
    def earliest(self) -> date:
        """The first possible day, or `date.min` if the start has no date."""
        return self.start.earliest if isinstance(self.start, PartialDate) else date.min

    @property
    def latest(self) -> date:
        """The last possible day, or `date.max` if the end has no date."""
        return self.end.latest if isinstance(self.end, PartialDate) else date.max

    @property
    def first_day(self) -> date | None:
        """The first possible day, or None if the start has no date."""
        return self.start.earliest if isinstance(self.start, PartialDate) else None

    @property
    def last_day(self) -> date | None:
        """The last possible day, or None if the end has no date."""
        return self.end.latest if isinstance(self.end, PartialDate) else None

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """A key that sorts dates by their first possible day, then by their last, then by the time of day.

        A day without a time comes before the moments of that day. Moments in several time zones come in their order.
        """
        first = self.earliest if isinstance(self.start, PartialDate) else self.latest
        return (first, self.latest, _time_key(self.start) + self.text)

    def without_time(self) -> Edtf:
        """The same date or interval without times of day."""
        if "T" not in self.text:
            return self
        start, end = (each if isinstance(each, NoDate) else each.without_time() for each in (self.start, self.end))
        return Edtf(re.sub(r"T[^/]*", "", self.text), start, end)

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
        return str(self.start) if str(self.start) == str(self.end) else f"between {self.start} and {self.end}"


def _parse_end(text: str) -> PartialDate | NoDate:
    """The date at the start or end of an interval, or the reason why there is no date."""
    return NoDate(text) if text in {reason.value for reason in NoDate} else _parse_date(text)


def _parse_date(text: str) -> PartialDate:
    """The date of a text that may have a time of day."""
    day, has_time, _ = text.partition("T")
    # Words such as "TBC" have this letter too.
    if not has_time or not day[:1].isdigit():
        if _PARTIAL.fullmatch(text) is None:
            raise ValueError("is not a date or interval such as 2021-05-27, 2021 or 2019-10/2020-02")
        return PartialDate.parse(text)
    if _IS_MOMENT.fullmatch(text) is None:
        raise ValueError("is not a day with a time such as 2021-05-27T21:30+02:00")
    return replace(PartialDate.parse(day), text=text)


def _is_before(end: PartialDate, start: PartialDate) -> bool:
    """True if the end is surely before the start. The days are compared as written, each in its own place."""
    if end.latest != start.earliest or end.time is None or start.time is None:
        return end.latest < start.earliest
    if end.moment is not None and start.moment is not None:
        return end.moment < start.moment
    # Without the difference to UTC, both times are those of the same place.
    return end.moment is start.moment is None and end.time < start.time


def _time_key(start: PartialDate | NoDate) -> str:
    """The text by which moments of the same day are sorted, or an empty text without a time of day."""
    if isinstance(start, NoDate) or start.time is None:
        return ""
    # A time without its difference to UTC is sorted as if it were in UTC.
    moment = start.moment or datetime.fromisoformat(start.text)
    return f"~{moment:%Y-%m-%dT%H:%M:%S} "


def _time_words(time: str | None) -> str:
    """The time of day in words, after the day.

    >>> _time_words("21:30+02:00"), _time_words("09:05Z"), _time_words("21:30")
    (' at 21:30 (UTC+02:00)', ' at 09:05 (UTC)', ' at 21:30 local time')
    """
    if time is None:
        return ""
    found = re.fullmatch(r"([0-9:]+)(Z|[+-].*)?", time)
    if found is None:
        raise AssertionError(time)
    offset = "" if found[2] in {"Z", "+00:00", "-00:00"} else found[2]
    zone = "local time" if offset is None else f"(UTC{offset})"
    return f" at {found[1]} {zone}"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
