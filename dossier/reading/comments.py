"""Diagnostics for comments that cut plain text short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.diagnostics import Diagnostic, Span
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, fields_of
from dossier.model.record import Part
from dossier.reading import yaml_nodes
from dossier.reading.quotation_marks import OPENING
from dossier.reading.text import shortened
from dossier.reading.yaml_nodes import Mapping, Node, Scalar

_HELP = "put quotation marks around the whole text; give a comment a line of its own, indented like the field"
_STRAIGHT_HELP = 'write straight quotation marks, `"`, around the whole text'


def comments_after_text(model: type[Part], root: Mapping, lines: Sequence[str], path: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each comment right after plain text in a text field of the model.

    `lines` are the lines of the file. A comment on the next line counts if it is indented like more of the text.
    """
    fields = fields_of(model)
    for name, (_, node) in root.entries.items():
        if name in fields:
            yield from _comments_in(fields[name], node, root.column, lines, path)


def _comments_in(field: Field, node: Node, column: int, lines: Sequence[str], path: str) -> Iterator[Diagnostic]:
    """Yield the comments in the value of a field. `column` is that of the collection which holds the value."""
    if isinstance(node, yaml_nodes.Sequence):
        for item in node.items:
            yield from _comments_in(field, item, node.column, lines, path)
    elif isinstance(node, Mapping):
        if field.part is not None:
            yield from comments_after_text(field.part, node, lines, path)
    elif field.of_text.value_type is ValueType.TEXT and node.plain and node.text:
        span = _comment(node, column, lines, path)
        if span is not None:
            comment = shortened(lines[span.line - 1][span.column - 1 :])
            message = f"`{comment}` is a comment for YAML, so the text ends before it"
            help_ = _STRAIGHT_HELP if node.text[0] in OPENING else _HELP
            yield Diagnostic("comment-after-text", message, span, help=help_)


def _comment(node: Scalar, column: int, lines: Sequence[str], path: str) -> Span | None:
    """The place of the comment after a plain scalar, on the same line or further right on the next, or None."""
    rest = lines[node.end_line - 1][node.end_column - 1 :].rstrip()
    line, offset = node.end_line, node.end_column - 1
    if not rest and node.end_line < len(lines):
        rest, line, offset = lines[node.end_line].rstrip(), node.end_line + 1, 0
        if len(rest) - len(rest.lstrip()) < column:
            return None
    if not rest.lstrip().startswith("#"):
        return None
    begin = offset + len(rest) - len(rest.lstrip())
    return Span(path, line, begin + 1, line, offset + len(rest) + 1)
