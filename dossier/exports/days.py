"""Find the changes that records declare, each with its day, and the newest day the records know of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossier.model import Capture, Proceeding, Record, Source
from dossier.reading.dossier import Dossier, Entry


class Sort(StrEnum):
    """What happened to a record."""

    REVIEWED = "Reviewed"
    CORRECTED = "Corrected"
    WITHDRAWN = "Withdrawn"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a record on a day."""

    day: date
    sort: Sort
    entry: Entry[Record]
    # Which of the happenings of its sort, from 1.
    number: int
    text: str


def happenings(dossier: Dossier) -> tuple[Happening, ...]:
    """The reviews, corrections and withdrawals of all records, newest first."""
    found = [one for entry in dossier.entries.values() for one in _happenings(entry)]
    # Sorting keeps the order of equals: that of the identifiers.
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _happenings(entry: Entry[Record]) -> Iterator[Happening]:
    record = entry.record
    if record.withdrawn is not None:
        yield Happening(record.withdrawn.date.earliest, Sort.WITHDRAWN, entry, 1, record.withdrawn.reason)
    for number, correction in enumerate(record.corrections, 1):
        text = f"{correction.reason}\n\nBefore: {correction.was}"
        yield Happening(correction.date.earliest, Sort.CORRECTED, entry, number, text)
    if record.reviewed is not None:
        yield Happening(record.reviewed.on.earliest, Sort.REVIEWED, entry, 1, f"Reviewed by {record.reviewed.by}.")


def newest_day(dossier: Dossier) -> date:
    """The newest day on which a record was checked or changed, by its own word; today where none says."""
    found = [one.day for one in happenings(dossier)]
    found.extend(day for entry in dossier.entries.values() for day in _looked_at(entry.record))
    return max(found, default=dossier.today)


def _looked_at(record: Record) -> Iterator[date]:
    match record:
        case Source():
            yield record.checked.on.earliest
        case Proceeding():
            yield record.status_checked.on.earliest
        case Capture():
            if record.finished.moment is not None:
                yield record.finished.moment.date()
