"""A statement has at most 400 characters.

Why it matters
    A statement is one proposition. It is the title of its page, and it appears in every list, search result and
    citation. A longer text usually says several things, of which only some have the evidence.

Reported
    statement: (a paragraph of 900 characters)

Instead
    Make each proposition a claim of its own, with its own evidence. Background belongs in `note`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "long-statement"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

MOST_CHARACTERS = 400


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each statement with too many characters."""
    for entry in dossier.claims():
        length = len(entry.record.statement)
        if length > MOST_CHARACTERS:
            message = f"the statement has {length} characters, more than {MOST_CHARACTERS}"
            help_ = "make each proposition a claim of its own, and move background to `note`"
            yield Diagnostic(CODE, message, entry.at("statement"), help_, SEVERITY)
