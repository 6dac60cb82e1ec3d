"""No claim or proceeding rests on a withdrawn record.

Why it matters
    A withdrawn source proves nothing. A claim that still cites it for support is weaker than it looks, and nobody
    notices.

Reported
    evidence:
      - source: SRC-2026-0003    # withdrawn: the document turned out to be a forgery
        stance: supports

Instead
    Cite the record that takes its place, lower the standing of the claim to what the other evidence supports, or
    withdraw the claim too. A claim may still name a withdrawn source with `stance: context`, if what the source says
    is itself the subject. The `history` of a proceeding goes on naming a withdrawn later proceeding: its page then says
    that the later course is not known. Without that entry, a decision that was called reversed would look valid.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim, Proceeding, Record
from dossier.model.introspection import RecordReference
from dossier.model.vocabulary import Stance
from dossier.reading.dossier import Dossier, Entry

CODE = "withdrawn-support"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reference by which a claim or proceeding rests on a withdrawn record."""
    for entry in dossier.entries.values():
        if entry.record.withdrawn is None and isinstance(entry.record, Claim | Proceeding):
            for reference in entry.references:
                target = dossier.entries.get(reference.target)
                if target is not None and target.record.withdrawn is not None and _rests_on(entry.record, reference):
                    yield _diagnostic(entry, reference, target)


def _rests_on(record: Record, reference: RecordReference) -> bool:
    """True if the record rests on the record that it refers to, and does not only mention it."""
    match reference.path:
        case ("evidence", int(number), "source") if isinstance(record, Claim):
            return record.evidence[number].stance is Stance.SUPPORTS
        case ("proceedings" | "sources", *_) | ("status_checked", "source"):
            return True
    return False


def _diagnostic(entry: Entry[Record], reference: RecordReference, target: Entry[Record]) -> Diagnostic:
    withdrawn = target.record.withdrawn
    replacement = withdrawn.replaced_by if withdrawn is not None else None
    help_ = (
        f"cite `{replacement}`, which takes its place"
        if replacement
        else "cite another record, or withdraw this record too"
    )
    message = f"`{reference.target}` was withdrawn, and this {entry.kind} still rests on it"
    label = Label(target.at("withdrawn", "reason"), "withdrawn here")
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY, (label,))
