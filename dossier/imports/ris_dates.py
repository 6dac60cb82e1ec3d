"""The date of publication in RIS, which tools spread over several tags."""

from __future__ import annotations

import re

from dossier.imports.dates import read_date
from dossier.imports.entries import ImportedLibrary, LibraryEntry, is_within
from dossier.imports.ris_lines import TaggedLine
from dossier.reading.text import shortened

_YEAR = re.compile("[0-9]{4}")


def issued_date(entry: LibraryEntry, lines: list[TaggedLine], library: ImportedLibrary) -> None:
    """Set the most precise of the dates. A date that contradicts it is a problem, because neither is more credible."""
    year = next((line.text.strip() for line in lines if _YEAR.fullmatch(line.text.strip())), "")
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
    >>> ris_date("JUN 15", "2015"), ris_date("DEC", "2015"), ris_date("MAY-JUN", "2015"), ris_date("sine anno", "")
    ('2015-06-15', '2015-12', '', 'sine anno')
    """
    text = " ".join(text.split())
    found = read_date(text)
    if found is not None:
        return found
    if _YEAR.search(text) or not year:
        return text
    # Web of Science writes a month with or without a day next to the year.
    return read_date(f"{text} {year}") or ""
