"""Later proceedings on a decision, and later proceedings on those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dossier.model import Proceeding
from dossier.model.dates import Edtf
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import ProceedingStatus, Relation
from dossier.reading.appeal_results import endings_of, has_result
from dossier.reading.dossier import Dossier


class Treatment(StrEnum):
    """The effect of later decisions on what a decision is worth, the gravest first."""

    REVERSED = "reversed"
    REVERSED_IN_PART = "reversed in part"
    VARIED = "varied"
    REMITTED = "remitted"
    REMITTED_IN_PART = "remitted in part"
    LATER_STEP_CHANGED = "a later step of its case was changed"
    COURSE_NOT_KNOWN = "later course not known"
    CHANGE_UNDONE = "changed, but the change was itself reversed"
    RESTORED = "reversed, but the reversal was itself reversed"


_ORDER = tuple(Treatment)
_TREATMENTS = {
    Relation.REVERSED: Treatment.REVERSED,
    Relation.VARIED: Treatment.VARIED,
    Relation.REMITTED: Treatment.REMITTED,
}
_IN_PART = {
    Treatment.REVERSED: Treatment.REVERSED_IN_PART,
    Treatment.REMITTED: Treatment.REMITTED_IN_PART,
}
_UNDONE = frozenset({Treatment.RESTORED, Treatment.CHANGE_UNDONE})
_STATUSES = {
    ProceedingStatus.REVERSED: Treatment.REVERSED,
    ProceedingStatus.VARIED: Treatment.VARIED,
    ProceedingStatus.REMITTED: Treatment.REMITTED,
}


@dataclass(frozen=True, slots=True)
class LaterStep:
    """A later proceeding on a decision."""

    earlier: str
    """The decision on which it was brought."""
    entry: HistoryEntry
    date: Edtf | None
    """The date of the step, or else of the later decision."""
    then: tuple[LaterStep, ...]
    """What later proceedings did to it in turn."""
    fate: Treatment | None
    """What became of the later decision in turn, or None if nothing on record changed it."""
    is_known: bool
    """True if each decision that followed is on record, can be read, and is not a decision before it.

    The result of each appeal is on record, too. If these decisions reversed the later decision, it is also known that
    they reversed the whole of it.
    """
    is_sent_back: bool
    """True if a later decision sent the case back, so that the later decision is to be made again."""
    is_withdrawn: bool
    """True if the record of the later decision was withdrawn, so that nobody vouches for the step."""
    is_ended_appeal: bool
    """True if it is an appeal that is over, perhaps in another proceeding in which it was continued."""
    lacks_result: bool
    """True if it is an appeal that is over, and no step on the same decision says what came of it."""

    @property
    def is_change(self) -> bool:
        """True if it reversed, varied or remitted the decision, and its record was not withdrawn."""
        return self.entry.relation.is_change and not self.is_withdrawn

    @property
    def is_reversal(self) -> bool:
        """True if it set the whole of the decision aside, and its record was not withdrawn."""
        return self._reverses and not self.is_withdrawn

    @property
    def is_decision(self) -> bool:
        """True if it decided something on the decision, and its record was not withdrawn."""
        return self.entry.relation.is_decision and not self.is_withdrawn

    @property
    def is_refusal(self) -> bool:
        """True if it refused to hear an appeal from the decision, and its record was not withdrawn."""
        return self.entry.relation is Relation.REFUSED and not self.is_withdrawn

    @property
    def stands(self) -> bool:
        """False if a later decision set the whole of it aside, and all that followed is known."""
        return not (self.fate is Treatment.REVERSED and self.is_known)

    @property
    def effect(self) -> Treatment | None:
        """The effect on the decision, given all that followed. None if it left the decision as it was.

        A change that was reversed as a whole is undone, and an affirmation too, unless the case was sent back: then the
        appeal is to be decided again. The effect of any other step that was changed in turn is not certain. If its
        record was withdrawn, it is not known if it had the effect that the record gave it. The effect of an appeal
        whose result is not on record is not known either, nor what came of an appeal whose refusal was changed in turn.
        """
        effect = self._recorded_effect
        return Treatment.COURSE_NOT_KNOWN if self.is_withdrawn and effect is not None else effect

    @property
    def _reverses(self) -> bool:
        return self.entry.relation is Relation.REVERSED and not self.entry.is_partial

    @property
    def own_effect(self) -> Treatment | None:
        """The effect by itself, without what followed. None if it changed nothing."""
        own = _TREATMENTS.get(self.entry.relation)
        return _IN_PART.get(own, own) if own is not None and self.entry.is_partial else own

    @property
    def _recorded_effect(self) -> Treatment | None:
        relation, own = self.entry.relation, self.own_effect
        if self.fate in {None, Treatment.COURSE_NOT_KNOWN}:
            return own or (Treatment.COURSE_NOT_KNOWN if self.lacks_result else self.fate)
        if relation is Relation.REFUSED:
            return None if self.fate in _UNDONE else Treatment.COURSE_NOT_KNOWN
        if self.fate in _UNDONE and relation.is_change:
            return own
        if not self.stands and relation.is_change:
            return Treatment.RESTORED if self._reverses else Treatment.CHANGE_UNDONE
        if not self.stands and relation is Relation.AFFIRMED and not self.is_sent_back:
            return Treatment.REVERSED_IN_PART if self.entry.is_partial else Treatment.REVERSED
        return Treatment.LATER_STEP_CHANGED


def later_steps(dossier: Dossier, name: str) -> tuple[LaterStep, ...]:
    """The later proceedings on a proceeding, in the order of its history.

    A withdrawn proceeding is among them only if it changed what the decision is worth. Proceedings that refer to each
    other in a cycle are tolerated: the second visit finds nothing.
    """
    return _steps(dossier, name, {}) or ()


def by_decision(steps: Iterable[LaterStep]) -> list[list[LaterStep]]:
    """The steps of each later decision, in the order of their dates, or of the history if a date is not recorded."""
    groups: dict[str, list[LaterStep]] = {}
    for step in steps:
        groups.setdefault(step.entry.proceeding, []).append(step)
    dated = [(step.date, group) for group in groups.values() for step in group[-1:] if step.date is not None]
    if len(dated) < len(groups):
        return list(groups.values())
    return [group for _, group in sorted(dated, key=lambda pair: pair[0].sort_key)]


def without_overtaken_refusals(steps: Iterable[LaterStep]) -> list[LaterStep]:
    """The steps without each refusal to hear an appeal that was followed by a decision: the appeal was heard after all.

    It is known by the order of `by_decision` which came first.
    """
    known = list(steps)
    decisions = by_decision(known)
    last = max((place for place, decision in enumerate(decisions) if _decides(decision)), default=0)
    before = {step.entry.proceeding for decision in decisions[:last] for step in decision}
    return [step for step in known if not (step.is_refusal and step.entry.proceeding in before)]


# A court reverses a decision, and then sends the case back. A refusal says more than that there was an appeal.
_RELATIONS_IN_ORDER = (
    *(Relation.AFFIRMED, Relation.REVERSED, Relation.VARIED, Relation.REMITTED),
    *(Relation.REFUSED, Relation.APPEALED_TO, Relation.CONTINUED_IN),
)


def steps_in_order(decision: Iterable[LaterStep]) -> list[LaterStep]:
    """The steps of a later decision in the order of a sentence: those that decided something, or else the first."""
    steps = sorted(decision, key=lambda step: _RELATIONS_IN_ORDER.index(step.entry.relation))
    return [step for step in steps if step.entry.relation.is_decision] or steps[:1]


def effect_of(decision: Iterable[LaterStep]) -> Treatment | None:
    """The gravest effect of a later decision that did several things. A reversal of the whole decides."""
    steps = list(decision)
    reversals = [step for step in steps if step.is_reversal]
    decisive = reversals or [step for step in steps if step.entry.relation.is_decision]
    return gravest(step.effect for step in decisive or steps)


def treatment_of(proceeding: Proceeding, steps: Iterable[LaterStep]) -> Treatment | None:
    """The effect of all later decisions on a decision, or the effect that only its status records."""
    known = tuple(steps)
    treatment = _of_steps(known)
    if treatment is Treatment.REVERSED or any(step.is_change for step in known):
        return treatment
    return _STATUSES.get(proceeding.status, treatment)


def _of_steps(steps: tuple[LaterStep, ...]) -> Treatment | None:
    """The gravest effect of the later decisions. After a reversal, a decision that did less makes it uncertain."""
    decisions = by_decision(without_overtaken_refusals(steps))
    effects = [effect_of(decision) for decision in decisions]
    if Treatment.REVERSED not in effects:
        return gravest(effects)
    last = len(effects) - effects[::-1].index(Treatment.REVERSED)
    certain = {Treatment.REMITTED, Treatment.REMITTED_IN_PART, Treatment.CHANGE_UNDONE, Treatment.RESTORED}
    after = [effect_of(decision) for decision in decisions[last:] if _decides(decision)]
    return Treatment.REVERSED if certain.issuperset(after) else Treatment.LATER_STEP_CHANGED


def _decides(decision: Iterable[LaterStep]) -> bool:
    return any(step.is_decision for step in decision)


def course_of(step: LaterStep) -> Iterator[list[LaterStep]]:
    """Yield the last decision that changed a later decision in turn, the last that changed that one, and so on.

    Each is given by all its steps, because a decision can do several things.
    """
    seen = {step.earlier, step.entry.proceeding}
    while changed := [decision for decision in by_decision(step.then) if _is_told(decision)]:
        step = changed[-1][-1]
        if step.entry.proceeding in seen:
            return
        seen.add(step.entry.proceeding)
        yield changed[-1]


def _is_told(decision: list[LaterStep]) -> bool:
    """True if the decision changed something and its record was not withdrawn."""
    return not decision[-1].is_withdrawn and effect_of(decision) is not None


def gravest(effects: Iterable[Treatment | None]) -> Treatment | None:
    """The gravest of these effects, or None if there is none."""
    return min((effect for effect in effects if effect is not None), key=_ORDER.index, default=None)


def _steps(dossier: Dossier, name: str, found: dict[str, tuple[LaterStep, ...] | None]) -> tuple[LaterStep, ...] | None:
    """The later steps, or None for a proceeding whose steps are being looked for, to which a cycle comes back."""
    if name in found:
        return found[name]
    found[name] = None
    proceeding = dossier.proceeding(name)
    steps = []
    history = () if proceeding is None else proceeding.history
    for number, entry in enumerate(history):
        later = dossier.proceeding(entry.proceeding)
        is_ended = bool(endings_of(dossier, entry))
        lacks_result = is_ended and not has_result(dossier, history, number)
        then = _steps(dossier, entry.proceeding, found)
        step = _step(name, entry, later, then, (is_ended, lacks_result))
        if not step.is_withdrawn or step.effect is not None:
            steps.append(step)
    found[name] = tuple(steps)
    return found[name]


def _step(
    name: str,
    entry: HistoryEntry,
    later: Proceeding | None,
    then: tuple[LaterStep, ...] | None,
    of_appeal: tuple[bool, bool],
) -> LaterStep:
    """The later step. `of_appeal` says if it is an appeal that is over, and if it lacks a result then."""
    steps, (_, lacks_result) = then or (), of_appeal
    fate = None if later is None else treatment_of(later, steps)
    is_on_record = later is not None and then is not None and fate is _of_steps(steps)
    is_known = is_on_record and all(step.is_known for step in steps) and _has_known_extent(fate, steps)
    decided = None if later is None else later.decided
    is_withdrawn = later is not None and later.withdrawn is not None
    is_known = is_known and not is_withdrawn and not lacks_result
    states = (is_known, _is_sent_back(later, steps), is_withdrawn)
    return LaterStep(name, entry, entry.date or decided, steps, fate, *states, *of_appeal)


def _is_sent_back(later: Proceeding | None, steps: Iterable[LaterStep]) -> bool:
    """True if a later decision sent the case back, and nothing reversed that decision in turn."""
    remittals = [step for step in steps if step.entry.relation is Relation.REMITTED]
    if remittals:
        return any(step.effect is not Treatment.CHANGE_UNDONE for step in remittals)
    return later is not None and later.status is ProceedingStatus.REMITTED


def _has_known_extent(fate: Treatment | None, steps: Iterable[LaterStep]) -> bool:
    """False if a decision was reversed, and no step says that the whole of it was."""
    return fate is not Treatment.REVERSED or any(
        step.effect is Treatment.REVERSED and not step.entry.is_of_unknown_extent for step in steps
    )
