"""No list of a record names the same thing twice.

Why it matters
    A page prints the name twice, and a table counts it twice. A reader asks what the difference is, and there is none.

Reported
    aliases: [BA, Blue, BA]

Instead
    aliases: [BA, Blue]
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model.introspection import Path
from dossier.model.record import Part
from dossier.reading.dossier import Dossier

CODE = "repeated-item"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each item of a list that is equal to an earlier item."""
    for entry in dossier.entries.values():
        for path, first, again in _repeated(entry.record, ()):
            message = f"item {again + 1} of `{path[-1]}` is the same as item {first + 1}"
            label = Label(entry.at(*path, first), "the first time")
            yield Diagnostic(CODE, message, entry.at(*path, again), "delete one of the two", SEVERITY, (label,))


def _repeated(part: Part, path: Path) -> Iterator[tuple[Path, int, int]]:
    """Yield the path of each list with two equal items, and the positions of both."""
    for name, value in part.__dict__.items():
        if isinstance(value, Part):
            yield from _repeated(value, (*path, name))
        elif type(value) is tuple:
            positions: dict[object, int] = {}
            for position, item in enumerate(value):
                first = positions.setdefault(_essence(item), position)
                if first != position:
                    yield (*path, name), first, position
                elif isinstance(item, Part):
                    yield from _repeated(item, (*path, name, position))


def _essence(item: object) -> object:
    """The part of an item that no other item may have: all of it, or the text of its short form."""
    return getattr(item, item.short_form) if isinstance(item, Part) and item.short_form is not None else item
