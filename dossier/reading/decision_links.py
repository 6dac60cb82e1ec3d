"""Numbers and lists that link a decision to its proceeding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Proceeding, Source
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
from dossier.reading.forum_and_day import courts_of, is_by_forum, is_of_day, is_of_time
from dossier.reading.later_steps import later_steps, treatment_of

# What a claim can rest on: a decision, or its source if a suspension or a redaction hides what became of the decision.
Authority = Proceeding | Source


def proceedings_by_number(dossier: Dossier, source: Source) -> list[Proceeding]:
    """The proceedings whose decision a source is by its number, about any part of it."""
    numbered = _proceedings_named_by(dossier, decision_keys(source))
    if not neutral_citations(source):
        # The decisions in a case have the same number, so what names the source comes first, also with a wrong day.
        listing = [each for each in numbered if source.id in each.sources and is_by_forum(dossier, source, each)]
        numbered = listing or numbered
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
    another day and not listed while another source is listed as the decision, is another decision.
    """
    if _shares_citation(dossier, source, proceeding):
        return True
    if not is_same_case(source, proceeding) or _has_other_citation(dossier, source, proceeding):
        return False
    is_listed = source.id in proceeding.sources
    is_other = lists_its_decision(dossier, proceeding) or _is_listed_elsewhere(dossier, source)
    if not is_listed and not is_of_day(source, proceeding) and is_other:
        return False
    courts = courts_of(dossier, source)
    is_listed_here = is_listed and (not courts or proceeding.forum in courts)
    is_named = is_listed_here or is_by_forum(dossier, source, proceeding)
    return is_named and is_of_time(dossier, source, proceeding)


def _is_listed_elsewhere(dossier: Dossier, source: Source) -> bool:
    """True if a proceeding lists a source, and its forum made its decision on the day of the source."""
    return any(
        source.id in each.sources and is_of_day(source, each) and is_by_forum(dossier, source, each)
        for each in _proceedings_named_by(dossier, [source.id])
    )


def is_same_case(source: Source, proceeding: Proceeding) -> bool:
    """True if a source and a proceeding have the same case number."""
    return not set(case_numbers(source)).isdisjoint(case_numbers(proceeding))


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
