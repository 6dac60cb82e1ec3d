"""A published record keeps its file and its identifier.

Why it matters
    Somebody may have cited the page of the record. The citation breaks if the identifier is deleted, renumbered or
    given to another kind of record. It says something else if the identifier is used again.

Reported
    evidence/claims/CLM-2026-0042.yaml    # the base has this file, and the change deletes it

Instead
    Put the file back. To withdraw a record, give it `withdrawn` with a date and a reason: its page remains as a
    tombstone. Placeholders such as CLM-2026-NEW-late-reply were never published, and may be deleted. The file of a
    suspended record may be taken out until the suspension ends: `--published BRANCH` says which are suspended.
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
    """Yield one diagnostic for each identifier of the base that was removed or names another kind of record."""
    published = (name for name in sorted(base.names, key=sort_key) if not is_placeholder(name))
    removed = [name for name in published if name not in dossier.names]
    renamed = _renamed(dossier, base, removed)
    for name in removed:
        message = f"`{name}` was published, and now has no file"
        if name in renamed:
            renamed_entry = renamed[name]
            help_ = f"give `{renamed_entry.record.id}`, which has the same content, its published identifier back"
            yield Diagnostic(CODE, message, renamed_entry.at("id"), help_, SEVERITY)
        else:
            help_ = "put the file back, and add `withdrawn` if the record is no longer valid"
            yield Diagnostic(CODE, message, Span(base.names[name][1][0]), help_, SEVERITY)
    for name, (kind, paths) in dossier.names.items():
        before = base.names.get(name)
        old, new = base.subject, dossier.subject
        if before is not None and old.folder(before[0]) != new.folder(kind):
            message = f"`{name}` was published in `{old.folder(before[0])}`, and is now in `{new.folder(kind)}`"
            help_ = f"choose another identifier for the {new.name(kind)}, and put the {old.name(before[0])} back"
            yield Diagnostic(CODE, message, Span(paths[0]), help_, SEVERITY)


def _renamed(dossier: Dossier, base: Dossier, removed: list[str]) -> dict[str, Entry[Record]]:
    """The new record, if any, that has the content of a removed record, by the identifier of the removed record."""
    if not removed:
        return {}
    new = {
        _without_identifier(entry.record): entry for name, entry in dossier.entries.items() if name not in base.names
    }
    return {
        name: new[content]
        for name in removed
        if name in base.entries and (content := _without_identifier(base.entries[name].record)) in new
    }


def _without_identifier(record: Record) -> str:
    """The content of a record as JSON: records of two subjects have different models and would never be equal."""
    return record.model_dump_json(exclude={"id"})
