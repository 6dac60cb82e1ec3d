"""The text of a new record, with unused fields as comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dossier.drafting.yaml_writer import WIDTH, scalar_lines
from dossier.model import Record
from dossier.model.fields import Field, FieldLayout, fields_of
from dossier.model.json_schema import FOLDER, file_name

# A record before its fields are decoded: text, lists and mappings.
Values = Mapping[str, Any]


def draft(model: type[Record], identifier: str, values: Values, *, depth: int = 0) -> str:
    """The text of a new record, with its final line break.

    `values` holds its fields as a YAML file would, with every scalar as text. `depth` is the number of folders between
    the folder of the kind and the file.

    A field with a value is written as YAML. Every other field is written as a comment: to use it, delete the `#` before
    its name. An explanation begins with `# ` and a space, as in the sample configuration of sshd. The first line is for
    yaml-language-server, which resolves the address of the schema relative to the file.
    """
    up = "../" * (depth + 2)
    lines = [f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(model.kind_of_record.value)}"]
    all_values = {"id": identifier, **values}
    for field in fields_of(model).values():
        lines.extend(["", *_field_lines(field, all_values.get(field.name))])
    return "\n".join(lines) + "\n"


def _field_lines(field: Field, value: Any) -> Iterator[str]:
    """Yield the lines of a field: its explanation, then its value or an outline as a comment."""
    yield from _explanation(field)
    if value is not None:
        yield from _value_lines(field, value)
    elif field.is_required:
        yield f"{field.name}:"
    else:
        yield from (f"#{line}" for line in _outline(field))


def _explanation(field: Field) -> Iterator[str]:
    yield from _comment(field.description)
    if field.terms and not field.layout.takes_term:  # its description names the terms
        yield from _comment(f"One of: {', '.join(field.terms)}.")


@cache
def _comment(text: str) -> tuple[str, ...]:
    """The lines of a comment. An import writes the same explanations thousands of times."""
    return tuple(f"# {line}" for line in textwrap.wrap(text, WIDTH - 2, break_on_hyphens=False))


def _value_lines(field: Field, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{field.name}:"
        yield from _indented(_part_lines(field, value))
    elif isinstance(value, str):
        yield from _scalar(f"{field.name}: ", value, field)
    elif not value:
        yield f"{field.name}: []"
    else:
        yield f"{field.name}:"
        for item in value:
            is_part = isinstance(item, Mapping)
            yield from _indented(_list_item(_part_lines(field, item)) if is_part else _scalar("- ", item, field))


def _scalar(before: str, text: str, field: Field) -> Iterator[str]:
    first, *further = scalar_lines(text, natural=field.is_date_or_number)
    yield before + first
    yield from _indented(further)


def _part_lines(field: Field, values: Values) -> Iterator[str]:
    """Yield the lines of a mapping. Fields with a value come first, because a list item must begin with a value."""
    for inner in sorted(field.fields, key=lambda inner: inner.name not in values):
        yield from _field_lines(inner, values.get(inner.name))


def _outline(field: Field) -> Iterator[str]:
    """Yield the lines of a field without its values."""
    yield f"{field.name}:"
    if field.layout in {FieldLayout.LIST, FieldLayout.LIST_OR_TERM}:
        yield "  -"
    elif field.layout is not FieldLayout.TEXT:
        lines: list[str] = []
        for inner in field.fields:
            lines.extend([*_explanation(inner), *_outline(inner)])
        yield from _indented(_list_item(lines) if field.layout.is_parts else lines)


def _list_item(lines: Iterator[str] | list[str]) -> Iterator[str]:
    """Yield the lines of a mapping as a list item, with a dash before the first line that is not a comment."""
    has_dash = False
    for line in lines:
        if has_dash or line.startswith("#"):
            yield f"  {line}" if has_dash else line
        else:
            yield f"- {line}"
            has_dash = True


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)
