"""A neutral citation, ECLI or DOI belongs to one source, and a neutral citation to one proceeding.

Why it matters
    These numbers name one judgment or article wherever it is printed. A second record of it splits its history in two:
    the reversal stands on one, and a claim rests on the other.

Reported
    # PRO-2026-0003.yaml
    neutral_citation: "[2023] UKFTT 819 (GRC)"
    # PRO-2026-0007.yaml
    neutral_citation: "[2023] UKFTT 00819 (GRC)"

Instead
    Keep the older record, and cite it. Citations are compared without regard to case, white space and zeros before a
    number.
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
    """Yield one diagnostic for each citation that an earlier record of the kind has."""
    yield from _repeated("neutral_citation", ((one, one.record.neutral_citation) for one in dossier.proceedings()))
    yield from _repeated("neutral_citation", ((one, one.record.neutral_citation) for one in dossier.sources()))
    yield from _repeated("ecli", ((one, one.record.ecli) for one in dossier.sources()))
    # A DOI is no number: zeros in it tell articles apart, case does not (DOI Handbook, section 2.4).
    yield from _repeated("doi", ((one, one.record.doi) for one in dossier.sources()), numbers=False)


def same_citation(text: str) -> str:
    """What is left of a citation without case, white space and leading zeros.

    >>> same_citation("[2023] UKFTT 00819 (GRC)") == same_citation("[2023]  ukftt 819 (GRC)")
    True
    """
    return "".join(_LEADING_ZEROS.sub("", text).casefold().split())


def _repeated(
    field: str, found: Iterator[tuple[Entry[Record], str | None]], *, numbers: bool = True
) -> Iterator[Diagnostic]:
    seen: dict[str, Entry[Record]] = {}
    for entry, text in found:
        if text is None:
            continue
        first = seen.setdefault(same_citation(text) if numbers else text.casefold(), entry)
        if first is not entry:
            message = f"`{first.record.id}` has the same `{field}`"
            help_ = f"use `{first.record.id}` instead, or correct the citation"
            label = Label(first.at(field), "the same citation")
            yield Diagnostic(CODE, message, entry.at(field), help_, SEVERITY, (label,))
