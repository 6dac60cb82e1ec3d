"""Reflection over the models: fields, references and values by type."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from dossier.model import MODELS, Record
from dossier.model.field_types import Ref, ScalarKind, ScalarType
from dossier.model.identifiers import Kind
from dossier.model.record import Part

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RecordReference:
    """A reference from a record to another record: the path of its field, the target, and the kinds allowed there."""

    path: Path
    target: str
    kinds: frozenset[Kind]


def part_at(model: type[Part], names: tuple[str, ...]) -> type[Part]:
    """The model of the part at a path of field names."""
    for name in names:
        model = next(_parts(model.model_fields[name].annotation))
    return model


@cache
def date_and_number_fields(kind: Kind) -> frozenset[str]:
    """The names of a kind's fields for dates and numbers, which need no quotation marks."""
    return frozenset(name for name, scalar in _scalars(MODELS[kind]) if scalar.kind is not ScalarKind.TEXT)


@cache
def one_of_rules(model: type[Part]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The parts at or below the model that require at least one field of a set: the path of the part, and the set."""
    rules: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), alternatives) for alternatives in model.one_of]
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            rules.extend(((name, *path), alternatives) for path, alternatives in one_of_rules(part))
    return tuple(rules)


def references(record: Record) -> Iterator[RecordReference]:
    """Yield every reference of the record, in the order of its fields."""
    yield from _references_in(record, _reference_fields(type(record)), ())


@dataclass(frozen=True, slots=True)
class _ReferenceField:
    """A field that is a reference (with its kinds), or whose parts contain references (without kinds)."""

    name: str
    kinds: frozenset[Kind] | None
    inner: tuple[_ReferenceField, ...]


@cache
def _reference_fields(model: type[Part]) -> tuple[_ReferenceField, ...]:
    fields = []
    for name, field in model.model_fields.items():
        annotation = field.rebuild_annotation()
        ref = next((scalar for scalar in _metadata(annotation) if isinstance(scalar, Ref)), None)
        if ref is not None:
            fields.append(_ReferenceField(name, ref.kinds, ()))
            continue
        inner = tuple(found for part in _parts(annotation) for found in _reference_fields(part))
        if inner:
            fields.append(_ReferenceField(name, None, inner))
    return tuple(fields)


def _references_in(part: Part, fields: tuple[_ReferenceField, ...], path: Path) -> Iterator[RecordReference]:
    for field in fields:
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
            if field.kinds is not None:
                yield RecordReference(item_path, item, field.kinds)
            else:
                yield from _references_in(item, field.inner, item_path)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    """Yield the parts in an annotation, inside lists, optional values and unions."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    elif get_origin(annotation) in {Annotated, tuple, types.UnionType, Union}:
        for inner in get_args(annotation):
            yield from _parts(inner)


def _metadata(annotation: Any) -> Iterator[object]:
    """Yield the metadata of an annotation and of the annotations inside it."""
    if get_origin(annotation) is Annotated:
        inner, *attached = get_args(annotation)
        yield from attached
        yield from _metadata(inner)
    elif get_origin(annotation) in {tuple, types.UnionType, Union}:
        for inner in get_args(annotation):
            yield from _metadata(inner)


def _scalars(model: type[Part]) -> Iterator[tuple[str, ScalarType]]:
    for name, field in model.model_fields.items():
        annotation = field.rebuild_annotation()
        for attached in _metadata(annotation):
            if isinstance(attached, ScalarType):
                yield name, attached
        for part in _parts(annotation):
            yield from _scalars(part)


class FieldLayout(StrEnum):
    """The layout of a field's value."""

    TEXT = "text"
    LIST = "list"
    PART = "part"
    PARTS = "parts"
    # A list of parts, or a term that says why there is no list.
    PARTS_OR_TERM = "parts-or-word"

    @property
    def is_parts(self) -> bool:
        """True if the value is, or can be, a list of mappings."""
        return self in {FieldLayout.PARTS, FieldLayout.PARTS_OR_TERM}


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field, as an author needs to know it."""

    form: FieldLayout
    description: str
    is_required: bool
    # The model of its mapping or mappings, if it has any.
    part: type[Part] | None
    # The terms of its vocabulary, if it has a vocabulary.
    words: tuple[str, ...]
    # True for dates and numbers, which need no quotation marks.
    is_date_or_number: bool
    # True if it refers to other records.
    is_reference: bool
    # The type of its text, if it is parsed.
    scalar: ScalarType | None


@cache
def field_infos(model: type[Part]) -> dict[str, FieldInfo]:
    """The fields of a part by name, in the order in which an author needs them.

    The identifier comes first. The other fields that every kind of record has come last, because a new record rarely
    needs them.
    """
    own = [name for name in model.model_fields if not issubclass(model, Record) or name not in Record.model_fields]
    common = [name for name in model.model_fields if name not in own]
    return {name: _field_info(model, name) for name in (*common[:1], *own, *common[1:])}


def _field_info(model: type[Part], name: str) -> FieldInfo:
    field = model.model_fields[name]
    elements = list(_elements(field.rebuild_annotation()))
    classes = [element for element in elements if isinstance(element, type)]
    part = next((element for element in classes if issubclass(element, Part)), None)
    vocabularies = [element for element in classes if issubclass(element, StrEnum)]
    terms = tuple(term.value for vocabulary in vocabularies for term in vocabulary)
    scalars = [element for element in elements if isinstance(element, ScalarType)]
    return FieldInfo(
        form=_layout(is_list=tuple in elements, part=part, has_terms=bool(terms)),
        description=field.description or "",
        is_required=field.is_required(),
        part=part,
        # The description of a date names the terms that it accepts, such as `undated`.
        words=() if scalars else terms,
        is_date_or_number=any(scalar.kind is not ScalarKind.TEXT for scalar in scalars),
        is_reference=any(isinstance(scalar, Ref) for scalar in scalars),
        scalar=scalars[0] if scalars else None,
    )


def _layout(*, is_list: bool, part: type[Part] | None, has_terms: bool) -> FieldLayout:
    if is_list and part is not None:
        return FieldLayout.PARTS_OR_TERM if has_terms else FieldLayout.PARTS
    if is_list:
        return FieldLayout.LIST
    return FieldLayout.TEXT if part is None else FieldLayout.PART


def _elements(annotation: Any) -> Iterator[object]:
    """Yield the types and metadata of an annotation, from outside to inside."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *attached = get_args(annotation)
        yield from attached
        yield from _elements(inner)
    elif origin in {tuple, types.UnionType, Union}:
        if origin is tuple:
            yield tuple
        for inner in get_args(annotation):
            yield from _elements(inner)
    else:
        yield annotation


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
