"""Feeds of releases and changes: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from xml.etree import ElementTree as ET

from dossier.configuration import About
from dossier.exports.api import pretty_json
from dossier.exports.statuses import later_sentence
from dossier.exports.summary import RecordSummaries
from dossier.model import Capture, Claim, Proceeding, Record, Source
from dossier.model.addresses import ATOM_FEED, JSON_FEED, release_folder
from dossier.model.dates import PartialDate
from dossier.model.labels import EFFECTS, capitalised
from dossier.reading.dossier import Dossier, Entry


class ChangeKind(StrEnum):
    """The kinds of change that a feed reports."""

    REVIEWED = "Reviewed"
    CORRECTED = "Corrected"
    WITHDRAWN = "Withdrawn"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A review, correction or withdrawal of a record."""

    day: date
    kind: ChangeKind
    entry: Entry[Record]
    # The position among the changes of this kind to the record, from 1.
    number: int
    text: str


def record_changes(dossier: Dossier) -> Iterator[RecordChange]:
    """Yield the reviews, corrections and withdrawals of all records, in the order of the identifiers."""
    for entry in dossier.entries.values():
        yield from changes_of(entry)


def changes_of(entry: Entry[Record]) -> Iterator[RecordChange]:
    """Yield the withdrawal, the corrections and the reviews of a record."""
    record = entry.record
    if record.withdrawn is not None:
        yield RecordChange(record.withdrawn.date.earliest, ChangeKind.WITHDRAWN, entry, 1, record.withdrawn.reason)
    for number, correction in enumerate(record.corrections, 1):
        text = f"{correction.reason}\n\nBefore: {correction.was}"
        yield RecordChange(correction.date.earliest, ChangeKind.CORRECTED, entry, number, text)
    for number, review in enumerate(record.reviewed, 1):
        yield RecordChange(review.on.earliest, ChangeKind.REVIEWED, entry, number, f"Reviewed by {review.by}.")


def newest_day(dossier: Dossier) -> date:
    """The newest day on which a record says that it was checked or changed, or today if no record gives a day."""
    days = [change.day for change in record_changes(dossier)]
    days.extend(day for entry in dossier.entries.values() for day in days_checked(entry.record))
    return max(days, default=dossier.today)


def days_checked(record: Record) -> Iterator[date]:
    """Yield the day on which the document was read, the course of a case looked up, or a copy made."""
    match record:
        case Source():
            if isinstance(record.checked.on, PartialDate):
                yield record.checked.on.earliest
        case Proceeding():
            yield record.status_checked.on.earliest
        case Capture():
            if record.finished.moment is not None:
                yield record.finished.moment.date()


# Feed readers keep the entries they have seen, and the pages of the records show all changes.
MAX_CHANGES = 200


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item of a feed."""

    day: date
    title: str
    # An address with a fragment if the page has several items.
    identifier: str
    page: str
    tag: str
    text: str


def _items(dossier: Dossier, about: About, summaries: RecordSummaries) -> list[FeedItem]:
    """The newest releases and changes, newest first."""
    items = [_release(version, about) for version in reversed([*about.releases])]
    for change in record_changes(dossier):
        summary = summaries[change.entry.record.id]
        items.append(change_item(dossier, change, about.absolute(summary.page), " ".join(summary.title.split())))
    # The sort is stable: on each day, releases come first, and then the records in the order of their identifiers.
    return sorted(items, key=lambda item: item.day, reverse=True)[:MAX_CHANGES]


def change_item(dossier: Dossier, change: RecordChange, page: str, title: str) -> FeedItem:
    """The item on a change of a record, whose page has this absolute address."""
    tag = change.kind.value.lower()
    # The record keeps only the newest review, so the day distinguishes it from earlier reviews.
    identifier = f"{page}#{tag}-{change.day}-{change.number}"
    title = f"{change.kind.value}: {change.entry.record.id}, {title}"
    text = "\n\n".join((change.text, *_status(dossier, change.entry.record)))
    return FeedItem(change.day, title, identifier, page, tag, text)


def _status(dossier: Dossier, record: Record) -> Iterator[str]:
    """Yield what became of the decision that a record is, or of its authority, because the title does not say it."""
    if isinstance(record, Claim) and record.later_history is not None:
        yield f"{capitalised(EFFECTS[record.later_history.effect])}."
    sentence = later_sentence(dossier, record)
    if sentence is not None:
        yield sentence


def _release(version: str, about: About) -> FeedItem:
    day, records = about.releases[version]
    page = about.absolute(release_folder(version))
    text = f"{records:,} {'record was' if records == 1 else 'records were'} published or changed."
    return FeedItem(day, f"Released: {version}", page, page, "released", text)


def atom(dossier: Dossier, about: About, summaries: RecordSummaries) -> bytes:
    """The Atom feed of the newest releases and changes."""
    updated = max([newest_day(dossier), *(day for day, _ in about.releases.values())])
    feed = atom_head(about, _title(about), ATOM_FEED, "", updated)
    feed.extend(atom_entry(item) for item in _items(dossier, about, summaries))
    return xml_file(feed)


def atom_head(about: About, title: str, path: str, page: str, updated: date) -> ET.Element:
    """An Atom feed without entries. `path` and `page` are those of the feed and of its page, from the root."""
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(feed, "title", title)
    _add(feed, "id", about.absolute(path))
    _add(feed, "link", rel="self", type="application/atom+xml", href=about.absolute(path))
    _add(feed, "link", rel="alternate", type="text/html", href=about.absolute(page))
    _add(feed, "updated", f"{updated}T00:00:00Z")
    _add(_add(feed, "author"), "name", about.name)
    if about.copyright:
        _add(feed, "rights", about.copyright)
    return feed


def atom_entry(item: FeedItem) -> ET.Element:
    """The entry of an Atom feed."""
    entry = ET.Element("entry")
    _add(entry, "title", item.title)
    _add(entry, "id", item.identifier)
    _add(entry, "link", rel="alternate", type="text/html", href=item.page)
    _add(entry, "updated", f"{item.day}T00:00:00Z")
    _add(entry, "category", term=item.tag)
    _add(entry, "content", item.text)
    return entry


def xml_file(root: ET.Element) -> bytes:
    """The bytes of an XML document in UTF-8, with each element on a line of its own."""
    ET.indent(root, space="")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def json_feed(dossier: Dossier, about: About, summaries: RecordSummaries) -> bytes:
    """The JSON Feed of the newest releases and changes."""
    items: list[dict[str, Any]] = [
        {
            "id": item.identifier,
            "url": item.page,
            "title": item.title,
            "content_text": item.text,
            "date_modified": f"{item.day}T00:00:00Z",
            "tags": [item.tag],
        }
        for item in _items(dossier, about, summaries)
    ]
    return pretty_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _title(about),
            "home_page_url": about.address,
            "feed_url": about.absolute(JSON_FEED),
            "description": about.description,
            "language": "en",
            "authors": [{"name": about.name}],
            "items": items,
        }
    )


def _title(about: About) -> str:
    return f"{about.name}: changes to records"
