"""The revisions of a record, and the changes between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.cite.page import CitedRevision
from dossier.model.addresses import Revision


class Change(StrEnum):
    """A change of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of text, and how it changed."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose text changed, by its name in the record."""

    label: str
    spans: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class SuspensionStep:
    """A release that suspended a revision or put it back, with its day in words."""

    release: str
    date: str
    # The published reason of the suspension, or None if the revision was put back.
    reason: str | None


@dataclass(frozen=True, slots=True)
class PastRevision:
    """A revision, and how it differs from the revision before it."""

    revision: Revision
    release: str
    date: str
    # The day and the reason of each correction that was declared when it was released.
    corrections: tuple[tuple[str, str], ...]
    # The reason why it was issued again although nothing had changed.
    reissued: str | None
    # The authority, the reason and the release by which words of it were removed.
    redacted: tuple[str, str, str] | None
    # Oldest first. A suspension that has ended stays in the history.
    suspensions: tuple[SuspensionStep, ...]
    # None if it or the revision before it is suspended, because a difference would repeat what was published.
    changes: tuple[FieldChange, ...] | None


@dataclass(frozen=True, slots=True)
class RevisionHistory:
    """All revisions of a record, newest first."""

    # The revision and permalink that citations print, or None if that revision is suspended.
    cited_as: CitedRevision | None
    revisions: tuple[PastRevision, ...]
    # True if the living page has changes that no revision has yet.
    is_ahead: bool
