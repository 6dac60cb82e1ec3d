"""No two claims make the same statement.

Why it matters
    Two claims with one statement look like two facts. A reader of a list cannot distinguish them, and a correction
    of the first leaves the second as it was.

Reported
    # CLM-2026-0004.yaml
    statement: The council denied that it used the cameras.
    # CLM-2026-0009.yaml
    statement: "The Council denied that it used the cameras"

Instead
    Put the evidence of both into one claim. If they are two events, say in each statement what distinguishes it, such
    as its date. Statements are compared without capitals, punctuation and white space. Those with the mark
    `[redacted]` are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-statement"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each claim whose statement an earlier claim has."""
    seen: dict[str, Entry[Claim]] = {}
    for entry in dossier.live_claims():
        statement = _normalised(entry.record.statement)
        if statement and MARK not in entry.record.statement:
            first = seen.setdefault(statement, entry)
            if first is not entry:
                message = f"`{first.record.id}` makes the same statement"
                help_ = "put the evidence into one claim, or say in each statement what distinguishes it"
                label = Label(first.at("statement"), "the same statement")
                yield Diagnostic(CODE, message, entry.at("statement"), help_, SEVERITY, (label,))


def _normalised(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))
