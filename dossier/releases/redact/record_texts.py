"""Texts of a frozen record that a redaction may change.

Identifiers, words of vocabularies, dates and codes stay: without them, a record would not be a record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.model import MODELS, Organisation, Proceeding, Source
from dossier.model.field_types import ValueType
from dossier.model.fields import fields_of
from dossier.model.identifiers import Kind
from dossier.model.record import Part


@dataclass(frozen=True, slots=True)
class RecordText:
    """A text of a record, its place (JSON Pointer), and True if it must stay."""

    place: str
    text: str
    is_fixed: bool


# Returns the new text.
Change = Callable[[RecordText], str]

_FIXED_TYPES = frozenset(
    {ValueType.WORD, ValueType.IDENTIFIER, ValueType.DATE, ValueType.DAY, ValueType.TIME, ValueType.CODE}
)
# Fields that only `resolved` has, and fields with the terms of a subject. Neither are in the models of all subjects.
_FIXED_FIELDS = frozenset(
    {"id", "kind", "schema", "salt", "read", "address", "relation", "extent", "decided", "opened", "claim"}
    | {"involvement", "standing", "language"}
)
_RESOLVED: Mapping[str, type[Part]] = {"sources": Source, "bodies": Organisation, "proceedings": Proceeding}


def rewrite(fields: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The content of a `record.json` with each text as `change` returns it. The keys are given to it as fixed texts."""
    resolved = {
        group: {
            change(RecordText(f"/resolved/{group}", name, is_fixed=True)): _rewrite(
                value, f"/resolved/{group}/{name}", _RESOLVED[group], change
            )
            for name, value in entries.items()
        }
        if group in _RESOLVED
        else _rewrite(entries, f"/resolved/{group}", None, change)
        for group, entries in fields["resolved"].items()
    }
    others = {
        name: change(RecordText(f"/{name}", value, is_fixed=True))
        for name, value in fields.items()
        if name not in {"record", "resolved"}
    }
    record = _rewrite(fields["record"], "/record", MODELS[Kind(fields["kind"])], change)
    return {**others, "record": record, "resolved": resolved}


def _rewrite(value: Any, place: str, model: type[Part] | None, change: Change, *, is_fixed: bool = False) -> Any:
    match value:
        case str():
            return change(RecordText(place, value, is_fixed))
        case list():
            return [
                _rewrite(inner, f"{place}/{number}", model, change, is_fixed=is_fixed)
                for number, inner in enumerate(value)
            ]
        case dict():
            known = {} if model is None else fields_of(model)
            rewritten = {}
            for name, inner in value.items():
                field = known.get(name)
                fixed = name in _FIXED_FIELDS or (field is not None and field.value_type in _FIXED_TYPES)
                part = None if field is None else field.part
                rewritten[name] = _rewrite(inner, f"{place}/{name}", part, change, is_fixed=fixed)
            return rewritten
    return value
