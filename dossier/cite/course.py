"""The course of a decision: the effects of later decisions on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from dossier.cite.with_history import decision_of, is_cited
from dossier.model import Proceeding
from dossier.model.dates import Edtf, Precision
from dossier.model.labels import enumeration
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import (
    LaterStep,
    Treatment,
    by_decision,
    effect_of,
    gravest,
    later_steps,
    steps_in_order,
    without_overtaken_refusals,
)

# The later decision of a clause, if only the status of a proceeding says that there was one.
BY_UNKNOWN = " by a decision that is not on record"
AND = "; "
_MOST_CLAUSES = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of the sentence on a decision: what a later decision did to it, or what is not known."""

    effect: str
    """What it did: "reversed in part (ground 3) and remitted"."""
    brief: str = ""
    """The effect without what it was about: "reversed in part (…) and remitted". Else ""."""
    by: str = ""
    """The later decision and its day, if it names one: " by [2025] UKUT 319 (AAC) on 6 October 2025". Else ""."""
    joint: str = AND
    """What joins it to the clause before it."""
    subject: str = ""
    """The decision before it, if that is not the first: "which was itself "."""
    earlier: str | None = None
    """The name of the decision before it, or None if that is the first."""
    later: str | None = None
    """The later decision, or None if its record was withdrawn or it is not on record."""
    says: Treatment | None = None
    """The effect by itself, without what followed."""
    is_change: bool = False
    is_refusal: bool = False
    """True if it says that an appeal was refused. It names the decision before it in its effect, not in its subject."""
    is_caveat: bool = False
    """True if it says what is not known, or is pending."""
    is_cited: bool = True
    """False if citations of the decision do not hold it, because they have no form for a step before it."""
    is_gravest: bool = False
    """True if no other decision on the same earlier one had a graver effect, and so on back to the first."""

    @property
    def words(self) -> str:
        """The clause in full, without its joint."""
        return f"{self.subject}{self.effect}{self.by}"


def caveat(words: str, says: Treatment | None = None) -> Clause:
    """A clause on what is not known, or is pending."""
    return Clause(words, says=says, is_caveat=True)


def not_known(reason: str) -> Clause:
    """The clause that says why the later course of a decision is not known."""
    return caveat(f"{Treatment.COURSE_NOT_KNOWN}: {reason}", Treatment.COURSE_NOT_KNOWN)


def course_in_few_words(dossier: Dossier, name: str) -> list[Clause]:
    """The clauses on a decision, or of a long course those that a reader needs most, in the same order."""
    course = list(_course(dossier, later_steps(dossier, name)))
    if len(course) <= _MOST_CLAUSES:
        return course
    kept = sorted(_by_importance(course)[:_MOST_CLAUSES])
    clauses = []
    for number, before in zip(kept, (-1, *kept), strict=False):
        clause = course[number]
        is_gap = number > before + 1 and not clause.is_caveat
        subject = "" if clause.is_refusal else f"{clause.earlier or 'it'} was "
        after_gap = replace(clause, joint=AND, subject=f"after more decisions, {subject}")
        clauses.append(after_gap if is_gap else clause)
    return clauses


def _by_importance(course: list[Clause]) -> list[int]:
    """The places of the clauses, each once: those with the gravest effect, what is not known, the last, the first."""
    places = range(len(course))
    changes = [place for place in places if course[place].is_change]
    gravest_ = [place for place in changes if course[place].is_gravest]
    # A decision that is named again adds nothing unless it changed something.
    known = sorted({course[place].later: place for place in reversed(places) if not course[place].is_caveat}.values())
    unknown = [place for place in places if course[place].is_caveat]
    first_of_all = (*gravest_[-1:], *gravest_[:1], *unknown[:1], *changes[-1:], *known[-1:], *known[:1])
    return list(dict.fromkeys((*first_of_all, *gravest_, *changes, *known)))


def _course(dossier: Dossier, steps: Iterable[LaterStep]) -> Iterator[Clause]:
    """Yield what each later decision did to a decision, each followed by what became of it in turn."""
    named: set[str] = set()
    decisions = _named_decisions(steps)
    for decision in decisions:
        repeats = decision[-1].entry.proceeding in named and effect_of(decision) is None
        if not repeats:
            yield from _weighed(_clauses(dossier, decision, _Lead(AND, "", None), named), decision, decisions)


def _weighed(
    clauses: Iterable[Clause], decision: list[LaterStep], decisions: list[list[LaterStep]]
) -> Iterator[Clause]:
    """Yield the clauses on a decision. None is the gravest if another of these decisions had a graver effect."""
    is_gravest = effect_of(decision) is gravest(effect_of(each) for each in decisions)
    for clause in clauses:
        yield clause if is_gravest else replace(clause, is_gravest=False)


class _Lead(NamedTuple):
    """The words between the clause on a later decision and the decision before it."""

    joint: str
    subject: str
    earlier: str | None
    is_cited: bool = True


def _clauses(dossier: Dossier, decision: list[LaterStep], lead: _Lead, named: set[str]) -> Iterator[Clause]:
    """Yield the clause on a later decision, then what became of that one, unless it was named before."""
    last = decision[-1]
    course = "later course" if lead.earlier is None else f"later course of {lead.earlier}"
    if last.is_withdrawn:
        words = f"{course} not known: the record of a later decision was withdrawn ({last.entry.proceeding})"
        yield caveat(words, Treatment.COURSE_NOT_KNOWN)
        return
    if last.lacks_result and effect_of(decision) is Treatment.COURSE_NOT_KNOWN:
        words = f"{course} not known: the result of the appeal to {_reference(dossier, last)} is not on record"
        yield replace(caveat(words, Treatment.COURSE_NOT_KNOWN), later=last.entry.proceeding)
        return
    is_cited_too = lead.is_cited and _is_cited(dossier, decision)
    clause = replace(_clause(dossier, decision, lead), is_cited=is_cited_too)
    yield clause
    if last.entry.proceeding in named:
        return
    named.add(last.entry.proceeding)
    earlier = _reference(dossier, last)
    which = _Lead(", ", "which was itself " if clause.is_change else "which was ", earlier, is_cited_too)
    followed = _named_decisions(last.then, are_refusals_named=clause.is_change)
    is_on_record = any(not each[-1].is_withdrawn for each in followed)
    if last.fate not in {None, Treatment.COURSE_NOT_KNOWN} and not is_on_record:
        changed = replace(clause, effect=str(last.fate), brief="", by=BY_UNKNOWN, says=last.fate, is_change=True)
        yield replace(changed, joint=which.joint, subject=which.subject, earlier=earlier)
    next_lead = which if len(followed) == 1 else _Lead(AND, f"{earlier} was ", earlier, is_cited_too)
    for each in followed:
        yield from _weighed(_clauses(dossier, each, next_lead, named), each, followed)


def _clause(dossier: Dossier, decision: list[LaterStep], lead: _Lead) -> Clause:
    """The clause on a later decision whose record was not withdrawn."""
    steps = steps_in_order(decision)
    last = steps[-1]
    clause = Clause(
        effect=_effect(steps),
        brief=_effect(steps, is_brief=True),
        by=f" {_preposition(last)} {_reference(dossier, last)}{_on(last.date)}",
        joint=lead.joint,
        subject=lead.subject,
        earlier=lead.earlier,
        later=last.entry.proceeding,
        says=gravest(step.own_effect for step in steps),
        is_change=any(step.is_change for step in decision),
        is_refusal=last.is_refusal,
        is_gravest=True,
    )
    return _on_appeal_from(lead.earlier, clause) if last.is_refusal else clause


def _on_appeal_from(earlier: str | None, clause: Clause) -> Clause:
    """The clause on a refusal: "appeal refused", or "appeal from [2024] AVUT 2 refused" for a decision in between."""
    if earlier is None:
        return clause
    appeal = f"appeal from {earlier}"
    effect, brief = (words.replace("appeal", appeal, 1) for words in (clause.effect, clause.brief))
    return replace(clause, effect=effect, brief=brief, joint=AND, subject="")


def _is_cited(dossier: Dossier, decision: list[LaterStep]) -> bool:
    """True if a citation of the earlier decision prints a later one. Styles have no form for a case that went on."""
    last = steps_in_order(decision)[-1]
    later = dossier.proceeding(last.entry.proceeding)
    return later is not None and is_cited(last, later)


def _named_decisions(steps: Iterable[LaterStep], *, are_refusals_named: bool = False) -> list[list[LaterStep]]:
    """The later decisions to name: all if any of them changed something, by itself or by what followed.

    Else none, or only the refusals to hear an appeal, which show that a change is not challenged any more.
    """
    decisions = by_decision(without_overtaken_refusals(steps))
    if all(effect_of(decision) is None for decision in decisions):
        refusals = [decision for decision in decisions if any(step.is_refusal for step in decision)]
        return refusals if are_refusals_named else []
    return [
        decision
        for decision in decisions
        if effect_of(decision) is not None or any(step.entry.relation.is_result for step in decision)
    ]


def _effect(steps: Iterable[LaterStep], *, is_brief: bool = False) -> str:
    """The effects of a later decision: "reversed in part (ground 3) and remitted"."""
    extents = ((step, step.entry.brief_extent if is_brief else step.entry.extent) for step in steps)
    return enumeration([f"{_verb(step)}{extent}" for step, extent in extents])


def _verb(step: LaterStep) -> str:
    return step.entry.relation.label.lower().rpartition(" ")[0]


def _preposition(step: LaterStep) -> str:
    return step.entry.relation.label.rpartition(" ")[2]


def _reference(dossier: Dossier, step: LaterStep) -> str:
    """The later decision by its citation, or by its forum and record."""
    name = step.entry.proceeding
    later = dossier.proceeding(name)
    return name if later is None else reference(dossier, later)


def reference(dossier: Dossier, proceeding: Proceeding) -> str:
    """The neutral citation of a decision, or else its forum, kind, number if it has one, and record."""
    decision = decision_of(dossier, proceeding)
    if decision.neutral_citation is not None and MARK not in decision.neutral_citation:
        return decision.neutral_citation
    details = ", ".join(part for part in (decision.case_number, proceeding.id) if part)
    return f"{decision.forum}, {decision.kind.label.lower()} ({details})"


def _on(day: Edtf | None) -> str:
    if day is None:
        return ""
    single = day.without_time().single
    is_exact = single is not None and single.precision is Precision.DAY and not single.qualifier
    return f" on {single}" if is_exact else f" ({day.without_time()})"
