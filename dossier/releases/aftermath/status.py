"""The current status of a released revision, with the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dossier.cite.fate import Fate
from dossier.cite.pending_appeals import PENDING, PendingAppeals
from dossier.model.labels import EFFECTS, WITHDRAWN
from dossier.model.vocabulary import HistoryEffect, Standing
from dossier.reading.later_steps import Treatment
from dossier.releases.aftermath.status_sentence import short_sentence, with_pending
from dossier.releases.publish.changes import new_corrections
from dossier.releases.store.release_json import CorrectionNote


def _words(standing: Standing) -> tuple[str, str]:
    """The label of a standing for running text, and its sentence."""
    label, sentence = standing.label, standing.summary
    return label.lower(), sentence


def _effect_words(effect: HistoryEffect) -> tuple[str, str]:
    """The label of what became of an authority for running text, and its sentence."""
    sentence = f"The living page says what became of the authority that it rests on. What it says {effect.label}."
    return EFFECTS[effect], sentence


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

    SUSPENDED = "suspended", "suspended", "What was published is not shown for now."
    WITHDRAWN = "withdrawn", "withdrawn", WITHDRAWN
    REDACTED = "redacted", "redacted", "Words were removed from this revision after it was published."
    # The sentence of each names the later decision, so it is made for each revision.
    REVERSED = "reversed", Treatment.REVERSED, ""
    REVERSED_IN_PART = "reversed-in-part", Treatment.REVERSED_IN_PART, ""
    VARIED = "varied", Treatment.VARIED, ""
    REMITTED = "remitted", Treatment.REMITTED, ""
    REMITTED_IN_PART = "remitted-in-part", Treatment.REMITTED_IN_PART, ""
    LATER_STEP_CHANGED = "later-step-changed", Treatment.LATER_STEP_CHANGED, ""
    COURSE_NOT_KNOWN = "course-not-known", Treatment.COURSE_NOT_KNOWN, ""
    CHANGE_UNDONE = "change-undone", Treatment.CHANGE_UNDONE, ""
    RESTORED = "restored", Treatment.RESTORED, ""
    # Only if nothing else became of the decision: else the sentence on that says it.
    APPEAL_PENDING = "appeal-pending", PENDING.lower(), ""
    # The sentence counts the claims.
    CLAIMS_CHANGED = "claims-changed", "claims that it lists have changed", ""
    SUPERSEDED = "superseded", *_words(Standing.SUPERSEDED)
    FALLEN = "fallen", *_effect_words(HistoryEffect.FALLEN)
    EFFECT_NOT_KNOWN = "effect-not-known", *_effect_words(HistoryEffect.NOT_KNOWN)
    CORRECTED = "corrected", "corrected since", "A correction was declared after this revision was published."
    COURSE_CORRECTED = (
        "course-corrected",
        "later course corrected",
        "A later decision that this page names was taken back.",
    )
    DISPUTED = "disputed", *_words(Standing.DISPUTED)
    REPLY_RECEIVED = (
        "reply-received",
        "reply received",
        "A body that this record concerns has replied since. The reply is on the living page.",
    )
    # The sentence names the decision. Other sources support the claim, so the label says nothing of the claim.
    SOURCE_CHANGED = "source-changed", "one of its sources has a later history", ""
    UNDISTURBED = "undisturbed", *_effect_words(HistoryEffect.UNDISTURBED)
    REVISED = "revised", "revised since", "There is a newer revision, without a correction."
    # Only if no other status applies.
    CURRENT = "current", "current", "This is the newest revision."


# The status for each fate of a decision. `REVERSED` and so on have the same names in both.
_OF_TREATMENTS = {treatment: Status[treatment.name] for treatment in Treatment}
# The statuses of a claim for what became of the decision that it rests on.
_OF_EFFECTS = {
    HistoryEffect.FALLEN: Status.FALLEN,
    HistoryEffect.NOT_KNOWN: Status.EFFECT_NOT_KNOWN,
    HistoryEffect.UNDISTURBED: Status.UNDISTURBED,
}


@dataclass(frozen=True, slots=True)
class RevisionStatus:
    """All statuses of a revision, most serious first, with the details that a reader needs."""

    statuses: tuple[Status, ...]
    corrections: tuple[CorrectionNote, ...] = ()
    # The date, the reason and perhaps the successor of a withdrawn record.
    withdrawn: Mapping[str, str] | None = None
    # Sentences made for this revision, each with its status: they name later decisions, or count claims.
    sentences: Mapping[Status, str] = field(default_factory=dict)
    # The same, as short as a status page needs them.
    short_sentences: Mapping[Status, str] = field(default_factory=dict)

    def most_serious(self, most: int) -> tuple[Status, ...]:
        """So many of its statuses, the most serious and in any case those with a sentence of their own."""
        named = [status for status in self.statuses if status in self.sentences]
        others = [status for status in self.statuses if status not in self.sentences]
        kept = {*named, *others[: max(0, most - len(named))]}
        return tuple(status for status in self.statuses if status in kept)


def revision_status(
    frozen: Mapping[str, Any],
    now: Mapping[str, Any],
    *,
    is_newest: bool,
    is_redacted: bool,
    fate: Fate | None = None,
    rests_on: Fate | None = None,
    among_others: Fate | None = None,
    pending: PendingAppeals | None = None,
    claims_changed: str | None = None,
    names_lost_decision: bool = False,
) -> RevisionStatus:
    """The status of a revision, from the record as frozen and as it is now. Both are as the author wrote them.

    `fate` says what became of the decision that the record is. `rests_on` says on which changed decisions a claim
    rests, or else `among_others` what became of decisions that support it next to other sources. `pending` has
    the appeals that are pending in the case of such a decision. `claims_changed` is a sentence on the claims that the
    page of a body lists, if any has changed. `names_lost_decision` is True if the page names a later decision that was
    taken back.
    """
    corrections = new_corrections(now, frozen)
    is_changed = rests_on is not None and rests_on.treatment is not Treatment.COURSE_NOT_KNOWN
    effect = now.get("later_history", {}).get("effect", HistoryEffect.NOT_KNOWN if is_changed else None)
    is_superseded = now.get("standing") == Standing.SUPERSEDED and effect != HistoryEffect.UNDISTURBED
    of_effect = None if effect is None or is_superseded else _OF_EFFECTS[HistoryEffect(effect)]
    of_fate = None if fate is None else _OF_TREATMENTS[fate.treatment]
    if rests_on is not None and of_effect is None and not is_superseded:
        of_effect = _OF_TREATMENTS[rests_on.treatment]
    elif among_others is not None and of_effect is None and not is_superseded:
        of_effect = Status.SOURCE_CHANGED
    of_decision = of_fate or of_effect or (Status.SUPERSEDED if is_superseded else None)
    of_pending = None if pending is None else of_decision or Status.APPEAL_PENDING
    applies = {
        Status.WITHDRAWN: "withdrawn" in now,
        Status.REDACTED: is_redacted,
        Status.CLAIMS_CHANGED: claims_changed is not None,
        Status.SUPERSEDED: is_superseded,
        Status.CORRECTED: bool(corrections),
        Status.COURSE_CORRECTED: names_lost_decision,
        Status.DISPUTED: now.get("standing") == "disputed",
        Status.REPLY_RECEIVED: _has_reply(now) and not _has_reply(frozen),
        Status.REVISED: not is_newest and not corrections and not names_lost_decision,
    }
    statuses = tuple(status for status in Status if applies.get(status) or status in {of_effect, of_fate, of_pending})
    # Next to any other status, "current" would say the opposite of what is meant.
    statuses = statuses or (Status.CURRENT,)
    sentences = {} if claims_changed is None else {Status.CLAIMS_CHANGED: claims_changed}
    short_sentences = dict(sentences)
    for known, status in ((fate, of_fate), (rests_on or among_others, of_effect or Status.SUPERSEDED)):
        if known is not None and status is not None:
            sentences[status], short_sentences[status] = known.sentence, short_sentence(known)
    if pending is not None and of_pending is not None:
        known = fate or rests_on or among_others
        sentences[of_pending] = f"{sentences.get(of_pending, of_pending.sentence)} {pending.sentence}".lstrip()
        short_sentences[of_pending] = with_pending(known or of_pending.sentence, pending)
    return RevisionStatus(statuses, corrections, now.get("withdrawn"), sentences, short_sentences)


def _has_reply(record: Mapping[str, Any]) -> bool:
    return bool(record.get("reply", {}).get("status") == "received")
