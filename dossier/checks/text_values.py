"""The text in the fields of all records, for several checks."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.diagnostics import Span
from dossier.model import Record
from dossier.model.fields import Field, fields_of, part_at
from dossier.model.introspection import Path, values_of_type
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class TextValue:
    """A value that is text, with its record and its path there."""

    entry: Entry[Record]
    path: Path
    text: str

    @property
    def field(self) -> Field:
        """The field of the value."""
        *outer, name = (step for step in self.path if isinstance(step, str))
        return fields_of(part_at(type(self.entry.record), tuple(outer)))[name]

    @property
    def span(self) -> Span:
        """The place of the value."""
        return self.entry.at(*self.path)


def text_values(dossier: Dossier) -> list[TextValue]:
    """Every text, identifier, address and code in the records. Terms are not included."""
    return dossier.once(text_values, lambda: _all(dossier))


def _all(dossier: Dossier) -> list[TextValue]:
    return [
        TextValue(entry, path, value)
        for entry in dossier.entries.values()
        for path, value in values_of_type(entry.record, str)
        if type(value) is str
    ]
