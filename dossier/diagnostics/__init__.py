"""A problem in a file: code, message, place, related places and help."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How serious a problem is: an error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of text in a file.

    Lines and columns count from 1. The end is exclusive. Line 0 means the whole file.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A related place, and a message that says how it is related."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: the message says what is wrong, the help says what to do."""

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
