"""The fate of a decision: the effects of later decisions, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dossier.cite.with_history import decision_of
from dossier.model import Claim, Proceeding, Record, Source
from dossier.model.dates import Edtf, Precision
from dossier.model.labels import capitalised
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.decisions import authorities, decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import (
    LaterStep,
    Treatment,
    by_decision,
    effect_of,
    gravest,
    later_steps,
    treatment_of,
)

_BY_UNKNOWN = "by a decision that is not on record"
_MOST_CLAUSES = 5
_AND = "; "


@dataclass(frozen=True, slots=True)
class Fate:
    """The fate of a decision."""

    treatment: Treatment
    words: str
    """What the later decisions did: "reversed by [2025] UKUT 319 (AAC) on 6 October 2025"."""
    last: str | None
    """The last decision, which must be read with it, if it is on record and was not withdrawn."""
    caveat: str = ""
    """The part of the words that no citation of the decision holds, as a sentence: what is not known, or is pending."""

    @property
    def sentence(self) -> str:
        """The words as a sentence."""
        return f"{capitalised(self.words)}."


def fate_of(dossier: Dossier, proceeding: Proceeding) -> Fate | None:
    """The fate of a decision, or None if nothing on record changed what it is worth."""
    steps = later_steps(dossier, proceeding.id)
    treatment = treatment_of(proceeding, steps)
    if treatment is None:
        return None
    course = _in_few_words(list(_course(dossier, steps)))
    if treatment is not Treatment.COURSE_NOT_KNOWN and all(clause.by is None for clause in course):
        course.insert(0, _Clause("", _AND, f"{treatment.value} {_BY_UNKNOWN}", is_change=True, by=None))
    if treatment is Treatment.RESTORED and proceeding.status is ProceedingStatus.UNDER_APPEAL:
        # Its words alone would read as if it were in force.
        course.append(_Clause("", _AND, "it is under appeal", is_change=False, by=None))
    words = "".join(clause.lead + clause.words for clause in course).removeprefix(_AND)
    caveat = "; ".join(clause.words for clause in course if clause.by is None)
    last = next((clause.by for clause in reversed(course) if clause.by is not None), None)
    return Fate(treatment, words, last, f"{capitalised(caveat)}." if caveat else "")


def fate_as_authority(dossier: Dossier, proceeding: Proceeding) -> Fate | None:
    """The fate of a decision on which another record rests. It is not known if the record of it was withdrawn."""
    fate = fate_of(dossier, proceeding)
    if fate is None or proceeding.withdrawn is None:
        return fate
    return _unknown(f"the record of the decision was withdrawn ({proceeding.id})")


def _unknown(reason: str) -> Fate:
    fate = Fate(Treatment.COURSE_NOT_KNOWN, f"{Treatment.COURSE_NOT_KNOWN}: {reason}", None)
    return replace(fate, caveat=fate.sentence)


def fate_of_record(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, or is a part of. None for any other record."""
    match record:
        case Proceeding():
            return fate_of(dossier, record)
        case Source():
            parts = [(each, fate_as_authority(dossier, each)) for each in decisions_in(dossier, record)]
            return _with_hidden(_of_parts(parts)) if record.id in dossier.hidden_courses else _of_parts(parts)
    return None


def _with_hidden(fate: Fate | None) -> Fate:
    """The fate of a decision if suspended records have more about it."""
    hidden = _unknown("records of it are suspended")
    if fate is None:
        return hidden
    treatment = gravest((fate.treatment, hidden.treatment)) or hidden.treatment
    return Fate(treatment, f"{fate.words}{_AND}{hidden.words}", fate.last, f"{fate.caveat} {hidden.caveat}".strip())


def fate_as_looked_up(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, also if nobody could find out how its case ended."""
    fate = fate_of_record(dossier, record)
    if fate is not None or isinstance(record, Claim):
        return fate
    decisions = decisions_in(dossier, record) if isinstance(record, Source) else (record,)
    if not any(isinstance(each, Proceeding) and each.status is ProceedingStatus.NOT_KNOWN for each in decisions):
        return None
    return _unknown("nothing that was read says how the case ended")


def _of_parts(parts: list[tuple[Proceeding, Fate | None]]) -> Fate | None:
    """The fate of a decision from the fates of its proceedings. The words name each part if the fates differ."""
    known = [(proceeding, fate) for proceeding, fate in parts if fate is not None]
    treatment = gravest(fate.treatment for _, fate in known)
    if treatment is None:
        return None
    if len({fate for _, fate in parts}) == 1:
        return known[0][1]
    is_whole = {fate and fate.treatment for _, fate in parts} == {Treatment.REVERSED}
    if treatment is Treatment.REVERSED and not is_whole:
        treatment = Treatment.REVERSED_IN_PART
    words = "; ".join(f"{_part(proceeding)}{fate.words}" for proceeding, fate in known)
    caveats = dict.fromkeys(fate.caveat for _, fate in known if fate.caveat)
    return Fate(treatment, words, known[-1][1].last, " ".join(caveats))


def _part(proceeding: Proceeding) -> str:
    """The words for a part of a decision, or "" if its record was withdrawn: what is not known may concern them all."""
    if proceeding.withdrawn is not None:
        return ""
    return f"in part ({proceeding.case_number or proceeding.kind.label.lower()}, {proceeding.id}) "


def resting_fate(dossier: Dossier, proceedings: Iterable[Proceeding]) -> Fate | None:
    """The fate of the decisions that a claim rests on, or None if nothing on record changed them.

    Its sentence reads like this: "It rests on [2023] UKFTT 819 (GRC), reversed by [2025] UKUT 319 (AAC) on 6 October
    2025."
    """
    known = ((proceeding, fate_as_authority(dossier, proceeding)) for proceeding in proceedings)
    fates = [(proceeding, fate) for proceeding, fate in known if fate is not None]
    treatment = gravest(fate.treatment for _, fate in fates)
    if treatment is None:
        return None
    words = "; and on ".join(f"{reference(dossier, proceeding)}, {fate.words}" for proceeding, fate in fates)
    return Fate(treatment, f"it rests on {words}", fates[-1][1].last)


def later_course(dossier: Dossier, record: Record) -> str | None:
    """The fate of the decision that a record is, or that a claim rests on, as a sentence.

    None if nothing on record changed it, or if the record is no decision and does not rest on one.
    """
    if isinstance(record, Claim):
        fate = resting_fate(dossier, authorities(dossier, record))
    else:
        fate = fate_of_record(dossier, record)
    return None if fate is None else fate.sentence


@dataclass(frozen=True, slots=True)
class _Clause:
    """The effect of a later decision on a decision before it."""

    earlier: str
    """The words for the decision before it."""
    lead: str
    """What joins it to the clause before it."""
    words: str
    """What it did, with its name: "reversed and remitted by … on …"."""
    is_change: bool
    by: str | None
    """The later decision, or None if its record was withdrawn or it is not on record."""
    is_gravest: bool = False
    """True if no other decision on the same earlier one had a graver effect, and so on back to the first."""


def _in_few_words(course: list[_Clause]) -> list[_Clause]:
    """The clauses of a course, or of a long one those that a reader needs most, in the same order."""
    if len(course) <= _MOST_CLAUSES:
        return course
    kept = sorted(_by_importance(course)[:_MOST_CLAUSES])
    clauses = []
    for number, before in zip(kept, (-1, *kept), strict=False):
        clause = course[number]
        is_gap = number > before + 1 and clause.by is not None
        clauses.append(replace(clause, lead=f"; after more decisions, {clause.earlier} was ") if is_gap else clause)
    return clauses


def _by_importance(course: list[_Clause]) -> list[int]:
    """The places of the clauses, each once: those with the gravest effect, what is not known, the last, the first."""
    places = range(len(course))
    changes = [place for place in places if course[place].is_change]
    gravest_ = [place for place in changes if course[place].is_gravest]
    # A decision that is named again adds nothing unless it changed something.
    known = sorted({course[place].by: place for place in reversed(places) if course[place].by is not None}.values())
    unknown = [place for place in places if course[place].by is None]
    first_of_all = (*gravest_[-1:], *gravest_[:1], *unknown[:1], *changes[-1:], *known[-1:], *known[:1])
    return list(dict.fromkeys((*first_of_all, *gravest_, *changes, *known)))


def _course(dossier: Dossier, steps: Iterable[LaterStep]) -> Iterator[_Clause]:
    """Yield what each later decision did to a decision, each followed by what became of it in turn."""
    named: set[str] = set()
    decisions = _named_decisions(steps)
    for decision in decisions:
        repeats = decision[-1].entry.proceeding in named and effect_of(decision) is None
        if not repeats:
            yield from _weighed(_clauses(dossier, decision, None, _AND, named), decision, decisions)


def _weighed(
    clauses: Iterable[_Clause], decision: list[LaterStep], decisions: list[list[LaterStep]]
) -> Iterator[_Clause]:
    """Yield the clauses on a decision. None is the gravest if another of these decisions had a graver effect."""
    is_gravest = effect_of(decision) is gravest(effect_of(each) for each in decisions)
    for clause in clauses:
        yield clause if is_gravest else replace(clause, is_gravest=False)


def _clauses(
    dossier: Dossier, decision: list[LaterStep], earlier: str | None, lead: str, named: set[str]
) -> Iterator[_Clause]:
    last = decision[-1]
    if last.is_withdrawn:
        course = "later course" if earlier is None else f"later course of {earlier}"
        words = f"{course} not known: the record of a later decision was withdrawn ({last.entry.proceeding})"
        yield _Clause("", _AND, words, is_change=False, by=None)
        return
    is_change = any(step.is_change for step in decision)
    yield _Clause(earlier or "it", lead, _phrase(dossier, decision), is_change, last.entry.proceeding, is_gravest=True)
    if last.entry.proceeding in named:
        return
    named.add(last.entry.proceeding)
    reference_ = _reference(dossier, last)
    link = ", which was itself " if is_change else ", which was "
    followed = _named_decisions(last.then)
    is_on_record = any(not each[-1].is_withdrawn for each in followed)
    if last.fate not in {None, Treatment.COURSE_NOT_KNOWN} and not is_on_record:
        words = f"{last.fate} {_BY_UNKNOWN}"
        yield _Clause(reference_, link, words, is_change=True, by=last.entry.proceeding, is_gravest=True)
    for each in followed:
        next_lead = link if len(followed) == 1 else f"{_AND}{reference_} was "
        yield from _weighed(_clauses(dossier, each, reference_, next_lead, named), each, followed)


def _named_decisions(steps: Iterable[LaterStep]) -> list[list[LaterStep]]:
    """The later decisions to name: all if any of them changed something, by itself or by what followed. Else none."""
    decisions = by_decision(steps)
    if all(effect_of(decision) is None for decision in decisions):
        return []
    return [
        decision
        for decision in decisions
        if effect_of(decision) is not None or any(step.entry.relation.is_decision for step in decision)
    ]


def _phrase(dossier: Dossier, decision: list[LaterStep]) -> str:
    """The effect of a later decision with its name and date, without the appeal as such."""
    steps = [step for step in decision if step.entry.relation.is_decision] or decision[:1]
    effects = [_effect(step) for step in steps]
    before = [f"{effect.removesuffix(' by')} and " for effect in effects[:-1]]
    return f"{''.join(before)}{effects[-1]} {_reference(dossier, steps[-1])}{_on(steps[-1].date)}"


def _effect(step: LaterStep) -> str:
    """The effect, before the name of the later decision: "reversed in part (ground 3) by"."""
    verb, _, preposition = step.entry.relation.label.lower().rpartition(" ")
    return f"{verb}{step.entry.extent} {preposition}"


def _reference(dossier: Dossier, step: LaterStep) -> str:
    """The later decision by its citation, or by its forum and record."""
    name = step.entry.proceeding
    later = dossier.proceeding(name)
    return name if later is None else reference(dossier, later)


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
