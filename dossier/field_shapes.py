"""Turn the declaration of a field into what its author can write there: text, a list, a mapping, chosen words."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from dossier.records import Record
from dossier.records.base import Part
from dossier.records.fields import Reading, Ref, Scalar


class Form(StrEnum):
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
        return self in {Form.PARTS, Form.PARTS_OR_WORD}


@dataclass(frozen=True, slots=True)
class Shape:
    """A field as its author meets it."""

    form: Form
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
def shapes(model: type[Part]) -> dict[str, Shape]:
    """The fields of a part, in the order in which an author needs them.

    The identifier comes first and what every record may have comes last: a new record has no corrections yet.
    """
    own = [name for name in model.model_fields if not issubclass(model, Record) or name not in Record.model_fields]
    common = [name for name in model.model_fields if name not in own]
    return {name: _shape(model, name) for name in (*common[:1], *own, *common[1:])}


def _shape(model: type[Part], name: str) -> Shape:
    field = model.model_fields[name]
    found = list(_elements(field.rebuild_annotation()))
    part = next((one for one in found if isinstance(one, type) and issubclass(one, Part)), None)
    enums = [one for one in found if isinstance(one, type) and issubclass(one, StrEnum)]
    words = tuple(word.value for one in enums for word in one)
    scalars = [one for one in found if isinstance(one, Scalar)]
    return Shape(
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


def _form(*, is_list: bool, part: type[Part] | None, words: tuple[str, ...]) -> Form:
    if is_list and part is not None:
        return Form.PARTS_OR_WORD if words else Form.PARTS
    if is_list:
        return Form.LIST
    return Form.TEXT if part is None else Form.PART


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
