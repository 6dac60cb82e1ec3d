"""Marks of records in pictures: which shape says what."""

from __future__ import annotations

from enum import Enum

from dossier.cite.fate import Fate, fate_of
from dossier.model import Claim, Proceeding
from dossier.model.labels import capitalised
from dossier.model.vocabulary import ProceedingStatus, Standing
from dossier.pages.fate import authority_words
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment


class Mark(Enum):
    """A shape, in words, and what it means."""

    SQUARE = ("filled square", "claim")
    EMPTY_SQUARE = (
        "empty square",
        "claim in doubt: disputed, superseded, fallen or withdrawn, or the decision behind it was or may be changed",
    )
    FILLED = ("filled circle", "no later decision on record changed it")
    CROSSED = ("cross", "reversed")
    HALF = ("half-filled circle", "changed in part, sent back, or a later step was changed")
    RESTORED = ("dot in a ring", "changed, but the change was itself reversed")
    OPEN = ("empty circle", "pending")
    APPEALED = ("circle with a line through it", "under appeal")
    QUESTION = ("question mark", "what became of it is not known")
    WITHDRAWN = ("broken circle", "record withdrawn")

    @property
    def meaning(self) -> str:
        """Words for what it means."""
        return self.value[1]

    @property
    def is_plain(self) -> bool:
        """True if nothing on record takes anything from what it stands for."""
        return self in {Mark.SQUARE, Mark.FILLED}


_OF_TREATMENTS = {
    Treatment.REVERSED: Mark.CROSSED,
    Treatment.CHANGE_UNDONE: Mark.RESTORED,
    Treatment.RESTORED: Mark.RESTORED,
    Treatment.COURSE_NOT_KNOWN: Mark.QUESTION,
}
_OF_STATUSES = {
    ProceedingStatus.PENDING: Mark.OPEN,
    ProceedingStatus.UNDER_APPEAL: Mark.APPEALED,
    ProceedingStatus.NOT_KNOWN: Mark.QUESTION,
}
# An appeal that is open says more than these.
_BEFORE_APPEAL = frozenset({Mark.RESTORED, Mark.QUESTION})
_WEAK = frozenset({Standing.DISPUTED, Standing.SUPERSEDED})


def mark_of_proceeding(dossier: Dossier, proceeding: Proceeding) -> Mark:
    """The mark for what became of a proceeding, as its page says it."""
    return (
        Mark.WITHDRAWN if proceeding.withdrawn is not None else mark_of_fate(proceeding, fate_of(dossier, proceeding))
    )


def mark_of_fate(proceeding: Proceeding, fate: Fate | None) -> Mark:
    """The mark for a fate, or for the status of a proceeding that nothing on record changed."""
    if fate is None:
        return _OF_STATUSES.get(proceeding.status, Mark.FILLED)
    mark = _OF_TREATMENTS.get(fate.treatment, Mark.HALF)
    is_appealed = proceeding.status is ProceedingStatus.UNDER_APPEAL and mark in _BEFORE_APPEAL
    return Mark.APPEALED if is_appealed else mark


def mark_of_claim(dossier: Dossier, claim: Claim) -> Mark:
    """The mark for the standing of a claim, and for what became of the decisions that support it."""
    is_weak = claim.withdrawn is not None or claim.standing in _WEAK or authority_words(dossier, claim)
    return Mark.EMPTY_SQUARE if is_weak else Mark.SQUARE


def explained_marks(marks: set[Mark]) -> str:
    """The words that explain these marks, as the beginning of a sentence."""
    return capitalised("; ".join(": ".join(mark.value) for mark in Mark if mark in marks))
