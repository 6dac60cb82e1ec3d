"""Whoever reads a claim that rests on a decision learns what became of the decision.

Why it matters
    A decision that was reversed is the first thing the other side will produce. A dossier that cites it in silence
    misleads the court, and its author with it.

Reported
    # PRO-2026-0003.yaml
    history:
      - relation: reversed
        proceeding: PRO-2026-0005
    # CLM-2026-0042.yaml
    proceedings: [PRO-2026-0003]
    # and no `later_history`

Instead
    Say in `later_history` what became of it: "Reversed on appeal (PRO-2026-0005) on 17 October 2023."
    This is asked of a claim of any standing whose `proceedings` name one that was reversed, varied or remitted, itself
    or in a later step of the same case. It is not asked of a claim about the reversal: one that names the reversing
    proceeding too and is dated no earlier than it. A claim that is `superseded` owes its `later_history` in any case,
    and `standing-evidence` says so.
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

_UNDONE = {Relation.REVERSED, Relation.VARIED, Relation.REMITTED}


class Undoing(NamedTuple):
    """That a proceeding was reversed, varied or remitted: which, where that is recorded, by which other, and when."""

    name: str
    label: Label
    word: str
    by: str | None
    since: date | None


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding that was undone and on which a claim rests in silence."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.later_history or claim.standing is Standing.SUPERSEDED:
            continue
        for number, name in enumerate(claim.proceedings):
            undone = next((one for one in _undoings(dossier, name) if not _tells(claim, one)), None)
            if undone is not None:
                yield _report(entry, number, name, undone)


def _report(entry: Entry[Claim], number: int, name: str, undone: Undoing) -> Diagnostic:
    by = f" by `{undone.by}`" if undone.by else ""
    # What became of a later step may restore the first one: it must not be called reversed itself.
    which = f"`{name}`" if undone.name == name else f"`{undone.name}`, a later step of `{name}`,"
    message = f"{which} was {undone.word}{by}, and the claim does not say so"
    help_ = "say in `later_history` what became of it"
    return Diagnostic(CODE, message, entry.at("proceedings", number), help_, SEVERITY, (undone.label,))


def _undoings(dossier: Dossier, name: str) -> Iterator[Undoing]:
    """What undid a proceeding, or a later step of its case; circles in the history are endured."""
    seen = {name}
    waiting = [name]
    while waiting:
        here = waiting.pop()
        entry = dossier.entries.get(here)
        proceeding = dossier.proceeding(here)
        if entry is None or proceeding is None:
            continue
        told = False
        for number, later in enumerate(proceeding.history):
            if later.relation in _UNDONE:
                told = True
                label = Label(entry.at("history", number, "relation"), "recorded here")
                since = _since(dossier, later.proceeding, later.date)
                yield Undoing(here, label, later.relation.value, later.proceeding, since)
            if later.proceeding not in seen:
                seen.add(later.proceeding)
                waiting.append(later.proceeding)
        if proceeding.status is ProceedingStatus.REVERSED and not told:
            yield Undoing(here, Label(entry.at("status"), "recorded here"), "reversed", None, None)


def _since(dossier: Dossier, later: str, noted: Edtf | None) -> date | None:
    """The first day on which the later decision may have been given."""
    proceeding = dossier.proceeding(later)
    decided = noted or (proceeding.decided if proceeding is not None else None)
    return decided.earliest if decided is not None else None


def _tells(claim: Claim, undone: Undoing) -> bool:
    """Whether the claim is about what undid it: names it, and says what was so from then on."""
    if undone.by not in claim.proceedings or undone.since is None or not isinstance(claim.date, Edtf):
        return False
    start = claim.date.start
    return isinstance(start, PartialDate) and start.latest >= undone.since
