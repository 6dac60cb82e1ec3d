"""Dates and intervals in EDTF from other ways to write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.dates import Edtf, PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12][0-9]{3})"
_IN_WORDS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{_DAY} +(?:of +)?)?{_MONTH},? +{_YEAR}",
        rf"{_MONTH} +{_DAY},? +{_YEAR}",
    )
)
_IN_FIGURES = (
    re.compile(rf"{_YEAR}[-/. ](?P<month>[0-9]{{1,2}})(?:[-/. ](?P<day>[0-9]{{1,2}}))?"),
    # Only a number above 12 shows which of the two is the day.
    re.compile(rf"(?P<day>1[3-9]|2[0-9]|3[01])[-/.](?P<month>[0-9]{{1,2}})[-/.]{_YEAR}"),
    re.compile(rf"(?P<month>[0-9]{{1,2}})[-/.](?P<day>1[3-9]|2[0-9]|3[01])[-/.]{_YEAR}"),
)
_TIME = re.compile(r"([0-9-]{10}) +([0-9:]+(?:Z|[+-][0-9:]+)?)")
_BETWEEN = re.compile(r" *(?:[-–—]+|\.{2,}|…|/|\b(?:to|until|till|through|and)\b) *", re.IGNORECASE)
_BEFORE_INTERVAL = re.compile(r"(?:from|between) +", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:since|from) +(.+)|(.+?) *(?:[-–—]+|onwards)", re.IGNORECASE)
_OPEN_BEGINNING = re.compile(r"(?:until|till|up to) +(.+)", re.IGNORECASE)
_STILL = frozenset({"today", "now", "present", "the present", "ongoing"})


def date_meant(text: str) -> str | None:
    """The date that the text most likely means, in EDTF, or None.

    >>> date_meant("4 March 2021"), date_meant("Sept. 2021"), date_meant("2021/5/7"), date_meant("03/04/2021")
    ('2021-03-04', '2021-09', '2021-05-07', None)
    """
    for form in (*_IN_WORDS, *_IN_FIGURES):
        found = form.fullmatch(text.strip())
        if found is not None:
            month = found["month"].lower()
            number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
            day = "" if found["day"] is None else f"-{int(found['day']):02d}"
            return _if_date(f"{found['year']}-{number:02d}{day}")
    return _if_date(text.strip())


def interval_meant(text: str) -> str | None:
    """The date or interval that the text most likely means, in EDTF, or None.

    >>> interval_meant("2019-10 to 2020-02"), interval_meant("March – May 2021"), interval_meant("since 2019")
    ('2019-10/2020-02', '2021-03/2021-05', '2019/..')
    """
    moment = _TIME.fullmatch(text.strip())
    candidates = [date_meant(text)] if moment is None else [f"{moment[1]}T{moment[2]}"]
    return next((meant for meant in (*candidates, *_intervals(text.strip())) if meant and _is_edtf(meant)), None)


def _intervals(text: str) -> Iterator[str]:
    """Yield the intervals that the text may mean, the most likely first."""
    inner = _BEFORE_INTERVAL.sub("", text, count=1)
    for between in _BETWEEN.finditer(inner):
        first, second = inner[: between.start()], inner[between.end() :]
        if second.lower() in _STILL:
            end: str | None = ".."
        elif re.fullmatch("[0-9]{2}", second) and re.fullmatch(_YEAR, first):
            end = first[:2] + second
        else:
            end = date_meant(second)
        # "March to May 2021" and "4 to 6 May 2021" have the year, or the month and year, only once.
        completed = (first, f"{first} {second[-4:]}", f"{first} {second.lstrip('0123456789 ')}")
        begin = next(filter(None, map(date_meant, completed)), None)
        if first and begin is not None and end is not None:
            yield f"{begin}/{end}"
    open_end = _OPEN_END.fullmatch(text)
    if open_end is not None:
        yield f"{date_meant(open_end[1] or open_end[2])}/.."
    open_beginning = _OPEN_BEGINNING.fullmatch(text)
    if open_beginning is not None:
        yield f"../{date_meant(open_beginning[1])}"


def _if_date(text: str) -> str | None:
    """The text if it is a date in EDTF, else None."""
    try:
        return PartialDate.parse(text).text
    except ValueError:
        return None


def _is_edtf(text: str) -> bool:
    """True if the text is a date or interval in EDTF."""
    try:
        Edtf.parse(text)
    except ValueError:
        return False
    return True
