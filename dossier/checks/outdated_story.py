"""The story says how each decision that it names ended.

Why it matters
    The story says in a few sentences what happened. A decision that was reversed, without a word on the reversal,
    leaves its readers with the opposite of the truth.

Reported
    # subject.yml
    story:
      - date: 2022-05-18
        text: The regulator fines the company.
        records: [PRO-2026-0003]    # reversed by PRO-2026-0005, which the story does not name

Instead
    Add a sentence that says what became of the decision and names the later proceeding among its records. If a record
    was withdrawn, name another record, or leave the sentence out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim, Record
from dossier.reading.authorities import authorities
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.reversals import reversals
from dossier.reading.subject_records import story_records

CODE = "outdated-story"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each record of the story that was withdrawn, or reversed without a word on it."""
    named = {name for name, _ in story_records(dossier)}
    for name, place in story_records(dossier):
        entry = dossier.entries.get(name)
        if entry is not None and entry.record.withdrawn is not None:
            label = Label(entry.at("withdrawn"), "recorded here")
            message, help_ = f"`{name}` was withdrawn", "name another record, or leave the sentence out"
            yield Diagnostic(CODE, message, place, help_, SEVERITY, (label,))
        reversals_here = (
            reversal for each in _proceedings(dossier, entry, name) for reversal in reversals(dossier, each)
        )
        reversal = next((reversal for reversal in reversals_here if reversal.by not in named), None)
        if reversal is not None:
            by = f" by `{reversal.by}`" if reversal.by else ""
            message = f"`{reversal.proceeding}` was {reversal.relation}{by}, and the story does not say so"
            help_ = "add a sentence that names the later proceeding among its records"
            yield Diagnostic(CODE, message, place, help_, SEVERITY, (reversal.label,))


def _proceedings(dossier: Dossier, entry: Entry[Record] | None, name: str) -> tuple[str, ...]:
    """The proceedings whose fate touches what the story says with a record of this name."""
    if entry is None or not isinstance(entry.record, Claim):
        return (name,)
    claim = entry.record
    return () if claim.is_undisturbed else (*claim.proceedings, *(each.id for each in authorities(dossier, claim)))
