"""Addresses of the feeds of bodies in focus, countries and cases."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model import FocusBody, Proceeding, Record
from dossier.pages.course import members_of_case
from dossier.pages.group_links import COUNTRIES, COUNTRY
from dossier.pages.groups import Group
from dossier.reading.dossier import Dossier, Entry

_FILE = "feed.xml"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """The feed of what a page is about: its path from the root of the site, and the word for what it follows."""

    path: str
    word: str


def feed_of_record(dossier: Dossier, entry: Entry[Record]) -> FeedLink | None:
    """The feed that the page of a record offers, or None. All proceedings of a case offer the same feed."""
    name = entry.record.id
    match entry.record:
        case FocusBody():
            return FeedLink(
                feed_address(dossier.subject.living_page(entry.kind, name)), dossier.subject.name(entry.kind)
            )
        case Proceeding():
            # What joins the case later has a higher identifier.
            first = min(members_of_case(dossier, name))
            return FeedLink(feed_address(dossier.subject.living_page(entry.kind, first)), "case")
    return None


def feed_of_group(group: Group) -> FeedLink | None:
    """The feed that the page of a country offers, or None for a topic."""
    return FeedLink(feed_address(group.page), COUNTRY.lower()) if group.folder == COUNTRIES else None


def feed_address(page: str) -> str:
    """The path of the feed next to a page."""
    return f"{page}{_FILE}"
