"""What a page says of the revisions of its record: the newest, how to cite it, what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.cite.page import CitedRevision


class Change(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, and what happened to it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose text changed, by its name in the record."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PastRevision:
    """A revision, and in what it differs from the one before."""

    number: int
    release: str
    date: str
    # What was declared when it was released: the day and the reason of each correction.
    corrections: tuple[tuple[str, str], ...]
    # Why it was issued again although nothing had changed.
    reissued: str | None
    # On whose authority words of it were removed, why, and in which release.
    redacted: tuple[str, str, str] | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """The newest revision of a record, and all before it, newest first."""

    number: int
    release: str
    date: str
    # What it is cited with.
    cited_as: CitedRevision
    history: tuple[PastRevision, ...]
    # True if the living page has changes that no revision has yet.
    is_ahead: bool
