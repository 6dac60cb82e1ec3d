"""The parts of a frozen page: sections of numbered paragraphs, each made of pieces of text, and numbered citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from dossier.cite import Run
from dossier.cite.with_history import cite_source
from dossier.model import Record, title_of
from dossier.model.identifiers import Kind
from dossier.model.introspection import values_of_type
from dossier.model.labels import CHECKED, UNREVIEWED
from dossier.model.notes import to_html
from dossier.pages.mentions import linked, mentioned
from dossier.reading.dossier import Dossier

# From `/r/ID/N/` to the root of the site.
ROOT = "../../../"

# Our own words; a label; an author's words, set apart so that their direction does not spill over; a quotation.
Style = Literal["plain", "label", "author", "quotation", "source", "hash"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph."""

    text: str | Markup
    style: Style = "plain"
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: pieces of text, or a note, which is HTML of its own."""

    pieces: tuple[Piece, ...] = ()
    note: Markup | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading; those that say what the record is stand under none."""

    heading: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """An entry in the list of sources."""

    number: int
    identifier: str
    href: str
    runs: tuple[Run, ...]
    read: str
    preserved: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Desk:
    """What the paragraphs of one page share: the dossier, what its prose mentions, the sources cited so far."""

    dossier: Dossier
    record: Record
    cited: dict[str, int] = field(default_factory=dict)
    mentions: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = mentioned((text for _, text in values_of_type(self.record, str)), self.dossier.entries)

    def prose(self, text: str) -> Piece:
        """A contributor's words, with the records they mention linked."""
        return Piece(linked(text, self.mentions, self._address), "author")

    def note(self, text: str) -> Paragraph:
        """A note, converted and cleaned."""
        return Paragraph(note=linked(to_html(text), self.mentions, self._address))

    def link(self, identifier: str) -> Piece:
        """A record by the words it goes by, leading to its living page."""
        return Piece(title_of(self.dossier.entries[identifier].record), "author", self._address(identifier))

    def identifier(self, identifier: str) -> Piece:
        """A record by its identifier alone, leading to its living page."""
        return Piece(identifier, "plain", self._address(identifier))

    def links(self, identifiers: Iterable[str]) -> Iterator[Piece]:
        """Records by the words they go by, with semicolons between them."""
        for number, one in enumerate(identifiers):
            if number:
                yield Piece("; ")
            yield self.link(one)

    def cite(self, source: str) -> Piece:
        """The mark that leads to a source in the list."""
        number = self.cited.setdefault(source, len(self.cited) + 1)
        return Piece(f"S{number}", "source", f"#s{number}")

    def citations(self) -> tuple[Citation, ...]:
        """The list of sources, in the order in which they were first cited."""
        return tuple(self._citation(name, number) for name, number in self.cited.items())

    def preserved(self, source: str) -> tuple[tuple[str, str, str], ...]:
        """The files of the preserved copies of a source: identifier of the copy, what the file holds, its SHA-256."""
        found: list[tuple[str, str, str]] = []
        for link in self.dossier.named_by(source, Kind.CAPTURE):
            capture = self.dossier.capture(link.by)
            if capture is not None and link.path == ("source",):
                found.extend((link.by, one.role.value, one.sha256) for one in capture.files)
        return tuple(found)

    def _citation(self, name: str, number: int) -> Citation:
        source = self.dossier.source(name)
        if source is None:
            raise AssertionError(name)
        # Copies in web archives are no part of a revision (`revisions`), and so must not show in what it cites.
        runs = cite_source(self.dossier, source.model_copy(update={"archives": ()}))
        return Citation(number, name, self._address(name), runs, CHECKED[source.checked.level], self.preserved(name))

    def _address(self, identifier: str) -> str:
        return f"{ROOT}{self.dossier.entries[identifier].kind.folder}/{identifier}/"


def labelled(label: str, *pieces: Piece | str) -> Paragraph:
    """A paragraph that begins with what it is."""
    return Paragraph((Piece(f"{label}: ", "label"), *(Piece(one) if isinstance(one, str) else one for one in pieces)))


def beginning(desk: Desk) -> Iterator[Paragraph]:
    """That the record is withdrawn, where it is: before all else."""
    withdrawn = desk.record.withdrawn
    if withdrawn is not None:
        pieces = [desk.prose(withdrawn.reason)]
        if withdrawn.replaced_by is not None:
            pieces += [Piece(" In its place: "), desk.identifier(withdrawn.replaced_by)]
        yield labelled(f"Withdrawn on {withdrawn.date}", *pieces)


def review(desk: Desk) -> Paragraph:
    """The paragraph that says who reviewed the record, or that no person has."""
    reviewed = desk.record.reviewed
    if reviewed is None:
        return Paragraph((Piece(UNREVIEWED),))
    return Paragraph((Piece(f"Reviewed on {reviewed.on} by "), Piece(reviewed.by, "author"), Piece(".")))


def ending(desk: Desk) -> Iterator[Section]:
    """The note and the corrections that a record of any kind may have."""
    record = desk.record
    if record.note is not None:
        yield Section("Note", (desk.note(record.note),))
    if record.corrections:
        yield Section(
            "Corrections",
            tuple(
                labelled(f"Corrected on {one.date}", desk.prose(one.reason), " It said: ", desk.prose(one.was))
                for one in record.corrections
            ),
        )
