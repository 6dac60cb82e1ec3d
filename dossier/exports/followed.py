"""Feeds of news on bodies in focus, countries and cases.

The newest revision of a record is an item, so a new record and each change of it reach the readers once. Before the
first release there are drafts instead. Reviews and sources are left out: the feed of the whole dossier has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree as ET

from dossier.cite.fate import Fate
from dossier.configuration import About
from dossier.exports.feeds import (
    ChangeKind,
    FeedItem,
    atom_entry,
    atom_head,
    change_item,
    changes_of,
    days_checked,
    newest_day,
    xml_file,
)
from dossier.exports.statuses import fate_to_show, status_and_title
from dossier.model import Body, Claim, Proceeding, Record, title_of
from dossier.model.labels import capitalised
from dossier.pages.course import members_of_case
from dossier.pages.feed_links import feed_address, feed_of_group
from dossier.pages.groups import Group
from dossier.reading.backlinks import claims_about, history_uses, party_uses
from dossier.reading.dossier import Dossier, Entry

# Feed readers keep what they have seen. The pages have the rest.
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed: its path, its title, its page, and the records whose changes it has."""

    path: str
    title: str
    page: str
    records: Iterable[str]
    # The same feed is at these paths, too.
    other_paths: tuple[str, ...] = ()


@dataclass(slots=True)
class FollowedFeeds:
    """Makes the feeds of a dossier. An item that several feeds have is made once."""

    dossier: Dossier
    about: About
    _entries: dict[str, list[tuple[date, str, str]]] = field(default_factory=dict)

    def files(self, groups: Iterable[Group]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the content of each feed, given the countries and topics."""
        for each in self._followed(groups):
            content = self._feed(each)
            for path in (each.path, *each.other_paths):
                yield path, content

    def _followed(self, groups: Iterable[Group]) -> Iterator[Followed]:
        """Yield each body in focus, each country and each case."""
        dossier = self.dossier
        for entry in dossier.focus_bodies():
            page = dossier.subject.living_page(entry.kind, entry.record.id)
            yield Followed(feed_address(page), entry.record.title, page, _about_body(dossier, entry.record))
        for group in groups:
            link = feed_of_group(group)
            if link is not None:
                rows = (row for name, listed in group.lists.items() if name != "sources" for row in listed.rows)
                yield Followed(link.path, group.name, group.page, {row.record for row in rows})
        for members in _cases(dossier):
            yield self._case(members)

    def _case(self, members: set[str]) -> Followed:
        """A case. Its feed is at each of its proceedings, so that no address goes if two cases become one."""
        dossier = self.dossier
        first = dossier.entries[min(members)]
        pages = [dossier.subject.living_page(first.kind, name) for name in sorted(members)]
        path, *others = map(feed_address, pages)
        claims = {claim.id for name in members for claim in claims_about(dossier, name)}
        return Followed(path, f"{title_of(first.record)} (whole case)", pages[0], members | claims, tuple(others))

    def _feed(self, followed: Followed) -> bytes:
        entries = sorted((entry for name in followed.records for entry in self._entries_of(name)), reverse=True)
        updated = entries[0][0] if entries else newest_day(self.dossier)
        title = f"{self.about.name}: {' '.join(followed.title.split())}"
        head = xml_file(atom_head(self.about, title, followed.path, followed.page, updated))
        texts = "".join([text for _, _, text in entries[:MOST_ITEMS]])
        return head.replace(b"</feed>", texts.encode() + b"</feed>")

    def _entries_of(self, name: str) -> list[tuple[date, str, str]]:
        """The day, the identifier and the text of each entry on a record."""
        found = self._entries.get(name)
        if found is None:
            found = [
                (item.day, item.identifier, _printed(item))
                for item in _items(self.dossier, self.about, self.dossier.entries[name])
            ]
            self._entries[name] = found
        return found


def _printed(item: FeedItem) -> str:
    entry = atom_entry(item)
    ET.indent(entry, space="")
    return ET.tostring(entry, encoding="unicode") + "\n"


def _about_body(dossier: Dossier, body: Body) -> set[str]:
    """A body, the claims that name it, and all proceedings of the cases in which it is a party."""
    cases = (members_of_case(dossier, use.proceeding.id) for use in party_uses(dossier, body.id))
    return {body.id, *(claim.id for claim in claims_about(dossier, body.id))}.union(*cases)


def _cases(dossier: Dossier) -> Iterator[set[str]]:
    """Yield the proceedings of each case, once."""
    seen: set[str] = set()
    for entry in dossier.proceedings():
        if entry.record.id not in seen:
            members = members_of_case(dossier, entry.record.id)
            seen |= members
            yield members


def _items(dossier: Dossier, about: About, entry: Entry[Record]) -> Iterator[FeedItem]:
    """Yield the newest revision of a record, or its draft, and then its withdrawal and its corrections."""
    record = entry.record
    page, fate = about.absolute(dossier.subject.living_page(entry.kind, record.id)), fate_to_show(dossier, record)
    title, text = status_and_title(record, fate), "\n\n".join(_news(dossier, record, fate))
    if record.id in about.permalinks:
        permalink, day = about.permalinks[record.id]
        number = permalink.rstrip("/").rpartition("/")[2]
        kind = "New" if number == "1" else f"Changed (revision {number})"
        yield FeedItem(day, f"{kind}: {title}", permalink, page, "released", text)
    else:
        day_of_draft = max(_days(dossier, record), default=None)
        if day_of_draft is not None:
            yield FeedItem(day_of_draft, f"Draft: {title}", f"{page}#draft", page, "draft", text)
    for change in changes_of(entry):
        if change.kind is not ChangeKind.REVIEWED:
            yield change_item(dossier, change, page, title)


def _news(dossier: Dossier, record: Record, fate: Fate | None) -> Iterator[str]:
    """Yield what a follower must know of a record, each as a sentence."""
    yield f"{capitalised(dossier.subject.name(record.kind_of_record))} {record.id}."
    if isinstance(record, Proceeding):
        for use in history_uses(dossier, record.id):
            yield f"{use.entry.relation.converse} {use.earlier.id}{use.entry.extent}."
    if fate is not None:
        yield fate.sentence


def _days(dossier: Dossier, record: Record) -> Iterator[date]:
    """Yield the days on which an unreleased record was reviewed or checked, or the sources of a claim were read."""
    yield from (review.on.earliest for review in record.reviewed)
    yield from days_checked(record)
    if isinstance(record, Claim):
        sources = (dossier.source(evidence.source) for evidence in record.evidence)
        yield from (day for source in sources if source is not None for day in days_checked(source))
