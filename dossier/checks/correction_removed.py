"""A correction or withdrawal, once published, stays as it was.

Why it matters
    The list of corrections is the dossier's word to those who cited it. A correction that can be taken out or
    reworded afterwards protects nobody.

Reported
    corrections: []    # the base had one, of 20 November 2026

Instead
    Put the entry back word for word, and add a new one below it if it was mistaken. A record that was withdrawn
    and stands again says so in a new correction.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.correction_changes import added, removed
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Record
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier, Entry

CODE = "correction-removed"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each correction or withdrawal of the base that the record no longer carries."""
    for name, entry in dossier.entries.items():
        was = base.entries.get(name)
        if was is not None and was.kind is entry.kind and not is_placeholder(name):
            yield from _compare(entry, was.record)


def _compare(entry: Entry[Record], was: Record) -> Iterator[Diagnostic]:
    for gone in removed(entry.record, was):
        message = f"the correction of {gone.date} was published, and is gone or changed"
        help_ = f"put it back as it was: {gone.was} ({gone.reason})"
        yield Diagnostic(CODE, message, entry.at("corrections"), help_, SEVERITY)
    if was.withdrawn is not None and entry.record.withdrawn is None and not added(entry.record, was):
        message = f"the record was withdrawn on {was.withdrawn.date}, and no longer says so"
        help_ = "put `withdrawn` back, or add a correction that says why the record stands again"
        yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY)
