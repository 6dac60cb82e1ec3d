"""Versions of releases, made from dates (calver.org).

The first release of a day has a version such as `2026.11.23`, the second `2026.11.23.2`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

_VERSION = re.compile(r"(2[0-9]{3})\.(0[1-9]|1[0-2])\.(0[1-9]|[12][0-9]|3[01])(?:\.([2-9]|[1-9][0-9]{1,3}))?")


def is_version(text: str) -> bool:
    """True if the text is a version.

    >>> is_version("2026.11.23"), is_version("2026.11.23.2"), is_version("2026.11.23.1"), is_version("2026.02.30")
    (True, True, False, False)
    """
    match = _VERSION.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def next_version(day: date, taken: Container[str]) -> str:
    """The first version of the day that is not taken by a release.

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
