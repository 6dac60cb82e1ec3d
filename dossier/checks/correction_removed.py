"""A published correction or withdrawal is never removed or changed.

Why it matters
    The list of corrections is the dossier's promise to everybody who cited it. A correction that can be removed or
    reworded later protects nobody.

Reported
    corrections: []    # the base has a correction of 20 November 2026

Instead
    Put the correction back word for word. If it was wrong, add a new correction below it. If a withdrawn record is
    valid again, say so in a new correction.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.correction_changes import added_corrections, removed_corrections
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Record
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier, Entry

CODE = "correction-removed"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each correction or withdrawal of the base that the record no longer has."""
    for name, entry in dossier.entries.items():
        published = base.entries.get(name)
        if published is not None and published.kind is entry.kind and not is_placeholder(name):
            yield from _compare(base, entry, published.record)


def _compare(base: Dossier, entry: Entry[Record], published: Record) -> Iterator[Diagnostic]:
    for correction in removed_corrections(base, entry.record, published):
        message = f"the published correction of {correction.date} was removed or changed"
        # Logs are public and stay. Its words may be what a redaction removed or a suspension hides.
        help_ = "put it back as it was published, with the same words"
        yield Diagnostic(CODE, message, entry.at("corrections"), help_, SEVERITY)
    withdrawn = published.withdrawn
    if (
        withdrawn is not None
        and entry.record.withdrawn is None
        and not added_corrections(base, entry.record, published)
    ):
        message = f"the record was withdrawn on {withdrawn.date}, and no longer says so"
        help_ = "put `withdrawn` back, or add a correction that says why the record is valid again"
        yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY)
