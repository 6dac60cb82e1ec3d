"""Quotation marks that YAML reads as text, such as “…” and «…»."""

from __future__ import annotations

# By the mark that begins a quotation, the marks that can end it. A text processor may change only the first.
_CLOSING = {
    "“": '”"',
    "„": '“”"',
    "”": '”"',
    "«": '»"',
    "»": '«"',
    "‘": "’'",
    "‚": "‘’'",
    "‹": "›'",
    "›": "‹'",
}
_DOUBLE = frozenset("“„”«»")
OPENING = frozenset(_CLOSING)
# By the straight mark that begins a value, the marks that look as if they ended it.
SIMILAR = {'"': "”“„»", "'": "’‘"}


def is_enclosed(text: str) -> bool:
    """True if such marks enclose the whole text, or a double mark opens it and nothing closes it.

    >>> is_enclosed("“No”"), is_enclosed("“No, never"), is_enclosed("“No” and “never”"), is_enclosed("‘Twas he")
    (True, True, False, False)
    """
    first, inner = text[:1], text[1:-1]
    if first not in OPENING or first in inner:
        return False
    if first in _DOUBLE:
        return not any(mark in inner for mark in _CLOSING[first])
    # An apostrophe looks like the single mark that closes a quotation.
    return len(text) > 1 and text[-1] in _CLOSING[first]
