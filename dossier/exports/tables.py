"""Tables of all records, and their CSV files.

A mapping becomes columns (`reply_status`), a list becomes a table of its own (`claim_evidence`), whose rows name the
record and their place in the list.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break, or with apostrophes and then one of these, gets an
apostrophe before it: spreadsheets show such a cell as text (OWASP, "CSV Injection"). To have the value as recorded,
take one apostrophe off every cell that matches `GUARDED`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any

from dossier.exports.fields import Field, Type, fields_of
from dossier.exports.summary import Facts
from dossier.model import Record
from dossier.model.field_types import written
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier

Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its cells hold, and what they name."""

    name: str
    type: Type
    description: str
    # The fields that lead to the value, from the record or from the member of the list.
    path: tuple[str, ...] = ()
    is_required: bool = False
    is_volatile: bool = False
    vocabulary: tuple[str, ...] = ()
    targets: frozenset[Kind] = frozenset()
    # Whether the values are prose, to be found by searching.
    is_searched: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, and which of them tell its rows apart."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    # The kind whose records it holds or belongs to; None where it is about all.
    kind: Kind | None = None
    # The list whose members are its rows; empty where they are the records themselves.
    path: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The column that names a row to a reader."""
        names = [column.name for column in self.columns]
        return next((name for name in ("statement", "title", "name") if name in names), names[0])


# What an export adds to the fields of a record.
PAGE = Column("page", Type.TEXT, "The page of the record, relative to the root of the site.", is_required=True)
CITATION = Column("citation", Type.TEXT, "The citation in plain text, as the page of the record prints it.")

RECORDS = Table(
    "records",
    "Every record of every kind.",
    (
        Column("id", Type.IDENTIFIER, "The permanent identifier.", is_required=True),
        Column("kind", Type.WORD, "The kind of record.", is_required=True, vocabulary=tuple(one.value for one in Kind)),
        Column("title", Type.TEXT, "The words the record goes by.", is_required=True, is_searched=True),
        PAGE,
    ),
    ("id",),
)
LINKS = Table(
    "links",
    "Every place at which a record names another.",
    (
        Column("from_id", Type.IDENTIFIER, "The record that names another.", is_required=True, targets=frozenset(Kind)),
        Column("path", Type.TEXT, "The field that names it; members of lists by number, from 0.", is_required=True),
        Column("to_id", Type.IDENTIFIER, "The record named.", is_required=True, targets=frozenset(Kind)),
    ),
    ("from_id", "path"),
)


@cache
def tables() -> tuple[Table, ...]:
    """All tables, a table after those that its rows name by key."""
    return (RECORDS, *(table for kind in Kind for table in _of_kind(kind)), LINKS)


def rows(table: Table, dossier: Dossier, facts: Facts) -> Iterator[Row]:
    """The rows of a table, in the order of the records."""
    if table is RECORDS:
        yield from (
            (name, one.kind.value, facts[name].title, facts[name].page) for name, one in dossier.entries.items()
        )
    elif table is LINKS:
        for name, one in dossier.entries.items():
            yield from ((name, ".".join(map(str, link.path)), link.target) for link in one.references)
    else:
        records = (one.record for one in dossier.entries.values() if one.kind is table.kind)
        yield from _members(table, records) if table.path else _records(table, records, facts)


def _records(table: Table, records: Iterator[Record], facts: Facts) -> Iterator[Row]:
    readers = [_reader(column) for column in table.columns if column.path]
    for record in records:
        fact = facts[record.id]
        yield (*(read(record) for read in readers), fact.page, fact.citation)


def _members(table: Table, records: Iterator[Record]) -> Iterator[Row]:
    members = attrgetter(".".join(table.path))
    readers = [_reader(column) for column in table.columns if column.path]
    for record in records:
        many = members(record)
        # A word may stand in the place of a list; it is a column of the table of the records.
        for number, member in enumerate(many if isinstance(many, tuple) else (), 1):
            values = (read(member) for read in readers) if readers else (_cell(member),)
            yield (record.id, number, *values)


def _reader(column: Column) -> Callable[[Any], Cell]:
    path = column.path
    if len(path) == 1:
        only = attrgetter(path[0])
        return lambda record: _cell(only(record))

    def read(record: Any) -> Cell:
        value = record
        for name in path:
            if value is None:
                return None
            value = getattr(value, name)
        return _cell(value)

    return read


def _cell(value: Any) -> Cell:
    if value is None or type(value) is str or type(value) is int:
        return value
    # A list in the place of a word.
    return None if isinstance(value, tuple) else written(value)


def _of_kind(kind: Kind) -> Iterator[Table]:
    own: list[Column] = []
    inner: list[Table] = []
    for field in fields_of(kind):
        _spread(kind, field, own, inner)
    description = f"The {kind.folder}."
    yield Table(kind.folder, description, (*own, PAGE, CITATION), ("id",), kind)
    yield from inner


def _spread(kind: Kind, field: Field, own: list[Column], inner: list[Table]) -> None:
    """Add the columns and tables that a field of the record, or of a mapping in it, becomes."""
    if not field.is_list:
        if field.fields:
            for part in field.fields:
                _spread(kind, part, own, inner)
        else:
            own.append(_column(field, field.path))
        return
    if field.vocabulary and field.fields:
        # The word that stands there where there is no list.
        own.append(replace(_column(field, field.path), is_required=False))
    key = Column(
        f"{kind.value}_id", Type.IDENTIFIER, f"The {kind.value}.", (), is_required=True, targets=frozenset({kind})
    )
    position = Column("position", Type.INTEGER, "The place in the list, from 1.", is_required=True)
    name = "_".join((kind.value, *field.path))
    depth = len(field.path)
    columns = tuple(_inside(field.fields, depth)) or (_value(field),)
    inner.append(Table(name, field.description, (key, position, *columns), (key.name, "position"), kind, field.path))


def _inside(fields: tuple[Field, ...], depth: int) -> Iterator[Column]:
    for field in fields:
        if field.is_list:
            raise NotImplementedError(f"a list inside a list has no table: {field.dotted}")
        if field.fields:
            yield from _inside(field.fields, depth)
        else:
            yield _column(field, field.path[depth:])


def _column(field: Field, path: tuple[str, ...]) -> Column:
    return Column(
        name="_".join(path),
        type=field.type,
        description=field.description,
        path=path,
        is_required=field.is_required and len(path) == 1,
        is_volatile=field.is_volatile,
        vocabulary=field.vocabulary,
        targets=field.targets,
        is_searched=field.type is Type.TEXT,
    )


def _value(field: Field) -> Column:
    return Column(
        name="value",
        type=field.type,
        description=field.description,
        is_required=True,
        vocabulary=field.vocabulary,
        targets=field.targets,
    )


# The full-width forms are read as formulas by spreadsheets of East Asian locales.
_BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """The CSV file of a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    # All other types have forms of their own, none of which begins a formula.
    texts = [number for number, column in enumerate(table.columns) if column.type is Type.TEXT]
    writer.writerows(_guarded(row, texts) for row in rows)
    return text.getvalue().encode()


def recorded(cell: str) -> str:
    """The value that a cell of the file stands for."""
    return cell[1:] if GUARDED.match(cell) else cell


def _guarded(row: Row, texts: list[int]) -> Iterable[Cell]:
    """The row with an apostrophe before each text that a spreadsheet would take for a formula."""
    found = [number for number in texts if (row[number] or " ")[0] in _BEGINNINGS]  # type: ignore[index]
    if not found:
        return row
    cells = list(row)
    for number in found:
        if _FORMULA.match(str(cells[number])):
            cells[number] = f"'{cells[number]}"
    return cells
