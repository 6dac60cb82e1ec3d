"""Description of every field of a record, which all exports use.

This module lists no fields. Their names, types, descriptions, vocabularies and order come from the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import get_args

from dossier.model import MODELS, field_types
from dossier.model.field_types import OwnId, Ref, ScalarType
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldInfo, FieldLayout, field_infos
from dossier.model.record import Part


class Type(StrEnum):
    """The types of the values of fields."""

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
    Type.TEXT: "Text, as written in the record.",
    Type.WORD: "A word from the list given with the field.",
    Type.IDENTIFIER: "The identifier of a record.",
    Type.DATE: "A date in EDTF (ISO 8601-2), as exact as is known: 2021-05-27, 2021-05 or 2020/2021; or a word.",
    Type.TIME: "A date and time in UTC (ISO 8601), or the words “not known”.",
    Type.INTEGER: "A whole number.",
    Type.DECIMAL: "An amount with at most two decimals. In JSON it is text, so that no digit is lost.",
    Type.URL: "An absolute web address.",
    Type.CODE: "A code from a standard, which the description names.",
    Type.MAPPING: "A group of fields, which follow in the list.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of record."""

    name: str
    path: tuple[str, ...]
    description: str
    type: Type
    is_required: bool
    # True if the field may have several values or several mappings.
    is_list: bool
    # True if routine checks update the field although nothing in the world has changed.
    is_volatile: bool
    # The words of the vocabulary, if the value is chosen from a vocabulary.
    vocabulary: tuple[str, ...]
    # The kinds of record that the value may refer to.
    targets: frozenset[Kind]
    # The fields inside a mapping or a list of mappings.
    fields: tuple[Field, ...]

    @property
    def dotted(self) -> str:
        """The path as the API writes it, such as `reply.status`."""
        return ".".join(self.path)


@cache
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind of record, in the order in which authors write them."""
    return tuple(_fields(MODELS[kind], (), MODELS[kind].volatile))


def all_fields(kind: Kind) -> Iterator[Field]:
    """Yield every field of a kind of record. Each field is followed by the fields inside it."""
    yield from _flatten(fields_of(kind))


def _flatten(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _flatten(field.fields)


def _fields(model: type[Part], path: tuple[str, ...], volatile: tuple[str, ...]) -> Iterator[Field]:
    for name, info in field_infos(model).items():
        field_path = (*path, name)
        yield Field(
            name=name,
            path=field_path,
            description=info.description,
            type=_type(info),
            is_required=info.is_required,
            is_list=info.form is FieldLayout.LIST or info.form.is_parts,
            is_volatile=".".join(field_path) in volatile,
            vocabulary=info.words,
            targets=info.scalar.kinds if isinstance(info.scalar, Ref) else frozenset(),
            fields=() if info.part is None else tuple(_fields(info.part, field_path, volatile)),
        )


def _scalar(annotation: object) -> ScalarType:
    return next(argument for argument in get_args(annotation) if isinstance(argument, ScalarType))


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


def _type(info: FieldInfo) -> Type:
    if info.scalar is None:
        return Type.WORD if info.words else Type.TEXT if info.part is None else Type.MAPPING
    if isinstance(info.scalar, Ref | OwnId):
        return Type.IDENTIFIER
    return _TYPES.get(info.scalar, Type.CODE)
