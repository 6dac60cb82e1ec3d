"""Dates as libraries write them, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

# The seasons of EDTF, which are those of no half of the earth.
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
# As Web of Science writes them.
_SEASONS |= {"spr": "21", "sum": "22", "fal": "23", "win": "24"}
# Languages whose names of months are known.
_LANGUAGES = ("en", "da", "de", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?| [0-9:]+(?: .*)?)?")
# A year, with or without month and day, and other words such as a season or a time (RIS).
_SLASHED = re.compile(r"([0-9]{4})/([0-9]{0,2})(?:/([0-9]{0,2})(?:/(.*))?)?")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WORD = re.compile(r"[^\W\d_]+\.?|[0-9]+")
_DAY_ENDING = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")


def read_date(text: str) -> str | None:
    """The date in EDTF of a text, as precise as the text is, or None if it has another form.

    Numbers alone are read only if no other order of day and month is in use: `5/3/2021` is not.

    >>> (
    ...     read_date("2021/05/14/17:21:59"),
    ...     read_date("2021///Spring"),
    ...     read_date("14 mai 2021"),
    ...     read_date("May 3rd, 2021"),
    ... )
    ('2021-05-14', '2021-21', '2021-05-14', '2021-05-03')
    >>> read_date("2021/05/14/17:21:59"), read_date("2021///Spring"), read_date("14 mai 2021"), read_date("20210514")
    ('2021-05-14', '2021-21', '2021-05-14', '2021-05-14')
    >>> read_date("May 3rd, 2021"), read_date("14.05.2021"), read_date("Decision 2021"), read_date("5/3/2021")
    ('2021-05-03', '2021-05-14', None, None)
    """
    text = " ".join(text.split()).strip(" ,;")
    if _YEAR.fullmatch(text):
        return text
    for pattern, read in ((_ISO, _numbers), (_SLASHED, _slashed), (_DIGITS, _numbers)):
        match = pattern.fullmatch(text)
        if match:
            return read(*match.groups())
    if match := _DOTTED.fullmatch(text):
        day, month, year = match.groups()
        return _numbers(year, month, day)
    return _in_words(text)


def month_number(text: str) -> int | None:
    """The number of a month that is given by its number, its name or a standard abbreviation of its name.

    >>> month_number("5"), month_number("Sept."), month_number("März"), month_number("Decision"), month_number("13")
    (5, 9, 3, None, None)
    """
    word = text.strip(" .").casefold()
    if word.isdecimal():
        return int(word) if 1 <= int(word[:3]) <= 12 else None
    return _months().get(word)


def _numbers(year: str, month: str | None, day: str | None) -> str | None:
    if not month or not 1 <= int(month) <= 12:
        return None
    if not day:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(day) <= 31 else None


def _slashed(year: str, month: str, day: str | None, more: str | None) -> str | None:
    """The date of RIS, whose empty parts are not known. After the day come a time, the name of a day, or a season."""
    season = _SEASONS.get((more or "").strip().casefold())
    if not month or not int(month):
        return f"{year}-{season}" if season else year
    return _numbers(year, month, day if day and int(day) else None)


def _in_words(text: str) -> str | None:
    """The date of a year with the name of a month or season, and with or without a day, in any order."""
    words = _WORD.findall(_DAY_ENDING.sub("", text))
    if _WORD.sub("", _DAY_ENDING.sub("", text)).strip(" ,./-"):
        return None
    years = [word for word in words if len(word) == 4 and word.isdecimal()]
    days = [word for word in words if len(word) <= 2 and word.isdecimal()]
    names = [word for word in words if not word.isdecimal() and word.casefold() not in {"de", "of", "den", "der", "le"}]
    if len(years) != 1 or len(names) != 1 or len(days) > 1 or len(years) + len(days) + len(names) < 2:
        return None
    season = _SEASONS.get(names[0].casefold())
    if season is not None:
        return None if days else f"{years[0]}-{season}"
    month = month_number(names[0])
    return None if month is None else _numbers(years[0], str(month), days[0] if days else None)


@cache
def _months() -> dict[str, int]:
    return {"sept": 9, **dict(_names_of_months())}


def _names_of_months() -> Iterator[tuple[str, int]]:
    for language in _LANGUAGES:
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[use][width].items():
                    yield name.strip(".").casefold(), number
