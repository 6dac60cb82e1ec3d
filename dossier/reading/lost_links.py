"""Decisions whose proceedings are not known for certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import (
    has_redacted_number,
    is_decision,
    neutral_citations,
)
from dossier.reading.decision_links import (
    is_changed,
    is_same_decision,
    may_be_of,
    proceedings_by_number,
    proceedings_that_list,
)
from dossier.reading.decisions import about_similar_parts
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import is_by_forum, is_of_day
from dossier.reading.possible_decisions import possible_decisions


@lru_cache(maxsize=4)
def lost_links(dossier: Dossier) -> Mapping[str, str]:
    """The decisions whose later course is not known, because no number gives their proceedings for certain.

    They are given by their sources, each with the words that say why.
    """
    redacted = [entry.record for entry in dossier.proceedings() if has_redacted_number(entry.record)]
    reasons = ((entry.record.id, _reason(dossier, entry.record, redacted)) for entry in dossier.sources())
    return {name: reason for name, reason in reasons if reason is not None}


def _reason(dossier: Dossier, source: Source, redacted: list[Proceeding]) -> str | None:
    possible = [each for each, _ in possible_decisions(dossier).get(source.id, ())]
    if proceedings_by_number(dossier, source):
        for each in about_similar_parts(dossier, source):
            return f"{each.id} may be about the same part of the judgment"
        return _uncertain(possible) if possible else None
    if has_redacted_number(source):
        return "its number was redacted, so later decisions cannot be linked to it"
    if proceeding := next((each for each in redacted if _may_be_lost(dossier, source, each)), None):
        return f"it may be the decision in {proceeding.id}, whose number was redacted"
    listing = [each for each in proceedings_that_list(dossier, source) if each not in possible]
    is_any_changed = possible and any(is_changed(dossier, each) for each in (*possible, *listing))
    return _uncertain((*possible, *listing)) if is_any_changed else None


def _uncertain(possible: Iterable[Proceeding]) -> str:
    return f"it is not certain if it is the decision in {' or '.join(each.id for each in possible)}"


def _may_be_lost(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source may be the decision in a proceeding, and if nothing that is left of its numbers says so.

    If the proceeding names the source, its court and its day may be wrong. Any other source must fit by its day, or by
    its forum, and by both if another proceeding lists it as its decision. It is not meant if the proceeding names
    another decision of that day.
    """
    citations = neutral_citations(source)
    is_judgment = is_decision(source) or bool(citations)
    if not is_judgment or (citations and neutral_citations(proceeding)):
        return False
    is_sure_to_fit = is_of_day(source, proceeding) and is_by_forum(dossier, source, proceeding)
    if not is_sure_to_fit and proceedings_that_list(dossier, source):
        return False
    if source.id in proceeding.sources:
        return True
    named = [each for name in proceeding.sources if (each := dossier.source(name)) is not None and is_decision(each)]
    is_other = any(is_of_day(each, proceeding) and may_be_of(dossier, each, proceeding) for each in named)
    is_copy = any(is_same_decision(dossier, source, each) for each in named)
    fits = is_of_day(source, proceeding) or may_be_of(dossier, source, proceeding)
    return fits and (is_copy or not is_other)
