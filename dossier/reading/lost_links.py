"""Decisions whose proceedings are not known for certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import has_redacted_number, may_be_decision
from dossier.reading.decision_links import has_other_citation, is_changed, proceedings_with_citation
from dossier.reading.decisions import about_similar_parts
from dossier.reading.dossier import Dossier
from dossier.reading.possible_decisions import is_unlinked, possible_decisions


@lru_cache(maxsize=4)
def lost_links(dossier: Dossier) -> Mapping[str, str]:
    """The decisions whose later course is not known, because nothing gives their proceedings for certain.

    They are given by their sources, each with the words that say why.
    """
    redacted = [entry.record for entry in dossier.proceedings() if has_redacted_number(entry.record)]
    reasons = ((entry.record.id, _reason(dossier, entry.record, redacted)) for entry in dossier.sources())
    return {name: reason for name, reason in reasons if reason is not None}


def _reason(dossier: Dossier, source: Source, redacted: Sequence[Proceeding]) -> str | None:
    for each in about_similar_parts(dossier, source):
        return f"{each.id} may be about the same part of the judgment"
    is_linked = bool(source.decision_of) or bool(proceedings_with_citation(dossier, source))
    if not is_linked and has_redacted_number(source):
        return "its number was redacted, so later decisions cannot be linked to it"
    if not is_linked and may_be_decision(source):
        for each in redacted:
            if source.id in each.sources or not has_other_citation(dossier, source, each):
                return f"it may be the decision in {each.id}, whose number was redacted"
    if is_unlinked(dossier, source):
        return "its record does not say which proceeding it decided"
    changed = [each.id for each in possible_decisions(dossier).get(source.id, ()) if is_changed(dossier, each)]
    return f"it is not certain if it is the decision in {' or '.join(changed)}" if changed else None
