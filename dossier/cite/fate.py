"""The fate of a decision: the effects of later decisions, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dossier.cite.with_history import decision_of
from dossier.model import Claim, Proceeding, Record, Source
from dossier.model.dates import Edtf, Precision
from dossier.model.labels import capitalised
from dossier.model.vocabulary import ProceedingStatus, Relation
from dossier.reading.decisions import authorities, decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import LaterStep, later_steps


class Treatment(StrEnum):
    """The effect of later decisions on what a decision is worth, the gravest first."""

    REVERSED = "reversed"
    REVERSED_IN_PART = "reversed in part"
    VARIED = "varied"
    REMITTED = "remitted"
    LATER_STEP_CHANGED = "a later step of its case was changed"
    RESTORED = "reversed, but the reversal was itself reversed"


@dataclass(frozen=True, slots=True)
class Fate:
    """The fate of a decision."""

    treatment: Treatment
    words: str
    """What the later decisions did: "reversed by [2025] UKUT 319 (AAC) on 6 October 2025"."""
    last: str | None
    """The last decision, which must be read with it, if it is on record."""

    @property
    def sentence(self) -> str:
        """The words as a sentence."""
        return f"{capitalised(self.words)}."


# For each change that was not undone. A change that was undone gives `RESTORED`.
_TREATMENTS = {
    Relation.REVERSED: Treatment.REVERSED,
    Relation.VARIED: Treatment.VARIED,
    Relation.REMITTED: Treatment.REMITTED,
}
_STATUSES = {
    ProceedingStatus.REVERSED: Treatment.REVERSED,
    ProceedingStatus.VARIED: Treatment.VARIED,
    ProceedingStatus.REMITTED: Treatment.REMITTED,
}
_ORDER = tuple(Treatment)


def fate_of(dossier: Dossier, proceeding: Proceeding) -> Fate | None:
    """The fate of a decision, or None if nothing on record changed what it is worth."""
    steps = later_steps(dossier, proceeding.id)
    changes = [step for step in steps if step.is_change]
    if changes:
        treatment = min(map(_treatment, changes), key=_ORDER.index)
        return Fate(treatment, _changes_words(dossier, changes), _last(changes))
    status = _STATUSES.get(proceeding.status)
    if status is not None:
        return Fate(status, f"{status.value} by a decision that is not on record", None)
    for step in steps:
        later = [change for change in step.then if change.is_change]
        if later:
            words = f"{_effect(step)} {_named(dossier, step)}, which was {_changes_words(dossier, later)}"
            return Fate(Treatment.LATER_STEP_CHANGED, words, _last(later))
    return None


def fate_of_record(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, or is a part of. None for any other record."""
    match record:
        case Proceeding():
            return fate_of(dossier, record)
        case Source():
            fates = [fate_of(dossier, proceeding) for proceeding in decisions_in(dossier, record)]
            known = [fate for fate in fates if fate is not None]
            return min(known, key=lambda fate: _ORDER.index(fate.treatment), default=None)
    return None


def resting_sentence(dossier: Dossier, proceedings: Iterable[Proceeding]) -> str | None:
    """The fate of the decisions that a claim rests on, or None if nothing on record changed them.

    It reads like this: "It rests on [2023] UKFTT 819 (GRC), reversed by [2025] UKUT 319 (AAC) on 6 October 2025."
    """
    words = [
        f"{reference(dossier, proceeding)}, {fate.words}"
        for proceeding in proceedings
        if (fate := fate_of(dossier, proceeding)) is not None
    ]
    return f"It rests on {'; and on '.join(words)}." if words else None


def later_course(dossier: Dossier, record: Record) -> str | None:
    """The fate of the decision that a record is, or that a claim rests on, as a sentence.

    None if nothing on record changed it, or if the record is no decision and does not rest on one.
    """
    if isinstance(record, Claim):
        return resting_sentence(dossier, authorities(dossier, record))
    fate = fate_of_record(dossier, record)
    return None if fate is None else fate.sentence


def _treatment(change: LaterStep) -> Treatment:
    if not change.stands:
        return Treatment.RESTORED
    treatment = _TREATMENTS[change.entry.relation]
    is_partial = treatment is Treatment.REVERSED and change.entry.is_partial
    return Treatment.REVERSED_IN_PART if is_partial else treatment


def _last(changes: list[LaterStep]) -> str:
    """The last decision of the chain that the last change begins."""
    last = changes[-1]
    return (last, *last.reversals())[-1].entry.proceeding


def _changes_words(dossier: Dossier, changes: Iterable[LaterStep]) -> str:
    """The changes, with one phrase for all that a later decision did: "reversed and remitted by … on …"."""
    by_decision: dict[str, list[LaterStep]] = {}
    for change in changes:
        by_decision.setdefault(change.entry.proceeding, []).append(change)
    return "; ".join("".join(_phrase(dossier, group)) for group in by_decision.values())


def _phrase(dossier: Dossier, changes: list[LaterStep]) -> Iterator[str]:
    *others, last = changes
    for change in others:
        yield f"{_effect(change).removesuffix(' by')} and "
    yield f"{_effect(last)} {_named(dossier, last)}"
    for undoing in last.reversals():
        yield f", which was itself reversed by {_named(dossier, undoing)}"


def _effect(step: LaterStep) -> str:
    """The effect, before the name of the later decision: "reversed in part (ground 3) by"."""
    verb, _, preposition = step.entry.relation.label.lower().rpartition(" ")
    return f"{verb}{step.entry.extent} {preposition}"


def _named(dossier: Dossier, step: LaterStep) -> str:
    """The later decision by its citation, or by its forum and record, with the date."""
    name = step.entry.proceeding
    later = dossier.proceeding(name)
    return f"{name if later is None else reference(dossier, later)}{_on(step.date)}"


def reference(dossier: Dossier, proceeding: Proceeding) -> str:
    """The neutral citation of a decision, or else its forum, kind, number if it has one, and record."""
    decision = decision_of(dossier, proceeding)
    if decision.neutral_citation is not None:
        return decision.neutral_citation
    details = ", ".join(part for part in (decision.case_number, proceeding.id) if part)
    return f"{decision.forum}, {decision.kind.label.lower()} ({details})"


def _on(day: Edtf | None) -> str:
    if day is None:
        return ""
    single = day.without_time().single
    is_exact = single is not None and single.precision is Precision.DAY and not single.qualifier
    return f" on {single}" if is_exact else f" ({day.without_time()})"
