"""Lists of records: their columns, their rows, and facets to filter by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from dossier.model.dates import Edtf, PartialDate
from dossier.model.labels import capitalised, country
from dossier.model.vocabulary import Term, Undated
from dossier.pages.content import NOT_RECORDED, Prose, RecordLink, Text
from dossier.pages.group_links import country_link, word_of
from dossier.pages.parts import joined

# An interval over more years than this counts for its first and its last year only.
_MOST_YEARS = 50


class Order(Enum):
    """The sort of values of a column, with the words for both directions."""

    TEXT = ("A to Z", "Z to A")
    DATE = ("oldest first", "newest first")
    NUMBER = ("least first", "most first")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in addresses, and its label."""

    name: str
    label: str
    order: Order = Order.TEXT


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its word in addresses, and its label."""

    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A property by which rows are filtered: its name in addresses, its label, and the values that rows have."""

    name: str
    label: str
    # The words of the values that come first, in this order. The other values follow by their labels.
    first: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


# The name of the facet by which most long lists are divided into pages.
YEAR = "year"
# A withdrawn record stays in its list, so a reader may want to count without it.
WITHDRAWN = Facet("withdrawn", "Record withdrawn")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row."""

    text: Text
    # What it is sorted by, if that is not its text. Rows whose key is "" come last.
    key: str | None = None
    # True if it is printed as no longer valid.
    is_undone: bool = False
    # The date as the record has it, in EDTF, if it is not the same as the key. A downloaded list has it for the words.
    edtf: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row about a record: a cell for each column, and the values of each facet."""

    record: str
    cells: tuple[Cell, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    # The values of the columns that only a downloaded list has. None has the character "|".
    download: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of records of one kind, or of what happened."""

    # The name of its file, and the words for one row and for several.
    name: str
    words: tuple[str, str]
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    # The facet whose values have anchors and a table of contents, or "".
    contents: str = ""
    rows: tuple[Row, ...] = ()
    # True if a long list is divided by the initial letters of names, and not by years.
    is_by_name: bool = False
    # The labels of the columns that only a downloaded list has.
    download_columns: tuple[str, ...] = ()


def with_rows(shape: RecordList, rows: Iterable[Row]) -> RecordList:
    """The list with these rows. Its facets have the values that the rows have."""
    rows = tuple(rows)
    facets = tuple(replace(facet, choices=_choices(facet, rows)) for facet in shape.facets)
    return replace(shape, facets=facets, rows=rows)


def with_bare_rows(listed: RecordList, rows: tuple[Row, ...]) -> RecordList:
    """The list with only these rows, for a table that is neither filtered nor downloaded."""
    return replace(listed, rows=rows, facets=(), contents="", download_columns=())


def _choices(facet: Facet, rows: Iterable[Row]) -> tuple[Choice, ...]:
    """The values of a facet. Of two values with the same word, the label that comes first is shown."""
    found: dict[str, Choice] = {}
    for row in rows:
        for choice in row.choices[facet.name]:
            found.setdefault(choice.word, choice)
    places = {word: place for place, word in enumerate(facet.first)}
    return tuple(
        sorted(found.values(), key=lambda each: (places.get(each.word, len(places)), each.label.casefold(), each.word))
    )


def terms(vocabulary: Iterable[Term]) -> tuple[str, ...]:
    """The words of the terms of a vocabulary, in its order."""
    return tuple(term.value for term in vocabulary)


def of_term(term: Term) -> tuple[Choice, ...]:
    """The value for a term of a vocabulary."""
    return (Choice(term.value, capitalised(term.label)),)


def of_label(label: str) -> Choice:
    """The value for a text that has no word of its own."""
    return Choice(word_of(label), label)


def of_bodies(links: Iterable[RecordLink]) -> tuple[Choice, ...]:
    """The values for bodies."""
    return tuple(Choice(link.identifier, link.words) for link in links)


def of_countries(codes: Iterable[str | None]) -> tuple[Choice, ...]:
    """The values for codes of countries, each once. None stands for a country that is not recorded."""
    return tuple(
        of_label(NOT_RECORDED) if code is None else Choice(code.lower(), country(code)) for code in dict.fromkeys(codes)
    )


def of_years(when: PartialDate | Edtf | Undated | None) -> tuple[Choice, ...]:
    """The values for all years of a date, or for a record without a date."""
    match when:
        case None:
            return (of_label(NOT_RECORDED),)
        case Undated():
            return of_term(when)
        case PartialDate():
            first, last = when.first_day.year, when.last_day.year
        case Edtf():
            # An interval may lack its beginning or its end, but not both.
            days = [day for day in (when.first_day, when.last_day) if day is not None]
            first, last = days[0].year, days[-1].year
    years = range(first, last + 1) if last - first < _MOST_YEARS else (first, last)
    return tuple(Choice(str(year), str(year)) for year in years)


def yes_or_no(fact: object, yes: str = "Yes", no: str = "No") -> tuple[Choice, ...]:
    """The value for something that is so or is not."""
    return (Choice("yes", yes) if fact else Choice("no", no),)


def day_cell(when: PartialDate | Edtf | Undated | None, words: str | None = None) -> Cell:
    """A cell with a date in words, sorted by its first day. Records without a date come last."""
    match when:
        case None:
            return words_cell(words or NOT_RECORDED, "")
        case Undated():
            return replace(words_cell(words or capitalised(when.label), ""), edtf=when.value)
        case PartialDate():
            key = when.first_day.isoformat()
        case Edtf():
            key = when.sort_key[0].isoformat()
    return replace(words_cell(words or str(when), key), edtf=None if when.text == key else when.text)


def words_cell(text: str | None, key: str | None = None) -> Cell:
    """A cell with plain words, or an empty cell."""
    return Cell((Prose(text),) if text else (), key)


def number_cell(number: int) -> Cell:
    """A cell with a number."""
    return words_cell(str(number))


def country_cell(code: str | None, otherwise: str | None = None) -> Cell:
    """A cell with the link to a country, or with other words if no country is recorded."""
    return words_cell(otherwise) if code is None else Cell((country_link(code),))


def links_cell(links: Iterable[RecordLink]) -> Cell:
    """A cell with links to records."""
    return Cell(joined(links))


def anchor_of(facet: str, word: str) -> str:
    """The anchor of a value in a list: "topic-mill-street"."""
    return f"{facet}-{word}"
