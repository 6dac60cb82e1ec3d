"""Corrections that a change adds or removes, and what they cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line
from dossier.diagnostics import Label
from dossier.model import Record
from dossier.reading.dossier import Dossier

# What separates words of different fields in a correction.
PARAGRAPHS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W_]+")
# Fewer words than these could be from anywhere in a text.
FEWEST_WORDS = 3


class TakenBack(NamedTuple):
    """A published fact that a record no longer says."""

    field: str
    label: Label
    # What was published. A correction repeats a part of it. If it is not given, any correction will do.
    texts: tuple[str, ...] = ()

    def is_declared_by(self, paragraphs: Iterable[str]) -> bool:
        """True if any of these paragraphs of corrections repeats what is taken back."""
        told = [_words_of(paragraph) for paragraph in paragraphs]
        texts = [_words_of(text) for text in self.texts]
        return bool(told) and (not texts or any(_is_told(text, was) for text in texts for was in told))


def _is_told(text: str, was: str) -> bool:
    return text in was or (was in text and len(was.split()) >= FEWEST_WORDS)


def _words_of(text: str) -> str:
    """The words of a text with a space on each side, so that no part of a word is found.

    >>> (
    ...     _words_of("Reversed.") in _words_of("It was reversed by PRO-2026-0003"),
    ...     _words_of("paid") in _words_of("unpaid"),
    ... )
    (True, False)
    """
    return f" {' '.join(_WORD.findall(text.casefold()))} "


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


def corrected_words(base: Dossier, now: Record, before: Record) -> list[str]:
    """The paragraphs that the corrections which the record did not have before give as published words."""
    added = {each.was for each in added_corrections(base, now, before)}
    new = (each.was for each in now.corrections if on_one_line(each.was) in added)
    return [paragraph for was in new for paragraph in PARAGRAPHS.split(was)]


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
