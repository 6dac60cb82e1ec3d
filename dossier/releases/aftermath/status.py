"""Turn a revision and the record as it stands now into what became of that revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dossier.releases.publish.changes import corrections_between
from dossier.releases.store.release_json import CorrectionMade


class Status(StrEnum):
    """What became of a revision; several may hold at once."""

    WITHDRAWN = "withdrawn"
    """The record no longer stands."""
    SUPERSEDED = "superseded"
    """It was so held or said, and no longer stands."""
    CORRECTED = "corrected"
    """A correction was declared since."""
    DISPUTED = "disputed"
    """There is evidence on both sides."""
    REDACTED = "redacted"
    """Words of the frozen page were removed."""
    REVISED = "revised"
    """There is a newer revision, and no correction since."""
    CURRENT = "current"
    """It is the newest revision."""
    REPLY_RECEIVED = "reply-received"
    """A body that the record is adverse to has replied since."""


@dataclass(frozen=True, slots=True)
class RevisionStatus:
    """How a revision stands: what holds of it, weightiest first, and what must be told with that."""

    statuses: tuple[Status, ...]
    corrections: tuple[CorrectionMade, ...] = ()
    # The date, the reason and the successor, of a record that was withdrawn.
    withdrawn: Mapping[str, str] | None = None


def standing(own: Mapping[str, Any], now: Mapping[str, Any], *, is_newest: bool, is_redacted: bool) -> RevisionStatus:
    """How a revision stands whose record was `own` and is `now`, both as their author wrote them."""
    corrections = corrections_between(now, own)
    holds = {
        Status.WITHDRAWN: "withdrawn" in now,
        Status.SUPERSEDED: now.get("standing") == "superseded",
        Status.CORRECTED: bool(corrections),
        Status.DISPUTED: now.get("standing") == "disputed",
        Status.REDACTED: is_redacted,
        Status.REVISED: not is_newest and not corrections,
        Status.CURRENT: is_newest and not corrections,
        Status.REPLY_RECEIVED: _has_reply(now) and not _has_reply(own),
    }
    return RevisionStatus(tuple(status for status in Status if holds[status]), corrections, now.get("withdrawn"))


def _has_reply(record: Mapping[str, Any]) -> bool:
    return bool(record.get("reply", {}).get("status") == "received")
