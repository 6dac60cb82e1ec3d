"""What the models say about themselves: the parts at a path, the references in a record, the readings of fields."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from dossier.identifiers import Kind
from dossier.records import MODELS, Record
from dossier.records.base import Part
from dossier.records.fields import Reading, Ref, Scalar

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
