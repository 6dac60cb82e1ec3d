"""Citations of sources and proceedings with their later history, from the dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from dossier.cite import Decision, Effect, LaterDecision, Runs, Style, cite, decision
from dossier.model import Organisation, Proceeding, Source
from dossier.model.vocabulary import Extent, OrganisationKind, Relation
from dossier.reading.decisions import decisions_in, is_whole_of
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import (
    LaterStep,
    by_decision,
    later_steps,
    steps_in_order,
    without_overtaken_refusals,
)

# Many pages list the same source as a reference, and so do the exports.
_cached_cite = lru_cache(maxsize=100_000)(cite)


def cite_source(dossier: Dossier, source: Source, style: Style = Style.OSCOLA5, pinpoint: str | None = None) -> Runs:
    """The citation of a source, including the later decisions on it if it is a judgment."""
    return _cached_cite(source, style, pinpoint, later_decisions_of_source(dossier, source))


def cite_proceeding(dossier: Dossier, proceeding: Proceeding) -> Runs:
    """The citation of a proceeding, with what later decisions did to it."""
    return cite(decision_of(dossier, proceeding), later=later_decisions(dossier, proceeding.id))


def decision_of(dossier: Dossier, proceeding: Proceeding) -> Decision:
    """The decision as which a proceeding is cited, with the name of its forum from the records."""
    forum = dossier.body(proceeding.forum)
    if forum is None:
        return decision(proceeding, proceeding.forum, is_court=False, country=None)
    is_court = isinstance(forum, Organisation) and forum.kind == OrganisationKind.COURT
    short = forum.abbreviation if isinstance(forum, Organisation) else None
    return decision(proceeding, forum.name, is_court=is_court, country=forum.territory, forum_abbreviation=short)


def later_decisions_of_source(dossier: Dossier, source: Source) -> tuple[LaterDecision, ...]:
    """The later decisions on a source that is a decision or a part of one. Empty for any other source.

    If the decision ended several proceedings, an effect on some of them is an effect on a part. So is an effect on a
    proceeding about a part only.
    """
    decisions = list(decisions_in(dossier, source))
    of_each = [_decisions_on(dossier, each.id) for each in decisions if each.withdrawn is None]
    of_each += [] if is_whole_of(source, decisions) else [[]]
    courses = dict.fromkeys(course for each in of_each for course in _courses(each, of_each))
    return _told_apart(later for course in courses for later in course)


def _courses(
    decisions: Iterable[LaterDecision], of_each: Iterable[list[LaterDecision]]
) -> Iterator[tuple[LaterDecision, ...]]:
    """Yield each later decision on a proceeding, together with the decisions that followed on that.

    A decision that followed on two later decisions comes after each: it changed both. `of_each` has the later decisions
    on each proceeding of the source. If a later decision was not on all of them, its effect is on a part.
    """
    course: list[LaterDecision] = []
    for later in decisions:
        if course and not later.is_on_later:
            yield tuple(course)
            course = []
        is_on_all = later.is_on_later or not later.decides or all(later in each for each in of_each)
        in_part = tuple(replace(effect, extent=Extent.PART) for effect in later.effects)
        course.append(later if is_on_all else replace(later, effects=in_part))
    yield tuple(course)


def later_decisions(dossier: Dossier, name: str) -> tuple[LaterDecision, ...]:
    """The later decisions on a proceeding in order, each once, with all its effects.

    A decision is followed by what later decisions did to it in turn. An appeal is listed only if it is pending, because
    otherwise the decision on it is listed. A decision that did something to the first and to a decision between them
    is listed for what it did to the first. If it set the decision between them aside, that is left out: in a citation
    it would look like a reversal that was reversed.
    """
    return _told_apart(_decisions_on(dossier, name))


def _decisions_on(dossier: Dossier, name: str) -> list[LaterDecision]:
    """The later decisions on a proceeding, as `later_decisions` gives them, in the order of the history."""
    decisions: list[LaterDecision] = []
    seen = {name}
    direct = _last_first(later_steps(dossier, name))
    own = {steps[-1].entry.proceeding for steps in direct if steps[-1].is_decision}
    waiting = [steps for steps in direct if steps[-1].stands or own.isdisjoint(_after(steps[-1]))]
    while waiting:
        steps = waiting.pop()
        last = steps[-1]
        later = dossier.proceeding(last.entry.proceeding)
        is_told_elsewhere = last.earlier != name and last.entry.proceeding in own
        if later is None or later.id in seen or is_told_elsewhere or not is_cited(last, later):
            continue
        seen.add(later.id)
        decisions.append(LaterDecision(_effects(steps), decision_of(dossier, later), is_on_later=last.earlier != name))
        waiting.extend(_last_first(last.then))
    return decisions


def _after(step: LaterStep) -> Iterator[str]:
    """Yield the proceedings that followed a later decision, and those that followed them."""
    for each in step.then:
        yield each.entry.proceeding
        yield from _after(each)


def _told_apart(decisions: Iterable[LaterDecision]) -> tuple[LaterDecision, ...]:
    """The later decisions, pending appeals last. It says of which changes it is not clear which decision they were on.

    After "revd in part B", the words "revd C" would say that C restored the decision that is cited.
    """
    known = tuple(decisions)
    pending = dict.fromkeys(later for later in known if not later.decides)
    in_order = (*(later for later in known if later.decides), *pending)
    told = (replace(each, is_another=each.changes and not each.is_on_later) for each in in_order[1:])
    return (*in_order[:1], *told)


def _last_first(steps: Iterable[LaterStep]) -> list[list[LaterStep]]:
    """The later decisions, the last first, each by its steps in order. Nobody vouches for those that were withdrawn.

    A refusal to hear an appeal that was heard after all is left out.
    """
    decisions = by_decision(without_overtaken_refusals(step for step in steps if not step.is_withdrawn))
    return [steps_in_order(decision) for decision in reversed(decisions)]


def _effects(steps: Iterable[LaterStep]) -> tuple[Effect, ...]:
    """The effects of a later decision, each once. If it had an effect on the whole and on a part, the whole counts."""
    extents: dict[Relation, Extent] = {}
    for step in steps:
        affects = step.entry.affects
        extent = Extent.WHOLE if affects is None else affects.extent
        if extent is Extent.WHOLE or step.entry.relation not in extents:
            extents[step.entry.relation] = extent
    return tuple(Effect(relation, extent) for relation, extent in extents.items())


def is_cited(step: LaterStep, later: Proceeding) -> bool:
    """True if a citation of the decision prints this later proceeding.

    It prints a pending appeal and a refusal to hear one, but no other step that did not decide anything on the
    decision. An appeal that went on in a proceeding that is over is no longer pending.
    """
    relation = step.entry.relation
    if relation is Relation.APPEALED_TO:
        return not step.is_ended_appeal and decision(later, "", is_court=False, country=None).is_pending
    return relation is not Relation.CONTINUED_IN
