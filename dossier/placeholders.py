"""Turn words into the placeholder that names a new record until it gets its number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from dossier.model.identifiers import Kind

_LONGEST_SLUG = 40


def slug(text: str) -> str:
    """The words in small ASCII letters and digits with hyphens between them, cut at a word where that can be.

    >>> slug("Müller’s café said NO")
    'mullers-cafe-said-no'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(found) <= _LONGEST_SLUG:
        return found
    return found[: _LONGEST_SLUG + 1].rpartition("-")[0] or found[:_LONGEST_SLUG]


def placeholder(kind: Kind, year: int, words: str, taken: Container[str]) -> str:
    """The first placeholder of these words that is not taken: a number is added where it is."""
    stem = found = f"{kind.prefix}-{year}-NEW-{words}"
    number = 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
