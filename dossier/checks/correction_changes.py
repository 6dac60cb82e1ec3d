"""Corrections that a change adds to a record or removes from it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from dossier.model import Record
from dossier.model.redaction import is_same_but_for_marks

# Logs are public and stay. The words of the past may be what a redaction removed or a suspension hides.
OTHER_WORDS = "it was published with other words"


class DeclaredCorrection(NamedTuple):
    """A correction as a reader sees it. Line breaks in the file make no difference."""

    date: str
    was: str
    reason: str


def added_corrections(now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record has now and did not have before.

    A correction in which marks took the place of redacted words is not a new correction.
    """
    return _compare(now, before)[0]


def removed_corrections(now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record had before and no longer has. A changed correction counts as removed.

    A correction in which marks took the place of redacted words is still there.
    """
    return _compare(now, before)[1]


def on_one_line(text: str) -> str:
    """The text as a page shows it: each run of white space is one space."""
    return " ".join(text.split())


def _compare(now: Record, before: Record) -> tuple[list[DeclaredCorrection], list[DeclaredCorrection]]:
    """The added and the removed corrections."""
    added = list((_declared(now) - _declared(before)).elements())
    removed = []
    for old in (_declared(before) - _declared(now)).elements():
        redacted = next((new for new in added if is_same_but_for_marks(old, new)), None)
        if redacted is None:
            removed.append(old)
        else:
            added.remove(redacted)
    return added, removed


def _declared(record: Record) -> Counter[DeclaredCorrection]:
    return Counter(
        DeclaredCorrection(correction.date.text, on_one_line(correction.was), on_one_line(correction.reason))
        for correction in record.corrections
    )
