"""References and values in records, and rules on the fields of models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from dossier.model import Record
from dossier.model.fields import Field, all_fields, annotation_elements, fields_of
from dossier.model.identifiers import Kind
from dossier.model.record import Part

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RecordReference:
    """A reference from a record to another record: the path of its field, the target, and the kinds allowed there."""

    path: Path
    target: str
    kinds: tuple[Kind, ...]


@cache
def fields_with_text(model: type[Part]) -> frozenset[str]:
    """The names of a model's fields that need quotation marks: no field of this name is for dates or numbers."""
    natural = {field.name for field in all_fields(model) if field.is_date_or_number}
    return frozenset(field.name for field in all_fields(model) if field.name not in natural)


@cache
def one_of_rules(model: type[Part]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The parts at or below the model that require at least one field of a set: the path of the part, and the set."""
    inner = ((field.path, field.part) for field in all_fields(model) if field.part is not None)
    return tuple((path, names) for path, part in (((), model), *inner) for names in part.one_of)


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


def values_of_type(part: Part, *kinds: type[V], name: str = "") -> list[tuple[Path, V]]:
    """Every value of these types in a record, with its path, in the order of the fields.

    With a name, only values in fields of this name count.
    """
    found: list[tuple[Path, V]] = []
    _collect(part, kinds, name, (), found)
    return found


def _collect(part: Part, kinds: tuple[type[V], ...], wanted: str, path: Path, found: list[tuple[Path, V]]) -> None:
    for name, types_here in _fields_with(type(part), kinds, wanted):
        value = part.__dict__[name]
        if value is None:
            continue
        if isinstance(value, types_here):
            found.append(((*path, name), value))
        elif isinstance(value, Part):
            _collect(value, kinds, wanted, (*path, name), found)
        elif type(value) is tuple:
            for number, inner in enumerate(value):
                if isinstance(inner, types_here):
                    found.append(((*path, name, number), inner))
                elif isinstance(inner, Part):
                    _collect(inner, kinds, wanted, (*path, name, number), found)


@cache
def _fields_with(
    model: type[Part], kinds: tuple[type[V], ...], wanted: str
) -> tuple[tuple[str, tuple[type[V], ...]], ...]:
    """The fields of a part that can hold values of these types, themselves or in parts.

    Each comes with the types that count there: none if only its parts matter.
    """
    fields: list[tuple[str, tuple[type[V], ...]]] = []
    for name, field in model.model_fields.items():
        classes = [element for element in annotation_elements(field.annotation) if isinstance(element, type)]
        if wanted in {"", name} and any(issubclass(element, kinds) for element in classes):
            fields.append((name, kinds))
        elif any(issubclass(element, Part) and _fields_with(element, kinds, wanted) for element in classes):
            fields.append((name, ()))
    return tuple(fields)
