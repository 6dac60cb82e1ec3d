"""No two sources or proceedings have the same citation.

Why it matters
    A neutral citation, ECLI or DOI identifies one judgment or article wherever it is printed. A second record of the
    same document splits its history: the reversal is entered in the first record, and a claim rests on the second.

Reported
    # PRO-2026-0003.yaml
    neutral_citation: "[2023] UKFTT 819 (GRC)"
    # PRO-2026-0007.yaml
    neutral_citation: "[2023] UKFTT 00819 (GRC)"

Instead
    Keep the older record, and cite it. A source and a proceeding may have the same neutral citation. Citations are
    compared without regard to case, white space and zeros before a number; DOIs only without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Record
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-citation"
SEVERITY = Severity.ERROR
NEEDS_ALL = True

_LEADING_ZEROS = re.compile(r"(?<![0-9.])0+(?=[0-9])")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each citation that an earlier record of the same kind has."""
    yield from _repeated(
        "neutral_citation", ((entry, entry.record.neutral_citation) for entry in dossier.proceedings())
    )
    yield from _repeated("neutral_citation", ((entry, entry.record.neutral_citation) for entry in dossier.sources()))
    yield from _repeated("ecli", ((entry, entry.record.ecli) for entry in dossier.sources()))
    # Leading zeros distinguish DOIs; case does not (DOI Handbook, section 2.4).
    yield from _repeated("doi", ((entry, entry.record.doi) for entry in dossier.sources()), has_numbers=False)


def normalised_citation(text: str) -> str:
    """The citation without case, white space and leading zeros, so that equal citations compare equal.

    >>> normalised_citation("[2023] UKFTT 00819 (GRC)") == normalised_citation("[2023]  ukftt 819 (GRC)")
    True
    """
    return "".join(_LEADING_ZEROS.sub("", text).casefold().split())


def _repeated(
    field: str, citations: Iterator[tuple[Entry[Record], str | None]], *, has_numbers: bool = True
) -> Iterator[Diagnostic]:
    seen: dict[str, Entry[Record]] = {}
    for entry, text in citations:
        if text is None:
            continue
        first = seen.setdefault(normalised_citation(text) if has_numbers else text.casefold(), entry)
        if first is not entry:
            message = f"`{first.record.id}` has the same `{field}`"
            help_ = f"use `{first.record.id}` instead, or correct the citation"
            label = Label(first.at(field), "the same citation")
            yield Diagnostic(CODE, message, entry.at(field), help_, SEVERITY, (label,))
