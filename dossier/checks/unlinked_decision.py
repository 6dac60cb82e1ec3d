"""A decision that a proceeding is about is linked to it.

Why it matters
    A judgment and its proceeding are linked by their numbers: the neutral citation, the ECLI or the case number. A
    decision without a number is linked if its proceeding lists it and their forum and time agree. If they are not
    linked, neither the judgment nor claims on it say that the decision was reversed.

Reported
    # PRO-2026-0002.yaml
    neutral_citation: "[2021] EWHC 91 (Admin)"
    sources: [SRC-2026-0004]
    # SRC-2026-0004.yaml
    neutral_citation: "[2021] EWHC 19 (Admin)"

Instead
    Write the number in both records as the court gave it. If they have none, list the decision in `sources` of the
    proceeding, with the forum as its court or publisher. If the source is another decision, such as that of the
    court below, give that decision a proceeding of its own. An ECLI does not link a source to a case number, nor a
    case number to the numbers of joined cases. Nothing is reported if the source is linked to any proceeding, is
    older than the decision and has another number, or names another body on record than the forum as its court or
    publisher, or if a number was redacted or the proceeding is suspended: then its status says that its later
    course is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
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
from dossier.reading.decisions import decisions_in, similar_numbers
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.forum_and_day import is_by_forum, is_of_day, is_of_time

CODE = "unlinked-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

_OTHER_TIME = "was issued before the decision or after a later decision changed it, so it is not linked"
_NUMBERS = ("neutral_citation", "ecli", "case_number", "official_id", "report", "publication", "title")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each decision that a proceeding lists, or may be about, and that is linked to none."""
    sources = [each for each in dossier.sources() if _is_unlinked(dossier, each.record)]
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None and not has_redacted_number(entry.record):
            for source in sources:
                found = _of_pair(dossier, entry, source)
                if found is not None:
                    yield found


def _is_unlinked(dossier: Dossier, source: Source) -> bool:
    if source.withdrawn is not None or has_redacted_number(source) or source.id in dossier.hidden_courses:
        return False
    return is_decision(source) and not any(decisions_in(dossier, source))


def _of_pair(dossier: Dossier, entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a proceeding and a source, or None if the source is evidently not its decision."""
    proceeding, source = entry.record, of_source.record
    if source.id not in proceeding.sources:
        return _of_unlisted(dossier, entry, of_source)
    words = _of_listed(dossier, proceeding, source)
    if words is None:
        return None
    message, help_, field = words
    label = Label(of_source.at(field), "what the source says")
    span = entry.at("sources", proceeding.sources.index(source.id))
    return Diagnostic(CODE, message, span, help_, SEVERITY, (label,))


def _of_unlisted(dossier: Dossier, entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a source that a proceeding does not list, or None if it is evidently not its decision."""
    source, proceeding = of_source.record, entry.record
    if not is_by_forum(dossier, source, proceeding):
        return _of_no_forum(dossier, entry, of_source)
    if is_same_case(source, proceeding):
        return _of_other_time(dossier, entry, of_source)
    is_other = bool(neutral_citations(source) and neutral_citations(proceeding))
    if share_joined_case(source, proceeding) and is_of_time(dossier, source, proceeding) and not is_other:
        return _of_joined_cases(entry, of_source)
    if proceeding in similar_numbers(dossier).get(source.id, ()):
        return _of_similar_number(entry, of_source)
    return _of_day(dossier, entry, of_source)


def _of_day(dossier: Dossier, entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a decision of the forum and the day, or None if it has another number."""
    source, proceeding = of_source.record, entry.record
    is_numbered = _number(source) is not None and _number(proceeding) is not None
    if not is_of_day(source, proceeding) or (
        is_numbered and not _has_number_of_other_sort(dossier, source, proceeding)
    ):
        return None
    message = f"`{source.id}` is a decision of the same forum and day, and this proceeding does not list it"
    label = Label(of_source.at("issued"), "the day of the source")
    return Diagnostic(
        CODE, message, entry.at("decided"), "if it is the decision, add it to `sources`", SEVERITY, (label,)
    )


def _has_number_of_other_sort(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if only the source or only the proceeding has an ECLI, and no number says that they are two decisions."""
    has_ecli = [bool(other_citations(each)) for each in (source, proceeding)]
    return has_ecli[0] is not has_ecli[1] and not has_other_number(dossier, source, proceeding)


def _of_joined_cases(entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a decision of the forum that shares a joined case with a proceeding, but not all of them."""
    number = _number(of_source.record)
    if number is None or not entry.record.case_number:
        return None
    message = (
        f"`{of_source.record.id}` has the number `{getattr(of_source.record, number)}`, and this proceeding has "
        f"`{entry.record.case_number}`, so they are not linked although a case is the same"
    )
    help_ = "if it is the decision, write the same numbers in both records"
    label = Label(of_source.at(number), "what the source says")
    return Diagnostic(CODE, message, entry.at("case_number"), help_, SEVERITY, (label,))


def _of_no_forum(dossier: Dossier, entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a decision with the case number and the day of a proceeding, of a body that is not on record.

    Perhaps its name is misspelled.
    """
    source, proceeding = of_source.record, entry.record
    is_meant = is_same_case(source, proceeding) and is_of_day(source, proceeding)
    if not is_meant or not may_be_of(dossier, source, proceeding):
        return None
    message = f"`{source.id}` has the case number and the day of this proceeding, and does not name its forum"
    help_ = "if it is the decision, give the name of the forum as its `court`, or add it to `sources`"
    label = Label(of_source.at(_number(source) or "title"), "what the source says")
    return Diagnostic(CODE, message, entry.at("case_number"), help_, SEVERITY, (label,))


def _of_other_time(dossier: Dossier, entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic | None:
    """The diagnostic for a decision with the case number of a proceeding that was issued before or after its time.

    Other decisions in the same case are not reported if the proceeding lists its own.
    """
    source, proceeding = of_source.record, entry.record
    is_other = bool(neutral_citations(source) and neutral_citations(proceeding))
    if is_other or is_of_time(dossier, source, proceeding) or lists_its_decision(dossier, proceeding):
        return None
    message = f"`{source.id}` has the case number of this proceeding, and {_OTHER_TIME}"
    help_ = "if it is the decision, correct the days; if not, list the decision in `sources`"
    label = Label(of_source.at("issued"), "the day of the source")
    return Diagnostic(CODE, message, entry.at("case_number"), help_, SEVERITY, (label,))


def _of_similar_number(entry: Entry[Proceeding], of_source: Entry[Source]) -> Diagnostic:
    """The diagnostic for a decision of the forum and the day whose number has the digits of that of a proceeding."""
    own, other = _number(entry.record) or "decided", _number(of_source.record) or "issued"
    message = (
        f"`{of_source.record.id}` is of the same forum and day, and its number `{getattr(of_source.record, other)}` "
        f"may be `{getattr(entry.record, own)}`, so they are not linked"
    )
    help_ = "if it is the decision, write the same number in both records; if not, give it a proceeding of its own"
    label = Label(of_source.at(other), "what the source says")
    return Diagnostic(CODE, message, entry.at(own), help_, SEVERITY, (label,))


def _of_listed(dossier: Dossier, proceeding: Proceeding, source: Source) -> tuple[str, str, str] | None:
    """The message, the help and the field of a source that a proceeding lists, or None if it is another decision."""
    own, other = _number(proceeding), _number(source)
    has_same_number = is_same_case(source, proceeding)
    may_be_meant = is_by_forum(dossier, source, proceeding) and (own is None or other is None or has_same_number)
    if may_be_meant and not is_of_time(dossier, source, proceeding):
        message = f"`{source.id}` {_OTHER_TIME}"
        return message, "if it is the decision, correct the days; if not, give it a proceeding of its own", "issued"
    if has_same_number and is_of_time(dossier, source, proceeding) and not may_be_of(dossier, source, proceeding):
        message = f"`{source.id}` has the case number of this proceeding, and names another body than its forum"
        return (
            message,
            "if it is the decision, correct its `court` or its publisher, or the `forum` here",
            other or "title",
        )
    if not may_be_of(dossier, source, proceeding):
        return None
    if own is not None and other is not None:
        message = (
            f"`{source.id}` has the number `{getattr(source, other)}`, and this proceeding has "
            f"`{getattr(proceeding, own)}`, so later decisions are not linked to the judgment"
        )
        help_ = f"if it is the decision, write the same number in `{other}` of the source and in `{own}` here"
        return message, help_, other
    if proceeding.status is ProceedingStatus.PENDING or is_by_forum(dossier, source, proceeding):
        return None
    message = f"`{source.id}` does not name the forum, so later decisions are not linked to it"
    help_ = "if it is the decision, give the name of the forum as its `court`, or the same number in both records"
    return message, help_, "title"


def _number(record: Source | Proceeding) -> str | None:
    """The first field with a number, or None if the record has no number of a decision."""
    return next((name for name in _NUMBERS if getattr(record, name, None)), None) if decision_keys(record) else None
