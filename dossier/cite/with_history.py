"""Turn a source or proceeding into its citation, with what the records say later decisions did to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.cite import Decision, Runs, Style, Turn, cite, decision
from dossier.cite.classify import citation_of
from dossier.cite.neutral_citation import normalised
from dossier.model import Organisation, Proceeding, Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import OrganisationKind, Relation
from dossier.reading.dossier import Dossier

# Of several things that one later decision did, the one that a citation tells; remission follows from reversal.
_WEIGHT = (Relation.REVERSED, Relation.VARIED, Relation.AFFIRMED, Relation.REMITTED, Relation.APPEALED_TO)


def cite_source(dossier: Dossier, source: Source, style: Style = Style.OSCOLA5, pinpoint: str | None = None) -> Runs:
    """The citation of a source; of a judgment with what later decisions did to it."""
    if pinpoint is not None or dossier.source(source.id) is not source:
        return cite(source, style, pinpoint, later_of_source(dossier, source))
    # A source stands in the references of many pages, and in the exports.
    return dossier.once(
        ("citation", source.id, style), lambda: cite(source, style, None, later_of_source(dossier, source))
    )


def cite_proceeding(
    dossier: Dossier, proceeding: Proceeding, style: Style = Style.OSCOLA5, pinpoint: str | None = None
) -> Runs:
    """The citation of a proceeding, with what later decisions did to it."""
    return cite(decision_of(dossier, proceeding), style, pinpoint, later_of(dossier, proceeding.id))


def decision_of(dossier: Dossier, proceeding: Proceeding) -> Decision:
    """The decision that a proceeding is cited as, with the name of its forum."""
    forum = dossier.body(proceeding.forum)
    if forum is None:
        return decision(proceeding, proceeding.forum, is_court=False, country=None)
    is_court = isinstance(forum, Organisation) and forum.kind is OrganisationKind.COURT
    return decision(proceeding, forum.name, is_court=is_court, country=forum.country)


def later_of_source(dossier: Dossier, source: Source) -> tuple[Turn, ...]:
    """What became of the judgment that a source is: the course of the proceeding with the same neutral citation."""
    citation = citation_of(source)[0]
    if citation is None:
        return ()
    for link in dossier.named_by(source.id, Kind.PROCEEDING):
        proceeding = dossier.proceeding(link.by)
        if proceeding is not None and normalised(proceeding.neutral_citation or "") == citation:
            return later_of(dossier, proceeding.id)
    return ()


def later_of(dossier: Dossier, name: str) -> tuple[Turn, ...]:
    """The later decisions, each once and with the weightiest thing it did, a reversal's own reversal after it.

    An appeal is told only where it is pending: what came of it is otherwise told by the decision on it. Circles are
    endured.
    """
    turns: list[Turn] = []
    seen = {name}
    waiting = list(reversed(_next(dossier, name)))
    while waiting:
        relation, later = waiting.pop()
        if later.id in seen:
            continue
        seen.add(later.id)
        turns.append(Turn(relation, decision_of(dossier, later)))
        waiting.extend(reversed(_next(dossier, later.id)))
    # What is still to be decided comes last.
    return tuple(sorted(turns, key=lambda turn: turn.relation is Relation.APPEALED_TO))


def _next(dossier: Dossier, name: str) -> Sequence[tuple[Relation, Proceeding]]:
    """The proceedings that came directly after one, with the relation that a citation tells."""
    return [(relation, later) for relation, later in _weightiest(dossier, name) if _is_told(relation, later)]


def _weightiest(dossier: Dossier, name: str) -> Iterator[tuple[Relation, Proceeding]]:
    proceeding = dossier.proceeding(name)
    found: dict[str, Relation] = {}
    for one in () if proceeding is None else proceeding.history:
        known = found.get(one.proceeding, one.relation)
        found[one.proceeding] = min(known, one.relation, key=_WEIGHT.index)
    for later, relation in found.items():
        record = dossier.proceeding(later)
        if record is not None and record.withdrawn is None:
            yield relation, record


def _is_told(relation: Relation, later: Proceeding) -> bool:
    return relation is not Relation.APPEALED_TO or decision(later, "", is_court=False, country=None).is_pending
