"""What the hub of downloads shows: each file with its size and how it begins, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dossier.exports.download import Download, Group
from dossier.exports.fields import MEANING, Field, Type, all_fields
from dossier.exports.tables import Column, tables
from dossier.exports.version import CHANGES, Change
from dossier.model.identifiers import Kind


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

    groups: tuple[tuple[Group, tuple[Download, ...]], ...] = ()
    licence: str = ""
    licence_url: str | None = None

    def of(self, group: Group) -> tuple[Download, ...]:
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
    def changes(self) -> tuple[Change, ...]:
        """What changed in each version of the exports."""
        return CHANGES


def data(downloads: tuple[Download, ...], licence: str, licence_url: str | None) -> Data:
    """The view of the hub of downloads."""
    groups = tuple((group, tuple(one for one in downloads if one.group is group)) for group in Group)
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
