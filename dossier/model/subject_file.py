"""The fields of `subject.yml`: words, terms, maps and story of a subject."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from dossier.model.code_types import Article, Country, FieldName, Slug, Words
from dossier.model.date_types import Period
from dossier.model.field_types import Line, Text
from dossier.model.number_types import Count
from dossier.model.record import Part
from dossier.model.vocabulary import OrganisationKind, Voice

# The paths of the lists whose words records use.
INVOLVEMENTS, FOCUS_KINDS, ORGANISATION_KINDS = ("involvements",), ("focus", "kinds"), ("organisation_kinds",)
REGISTERS = ("identifiers",)


class Word(NamedTuple):
    """A word that records use, with the path of its list in `subject.yml`."""

    path: tuple[str, ...]
    text: str


class SubjectTerm(Part):
    """A term of the subject, with its definition."""

    term: Slug
    """The term as records write it."""
    label: Line
    """The words that pages print."""
    meaning: Line
    """What the term says."""
    example: Line
    """A case of the term."""
    counter_example: Line
    """A case that looks like it but is something else."""

    @property
    def word(self) -> str:
        """The word by which records name it."""
        return self.term


class KindTerm(SubjectTerm):
    """A kind of body that the subject adds."""

    like: OrganisationKind | None = None
    """The standard kind to give to other tools, which know only the kinds of every dossier."""


class InvolvementTerm(SubjectTerm):
    """A term for what a claim says of a body in focus."""

    voice: Voice
    """Who speaks: others report it of the body, or the body answers or admits it."""


class FocusWords(Part):
    """The words for the bodies that the subject is about."""

    name: Words
    """The word for such a body, in lower case, such as `airline`."""
    plural: Words
    """The word for several such bodies, in lower case, such as `airlines`."""
    article: Article = "a"
    """The article before the name."""
    folder: Slug
    """The folder of their records and pages. Addresses contain it, so it never changes after the first release."""
    kinds: tuple[KindTerm, ...] = ()
    """The kinds of these bodies. The kinds of organisation can be used, too."""


class IdentifierScheme(Part):
    """A register that gives bodies an identifier."""

    scheme: FieldName
    """The name of the field below `identifiers` that holds the identifier."""
    label: Line
    """The words that pages print before the identifier."""
    meaning: Line
    """What the identifier is, and an example."""

    @property
    def word(self) -> str:
        """The word by which records name it."""
        return self.scheme


# What a word of a list means.
Definition = SubjectTerm | IdentifierScheme


class Question(Part):
    """A question that readers ask of every body in focus."""

    question: Line
    """The question, with its question mark."""
    involvements: tuple[Slug, ...]
    """The terms that answer it."""


class StoryEntry(Part):
    """A dated sentence of the story, with the records that it rests on."""

    date: Period
    """When it happened (EDTF)."""
    text: Text
    """The sentence, in plain text."""
    records: tuple[Line, ...]
    """The identifiers of the records that it rests on."""


class Tile(Part):
    """A square of a tile map: an area, and the body in focus that is responsible for it."""

    name: Line
    """The name of the area."""
    short: Line | None = None
    """A shorter name for the square. A hyphen with a space after it is a place to break a word."""
    column: Count
    """The column of the square, from the left."""
    row: Count
    """The row of the square, from the top."""
    body: Slug | None = None
    """The identifier of the body, if it has a record."""


def whole_name(short: str) -> str:
    """The short name of an area in one line.

    >>> whole_name("North- umbria"), whole_name("West Yorks")
    ('Northumbria', 'West Yorks')
    """
    return short.replace("- ", "")


class TileMap(Part):
    """A map on which every area is a square of the same size, so that no area seems more important than another."""

    title: Line
    """What the map shows."""
    countries: tuple[Country, ...]
    """The countries whose bodies it shows."""
    kinds: tuple[Slug, ...]
    """The kinds of the bodies that it shows."""
    tiles: tuple[Tile, ...]
    """The squares."""


class SubjectFile(Part):
    """The words of the subject: what the bodies in focus are called, terms, questions, maps and the story."""

    focus: FocusWords
    """The words for the bodies in focus."""
    organisation_kinds: tuple[KindTerm, ...] = ()
    """Kinds of organisation, in addition to those that every dossier has."""
    involvements: tuple[InvolvementTerm, ...]
    """What claims can say of a body in focus."""
    identifiers: tuple[IdentifierScheme, ...] = ()
    """The registers whose identifiers bodies can have."""
    questions: tuple[Question, ...] = ()
    """The questions that readers ask of every body in focus. The page of a body says which nothing answers."""
    maps: tuple[TileMap, ...] = ()
    """Tile maps of the bodies in focus."""
    story: tuple[StoryEntry, ...] = ()
    """The story in a few dated sentences, oldest first, for the home page. What is still open ends with `/..`."""

    def without(self, names: Collection[str]) -> SubjectFile:
        """The file without the sentences of the story that name any of these records, and without them on maps."""
        story = tuple(sentence for sentence in self.story if not any(name in names for name in sentence.records))
        maps = tuple(
            drawn.model_copy(
                update={
                    "tiles": tuple(
                        tile.model_copy(update={"body": None}) if tile.body in names else tile for tile in drawn.tiles
                    )
                }
            )
            for drawn in self.maps
        )
        return self.model_copy(update={"story": story, "maps": maps})

    def definitions(self) -> dict[Word, Definition]:
        """The definitions of the words that records use, in the order of the lists."""
        lists: dict[tuple[str, ...], tuple[Definition, ...]] = {
            INVOLVEMENTS: self.involvements,
            FOCUS_KINDS: self.focus.kinds,
            ORGANISATION_KINDS: self.organisation_kinds,
            REGISTERS: self.identifiers,
        }
        return {Word(path, entry.word): entry for path, entries in lists.items() for entry in entries}
