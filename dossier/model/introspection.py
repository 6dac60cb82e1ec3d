"""Reflection over the models: fields, references and values by type."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from dossier.model import MODELS, Record
from dossier.model.field_types import Reading, Ref, Scalar
from dossier.model.identifiers import Kind
from dossier.model.record import Part

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """That a record names another: where, whom, and of which kinds it may be."""

    path: Path
    target: str
    kinds: frozenset[Kind]


def part_at(model: type[Part], names: tuple[str, ...]) -> type[Part]:
    """The part that a path of field names leads to."""
    for name in names:
        model = next(_parts(model.model_fields[name].annotation))
    return model


@cache
def readings(kind: Kind) -> frozenset[str]:
    """The names of the fields of a kind whose plain scalars are meant as dates or numbers."""
    return frozenset(name for name, scalar in _scalars(MODELS[kind]) if scalar.reading is not Reading.TEXT)


@cache
def one_of_rules(model: type[Part]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """For each part at or below the model of which one of several fields must be there: its path, those fields."""
    rules: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), alternatives) for alternatives in model.one_of]
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            rules.extend(((name, *path), alternatives) for path, alternatives in one_of_rules(part))
    return tuple(rules)


def references(record: Record) -> Iterator[Reference]:
    """Every reference the record makes, in the order of its fields."""
    yield from _follow(_plan(type(record)), record, ())


@dataclass(frozen=True, slots=True)
class _Lead:
    """A field that is a reference, or holds parts that have some."""

    name: str
    kinds: frozenset[Kind] | None
    inner: tuple[_Lead, ...]


@cache
def _plan(model: type[Part]) -> tuple[_Lead, ...]:
    leads = []
    for name, field in model.model_fields.items():
        annotation = field.rebuild_annotation()
        ref = next((scalar for scalar in _metadata(annotation) if isinstance(scalar, Ref)), None)
        if ref is not None:
            leads.append(_Lead(name, ref.kinds, ()))
            continue
        inner = tuple(lead for part in _parts(annotation) for lead in _plan(part))
        if inner:
            leads.append(_Lead(name, None, inner))
    return tuple(leads)


def _follow(plan: tuple[_Lead, ...], part: Part, path: Path) -> Iterator[Reference]:
    for lead in plan:
        value = getattr(part, lead.name)
        if value is None:
            continue
        here = (*path, lead.name)
        places = (
            ((here, value),) if not isinstance(value, tuple) else tuple(((*here, n), v) for n, v in enumerate(value))
        )
        for place, one in places:
            if lead.kinds is not None:
                yield Reference(place, one, lead.kinds)
            else:
                yield from _follow(lead.inner, one, place)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    """The parts an annotation admits, through lists, options and unions."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    elif get_origin(annotation) in {Annotated, tuple, types.UnionType, Union}:
        for inner in get_args(annotation):
            yield from _parts(inner)


def _metadata(annotation: Any) -> Iterator[object]:
    """What is attached to an annotation and to what it is made of."""
    if get_origin(annotation) is Annotated:
        inner, *attached = get_args(annotation)
        yield from attached
        yield from _metadata(inner)
    elif get_origin(annotation) in {tuple, types.UnionType, Union}:
        for inner in get_args(annotation):
            yield from _metadata(inner)


def _scalars(model: type[Part]) -> Iterator[tuple[str, Scalar]]:
    for name, field in model.model_fields.items():
        annotation = field.rebuild_annotation()
        for attached in _metadata(annotation):
            if isinstance(attached, Scalar):
                yield name, attached
        for part in _parts(annotation):
            yield from _scalars(part)


class FieldLayout(StrEnum):
    """What stands after the name of a field."""

    TEXT = "text"
    LIST = "list"
    PART = "part"
    PARTS = "parts"
    # A list of parts, or one word that says why there is none.
    PARTS_OR_WORD = "parts-or-word"

    @property
    def is_parts(self) -> bool:
        """Whether it is, or may be, a list of mappings."""
        return self in {FieldLayout.PARTS, FieldLayout.PARTS_OR_WORD}


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field as its author meets it."""

    form: FieldLayout
    description: str
    is_required: bool
    # The fields inside, where it is a mapping or a list of them.
    part: type[Part] | None
    # The words it may have, where they are chosen from a vocabulary.
    words: tuple[str, ...]
    # Whether plain dates or numbers mean what they say.
    is_natural: bool
    # Whether it names other records.
    is_reference: bool
    # How its text is read, where that takes more than text or a vocabulary.
    scalar: Scalar | None


@cache
def shapes(model: type[Part]) -> dict[str, FieldInfo]:
    """The fields of a part, in the order in which an author needs them.

    The identifier comes first and what every record may have comes last: a new record has no corrections yet.
    """
    own = [name for name in model.model_fields if not issubclass(model, Record) or name not in Record.model_fields]
    common = [name for name in model.model_fields if name not in own]
    return {name: _shape(model, name) for name in (*common[:1], *own, *common[1:])}


def _shape(model: type[Part], name: str) -> FieldInfo:
    field = model.model_fields[name]
    found = list(_elements(field.rebuild_annotation()))
    part = next((one for one in found if isinstance(one, type) and issubclass(one, Part)), None)
    enums = [one for one in found if isinstance(one, type) and issubclass(one, StrEnum)]
    words = tuple(word.value for one in enums for word in one)
    scalars = [one for one in found if isinstance(one, Scalar)]
    return FieldInfo(
        form=_form(is_list=tuple in found, part=part, words=words),
        description=field.description or "",
        is_required=field.is_required(),
        part=part,
        # Where a scalar reads dates, its own words (`undated`) stand in the description.
        words=() if scalars else words,
        is_natural=any(one.reading is not Reading.TEXT for one in scalars),
        is_reference=any(isinstance(one, Ref) for one in scalars),
        scalar=scalars[0] if scalars else None,
    )


def _form(*, is_list: bool, part: type[Part] | None, words: tuple[str, ...]) -> FieldLayout:
    if is_list and part is not None:
        return FieldLayout.PARTS_OR_WORD if words else FieldLayout.PARTS
    if is_list:
        return FieldLayout.LIST
    return FieldLayout.TEXT if part is None else FieldLayout.PART


def _elements(annotation: Any) -> Iterator[object]:
    """All that an annotation is made of, outermost first."""
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
    """Every value of these types in a record, in the order of its fields.

    It goes by the values, not by the fields' declarations: on ten thousand records that takes a third of the time.
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
