"""A claim with contradicting evidence is disputed, or says why not.

Why it matters
    A reader who finds a denial among the sources of a claim that calls itself established will trust neither.

Reported
    standing: corroborated
    evidence:
      - source: SRC-2026-0003
        stance: supports
      - source: SRC-2026-0007
        stance: contradicts

Instead
    Write `standing: disputed`. Or say in `standing_reason` why one side prevails, for example that a court heard both.
    A claim that is `superseded` explains this in its `later_history`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.vocabulary import Stance, Standing
from dossier.reading.dossier import Dossier, Entry

CODE = "two-sided-evidence"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_SHOWS_BOTH_SIDES = {Standing.DISPUTED, Standing.SUPERSEDED}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each claim with evidence on both sides that does not say so."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.standing in _SHOWS_BOTH_SIDES or claim.standing_reason:
            continue
        stances = {evidence.stance for evidence in claim.evidence}
        if {Stance.SUPPORTS, Stance.CONTRADICTS} <= stances:
            message = f"the claim is `{claim.standing}`, but its evidence both supports and contradicts it"
            help_ = "write `standing: disputed`, or say in `standing_reason` why one side prevails"
            yield Diagnostic(CODE, message, entry.at("standing"), help_, SEVERITY, tuple(_contradictions(entry)))


def _contradictions(entry: Entry[Claim]) -> Iterator[Label]:
    for number, evidence in enumerate(entry.record.evidence):
        if evidence.stance is Stance.CONTRADICTS:
            yield Label(entry.at("evidence", number, "source"), "contradicts the claim")
