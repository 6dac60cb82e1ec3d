"""Citations of sources and proceedings with their later history, from the dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from dossier.cite import Decision, LaterDecision, Runs, Style, cite, decision
from dossier.model import Organisation, Proceeding, Source
from dossier.model.vocabulary import Extent, OrganisationKind, Relation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import LaterStep, later_steps

# If a later decision did several things, a citation prints the first of these. A reversal implies remittal.
_PRECEDENCE = (
    *(Relation.REVERSED, Relation.VARIED, Relation.AFFIRMED, Relation.REMITTED),
    *(Relation.APPEALED_TO, Relation.CONTINUED_IN),
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

    If the decision ended several proceedings, an effect on some of them is an effect on a part.
    """
    known = (proceeding.id for proceeding in decisions_in(dossier, source) if proceeding.withdrawn is None)
    of_each = [later_decisions(dossier, name) for name in known]
    found = dict.fromkeys(
        later
        if all(later in each for each in of_each) or later.is_on_later or not later.relation.is_decision
        else replace(later, extent=Extent.PART)
        for decisions in of_each
        for later in decisions
    )
    return _pending_last(found)


def later_decisions(dossier: Dossier, name: str) -> tuple[LaterDecision, ...]:
    """The later decisions on a proceeding in order, each once, with its most important effect.

    A decision is followed by what later decisions did to it in turn. An appeal is listed only if it is pending, because
    otherwise the decision on it is listed.
    """
    decisions: list[LaterDecision] = []
    seen = {name}
    waiting = list(reversed(_strongest(later_steps(dossier, name))))
    while waiting:
        step = waiting.pop()
        later = dossier.proceeding(step.entry.proceeding)
        if later is None or later.id in seen or not _is_cited(step.entry.relation, later):
            continue
        seen.add(later.id)
        effect, cited = step.entry, decision_of(dossier, later)
        extent = Extent.WHOLE if effect.affects is None else effect.affects.extent
        decisions.append(LaterDecision(effect.relation, cited, extent, is_on_later=step.earlier != name))
        waiting.extend(reversed(_strongest(step.then)))
    return _pending_last(decisions)


def _pending_last(decisions: Iterable[LaterDecision]) -> tuple[LaterDecision, ...]:
    return tuple(sorted(decisions, key=lambda later: later.relation is Relation.APPEALED_TO))


def _strongest(steps: tuple[LaterStep, ...]) -> list[LaterStep]:
    """The step with the most important effect for each later proceeding."""
    strongest: dict[str, LaterStep] = {}
    for step in steps:
        if step.is_withdrawn:
            continue
        previous = strongest.get(step.entry.proceeding, step)
        strongest[step.entry.proceeding] = min(previous, step, key=lambda each: _PRECEDENCE.index(each.entry.relation))
    return list(strongest.values())


def _is_cited(relation: Relation, later: Proceeding) -> bool:
    """True if a citation of the decision prints this later proceeding.

    It prints a pending appeal, but no other step that did not decide anything on the decision.
    """
    if relation is Relation.APPEALED_TO:
        return decision(later, "", is_court=False, country=None).is_pending
    return relation is not Relation.CONTINUED_IN
