"""The description of a field, read from its declaration in a model.

The template of a new record, its prompts, the decoder and every export use this description. JSON Schema comes from the
same declarations. So a new field needs no other list.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from dossier.model.field_types import Ref, ScalarType, ValueType
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised, uncapitalised
from dossier.model.record import Part, Record

# The fields that repeat the words of a source.
QUOTATIONS = frozenset({"exact", "prefix", "suffix"})


class FieldLayout(StrEnum):
    """The layout of a field's value."""

    TEXT = "text"
    LIST = "list"
    PART = "part"
    PARTS = "parts"
    # A list, or a list of parts, or a term that says why there is no list.
    LIST_OR_TERM = "list-or-word"
    PARTS_OR_TERM = "parts-or-word"

    @property
    def takes_term(self) -> bool:
        """True if the value can be a term instead of a list."""
        return self in {FieldLayout.LIST_OR_TERM, FieldLayout.PARTS_OR_TERM}

    @property
    def is_parts(self) -> bool:
        """True if the value is, or can be, a list of mappings."""
        return self in {FieldLayout.PARTS, FieldLayout.PARTS_OR_TERM}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record or of a mapping, or a column of a table."""

    name: str
    value_type: ValueType
    description: str
    # The names that lead to the value from the record, or from the member of a list.
    path: tuple[str, ...] = ()
    layout: FieldLayout = FieldLayout.TEXT
    is_required: bool = False
    # True if routine checks update the field although nothing in the world has changed.
    is_volatile: bool = False
    # True if the column is not a field of the record: an export computes it.
    is_computed: bool = False
    # The terms of its vocabulary, if it has a vocabulary.
    terms: tuple[str, ...] = ()
    # The kinds of record that the value may refer to.
    targets: tuple[Kind, ...] = ()
    # The model of its mapping or mappings, and the fields of that model.
    part: type[Part] | None = None
    fields: tuple[Field, ...] = ()

    @property
    def label(self) -> str:
        """The beginning of the description, up to the first punctuation mark and without its article.

        >>> Field("authors", ValueType.TEXT, "The authors as named, or `none`.").label
        'Authors as named'
        """
        beginning = re.split(r"[.,;:(]", self.description, maxsplit=1)[0].strip()
        return capitalised(beginning.removeprefix("The "))

    @property
    def dotted(self) -> str:
        """The path as the API writes it, such as `reply.status`."""
        return ".".join(self.path)

    @property
    def phrase(self) -> str:
        """The description as a part of a sentence."""
        return uncapitalised(self.description)

    @property
    def is_list(self) -> bool:
        """True if the field may have several values or several mappings."""
        return self.layout in {FieldLayout.LIST, FieldLayout.LIST_OR_TERM} or self.layout.is_parts

    @property
    def of_text(self) -> Field:
        """The field that text in this place belongs to: the field itself, or the short form of its mapping."""
        short_form = None if self.part is None else self.part.short_form
        return next((field for field in self.fields if field.name == short_form), self)

    @property
    def has_text_items(self) -> bool:
        """True if the value is a list whose items can be written as text."""
        is_list_of_text = self.layout in {FieldLayout.LIST, FieldLayout.LIST_OR_TERM}
        return is_list_of_text or (self.layout is FieldLayout.PARTS and self.of_text is not self)

    @property
    def is_date_or_number(self) -> bool:
        """True if the value needs no quotation marks, although YAML tools do not read it as text."""
        return self.value_type in {
            *(ValueType.DATE, ValueType.DAY, ValueType.TIME),
            *(ValueType.INTEGER, ValueType.DECIMAL),
        }


@cache
def fields_of(model: type[Part]) -> dict[str, Field]:
    """The fields of a record or mapping by name, in the order in which an author needs them.

    The identifier comes first. The other fields that every kind of record has come last, because a new record rarely
    needs them.
    """
    volatile = model.volatile if issubclass(model, Record) else ()
    return {field.name: field for field in _fields(model, (), volatile)}


def all_fields(model: type[Part]) -> Iterator[Field]:
    """Yield every field of a record or mapping. Each field is followed by the fields inside it."""
    yield from _flatten(fields_of(model).values())


@cache
def fields_with_text(model: type[Part]) -> frozenset[str]:
    """The names of fields that hold text in every part of the model. Ambiguous values need quotation marks there."""
    natural = {field.name for field in all_fields(model) if field.is_date_or_number}
    return frozenset(field.name for field in all_fields(model) if field.name not in natural)


@cache
def one_of_rules(model: type[Part]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The parts at or below the model that require at least one field of a set: the path of the part, and the set."""
    inner = ((field.path, field.part) for field in all_fields(model) if field.part is not None)
    return tuple((path, names) for path, part in (((), model), *inner) for names in part.one_of)


def part_at(model: type[Part], steps: Iterable[str | int]) -> type[Part]:
    """The model of the part at a path, without regard to list positions. Raises KeyError if there is no such field."""
    for step in steps:
        if isinstance(step, str):
            model = fields_of(model)[step].part or model
    return model


def field_at(model: type[Part], steps: Iterable[str | int]) -> Field:
    """The field at a path, without regard to list positions. Raises KeyError if there is no such field."""
    *above, name = (step for step in steps if isinstance(step, str))
    return fields_of(part_at(model, above))[name]


def _flatten(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _flatten(field.fields)


def _fields(model: type[Part], path: tuple[str, ...], volatile: tuple[str, ...]) -> Iterator[Field]:
    own = [name for name in model.model_fields if not issubclass(model, Record) or name not in Record.model_fields]
    common = [name for name in model.model_fields if name not in own]
    for name in (*common[:1], *own, *common[1:]):
        yield _field(model, (*path, name), volatile)


def _field(model: type[Part], path: tuple[str, ...], volatile: tuple[str, ...]) -> Field:
    declared = model.model_fields[path[-1]]
    elements = list(annotation_elements(declared.rebuild_annotation()))
    classes = [element for element in elements if isinstance(element, type)]
    part = next((element for element in classes if issubclass(element, Part)), None)
    scalar = next((element for element in elements if isinstance(element, ScalarType)), None)
    vocabularies = [element for element in classes if issubclass(element, StrEnum)]
    terms = tuple(term.value for vocabulary in vocabularies for term in vocabulary)
    if scalar is not None:
        value_type = scalar.value_type
        if tuple not in elements:
            # The description of a date names the terms that it accepts, such as `undated`.
            terms = ()
    else:
        value_type = ValueType.WORD if terms else ValueType.TEXT if part is None else ValueType.MAPPING
    return Field(
        name=path[-1],
        value_type=value_type,
        description=declared.description or "",
        path=path,
        layout=_layout(is_list=tuple in elements, part=part, has_terms=bool(terms)),
        is_required=declared.is_required(),
        is_volatile=".".join(path) in volatile,
        terms=terms,
        targets=tuple(kind for kind in Kind if kind in scalar.kinds) if isinstance(scalar, Ref) else (),
        part=part,
        fields=() if part is None else tuple(_fields(part, path, volatile)),
    )


def _layout(*, is_list: bool, part: type[Part] | None, has_terms: bool) -> FieldLayout:
    if is_list and part is not None:
        return FieldLayout.PARTS_OR_TERM if has_terms else FieldLayout.PARTS
    if is_list:
        return FieldLayout.LIST_OR_TERM if has_terms else FieldLayout.LIST
    return FieldLayout.TEXT if part is None else FieldLayout.PART


def annotation_elements(annotation: Any) -> Iterator[object]:
    """Yield the types and metadata of an annotation, from outside to inside."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *attached = get_args(annotation)
        yield from attached
        yield from annotation_elements(inner)
    elif origin in {tuple, types.UnionType, Union}:
        if origin is tuple:
            yield tuple
        for inner in get_args(annotation):
            yield from annotation_elements(inner)
    else:
        yield annotation
