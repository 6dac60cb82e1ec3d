"""What exports say of every record beside its fields: its title, its page, its citation, what names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dossier.cite import page_citation, plain
from dossier.cite.with_history import cite_proceeding, cite_source
from dossier.model import Proceeding, Record, Source, title_of
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class About:
    """What the exports say of the dossier as a whole, from the configuration of its site."""

    name: str
    description: str
    # Where the site is published; ends with a slash.
    address: str
    # The SPDX identifier of the licence of the records, and the words printed under every page.
    licence: str
    copyright: str
    # The frozen page of the newest revision of each record that was released, and the day of its release.
    permalinks: Mapping[str, tuple[str, date]] = field(default_factory=dict)

    @property
    def licence_url(self) -> str | None:
        """Where the text of the licence is."""
        return f"https://spdx.org/licenses/{self.licence}" if self.licence else None


@dataclass(frozen=True, slots=True)
class Fact:
    """What an export adds to the fields of a record."""

    title: str
    page: str
    citation: str


Facts = Mapping[str, Fact]


def facts_of(dossier: Dossier, about: About) -> Facts:
    """The facts of all records, by identifier."""
    return {
        name: Fact(title_of(one.record), f"{one.kind.folder}/{name}/", citation(dossier, one, about))
        for name, one in dossier.entries.items()
    }


def citation(dossier: Dossier, entry: Entry[Record], about: About) -> str:
    """The citation of a record in plain text: a document's own, else that of its page in this dossier."""
    match entry.record:
        case Source():
            return plain(cite_source(dossier, entry.record))
        case Proceeding():
            return plain(cite_proceeding(dossier, entry.record))
    title = " ".join(title_of(entry.record).split())
    permalink, released = about.permalinks.get(entry.record.id, (None, None))
    return plain(page_citation(title, about.name, entry.record.id, permalink=permalink, released=released))
