"""No two sources or proceedings have the same citation.

Why it matters
    A neutral citation, ECLI or DOI identifies one judgment or article wherever it is printed, and so do a law report,
    an ISBN, or journal, volume, pages and title. A second record of the same document splits its history: the reversal
    is entered in the first record, and a claim rests on the second.

Reported
    # PRO-2026-0003.yaml
    neutral_citation: "[2023] UKFTT 819 (GRC)"
    # PRO-2026-0007.yaml
    neutral_citation: "[2023] UKFTT 00819 (GRC)"

Instead
    Keep the older record, and cite it. A source and a proceeding may have the same neutral citation. Citations are
    compared without regard to case, white space, brackets and zeros before a number; DOIs only without regard to case.
    The chapters of a book share its ISBN, and the decisions in a case its number: they differ in title. What has the
    mark `[redacted]` is like nothing else. Joined cases that were decided together have one citation: their proceedings
    may share it if each has its own `case_number`, or if a source names both in `decision_of`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding, Record, Source
from dossier.model.dates import PartialDate
from dossier.model.decision_numbers import have_other_cases
from dossier.model.neutral_citation import leading_key
from dossier.model.redaction import MARK
from dossier.model.vocabulary import CslType
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-citation"
SEVERITY = Severity.ERROR
NEEDS_ALL = True

_LEADING_ZEROS = re.compile(r"(?<![0-9.])0+(?=[0-9])")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each citation that an earlier record of the same kind has, withdrawn ones apart."""
    proceedings = (entry for entry in dossier.proceedings() if entry.record.withdrawn is None)
    sources = [entry for entry in dossier.sources() if entry.record.withdrawn is None]
    decided_together = {frozenset(pair) for each in sources for pair in combinations(each.record.decides, 2)}
    yield from _repeated(((entry, _proceeding_keys(entry.record)) for entry in proceedings), decided_together)
    yield from _repeated((entry, source_keys(entry.record)) for entry in sources)


def _proceeding_keys(proceeding: Proceeding) -> Iterator[tuple[str, str]]:
    for number in (proceeding.neutral_citation, proceeding.case_number):
        # The number of a case may be the neutral citation of its decision, and name a part of it.
        if number is not None and (number == proceeding.neutral_citation or leading_key(number)):
            yield "neutral_citation", _neutral(number)


def _neutral(text: str) -> str:
    """A neutral citation without regard to its spelling, with the part of the judgment that it names."""
    parsed = leading_key(text)
    return normalised_citation(text) if parsed is None else normalised_citation("".join(parsed))


def source_keys(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what identifies the document of a source: fields, each with a text that is equal for equal documents."""
    if source.neutral_citation is not None:
        yield "neutral_citation", _neutral(source.neutral_citation)
    if source.ecli is not None:
        yield "ecli", normalised_citation(source.ecli)
    if source.doi is not None:
        # Leading zeros distinguish DOIs; case does not (DOI Handbook, section 2.4).
        yield "doi", source.doi.casefold()
    if source.isbn is not None and source.type is CslType.BOOK:
        yield "isbn", _isbn_13(source.isbn)
    if source.type is CslType.LEGAL_CASE:
        yield from _joined("report", source.report, source.title)
        yield from _joined("case_number", source.case_number, source.court, source.title, _day(source))
    yield from _joined("volume", source.volume, source.publication, source.issue or "", source.title)
    yield from _joined("pages", source.pages, source.publication, source.title, _day(source))
    if source.is_identified_by_name_alone:
        yield from _joined("publisher", source.publisher, source.title, _day(source))
        yield from _joined("publication", source.publication, source.title, _day(source))


def _joined(field: str, *parts: str | None) -> Iterator[tuple[str, str]]:
    """Yield the field with the text of all parts, or nothing if a part is missing."""
    texts = [normalised_citation(part) for part in parts if part is not None]
    if len(texts) == len(parts):
        yield field, "|".join(texts)


def _day(source: Source) -> str | None:
    return source.issued.text if isinstance(source.issued, PartialDate) else None


def _isbn_13(isbn: str) -> str:
    """The digits of an ISBN in its longer form. The last digit is left out, because it follows from the others.

    >>> _isbn_13("0-19-928836-4") == _isbn_13("978 0 19 928836 6")
    True
    """
    digits = re.sub(r"[ -]", "", isbn)
    return f"978{digits[:9]}" if len(digits) == 10 else digits[:12]


def normalised_citation(text: str) -> str:
    """The citation without case, white space and leading zeros, so that equal citations compare equal.

    >>> normalised_citation("[2023] UKFTT 00819 (GRC)") == normalised_citation("[2023]  ukftt 819 (GRC)")
    True
    """
    return "".join(_LEADING_ZEROS.sub("", text).casefold().split())


def _repeated(
    records: Iterable[tuple[Entry[Record], Iterable[tuple[str, str]]]],
    decided_together: Collection[frozenset[str]] = (),
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each record that has a key of an earlier one: a field, with a comparable text.

    `decided_together` has pairs of proceedings that one decision ended.
    """
    seen: dict[tuple[str, str], Entry[Record]] = {}
    for entry, keys in records:
        # One message for each pair of records, even if several of their citations are equal.
        first = {field: seen.setdefault((field, key), entry) for field, key in keys if MARK not in key}
        others = ((field, other) for field, other in first.items() if other is not entry)
        others = (each for each in others if frozenset((entry.record.id, each[1].record.id)) not in decided_together)
        same = next((each for each in others if not _are_joined(entry.record, each[1].record)), None)
        if same is not None:
            yield _same(same[0], entry, same[1])


def _are_joined(one: Record, other: Record) -> bool:
    """True if two records are the proceedings of different cases, which a single decision may have ended."""
    return isinstance(one, Proceeding) and isinstance(other, Proceeding) and have_other_cases(one, other)


def _same(field: str, entry: Entry[Record], first: Entry[Record]) -> Diagnostic:
    message = f"`{first.record.id}` has the same `{field}`"
    help_ = f"use `{first.record.id}` instead, or correct the citation"
    label = Label(first.at(field), "the same citation")
    return Diagnostic(CODE, message, entry.at(field), help_, SEVERITY, (label,))
