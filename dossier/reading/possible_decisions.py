"""Decisions whose records may not name all their proceedings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import case_numbers, have_other_cases, is_decision
from dossier.reading.backlinks import proceedings_before
from dossier.reading.decision_links import (
    has_other_citation,
    proceedings_named_by,
    proceedings_with_title,
    shares_citation,
)
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
    linked = list(decisions_in(dossier, source))
    keys = (source.id, *(f"case number {number}" for number in case_numbers(source)))
    found = {each.id: each for each in proceedings_named_by(dossier, keys)}
    if not linked:
        before = [each for forum in sorted(forums_of(dossier, source)) for each in proceedings_before(dossier, forum)]
        titled = proceedings_with_title(dossier, source.title)
        found |= {each.id: each for each in (*before, *titled) if is_of_day(source, each)}
    may_be = _may_be_another if linked else _may_be_the_first
    for each in found.values():
        # Other parts of a judgment have its citation.
        is_other = each in linked or each.withdrawn is not None or shares_citation(dossier, source, each)
        if not is_other and may_be(dossier, source, each, has_source=each.id in with_source):
            yield each


def _may_be_another(dossier: Dossier, source: Source, proceeding: Proceeding, *, has_source: bool) -> bool:
    """True if a decision that is linked to other proceedings may have decided a further proceeding too.

    If its record names the others, it was probably not forgotten unless the day and the case are the same.
    """
    is_day, forums = is_of_day(source, proceeding), forums_of(dossier, source)
    is_time = bool(is_day) if source.decides else is_day is not False
    is_place = proceeding.forum in forums or (not forums and bool(is_day))
    is_other = bool(source.decision_of) and have_other_cases(source, proceeding)
    is_copy = is_day is not False and _is_same_case(source, proceeding)
    is_apart = is_other or has_other_citation(dossier, source, proceeding) or (has_source and not is_copy)
    return is_time and is_place and not is_apart


def _may_be_the_first(dossier: Dossier, source: Source, proceeding: Proceeding, *, has_source: bool) -> bool:
    """True if a decision that is linked to no proceeding may have decided this proceeding.

    Its case number, its citation or its court may be misspelled. A reprint names its own publisher, and perhaps its own
    day.
    """
    is_day, is_listed, forums = (
        is_of_day(source, proceeding),
        source.id in proceeding.sources,
        forums_of(dossier, source),
    )
    is_titled = bool(is_day) and proceeding in proceedings_with_title(dossier, source.title)
    is_reprint = is_listed and (bool(is_day) or (not has_source and is_soon_after(source, proceeding)))
    is_time = is_day is not False or is_reprint or _is_same_case(source, proceeding)
    is_place = proceeding.forum in forums or not forums
    is_place |= (is_titled or is_reprint) and not courts_of(dossier, source)
    is_cited_apart = has_other_citation(dossier, source, proceeding) and not (is_titled or is_listed)
    is_other = bool(source.decision_of) and have_other_cases(source, proceeding) and not is_titled
    # An order on costs has the number of the case and another day, and the judgment is on record.
    is_second = has_source and is_day is False and bool(source.decision_of)
    return is_time and is_place and not (is_cited_apart or is_other or is_second)


def _is_same_case(source: Source, proceeding: Proceeding) -> bool:
    return not set(case_numbers(source)).isdisjoint(case_numbers(proceeding))
