"""Spaces that YAML does not read as spaces, and spaces around values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from dossier.diagnostics import Diagnostic, Span
from dossier.reading.text import named
from dossier.reading.yaml_nodes import Node, Scalar, Sequence, span_of

# The spaces of Unicode 16 (category Zs), except the ordinary space.
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_ODD}]")
# The indentation and the dashes of a line, and the white space around the colon of a field.
_STRUCTURE = re.compile(
    rf"^(?:[ {_ODD}]|-(?=[ {_ODD}]))*(?:[a-z_]+[ {_ODD}]*:[ {_ODD}]+)?|[{{,][ {_ODD}]*[a-z_]+[ {_ODD}]*:[ {_ODD}]+"
)
_MAX_DIAGNOSTICS = 10


def odd_spaces_in_text(text: str, path: str) -> list[Diagnostic]:
    """A diagnostic for each odd space in the structure of a text that is not YAML, up to ten of them."""
    if text.isascii():
        return []
    found = (problem for number, line in enumerate(text.split("\n"), 1) for problem in _in_line(line, number, path))
    return list(islice(found, _MAX_DIAGNOSTICS))


def odd_spaces_in_keys(node: Node, path: str) -> list[Diagnostic]:
    """A diagnostic for each key with an odd space, which its author meant as indentation or as the end of the key."""
    if isinstance(node, Sequence):
        return [problem for item in node.items for problem in odd_spaces_in_keys(item, path)]
    if isinstance(node, Scalar):
        return []
    found = []
    for key, value in node.entries.values():
        odd = _ODD_SPACE.search(key.text)
        if odd is not None:
            found.append(_not_a_space(odd.group(), _place(key, odd.start(), path)))
        found.extend(odd_spaces_in_keys(value, path))
    return found


def edge_space(node: Scalar, path: str) -> tuple[str, Span] | None:
    """White space at the beginning or end of a value on one line, in words, with its place. None if there is none."""
    text = node.text
    inner = text.strip()
    if inner == text or not inner or "\n" in text:
        return None
    is_first = text[0].isspace()
    position = 0 if is_first else text.rindex(inner) + len(inner)
    name = "a space" if text[position] == " " else f"the character {named(text[position])}"
    return f"{name} at its {'beginning' if is_first else 'end'}", _place(node, position, path)


def _in_line(line: str, number: int, path: str) -> Iterator[Diagnostic]:
    if _ODD_SPACE.search(line):
        for part in _STRUCTURE.finditer(line):
            odd = _ODD_SPACE.search(part.group())
            if odd is not None:
                column = part.start() + odd.start() + 1
                yield _not_a_space(odd.group(), Span(path, number, column, number, column + 1))


def _place(node: Scalar, position: int, path: str) -> Span:
    """The place of a character of a scalar, or the whole scalar if quotation marks may hide its place."""
    column = node.column + position
    return Span(path, node.line, column, node.line, column + 1) if node.plain else span_of(node, path)


def _not_a_space(character: str, span: Span) -> Diagnostic:
    message = f"the character {named(character)} looks like a space, but YAML does not read it as a space"
    return Diagnostic("syntax", message, span, help="delete it, and type a space instead")
