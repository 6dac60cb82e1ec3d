"""Turn a day into the name of a release: `2026.11.23`, and `2026.11.23.2` for the day's second (calver.org)."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

_FORM = re.compile(r"(2[0-9]{3})\.(0[1-9]|1[0-2])\.(0[1-9]|[12][0-9]|3[01])(?:\.([2-9]|[1-9][0-9]{1,3}))?")


def is_version(text: str) -> bool:
    """Whether the text is the name of a release.

    >>> is_version("2026.11.23"), is_version("2026.11.23.2"), is_version("2026.11.23.1"), is_version("2026.02.30")
    (True, True, False, False)
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def next_version(day: date, taken: Container[str]) -> str:
    """The first name of the day that no release has.

    >>> next_version(date(2026, 11, 23), {"2026.11.23"})
    '2026.11.23.2'
    """
    first = day.strftime("%Y.%m.%d")
    if first not in taken:
        return first
    number = 2
    while f"{first}.{number}" in taken:
        number += 1
    return f"{first}.{number}"
