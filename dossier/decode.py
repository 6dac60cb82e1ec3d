"""Turn located nodes into a typed record, or into every problem of the file at once, in the author's own words.

pydantic validates; this module maps the location of each of its errors to the author's words, and rewrites its message.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from dossier.diagnostics import Diagnostic, Span
from dossier.identifiers import Kind
from dossier.nodes import Mapping, Node, Parsed, Scalar, Sequence, span_of
from dossier.records import MODELS, Record
from dossier.records.base import Part
from dossier.shape import one_of_rules, part_at, readings


@dataclass(frozen=True, slots=True)
class Decoded:
    """The record, or None where an error stands in the way; and all that is to be said of the file."""

    record: Record | None
    diagnostics: tuple[Diagnostic, ...]


def decode(parsed: Parsed, kind: Kind, path: str) -> Decoded:
    """Read a parsed file as a record of the kind.

    Returns the record only where neither the form of the file nor any field gave an error.
    """
    if parsed.root is None:
        return Decoded(None, tuple(parsed.diagnostics) or (_empty_file(path),))
    model = MODELS[kind]
    found = list(parsed.diagnostics)
    broken = {span_of(node, path) for node in parsed.broken}
    record: Record | None = None
    try:
        record = model.model_validate(parsed.plain)
    except ValidationError as error:
        words = _Words(model, parsed.root, path)
        for problem in error.errors(include_url=False):
            diagnostic = words.say(problem)
            if diagnostic.span not in broken:
                found.append(diagnostic)
    found.extend(_missing_alternatives(model, parsed, path))
    found.extend(_misread(kind, parsed, path))
    return Decoded(None if found else record, tuple(sorted(found, key=lambda one: one.sort_key)))


def _empty_file(path: str) -> Diagnostic:
    return Diagnostic("empty-file", "the file holds no record", Span(path), help="write the record, or delete the file")


def _misread(kind: Kind, parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    """Plain scalars in text fields that YAML tools read as a number, a date, a boolean or nothing."""
    natural = readings(kind)
    for key, scalar in parsed.suspects:
        if scalar.text and key not in natural:
            yield Diagnostic(
                "quote-this",
                f"other YAML tools read `{scalar.text}` as something else than text",
                span_of(scalar, path),
                help=f'write "{scalar.text}", with quotation marks',
            )


def _missing_alternatives(model: type[Record], parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    for steps, alternatives in one_of_rules(model):
        for plain, node in _at(steps, parsed.plain, parsed.root):
            if isinstance(plain, dict) and not any(name in plain for name in alternatives):
                names = " or ".join(f"`{name}`" for name in alternatives)
                yield Diagnostic(
                    "missing-field", f"one of {names} is missing", _head(node, path), help="add one of them"
                )


def _at(steps: tuple[str, ...], plain: Any, node: Any) -> Iterator[tuple[Any, Node]]:
    """Every value under a path of field names, lists taken item by item, with its node."""
    if isinstance(plain, list):
        for inner, item in zip(plain, node.items, strict=True):
            yield from _at(steps, inner, item)
    elif not steps:
        yield plain, node
    elif isinstance(plain, dict) and steps[0] in plain:
        yield from _at(steps[1:], plain[steps[0]], node.entries[steps[0]][1])


def _head(node: Node, path: str) -> Span:
    """Where something missing is shown: at the record's `id`, else at the first key of the mapping."""
    if isinstance(node, Mapping) and "id" in node.entries:
        return span_of(node.entries["id"][1], path)
    return span_of(node, path)


class _Words:
    """Puts pydantic's errors about one file into our words."""

    def __init__(self, model: type[Record], root: Mapping, path: str) -> None:
        self.model = model
        self.root = root
        self.path = path

    def say(self, problem: Any) -> Diagnostic:
        """The diagnostic for one pydantic error."""
        steps, node, parent, key = self._place(problem["loc"])
        name = next((step for step in reversed(steps) if isinstance(step, str)), "record")
        match problem["type"]:
            case "missing":
                return self._missing(steps, parent)
            case "extra_forbidden":
                return self._unknown_field(steps, key)
        span = span_of(node, self.path)
        if isinstance(node, Scalar) and not node.text.strip():
            help_ = "write a value, or remove the line"
            if problem["type"] in _LIST_ERRORS:
                help_ = f"list its items below, or write `{name}: []` where there are none"
            return Diagnostic("empty-field", f"`{name}` is empty", span, help=help_)
        match problem["type"]:
            case "enum":
                return self._unknown_value(steps, node, span)
            case "string_pattern_mismatch":
                message = f"`{name}` runs over several lines, or has white space at an end"
                return Diagnostic("not-one-line", message, span, help="write it on one line")
            case "string_type":
                return self._wrong_shape(name, node, span, "text")
            case code if code in _LIST_ERRORS:
                return self._wrong_shape(name, node, span, "a list")
            case code if code in _MAPPING_ERRORS:
                return self._wrong_shape(name, node, span, "a mapping")
            case code if "reason" in problem.get("ctx", {}):
                return Diagnostic(code, f"`{_shown(node)}` {problem['ctx']['reason']}", span, help=_HELP[code])
        raise AssertionError(problem["type"])

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
            "missing-field", f"`{name}` is missing", _head(parent, self.path), help=_how_to_add(part, name)
        )

    def _unknown_field(self, steps: list[int | str], key: Scalar | None) -> Diagnostic:
        name = str(steps[-1])
        part = part_at(self.model, tuple(step for step in steps[:-1] if isinstance(step, str)))
        near = difflib.get_close_matches(name, part.model_fields, n=1)
        help_ = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(part.model_fields)}"
        span = span_of(key, self.path) if key is not None else Span(self.path)
        return Diagnostic("unknown-field", f"no field is called `{name}`", span, help=help_)

    def _unknown_value(self, steps: list[int | str], node: Node, span: Span) -> Diagnostic:
        names = tuple(step for step in steps if isinstance(step, str))
        words = _vocabulary(part_at(self.model, names[:-1]), names[-1])
        if not isinstance(node, Scalar):
            return self._wrong_shape(names[-1], node, span, "text")
        near = difflib.get_close_matches(node.text, words, n=1)
        help_ = f"did you mean `{near[0]}`?" if near else "choose one of them"
        return Diagnostic("unknown-value", f"`{_shown(node)}` is not one of: {', '.join(words)}", span, help=help_)

    def _wrong_shape(self, name: str, node: Node, span: Span, wanted: str) -> Diagnostic:
        message = f"`{name}` is {_SHAPES[type(node)]} where {wanted} is wanted"
        return Diagnostic("wrong-shape", message, span, help=_SHAPE_HELP[wanted].format(name=name))


_LIST_ERRORS = frozenset({"tuple_type", "list_type", "union_tag_invalid"})
_MAPPING_ERRORS = frozenset({"model_type", "model_attributes_type", "dict_type"})
_SHAPES: dict[type, str] = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}
_SHAPE_HELP = {
    "text": "write text after `{name}:`",
    "a list": "begin each item below `{name}:` with `- `",
    "a mapping": "write `field: value` lines, indented under `{name}:`",
}
_HELP = {
    "unreadable-date": "write the date as year, year-month or year-month-day, as exactly as it is known",
    "unreadable-identifier": "copy the identifier from the name of the record's file",
    "unreadable-url": "copy the address from the browser, beginning with https://",
    "unreadable-number": "write digits only",
    "unreadable-code": "write the code in the form shown",
}


def _vocabulary(part: type[Part], name: str) -> list[str]:
    """The words a field may have, from its annotation."""
    return [word.value for kind in _enums(part.model_fields[name].annotation) for word in kind]


def _enums(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _enums(inner)


def _how_to_add(part: type[Part], name: str) -> str:
    words = _vocabulary(part, name)
    if words:
        return f"add `{name}:` and one of: {', '.join(words)}"
    description = (part.model_fields[name].description or "").rstrip(".")
    return f"add `{name}:` ({description[:1].lower()}{description[1:]})"


def _shown(node: Node) -> str:
    """The author's words, cut where they are long."""
    if not isinstance(node, Scalar):
        return _SHAPES[type(node)]
    text = " ".join(node.text.split())
    return text if len(text) <= 80 else f"{text[:77]}…"
