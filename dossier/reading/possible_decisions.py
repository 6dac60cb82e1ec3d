"""Sources that may be decisions to which nothing links them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import (
    decision_keys,
    has_redacted_number,
    is_decision,
    neutral_citations,
    other_citations,
    share_joined_case,
)
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.decision_links import has_other_number, is_same_case, lists_its_decision, may_be_of
from dossier.reading.decisions import about_similar_parts, decisions_in, similar_numbers
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import is_by_forum, is_of_day, is_of_time


class Doubt(Enum):
    """A reason why a source is not linked to a proceeding, although it may be the decision there."""

    LISTED_OF_OTHER_TIME = auto()
    LISTED_FOR_OTHER_FORUM = auto()
    LISTED_WITH_OTHER_NUMBER = auto()
    LISTED_WITHOUT_FORUM = auto()
    SAME_CASE_WITHOUT_FORUM = auto()
    SAME_CASE_OF_OTHER_TIME = auto()
    JOINED_CASE = auto()
    SIMILAR_NUMBER = auto()
    SAME_DAY = auto()
    OTHER_WORDS_FOR_PART = auto()


@lru_cache(maxsize=4)
def possible_decisions(dossier: Dossier) -> Mapping[str, Sequence[tuple[Proceeding, Doubt]]]:
    """The proceedings whose decision a source may be, by source, each with what keeps it from being linked.

    If a source is linked as a part of a judgment, they are those that may be about the same part and were changed.
    """
    proceedings = [each.record for each in dossier.proceedings() if _can_be_linked(each.record)]
    sources = (each.record for each in dossier.sources() if _can_be_linked(each.record))
    found = ((source.id, list(_of_source(dossier, source, proceedings))) for source in sources)
    return {name: possible for name, possible in found if possible}


def _of_source(
    dossier: Dossier, source: Source, proceedings: Iterable[Proceeding]
) -> Iterator[tuple[Proceeding, Doubt]]:
    for each in about_similar_parts(dossier, source):
        yield each, Doubt.OTHER_WORDS_FOR_PART
    if is_decision(source) and not any(decisions_in(dossier, source)):
        for each in proceedings:
            doubt = _doubt(dossier, source, each)
            if doubt is not None:
                yield each, doubt


def _can_be_linked(record: Source | Proceeding) -> bool:
    return record.withdrawn is None and not has_redacted_number(record)


def _doubt(dossier: Dossier, source: Source, proceeding: Proceeding) -> Doubt | None:
    """The doubt about a pair, or None if the source is evidently not the decision of the proceeding."""
    if source.id in proceeding.sources:
        return _of_listed(dossier, source, proceeding)
    if not is_by_forum(dossier, source, proceeding):
        is_meant = is_same_case(source, proceeding) and is_of_day(source, proceeding)
        return Doubt.SAME_CASE_WITHOUT_FORUM if is_meant and may_be_of(dossier, source, proceeding) else None
    return _of_unlisted(dossier, source, proceeding)


def _of_unlisted(dossier: Dossier, source: Source, proceeding: Proceeding) -> Doubt | None:
    """The doubt about a decision of the forum that the proceeding does not list."""
    is_other = bool(neutral_citations(source) and neutral_citations(proceeding))
    if share_joined_case(source, proceeding) and is_of_time(dossier, source, proceeding) and not is_other:
        return Doubt.JOINED_CASE
    if _may_be_of_day(dossier, source, proceeding):
        return Doubt.SAME_DAY
    if proceeding in similar_numbers(dossier).get(source.id, ()):
        return Doubt.SAME_DAY if is_same_case(source, proceeding) and not is_other else Doubt.SIMILAR_NUMBER
    if not is_same_case(source, proceeding) or is_other or is_of_time(dossier, source, proceeding):
        return None
    return None if lists_its_decision(dossier, proceeding) else Doubt.SAME_CASE_OF_OTHER_TIME


def _of_listed(dossier: Dossier, source: Source, proceeding: Proceeding) -> Doubt | None:
    """The doubt about a source that the proceeding lists."""
    is_numbered = bool(decision_keys(source) and decision_keys(proceeding))
    has_same_number = is_same_case(source, proceeding)
    is_of_forum, is_in_time = is_by_forum(dossier, source, proceeding), is_of_time(dossier, source, proceeding)
    if is_of_forum and not is_in_time and (has_same_number or not is_numbered):
        return Doubt.LISTED_OF_OTHER_TIME
    if not may_be_of(dossier, source, proceeding):
        return Doubt.LISTED_FOR_OTHER_FORUM if has_same_number and is_in_time else None
    if is_numbered:
        return Doubt.LISTED_WITH_OTHER_NUMBER
    is_open = proceeding.status is ProceedingStatus.PENDING
    return None if is_open or is_of_forum else Doubt.LISTED_WITHOUT_FORUM


def _may_be_of_day(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True for a decision of the forum and the day, if either has no number or both have numbers of different sorts."""
    if not is_of_day(source, proceeding):
        return False
    if not decision_keys(source) or not decision_keys(proceeding):
        return True
    has_ecli = [bool(other_citations(each)) for each in (source, proceeding)]
    return has_ecli[0] is not has_ecli[1] and not has_other_number(dossier, source, proceeding)
