"""The status of a proceeding and its history say the same.

Why it matters
    A lawyer who cites a decision must know whether it still stands. A page that calls a decision final above a
    history in which it was reversed, or reversed without saying by whom, cannot be cited.

Reported
    status: final
    history:
      - {relation: reversed, proceeding: PRO-2026-0004}

Instead
    Correct the status, or enter the later proceeding that explains it under `history`. Only sure contradictions
    are reported: where the reversing decision was itself set aside or is under appeal, several statuses can be
    right.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding
from dossier.model.vocabulary import ProceedingStatus as Status
from dossier.model.vocabulary import Relation
from dossier.reading.dossier import Dossier, Entry

CODE = "history-mismatch"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

# What a history must show for a status to be believed; a decision set aside and sent back is entered as either.
SHOWN_BY = {
    Status.REVERSED: frozenset({Relation.REVERSED}),
    Status.REMITTED: frozenset({Relation.REMITTED, Relation.REVERSED}),
}
# What a status cannot be once a later decision that stands did this.
EXCLUDED_BY = {
    Relation.REVERSED: frozenset({Status.FINAL, Status.PENDING, Status.NOT_KNOWN}),
    Relation.AFFIRMED: frozenset({Status.PENDING}),
    Relation.VARIED: frozenset({Status.PENDING}),
}
OPEN = frozenset({Status.PENDING, Status.UNDER_APPEAL})


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding whose status its history contradicts or leaves unexplained."""
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            yield from _unexplained(entry)
            yield from _contradicted(dossier, entry)


def _unexplained(entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    proceeding = entry.record
    wanted = SHOWN_BY.get(proceeding.status, frozenset())
    if wanted and not any(later.relation in wanted for later in proceeding.history):
        message = f"the status is `{proceeding.status}`, and no entry of `history` says by which proceeding"
        help_ = f"add the later proceeding to `history` with `relation: {proceeding.status}`"
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY)


def _contradicted(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Judge by the last entry alone: earlier ones may have been overtaken."""
    proceeding = entry.record
    if not proceeding.history:
        return
    last = proceeding.history[-1]
    later = dossier.proceeding(last.proceeding)
    if later is None or later.withdrawn is not None:
        return
    if last.relation is Relation.APPEALED_TO and proceeding.status is Status.FINAL and later.status in OPEN:
        message = f"the status is `final`, and the appeal {later.id} is `{later.status}`"
    elif later.status is Status.FINAL and proceeding.status in EXCLUDED_BY.get(last.relation, frozenset()):
        message = f"the status is `{proceeding.status}`, and by `history` {later.id} {last.relation} it"
    else:
        return
    label = Label(entry.at("history", len(proceeding.history) - 1, "relation"), f"{later.id} is entered here")
    help_ = f"correct the status, or the status of {later.id}"
    yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))
