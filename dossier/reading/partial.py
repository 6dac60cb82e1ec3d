"""The parts of a record that can be read although others cannot.

All mistakes of a record must be reported in one pass. So the checks that judge only what a record says also judge a
record with problems, from which every field with a problem is left out.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from dossier.model.field_types import ValueType
from dossier.model.fields import Field, FieldLayout, fields_of
from dossier.model.record import Part, Record

R = TypeVar("R", bound=Record)

_TEXT = frozenset({ValueType.TEXT, ValueType.IDENTIFIER, ValueType.URL, ValueType.CODE})


def partial_record(model: type[R], plain: dict[str, Any], identifier: str) -> R | None:
    """The record with this identifier and without the values that cannot be read.

    Required text that is missing is empty, and other required values are None, against their declared type. In a list
    an unreadable item keeps its place, so that the places of the others stay right. None if it is unclear whether the
    record was withdrawn, for a withdrawn record is judged differently.
    """
    record: R = _partial(model, {**plain, "id": identifier})
    return None if record.withdrawn is None and "withdrawn" in plain else record


def _partial(model: type[Part], plain: dict[str, Any]) -> Any:
    return model.model_construct(
        **{name: _value(model, field, plain.get(name)) for name, field in fields_of(model).items()}
    )


def _value(model: type[Part], field: Field, plain: Any) -> Any:
    """The value of a field: as decoded, or what can be read of it, or empty."""
    if plain is not None:
        try:
            return _adapter(model, field.name).validate_python(plain)
        except ValidationError:
            pass
    if field.part is None:
        return _readable_items(model, field, plain) if field.is_list else _empty(model, field)
    if field.layout.is_parts:
        items = plain if isinstance(plain, list) else []
        mappings = map(field.part.as_mapping, items)
        return tuple(_partial(field.part, mapping if isinstance(mapping, dict) else {}) for mapping in mappings)
    if isinstance(plain, dict) and (field.is_required or any(inner.targets for inner in field.fields)):
        return _partial(field.part, plain)
    return _partial(field.part, {}) if field.is_required else None


def _readable_items(model: type[Part], field: Field, plain: Any) -> tuple[Any, ...]:
    """The items of a list of text, with an empty text in the place of each item that cannot be read."""
    items: list[Any] = []
    for item in plain if isinstance(plain, list) else ():
        try:
            items.extend(_adapter(model, field.name).validate_python([item]))
        except ValidationError:
            items.append("")
    return tuple(items)


def _empty(model: type[Part], field: Field) -> Any:
    if field.is_required:
        return "" if field.value_type in _TEXT and field.layout is FieldLayout.TEXT else None
    return model.model_fields[field.name].get_default(call_default_factory=True)


@cache
def _adapter(model: type[Part], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[name].rebuild_annotation())
