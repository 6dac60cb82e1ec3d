"""What the pages of all records share: links, notices, citations, corrections, the foot of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dossier.cite import Run, place_in
from dossier.cite.with_history import cite_source
from dossier.model import Record, Source, title_of
from dossier.model.identifiers import Kind
from dossier.model.introspection import values_of_type
from dossier.model.labels import CHECKED, STANDING, UNREVIEWED
from dossier.model.notes import to_html
from dossier.model.vocabulary import CheckLevel, Standing
from dossier.pages.mentions import mentioned
from dossier.pages.revisions import Released
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class To:
    """A link to the page of a record."""

    kind: Kind
    identifier: str
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader must see before all else."""

    level: str
    title: str
    text: str
    to: To | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A declared correction, in words."""

    date: str
    was: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on every record's page whatever its kind."""

    kind: Kind
    identifier: str
    title: str
    description: str
    path: str
    notices: tuple[Notice, ...]
    topics: tuple[str, ...]
    note: Markup | None
    corrections: tuple[Correction, ...]
    reviewed: str
    # The records that its prose names by identifier.
    mentions: tuple[str, ...]
    # Its revisions, where it was released.
    released: Released | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """That an archive keeps a copy of what stands at an address: the address, the day of the copy, where it is."""

    original: str
    day: str
    copy: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry in the numbered references of a page, with the places that cite it."""

    number: int
    to: To
    runs: tuple[Run, ...]
    checked: str
    seen_elsewhere: bool
    back: tuple[str, ...]
    kept: Kept | None = None


class Citations:
    """Numbers the sources of a page in the order in which they are first cited."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.numbers: dict[str, int] = {}
        self.places: dict[str, list[str]] = {}

    def cite(self, source: str) -> tuple[int, str]:
        """The number of the source, and the anchor of this citation of it."""
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        places = self.places.setdefault(source, [])
        anchor = f"cite-{number}-{len(places) + 1}"
        places.append(anchor)
        return number, anchor

    def references(self) -> tuple[Reference, ...]:
        """The numbered references, each with its back-links."""
        return tuple(self._reference(name, number) for name, number in self.numbers.items())

    def _reference(self, name: str, number: int) -> Reference:
        source = self.dossier.source(name)
        if source is None:
            return Reference(number, To(Kind.SOURCE, name, name), (), "", seen_elsewhere=False, back=())
        return Reference(
            number,
            to(self.dossier, name),
            cite_source(self.dossier, source),
            checked_words(source),
            seen_elsewhere=source.seen_at is not None,
            back=tuple(self.places[name]),
            kept=kept_copy(source),
        )


def to(dossier: Dossier, identifier: str) -> To:
    """The link to a record, worded as its page is titled; its bare identifier where it could not be read."""
    entry = dossier.entries.get(identifier)
    if entry is None:
        kind = dossier.names[identifier][0] if identifier in dossier.names else Kind.CLAIM
        return To(kind, identifier, identifier)
    return To(entry.kind, identifier, title_of(entry.record), withdrawn=entry.record.withdrawn is not None)


def page(dossier: Dossier, entry: Entry[Record], description: str, notices: Iterable[Notice] = ()) -> Page:
    """The shared part of a record's page; a withdrawal comes before all other notices."""
    record = entry.record
    return Page(
        entry.kind,
        record.id,
        title_of(record),
        " ".join(description.split()),
        entry.path,
        (*_withdrawal(dossier, record), *notices),
        record.topics,
        None if record.note is None else to_html(record.note),
        tuple(Correction(str(one.date), one.was, one.reason) for one in record.corrections),
        UNREVIEWED if record.reviewed is None else f"Reviewed on {record.reviewed.on} by {record.reviewed.by}.",
        mentioned((text for _, text in values_of_type(record, str)), dossier.entries),
    )


def _withdrawal(dossier: Dossier, record: Record) -> Iterable[Notice]:
    withdrawn = record.withdrawn
    if withdrawn is None:
        return
    successor = None if withdrawn.replaced_by is None else to(dossier, withdrawn.replaced_by)
    title = f"Withdrawn on {withdrawn.date}: this record no longer stands"
    yield Notice("withdrawn", title, withdrawn.reason, successor)


def kept_copy(source: Source) -> Kept | None:
    """The newest archived copy of a source that has an address."""
    if source.url is None or not source.archives:
        return None
    newest = max(source.archives, key=lambda one: one.date.earliest)
    return Kept(source.url, newest.date.text, newest.url)


def pinpoint_words(source: Source | None, pinpoint: str | None) -> str | None:
    """A pinpoint as the citation of its source has it; as it was written where the source could not be read."""
    return pinpoint if source is None or pinpoint is None else place_in(source, pinpoint)


def checked_words(source: Source) -> str:
    """How far a source was checked, and when."""
    level, day = source.checked.level, source.checked.on
    if level is CheckLevel.NOT_OPENED:
        return f"{CHECKED[level]} (as of {day})"
    return f"{CHECKED[level]} on {day}"


def standing_words(standing: Standing) -> tuple[str, str]:
    """The name of a standing and the sentence that explains it."""
    return STANDING[standing]
