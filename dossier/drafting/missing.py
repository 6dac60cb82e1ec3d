"""The fields that a new record lacks, and problems of its values.

Values are those of a YAML file: mappings, lists and text. All words about them come from `reading`.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.diagnostics import Diagnostic, Span
from dossier.model import Record
from dossier.model.fields import Field, FieldLayout, field_at, fields_of
from dossier.model.identifiers import Kind
from dossier.model.record import Part
from dossier.model.vocabulary import ReplyStatus, Standing
from dossier.reading.decode import decode
from dossier.reading.no_value import is_word_for_nothing, no_value
from dossier.reading.text import read_text
from dossier.reading.yaml_nodes import Node, Parsed, Scalar, Sequence, parse, span_of

Path = tuple[str | int, ...]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MissingField:
    """A required field that a record lacks.

    If a record must have one field out of a group, `alternatives` holds their names, `path` leads to the mapping that
    holds them, and `field` is None.
    """

    path: Path
    field: Field | None
    alternatives: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The dotted path of the field, or those of the alternatives."""
        if not self.alternatives:
            return dotted_path(self.path)
        return " or ".join(
            " with ".join(dotted_path((*self.path, name)) for name in alternative.split("+"))
            for alternative in self.alternatives
        )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A value that its field refuses, with the decoder's diagnostic."""

    path: Path
    diagnostic: Diagnostic

    def __str__(self) -> str:
        """The message of the diagnostic, and its help if it has any."""
        message, help_ = self.diagnostic.message, self.diagnostic.help
        return f"{message}; {help_}" if help_ else message


def dotted_path(path: Path) -> str:
    """A path as an author types it. The first item of a list has no number, the second has the number 2.

    >>> dotted_path(("evidence", 0, "source")), dotted_path(("evidence", 1, "source"))
    ('evidence.source', 'evidence.2.source')
    """
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path if step != 0)


def parse_path(model: type[Record], text: str) -> Path:
    """The path in a record of the model that a dotted path means. Unknown names are kept: the decoder reports them."""
    part: type[Part] | None = model
    path: list[str | int] = []
    steps = text.split(".")
    for number, step in enumerate(steps):
        following = steps[number + 1] if number + 1 < len(steps) else None
        field = fields_of(part).get(step) if part is not None else None
        part = field.part if field is not None else part
        if path and isinstance(path[-1], str) and re.fullmatch(r"[1-9][0-9]?", step):
            path.append(int(step) - 1)
            continue
        path.append(step)
        if field is not None and field.layout.is_parts and following is not None and not following.isdigit():
            path.append(0)
    return tuple(path)


def with_value(values: Values, path: Path, value: Any) -> dict[str, Any]:
    """A copy of the values with a further value at the path.

    Raises ValueError if the path leads through a value without fields, skips a list item, or already has a value. Its
    text continues a sentence that begins with "the field".
    """
    result: dict[str, Any] = copy.deepcopy(dict(values))
    container: Any = result
    for step, following in zip(path, (*path[1:], None), strict=True):
        is_last = following is None
        if isinstance(step, int):
            if not isinstance(container, list) or step > len(container):
                raise ValueError("skips an item of a list")
            if step == len(container):
                container.append(value if is_last else {})
            elif is_last:
                raise ValueError("is given twice")
        elif not isinstance(container, dict):
            raise ValueError("is inside a field that is given as a whole")
        elif is_last:
            if step in container:
                raise ValueError("is given twice")
            container[step] = value
        else:
            container.setdefault(step, [] if isinstance(following, int) else {})
        container = container[step]
    return result


def field_problems(model: type[Record], values: Values) -> list[FieldProblem]:
    """The decoder's problems with the values, in their order, except for missing fields. Then the words for nothing.

    If a text contains forbidden characters, only these are reported.
    """
    forbidden = [FieldProblem(path, problem) for path, text in _texts(values) for problem in _text_problems(text)]
    if forbidden:
        return forbidden
    # JSON is YAML in which all text is quoted, so that only the values are judged and not the way they are written.
    parsed = parse(json.dumps(values, ensure_ascii=False).encode("utf-8"), "")
    refused = [
        FieldProblem(_path_at(parsed, problem), problem)
        for problem in decode(parsed, model, "").diagnostics
        if problem.code != "missing-field"
    ]  # fmt: skip
    return [*refused, *_no_values(model, values)]


def missing_fields(model: type[Record], values: Values) -> Iterator[MissingField]:
    """Yield the required fields without a value: those of the model in its order, then those that checks require."""
    yield from _missing_in_part(model, values, ())
    if model.kind_of_record is Kind.CLAIM:
        for path in _required_by_values(values):
            if value_at(values, path) is None:
                yield MissingField(path, field_at(model, path))


def _missing_in_part(model: type[Part], values: Values, path: Path) -> Iterator[MissingField]:
    for name, field in fields_of(model).items():
        field_path = (*path, name)
        for alternatives in model.one_of:
            if name == alternatives[0] and not Part.has_one_of(alternatives, values):
                yield MissingField(path, None, alternatives)
        if field_path != ("id",) and (name in values or field.is_required):
            yield from _missing_in_field(field, values.get(name), field_path)


def _missing_in_field(field: Field, value: Any, path: Path) -> Iterator[MissingField]:
    """Yield what is missing in a field that has a value or must have one."""
    if value is None:
        value = {FieldLayout.PART: {}, FieldLayout.PARTS: [{}]}.get(field.layout)
    if value is None:
        yield MissingField(path, field)
    elif field.part is not None and isinstance(value, Mapping):
        yield from _missing_in_part(field.part, value, path)
    elif field.part is not None and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _missing_in_part(field.part, field.part.as_mapping(item), (*path, number))


def _required_by_values(values: Values) -> Iterator[Path]:
    """Yield the fields that the other values of a claim make necessary, as the checks of a single claim require."""
    standing = values.get("standing")
    if values.get("date") == "undated" and standing != Standing.ENACTED:
        yield ("standing_reason",)
    if standing == Standing.ADMITTED and "standing_reason" not in values:
        yield ("attributed_to",)
    if standing == Standing.SUPERSEDED and "later_history" not in values:
        yield ("later_history", "effect")
        yield ("later_history", "text")
    if values.get("adverse_to"):
        yield ("reply", "status")
    details = {
        ReplyStatus.NOT_SOUGHT: ("reason",),
        ReplyStatus.REQUESTED: ("asked_of", "asked_on"),
        ReplyStatus.RECEIVED: ("text",),
        ReplyStatus.NO_ANSWER: ("asked_of", "asked_on", "due"),
    }.get(value_at(values, ("reply", "status")), ())
    for detail in details:
        yield ("reply", detail)


def value_at(values: Values, path: Path) -> Any:
    """The value at a path of field names, or None."""
    value: Any = values
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*path, name), name
            yield from _texts(inner, (*path, name))


def _no_values(model: type[Record], values: Values) -> Iterator[FieldProblem]:
    """Yield the words for nothing. The decoder reports unknown fields."""
    for path, text in _texts(values):
        if not is_word_for_nothing(text):
            continue
        try:
            field = field_at(model, path).of_text
        except KeyError:
            continue
        problem = no_value(field, path, text, Span(""))
        if problem is not None:
            yield FieldProblem(path, problem)


def _text_problems(text: str) -> list[Diagnostic]:
    return read_text(text.encode("utf-8", "surrogateescape"), "")[1]


def _path_at(parsed: Parsed, diagnostic: Diagnostic) -> Path:
    """The path of the value that a diagnostic points at, or of the field if it points at the name."""

    def paths(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
        yield path, node
        if isinstance(node, Sequence):
            for number, item in enumerate(node.items):
                yield from paths(item, (*path, number))
        elif not isinstance(node, Scalar):
            for name, (key, inner) in node.entries.items():
                yield (*path, name), key
                yield from paths(inner, (*path, name))

    if parsed.root is None:
        return ()
    places = reversed(list(paths(parsed.root, ())))
    return next((path for path, node in places if span_of(node, "") == diagnostic.span), ())
