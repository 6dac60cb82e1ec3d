"""Decisions: their sources and their proceedings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import (
    are_two_judgments,
    decision_keys,
    has_redacted_number,
    have_same_digits,
    is_decision,
)
from dossier.model.decision_parts import decision_parts, is_part_by_name, may_overlap
from dossier.reading.decision_links import (
    has_other_number,
    is_changed,
    is_same_case,
    lists_its_decision,
    proceedings_by_number,
    proceedings_that_list,
    vouched_for,
)
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import is_by_forum, is_of_day


def decisions_in(dossier: Dossier, source: Source) -> Iterator[Proceeding]:
    """Yield the proceedings whose decision, or a part of it, a source is.

    They have the same neutral citation. If a record has none, they have the same case number, and the proceeding names
    the source. If no such proceeding names it, the source was published by their forum. If no number links it to any,
    they are those that list it as their decision, unless it may be that of another by a number which is written in
    another way. Proceedings about other parts are left out if any proceeding is about the very part that the source is
    (`[2020] UKUT 20 (AAC), liability`). Withdrawn proceedings are left out unless there is no other, or only they
    record that a later decision changed it.
    """
    numbered = proceedings_by_number(dossier, source)
    if not numbered and source.id in similar_numbers(dossier):
        return
    same = numbered or vouched_for(dossier, proceedings_that_list(dossier, source))
    parts = decision_parts(source)
    is_named = any(parts & decision_parts(each) for each in same)
    yield from (each for each in same if not is_named or _is_about(each, parts))


def about_similar_parts(dossier: Dossier, source: Source) -> Iterator[Proceeding]:
    """Yield the proceedings that were changed and may be about the part that a source is, in other words.

    They are about another part of the same judgment as far as its name shows.
    """
    numbered = proceedings_by_number(dossier, source)
    about, parts = list(decisions_in(dossier, source)), decision_parts(source)
    for each in numbered:
        if each not in about and may_overlap(parts, decision_parts(each)) and is_changed(dossier, each):
            yield each


@lru_cache(maxsize=4)
def similar_numbers(dossier: Dossier) -> Mapping[str, Sequence[Proceeding]]:
    """The proceedings whose decision a source may be by a number that is written in another way, by source.

    Their forum and day agree, and they list the source, or their number has the same digits, or any of these decisions
    was changed and nothing says that the source is another. Sources that a number links to a proceeding are left out.
    """
    numbered = [each.record for each in dossier.proceedings() if _may_be_linked(each.record)]
    found: dict[str, Sequence[Proceeding]] = {}
    for source in (entry.record for entry in dossier.sources()):
        if _may_be_linked(source) and is_decision(source) and not proceedings_by_number(dossier, source):
            similar = [each for each in numbered if _may_have_number_of(dossier, source, each)]
            found |= {source.id: similar} if similar else {}
    return found


def _may_be_linked(record: Source | Proceeding) -> bool:
    return record.withdrawn is None and bool(decision_keys(record)) and not has_redacted_number(record)


def _may_have_number_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    if not is_of_day(source, proceeding) or not is_by_forum(dossier, source, proceeding):
        return False
    if source.id in proceeding.sources:
        return has_other_number(dossier, source, proceeding)
    if have_same_digits(source, proceeding) and not is_same_case(source, proceeding):
        return True
    listing = proceedings_that_list(dossier, source)
    is_certain = are_two_judgments(source, proceeding) or _is_listed_for_certain(dossier, listing, proceeding)
    return not is_certain and any(is_changed(dossier, each) for each in (proceeding, *listing))


def _is_listed_for_certain(dossier: Dossier, listing: Sequence[Proceeding], other: Proceeding) -> bool:
    """True if these proceedings list a source as their decision and have a number, or if another lists its own."""
    return bool(listing) and (any(map(decision_keys, listing)) or lists_its_decision(dossier, other))


def _is_about(proceeding: Proceeding, parts: frozenset[str]) -> bool:
    """True if a proceeding is about any of these parts of a judgment, or about the whole.

    What is not named in words may be another number of the whole: `[2020] UKUT 20 (AAC) (GIA/123/2019)`.
    """
    own = decision_parts(proceeding)
    is_whole = not own or (all(map(is_part_by_name, parts)) and not all(map(is_part_by_name, own)))
    return is_whole or bool(parts & own)


def is_whole_of(source: Source, proceedings: Iterable[Proceeding]) -> bool:
    """True if these proceedings are about the whole of what a source is: about each part that it is, or about no part.

    A source without a part is the whole judgment.
    """
    named: set[str] = set()
    for proceeding in proceedings:
        parts = decision_parts(proceeding)
        if not parts or not all(map(is_part_by_name, parts)):
            return True
        named |= parts
    parts = decision_parts(source)
    return bool(parts) and parts <= named
