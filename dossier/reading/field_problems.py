"""Turn pydantic's errors about one file into diagnostics: at the author's own words, in ours."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from dossier.diagnostics import Diagnostic, Span
from dossier.model import Record
from dossier.model.introspection import part_at
from dossier.model.record import Part
from dossier.reading.text import shown
from dossier.reading.yaml_nodes import Mapping, Node, Scalar, Sequence, span_of


def head_of(node: Node, path: str) -> Span:
    """Where something missing is shown: at the record's `id`, else at the first key of the mapping."""
    if isinstance(node, Mapping) and "id" in node.entries:
        return span_of(node.entries["id"][1], path)
    return span_of(node, path)


class FieldErrors:
    """Puts pydantic's errors about one file into our words."""

    def __init__(self, model: type[Record], root: Mapping, path: str) -> None:
        self.model = model
        self.root = root
        self.path = path

    def say(self, problem: ErrorDetails) -> Diagnostic:
        """The diagnostic for one pydantic error."""
        steps, node, parent, key = self._place(problem["loc"])
        if problem["type"] == "missing":
            return self._missing(steps, parent)
        if problem["type"] == "extra_forbidden":
            return self._unknown_field(steps, key)
        what = _Subject.of(steps)
        if isinstance(node, Scalar) and not node.text.strip():
            return _empty(what, span_of(node, self.path), wants_list=problem["type"] in _LIST_ERRORS)
        if problem["type"] == "enum" and isinstance(node, Scalar):
            return self._unknown_value(steps, node)
        return _value(problem, what, node, span_of(node, self.path))

    def _place(self, loc: tuple[int | str, ...]) -> tuple[list[int | str], Node, Node, Scalar | None]:
        """The steps of a location that exist in the file, the node there, the node above, and its key.

        pydantic's locations also hold the tags of unions, which no node answers to: they are passed over.
        """
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
            elif index < len(loc) - 1 or isinstance(node, Sequence | Scalar):
                continue
            else:
                parent = node
            steps.append(step)
        return steps, node, parent, key

    def _missing(self, steps: list[int | str], parent: Node) -> Diagnostic:
        name = str(steps[-1])
        part = part_at(self.model, tuple(step for step in steps[:-1] if isinstance(step, str)))
        return Diagnostic(
            "missing-field", f"`{name}` is missing", head_of(parent, self.path), help=_how_to_add(part, name)
        )

    def _unknown_field(self, steps: list[int | str], key: Scalar | None) -> Diagnostic:
        name = str(steps[-1])
        part = part_at(self.model, tuple(step for step in steps[:-1] if isinstance(step, str)))
        near = difflib.get_close_matches(shown(name), part.model_fields, n=1)
        help_ = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(part.model_fields)}"
        span = span_of(key, self.path) if key is not None else Span(self.path)
        return Diagnostic("unknown-field", f"no field is called `{shown(name)}`", span, help=help_)

    def _unknown_value(self, steps: list[int | str], node: Scalar) -> Diagnostic:
        names = tuple(step for step in steps if isinstance(step, str))
        part = part_at(self.model, names[:-1])
        words = _vocabulary(part, names[-1])
        near = difflib.get_close_matches(shown(node.text), words, n=1)
        other = "choose one of them" if _is_closed(part, names[-1]) else "choose one of them, or write a list"
        help_ = f"did you mean `{near[0]}`?" if near else other
        message = f"`{shown(node.text)}` is not one of: {', '.join(words)}"
        return Diagnostic("unknown-value", message, span_of(node, self.path), help=help_)


class _Subject(NamedTuple):
    """What a message calls the place of a value, and what its author wrote before it."""

    name: str
    before: str

    @classmethod
    def of(cls, steps: list[int | str]) -> _Subject:
        """The subject at a path of fields and list positions."""
        name = next((step for step in reversed(steps) if isinstance(step, str)), "record")
        if steps and isinstance(steps[-1], int):
            return cls(f"an item of `{name}`", "- ")
        return cls(f"`{name}`", f"{name}:")


def _empty(what: _Subject, span: Span, *, wants_list: bool) -> Diagnostic:
    help_ = "write a value, or remove the line"
    if wants_list:
        help_ = f"list its items below, or write `{what.before} []` where there are none"
    return Diagnostic("empty-field", f"{what.name} is empty", span, help=help_)


def _value(problem: ErrorDetails, what: _Subject, node: Node, span: Span) -> Diagnostic:
    kind = problem["type"]
    if kind == "string_pattern_mismatch":
        message = f"{what.name} runs over several lines, or has white space at an end"
        return Diagnostic("not-one-line", message, span, help="write it on one line")
    wanted = next((wanted for wanted, kinds in _WANTED.items() if kind in kinds), None)
    if wanted is not None:
        message = f"{what.name} is {_SHAPES[type(node)]} where {wanted} is wanted"
        return Diagnostic("wrong-shape", message, span, help=_SHAPE_HELP[wanted].format(what.before))
    # A type of ours: dossier.records.fields gives the code and the reason.
    reason = problem["ctx"]["reason"]
    return Diagnostic(kind, f"`{_shown(node)}` {reason}", span, help=_HELP_BY_REASON.get(reason) or _HELP[kind])


_LIST_ERRORS = frozenset({"tuple_type", "list_type", "union_tag_invalid"})
_WANTED = {
    "text": frozenset({"string_type", "enum"}),
    "a list": _LIST_ERRORS,
    "a mapping": frozenset({"model_type", "model_attributes_type", "dict_type"}),
}
_SHAPES: dict[type, str] = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}
_SHAPE_HELP = {
    "text": "write text after `{}`",
    "a list": "begin each item below `{}` with `- `",
    "a mapping": "write `field: value` lines, indented alike, after `{}`",
}
_HELP = {
    "unreadable-date": "write the date as year, year-month or year-month-day, as exactly as it is known",
    "unreadable-identifier": "copy the identifier from the name of the record's file",
    "unreadable-url": "copy the address from the browser, beginning with https://",
    "unreadable-number": "write digits only",
    "unreadable-code": "write the code in the form shown",
}
# Where the reason, as dossier.dates and dossier.records.fields word it, calls for a better remedy than the code's.
_HELP_BY_REASON = {
    "is not a full date such as 2026-11-23": "write year, month and day",
    "is no day of the calendar": "look the day up again",
    "is an interval that ends before it begins": "write the earlier date first",
    "is neither a time in UTC such as 2026-11-23T09:30:00Z nor `not known`": "write the time with its final Z",
    "has a host that is not a public domain name": "use `official_id` or `unpublished` for what is not public",
}


def _vocabulary(part: type[Part], name: str) -> list[str]:
    """The words a field may have, from its annotation."""
    return [word.value for kind in _enums(part.model_fields[name].annotation) for word in kind]


def _is_closed(part: type[Part], name: str) -> bool:
    """Whether a field has a word of its vocabulary and nothing else."""
    annotation = part.model_fields[name].annotation
    kinds = [kind for kind in getattr(annotation, "__args__", (annotation,)) if kind is not type(None)]
    return all(isinstance(kind, type) and issubclass(kind, StrEnum) for kind in kinds)


def _enums(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _enums(inner)


def _how_to_add(part: type[Part], name: str) -> str:
    words = _vocabulary(part, name)
    if words and _is_closed(part, name):
        return f"add `{name}:` and one of: {', '.join(words)}"
    description = (part.model_fields[name].description or "").rstrip(".")
    return f"add `{name}:` ({description[:1].lower()}{description[1:]})"


def _shown(node: Node) -> str:
    """The author's words, cut where they are long."""
    if not isinstance(node, Scalar):
        return _SHAPES[type(node)]
    return shown(node.text)
