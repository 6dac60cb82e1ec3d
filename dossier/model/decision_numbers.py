"""The numbers that a proceeding and a source of its decision share.

What has the mark of a redaction is no number: two marks may stand for different numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model.neutral_citation import citations_in, leading_key, without_division
from dossier.model.proceeding import Proceeding
from dossier.model.redaction import MARK
from dossier.model.source import Source
from dossier.model.vocabulary import CslType, Genre

_DECISIONS = frozenset({Genre.COURT_JUDGMENT, Genre.REGULATOR_DECISION})
# What a title says if it names another judgment as well: two cases, or the relation of one to the other.
_OTHER_CASE = re.compile(
    r"(?i) vs?\.? .* vs?\.? |\b(?:appeal|review|remittal) (?:from|against|of)\b|\bon (?:appeal|remittal)\b"
    r"|\b(?:following|applying|distinguishing|reversing|affirming|overruling|considering|varying|see|note)\b"
)
# The word before a citation, if the citation is the object of a phrase: "remitted in [2023] UKUT 1 (AAC)".
_OBJECT = re.compile(r"\b[a-z]+ $")
# What is between two citations in one field.
_BETWEEN = re.compile(r"\s*(?:[,;=&+|]|(?<![0-9])/|/(?![0-9]))\s*|\s+and\s+|(?<=[0-9)\]])\s+(?=\[)")
# The second number in "[2020] UKSC 8 and 9".
_SECOND_NUMBER = re.compile(r"(?i)\s*(?:and|&)\s*([0-9]{1,7})(?=\s*(?:$|[(,;]))")
_NUMBER_IN_KEY = re.compile(r"(?<= )[0-9]+[^\W_]*(?:-[0-9]+)?")
# The part of a judgment in brackets after its citation: "[2020] EWHC 12 (Admin) (quantum)".
_PART = re.compile(r"\s*(?:\([^()\[\]]*\)\s*)?")
_CASE = re.compile(r"(?i)^(?:joined )?cases? (?:nos?\.? )?|^nos?(?:\. ?| )")
# A European Case Law Identifier: country, court, year and number. Courts of the Union print it without "ECLI".
_ECLI = re.compile(r"(?i)\s*(?:ecli:\s*[a-z]{2}|eu):[a-z0-9]+:[12][0-9]{3}:\S")
# What may follow it: a full stop, and the number of the case in brackets.
_AFTER_ECLI = re.compile(r"[.,;]*(?:\([^()]*/[^()]*\))?[.,;]*$")
_BETWEEN_CASES = re.compile(r"(?i)\s*[,;&]\s*|\s+and\s+")
_HAS_DIGIT = re.compile(r"[0-9].*[^0-9]|[^0-9].*[0-9]").search
# The full-width forms of characters, and the brackets that are used with them.
_FULL_WIDTH = str.maketrans(
    {**{chr(0xFF01 + number): chr(0x21 + number) for number in range(94)}, "\u3000": " "}
    | {"\u3010": "[", "\u3011": "]", "\u3014": "[", "\u3015": "]"}
)
# What separates the pieces of a number: spaces, stops, and hyphens of all sorts, such as a hyphen that does not break a
# line. It may be missing between a letter and a digit.
_SEPARATOR = re.compile(r"[\s./_\u002d\u2010-\u2015\u2212]+|(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def neutral_citations(record: Source | Proceeding) -> tuple[str, ...]:
    """The neutral citations that a record gives as its own, equal for all spellings of a citation.

    Each is at the beginning of a number, also if the record describes a part of the judgment, or is the whole of a
    later piece of it ("[2020] EWHC 10 (Admin) and [2020] EWHC 11 (Admin)"). In a `report` and, for a decision, in the
    `publication`, it is a whole piece. The title of a case counts only if no number has one.
    """
    texts = citing_numbers(record)
    found = dict.fromkeys(key for text in texts for key in _citations_in_number(text))
    if isinstance(record, Source):
        reports = _unmarked(record.report, record.publication if is_decision(record) else None)
        found |= dict.fromkeys(key for text in reports for key in _citations_in_number(text, is_whole=True))
    if not found and isinstance(record, Source) and record.type is CslType.LEGAL_CASE:
        return _citation_in_title(record.title.translate(_FULL_WIDTH))
    return tuple(found)


def _citations_in_number(text: str, *, is_whole: bool = False) -> Iterator[str]:
    """Yield the citations at the beginning of a text, unless they must be whole pieces, and those that are pieces.

    >>> list(_citations_in_number("[2019] EWHC 11 (Admin) (liability) / [2020] EWHC 12 (Admin) (quantum)"))
    ['2019 ewhc 11 admin', '2020 ewhc 12 admin']
    >>> sorted(_citations_in_number("[2020] UKSC 8 and 9"))
    ['2020 uksc 8', '2020 uksc 9']
    """
    own = _OTHER_CASE.split(text)[0]
    parsed = leading_key(own)
    if parsed is not None and not is_whole and (second := _SECOND_NUMBER.match(parsed[1])):
        yield _NUMBER_IN_KEY.sub(str(int(second[1])), parsed[0])
    first, *others = _BETWEEN.split(own)
    for piece in (first, *others):
        parsed = leading_key(piece)
        if parsed is not None and ((piece is first and not is_whole) or _PART.fullmatch(parsed[1])):
            yield parsed[0]


def other_citations(record: Source | Proceeding) -> tuple[str, ...]:
    """The ECLI, and a neutral citation of a form that is not known, without regard to case and spaces."""
    texts = {text for text in citing_numbers(record) if _ECLI.match(text)}
    if isinstance(record, Source):
        texts.update(_unmarked(record.ecli))
    texts.update(text for text in _unmarked(record.neutral_citation) if not list(_citations_in_number(text)))
    return tuple(sorted({_compared(text) for text in texts}))


def _compared(text: str) -> str:
    """An ECLI or another citation without regard to case and spaces, and to what may be left out.

    >>> _compared("EU:C:2014:317") == _compared("ECLI: EU:C:2014:317 (C-131/12).")
    True
    """
    citation = "".join(text.casefold().split())
    if not _ECLI.match(text):
        return citation
    citation = _AFTER_ECLI.sub("", citation)
    return f"ecli:{citation}" if not citation.startswith("ecli:") else citation


def _citation_in_title(title: str) -> tuple[str, ...]:
    """The citation of a case in its title: the only one there, at its beginning or end, and next to no other case.

    >>> _citation_in_title("A v B [2020] UKUT 43 (AAC)")
    ('2020 ukut 43 aac',)
    >>> _citation_in_title("A v B, on appeal from [2020] UKUT 43 (AAC)")
    ()
    """
    found = list(citations_in(title))
    if len(found) != 1 or _OTHER_CASE.search(title):
        return ()
    [(citation, before, after)] = found
    is_own = not before.strip() or (not after.strip(" .)]") and not _OBJECT.search(before))
    parsed = leading_key(citation)
    return (parsed[0],) if parsed and is_own else ()


def case_numbers(record: Source | Proceeding) -> tuple[str, ...]:
    """The numbers of the cases that a record gives as its own, each joined case by itself.

    They are equal for all spellings: the case, what separates the pieces, leading zeros and "Case" before the number do
    not matter. They identify a decision only among those of one forum. A source of another sort than a decision has
    none, because the documents of a case have its number too.
    """
    if isinstance(record, Source) and record.genre not in _DECISIONS:
        return ()
    return tuple(dict.fromkeys(case for number in _unmarked(*_numbers(record)) for case in _cases(number)))


def have_other_cases(one: Source | Proceeding, other: Source | Proceeding) -> bool:
    """True if both records have case numbers, and none in common."""
    numbers, others = case_numbers(one), case_numbers(other)
    return bool(numbers and others) and set(numbers).isdisjoint(others)


def decision_keys(record: Source | Proceeding) -> tuple[str, ...]:
    """The keys among the backlinks for the numbers of a decision. No identifier has their form."""
    citations = neutral_citations(record)
    # A judgment may be cited without the division of the court.
    numbers = dict.fromkeys((*citations, *map(without_division, citations), *other_citations(record)))
    return (
        *(f"neutral citation {text}" for text in numbers),
        *(f"case number {text}" for text in case_numbers(record)),
    )


def title_key(title: str) -> str:
    """The key among the backlinks for the title of a proceeding, without regard to case and white space."""
    return f"title {' '.join(title.casefold().split())}"


def has_redacted_number(record: Source | Proceeding) -> bool:
    """True if a number of a decision was redacted, or was perhaps in a redacted text and is nowhere else."""
    if isinstance(record, Proceeding):
        return _is_marked(record.neutral_citation, record.case_number)
    if _is_marked(record.neutral_citation, record.ecli):
        return True
    if not is_decision(record):
        return False
    may_be_in_text = _is_marked(record.title, record.publication) and not decision_keys(record)
    return may_be_in_text or _is_marked(*_numbers(record), record.report)


def may_be_decision(source: Source) -> bool:
    """True if later decisions may concern the source, as far as its own record shows."""
    return is_decision(source) or bool(decision_keys(source)) or has_redacted_number(source)


def is_decision(source: Source) -> bool:
    """True if the source is a judgment or another decision, or a report of one."""
    return source.genre in _DECISIONS or source.type is CslType.LEGAL_CASE


def citing_numbers(record: Source | Proceeding) -> list[str]:
    """The numbers of a record that can begin with a neutral citation, without those that have a mark."""
    return _unmarked(record.neutral_citation, *_numbers(record))


def _unmarked(*numbers: str | None) -> list[str]:
    return [number.translate(_FULL_WIDTH) for number in numbers if number and MARK not in number]


def _is_marked(*numbers: str | None) -> bool:
    return any(MARK in number for number in numbers if number)


def _cases(number: str) -> Iterator[str]:
    """Yield the cases that a number names, equal for all their spellings.

    >>> list(_cases("No KW/017")) == list(_cases("kw17")), list(_cases("Joined Cases C-2/12 & C-1/12"))
    (True, ['c-2-12', 'c-1-12'])
    """
    number = _CASE.sub("", number.strip())
    cases = [_folded_case(each) for each in _BETWEEN_CASES.split(number) if each]
    yield from cases if all(map(_HAS_DIGIT, cases)) else (_folded_case(number),)


def _folded_case(number: str) -> str:
    return _LEADING_ZEROS.sub("", _SEPARATOR.sub("-", number.casefold()).strip("-"))


def _numbers(record: Source | Proceeding) -> tuple[str | None, ...]:
    if isinstance(record, Source):
        return (record.case_number, record.official_id)
    return (record.case_number,)
