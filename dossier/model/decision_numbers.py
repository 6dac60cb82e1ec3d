"""The numbers that a proceeding and a source of its decision share."""

from __future__ import annotations

from dossier.model.neutral_citation import citations_in, leading_citation
from dossier.model.proceeding import Proceeding
from dossier.model.source import Source
from dossier.model.vocabulary import CslType, Genre

_DECISIONS = frozenset({Genre.COURT_JUDGMENT, Genre.REGULATOR_DECISION})


def neutral_citations(record: Source | Proceeding) -> tuple[str, ...]:
    """The neutral citations that a record gives as its own, as courts print them.

    Each is at the beginning of a number, also if the record describes a part of the judgment, or anywhere in the title
    of a case.
    """
    numbers = [record.neutral_citation, *_numbers(record)]
    if isinstance(record, Source):
        numbers.append(record.report)
    found = dict.fromkeys(str(parsed[0]) for text in numbers if text and (parsed := leading_citation(text)))
    if isinstance(record, Source) and record.type is CslType.LEGAL_CASE:
        found |= dict.fromkeys(citations_in(record.title))
    return tuple(found)


def case_numbers(record: Source | Proceeding) -> tuple[str, ...]:
    """The numbers that the forum gave the decision which a record is.

    They identify it only among the decisions of one forum. A source of another sort than a decision has none, because
    the documents of a case have its number too.
    """
    if isinstance(record, Source) and record.genre not in _DECISIONS:
        return ()
    return tuple(dict.fromkeys(number for number in _numbers(record) if number))


def _numbers(record: Source | Proceeding) -> tuple[str | None, ...]:
    if isinstance(record, Source):
        return (record.case_number, record.official_id)
    return (record.case_number,)
