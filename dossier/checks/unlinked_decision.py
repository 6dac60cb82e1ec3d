"""A decision that a proceeding is about is linked to it.

Why it matters
    A judgment and its proceeding are linked by their numbers: the neutral citation, the ECLI or the case number. A
    decision without a number is linked if its proceeding lists it and their forum and time agree. If they are not
    linked, neither the judgment nor claims on it can say that the decision was reversed: if it was changed, the status
    of a source that may be it says that its later course is not known.

Reported
    # PRO-2026-0002.yaml
    neutral_citation: "[2021] EWHC 91 (Admin)"
    sources: [SRC-2026-0004]
    # SRC-2026-0004.yaml
    neutral_citation: "[2021] EWHC 19 (Admin)"

Instead
    Write the number in both records as the court gave it. If they have none, list the decision in `sources` of the
    proceeding, with the forum as its court or publisher. If the source is another decision, such as that of the
    court below or a second decision of that day, give that decision a proceeding of its own, with the number of the
    source. If it is another part of the same judgment, number the parts in both records: `ground 1` and `ground 2`, or
    `part 1: liability` and `part 2: quantum`. An ECLI does not link a source to a case number, nor a case number to the
    numbers of joined cases. A source of the forum and the day of a decision that was changed is reported unless the
    court gave both neutral citations (or ECLIs) and they differ by more than a letter. The day of the decision, that of
    its publication, and those between them count. A source that is linked to another proceeding is reported if the
    proceeding was changed and lists it or shares a case, and no other source has its number and day. Nothing is
    reported if the source is older than the decision and has another number, is of another day while the decision or
    a proceeding of its own is on record, or names another body on record than the forum as its court or publisher, or
    if a number was redacted or the proceeding is suspended: then its status says that its later course is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import decision_keys
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.forum_and_day import is_of_day
from dossier.reading.possible_decisions import Doubt, possible_decisions

CODE = "unlinked-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

_OTHER_TIME = "was issued before the decision or after a later decision changed it, so it is not linked"
_NUMBERS = ("neutral_citation", "ecli", "case_number", "official_id", "report", "publication", "title")


class _Report(NamedTuple):
    """The words about a doubt. They may give the number of the proceeding (`own`) and that of the source (`other`)."""

    message: str
    help: str
    field: str = ""
    """The field of the source that they are about, if it is not its number."""


_REPORTS = {
    Doubt.LISTED_OF_OTHER_TIME: _Report(
        f"`{{source}}` {_OTHER_TIME}",
        "if it is the decision, correct the days; if not, give it a proceeding of its own",
        field="issued",
    ),
    Doubt.LISTED_FOR_OTHER_FORUM: _Report(
        "`{source}` has the case number of this proceeding, and names another body than its forum",
        "if it is the decision, correct its `court` or its publisher, or the `forum` here",
    ),
    Doubt.LISTED_WITH_OTHER_NUMBER: _Report(
        "`{source}` has the number `{other}`, and this proceeding has `{own}`, so later decisions are not linked to "
        "the judgment",
        "if it is the decision, write the same number in `{of_source}` of the source and in `{of_proceeding}` here; if "
        "not, give it a proceeding of its own",
    ),
    Doubt.LISTED_WITHOUT_FORUM: _Report(
        "`{source}` does not name the forum, so later decisions are not linked to it",
        "if it is the decision, give the name of the forum as its `court`, or the same number in both records",
        field="title",
    ),
    Doubt.SAME_CASE_WITHOUT_FORUM: _Report(
        "`{source}` has the case number and the day of this proceeding, and does not name its forum",
        "if it is the decision, give the name of the forum as its `court`, or add it to `sources`",
    ),
    Doubt.SAME_CASE_OF_OTHER_TIME: _Report(
        f"`{{source}}` has the case number of this proceeding, and {_OTHER_TIME}",
        "if it is the decision, correct the days; if not, list the decision in `sources`",
        field="issued",
    ),
    Doubt.JOINED_CASE: _Report(
        "`{source}` has the number `{other}`, and this proceeding has `{own}`, so they are not linked although a case "
        "is the same",
        "if it is the decision, write the same numbers in both records; if not, give it a proceeding of its own",
    ),
    Doubt.SIMILAR_NUMBER: _Report(
        "`{source}` is of the same forum and day, and its number `{other}` may be `{own}`, so they are not linked",
        "if it is the decision, write the same number in both records; if not, give it a proceeding of its own, with "
        "this number",
    ),
    Doubt.SAME_DAY: _Report(
        "`{source}` is a decision of the same forum and day, and this proceeding does not list it",
        "if it is the decision, add it to `sources`; if not, give it a proceeding of its own, with its number if it "
        "has one",
        field="issued",
    ),
    Doubt.SIMILAR_NUMBER_WITHOUT_DAY: _Report(
        "`{source}` is of the same forum, its number `{other}` may be `{own}`, and a day is missing, so they are not "
        "linked",
        "if it is the decision, write the same number in both records; if not, give the day of the decision in "
        "`decided`",
    ),
    Doubt.ONE_OF_SEVERAL: _Report(
        "`{source}` may be the decision, but another source with the number of this proceeding may be it as well",
        "if it is the decision, give both records its number and its exact day; if not, give it a proceeding of its "
        "own, which lists it",
        field="issued",
    ),
    Doubt.LINKED_TO_ANOTHER: _Report(
        "`{source}` is linked to another proceeding, and may be the decision in this one as well, which was changed",
        "if it is, write the same number in both records; if not, list the decision with its number in `sources`",
    ),
    Doubt.OTHER_WORDS_FOR_PART: _Report(
        "`{source}` is about a part of the judgment, `{other}`, and `{own}` may be the same part, so they are not "
        "linked",
        "if it is the same part, name it in the same words; if not, number both, such as `part 1: liability`",
    ),
}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each decision that a proceeding lists, or may be about, and that is not linked to it."""
    possible = possible_decisions(dossier)
    sources = [each for each in dossier.sources() if each.record.id in possible.keys() - dossier.hidden_courses]
    for entry in dossier.proceedings():
        for source in sources:
            for proceeding, doubt in possible[source.record.id]:
                if proceeding.id == entry.record.id and proceeding.withdrawn is None:
                    yield _diagnostic(entry, source, doubt)


def _diagnostic(entry: Entry[Proceeding], of_source: Entry[Source], doubt: Doubt) -> Diagnostic:
    proceeding, source = entry.record, of_source.record
    report = _REPORTS[doubt]
    own, other = _number(proceeding), _number(source)
    values = {
        "source": source.id,
        "own": getattr(proceeding, own or "", None),
        "other": getattr(source, other or "", None),
        "of_proceeding": own,
        "of_source": other,
    }
    told = "the day of the source" if report.field == "issued" else "what the source says"
    label = Label(of_source.at(report.field or other or "title"), told)
    if source.id in proceeding.sources and doubt is not Doubt.OTHER_WORDS_FOR_PART:
        span = entry.at("sources", proceeding.sources.index(source.id))
    else:
        span = entry.at(_field_of_day(proceeding, source) if doubt is Doubt.SAME_DAY else own or "kind")
    return Diagnostic(CODE, report.message.format(**values), span, report.help.format(**values), SEVERITY, (label,))


def _field_of_day(proceeding: Proceeding, source: Source) -> str:
    """The field of the proceeding that has the day of the source."""
    decided = proceeding.model_copy(update={"published": None})
    return "decided" if is_of_day(source, decided) else "published"


def _number(record: Source | Proceeding) -> str | None:
    """The first field with a number, or None if the record has no number of a decision."""
    return next((name for name in _NUMBERS if getattr(record, name, None)), None) if decision_keys(record) else None
