"""Turn the models of the records into the one description of their fields, from which all exports are made.

Nothing is listed here: names, types, descriptions, vocabularies and order come from the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import get_args

from dossier.model import MODELS, field_types
from dossier.model.field_types import OwnId, Ref, Scalar
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldInfo, FieldLayout, shapes
from dossier.model.record import Part


class Type(StrEnum):
    """What a value is."""

    TEXT = "text"
    WORD = "word"
    IDENTIFIER = "identifier"
    DATE = "date"
    TIME = "time"
    INTEGER = "integer"
    DECIMAL = "decimal"
    URL = "url"
    CODE = "code"
    MAPPING = "mapping"


MEANING = {
    Type.TEXT: "Words, as the record has them.",
    Type.WORD: "One of the words listed.",
    Type.IDENTIFIER: "The identifier of a record.",
    Type.DATE: "A date as exact as is known, written as EDTF (ISO 8601-2): 2021-05-27, 2021-05, 2020/2021; or a word.",
    Type.TIME: "A moment in UTC (ISO 8601), or the words “not known”.",
    Type.INTEGER: "A whole number.",
    Type.DECIMAL: "An amount with no more than two decimals; in JSON it is text, so that no digit is lost.",
    Type.URL: "An absolute address.",
    Type.CODE: "A code of a standard, as the description says.",
    Type.MAPPING: "Several fields, which follow.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of record."""

    name: str
    path: tuple[str, ...]
    description: str
    type: Type
    is_required: bool
    # Whether there may be several values, or several mappings.
    is_list: bool
    # Whether a routine check changes it, with nothing said about the world.
    is_volatile: bool
    # The words it may have, where they are chosen from a vocabulary.
    vocabulary: tuple[str, ...]
    # The kinds of record it may name.
    targets: frozenset[Kind]
    # The fields inside, where it is a mapping or a list of them.
    fields: tuple[Field, ...]

    @property
    def dotted(self) -> str:
        """The path as the API writes it: `reply.status`."""
        return ".".join(self.path)


@cache
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind, in the order in which its authors write them."""
    return tuple(_fields(MODELS[kind], (), MODELS[kind].volatile))


def all_fields(kind: Kind) -> Iterator[Field]:
    """Every field of a kind, those inside others included, outer before inner."""
    yield from _all(fields_of(kind))


def _all(many: tuple[Field, ...]) -> Iterator[Field]:
    for field in many:
        yield field
        yield from _all(field.fields)


def _fields(model: type[Part], path: tuple[str, ...], volatile: tuple[str, ...]) -> Iterator[Field]:
    for name, shape in shapes(model).items():
        here = (*path, name)
        yield Field(
            name=name,
            path=here,
            description=shape.description,
            type=_type(shape),
            is_required=shape.is_required,
            is_list=shape.form is FieldLayout.LIST or shape.form.is_parts,
            is_volatile=".".join(here) in volatile,
            vocabulary=shape.words,
            targets=shape.scalar.kinds if isinstance(shape.scalar, Ref) else frozenset(),
            fields=() if shape.part is None else tuple(_fields(shape.part, here, volatile)),
        )


def _scalar(annotation: object) -> Scalar:
    return next(one for one in get_args(annotation) if isinstance(one, Scalar))


_TYPES = {
    _scalar(field_types.Day): Type.DATE,
    _scalar(field_types.Period): Type.DATE,
    _scalar(field_types.PeriodOrUndated): Type.DATE,
    _scalar(field_types.Issued): Type.DATE,
    _scalar(field_types.Time): Type.TIME,
    _scalar(field_types.Count): Type.INTEGER,
    _scalar(field_types.Amount): Type.DECIMAL,
    _scalar(field_types.Url): Type.URL,
}


def _type(shape: FieldInfo) -> Type:
    if shape.scalar is None:
        return Type.WORD if shape.words else Type.TEXT if shape.part is None else Type.MAPPING
    if isinstance(shape.scalar, Ref | OwnId):
        return Type.IDENTIFIER
    return _TYPES.get(shape.scalar, Type.CODE)
