"""SQLite database of the tables, and the metadata that Datasette shows.

The same tables give the same bytes under the same version of SQLite, because the page size and the order of the rows
are fixed and no time is stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from dossier.configuration import About
from dossier.exports.tables import RECORDS, TITLE, Row, Table
from dossier.model.field_types import ValueType
from dossier.model.fields import Field

_SQLITE_TYPES = {ValueType.INTEGER: "INTEGER", ValueType.DECIMAL: "NUMERIC"}


def database(content: Mapping[Table, Iterable[Row]]) -> bytes:
    """The bytes of a database that holds the tables, with foreign keys and full-text search."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        # No VACUUM: it would take as long as all other exports, and the database only grows, so it saves only 1%.
        for table, rows in content.items():
            connection.execute(_create(table))
            placeholders = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({placeholders})", rows)  # noqa: S608
        for table in content:
            for statement in _indexes(table):
                connection.execute(statement)
        connection.execute("COMMIT")
        return connection.serialize()


def metadata(tables: Iterable[Table], about: About) -> dict[str, Any]:
    """The titles and descriptions that Datasette shows: `datasette dossier.sqlite -m metadata.json`."""
    descriptions = {
        table.name: {
            "description": table.description,
            "label_column": table.label,
            "columns": {column.name: _description(column) for column in table.columns},
        }
        for table in tables
    }
    top = {"title": about.name, "description": about.description, "license": about.licence_line}
    if about.licence_url is not None:
        top["license_url"] = about.licence_url
    return {**top, "databases": {"dossier": {"tables": descriptions}}}


def _description(column: Field) -> str:
    words = f" One of: {', '.join(column.terms)}." if column.terms else ""
    return f"{column.description}{words}"


def _create(table: Table) -> str:
    lines = [f"{_quoted(column.name)} {_type(column)}" for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    if table.kind is not None and not table.path:
        lines.append(f'FOREIGN KEY ("id") REFERENCES {_quoted(RECORDS.name)} ("id")')
    for column in table.columns:
        if column.targets:
            # A field that may refer to more than one kind of record refers to the table of all records.
            target = column.targets[0].collection if len(column.targets) == 1 else RECORDS.name
            lines.append(f'FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(target)} ("id")')
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n)"


def _type(column: Field) -> str:
    type_name = _SQLITE_TYPES.get(column.value_type, "TEXT")
    return f"{type_name} NOT NULL" if column.is_required else type_name


def _indexes(table: Table) -> Iterable[str]:
    for column in table.columns:
        if column.targets and column.name != table.key[0]:
            index = _quoted(f"{table.name}_{column.name}")
            yield f"CREATE INDEX {index} ON {_quoted(table.name)} ({_quoted(column.name)})"
    searched = [_quoted(column.name) for column in table.columns if _is_searched(column)]
    if searched:
        index = _quoted(f"{table.name}_fts")
        # Datasette finds the search index of a table by the `content` option.
        content = f'content={_quoted(table.name)}, tokenize="unicode61 remove_diacritics 2"'
        yield f"CREATE VIRTUAL TABLE {index} USING fts5({', '.join(searched)}, {content})"
        yield f"INSERT INTO {index}({index}) VALUES ('rebuild')"  # noqa: S608


def _is_searched(column: Field) -> bool:
    """True if full-text search covers the column: the titles, and the text of records."""
    return column is TITLE or (column.value_type is ValueType.TEXT and bool(column.path))


def _quoted(name: str) -> str:
    return f'"{name}"'
