"""The text in the fields of all records, for several checks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dossier.diagnostics import Span
from dossier.model import Record
from dossier.model.fields import Field, field_at
from dossier.model.introspection import Path
from dossier.model.record import Part
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.no_value import LONGEST
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


# The signs of markup and of parameters in addresses, marks that open a quotation, and short text that may be a word for
# nothing.
_MAY_MATTER = re.compile(rf"[<>&*_=\[]|^[{''.join(sorted(OPENING))}]|^[nutx?.…–—-].{{0,{LONGEST - 1}}}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def text_values(dossier: Dossier) -> list[TextValue]:
    """Every text of the records that may break a rule of wording, every note included.

    Most text cannot. Keeping only what can makes several checks together as fast as one.
    """
    found: list[TextValue] = []
    for entry in dossier.entries.values():
        _collect(entry, entry.record, (), found)
    return found


def _collect(entry: Entry[Record], part: Part, path: Path, found: list[TextValue]) -> None:
    """Add the texts of a part. Comparing types is twice as fast as `values_of_type`, and leaves terms out."""
    for name, value in part.__dict__.items():
        kind = type(value)
        if kind is str:
            if name == "note" or _MAY_MATTER.search(value):
                found.append(TextValue(entry, (*path, name), value))
        elif kind is tuple:
            for number, item in enumerate(value):
                if type(item) is not str:
                    if isinstance(item, Part):
                        _collect(entry, item, (*path, name, number), found)
                elif _MAY_MATTER.search(item):
                    found.append(TextValue(entry, (*path, name, number), item))
        elif value is not None and isinstance(value, Part):
            _collect(entry, value, (*path, name), found)
