"""Identifiers of records and the kinds of record that they name.

Identifiers are permanent: they are never reused and never renumbered. Bodies have a slug as their identifier. The
identifiers of the other kinds have the year of registration and a number. A placeholder such as
`CLM-2026-NEW-late-reply` is used until the record is merged and gets a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from dossier.model.letters import TAKEN_APART


class Kind(StrEnum):
    """The six kinds of record."""

    CLAIM = "claim"
    SOURCE = "source"
    FOCUS = "focus"
    ORGANISATION = "organisation"
    PROCEEDING = "proceeding"
    CAPTURE = "capture"

    @property
    def collection(self) -> str:
        """The name of all records of the kind in the exports.

        >>> Kind.CLAIM.collection, Kind.FOCUS.collection
        ('claims', 'focus')
        """
        return self.value if self is Kind.FOCUS else f"{self.value}s"

    @property
    def phrase(self) -> str:
        """The kind with its article, for messages: "a claim", "an organisation", "a body in focus"."""
        if self is Kind.FOCUS:
            return "a body in focus"
        return f"{'an' if self is Kind.ORGANISATION else 'a'} {self.value}"

    @property
    def prefix(self) -> str | None:
        """The prefix of numbered identifiers, or None if the kind has slugs."""
        return _PREFIXES.get(self)


BODIES = (Kind.FOCUS, Kind.ORGANISATION)

_PREFIXES = {Kind.CLAIM: "CLM", Kind.SOURCE: "SRC", Kind.PROCEEDING: "PRO", Kind.CAPTURE: "CAP"}

KIND_OF_PREFIX = {prefix: kind for kind, prefix in _PREFIXES.items()}

SLUG_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_SLUG = re.compile(SLUG_PATTERN)
_MAX_LENGTH = 64


def numbered_pattern(kind: Kind) -> str:
    """The pattern of a kind's identifiers, placeholders included, for both JSON Schema and `re`."""
    return rf"^{kind.prefix}-2[0-9]{{3}}-([0-9]{{4,6}}|NEW-[a-z0-9]+(-[a-z0-9]+)*)$"


_NUMBERED = {kind: re.compile(numbered_pattern(kind)) for kind in _PREFIXES}
# Verification tests each name, so all kinds are in one pattern.
_PUBLISHED = re.compile(
    "|".join((*(_NUMBERED[kind].pattern for kind in _PREFIXES if kind is not Kind.CAPTURE), SLUG_PATTERN))
)

EXAMPLES = {
    Kind.CLAIM: "CLM-2026-0042",
    Kind.SOURCE: "SRC-2026-0007",
    Kind.PROCEEDING: "PRO-2026-0003",
    Kind.CAPTURE: "CAP-2026-0001",
    Kind.FOCUS: "example-body",
    Kind.ORGANISATION: "example-organisation",
}
# The form of the name that a contributor gives a new record.
PLACEHOLDERS = {kind: f"{kind.prefix}-2026-NEW-some-words" if kind.prefix else "some-words" for kind in Kind}


class Number(NamedTuple):
    """The year and number of an assigned identifier."""

    year: int
    number: int


def matches(text: str, kind: Kind) -> bool:
    """True if the text is a well-formed identifier of the kind.

    >>> matches("CLM-2026-0042", Kind.CLAIM), matches("SRC-2026-0042", Kind.CLAIM), matches("court", Kind.ORGANISATION)
    (True, False, True)
    """
    if len(text) > _MAX_LENGTH:
        return False
    pattern = _NUMBERED.get(kind, _SLUG)
    return pattern.fullmatch(text) is not None


def hyphenated(text: str) -> str:
    """The words of a text in lower-case ASCII letters and digits, with hyphens between them.

    >>> hyphenated("Société générale"), hyphenated("Łódź Straße’s Øre")
    ('societe-generale', 'lodz-strasses-ore')
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(TAKEN_APART))
    return "-".join(re.findall("[a-z0-9]+", folded.encode("ascii", "ignore").decode("ascii")))


def identifier_meant(text: str, kind: Kind) -> str | None:
    """The identifier of the kind that another text most likely means, or None.

    >>> identifier_meant("CLM-2026-NEW-my claim", Kind.CLAIM), identifier_meant("src_2026_7", Kind.SOURCE)
    ('CLM-2026-NEW-my-claim', 'SRC-2026-0007')
    """
    name = hyphenated(text)
    if kind.prefix is not None:
        found = re.fullmatch(rf"{kind.prefix.lower()}-(2[0-9]{{3}})-(?:([0-9]+)|(?:new-)?(?!new$)(.+))", name)
        if found is None or len(name) > _MAX_LENGTH:
            return None
        year, number, words = found.groups()
        name = f"{kind.prefix}-{year}-NEW-{words}" if number is None else assigned(kind, int(year), int(number))
    return name if matches(name, kind) and name != text else None


def guess(text: str, names: Iterable[str]) -> str:
    """The question at the end of a message if a name is written with other letters, as for `clm-2026-0042`, or ""."""
    meant = next((name for name in names if name.casefold() == text.casefold()), None)
    return "" if meant is None or meant == text else f"; did you mean `{meant}`?"


def is_placeholder(text: str) -> bool:
    """True if the identifier is a placeholder.

    >>> is_placeholder("CLM-2026-NEW-late-reply"), is_placeholder("CLM-2026-0042")
    (True, False)
    """
    parts = text.split("-", 3) if "-NEW-" in text else ()
    return len(parts) == 4 and parts[2] == "NEW"


def is_published_name(text: str) -> bool:
    """True for an identifier that a release can have: no capture and no placeholder.

    >>> is_published_name("CLM-2026-0042"), is_published_name("court"), is_published_name("CLM-2026-NEW-words")
    (True, True, False)
    """
    return len(text) <= _MAX_LENGTH and _PUBLISHED.fullmatch(text) is not None and not is_placeholder(text)


def number_of(text: str) -> Number | None:
    """The year and number of an assigned identifier, or None for a slug or a placeholder.

    >>> number_of("CLM-2026-0042")
    Number(year=2026, number=42)
    """
    parts = text.split("-")
    if len(parts) != 3 or not parts[1].isdigit() or not parts[2].isdigit():
        return None
    return Number(int(parts[1]), int(parts[2]))


def assigned(kind: Kind, year: int, number: int) -> str:
    """The identifier with this year and number, padded to four digits.

    >>> assigned(Kind.CLAIM, 2026, 42)
    'CLM-2026-0042'
    """
    return f"{kind.prefix}-{year}-{number:04d}"


def sort_key(text: str) -> tuple[str, int, int, str]:
    """A key that sorts identifiers by kind, year and number, so that 10000 comes after 9."""
    assigned_number = number_of(text)
    if assigned_number is None:
        return (text, 0, 0, text)
    return (text.split("-", 1)[0], assigned_number.year, assigned_number.number, text)
