"""The list of downloads, with the version of the exports.

Within a version fields are added and never renamed, removed or given another meaning; whatever reads one version keeps
working until it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dossier.exports.fields import MEANING, Field, Type, all_fields
from dossier.exports.tables import Column, tables
from dossier.model.identifiers import Kind

VERSION = "v1"


@dataclass(frozen=True, slots=True)
class ExportChange:
    """A change of the exports: the version, the day, and what is different."""

    version: str
    date: str
    what: str


CHANGES = (ExportChange("v1", "23 November 2026", "First version."),)


class DownloadGroup(StrEnum):
    """The part of the hub of downloads under which a file stands."""

    WHOLE = "The whole"
    RECORDS = "Records"
    TABLES = "Tables"
    CITATIONS = "Citations"
    CHANGES = "Changes and dates"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    path: str
    group: DownloadGroup
    title: str
    what: str
    format: str
    media_type: str
    size: int
    licence: str
    example: str


_LINES = 6
_CHARACTERS = 400


def example(content: bytes, begins: str) -> str:
    """The first lines from where something worth seeing begins; all from the beginning where it does not occur."""
    # A character cut in two at the end is left out.
    text = content[:200_000].decode("utf-8", "ignore")
    at = max(text.find(begins), 0)
    lines = text[at : at + 4 * _CHARACTERS].splitlines()[:_LINES]
    shown = "\n".join(lines)
    return shown if len(shown) <= _CHARACTERS else f"{shown[:_CHARACTERS]}…"


@dataclass(frozen=True, slots=True)
class Described:
    """A column or field in a line."""

    name: str
    type: str
    description: str
    is_required: bool
    is_volatile: bool
    vocabulary: tuple[str, ...]
    # The kinds of record it names.
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table or kind of document with its columns or fields."""

    name: str
    description: str
    key: str
    columns: tuple[Described, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """The downloads by the part of the hub they stand under, and the licence they share."""

    groups: tuple[tuple[DownloadGroup, tuple[Download, ...]], ...] = ()
    licence: str = ""
    licence_url: str | None = None

    def of(self, group: DownloadGroup) -> tuple[Download, ...]:
        """The downloads under a part of the hub."""
        return dict(self.groups).get(group, ())

    @property
    def types(self) -> tuple[tuple[str, str], ...]:
        """Every type of value with its meaning."""
        return tuple((one.value, MEANING[one]) for one in Type)

    @property
    def tables(self) -> tuple[DescribedTable, ...]:
        """Every table with its columns."""
        return _tables()

    @property
    def documents(self) -> tuple[DescribedTable, ...]:
        """The fields of the record in the documents of each kind."""
        return _documents()

    @property
    def changes(self) -> tuple[ExportChange, ...]:
        """What changed in each version of the exports."""
        return CHANGES


def data(downloads: tuple[Download, ...], licence: str, licence_url: str | None) -> Data:
    """The view of the hub of downloads."""
    groups = tuple((group, tuple(one for one in downloads if one.group is group)) for group in DownloadGroup)
    return Data(groups, licence, licence_url)


@cache
def _tables() -> tuple[DescribedTable, ...]:
    return tuple(
        DescribedTable(one.name, one.description, ", ".join(one.key), tuple(map(_column, one.columns)))
        for one in tables()
    )


@cache
def _documents() -> tuple[DescribedTable, ...]:
    return tuple(
        DescribedTable(kind.value, f"The record of a {kind.value}.", "id", tuple(map(_field, all_fields(kind))))
        for kind in Kind
    )


def _column(column: Column) -> Described:
    return Described(
        column.name,
        column.type.value,
        column.description,
        column.is_required,
        column.is_volatile,
        column.vocabulary,
        _kinds(column.targets),
    )


def _field(field: Field) -> Described:
    many = "list of " if field.is_list else ""
    return Described(
        field.dotted,
        f"{many}{field.type.value}",
        field.description,
        field.is_required,
        field.is_volatile,
        field.vocabulary,
        _kinds(field.targets),
    )


def _kinds(targets: frozenset[Kind]) -> tuple[str, ...]:
    return tuple(kind.value for kind in Kind if kind in targets)
