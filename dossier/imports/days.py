"""Turn the parts in which other formats write dates into the text of a date (EDTF); the record's field judges it."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A year, with or without month and day, between slashes or hyphens; RIS ends a date with slashes and words.
_PARTS = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2})(?:[/-]([0-9]{0,2})/?)?)?")


def day(year: str, month: str = "", day_: str = "") -> str:
    """The date of these parts, to the last that is there.

    >>> day("2021", "5"), day("2021", "May", "7"), day("2021")
    ('2021-05', '2021-05-07', '2021')
    """
    found = month.strip(" .").lower()
    number = f"{_MONTHS.index(found[:3]) + 1:02}" if found[:3] in _MONTHS and found.isalpha() else found.zfill(2)
    parts = [year.strip()]
    if found:
        parts.append(number)
        if day_.strip():
            parts.append(day_.strip().zfill(2))
    return "-".join(parts)


def slashed(text: str) -> str:
    """The date of a text such as `2021/05/07/`; any other text is returned as it is.

    >>> slashed("2021/5/7"), slashed("2021//"), slashed("last May")
    ('2021-05-07', '2021', 'last May')
    """
    found = _PARTS.fullmatch(text.strip())
    return day(*(part or "" for part in found.groups())) if found else text.strip()


def agree(fine: str, coarse: str) -> bool:
    """Whether the second date is the first, or says less.

    >>> agree("2021-05-07", "2021"), agree("2021-05-07", "2020")
    (True, False)
    """
    return fine.rstrip("?~%").startswith(coarse.rstrip("?~%"))
