"""Typed records from located nodes, with a diagnostic for every problem.

pydantic validates. `field_problems` turns its errors into diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dossier.diagnostics import Diagnostic, Span
from dossier.model import MODELS, Record
from dossier.model.identifiers import Kind
from dossier.model.introspection import date_and_number_fields, one_of_rules
from dossier.reading.field_problems import FieldDiagnostics, head_of
from dossier.reading.yaml_nodes import Node, Parsed, span_of


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded record (None if there was a problem) and all diagnostics of the file."""

    record: Record | None
    diagnostics: tuple[Diagnostic, ...]


def decode(parsed: Parsed, kind: Kind, path: str) -> Decoded:
    """Decode a parsed file as a record of the kind.

    There is a record only if neither the structure of the file nor any field has a problem.
    """
    if parsed.root is None:
        return Decoded(None, tuple(parsed.diagnostics) or (_empty_file(path),))
    model = MODELS[kind]
    diagnostics = list(parsed.diagnostics)
    already_reported = {span_of(node, path) for node in parsed.already_reported}
    record: Record | None = None
    try:
        record = model.model_validate(parsed.plain)
    except ValidationError as error:
        field_diagnostics = FieldDiagnostics(model, parsed.root, path)
        for details in error.errors(include_url=False):
            diagnostic = field_diagnostics.diagnostic(details)
            if diagnostic.span not in already_reported:
                diagnostics.append(diagnostic)
    diagnostics.extend(_missing_alternatives(model, parsed, path))
    diagnostics.extend(_unquoted_text(kind, parsed, path))
    in_order = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    return Decoded(None if diagnostics else record, tuple(in_order))


def _empty_file(path: str) -> Diagnostic:
    return Diagnostic("empty-file", "the file holds no record", Span(path), help="write the record, or delete the file")


def _unquoted_text(kind: Kind, parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each plain scalar in a text field that other YAML tools would not read as text."""
    typed_fields = date_and_number_fields(kind)
    for key, scalar in parsed.ambiguous_scalars:
        if scalar.text and key not in typed_fields:
            yield Diagnostic(
                "quote-this",
                f"other YAML tools would not read `{scalar.text}` as text",
                span_of(scalar, path),
                help=f'write "{scalar.text}", with quotation marks',
            )


def _missing_alternatives(model: type[Record], parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    for steps, alternatives in one_of_rules(model):
        for plain, node in _at(steps, parsed.plain, parsed.root):
            if isinstance(plain, dict) and not any(name in plain for name in alternatives):
                names = ", ".join(f"`{name}`" for name in alternatives)
                yield Diagnostic(
                    "missing-field", f"one of {names} is required", head_of(node, path), help="add one of them"
                )


def _at(steps: tuple[str, ...], plain: Any, node: Any) -> Iterator[tuple[Any, Node]]:
    """Yield each value at a path of field names, with its node. Lists are followed item by item."""
    if isinstance(plain, list):
        for inner, item in zip(plain, node.items, strict=True):
            yield from _at(steps, inner, item)
    elif not steps:
        yield plain, node
    elif isinstance(plain, dict) and steps[0] in plain:
        yield from _at(steps[1:], plain[steps[0]], node.entries[steps[0]][1])
