"""A claim that rests on a reversed decision says so.

Why it matters
    A reversal is the first thing that the other side will produce. A dossier that cites the decision and does not
    mention its reversal misleads the court, and so does its author.

Reported
    # PRO-2026-0003.yaml
    history:
      - relation: reversed
        proceeding: PRO-2026-0005
    # CLM-2026-0042.yaml
    proceedings: [PRO-2026-0003]
    # and no `later_history`

Instead
    Say in `later_history` what became of the decision: "Reversed on appeal (PRO-2026-0005) on 17 October 2023."
    A claim of any standing needs this if its `proceedings` name a proceeding that was reversed, varied or remitted,
    itself or in a later step of the same case. A claim about the reversal does not need it: such a claim also names
    the reversing proceeding, and its date is not earlier. A `superseded` claim always needs `later_history`, and
    `standing-evidence` checks that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.dates import Edtf, PartialDate
from dossier.model.vocabulary import ProceedingStatus, Relation, Standing
from dossier.reading.dossier import Dossier, Entry

CODE = "reversed-authority"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_REVERSING = {Relation.REVERSED, Relation.VARIED, Relation.REMITTED}


class Reversal(NamedTuple):
    """A proceeding that was reversed, varied or remitted: by which later proceeding and since when, if recorded."""

    proceeding: str
    label: Label
    relation: str
    by: str | None
    since: date | None


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reversed proceeding that a claim rests on without saying so."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.later_history or claim.standing is Standing.SUPERSEDED:
            continue
        for number, name in enumerate(claim.proceedings):
            unmentioned = (reversal for reversal in _reversals(dossier, name) if not _is_about(claim, reversal))
            if (first := next(unmentioned, None)) is not None:
                yield _report(entry, number, name, first)


def _report(entry: Entry[Claim], number: int, name: str, reversal: Reversal) -> Diagnostic:
    by = f" by `{reversal.by}`" if reversal.by else ""
    # Reversing a later step may restore the first decision, so the first decision must not be called reversed.
    later_step = f"`{reversal.proceeding}`, a later step of `{name}`,"
    subject = f"`{name}`" if reversal.proceeding == name else later_step
    message = f"{subject} was {reversal.relation}{by}, and the claim does not say so"
    help_ = "say in `later_history` what became of it"
    return Diagnostic(CODE, message, entry.at("proceedings", number), help_, SEVERITY, (reversal.label,))


def _reversals(dossier: Dossier, name: str) -> Iterator[Reversal]:
    """Yield the reversals of a proceeding and of the later steps of its case. Cycles in the history are tolerated."""
    seen = {name}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        entry = dossier.entries.get(current)
        proceeding = dossier.proceeding(current)
        if entry is None or proceeding is None:
            continue
        has_entry = False
        for number, later in enumerate(proceeding.history):
            if later.relation in _REVERSING:
                has_entry = True
                label = Label(entry.at("history", number, "relation"), "recorded here")
                since = _since(dossier, later.proceeding, later.date)
                yield Reversal(current, label, later.relation.value, later.proceeding, since)
            if later.proceeding not in seen:
                seen.add(later.proceeding)
                waiting.append(later.proceeding)
        if proceeding.status is ProceedingStatus.REVERSED and not has_entry:
            yield Reversal(current, Label(entry.at("status"), "recorded here"), "reversed", None, None)


def _since(dossier: Dossier, later: str, recorded: Edtf | None) -> date | None:
    """The first day on which the later decision may have been given, or None if no date is recorded."""
    proceeding = dossier.proceeding(later)
    decided = recorded or (proceeding.decided if proceeding is not None else None)
    return decided.earliest if decided is not None else None


def _is_about(claim: Claim, reversal: Reversal) -> bool:
    """True if the claim names the reversing proceeding and is dated no earlier than it."""
    if reversal.by not in claim.proceedings or reversal.since is None or not isinstance(claim.date, Edtf):
        return False
    start = claim.date.start
    return isinstance(start, PartialDate) and start.latest >= reversal.since
