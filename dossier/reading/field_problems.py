"""Diagnostics for pydantic's errors, placed at the author's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from pydantic_core import ErrorDetails

from dossier.diagnostics import Diagnostic, Span
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, FieldLayout, field_at, fields_of, part_at
from dossier.model.identifiers import number_of
from dossier.model.record import Part
from dossier.model.source import Author
from dossier.reading.no_value import how_to_remove, is_word_for_nothing
from dossier.reading.odd_spaces import edge_space
from dossier.reading.quotation_marks import is_enclosed
from dossier.reading.text import shortened
from dossier.reading.value_help import author_help, help_for_value, nearest
from dossier.reading.yaml_nodes import Mapping, Node, Scalar, Sequence, span_of


def head_of(node: Node, path: str) -> Span:
    """The place at which a missing field is reported: the `id` of a record, or else the first key of the mapping."""
    if isinstance(node, Mapping) and "id" in node.entries:
        return span_of(node.entries["id"][1], path)
    return span_of(node, path)


class FieldDiagnostics:
    """Makes diagnostics of pydantic's errors in a file."""

    def __init__(self, model: type[Part], root: Mapping, path: str) -> None:
        self.model = model
        self.root = root
        self.path = path

    def diagnostics(self, errors: Iterable[ErrorDetails]) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each mistake. A misspelt name of a required field is one mistake, but two errors."""
        errors = list(errors)
        misspelt = {
            (*steps[:-1], near)
            for error in errors
            if error["type"] == "extra_forbidden"
            and (near := self._similar_field(steps := self._find(error)[0])) is not None
        }
        for error in errors:
            if error["type"] != "missing" or tuple(self._find(error)[0]) not in misspelt:
                yield self._diagnostic(error)

    def _diagnostic(self, error: ErrorDetails) -> Diagnostic:
        steps, node, parent, key = self._find(error)
        if error["type"] == "missing":
            return self._missing_field(steps, parent)
        if error["type"] == "extra_forbidden":
            return self._unknown_field(steps, key)
        problem = self._refused_value(error, steps, node)
        return self._explained(problem, steps, node) if isinstance(node, Scalar) else problem

    def _refused_value(self, error: ErrorDetails, steps: list[int | str], node: Node) -> Diagnostic:
        value, span = _ValueName.of(steps), span_of(node, self.path)
        if isinstance(node, Scalar) and not node.text.strip():
            return _empty_field(value, span, wants_list=error["type"] in _LIST_ERRORS)
        if error["type"] == "enum" and isinstance(node, Scalar):
            return self._unknown_value(steps, node)
        return _wrong_value(error, value, node, span, self._field(steps))

    def _explained(self, problem: Diagnostic, steps: list[int | str], node: Scalar) -> Diagnostic:
        """The problem of a value, with better words if its cause is the same in every field."""
        edge = edge_space(node, self.path)
        if edge is not None:
            what, span = edge
            return replace(problem, message=f"{_ValueName.of(steps).name} has {what}", span=span, help="delete it")
        if steps == ["id"] and problem.code == "unreadable-identifier":
            name = self.path.rpartition("/")[2].removesuffix(".yaml")
            return replace(problem, help=f"write `id: {name}`, as the file is named")
        if is_enclosed(node.text):
            message = f"`{node.text[0]}` is not a quotation mark for YAML, so it is a part of `{shortened(node.text)}`"
            return replace(problem, message=message, help="remove these marks")
        field = self._field(steps)
        if field is not None and is_word_for_nothing(node.text):
            return replace(problem, help=_help_for_nothing(field, steps, problem.help))
        if field is not None and field.part is Author and not problem.help.startswith(_GUESS):
            return replace(problem, help=author_help(node.text))
        return problem

    def _field(self, steps: list[int | str]) -> Field | None:
        """The field that has, or whose list has, the value at a path. None at the root."""
        names = [step for step in steps if isinstance(step, str)]
        return fields_of(part_at(self.model, names[:-1])).get(names[-1]) if names else None

    def _similar_field(self, steps: list[int | str]) -> str | None:
        """The name of the field that the author of an unknown field most likely meant, or None."""
        part = part_at(self.model, steps[:-1])
        return nearest(shortened(str(steps[-1])), part.model_fields)

    def _find(self, error: ErrorDetails) -> tuple[list[int | str], Node, Node, Scalar | None]:
        """The steps of a location that exist in the file, the node at its end, the parent of that node, and its key.

        pydantic's locations also contain tags of unions. They have no node, so they are skipped. Only the name of a
        missing field is kept.
        """
        loc = error["loc"]
        steps: list[int | str] = []
        node: Node = self.root
        parent: Node = self.root
        key: Scalar | None = None
        for index, step in enumerate(loc):
            if isinstance(step, str) and isinstance(node, Mapping) and step in node.entries:
                parent = node
                key, node = node.entries[step]
            elif isinstance(step, int) and isinstance(node, Sequence) and step < len(node.items):
                parent, node = node, node.items[step]
            elif index < len(loc) - 1 or error["type"] != "missing" or isinstance(node, Sequence | Scalar):
                continue
            else:
                parent = node
            steps.append(step)
        return steps, node, parent, key

    def _missing_field(self, steps: list[int | str], parent: Node) -> Diagnostic:
        field = field_at(self.model, steps)
        message = f"`{field.name}` is missing"
        return Diagnostic("missing-field", message, head_of(parent, self.path), help=_how_to_add(field))

    def _unknown_field(self, steps: list[int | str], key: Scalar | None) -> Diagnostic:
        name = str(steps[-1])
        part = part_at(self.model, steps[:-1])
        near = self._similar_field(steps)
        help_ = f"{_GUESS} `{near}`?" if near else f"use one of: {', '.join(part.model_fields)}"
        span = span_of(key, self.path) if key is not None else Span(self.path)
        return Diagnostic("unknown-field", f"no field is called `{shortened(name)}`", span, help=help_)

    def _unknown_value(self, steps: list[int | str], node: Scalar) -> Diagnostic:
        field = field_at(self.model, steps)
        near = nearest(shortened(node.text), field.terms)
        choice = "choose one of them" if field.layout is FieldLayout.TEXT else "choose one of them, or write a list"
        if field.part is not None:
            choice += f" whose items begin with `- ` and have {_fields_in_words(field.part)}"
        if field.layout is not FieldLayout.TEXT and number_of(node.text) is not None:
            choice = f"write it as a list: `[{node.text}]`"
        help_ = f"{_GUESS} `{near}`?" if near else choice
        refusal = "is not one of" if field.layout is FieldLayout.TEXT else "is neither a list nor one of"
        message = f"`{shortened(node.text)}` {refusal}: {', '.join(field.terms)}"
        return Diagnostic("unknown-value", message, span_of(node, self.path), help=help_)


class _ValueName(NamedTuple):
    """The name of a value in a message, and the text that its author writes before it."""

    name: str
    prefix: str

    @classmethod
    def of(cls, steps: list[int | str]) -> _ValueName:
        """The name of the value at a path of field names and list positions."""
        name = next((step for step in reversed(steps) if isinstance(step, str)), "record")
        if steps and isinstance(steps[-1], int):
            return cls(f"an item of `{name}`", "- ")
        return cls(f"`{name}`", f"{name}:")


def _empty_field(value: _ValueName, span: Span, *, wants_list: bool) -> Diagnostic:
    help_ = "write a value, or remove the line"
    if wants_list:
        help_ = f"list its items below, or write `{value.prefix} []` if there are none"
    return Diagnostic("empty-field", f"{value.name} is empty", span, help=help_)


def _wrong_value(error: ErrorDetails, value: _ValueName, node: Node, span: Span, field: Field | None) -> Diagnostic:
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        message = f"{value.name} has several lines, or white space at its beginning or end"
        return Diagnostic("not-one-line", message, span, help="write it on one line, without white space around it")
    expected = next((shape for shape, kinds in _EXPECTED.items() if kind in kinds), None)
    if expected is not None:
        part = None if field is None else field.part
        or_text = "text or " if part is not None and part.short_form is not None else ""
        wanted = f"{or_text}{expected}" if expected == "a group of fields" else expected
        message = f"{value.name} is {_SHAPES[type(node)]}, but must be {wanted}"
        help_ = _SHAPE_HELP[expected].format(value.prefix)
        if part is not None and expected != "text":
            help_ = f"{help_}, with {or_text if expected == 'a list' else ''}{_fields_in_words(part)}"
        return Diagnostic("wrong-shape", message, span, help=help_)
    # The error comes from the field type, with the code as its type and the reason as its context.
    reason = error["ctx"]["reason"]
    guess = help_for_value(kind, node.text, reason) if isinstance(node, Scalar) else None
    return Diagnostic(
        kind, f"`{_shown(node)}` {reason}", span, help=guess or _HELP_BY_REASON.get(reason) or _HELP[kind]
    )


_GUESS = "did you mean"
_LIST_ERRORS = frozenset({"tuple_type", "list_type", "union_tag_invalid"})
_EXPECTED = {
    "text": frozenset({"string_type", "enum"}),
    "a list": _LIST_ERRORS,
    "a group of fields": frozenset({"model_type", "model_attributes_type", "dict_type"}),
}
_SHAPES: dict[type, str] = {Scalar: "text", Sequence: "a list", Mapping: "a group of fields"}
_SHAPE_HELP = {
    "text": "write text after `{}`",
    "a list": "begin each item below `{}` with `- `",
    "a group of fields": "write `field: value` lines with equal indentation after `{}`",
}
_HELP = {
    "unreadable-date": "write the date as year, year-month or year-month-day, as exactly as it is known",
    "unreadable-identifier": "copy the identifier from the name of the record's file",
    "unreadable-url": "copy the address from the browser, beginning with https://",
    "unreadable-number": "write digits only, with a point before decimals",
    "unreadable-code": "write the code in the form shown",
}
# Better help for some of the reasons that the field types give.
_HELP_BY_REASON = {
    "is not a date or interval such as 2021-05-27, 2021 or 2019-10/2020-02": (
        "write year, year-month or year-month-day, as exactly as it is known, and `/` between two dates"
    ),
    "is not a full date such as 2026-11-23": "write year, month and day",
    "is not a day of the calendar": "check the day in a calendar",
    "is an interval that ends before it begins": "write the earlier date first",
    "is neither a time in UTC such as 2026-11-23T09:30:00Z nor `not known`": "write the time with its final Z",
    "is not a whole number such as 5764": "write digits only",
    "is not a number of degrees such as 51.507222 or -0.1275": (
        "write decimal degrees with a point, at most six decimals, and a minus sign for south and west"
    ),
    "is more than 180 degrees": "write a latitude between -90 and 90, and a longitude between -180 and 180",
    "has more than 15 digits, and other programs would round it": "round it, and give the exact number in the text",
    "has a host that is not a public domain name": "use `official_id` or `unpublished` if it is not public",
}


def _help_for_nothing(field: Field, steps: list[int | str], help_: str) -> str:
    """The help for a word for nothing, which the field at this path refuses with this help."""
    if help_.startswith(_GUESS):
        return help_
    removal = how_to_remove(field, steps)
    if removal is not None:
        return f"{removal}, or {help_}"
    is_choice = field.layout is FieldLayout.TEXT and field.value_type in {ValueType.WORD, ValueType.IDENTIFIER}
    return help_ if is_choice else f"write {field.phrase}"


def _fields_in_words(part: type[Part]) -> str:
    """The fields of a mapping, the required ones first: "the field `status` and if needed `reason`"."""
    fields = fields_of(part).values()
    required = [f"`{field.name}`" for field in fields if field.is_required]
    optional = [f"`{field.name}`" for field in fields if not field.is_required]
    if not required:
        return f"fields such as {', '.join(optional)}"
    noun = "the field" if len(required) == 1 else "the fields"
    further = f" and if needed {', '.join(optional)}" if optional else ""
    return f"{noun} {', '.join(required)}{further}"


def _how_to_add(field: Field) -> str:
    if field.terms and field.layout is FieldLayout.TEXT:
        return f"add `{field.name}:` and one of: {', '.join(field.terms)}"
    return f"add `{field.name}:` ({field.phrase})"


def _shown(node: Node) -> str:
    """The author's text, cut if it is long, or the shape of a list or mapping."""
    if not isinstance(node, Scalar):
        return _SHAPES[type(node)]
    return shortened(node.text)
