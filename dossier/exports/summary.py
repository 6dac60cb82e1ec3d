"""What exports say of every record beside its fields: its title, its page, its citation, what names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.cite import page_citation, plain
from dossier.cite.with_history import cite_proceeding, cite_source
from dossier.configuration import About
from dossier.model import Proceeding, Record, Source, title_of
from dossier.reading.dossier import Dossier, Entry


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
