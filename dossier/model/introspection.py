"""References and values in records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from dossier.model import Record
from dossier.model.fields import Field, annotation_elements, fields_of
from dossier.model.identifiers import Kind
from dossier.model.record import Part

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RecordReference:
    """A reference from a record to another record: the path of its field, the target, and the kinds allowed there."""

    path: Path
    target: str
    kinds: tuple[Kind, ...]


def references(record: Record) -> Iterator[RecordReference]:
    """Yield every reference of the record, in the order of its fields."""
    yield from _references_in(record, ())


@cache
def _reference_fields(model: type[Part]) -> tuple[Field, ...]:
    """The fields of the model that are references, or whose parts contain references."""
    return tuple(
        field
        for field in fields_of(model).values()
        if field.targets or (field.part is not None and _reference_fields(field.part))
    )


def _references_in(part: Part, path: Path) -> Iterator[RecordReference]:
    for field in _reference_fields(type(part)):
        value = getattr(part, field.name)
        # A term can take the place of a list.
        if not value or isinstance(value, StrEnum):
            continue
        own_path = (*path, field.name)
        items = (
            [((*own_path, n), item) for n, item in enumerate(value)]
            if isinstance(value, tuple)
            else [(own_path, value)]
        )
        for item_path, item in items:
            if field.targets and item:  # in a record with problems, an unreadable reference is empty
                yield RecordReference(item_path, item, field.targets)
            elif field.part is not None:
                yield from _references_in(item, item_path)


V = TypeVar("V")


def values_of_type(part: Part, *kinds: type[V]) -> list[tuple[Path, V]]:
    """Every value of these types in a record, with its path, in the order of the fields."""
    found: list[tuple[Path, V]] = []
    _collect(part, kinds, (), found)
    return found


def _collect(part: Part, kinds: tuple[type[V], ...], path: Path, found: list[tuple[Path, V]]) -> None:
    for name in _fields_with(type(part), kinds):
        value = part.__dict__[name]
        if value is None:
            continue
        if isinstance(value, kinds):
            found.append(((*path, name), value))
        elif isinstance(value, Part):
            _collect(value, kinds, (*path, name), found)
        elif type(value) is tuple:
            for number, inner in enumerate(value):
                if isinstance(inner, kinds):
                    found.append(((*path, name, number), inner))
                elif isinstance(inner, Part):
                    _collect(inner, kinds, (*path, name, number), found)


@cache
def _fields_with(model: type[Part], kinds: tuple[type[V], ...]) -> tuple[str, ...]:
    """The names of a part's fields that can hold values of these types, themselves or in parts."""
    names = []
    for name, field in model.model_fields.items():
        classes = [element for element in annotation_elements(field.annotation) if isinstance(element, type)]
        if any(
            issubclass(element, kinds) or (issubclass(element, Part) and _fields_with(element, kinds))
            for element in classes
        ):
            names.append(name)
    return tuple(names)
