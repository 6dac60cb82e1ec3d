"""The content of the data page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dossier.exports.fields import MEANING, Field, Type, all_fields
from dossier.exports.tables import Column, tables
from dossier.model.identifiers import Kind


@dataclass(frozen=True, slots=True)
class ExportChange:
    """An entry in the list of changes to the exports."""

    version: str
    date: str
    description: str


CHANGES = (ExportChange("v1", "23 November 2026", "First version."),)


class DownloadGroup(StrEnum):
    """The sections of the data page."""

    WHOLE = "The whole"
    RECORDS = "Records"
    TABLES = "Tables"
    CITATIONS = "Citations"
    CHANGES = "Changes and dates"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the data page offers for download."""

    path: str
    group: DownloadGroup
    title: str
    description: str
    format: str
    media_type: str
    size: int
    licence: str
    example: str


_MAX_LINES = 6
_MAX_CHARACTERS = 400


def excerpt(content: bytes, start: str) -> str:
    """The first lines of a file from the text `start`, or from its beginning if that text does not occur."""
    # The cut may fall inside a character, which is then dropped.
    text = content[:200_000].decode("utf-8", "ignore")
    at = max(text.find(start), 0)
    lines = text[at : at + 4 * _MAX_CHARACTERS].splitlines()[:_MAX_LINES]
    short = "\n".join(lines)
    return short if len(short) <= _MAX_CHARACTERS else f"{short[:_MAX_CHARACTERS]}…"


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """A column of a table or a field of a document, as a row of the page of columns."""

    name: str
    type: str
    description: str
    is_required: bool
    is_volatile: bool
    vocabulary: tuple[str, ...]
    # The kinds of record that the value may refer to.
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableDescription:
    """A table with its columns, or a kind of document with its fields, as a section of the page of columns."""

    name: str
    description: str
    key: str
    columns: tuple[FieldDescription, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """The content of the data page: the downloads of each section, and the licence that they share."""

    groups: tuple[tuple[DownloadGroup, tuple[Download, ...]], ...] = ()
    licence: str = ""
    licence_url: str | None = None

    def of(self, group: DownloadGroup) -> tuple[Download, ...]:
        """The downloads of a section."""
        return dict(self.groups).get(group, ())

    @property
    def types(self) -> tuple[tuple[str, str], ...]:
        """The types of values, each with its meaning."""
        return tuple((type_.value, MEANING[type_]) for type_ in Type)

    @property
    def tables(self) -> tuple[TableDescription, ...]:
        """All tables with their columns."""
        return _tables()

    @property
    def documents(self) -> tuple[TableDescription, ...]:
        """The fields of the documents, by kind of record."""
        return _documents()

    @property
    def changes(self) -> tuple[ExportChange, ...]:
        """The changes to the exports, by version."""
        return CHANGES


def data_page(downloads: tuple[Download, ...], licence: str, licence_url: str | None) -> DataPage:
    """The content of the data page for these downloads."""
    groups = tuple((group, tuple(file for file in downloads if file.group is group)) for group in DownloadGroup)
    return DataPage(groups, licence, licence_url)


@cache
def _tables() -> tuple[TableDescription, ...]:
    return tuple(
        TableDescription(table.name, table.description, ", ".join(table.key), tuple(map(_column, table.columns)))
        for table in tables()
    )


@cache
def _documents() -> tuple[TableDescription, ...]:
    return tuple(
        TableDescription(
            kind.value, f"The fields of a record of kind “{kind.value}”.", "id", tuple(map(_field, all_fields(kind)))
        )
        for kind in Kind
    )


def _column(column: Column) -> FieldDescription:
    return FieldDescription(
        column.name,
        column.type.value,
        column.description,
        column.is_required,
        column.is_volatile,
        column.vocabulary,
        _kinds(column.targets),
    )


def _field(field: Field) -> FieldDescription:
    prefix = "list of " if field.is_list else ""
    return FieldDescription(
        field.dotted,
        f"{prefix}{field.type.value}",
        field.description,
        field.is_required,
        field.is_volatile,
        field.vocabulary,
        _kinds(field.targets),
    )


def _kinds(targets: frozenset[Kind]) -> tuple[str, ...]:
    return tuple(kind.value for kind in Kind if kind in targets)
