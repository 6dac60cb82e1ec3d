"""Corrections that a change adds to a record or removes from it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from dossier.model import Record


class DeclaredCorrection(NamedTuple):
    """A correction as a reader sees it. Line breaks in the file make no difference."""

    date: str
    was: str
    reason: str


def added_corrections(now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record has now and did not have before."""
    return list((_declared(now) - _declared(before)).elements())


def removed_corrections(now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record had before and no longer has. A changed correction counts as removed."""
    return added_corrections(before, now)


def on_one_line(text: str) -> str:
    """The text as a page shows it: each run of white space is one space."""
    return " ".join(text.split())


def _declared(record: Record) -> Counter[DeclaredCorrection]:
    return Counter(
        DeclaredCorrection(correction.date.text, on_one_line(correction.was), on_one_line(correction.reason))
        for correction in record.corrections
    )
