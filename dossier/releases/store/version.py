"""Versions of releases, made from dates (calver.org).

The first release of a day has a version such as `2026.11.23`, the second `2026.11.23.2`. Each version is above the last
version by its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dossier.errors import DossierError

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


def numbers_of(version: str) -> tuple[int, int, int, int]:
    """The year, month, day and counter of a version. A version without a counter is the first of its day.

    >>> numbers_of("2026.11.23") < numbers_of("2026.11.23.2") < numbers_of("2026.11.23.10")
    True
    """
    year, month, day, *counter = (int(part) for part in version.split("."))
    return year, month, day, counter[0] if counter else 1


def next_version(day: date, taken: Iterable[str]) -> str:
    """The first version of the day, or the version after the last if that is not below it.

    A release with a later day in its name may exist, because of a wrong clock or by mistake. It must not delay a
    redaction, so the next release has the same day in its name, and a higher counter.

    >>> next_version(date(2026, 11, 23), {"2026.11.23"})
    '2026.11.23.2'
    """
    first = day.strftime("%Y.%m.%d")
    last = max(taken, key=numbers_of, default=None)
    if last is None or numbers_of(last) < numbers_of(first):
        return first
    return f"{last[:10]}.{numbers_of(last)[3] + 1}"


def require_above(version: str, taken: Iterable[str]) -> None:
    """Raise DossierError unless the version is above the versions of all releases."""
    last = max(taken, key=numbers_of, default=None)
    if last is not None and numbers_of(version) <= numbers_of(last):
        raise DossierError(f"{version} is not above {last}, the version of the last release: each version is higher")
