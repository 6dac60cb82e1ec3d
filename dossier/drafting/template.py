"""Turn the first values of a new record into its file: the values, and a comment for everything that may be added."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.drafting.yaml_writer import WIDTH, scalar
from dossier.model import MODELS
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldInfo, FieldLayout, shapes
from dossier.model.record import Part

# What a record holds before its fields are read: text, lists and mappings.
Values = Mapping[str, Any]

SCHEMAS = "schemas"


def draft(kind: Kind, identifier: str, values: Values, *, depth: int = 0) -> str:
    """The text of a new record, with its final line break.

    `values` holds its fields as a YAML file would, all scalars being text; `depth` is the number of folders between the
    folder of the kind and the file. A field given stands as a line of YAML; one that is not stands as a comment: to use
    it, delete the `#` before its name. What explains a field is set off by `# ` with a space, as in a sample of sshd's
    configuration. The first line is for yaml-language-server, which reads it as an address relative to the file.
    """
    up = "../" * (depth + 2)
    lines = [f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind.value}.schema.json"]
    given = {"id": identifier, **values}
    for name, shape in shapes(MODELS[kind]).items():
        lines.extend(["", *_field(name, shape, given.get(name))])
    return "\n".join(lines) + "\n"


def _field(name: str, shape: FieldInfo, value: Any) -> Iterator[str]:
    """Yield the lines of one field: what it is, then its value or, as a comment, how to write one."""
    yield from _explanation(shape)
    if value is not None:
        yield from _given(name, shape, value)
    elif shape.is_required:
        yield f"{name}:"
    else:
        yield from (f"#{line}" for line in _outline(name, shape))


def _explanation(shape: FieldInfo) -> Iterator[str]:
    yield from _comment(shape.description)
    if shape.words and shape.form is not FieldLayout.PARTS_OR_WORD:  # whose description names the words
        yield from _comment(f"One of: {', '.join(shape.words)}.")


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, WIDTH - 2, break_on_hyphens=False)]


def _given(name: str, shape: FieldInfo, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{name}:"
        yield from _indented(_part(shape, value))
    elif isinstance(value, str):
        yield from _scalar(f"{name}: ", value, shape)
    elif not value:
        yield f"{name}: []"
    else:
        yield f"{name}:"
        for one in value:
            yield from _indented(_item(_part(shape, one)) if isinstance(one, Mapping) else _scalar("- ", one, shape))


def _scalar(before: str, text: str, shape: FieldInfo) -> Iterator[str]:
    first, *further = scalar(text, natural=shape.is_natural)
    yield before + first
    yield from _indented(further)


def _part(shape: FieldInfo, values: Values) -> Iterator[str]:
    """Yield the fields of a mapping, those given first: a list's item begins with one."""
    fields = shapes(_inner(shape))
    for name in sorted(fields, key=lambda one: one not in values):
        yield from _field(name, fields[name], values.get(name))


def _outline(name: str, shape: FieldInfo) -> Iterator[str]:
    """Yield the lines of a field that waits for its values."""
    yield f"{name}:"
    if shape.form is FieldLayout.LIST:
        yield "  -"
    elif shape.form is not FieldLayout.TEXT:
        inner: list[str] = []
        for one, field in shapes(_inner(shape)).items():
            inner.extend([*_explanation(field), *_outline(one, field)])
        yield from _indented(_item(inner) if shape.form.is_parts else inner)


def _item(lines: Iterator[str] | list[str]) -> Iterator[str]:
    """Yield the lines of a mapping as an item of a list: a dash before the first that is no comment."""
    begun = False
    for line in lines:
        if begun or line.startswith("#"):
            yield f"  {line}" if begun else line
        else:
            yield f"- {line}"
            begun = True


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _inner(shape: FieldInfo) -> type[Part]:
    if shape.part is None:
        raise ValueError("a field of text has no fields inside")
    return shape.part
