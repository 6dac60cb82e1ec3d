"""The mark that takes the place of redacted words."""

from __future__ import annotations

from collections.abc import Sequence

MARK = "[redacted]"
# What to do with a redacted field that cannot have the mark. Part of a longer message.
WITHOUT_MARK = (
    "a sum, a coordinate or a whole address cannot be the mark (the number of a case can), so delete it, together with "
    "the entry that needs it"
)


def differs_by_marks(before: str, after: str) -> bool:
    """True if `after` is `before` with marks in place of some words, and differs in nothing else.

    >>> differs_by_marks("It was Jo Vale.", "It was [redacted]."), differs_by_marks("It was Jo.", "[redacted] is Jo.")
    (True, False)
    """
    return MARK in after and has_pieces(before, after.split(MARK))


def has_pieces(text: str, pieces: Sequence[str]) -> bool:
    """True if the text begins with the first piece, ends with the last, and has the others between in this order.

    Between two pieces the text has at least one character more.
    """
    first, *between, last = pieces
    if not text.startswith(first):
        return False
    position = len(first)
    for piece in between:
        found = text.find(piece, position + 1)
        if found < 0:
            return False
        position = found + len(piece)
    return text.endswith(last) and len(text) - len(last) > position
