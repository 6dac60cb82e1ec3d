"""The content of the data page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from dossier.exports.tables import Table, tables
from dossier.model.field_types import ValueType
from dossier.model.fields import all_fields
from dossier.model.subject import Subject


@dataclass(frozen=True, slots=True)
class ExportChange:
    """An entry in the list of changes to the exports."""

    version: str
    date: str
    description: str


CHANGES = (ExportChange("v1", "23 November 2026", "First version."),)


class DownloadGroup(StrEnum):
    """The sections of the data page."""

    SPREADSHEET = "Open in Excel or another spreadsheet"
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
    example: str


_MAX_LINES = 6
_MAX_CHARACTERS = 400


def excerpt(content: bytes, start: str) -> str:
    """The first lines of a file from the text `start`, or from its beginning if that text does not occur."""
    # The cut may fall inside a character, which is then dropped.
    text = content[:200_000].decode("utf-8-sig", "ignore")
    at = max(text.find(start), 0)
    lines = text[at : at + 4 * _MAX_CHARACTERS].splitlines()[:_MAX_LINES]
    short = "\n".join(lines)
    return short if len(short) <= _MAX_CHARACTERS else f"{short[:_MAX_CHARACTERS]}…"


@dataclass(frozen=True, slots=True)
class DataPage:
    """The content of the data page: the downloads of each section, and the licence that they share."""

    subject: Subject
    groups: tuple[tuple[DownloadGroup, tuple[Download, ...]], ...]
    licence: str
    licence_url: str | None

    def of(self, group: DownloadGroup) -> tuple[Download, ...]:
        """The downloads of a section."""
        return dict(self.groups)[group]

    @property
    def types(self) -> tuple[ValueType, ...]:
        """The types of values."""
        return tuple(ValueType)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables with their columns."""
        return tables(self.subject)

    @property
    def documents(self) -> tuple[Table, ...]:
        """The fields of the documents, as a table for each kind of record."""
        return _documents(self.subject)

    @property
    def changes(self) -> tuple[ExportChange, ...]:
        """The changes to the exports, by version."""
        return CHANGES


def data_page(subject: Subject, downloads: tuple[Download, ...], licence: str, licence_url: str | None) -> DataPage:
    """The content of the data page for these downloads."""
    groups = tuple((group, tuple(file for file in downloads if file.group is group)) for group in DownloadGroup)
    return DataPage(subject, groups, licence, licence_url)


@cache
def _documents(subject: Subject) -> tuple[Table, ...]:
    return tuple(
        Table(
            kind.value,
            f"The fields of a record of kind “{kind.value}”.",
            tuple(
                replace(field, name=field.dotted) for field in all_fields(model) if field.path[0] not in model.internal
            ),
            ("id",),
        )
        for kind, model in subject.models.items()
    )
