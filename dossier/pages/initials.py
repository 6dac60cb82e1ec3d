"""The first letters of names, which divide long lists of names."""

from __future__ import annotations

import re
import unicodedata

# The heading of the names that begin with a digit or a letter outside ASCII, and its word in addresses and anchors.
OTHERS = "0–9 and others"
OTHER = "other"


def initial_of(name: str) -> str:
    """The letter under which a name is listed, or the heading of names that begin with another character.

    >>> initial_of("The Émile Company"), initial_of("3D Faces")
    ('E', '0–9 and others')
    """
    first = sort_key(name)[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHERS


def word_of_initial(initial: str) -> str:
    """The word of a letter or of the other names in addresses and anchors."""
    return initial.lower() if initial.isalpha() else OTHER


def initial_key(initial: str) -> tuple[bool, str]:
    """The sort key of a letter. The other names come last."""
    return (not initial.isalpha(), initial)


def sort_key(name: str) -> str:
    """The name as lists sort it: without case, accents, an article in front, and punctuation at the beginning."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return re.sub(r"^\W*(the )?", "", letters.casefold())
