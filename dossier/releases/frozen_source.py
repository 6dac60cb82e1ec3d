"""Turn a source into what its frozen page says: its citation, how far it was read, what it repeats, its copies."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.labels import CHECKED
from dossier.pages.source import source_facts
from dossier.releases.frozen_parts import Desk, Paragraph, Piece, Section, beginning, ending, labelled, review


def source_sections(desk: Desk, source: Source) -> Iterator[Section]:
    """What the page of a source says, in order."""
    yield Section(None, tuple(_source_lead(desk, source)))
    if source.derived_from:
        repeated = (Paragraph((desk.link(name), Piece(" "), desk.cite(name))) for name in source.derived_from)
        yield Section("What it repeats", tuple(repeated))
    if source.archives:
        kept = (Piece(f"{one.service}, {one.date}", "author", one.url) for one in source.archives)
        yield Section("Copies in web archives", tuple(Paragraph((piece,)) for piece in kept))
    copies = desk.preserved(source.id)
    if copies:
        yield Section("Preserved copies, as known at this release", tuple(_copy(desk, *one) for one in copies))
    yield from ending(desk)


def _source_lead(desk: Desk, source: Source) -> Iterator[Paragraph]:
    yield from beginning(desk)
    yield review(desk)
    runs = (Piece(run.text, "author", run.href) for run in cite_source(desk.dossier, source))
    yield labelled("Reference", *runs, ".")
    read = CHECKED[source.checked.level]
    elsewhere = ", in a copy elsewhere" if source.seen_at is not None else ""
    yield labelled("How far checked", f"{read}{elsewhere}.")
    for label, value in source_facts(source):
        yield labelled(label, Piece(value, "author"))
    if source.publisher_body is not None:
        yield labelled("Published by", desk.link(source.publisher_body))
    if source.topics:
        yield labelled("Topics", Piece("; ".join(source.topics), "author"))


def _copy(desk: Desk, capture: str, role: str, sha256: str) -> Paragraph:
    return Paragraph((desk.identifier(capture), Piece(f", {role}, SHA-256 "), Piece(sha256, "hash")))
