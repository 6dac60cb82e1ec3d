"""The entries of an imported library, and the dates in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.imports.dates import month_number
from dossier.model.code_types import is_isbn
from dossier.reading.text import shortened

# A year, with or without month and day, between slashes or hyphens. RIS ends a date with slashes.
_SLASHED_DATE = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2})(?:[/-]([0-9]{0,2})/?)?)?")


def join_date(year: str, month: str = "", day: str = "") -> str:
    """The date in ISO 8601 form, as precise as its parts. A month is a number or a name.

    A month of another form stays as it is, so that the date is no date and is reported.

    >>> join_date("2021", "5"), join_date("2021", "May", "7"), join_date("2021"), join_date("2021", "Decision")
    ('2021-05', '2021-05-07', '2021', '2021-Decision')
    """
    number = month_number(month)
    parts = [year.strip()]
    if month.strip():
        parts.append(month.strip() if number is None else f"{number:02}")
        if day.strip():
            parts.append(day.strip().zfill(2))
    return "-".join(parts)


def parse_slashed_date(text: str) -> str:
    """The date in ISO 8601 form of a text such as `2021/05/07/`. Any other text is returned without outer white space.

    >>> parse_slashed_date("2021/5/7"), parse_slashed_date("2021//"), parse_slashed_date("last May")
    ('2021-05-07', '2021', 'last May')
    """
    match = _SLASHED_DATE.fullmatch(text.strip())
    return join_date(*(part or "" for part in match.groups())) if match else text.strip()


def is_within(precise: str, coarse: str) -> bool:
    """True if the second date equals the first, or is the month or year of the first.

    >>> is_within("2021-05-07", "2021"), is_within("2021-05-07", "2020")
    (True, False)
    """
    return precise.rstrip("?~%").startswith(coarse.rstrip("?~%"))


MOST_ENTRIES = 5_000
# Further problems are most likely consequences of the first ones, or the file has another format.
_MOST_PROBLEMS = 500
_MOST_UNMAPPED = 100
_FURTHER_FIELDS = "(further fields)"


@dataclass(slots=True)
class LibraryEntry:
    """An entry of a library, with the fields of a source that it provides.

    `name` is what the file calls the entry, and `span` its beginning. Each value is text as in a record's file, or the
    list of authors; `places` holds the span of each value.
    """

    name: str
    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    # True if the entry's type is as specific as the type of a source, so that it can imply the genre and tier.
    is_type_exact: bool = True
    # What keeps the entry from being imported. The other entries of the file are imported all the same.
    problems: list[Diagnostic] = field(default_factory=list)

    def set_if_absent(self, name: str, value: Any, span: Span) -> bool:
        """Set a field that has no value yet. Returns False, and changes nothing, if it has a value."""
        if name in self.values:
            return False
        self.values[name] = value
        self.places[name] = span
        return True

    def refuse(self, message: str, span: Span, help_: str) -> None:
        """Report what keeps the entry from being imported."""
        self.problems.append(Diagnostic("import-syntax", message, span, help_))


@dataclass(slots=True)
class ImportedLibrary:
    """The entries of a library file, and the problems outside of its entries.

    Each kind of field that is not imported is reported once, with the number of times it occurs.
    """

    path: str
    entries: list[LibraryEntry] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    _unmapped: dict[str, tuple[Span, int]] = field(default_factory=dict)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All problems of the file, then the fields that are not imported."""
        unmapped = (_unmapped_field(name, span, count) for name, (span, count) in self._unmapped.items())
        return [*self.problems, *unmapped]

    def span(self, line: int, text: str = "", column: int = 1) -> Span:
        """The span of a text at a column of a line, or of that column's first character if there is no text."""
        return Span(self.path, line, column, line, column + max(1, len(text)))

    def add_entry(self, name: str, span: Span) -> LibraryEntry:
        """A new entry, added to the library."""
        entry = LibraryEntry(" ".join(name.split()), span)
        self.entries.append(entry)
        return entry

    def set_field(self, entry: LibraryEntry, name: str, value: Any, span: Span, original_name: str) -> None:
        """Set a field of the entry. A second, different value for the field is reported as not imported."""
        if not entry.set_if_absent(name, value, span) and value != entry.values[name]:
            self.report_unmapped(original_name, span)

    def set_isbn(self, entry: LibraryEntry, text: str, span: Span, original_name: str) -> None:
        """Set the ISBN of the entry. A number that no book can have becomes its official number."""
        number = re.sub(r"^ISBN(?:-1[03])?:? *", "", text, flags=re.IGNORECASE)
        if is_isbn(number):
            self.set_field(entry, "isbn", number, span, original_name)
        else:
            self.set_field(entry, "official_id", f"ISBN {number}", span, original_name)

    def report_unmapped(self, name: str, span: Span) -> None:
        """Report a field of the file that is not imported."""
        if name not in self._unmapped and len(self._unmapped) >= _MOST_UNMAPPED:
            name = _FURTHER_FIELDS
        first, count = self._unmapped.get(name, (span, 0))
        self._unmapped[name] = (first, count + 1)

    def report_syntax(self, message: str, span: Span, help_: str) -> None:
        """Report a violation of the file's format outside of the entries that could be read."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Diagnostic("import-syntax", message, span, help_))


def one_line(text: str) -> str:
    """The text with all white space as single spaces, because imported fields are on one line."""
    return " ".join(text.split())


def _unmapped_field(name: str, span: Span, count: int) -> Diagnostic:
    times = "" if count == 1 else f" ({count:,} times)"
    return Diagnostic(
        "import-unmapped",
        f"`{shortened(name)}` is not imported{times}",
        span,
        "add by hand what the sources need of it",
        Severity.WARNING,
    )
