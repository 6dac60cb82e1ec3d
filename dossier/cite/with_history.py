"""Citations of sources and proceedings with their later history, from the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dossier.cite import Decision, LaterDecision, Runs, Style, cite, decision
from dossier.cite.classify import neutral_citation_and_part
from dossier.cite.neutral_citation import printed_form
from dossier.model import Organisation, Proceeding, Source
from dossier.model.identifiers import Kind
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import OrganisationKind, Relation
from dossier.reading.dossier import Dossier

# If a later decision did several things, a citation prints the first of these. A reversal implies remittal.
_PRECEDENCE = (Relation.REVERSED, Relation.VARIED, Relation.AFFIRMED, Relation.REMITTED, Relation.APPEALED_TO)

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
    """The later decisions on a source that is a judgment.

    They come from the proceeding that names the source and has the same neutral citation. Empty if no proceeding does.
    """
    citation = neutral_citation_and_part(source)[0]
    if citation is None:
        return ()
    for link in dossier.named_by(source.id, Kind.PROCEEDING):
        proceeding = dossier.proceeding(link.by)
        if proceeding is not None and printed_form(proceeding.neutral_citation or "") == citation:
            return later_decisions(dossier, proceeding.id)
    return ()


def later_decisions(dossier: Dossier, name: str) -> tuple[LaterDecision, ...]:
    """The later decisions on a proceeding in order, each once, with its most important effect.

    A decision is followed by what later decisions did to it in turn. An appeal is listed only if it is pending, because
    otherwise the decision on it is listed. Proceedings that refer to each other in a cycle are tolerated.
    """
    decisions: list[LaterDecision] = []
    seen = {name}
    waiting = list(reversed(_next_decisions(dossier, name)))
    while waiting:
        entry, later = waiting.pop()
        if later.id in seen:
            continue
        seen.add(later.id)
        decisions.append(LaterDecision(entry.relation, decision_of(dossier, later), entry.is_partial))
        waiting.extend(reversed(_next_decisions(dossier, later.id)))
    # Pending appeals come last.
    return tuple(sorted(decisions, key=lambda later: later.relation is Relation.APPEALED_TO))


def _next_decisions(dossier: Dossier, name: str) -> Sequence[tuple[HistoryEntry, Proceeding]]:
    """The proceedings directly after this proceeding that a citation of it prints, with their effect on it."""
    entries = _strongest_entries(dossier, name)
    return [(entry, later) for entry, later in entries if _is_cited(entry.relation, later)]


def _strongest_entries(dossier: Dossier, name: str) -> Iterator[tuple[HistoryEntry, Proceeding]]:
    """Yield each later proceeding that is not withdrawn, with its most important effect."""
    proceeding = dossier.proceeding(name)
    strongest: dict[str, HistoryEntry] = {}
    for entry in () if proceeding is None else proceeding.history:
        previous = strongest.get(entry.proceeding, entry)
        strongest[entry.proceeding] = min(previous, entry, key=lambda entry: _PRECEDENCE.index(entry.relation))
    for later_name, entry in strongest.items():
        later = dossier.proceeding(later_name)
        if later is not None and later.withdrawn is None:
            yield entry, later


def _is_cited(relation: Relation, later: Proceeding) -> bool:
    return relation is not Relation.APPEALED_TO or decision(later, "", is_court=False, country=None).is_pending
