"""Entries of a library, and the dates in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.reading.text import shown

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A year, with or without month and day, between slashes or hyphens; RIS ends a date with slashes and words.
_PARTS = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2})(?:[/-]([0-9]{0,2})/?)?)?")


def day(year: str, month: str = "", day_: str = "") -> str:
    """The date of these parts, to the last that is there.

    >>> day("2021", "5"), day("2021", "May", "7"), day("2021")
    ('2021-05', '2021-05-07', '2021')
    """
    found = month.strip(" .").lower()
    number = f"{_MONTHS.index(found[:3]) + 1:02}" if found[:3] in _MONTHS and found.isalpha() else found.zfill(2)
    parts = [year.strip()]
    if found:
        parts.append(number)
        if day_.strip():
            parts.append(day_.strip().zfill(2))
    return "-".join(parts)


def slashed(text: str) -> str:
    """The date of a text such as `2021/05/07/`; any other text is returned as it is.

    >>> slashed("2021/5/7"), slashed("2021//"), slashed("last May")
    ('2021-05-07', '2021', 'last May')
    """
    found = _PARTS.fullmatch(text.strip())
    return day(*(part or "" for part in found.groups())) if found else text.strip()


def agree(fine: str, coarse: str) -> bool:
    """Whether the second date is the first, or says less.

    >>> agree("2021-05-07", "2021"), agree("2021-05-07", "2020")
    (True, False)
    """
    return fine.rstrip("?~%").startswith(coarse.rstrip("?~%"))


MOST_ENTRIES = 5_000
# What is beyond is most likely a consequence, or a file of another kind.
_MOST_PROBLEMS = 500
_MOST_UNMAPPED = 100
_FURTHER = "(further fields)"


@dataclass(slots=True)
class LibraryEntry:
    """One entry: what the file calls it, where it begins, and the fields of a source that it gives, with their places.

    Values are text as in a record's file, or the list of authors.
    """

    name: str
    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    # Whether its format tells types apart as finely as sources do, so that the type says what sort of document it is.
    is_type_exact: bool = True

    def put(self, name: str, value: Any, span: Span) -> bool:
        """Give a field its value; returns False where it has one already, which stands."""
        if name in self.values:
            return False
        self.values[name] = value
        self.places[name] = span
        return True


@dataclass(slots=True)
class Gathering:
    """The entries of one file and what is wrong with them; a field that is not taken over is reported once, counted."""

    path: str
    entries: list[LibraryEntry] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    _unmapped: dict[str, tuple[Span, int]] = field(default_factory=dict)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is to be said of the file."""
        return [*self.problems, *(_unmapped(*one) for one in self._unmapped.items())]

    def line(self, number: int, text: str = "", column: int = 1) -> Span:
        """The span of a line, or of the text that stands at a column of it."""
        return Span(self.path, number, column, number, column + max(1, len(text)))

    def begin(self, name: str, span: Span) -> LibraryEntry:
        """A new entry of the file."""
        made = LibraryEntry(" ".join(name.split()), span)
        self.entries.append(made)
        return made

    def take(self, entry: LibraryEntry, name: str, value: Any, span: Span, called: str) -> None:
        """Give the entry a field; a second value for it is reported as not taken over."""
        if not entry.put(name, value, span) and value != entry.values[name]:
            self.leave(called, span)

    def leave(self, called: str, span: Span) -> None:
        """Note a field of the file that is not taken over."""
        if called not in self._unmapped and len(self._unmapped) >= _MOST_UNMAPPED:
            called = _FURTHER
        first, count = self._unmapped.get(called, (span, 0))
        self._unmapped[called] = (first, count + 1)

    def malformed(self, message: str, span: Span, help_: str) -> None:
        """Note that the file breaks the rules of its format."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Diagnostic("import-syntax", message, span, help_))


def one_line(text: str) -> str:
    """The text with one space for any white space: every field that is taken over is on one line."""
    return " ".join(text.split())


def _unmapped(called: str, found: tuple[Span, int]) -> Diagnostic:
    span, count = found
    places = "" if count == 1 else f" ({count:,} times)"
    return Diagnostic(
        "import-unmapped",
        f"`{shown(called)}` is not taken over{places}",
        span,
        "add by hand what the sources need of it",
        Severity.WARNING,
    )
