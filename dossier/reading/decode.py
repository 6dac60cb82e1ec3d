"""Turn located nodes into a typed record, or into every problem of the file at once, in the author's own words.

pydantic validates; `field_errors` puts what it finds into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dossier.diagnostics import Diagnostic, Span
from dossier.model import MODELS, Record
from dossier.model.identifiers import Kind
from dossier.model.introspection import one_of_rules, readings
from dossier.reading.field_problems import FieldErrors, head_of
from dossier.reading.yaml_nodes import Node, Parsed, span_of


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
        words = FieldErrors(model, parsed.root, path)
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
                names = ", ".join(f"`{name}`" for name in alternatives)
                yield Diagnostic(
                    "missing-field", f"none of {names} is there", head_of(node, path), help="add one of them"
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
