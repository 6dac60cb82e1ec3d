"""Dates are in a possible order, and none is in the future.

Why it matters
    A decision dated before its complaint, or a report older than the event that it reports, shows that nobody checked
    the dates. The other side will say so, and be right.

Reported
    opened: 2022-03
    decided: 2021-11-29

Instead
    Look both dates up and correct the wrong date. Only impossible dates are reported: a date known only to the year,
    or marked `?` or `~`, gets the benefit of the doubt, and a statute may speak of later dates. A source that
    announces an event in advance does not report it: cite such a source with `stance: context`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim, Proceeding, Record
from dossier.model.date_types import Instant
from dossier.model.dates import Edtf, PartialDate
from dossier.model.identifiers import Kind
from dossier.model.introspection import Path, values_of_type
from dossier.model.vocabulary import Genre, Stance
from dossier.reading.dossier import Dossier, Entry

CODE = "impossible-date"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

# For each kind, pairs of fields. The date in the first field is never after the date in the second.
ORDERS = {
    Kind.CLAIM: (("reply.asked_on", "reply.due"),),
    Kind.SOURCE: (("issued", "accessed"), ("issued", "archives.date"), ("issued", "checked.on")),
    Kind.PROCEEDING: (
        ("opened", "decided"),
        ("decided", "published"),
        ("decided", "history.date"),
        ("decided", "status_checked.on"),
    ),
    Kind.CAPTURE: (("started", "finished"),),
}
# A law says what will be. A genre that cannot be read may be that of a law.
_MAY_BE_OLDER = {Genre.STATUTE, None}
# Days that are set in advance.
_PLANNED = frozenset({"hold.until", "reply.due"})
# While it is today in UTC, it may already be tomorrow in the Pacific.
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _RecordDate:
    """A date in a record: its path, its text as typed, and the first and last moments that it can mean."""

    entry: Entry[Record]
    path: Path
    text: str
    first: datetime
    last: datetime
    is_sure: bool

    @property
    def name(self) -> str:
        """The field names of the path, joined by full stops, without positions in lists."""
        return ".".join(step for step in self.path if isinstance(step, str))


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each date in the future, and for each pair of dates in an impossible order."""
    end = datetime.combine(dossier.today + AHEAD, time.max, UTC)
    for entry in dossier.entries.values():
        yield from _identifier_year(entry, end)
        possible: dict[str, list[_RecordDate]] = {}
        for dated in _dates(entry):
            if dated.first > end and dated.name not in _PLANNED:
                yield _in_future(dated, dossier)
            else:
                possible.setdefault(dated.name, []).append(dated)
        yield from _orders(entry.kind, possible)
        if isinstance(entry.record, Claim):
            yield from _sources_of_claim(dossier, entry, entry.record, possible)
        elif isinstance(entry.record, Proceeding):
            yield from _later_proceedings(dossier, entry.record, possible)
    yield from _story(dossier)


def _dates(entry: Entry[Record]) -> Iterator[_RecordDate]:
    for path, value in values_of_type(entry.record, PartialDate, Edtf, Instant):
        if isinstance(value, PartialDate | Edtf):
            ends = (value.start, value.end) if isinstance(value, Edtf) else (value,)
            first = datetime.combine(value.earliest, time.min, UTC)
            last = datetime.combine(value.latest, time.max, UTC)
            is_sure = not any(end.qualifier for end in ends if isinstance(end, PartialDate))
            yield _RecordDate(entry, path, value.text, first, last, is_sure=is_sure)
        elif isinstance(value, Instant) and value.moment is not None:
            yield _RecordDate(entry, path, value.text, value.moment, value.moment, is_sure=True)


def _identifier_year(entry: Entry[Record], end: datetime) -> Iterator[Diagnostic]:
    """Report an identifier with a year that has not begun. The year in an identifier is the year of registration."""
    year = entry.record.id.split("-")[1:2] if entry.kind.prefix else []
    if year and int(year[0]) > end.year:
        message = f"the identifier has the year {year[0]}, which has not begun"
        help_ = f"use {end.year}, the year in which the record is entered, not the year of the event"
        yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY)


def _in_future(dated: _RecordDate, dossier: Dossier) -> Diagnostic:
    message = f"`{dated.name}` is {dated.text}, and today is {dossier.today}"
    return Diagnostic(CODE, message, dated.entry.at(*dated.path), "correct the date", SEVERITY)


def _story(dossier: Dossier) -> Iterator[Diagnostic]:
    """Report sentences of the story that have a date in the future, or that come after a later sentence."""
    story = dossier.subject.file.story
    for number, (sentence, before) in enumerate(zip(story, (None, *story), strict=False)):
        day, span = sentence.date, dossier.at_subject("story", number, "date")
        if day.earliest > dossier.today + AHEAD:
            message = f"`date` is {day.text}, and today is {dossier.today}"
            yield Diagnostic(CODE, message, span, "correct the date, or wait until it has happened", SEVERITY)
        elif before is not None and day.latest < before.date.earliest:
            message = f"the sentence of {day.text} comes after the sentence of {before.date.text}"
            yield Diagnostic(CODE, message, span, "put the oldest sentence first, or correct the date", SEVERITY)


def _orders(kind: Kind, dates: dict[str, list[_RecordDate]]) -> Iterator[Diagnostic]:
    for before, after in ORDERS.get(kind, ()):
        for first in dates.get(before, ()):
            for second in dates.get(after, ()):
                yield from _compare(first, second)
    for first, second in pairwise(dates.get("corrections.date", ())):
        if second.last < first.first:
            message = f"the correction of {second.text} is listed after the correction of {first.text}"
            span = second.entry.at(*second.path)
            yield Diagnostic(CODE, message, span, "put the oldest correction first, or correct the date", SEVERITY)


def _compare(first: _RecordDate, second: _RecordDate) -> Iterator[Diagnostic]:
    if first.is_sure and second.is_sure and second.last < first.first:
        owner = "" if first.entry is second.entry else f" of {first.entry.record.id}"
        message = f"`{second.name}` is {second.text}, before `{first.name}`{owner}, which is {first.text}"
        label = Label(first.entry.at(*first.path), f"`{first.name}` is here")
        span = second.entry.at(*second.path)
        yield Diagnostic(CODE, message, span, "look both dates up, and correct the wrong date", SEVERITY, (label,))


def _sources_of_claim(
    dossier: Dossier, entry: Entry[Record], claim: Claim, dates: dict[str, list[_RecordDate]]
) -> Iterator[Diagnostic]:
    """Report sources issued before the event that they support."""
    if claim.withdrawn is not None:
        return
    for event in dates.get("date", ()):
        for number, evidence in enumerate(claim.evidence):
            source = dossier.source(evidence.source)
            if evidence.stance is not Stance.SUPPORTS or source is None or source.genre in _MAY_BE_OLDER:
                continue
            issued = source.issued
            if not isinstance(issued, PartialDate) or issued.qualifier or not event.is_sure:
                continue
            if datetime.combine(issued.latest, time.max, UTC) < event.first:
                message = f"{source.id} was issued {issued.text}, before the date of the claim, which is {event.text}"
                labels = (
                    Label(entry.at(*event.path), "the date of the claim"),
                    Label(dossier.entries[source.id].at("issued"), f"the date of {source.id}"),
                )
                help_ = "correct the wrong date, or cite an announcement with `stance: context`"
                yield Diagnostic(CODE, message, entry.at("evidence", number, "source"), help_, SEVERITY, labels)


def _later_proceedings(
    dossier: Dossier, proceeding: Proceeding, dates: dict[str, list[_RecordDate]]
) -> Iterator[Diagnostic]:
    """Report proceedings in the history that were decided before the proceeding that they review."""
    for decided in dates.get("decided", ()):
        for later in proceeding.history:
            entry = dossier.entries.get(later.proceeding)
            if entry is not None and isinstance(entry.record, Proceeding):
                for dated in _dates(entry):
                    if dated.name == "decided":
                        yield from _compare(decided, dated)
