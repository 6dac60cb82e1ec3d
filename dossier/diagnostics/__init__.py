"""What a problem is: a code, a message, the author's own words it points at, related places, a remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops publication; a warning is for the reader and the editor."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns count from 1, the end is exclusive; line 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that has to do with the problem, and what is to be seen there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem; the message says what is so, the help what can be done."""

    code: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Label, ...] = field(default=())

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """A key that sorts problems by file, place and code."""
        return (self.span, self.code, self.message)
