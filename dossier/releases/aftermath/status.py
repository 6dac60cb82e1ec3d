"""The current status of a released revision, with the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dossier.model.labels import WITHDRAWN
from dossier.model.vocabulary import HistoryEffect, Standing
from dossier.releases.publish.changes import new_corrections
from dossier.releases.store.release_json import CorrectionNote


def _words(standing: Standing) -> tuple[str, str]:
    """The label of a standing for running text, and its sentence."""
    label, sentence = standing.label, standing.summary
    return label.lower(), sentence


def _effect_words(effect: HistoryEffect, label: str) -> tuple[str, str]:
    """The label of what became of an authority for running text, and its sentence."""
    sentence = f"The living page says what became of the authority that it rests on. What it says {effect.label}."
    return label, sentence


class Status(StrEnum):
    """A status of a released revision. Several can apply at once, and the most serious comes first here.

    The status notice and the pages that check copies and citations take their words from this table.
    """

    # What the reader sees: a word or two for running text, and a sentence.
    label: str
    sentence: str

    # The defaults are for type checkers: a member can be looked up by its value alone.
    def __new__(cls, value: str, label: str = "", sentence: str = "") -> Status:
        """The member with this value, label and sentence."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.sentence = sentence
        return member

    WITHDRAWN = "withdrawn", "withdrawn", WITHDRAWN
    SUPERSEDED = "superseded", *_words(Standing.SUPERSEDED)
    FALLEN = "fallen", *_effect_words(HistoryEffect.FALLEN, "no longer holds")
    EFFECT_NOT_KNOWN = "effect-not-known", *_effect_words(HistoryEffect.NOT_KNOWN, "authority changed")
    CORRECTED = "corrected", "corrected since", "A correction was declared after this revision was published."
    DISPUTED = "disputed", *_words(Standing.DISPUTED)
    REDACTED = "redacted", "redacted", "Words were removed from this revision after it was published."
    REVISED = "revised", "revised since", "There is a newer revision, without a correction."
    CURRENT = "current", "current", "This is the newest revision."
    UNDISTURBED = "undisturbed", *_effect_words(HistoryEffect.UNDISTURBED, "not touched by later history")
    REPLY_RECEIVED = (
        "reply-received",
        "reply received",
        "A body that this record concerns has replied since. The reply is on the living page.",
    )


@dataclass(frozen=True, slots=True)
class RevisionStatus:
    """All statuses of a revision, most serious first, with the details that a reader needs."""

    statuses: tuple[Status, ...]
    corrections: tuple[CorrectionNote, ...] = ()
    # The date, the reason and perhaps the successor of a withdrawn record.
    withdrawn: Mapping[str, str] | None = None


def revision_status(
    frozen: Mapping[str, Any], now: Mapping[str, Any], *, is_newest: bool, is_redacted: bool
) -> RevisionStatus:
    """The status of a revision, from the record as frozen and as it is now. Both are as the author wrote them."""
    corrections = new_corrections(now, frozen)
    effect = now.get("later_history", {}).get("effect")
    is_superseded = now.get("standing") == Standing.SUPERSEDED and effect != HistoryEffect.UNDISTURBED
    applies = {
        Status.WITHDRAWN: "withdrawn" in now,
        Status.SUPERSEDED: is_superseded,
        Status.FALLEN: effect == HistoryEffect.FALLEN and not is_superseded,
        Status.EFFECT_NOT_KNOWN: effect == HistoryEffect.NOT_KNOWN and not is_superseded,
        Status.UNDISTURBED: effect == HistoryEffect.UNDISTURBED,
        Status.CORRECTED: bool(corrections),
        Status.DISPUTED: now.get("standing") == "disputed",
        Status.REDACTED: is_redacted,
        Status.REVISED: not is_newest and not corrections,
        Status.CURRENT: is_newest and not corrections,
        Status.REPLY_RECEIVED: _has_reply(now) and not _has_reply(frozen),
    }
    return RevisionStatus(tuple(status for status in Status if applies[status]), corrections, now.get("withdrawn"))


def _has_reply(record: Mapping[str, Any]) -> bool:
    return bool(record.get("reply", {}).get("status") == "received")
