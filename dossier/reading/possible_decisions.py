"""Decisions whose records may not name all their proceedings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import case_numbers, is_decision
from dossier.reading.backlinks import proceedings_before
from dossier.reading.decision_links import has_other_citation, proceedings_named_by, shares_citation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import courts_of, forums_of, is_of_day, is_soon_after


def is_unlinked(dossier: Dossier, source: Source) -> bool:
    """True if a source is a decision, and neither says which proceeding it decided nor has the citation of one."""
    is_open = is_decision(source) and source.withdrawn is None and not source.decision_of
    return is_open and not any(decisions_in(dossier, source))


@lru_cache(maxsize=4)
def possible_decisions(dossier: Dossier) -> Mapping[str, Sequence[Proceeding]]:
    """The proceedings that a decision may have decided besides those that it is linked to, by its source.

    They list it or have the number of its case, and their forum and day do not differ. If the source names others,
    their day is known to be the same, and they have no other case number. A decision that is not linked, or is said to
    have decided none on record, may also have decided any of the same forum or title and the same day, or of the same
    case and another day. A proceeding with another source for its decision is left out unless that may be a copy.
    """
    sources = [each for entry in dossier.sources() if is_decision(each := entry.record) and each.withdrawn is None]
    with_source = {each.id for entry in dossier.sources() for each in decisions_in(dossier, entry.record)}
    found = ((source.id, list(_of_source(dossier, source, with_source))) for source in sources)
    return {name: possible for name, possible in found if possible}


def _of_source(dossier: Dossier, source: Source, with_source: Collection[str]) -> Iterator[Proceeding]:
    """Yield the proceedings that a decision may belong to as far as their own records show, each once."""
    linked, forums, cases = list(decisions_in(dossier, source)), forums_of(dossier, source), set(case_numbers(source))
    keys = (source.id, *(f"case number {number}" for number in sorted(cases)))
    found = {each.id: each for each in proceedings_named_by(dossier, keys)}
    if not linked:
        before = [each for forum in sorted(forums) for each in proceedings_before(dossier, forum)]
        titled = _by_title(dossier).get(_folded(source.title), ())
        found |= {each.id: each for each in (*before, *titled) if is_of_day(source, each)}
    for each in (each for each in found.values() if each not in linked and each.withdrawn is None):
        is_day, is_listed = is_of_day(source, each), source.id in each.sources
        is_same_case = not cases.isdisjoint(case_numbers(each))
        # A decision that is linked to nothing may have a misspelled case number, citation or court.
        is_titled = not linked and bool(is_day) and _folded(source.title) == _folded(each.title)
        # A reprint names its own publisher, and perhaps its own day.
        is_reprint = not linked and is_listed and (bool(is_day) or _is_only_source(source, each, with_source))
        is_time = bool(is_day) if source.decides else is_day is not False or is_reprint or (not linked and is_same_case)
        is_place = each.forum in forums or (not forums and (not linked or bool(is_day)))
        is_place |= (is_titled or is_reprint) and not courts_of(dossier, source)
        is_other = has_other_citation(dossier, source, each) and not (is_titled or (not linked and is_listed))
        has_two_numbers = bool(source.decision_of and cases and case_numbers(each)) and not is_same_case
        # Other parts of a judgment have its citation.
        is_other |= (has_two_numbers and not is_titled) or shares_citation(dossier, source, each)
        is_copy = is_day is not False and (not linked or is_same_case)
        has_own = each.id in with_source and not (is_copy or is_unlinked(dossier, source))
        if is_time and is_place and not is_other and not has_own:
            yield each


def _is_only_source(source: Source, proceeding: Proceeding, with_source: Collection[str]) -> bool:
    return proceeding.id not in with_source and is_soon_after(source, proceeding)


@lru_cache(maxsize=4)
def _by_title(dossier: Dossier) -> Mapping[str, Sequence[Proceeding]]:
    found: dict[str, list[Proceeding]] = {}
    for entry in dossier.proceedings():
        found.setdefault(_folded(entry.record.title), []).append(entry.record)
    return found


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
