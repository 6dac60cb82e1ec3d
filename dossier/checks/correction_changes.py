"""Turn a record and what it was before into the corrections that came and went between the two."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from dossier.model import Record


class Declared(NamedTuple):
    """A correction as a reader sees it: line breaks in the file change nothing."""

    date: str
    was: str
    reason: str


def added(now: Record, before: Record) -> list[Declared]:
    """The corrections that the record now carries and did not before."""
    return list((_declared(now) - _declared(before)).elements())


def removed(now: Record, before: Record) -> list[Declared]:
    """The corrections that the record carried before and no longer does, a changed one included."""
    return added(before, now)


def shown(text: str) -> str:
    """The text as a page shows it, without its line breaks."""
    return " ".join(text.split())


def _declared(record: Record) -> Counter[Declared]:
    return Counter(Declared(one.date.text, shown(one.was), shown(one.reason)) for one in record.corrections)
