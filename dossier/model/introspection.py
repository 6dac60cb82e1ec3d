"""References and values in records, and rules on the fields of models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from dossier.model import MODELS, Record
from dossier.model.fields import Field, all_fields, fields_of
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
def date_and_number_fields(kind: Kind) -> frozenset[str]:
    """The names of a kind's fields for dates and numbers, which need no quotation marks."""
    return frozenset(field.name for field in all_fields(MODELS[kind]) if field.is_date_or_number)


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
        if value is None:
            continue
        own_path = (*path, field.name)
        items = (
            [((*own_path, n), item) for n, item in enumerate(value)]
            if isinstance(value, tuple)
            else [(own_path, value)]
        )
        for item_path, item in items:
            if field.targets:
                yield RecordReference(item_path, item, field.targets)
            else:
                yield from _references_in(item, item_path)


V = TypeVar("V")


def values_of_type(part: Part, *kinds: type[V]) -> list[tuple[Path, V]]:
    """Every value of these types in a record, with its path, in the order of the fields.

    It looks at the values and not at the declarations of fields, which would take three times as long.
    """
    found: list[tuple[Path, V]] = []
    _collect(part, kinds, (), found)
    return found


def _collect(part: Part, kinds: tuple[type[V], ...], path: Path, found: list[tuple[Path, V]]) -> None:
    for name, value in part.__dict__.items():
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
