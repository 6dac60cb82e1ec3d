"""The text in the fields of all records, for several checks."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from dossier.diagnostics import Span
from dossier.model import Record
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, field_at, fields_of
from dossier.model.introspection import Path
from dossier.model.record import Part
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.no_value import FIRST, LONGEST
from dossier.reading.quotation_marks import OPENING


class TextValue(NamedTuple):
    """A value that is text, with its record and its path there."""

    entry: Entry[Record]
    path: Path
    text: str

    @property
    def field(self) -> Field:
        """The field of the value."""
        return field_at(type(self.entry.record), self.path)

    @property
    def span(self) -> Span:
        """The place of the value."""
        return self.entry.at(*self.path)


@lru_cache(maxsize=1)
def text_values(dossier: Dossier) -> list[TextValue]:
    """Every text and address of the records that may break a rule of wording, every note included.

    Most text cannot. Keeping only what can makes several checks together as fast as one.
    """
    found: list[TextValue] = []
    for entry in dossier.entries.values():
        _collect(entry, entry.record, (), found)
    return found


def _collect(entry: Entry[Record], part: Part, path: Path, found: list[TextValue]) -> None:
    """Add the texts of a part. Comparing types is twice as fast as `values_of_type`, and leaves terms out."""
    values = part.__dict__
    for name in _names(type(part)):
        value = values[name]
        if type(value) is str:
            if name == "note" or _may_matter(value):
                found.append(TextValue(entry, (*path, name), value))
        elif type(value) is tuple:
            for number, item in enumerate(value):
                if type(item) is not str:
                    _collect(entry, item, (*path, name, number), found)
                elif _may_matter(item):
                    found.append(TextValue(entry, (*path, name, number), item))
        elif isinstance(value, Part):
            _collect(entry, value, (*path, name), found)


@cache
def _names(model: type[Part]) -> tuple[str, ...]:
    """The names of the fields that hold text or addresses, or parts with such fields."""
    return tuple(
        name
        for name, field in fields_of(model).items()
        if field.value_type in {ValueType.TEXT, ValueType.URL} or (field.part is not None and _names(field.part))
    )


def _may_matter(text: str) -> bool:
    """True if the text has a sign of markup or of parameters, opens a quotation, or may be a word for nothing.

    Looking for one character after the other is faster than any pattern.
    """
    if "<" in text or "&" in text or "*" in text or "_" in text or "=" in text or "[" in text:
        return True
    first = text[:1]
    return first in OPENING or (first in FIRST and len(text) <= LONGEST)
