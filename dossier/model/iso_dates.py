"""Dates in ISO 8601-1, for programs that do not know its extensions."""

from __future__ import annotations

import re

from dossier.model.dates import Edtf, PartialDate

_YEAR = r"[0-9]{4}"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12][0-9]|3[01])"
# The difference to UTC is never written as `-00:00`.
_TIME = r"T[0-9:]+(Z|(?!-00:00)[+-][0-9:]+)?"
_POINT = rf"{_YEAR}(-{_MONTH}(-{_DAY}({_TIME})?)?)?"
# schema.org also takes an interval with an open end.
_DATE = re.compile(rf"{_POINT}(/({_POINT}|\.\.))?")


def iso_8601(date: PartialDate | Edtf | None) -> str | None:
    """The date or interval in ISO 8601-1, or None if only EDTF (ISO 8601-2) can say what is known.

    Only EDTF knows seasons, unknown digits, uncertain dates, and intervals whose beginning is open or unknown.

    >>> iso_8601(Edtf.parse("2021-05/..")), iso_8601(PartialDate.parse("2021-05-27"))
    ('2021-05/..', '2021-05-27')
    >>> iso_8601(Edtf.parse("2021-05~")), iso_8601(PartialDate.parse("2021-21"))
    (None, None)
    """
    if date is None:
        return None
    return date.text if _DATE.fullmatch(date.text) else None
