"""Corrections that a change adds to a record or removes from it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line
from dossier.model import Record
from dossier.reading.dossier import Dossier


class DeclaredCorrection(NamedTuple):
    """A correction as a reader sees it. Line breaks in the file make no difference."""

    date: str
    was: str
    reason: str


def added_corrections(base: Dossier, now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record has now and did not have before.

    A correction in which marks took the place of redacted words is not a new correction.
    """
    return _compare(base, now, before)[0]


def removed_corrections(base: Dossier, now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record had before and no longer has. A changed correction counts as removed.

    A correction in which marks took the place of redacted words is still there.
    """
    return _compare(base, now, before)[1]


def _compare(base: Dossier, now: Record, before: Record) -> tuple[list[DeclaredCorrection], list[DeclaredCorrection]]:
    """The added and the removed corrections."""
    added = list((_declared(now) - _declared(before)).elements())
    removed = []
    for old in (_declared(before) - _declared(now)).elements():
        redacted = next((new for new in added if _is_same(base, now.id, old, new)), None)
        if redacted is None:
            removed.append(old)
        else:
            added.remove(redacted)
    return added, removed


def _is_same(base: Dossier, record: str, old: DeclaredCorrection, new: DeclaredCorrection) -> bool:
    changes = (TextChange(f"corrections.{name}", getattr(old, name), getattr(new, name)) for name in old._fields)
    return is_same_but_for_marks(base, record, *changes)


def _declared(record: Record) -> Counter[DeclaredCorrection]:
    return Counter(
        DeclaredCorrection(correction.date.text, on_one_line(correction.was), on_one_line(correction.reason))
        for correction in record.corrections
    )
