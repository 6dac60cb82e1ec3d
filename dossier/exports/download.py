"""A file of the whole dossier that readers take away: what it is, how large, and how it begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """The part of the hub of downloads under which a file stands."""

    WHOLE = "The whole"
    RECORDS = "Records"
    TABLES = "Tables"
    CITATIONS = "Citations"
    CHANGES = "Changes and dates"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    path: str
    group: Group
    title: str
    what: str
    format: str
    media_type: str
    size: int
    licence: str
    example: str


_LINES = 6
_CHARACTERS = 400


def example(content: bytes, begins: str) -> str:
    """The first lines from where something worth seeing begins; all from the beginning where it does not occur."""
    # A character cut in two at the end is left out.
    text = content[:200_000].decode("utf-8", "ignore")
    at = max(text.find(begins), 0)
    lines = text[at : at + 4 * _CHARACTERS].splitlines()[:_LINES]
    shown = "\n".join(lines)
    return shown if len(shown) <= _CHARACTERS else f"{shown[:_CHARACTERS]}…"
