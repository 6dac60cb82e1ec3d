"""Numbers and lists that link a decision to its proceeding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Proceeding, Source
from dossier.model.dates import PartialDate
from dossier.model.decision_numbers import (
    case_numbers,
    decision_keys,
    has_redacted_number,
    is_decision,
    neutral_citations,
    other_citations,
)
from dossier.model.identifiers import Kind, sort_key
from dossier.model.neutral_citation import lacks_division, without_division
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import DayFit, courts_of, day_fit, is_by_forum, is_of_day, is_of_time
from dossier.reading.later_steps import later_steps, treatment_of

# What a claim can rest on: a decision, or its source if a suspension or a redaction hides what became of the decision.
Authority = Proceeding | Source


def proceedings_by_number(dossier: Dossier, source: Source) -> list[Proceeding]:
    """The proceedings whose decision a source is by its number, about any part of it."""
    numbered = _proceedings_named_by(dossier, decision_keys(source))
    same = vouched_for(dossier, [each for each in numbered if _has_number_of(dossier, source, each)])
    if neutral_citations(source):
        return same
    return [each for each in same if source.id in each.sources] or same


def proceedings_that_list(dossier: Dossier, source: Source) -> list[Proceeding]:
    """The proceedings that list a source as their decision, although no number says so."""
    return [each for each in _proceedings_named_by(dossier, [source.id]) if _is_listed(dossier, source, each)]


def _proceedings_named_by(dossier: Dossier, keys: Iterable[str]) -> list[Proceeding]:
    """The proceedings that have a number, given by its key among the backlinks, or that refer to a record."""
    found = {link.by for key in keys for link in dossier.named_by(key, Kind.PROCEEDING)}
    proceedings = (dossier.proceeding(name) for name in sorted(found, key=sort_key))
    return [each for each in proceedings if each is not None]


def may_be_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source, which is a decision, is not evidently an older or a later one, or that of another forum."""
    bodies = courts_of(dossier, source) or {source.publisher_body} - {None}
    is_of_forum = not bodies or proceeding.forum in bodies
    return source.withdrawn is None and is_of_time(dossier, source, proceeding) and is_of_forum


def vouched_for(dossier: Dossier, recorded: list[Proceeding]) -> list[Proceeding]:
    """The proceedings without the withdrawn ones, unless these leave it uncertain what became of the decision."""
    vouched = [each for each in recorded if each.withdrawn is None]
    if not vouched or len(vouched) == len(recorded):
        return recorded
    names = {each.id for each in vouched}
    lost = [each for each in recorded if each.withdrawn and each.withdrawn.replaced_by not in names]
    is_uncertain = any(is_changed(dossier, each) for each in lost) and not any(
        is_changed(dossier, each) for each in vouched
    )
    return recorded if is_uncertain else vouched


def divisions_of(dossier: Dossier, citation: str) -> dict[str, str]:
    """The citations on record that add a division to a citation, each with the first record that has it."""
    number = without_division(citation)
    found: dict[str, str] = {}
    for link in dossier.backlinks.get(f"neutral citation {number}", ()):
        record = dossier.entries[link.by].record
        if isinstance(record, Source | Proceeding):
            for each in neutral_citations(record):
                if each != number and without_division(each) == number:
                    found.setdefault(each, record.id)
    return found


def _citations(dossier: Dossier, record: Source | Proceeding) -> Iterator[str]:
    """Yield the neutral citations of a record, with a missing division if a single judgment on record can be meant."""
    for citation in neutral_citations(record):
        divisions = tuple(divisions_of(dossier, citation)) if lacks_division(citation) else ()
        yield divisions[0] if len(divisions) == 1 else citation


def is_same_decision(dossier: Dossier, source: Source, decision: Authority) -> bool:
    """True if a source is the decision that another record is, or a part of it."""
    if isinstance(decision, Source):
        return source.id == decision.id or _shares_citation(dossier, source, decision)
    return _has_number_of(dossier, source, decision) or _is_listed(dossier, source, decision)


def _shares_citation(dossier: Dossier, source: Source, decision: Authority) -> bool:
    is_shared = set(_citations(dossier, source)) & set(_citations(dossier, decision))
    return bool(is_shared or set(other_citations(source)) & set(other_citations(decision)))


def _has_number_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source has the citation of a proceeding, or its case number and is not evidently another decision.

    All decisions in a case have its number, and other forums can give the same. A source that is older, or that is of
    another day while the decision or its own proceeding is on record, is another decision, also if it is listed.
    """
    if _shares_citation(dossier, source, proceeding):
        return True
    return _is_in_case(dossier, source, proceeding) and best_rival(dossier, source, proceeding) is None


def is_named(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source is a decision of the forum, or is listed and names no other court on record."""
    is_listed = source.id in proceeding.sources and not courts_of(dossier, source)
    return is_listed or is_by_forum(dossier, source, proceeding)


def has_better_proceeding(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source is rather the decision in another proceeding: by its citation, its day, or because it is listed.

    The other proceeding has its citation, or has its number or lists it and is of its day. A withdrawn record is not
    better than the record that replaces it, nor than a proceeding that may be of the day.
    """
    fit = day_fit(source, proceeding)
    others = _proceedings_named_by(dossier, (*decision_keys(source), source.id))
    return any(
        _is_better(dossier, source, each, proceeding, fit)
        for each in others
        if each.id != proceeding.id
        and (each.withdrawn is None or (fit is DayFit.OTHER and each.withdrawn.replaced_by != proceeding.id))
    )


def _is_better(dossier: Dossier, source: Source, other: Proceeding, proceeding: Proceeding, fit: DayFit) -> bool:
    of_other = day_fit(source, other)
    if _shares_citation(dossier, source, other):
        return fit < DayFit.POSSIBLE or of_other > fit
    if not is_by_forum(dossier, source, other) or has_other_number(dossier, source, other):
        return False
    is_listed, is_same = source.id in other.sources, is_same_case(source, other)
    if (is_listed or is_same) and of_other >= DayFit.POSSIBLE and of_other > fit:
        return True
    is_only_listed_there = is_listed and is_same and source.id not in proceeding.sources
    return is_only_listed_there and of_other < fit and lists_its_decision(dossier, proceeding)


def best_rival(dossier: Dossier, source: Source, proceeding: Proceeding) -> DayFit | None:
    """How well the day of the best of the other sources fits, if any is the decision rather than this, or as well.

    Two sources with the number that were issued on one day, or on the days of the decision and of its publication, are
    copies. A source without the number may be a copy, or another decision.
    """
    fit, is_numbered = day_fit(source, proceeding), is_same_case(source, proceeding)
    found: list[DayFit] = []
    for each in _sources_with_number(dossier, proceeding):
        of_other = _fit_of(dossier, each, proceeding)
        if is_numbered:
            is_rival = of_other > fit or (of_other is fit is not DayFit.SAME and _are_apart(source, each))
        else:
            is_rival = of_other >= min(fit, DayFit.POSSIBLE)
        found += [of_other] if is_rival and each.id != source.id else []
    return max(found, default=None)


def _fit_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> DayFit:
    return DayFit.SAME if _shares_citation(dossier, source, proceeding) else day_fit(source, proceeding)


def _are_apart(source: Source, other: Source) -> bool:
    """True if two sources were certainly not issued on the same day."""
    one, two = source.issued, other.issued
    if not isinstance(one, PartialDate) or not isinstance(two, PartialDate):
        return False
    return one.latest < two.earliest or two.latest < one.earliest


def has_its_decision(dossier: Dossier, proceeding: Proceeding, besides: Source) -> bool:
    """True if another source has the number of a proceeding, and fits its day or, if that is not known, as well."""
    others = (each for each in _sources_with_number(dossier, proceeding) if each.id != besides.id)
    least = min(day_fit(besides, proceeding), DayFit.POSSIBLE)
    return any(_fit_of(dossier, each, proceeding) >= least for each in others)


def _sources_with_number(dossier: Dossier, proceeding: Proceeding) -> Iterator[Source]:
    """Yield the decisions that have the number of a proceeding, its forum and its time, and fit no other better."""
    named = {link.by for key in decision_keys(proceeding) for link in dossier.named_by(key, Kind.SOURCE)}
    for source in (each for name in sorted(named) if (each := dossier.source(name)) is not None):
        is_numbered = _shares_citation(dossier, source, proceeding) or _is_in_case(dossier, source, proceeding)
        if is_numbered and is_decision(source) and source.withdrawn is None:
            yield source


def _is_in_case(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source is a decision of the forum in the case of a proceeding, and fits no other proceeding better."""
    return (
        is_same_case(source, proceeding)
        and not _has_other_citation(dossier, source, proceeding)
        and is_named(dossier, source, proceeding)
        and is_of_time(dossier, source, proceeding)
        and not has_better_proceeding(dossier, source, proceeding)
    )


def is_same_case(one: Source | Proceeding, other: Source | Proceeding) -> bool:
    """True if two records have the same case number."""
    return not set(case_numbers(one)).isdisjoint(case_numbers(other))


def lists_its_decision(dossier: Dossier, proceeding: Proceeding) -> bool:
    """True if a proceeding lists a source that has its number and the day of its decision."""
    listed = (each for name in proceeding.sources if (each := dossier.source(name)) is not None)
    return any(
        is_of_day(each, proceeding)
        and (is_same_case(each, proceeding) or _shares_citation(dossier, each, proceeding))
        and is_decision(each)
        for each in listed
    )


def _has_other_citation(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if both have neutral citations, none of them shared. A law report can look like one, and is none."""
    is_cited = any(_citations(dossier, source.model_copy(update={"report": None})))
    return is_cited and any(_citations(dossier, proceeding)) and not _shares_citation(dossier, source, proceeding)


def has_other_number(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if the numbers of a source and of a proceeding are not those of one decision, or may not be: redacted."""
    if has_redacted_number(source) or has_redacted_number(proceeding):
        return True
    if _has_other_citation(dossier, source, proceeding):
        return True
    pairs = ((numbers(source), numbers(proceeding)) for numbers in (other_citations, case_numbers))
    return any(own and other and not set(own) & set(other) for own, other in pairs)


def _is_listed(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a proceeding lists a source as its decision, although no number says so.

    The source is a decision of the forum with no other number, and was not issued before it or after it was changed. If
    another source that the proceeding lists has its number or day, that source is meant.
    """
    if not _can_be_listed(dossier, source, proceeding) or source.id not in proceeding.sources:
        return False
    if has_better_proceeding(dossier, source, proceeding):
        return False
    if best_rival(dossier, source, proceeding) is not None:
        # It may be a copy of the source with the number, or another decision.
        return False
    if is_of_day(source, proceeding):
        return True
    others = (each for name in proceeding.sources if (each := dossier.source(name)) is not None and name != source.id)
    return not any(
        _has_number_of(dossier, each, proceeding)
        or (is_of_day(each, proceeding) and _can_be_listed(dossier, each, proceeding))
        for each in others
    )


def _can_be_listed(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    return (
        is_decision(source)
        and proceeding.status is not ProceedingStatus.PENDING
        and is_by_forum(dossier, source, proceeding)
        and is_of_time(dossier, source, proceeding)
        and not has_other_number(dossier, source, proceeding)
    )


def is_changed(dossier: Dossier, decision: Authority) -> bool:
    """True if later decisions changed a decision, also if the last of them restored it, or if they are hidden."""
    if isinstance(decision, Source):
        return True
    return treatment_of(decision, later_steps(dossier, decision.id)) is not None
