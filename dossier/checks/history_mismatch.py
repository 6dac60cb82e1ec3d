"""The status of a proceeding agrees with its history.

Why it matters
    A lawyer who cites a decision must know if it is still valid. A page cannot be cited if it calls a decision final
    and lists its reversal below, or if it calls a decision reversed and does not say by which other decision.

Reported
    status: final
    history:
      - {relation: reversed, proceeding: PRO-2026-0004}

Instead
    Correct the status, or enter the later proceeding that explains it under `history`. Only certain contradictions
    are reported: if the reversing decision was itself set aside or is under appeal, several statuses can be right.
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

# The relations that explain a status. A decision that was set aside and sent back may be entered as either of two.
EXPLAINED_BY = {
    Status.REVERSED: frozenset({Relation.REVERSED}),
    Status.REMITTED: frozenset({Relation.REMITTED, Relation.REVERSED}),
}
# The statuses that a decision cannot have after a final later decision with this relation.
IMPOSSIBLE_AFTER = {
    Relation.REVERSED: frozenset({Status.FINAL, Status.PENDING, Status.NOT_KNOWN}),
    Relation.AFFIRMED: frozenset({Status.PENDING}),
    Relation.VARIED: frozenset({Status.PENDING}),
}
OPEN = frozenset({Status.PENDING, Status.UNDER_APPEAL})


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding whose history contradicts its status or does not explain it."""
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            yield from _unexplained(entry)
            yield from _contradicted(dossier, entry)


def _unexplained(entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    proceeding = entry.record
    explaining = EXPLAINED_BY.get(proceeding.status, frozenset())
    if explaining and not any(later.relation in explaining for later in proceeding.history):
        message = f"the status is `{proceeding.status}`, and no entry of `history` says by which proceeding"
        help_ = f"add the later proceeding to `history` with `relation: {proceeding.status}`"
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY)


def _contradicted(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Compare the status with the last entry of the history only: earlier entries may be out of date."""
    proceeding = entry.record
    if not proceeding.history:
        return
    last = proceeding.history[-1]
    later = dossier.proceeding(last.proceeding)
    if later is None or later.withdrawn is not None:
        return
    if last.relation is Relation.APPEALED_TO and proceeding.status is Status.FINAL and later.status in OPEN:
        message = f"the status is `final`, but the appeal {later.id} is `{later.status}`"
    elif later.status is Status.FINAL and proceeding.status in IMPOSSIBLE_AFTER.get(last.relation, frozenset()):
        message = f"the status is `{proceeding.status}`, but according to `history` {later.id} {last.relation} it"
    else:
        return
    label = Label(entry.at("history", len(proceeding.history) - 1, "relation"), f"{later.id} is entered here")
    help_ = f"correct the status, or the status of {later.id}"
    yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))
