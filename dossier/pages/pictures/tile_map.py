"""Tile maps: reports on the body of each area, and its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.model.subject_file import Tile, TileMap
from dossier.pages.body_said import AnswerMark, Said, marks_caption, marks_of, reported_and_answered, said_of, words_of
from dossier.pages.content import RecordLink, Text, Words
from dossier.pages.lists import Cell, Column, RecordList, Row, words_cell
from dossier.pages.parts import record_link
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.pages.sections import OWN_ANSWERS, REPORTED_OF_IT
from dossier.reading.dossier import Dossier

NO_RECORD = "not in this dossier"
NOT_REPORTED = "nothing reported"
NO_ANSWER = "no answer on record"
OUTSIDE = "none on this map"


@dataclass(frozen=True, slots=True)
class Square:
    """A square of a map, or a body that has none, with the shapes for what was said of its body."""

    # The name of the area, and the name that has room on the square.
    name: str
    short: str
    # None for a body without a square.
    place: tuple[int, int] | None
    # None if no record of the body is in the dossier.
    body: RecordLink | None
    said: tuple[Said, ...]

    @property
    def marks(self) -> tuple[AnswerMark, ...]:
        """The shapes for what was said, each once."""
        return marks_of(self.said)


@dataclass(frozen=True, slots=True)
class TileMapDrawing(Drawing):
    """The squares of a map, by rows, and then the bodies without a square."""

    squares: tuple[Square, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the bodies."""
        return tuple(square.body.identifier for square in self.squares if square.body is not None)


@dataclass(frozen=True, slots=True)
class CountryMap:
    """A map, and the words in addresses of the countries that it shows."""

    countries: frozenset[str]
    picture: Picture


def tile_maps(dossier: Dossier) -> tuple[CountryMap, ...]:
    """The maps of `subject.yml`, in its order."""
    return tuple(
        CountryMap(frozenset(code.lower() for code in drawn.countries), _picture(dossier, drawn, number))
        for number, drawn in enumerate(dossier.subject.file.maps, start=1)
    )


def _picture(dossier: Dossier, drawn: TileMap, number: int) -> Picture:
    squares = tuple(_squares(dossier, drawn))
    tiles = [square for square in squares if square.place is not None]
    known = [square for square in tiles if square.body is not None]
    name = dossier.subject.name(Kind.FOCUS)
    columns = (
        Column("area", "Area"),
        Column("body", capitalised(name)),
        Column("reported", REPORTED_OF_IT),
        Column("answered", OWN_ANSWERS),
    )
    table = RecordList("map", ("area", "areas"), columns, (), rows=tuple(map(_row, squares)))
    return Picture(
        f"map-{number}",
        drawn.title,
        f"A map of {len(tiles):,} squares of the same size. The dossier has a record of {len(known):,} of them.",
        _caption(squares),
        TileMapDrawing(squares),
        table,
        is_next_to_text=True,
    )


def _caption(squares: tuple[Square, ...]) -> str:
    marks = marks_caption({mark for square in squares for mark in square.marks})
    words = [f"{marks}."] if marks else []
    if any(square.body is None for square in squares):
        words.append(f"A square with a broken edge: {NO_RECORD}, which is no evidence that nothing happened.")
    return " ".join([*words, "Each square is about where its area is, and all have the same size."])


def _squares(dossier: Dossier, drawn: TileMap) -> Iterator[Square]:
    """Yield the squares by rows, and then each body of the countries of the map that has none."""
    for tile in sorted(drawn.tiles, key=lambda tile: (tile.row, tile.column)):
        yield _square(dossier, tile)
    for name in bodies_without_square(dossier, drawn):
        yield Square(OUTSIDE, "", None, record_link(dossier, name), _said(dossier, name))


def bodies_without_square(dossier: Dossier, drawn: TileMap) -> list[str]:
    """The bodies in focus of the countries of a map that have no square on it."""
    named = {tile.body for tile in drawn.tiles}
    bodies = (entry.record for entry in dossier.focus_bodies())
    return [body.id for body in bodies if body.country in drawn.countries and body.id not in named]


def _square(dossier: Dossier, tile: Tile) -> Square:
    link = None if tile.body is None else record_link(dossier, tile.body)
    said = () if tile.body is None else _said(dossier, tile.body)
    return Square(tile.name, tile.short or tile.name, (tile.column, tile.row), link, said)


def _said(dossier: Dossier, name: str) -> tuple[Said, ...]:
    """The terms that claims use of a body. A withdrawn record says nothing any more."""
    body = dossier.body(name)
    return () if body is None or body.withdrawn is not None else said_of(dossier, name)


def _row(square: Square) -> Row:
    reported, answered = reported_and_answered(square.said)
    body: Text = (Words(NO_RECORD),) if square.body is None else (square.body,)
    gaps = ("", "") if square.body is None or square.body.is_withdrawn else (NOT_REPORTED, NO_ANSWER)
    cells = (
        words_cell(square.name),
        Cell(body),
        words_cell(words_of(reported) or gaps[0]),
        words_cell(words_of(answered) or gaps[1]),
    )
    return Row("" if square.body is None else square.body.identifier, cells, {})
