"""Marks in the evidence, and the redactions that they follow.

Anybody can write a mark over words that nobody redacted. So if the published revisions are known, a mark counts only if
the newest revision has the same text.
"""

from __future__ import annotations

from typing import NamedTuple

from dossier.model.redaction import MARK, differs_by_marks
from dossier.reading.dossier import Dossier

# Logs are public and stay, and a redaction or a suspension may have removed the words since.
OTHER_WORDS = "it was published with other words"
_UNKNOWN_MARK = f"it has `{MARK}`, and the newest published revision does not have the same text"


class TextChange(NamedTuple):
    """The text of a field, given by its path, before and after a change."""

    field: str
    before: str
    after: str


def on_one_line(text: str) -> str:
    """The text as a page shows it: each run of white space is one space."""
    return " ".join(text.split())


def words_of_change(after: str) -> str:
    """The words of a label for a text that was published with other words."""
    return _UNKNOWN_MARK if MARK in after else OTHER_WORDS


def is_same_but_for_marks(base: Dossier, record: str, *changes: TextChange) -> bool:
    """True if the texts of a record differ in nothing but marks that a redaction put there."""
    texts = None if base.redacted_texts is None else base.redacted_texts.get(record)
    return all(
        before == after or (differs_by_marks(before, after) and (texts is None or (field, after) in texts))
        for field, before, after in changes
    )
