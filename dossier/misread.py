"""Which plain scalars YAML tools take for something else than text."""

from __future__ import annotations

import re

# What YAML 1.1 or 1.2 takes for a null, a boolean or a merge.
_WORDS = frozenset(
    form
    for word in ("", "~", "<<", "=", "null", "y", "n", "yes", "no", "true", "false", "on", "off")
    for form in (word, word.capitalize(), word.upper())
)
# What they take for a number (sexagesimal too) or a date.
_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*"
)
_BEGINS_NUMBER = frozenset("0123456789+-.")


def is_misread(text: str) -> bool:
    """Whether some YAML tool reads the plain scalar as something else than text.

    >>> is_misread("NO"), is_misread("1:23:45"), is_misread("2021-05"), is_misread("North Yorkshire")
    (True, True, False, False)
    """
    return text in _WORDS or (text[0] in _BEGINS_NUMBER and _NUMBER.fullmatch(text) is not None)
