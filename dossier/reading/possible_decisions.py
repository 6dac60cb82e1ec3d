"""Sources that may be decisions to which nothing links them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import (
    are_two_judgments,
    decision_keys,
    has_redacted_number,
    have_same_digits,
    is_decision,
    neutral_citations,
    other_citations,
    share_joined_case,
)
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.decision_links import (
    best_rival,
    has_better_proceeding,
    has_its_decision,
    has_other_number,
    is_changed,
    is_named,
    is_same_case,
    lists_its_decision,
    may_be_of,
)
from dossier.reading.decisions import about_similar_parts, decisions_in, similar_numbers
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import DayFit, day_fit, is_by_forum, is_of_day, is_of_time


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
    SIMILAR_NUMBER_WITHOUT_DAY = auto()
    ONE_OF_SEVERAL = auto()
    LINKED_TO_ANOTHER = auto()
    OTHER_WORDS_FOR_PART = auto()


@lru_cache(maxsize=4)
def possible_decisions(dossier: Dossier) -> Mapping[str, Sequence[tuple[Proceeding, Doubt]]]:
    """The proceedings whose decision a source may be, by source, each with what keeps it from being linked.

    If a source is linked, they are only those that were changed, and may be about the same part or the same decision.
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
    linked = list(decisions_in(dossier, source))
    for each in proceedings if is_decision(source) else ():
        doubt = _of_linked(dossier, source, each, linked) if linked else _doubt(dossier, source, each)
        if doubt is not None:
            yield each, doubt


def _can_be_linked(record: Source | Proceeding) -> bool:
    return record.withdrawn is None and not has_redacted_number(record)


def _of_linked(dossier: Dossier, source: Source, proceeding: Proceeding, linked: Sequence[Proceeding]) -> Doubt | None:
    """The doubt about a changed proceeding that lists a source, or shares a case with it, if it is linked to others."""
    fit = day_fit(source, proceeding)
    records: tuple[Source | Proceeding, ...] = (source, *linked)
    if fit is DayFit.OTHER or proceeding in linked or not is_by_forum(dossier, source, proceeding):
        return None
    if neutral_citations(proceeding) and any(map(neutral_citations, records)):
        return None
    is_listed = source.id in proceeding.sources and not has_other_number(dossier, source, proceeding)
    is_meant = any(share_joined_case(each, proceeding) for each in records) or (
        (is_listed or any(is_same_case(each, proceeding) for each in records))
        and not has_better_proceeding(dossier, source, proceeding)
    )
    is_open = is_meant and is_changed(dossier, proceeding) and not has_its_decision(dossier, proceeding, source)
    return Doubt.LINKED_TO_ANOTHER if is_open else None


def _doubt(dossier: Dossier, source: Source, proceeding: Proceeding) -> Doubt | None:
    """The doubt about a pair, or None if the source is evidently not the decision of the proceeding."""
    is_listed, is_of_forum = source.id in proceeding.sources, is_by_forum(dossier, source, proceeding)
    if is_listed or is_same_case(source, proceeding) or (is_of_forum and share_joined_case(source, proceeding)):
        rival = best_rival(dossier, source, proceeding)
        is_on_record = rival is not None and rival >= DayFit.POSSIBLE
        is_other = is_on_record or has_better_proceeding(dossier, source, proceeding)
        if is_other and day_fit(source, proceeding) is DayFit.OTHER:
            return None
        if rival is not None and _can_be_either(dossier, source, proceeding):
            return Doubt.ONE_OF_SEVERAL
    if is_listed:
        return _of_listed(dossier, source, proceeding)
    if not is_of_forum:
        is_meant = is_same_case(source, proceeding) and is_of_day(source, proceeding)
        return Doubt.SAME_CASE_WITHOUT_FORUM if is_meant and may_be_of(dossier, source, proceeding) else None
    return _of_unlisted(dossier, source, proceeding)


def _can_be_either(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if only another source keeps a source of the forum from being the decision."""
    return (
        is_named(dossier, source, proceeding)
        and is_of_time(dossier, source, proceeding)
        and not has_other_number(dossier, source, proceeding)
    )


def _of_unlisted(dossier: Dossier, source: Source, proceeding: Proceeding) -> Doubt | None:
    """The doubt about a decision of the forum that the proceeding does not list."""
    is_other = bool(neutral_citations(source) and neutral_citations(proceeding))
    if share_joined_case(source, proceeding) and is_of_time(dossier, source, proceeding) and not is_other:
        return Doubt.JOINED_CASE
    if _may_be_of_day(dossier, source, proceeding):
        return Doubt.SAME_DAY
    if proceeding in similar_numbers(dossier).get(source.id, ()):
        return Doubt.SAME_DAY if is_same_case(source, proceeding) and not is_other else Doubt.SIMILAR_NUMBER
    if _may_have_number_of(dossier, source, proceeding):
        return Doubt.SIMILAR_NUMBER_WITHOUT_DAY
    if not is_same_case(source, proceeding) or is_other or is_of_time(dossier, source, proceeding):
        return None
    return None if lists_its_decision(dossier, proceeding) else Doubt.SAME_CASE_OF_OTHER_TIME


def _may_have_number_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a day is missing, and the number of a source may be that of a changed proceeding in another spelling."""
    return (
        day_fit(source, proceeding) is DayFit.NOT_KNOWN
        and have_same_digits(source, proceeding)
        and is_of_time(dossier, source, proceeding)
        and not is_same_case(source, proceeding)
        and not are_two_judgments(source, proceeding)
        and is_changed(dossier, proceeding)
    )


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
