"""Typed values from located nodes, with a diagnostic for every problem.

pydantic validates. `field_problems` turns its errors into diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from dossier.diagnostics import Diagnostic, Span
from dossier.model.fields import fields_with_text, one_of_rules
from dossier.model.record import Part
from dossier.reading.comments import comments_after_text
from dossier.reading.field_problems import FieldDiagnostics, head_of
from dossier.reading.indentation import column_help
from dossier.reading.odd_spaces import odd_spaces_in_keys, odd_spaces_in_text
from dossier.reading.yaml_nodes import Node, Parsed, span_of

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Decoded(Generic[P]):
    """The decoded value (None if there was a problem) and all diagnostics of the file."""

    value: P | None
    diagnostics: tuple[Diagnostic, ...]


def decode(parsed: Parsed, model: type[P], path: str) -> Decoded[P]:
    """Decode a parsed file as a value of the model, such as a record.

    There is a value only if neither the structure of the file nor any field has a problem.
    """
    if parsed.root is None:
        problems = parsed.diagnostics or [_empty_file(path)]
        causes = [space for space in odd_spaces_in_text(parsed.text, path) if space.span.line <= problems[-1].span.line]
        return Decoded(None, tuple(causes or problems))
    diagnostics = list(parsed.diagnostics)
    already_reported = {span_of(node, path) for node in parsed.already_reported}
    value: P | None = None
    try:
        value = model.model_validate(parsed.plain)
    except ValidationError as error:
        field_diagnostics = FieldDiagnostics(model, parsed.root, path)
        found = field_diagnostics.diagnostics(error.errors(include_url=False))
        diagnostics.extend(diagnostic for diagnostic in found if diagnostic.span not in already_reported)
    diagnostics.extend(_missing_alternatives(model, parsed, path))
    diagnostics.extend(_unquoted_text(model, parsed, path))
    diagnostics.extend(_joined_items(parsed, path))
    if " #" in parsed.text or "\t#" in parsed.text:
        diagnostics.extend(comments_after_text(model, parsed.root, parsed.text.split("\n"), path))
    if diagnostics:
        # Such spaces change which words belong to which field. The other problems are most likely a consequence.
        diagnostics = odd_spaces_in_keys(parsed.root, path) or diagnostics
    in_order = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    return Decoded(None if diagnostics else value, tuple(in_order))


def _empty_file(path: str) -> Diagnostic:
    first = Span(path, 1, 1, 1, 2)
    return Diagnostic("empty-file", "the file holds nothing", first, help="write its fields, or delete the file")


def _unquoted_text(model: type[Part], parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each plain scalar in a text field that other YAML tools would not read as text."""
    text_fields = fields_with_text(model)
    for key, scalar in parsed.ambiguous_scalars:
        if scalar.text and key in text_fields:
            yield Diagnostic(
                "quote-this",
                f"other YAML tools would not read `{scalar.text}` as text",
                span_of(scalar, path),
                help=f'write "{scalar.text}", with quotation marks',
            )


def _joined_items(parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each line that was meant as a list item, but continues the text of the item above."""
    lines = parsed.text.split("\n") if parsed.wrapped_scalars else []
    for scalar in parsed.wrapped_scalars:
        for number in range(scalar.line + 1, scalar.end_line + 1):
            line = lines[number - 1]
            column = len(line) - len(line.lstrip(" ")) + 1
            if line[column - 1 :].startswith("- "):
                message = "`- ` continues the text above, because it is indented further than the field or item above"
                help_ = (
                    f"{column_help(parsed.text, number) or 'indent it less'}, or put quotation marks around the text"
                )
                yield Diagnostic("syntax", message, Span(path, number, column, number, column + 1), help_)


def _missing_alternatives(model: type[Part], parsed: Parsed, path: str) -> Iterator[Diagnostic]:
    for steps, alternatives in one_of_rules(model):
        for plain, node in _at(steps, parsed.plain, parsed.root):
            if isinstance(plain, dict) and not Part.has_one_of(alternatives, plain):
                *names, last = (described(alternative) for alternative in alternatives)
                listed = f"{', '.join(names)}{',' if len(names) > 1 else ''} or {last}"
                yield Diagnostic(
                    "missing-field", f"one of {listed} is required", head_of(node, path), help="add one of them"
                )


def described(alternative: str) -> str:
    """The fields of an alternative in words.

    >>> described("publication+volume")
    '`publication` with `volume`'
    """
    return " with ".join(f"`{name}`" for name in alternative.split("+"))


def _at(steps: tuple[str, ...], plain: Any, node: Any) -> Iterator[tuple[Any, Node]]:
    """Yield each value at a path of field names, with its node. Lists are followed item by item."""
    if isinstance(plain, list):
        for inner, item in zip(plain, node.items, strict=True):
            yield from _at(steps, inner, item)
    elif not steps:
        yield plain, node
    elif isinstance(plain, dict) and steps[0] in plain:
        yield from _at(steps[1:], plain[steps[0]], node.entries[steps[0]][1])
