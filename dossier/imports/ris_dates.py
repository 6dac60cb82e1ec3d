"""The date of publication in RIS, which tools spread over several tags."""

from __future__ import annotations

import re

from dossier.imports.dates import month_number
from dossier.imports.entries import ImportedLibrary, LibraryEntry, is_within, join_date
from dossier.imports.ris_lines import TaggedLine
from dossier.reading.text import shortened

_PLAIN = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2})(?:[/-]([0-9]{0,2})(?:/(.*))?)?)?")
_COMPACT = re.compile(r"([12][0-9]{3})(0[1-9]|1[0-2])([0-3][0-9])")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_SHORT_SEASONS = {"spr": "21", "sum": "22", "fal": "23", "win": "24", **_SEASONS}
# A month with or without a day, as Web of Science writes it next to the year.
_WITHOUT_YEAR = re.compile(r"([A-Za-z]{3,9})\.?(?: ([0-9]{1,2}))?")


def issued_date(entry: LibraryEntry, lines: list[TaggedLine], library: ImportedLibrary) -> None:
    """Set the most precise of the dates. A date that contradicts it is a problem, because neither is more credible."""
    year = next((line.text.strip() for line in lines if re.fullmatch("[0-9]{4}", line.text.strip())), "")
    dates = []
    for line in lines:
        date = ris_date(line.text, year)
        if date:
            dates.append((date, line))
        else:
            library.report_unmapped(line.tag, line.span)
    if not dates:
        return
    precise, precise_line = max(dates, key=lambda date: len(date[0]))
    entry.set_if_absent("issued", precise, precise_line.span)
    for date, line in dates:
        if not is_within(precise, date):
            message = f"`{line.tag}` says `{shortened(date)}`, but `{precise_line.tag}` says `{shortened(precise)}`"
            entry.refuse(message, line.span, "keep the date that the document carries")


def ris_date(text: str, year: str) -> str:
    """The date of a text in EDTF.

    `year` completes a month without a year. The date is empty if it cannot be completed. Any other text is
    returned as it is, for those who read dates in words.

    >>> ris_date("2021/05/07/Friday", ""), ris_date("2021///Spring", ""), ris_date("2021/05/14/17:21:59", "")
    ('2021-05-07', '2021-21', '2021-05-14')
    >>> ris_date("JUN 15", "2015"), ris_date("DEC", "2015"), ris_date("MAY-JUN", "2015"), ris_date("14 mai 2021", "")
    ('2015-06-15', '2015-12', '', '14 mai 2021')
    """
    text = " ".join(text.split())
    match = _PLAIN.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        first, month, day, *more = (part or "" for part in match.groups())
        season = _SEASONS.get("".join(more).strip().casefold())
        if season and not month.strip("0"):
            return f"{first}-{season}"
        return join_date(first, month if month.strip("0") else "", day if day.strip("0") else "")
    if re.search("[0-9]{4}", text):
        return text
    return _completed(text, year) if year else text


def _completed(text: str, year: str) -> str:
    match = _WITHOUT_YEAR.fullmatch(text)
    if match is None:
        return ""
    word, day = match[1].casefold(), match[2] or ""
    if word in _SHORT_SEASONS and not day:
        return f"{year}-{_SHORT_SEASONS[word]}"
    number = month_number(word)
    return "" if number is None else join_date(year, str(number), day)
