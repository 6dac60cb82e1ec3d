"""A reported claim has no sources that are known to be independent.

Why it matters
    Two sources that are known not to repeat each other establish a claim better than one voice. A reader who sees
    "reported" next to them learns less than the dossier knows.

Reported
    standing: reported
    evidence:
      - source: SRC-2026-0007    # derived_from: none-found
        stance: supports
      - source: SRC-2026-0008    # derived_from: [SRC-2026-0003]
        stance: supports

Instead
    Write `standing: corroborated`. If the sources got this fact from the same place after all, name that source in the
    `origin` of the evidence. Or say in `standing_reason` why the claim is no more than reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.vocabulary import Stance, Standing
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.independence import Support, support_of

CODE = "independent-sources"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each reported claim of which two supporting sources are known to be independent."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.standing is Standing.REPORTED and not claim.standing_reason:
            support = support_of(dossier, claim)
            if support.independent is not None:
                yield _report(entry, support, support.independent)


def _report(entry: Entry[Claim], support: Support, pair: tuple[str, str]) -> Diagnostic:
    labels = []
    for name in pair:
        number = next(
            number
            for number, evidence in enumerate(entry.record.evidence)
            if evidence.source == name and evidence.stance is Stance.SUPPORTS
        )
        origins = " and ".join(f"`{origin}`" for origin in sorted(support.origins_of[name] or ()))
        text = "repeats no other source" if origins == f"`{name}`" else f"goes back to {origins}"
        labels.append(Label(entry.at("evidence", number, "source"), text))
    message = f"the claim is `reported`, but `{pair[0]}` and `{pair[1]}` are known to be independent"
    help_ = "write `standing: corroborated`, or say in `standing_reason` why it is no more than reported"
    return Diagnostic(CODE, message, entry.at("standing"), help_, SEVERITY, tuple(labels))
