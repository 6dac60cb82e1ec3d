"""Texts split at a separator, except inside braces and quotation marks."""

from __future__ import annotations


def split_outside_braces(text: str, separator: str) -> list[str]:
    """The parts of the text between separators outside of braces and of straight quotation marks around a part.

    >>> split_outside_braces("family={A, B}, given=C", ",")
    ['family={A, B}', ' given=C']
    """
    parts: list[str] = []
    depth, start, is_quoted = 0, 0, False
    for at, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0 and text[at - 1 : at] != "\\":
            is_quoted = not is_quoted
        elif char == separator and depth == 0 and not is_quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
