"""The fate of decisions on pages: notices, and words in lists."""

from __future__ import annotations

from dossier.cite.fate import Fate, fate_for_claim
from dossier.model import Claim
from dossier.model.labels import EFFECTS
from dossier.model.vocabulary import HistoryEffect, Standing
from dossier.pages.content import Badge, Notice, Text, Words
from dossier.pages.parts import record_link
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment

# The end of "rests on a decision …" or "a source is a decision …". A restored decision needs no words.
_CHANGED = {
    **{
        treatment: f"that was {treatment}"
        for treatment in (
            *(Treatment.REVERSED, Treatment.REVERSED_IN_PART, Treatment.VARIED),
            *(Treatment.REMITTED, Treatment.REMITTED_IN_PART),
        )
    },
    Treatment.LATER_STEP_CHANGED: "in whose case a later step was changed",
    Treatment.COURSE_NOT_KNOWN: "whose later course is not known",
}

# The term of a badge whose standing may not be what it was.
WEAKENED = "weakened"
# What the record of a withdrawn claim has in the place of a standing.
WITHDRAWN_BADGE = Badge("Withdrawn", "withdrawn")


def fate_notice(dossier: Dossier, fate: Fate, title: str, *, is_grave: bool = True) -> Notice:
    """The notice on what became of a decision, with the last decision to read with it.

    `is_grave` is False if it does not touch what the page says.
    """
    level = "reversed" if is_grave and fate.treatment is Treatment.REVERSED else "history"
    text: Text = (
        () if fate.last is None else (Words("Read it with the last decision: "), record_link(dossier, fate.last))
    )
    return Notice(level, title.removesuffix("."), text, is_frozen=False)


def authority_words(dossier: Dossier, claim: Claim) -> str:
    """The words after the standing of a claim in a list, if it fell or a decision was or may be changed, or "".

    The claim rests on that decision, or else the decision supports it among other sources.
    """
    if claim.is_undisturbed or claim.standing is Standing.SUPERSEDED:
        return ""
    return effect_words(claim, fate_for_claim(dossier, claim))


def effect_words(claim: Claim, fate: Fate | None) -> str:
    """The same words, given the fate of the decisions that support the claim."""
    if claim.is_undisturbed or claim.standing is Standing.SUPERSEDED:
        return ""
    words = [EFFECTS[HistoryEffect.FALLEN]] if claim.has_fallen else []
    if fate is not None and fate.treatment in _CHANGED:
        words.append(f"{fate.opening.removeprefix('it ')} a decision {_CHANGED[fate.treatment]}")
    return f" ({'; '.join(words)})" if words else ""


def standing_badge(dossier: Dossier, claim: Claim) -> Badge:
    """The standing of a claim as a badge in a list, with the words after it. A withdrawn claim has none any more.

    With such words it has not the colour of its standing.
    """
    if claim.withdrawn is not None:
        return WITHDRAWN_BADGE
    words = authority_words(dossier, claim)
    return Badge(claim.standing.label + words, WEAKENED if words else claim.standing.value)
