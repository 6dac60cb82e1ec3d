"""The numbers that a proceeding and a source of its decision share."""

from __future__ import annotations

import re

from dossier.model.neutral_citation import citations_in, leading_citation
from dossier.model.proceeding import Proceeding
from dossier.model.source import Source
from dossier.model.vocabulary import CslType, Genre

_DECISIONS = frozenset({Genre.COURT_JUDGMENT, Genre.REGULATOR_DECISION})
# What a title says if it names another judgment as well: two cases, or the relation of one to the other.
_OTHER_CASE = re.compile(
    r"(?i) vs?\.? .* vs?\.? |\b(?:appeal|review|remittal) (?:from|against|of)\b|\bon (?:appeal|remittal)\b"
    r"|\b(?:following|applying|distinguishing|reversing|affirming|overruling|considering|varying|see|note)\b"
)
# The word before a citation, if it makes the citation the object of a phrase: "remitted in [2023] UKUT 1 (AAC)".
_OBJECT = re.compile(r"\b[a-z]+ $")


def neutral_citations(record: Source | Proceeding) -> tuple[str, ...]:
    """The neutral citations that a record gives as its own, as courts print them.

    Each is at the beginning of a number, also if the record describes a part of the judgment. The title of a case
    counts only if no number has one.
    """
    numbers = [record.neutral_citation, *_numbers(record)]
    if isinstance(record, Source):
        numbers.append(record.report)
    found = dict.fromkeys(str(parsed[0]) for text in numbers if text and (parsed := leading_citation(text)))
    if not found and isinstance(record, Source) and record.type is CslType.LEGAL_CASE:
        return _citation_in_title(record.title)
    return tuple(found)


def _citation_in_title(title: str) -> tuple[str, ...]:
    """The citation of a case in its title: the only one there, at its beginning or end, and next to no other case.

    >>> _citation_in_title("A v B [2020] UKUT 43 (AAC)")
    ('[2020] UKUT 43 (AAC)',)
    >>> _citation_in_title("A v B, on appeal from [2020] UKUT 43 (AAC)")
    ()
    """
    found = list(citations_in(title))
    if len(found) != 1 or _OTHER_CASE.search(title):
        return ()
    [(citation, before, after)] = found
    is_own = not before.strip() or (not after.strip(" .)]") and not _OBJECT.search(before))
    return (citation,) if is_own else ()


def decision_parts(record: Source | Proceeding) -> frozenset[str]:
    """The parts of a judgment that a record is about, as far as its numbers name them, to be compared.

    `[2020] UKUT 20 (AAC), liability` names the part `liability`.
    """
    texts = [text for text in (record.neutral_citation, *_numbers(record)) if text]
    rests = (parsed[1] for text in texts if (parsed := leading_citation(text)))
    return frozenset(part for rest in rests if (part := rest.strip(" ,.;:()").casefold()))


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
