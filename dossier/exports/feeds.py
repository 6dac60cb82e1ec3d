"""Feeds of changes to records: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from markupsafe import escape

from dossier.configuration import About
from dossier.exports.api import pretty
from dossier.exports.summary import Facts
from dossier.model import Capture, Proceeding, Record, Source
from dossier.reading.dossier import Dossier, Entry


class ChangeKind(StrEnum):
    """What happened to a record."""

    REVIEWED = "Reviewed"
    CORRECTED = "Corrected"
    WITHDRAWN = "Withdrawn"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Something that happened to a record on a day."""

    day: date
    sort: ChangeKind
    entry: Entry[Record]
    # Which of the happenings of its sort, from 1.
    number: int
    text: str


def happenings(dossier: Dossier) -> tuple[RecordChange, ...]:
    """The reviews, corrections and withdrawals of all records, newest first."""
    found = [one for entry in dossier.entries.values() for one in _happenings(entry)]
    # Sorting keeps the order of equals: that of the identifiers.
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _happenings(entry: Entry[Record]) -> Iterator[RecordChange]:
    record = entry.record
    if record.withdrawn is not None:
        yield RecordChange(record.withdrawn.date.earliest, ChangeKind.WITHDRAWN, entry, 1, record.withdrawn.reason)
    for number, correction in enumerate(record.corrections, 1):
        text = f"{correction.reason}\n\nBefore: {correction.was}"
        yield RecordChange(correction.date.earliest, ChangeKind.CORRECTED, entry, number, text)
    if record.reviewed is not None:
        yield RecordChange(
            record.reviewed.on.earliest, ChangeKind.REVIEWED, entry, 1, f"Reviewed by {record.reviewed.by}."
        )


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


ATOM = "feed.xml"
JSON = "feed.json"
# Readers keep what they have seen; the pages of the records keep the rest.
MOST = 200


def atom(dossier: Dossier, about: About, facts: Facts) -> bytes:
    """The Atom feed of the newest changes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{escape(_title(about))}</title>",
        f"<id>{escape(_address(about, ATOM))}</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(_address(about, ATOM))}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(about.address)}"/>',
        f"<updated>{newest_day(dossier)}T00:00:00Z</updated>",
        f"<author><name>{escape(about.name)}</name></author>",
    ]
    if about.copyright:
        lines.append(f"<rights>{escape(about.copyright)}</rights>")
    for one in happenings(dossier)[:MOST]:
        lines += [
            "<entry>",
            f"<title>{escape(_headline(one, facts))}</title>",
            f"<id>{escape(_identifier(one, about, facts))}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(_page(one, about, facts))}"/>',
            f"<updated>{one.day}T00:00:00Z</updated>",
            f'<category term="{escape(one.sort.value.lower())}"/>',
            f"<content>{escape(one.text)}</content>",
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def json_feed(dossier: Dossier, about: About, facts: Facts) -> bytes:
    """The JSON Feed of the newest changes."""
    items: list[dict[str, Any]] = [
        {
            "id": _identifier(one, about, facts),
            "url": _page(one, about, facts),
            "title": _headline(one, facts),
            "content_text": one.text,
            "date_modified": f"{one.day}T00:00:00Z",
            "tags": [one.sort.value.lower()],
        }
        for one in happenings(dossier)[:MOST]
    ]
    return pretty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _title(about),
            "home_page_url": about.address,
            "feed_url": _address(about, JSON),
            "description": about.description,
            "language": "en",
            "authors": [{"name": about.name}],
            "items": items,
        }
    )


def _title(about: About) -> str:
    return f"{about.name}: changes of records"


def _address(about: About, path: str) -> str:
    return urljoin(about.address, path)


def _page(one: RecordChange, about: About, facts: Facts) -> str:
    return _address(about, facts[one.entry.record.id].page)


def _identifier(one: RecordChange, about: About, facts: Facts) -> str:
    """A second review replaces the first in the record, so that its day tells them apart."""
    return f"{_page(one, about, facts)}#{one.sort.value.lower()}-{one.day}-{one.number}"


def _headline(one: RecordChange, facts: Facts) -> str:
    title = " ".join(facts[one.entry.record.id].title.split())
    return f"{one.sort.value}: {one.entry.record.id}, {title}"
