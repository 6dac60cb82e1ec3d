"""`replaced_by` names another record of the same kind.

Why it matters
    The page of a withdrawn record stays online permanently and sends its readers on. A reader who follows a citation
    must arrive at the replacement, not at a missing page or at a different kind of thing.

Reported
    withdrawn: {date: 2026-11-20, reason: entered twice, replaced_by: CLM-2026-0099}    # this record does not exist

Instead
    Name the record that takes its place, or leave out `replaced_by` if no record does. If a proceeding is withdrawn
    that records a reversal or an appeal, the proceeding that replaces it must record that too: it is a warning if it
    does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Proceeding, Record
from dossier.model.vocabulary import Relation
from dossier.reading.dossier import Dossier, Entry

CODE = "replaced-by"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each withdrawn record whose replacement is missing or of another kind."""
    subject = dossier.subject
    for entry in dossier.entries.values():
        withdrawn = entry.record.withdrawn
        if withdrawn is None or withdrawn.replaced_by is None:
            continue
        yield from _lost_changes(dossier, entry)
        known = dossier.names.get(withdrawn.replaced_by)
        if known is None:
            message = (
                f"there is no {subject.name(entry.kind)} `{withdrawn.replaced_by}` to take the place of this record"
            )
        elif known[0] is not entry.kind:
            other, own = subject.phrase(known[0]), subject.phrase(entry.kind)
            message = f"`{withdrawn.replaced_by}` is {other}, and this record is {own}"
        else:
            continue
        help_ = f"name the {subject.name(entry.kind)} that takes its place, or remove `replaced_by`"
        yield Diagnostic(CODE, message, entry.at("withdrawn", "replaced_by"), help_, SEVERITY)


def _lost_changes(dossier: Dossier, entry: Entry[Record]) -> Iterator[Diagnostic]:
    """Yield a warning for each change or appeal that a withdrawn proceeding records and its replacement does not."""
    old = entry.record
    new = dossier.proceeding(old.withdrawn.replaced_by or "") if old.withdrawn else None
    if not isinstance(old, Proceeding) or new is None:
        return
    kept = {step.proceeding for step in new.history}
    for number, step in enumerate(old.history):
        is_lost = step.relation.is_change or step.relation is Relation.APPEALED_TO
        if is_lost and step.proceeding not in {*kept, new.id}:
            message = f"`{new.id}` takes the place of this record, and its `history` does not name {step.proceeding}"
            help_ = f"add {step.proceeding} to `history` of {new.id}, or take it out here if it was a mistake"
            yield Diagnostic(CODE, message, entry.at("history", number, "relation"), help_, Severity.WARNING)
