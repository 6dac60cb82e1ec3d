"""Turn tables into a SQLite database with foreign keys and full-text search, and into the words Datasette shows for it.

The same tables give the same bytes under the same SQLite: pages of one size, rows in one order, no time of day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from dossier.configuration import About
from dossier.exports.fields import Type
from dossier.exports.tables import RECORDS, Column, Row, Table

_STORED = {Type.INTEGER: "INTEGER", Type.DECIMAL: "NUMERIC"}


def database(content: Mapping[Table, Iterable[Row]]) -> bytes:
    """The bytes of the database that holds these tables."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        # Only ever filled, never emptied: VACUUM would take as long as all other exports to save one page in a hundred.
        for table, rows in content.items():
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", rows)  # noqa: S608
        for table in content:
            for statement in _finish(table):
                connection.execute(statement)
        connection.execute("COMMIT")
        return connection.serialize()


def metadata(tables: Iterable[Table], about: About) -> dict[str, Any]:
    """What Datasette shows beside the database: `datasette dossier.sqlite -m metadata.json`."""
    described = {
        table.name: {
            "description": table.description,
            "label_column": table.label,
            "columns": {column.name: _described(column) for column in table.columns},
        }
        for table in tables
    }
    top = {"title": about.name, "description": about.description, "license": about.licence or about.copyright}
    if about.licence_url is not None:
        top["license_url"] = about.licence_url
    return {**top, "databases": {"dossier": {"tables": described}}}


def _described(column: Column) -> str:
    words = f" One of: {', '.join(column.vocabulary)}." if column.vocabulary else ""
    return f"{column.description}{words}"


def _create(table: Table) -> str:
    lines = [f"{_name(column.name)} {_type(column)}" for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    if table.kind is not None and not table.path:
        lines.append(f'FOREIGN KEY ("id") REFERENCES {_name(RECORDS.name)} ("id")')
    for column in table.columns:
        if column.targets:
            # A field that may name records of several kinds is held to the table of all.
            target = next(iter(column.targets)).folder if len(column.targets) == 1 else RECORDS.name
            lines.append(f'FOREIGN KEY ({_name(column.name)}) REFERENCES {_name(target)} ("id")')
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_name(table.name)} (\n  {body}\n)"


def _type(column: Column) -> str:
    stored = _STORED.get(column.type, "TEXT")
    return f"{stored} NOT NULL" if column.is_required else stored


def _finish(table: Table) -> Iterable[str]:
    for column in table.columns:
        if column.targets and column.name != table.key[0]:
            yield f"CREATE INDEX {_name(f'{table.name}_{column.name}')} ON {_name(table.name)} ({_name(column.name)})"
    searched = [_name(column.name) for column in table.columns if column.is_searched]
    if searched:
        index = _name(f"{table.name}_fts")
        # The name of its content is how Datasette finds the index of a table.
        content = f'content={_name(table.name)}, tokenize="unicode61 remove_diacritics 2"'
        yield f"CREATE VIRTUAL TABLE {index} USING fts5({', '.join(searched)}, {content})"
        yield f"INSERT INTO {index}({index}) VALUES ('rebuild')"  # noqa: S608


def _name(name: str) -> str:
    return f'"{name}"'
