"""Words for nothing, such as `n/a`, in the place of a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.diagnostics import Diagnostic, Span
from dossier.model.field_types import ValueType
from dossier.model.fields import QUOTATIONS, Field

_WORDS = re.compile(
    r"(?:n/[ak]|n\.\s?a|none|nothing|null|nil|unknown|tb[acd]|todo|to be (?:added|confirmed|decided|determined)"
    r"|(?:not|none) (?:yet )?(?:known|available|applicable|given|stated))\.?|[-–—?.*_…]+|x{4,}",
    re.IGNORECASE,
)
# For a quick search: the characters with which they begin, and the length of the longest.
FIRST = frozenset("nutxNUTX-–—?.*_…")
LONGEST = len("none yet applicable.")
# Null and Unknown are also names of people. Quotations and grades repeat the words of others.
_NOT_JUDGED = QUOTATIONS | {"family", "given", "grade"}


def is_word_for_nothing(text: str) -> bool:
    """True if the text says only that there is nothing to say.

    >>> is_word_for_nothing("N/A"), is_word_for_nothing("to be confirmed"), is_word_for_nothing("None of these")
    (True, True, False)
    """
    return len(text) <= LONGEST and _WORDS.fullmatch(text) is not None


def no_value(field: Field, path: Sequence[str | int], text: str, span: Span) -> Diagnostic | None:
    """The diagnostic for a text that is a word for nothing, at this path of a record, or None."""
    if not is_word_for_nothing(text) or field.value_type is not ValueType.TEXT or field.name in _NOT_JUDGED:
        return None
    if path[0] == "identifiers" and text == "none":  # it says that the register does not have the body
        return None
    message = f"`{field.name}` is `{text}`, which is a word for nothing"
    return Diagnostic("no-value", message, span, _help(field, path))


def how_to_remove(field: Field, path: Sequence[str | int]) -> str | None:
    """The help to remove the value at this path, or None if its field is required."""
    if isinstance(path[-1], int):
        return "remove it from the list"
    return None if field.is_required else "remove the line"


def _help(field: Field, path: Sequence[str | int]) -> str:
    if path[0] == "authors":
        return "write `authors: none` if the document names no author, or `authors: not-seen`"
    removal = how_to_remove(field, path)
    if removal is not None:
        return f"{removal}; if the reason matters, write it in `note`"
    help_ = f"write {field.phrase}"
    return (
        f"{help_}; if there is none, describe it and add `title_basis: described`" if field.name == "title" else help_
    )
