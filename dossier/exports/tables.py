"""Tables of all records, and their CSV files.

A mapping becomes columns (`reply_status`). A list becomes a table of its own (`claim_evidence`), and each row of that
table gives the record and the position in the list. A date that may be a month or an interval has two more columns, for
the first and the last day that it can mean (`date_from`, `date_to`).

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula (OWASP, "CSV
Injection"). Such a cell gets an apostrophe in front, so that it is shown as text. So does a cell that begins with
apostrophes followed by such a character. To restore the recorded value, remove the first apostrophe of every cell that
matches `GUARDED`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any

from dossier.exports.computed_columns import COMPUTED, Cell, bounds
from dossier.exports.summary import RecordSummaries
from dossier.model import Record
from dossier.model.field_types import ValueType, original_text
from dossier.model.fields import Field, FieldLayout, fields_of
from dossier.model.identifiers import Kind
from dossier.model.subject import Subject
from dossier.reading.dossier import Dossier

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with its columns in order."""

    name: str
    description: str
    columns: tuple[Field, ...]
    # The columns that identify a row.
    key: tuple[str, ...]
    # The kind of the records that the rows are or belong to, or None for a table of all kinds.
    kind: Kind | None = None
    # The path of the list whose members are the rows, or empty if the rows are records.
    path: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The column whose value describes a row to a reader."""
        names = [column.name for column in self.columns]
        return next((name for name in ("statement", "title", "name") if name in names), names[0])


# Columns that the export adds to the fields of a record.
TITLE = Field("title", ValueType.TEXT, "The title of the record.", is_required=True)
PAGE = Field("page", ValueType.TEXT, "The page of the record, relative to the root of the site.", is_required=True)
CITATION = Field("citation", ValueType.TEXT, "The citation in plain text, as the page of the record shows it.")


def _identifier(name: str, description: str, *targets: Kind) -> Field:
    return Field(name, ValueType.IDENTIFIER, description, is_required=True, targets=targets)


RECORDS = Table(
    "records",
    "All records of all kinds.",
    (
        _identifier("id", "The permanent identifier."),
        Field("kind", ValueType.WORD, "The kind of record.", is_required=True, terms=tuple(Kind)),
        TITLE,
        PAGE,
    ),
    ("id",),
)
LINKS = Table(
    "links",
    "All references from a record to another record.",
    (
        _identifier("from_id", "The record that contains the reference.", *Kind),
        Field(
            "path", ValueType.TEXT, "The path of the field, with members of lists numbered from 0.", is_required=True
        ),
        _identifier("to_id", "The record that is referred to.", *Kind),
    ),
    ("from_id", "path"),
)


@cache
def tables(subject: Subject) -> tuple[Table, ...]:
    """All tables of the records of a subject. A table comes after the tables that its foreign keys refer to."""
    return (RECORDS, *(table for model in subject.models.values() for table in _tables_of(model)), LINKS)


def rows(table: Table, dossier: Dossier, summaries: RecordSummaries) -> Iterator[Row]:
    """Yield the rows of a table, in the order of the records."""
    if table is RECORDS:
        yield from (
            (identifier, entry.kind.value, summaries[identifier].title, summaries[identifier].page)
            for identifier, entry in dossier.entries.items()
        )
    elif table is LINKS:
        for identifier, entry in dossier.entries.items():
            yield from ((identifier, ".".join(map(str, link.path)), link.target) for link in entry.references)
    else:
        records = (entry.record for entry in dossier.entries.values() if entry.kind is table.kind)
        yield from _members(table, dossier, records) if table.path else _records(table, dossier, records, summaries)


def _records(table: Table, dossier: Dossier, records: Iterator[Record], summaries: RecordSummaries) -> Iterator[Row]:
    readers = [_reader(column) for column in table.columns if column.path]
    for record in records:
        summary = summaries[record.id]
        computed = next(_computed(table, dossier, record), ())
        yield (*(read(record) for read in readers), *computed, summary.page, summary.citation)


def _members(table: Table, dossier: Dossier, records: Iterator[Record]) -> Iterator[Row]:
    members = attrgetter(".".join(table.path))
    readers = [_reader(column) for column in table.columns if column.path]
    for record in records:
        value = members(record)
        computed = _computed(table, dossier, record)
        # The field may hold a word instead of a list. That word is a column of the table of records.
        for position, member in enumerate(value if isinstance(value, tuple) else (), 1):
            cells = (read(member) for read in readers) if readers else (_cell(member),)
            yield (record.id, position, *cells, *next(computed, ()))


def _computed(table: Table, dossier: Dossier, record: Record) -> Iterator[tuple[Cell, ...]]:
    """Yield the computed cells of each row of the record, or nothing if the table has no computed columns."""
    computed = COMPUTED.get(table.name)
    return iter(()) if computed is None else iter(computed.cells(dossier, record))


def _reader(column: Field) -> Callable[[Any], Cell]:
    path = column.path
    if len(path) == 1:
        get = attrgetter(path[0])
        return lambda record: _cell(get(record))

    def read(record: Any) -> Cell:
        value = record
        for name in path:
            # A word instead of a date has no first and last day.
            value = getattr(value, name, None)
        return _cell(value)

    return read


def _cell(value: Any) -> Cell:
    if value is None or type(value) is str or type(value) is int:
        return value
    # The column is for a word, and this record has a list instead.
    return None if isinstance(value, tuple) else original_text(value)


def _tables_of(model: type[Record]) -> Iterator[Table]:
    kind = model.kind_of_record
    columns: list[Field] = []
    list_tables: list[Table] = []
    for field in (field for name, field in fields_of(model).items() if name not in model.internal):
        _add_field(kind, field, columns, list_tables)
    description = f"All {kind.collection}."
    columns += _computed_columns(kind.collection)
    yield Table(kind.collection, description, (*columns, PAGE, CITATION), ("id",), kind)
    yield from list_tables


def _add_field(kind: Kind, field: Field, columns: list[Field], list_tables: list[Table]) -> None:
    """Add the columns and tables for a field of a record, or of a mapping in a record."""
    if not field.is_list:
        if field.fields:
            for part in field.fields:
                _add_field(kind, part, columns, list_tables)
        else:
            columns += _columns(field, field.path)
        return
    if field.layout.takes_term:
        # The column holds the word that a record may have instead of the list.
        word = replace(_column(field, field.path), is_required=False, part=None, fields=())
        columns.append(replace(word, value_type=ValueType.WORD, targets=()))
    key = _identifier(f"{kind.value}_id", f"The {kind.value}.", kind)
    position = Field("position", ValueType.INTEGER, "The position in the list, from 1.", is_required=True)
    name = "_".join((kind.value, *field.path))
    depth = len(field.path)
    member_columns = tuple(_member_columns(field.fields, depth)) or (_value_column(field),)
    member_columns += _computed_columns(name)
    list_tables.append(
        Table(name, field.description, (key, position, *member_columns), (key.name, "position"), kind, field.path)
    )


def _member_columns(fields: tuple[Field, ...], depth: int) -> Iterator[Field]:
    for field in fields:
        if field.is_list:
            raise NotImplementedError(f"no table for a list inside a list: {field.dotted}")
        if field.fields:
            yield from _member_columns(field.fields, depth)
        else:
            yield from _columns(field, field.path[depth:])


def _computed_columns(table: str) -> tuple[Field, ...]:
    return COMPUTED[table].columns if table in COMPUTED else ()


def _columns(field: Field, path: tuple[str, ...]) -> Iterator[Field]:
    """Yield the column of a field, and those of its first and last day if it is a date."""
    column = _column(field, path)
    yield column
    yield from bounds(column)


def _column(field: Field, path: tuple[str, ...]) -> Field:
    is_required = field.is_required and len(path) == 1
    return replace(field, name="_".join(path), path=path, is_required=is_required, layout=FieldLayout.TEXT)


def _value_column(field: Field) -> Field:
    return replace(field, name="value", path=(), is_required=True, layout=FieldLayout.TEXT)


# Spreadsheets in East Asian locales also read the full-width forms as candidates.
FIRST_CHARACTERS = frozenset("'=+-@\t\r\n＝＋－＠")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """The CSV file of a table (RFC 4180), in UTF-8, with the names of the columns in the first line.

    It begins with a byte-order mark, without which Excel reads UTF-8 as another encoding.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    # Values of the other types cannot look like a formula.
    text_columns = [number for number, column in enumerate(table.columns) if column.value_type is ValueType.TEXT]
    writer.writerows(_guarded(row, text_columns) for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def recorded_value(cell: str) -> str:
    """The value as recorded, from a cell of the CSV file."""
    return cell[1:] if GUARDED.match(cell) else cell


def _guarded(row: Row, text_columns: list[int]) -> Iterable[Cell]:
    """The row with an apostrophe before each text that a spreadsheet would run as a formula."""
    candidates = [at for at in text_columns if (row[at] or " ")[0] in FIRST_CHARACTERS]  # type: ignore[index]
    if not candidates:
        return row
    cells = list(row)
    for number in candidates:
        if _FORMULA.match(str(cells[number])):
            cells[number] = f"'{cells[number]}"
    return cells
