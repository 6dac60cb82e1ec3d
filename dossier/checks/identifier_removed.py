"""A record that was published keeps its file and its identifier.

Why it matters
    Its page was cited. An identifier that is deleted, renumbered, or given to another kind of record breaks
    that citation, and one that is reused makes it say something else.

Reported
    the base has evidence/claims/CLM-2026-0042.yaml, and now there is no such record

Instead
    Put the file back. A record that no longer stands is given `withdrawn` with a date and a reason, and its
    page remains as a tombstone. Placeholders such as CLM-2026-NEW-met-reply were never published, and may go.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.model import Record
from dossier.model.identifiers import is_placeholder, sort_key
from dossier.reading.dossier import Dossier, Entry

CODE = "identifier-removed"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each identifier of the base that no record of its kind has now."""
    gone = [name for name in sorted(base.names, key=sort_key) if not is_placeholder(name) and name not in dossier.names]
    renamed = _renamed(dossier, base, gone)
    for name in gone:
        message = f"`{name}` was published, and now has no file"
        if name in renamed:
            new = renamed[name]
            help_ = f"give `{new.record.id}`, which says the same, its published identifier back"
            yield Diagnostic(CODE, message, new.at("id"), help_, SEVERITY)
        else:
            help_ = "put the file back, and add `withdrawn` if the record no longer stands"
            yield Diagnostic(CODE, message, Span(base.names[name][1][0]), help_, SEVERITY)
    for name, (kind, paths) in dossier.names.items():
        was = base.names.get(name)
        if was is not None and was[0] is not kind:
            message = f"`{name}` was published in `{was[0].folder}`, and is now in `{kind.folder}`"
            help_ = f"choose another identifier for the {kind}, and put the {was[0]} back"
            yield Diagnostic(CODE, message, Span(paths[0]), help_, SEVERITY)


def _renamed(dossier: Dossier, base: Dossier, gone: list[str]) -> dict[str, Entry[Record]]:
    """For each record gone, the new one that is the same but for its identifier."""
    if not gone:
        return {}
    new = {_nameless(entry.record): entry for name, entry in dossier.entries.items() if name not in base.names}
    return {
        name: new[key] for name in gone if name in base.entries and (key := _nameless(base.entries[name].record)) in new
    }


def _nameless(record: Record) -> Record:
    return record.model_copy(update={"id": ""})
