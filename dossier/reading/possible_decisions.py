"""Decisions whose records may not name all their proceedings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import case_numbers, is_decision
from dossier.reading.backlinks import proceedings_before
from dossier.reading.decision_links import has_other_citation, proceedings_named_by, shares_citation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import forums_of, is_of_day


def is_unlinked(dossier: Dossier, source: Source) -> bool:
    """True if a source is a decision, and neither says which proceeding it decided nor has the citation of one."""
    is_open = is_decision(source) and source.withdrawn is None and not source.decision_of
    return is_open and not any(decisions_in(dossier, source))


@lru_cache(maxsize=4)
def possible_decisions(dossier: Dossier) -> Mapping[str, Sequence[Proceeding]]:
    """The proceedings that a decision may have decided besides those that it is linked to, by its source.

    They list it or have the number of its case, and their forum and day do not differ. If the source says what it
    decided, their day is known to be the same, and they have no other case number. A decision that is not linked may
    also have decided any of the same forum and day. For other decisions, proceedings are left out if they have a source
    for their decision.
    """
    sources = [each for entry in dossier.sources() if is_decision(each := entry.record) and each.withdrawn is None]
    with_source = {each.id for entry in dossier.sources() for each in decisions_in(dossier, entry.record)}
    found: dict[str, Sequence[Proceeding]] = {}
    for source in sources:
        is_open = is_unlinked(dossier, source)
        possible = [each for each in _of_source(dossier, source) if is_open or each.id not in with_source]
        found |= {source.id: possible} if possible else {}
    return found


def _of_source(dossier: Dossier, source: Source) -> Iterator[Proceeding]:
    """Yield the proceedings that a decision may belong to as far as their own records show, each once."""
    linked, is_open = list(decisions_in(dossier, source)), is_unlinked(dossier, source)
    forums = forums_of(dossier, source)
    cases = set(case_numbers(source))
    keys = (source.id, *(f"case number {number}" for number in sorted(cases)))
    found = {each.id: each for each in proceedings_named_by(dossier, keys)}
    if is_open:
        before = (each for forum in sorted(forums) for each in proceedings_before(dossier, forum))
        found |= {each.id: each for each in before if is_of_day(source, each)}
    for each in (each for each in found.values() if each not in linked and each.withdrawn is None):
        is_day = is_of_day(source, each)
        is_time = is_day if source.decision_of else is_day is not False
        is_place = each.forum in forums or (not forums and (is_open or bool(is_day)))
        # The citation of a decision that is listed, and linked to nothing, may be misspelled.
        is_other = has_other_citation(dossier, source, each) and not (is_open and source.id in each.sources)
        own = set(case_numbers(each))
        is_other |= bool(source.decision_of and cases and own) and cases.isdisjoint(own)
        # Other parts of a judgment have its citation.
        if is_time and is_place and not is_other and not shares_citation(dossier, source, each):
            yield each
