"""A corroborated claim has sources with at least two origins.

Why it matters
    Two newspapers that carry the same agency report are a single voice. A court that finds this out will doubt every
    other claim in the dossier.

Reported
    standing: corroborated
    evidence:
      - source: SRC-2026-0007    # derived_from: [SRC-2026-0003]
        stance: supports
      - source: SRC-2026-0008    # derived_from: [SRC-2026-0003]
        stance: supports

Instead
    Cite a source with an origin of its own, or lower the standing to `reported`. The origins of a source are the
    sources that it is `derived_from`. If only this fact in the source comes from another source, name that source in
    the `origin` of the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.vocabulary import Stance, Standing
from dossier.reading.dossier import Dossier, Entry

CODE = "weak-corroboration"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each corroborated claim whose supporting sources all have the same origin."""
    for entry in dossier.live_claims():
        if entry.record.standing is Standing.CORROBORATED:
            yield from _check_claim(dossier, entry)


def _check_claim(dossier: Dossier, entry: Entry[Claim]) -> Iterator[Diagnostic]:
    support = [
        (number, evidence)
        for number, evidence in enumerate(entry.record.evidence)
        if evidence.stance is Stance.SUPPORTS
    ]
    if len({evidence.source for _, evidence in support}) < 2:
        return  # `standing-evidence` reports this
    origins = {origin for _, evidence in support for origin in dossier.origins_of(evidence)}
    if len(origins) > 1:
        return
    origin = origins.pop()
    yield Diagnostic(
        CODE,
        f"every source that supports `{entry.record.id}` goes back to `{origin}`",
        entry.at("standing"),
        "cite a source with an origin of its own, or lower the standing",
        SEVERITY,
        tuple(
            Label(entry.at("evidence", number, "source"), f"goes back to `{origin}`")
            for number, evidence in support
            if evidence.source != origin
        ),
    )
