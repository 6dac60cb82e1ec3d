"""A claimed finding or law rests on a source read in full.

Why it matters
    Only the decision itself shows what a court or a regulator found. A summary leaves out the limits that the decision
    set, and the other side will read these aloud first.

Reported
    standing: found-by-court
    evidence:
      - source: SRC-2026-0003    # checked: {level: excerpt, ...}
        stance: supports

Instead
    Read the decision, and record `checked: {level: full-text, on: ...}` in the source. Until then the page of the claim
    says that no source that supports it was read in full. The page of a claim with another standing says so too. This
    is a warning: publishing with it is honest, and publishing without it is better.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import Standing
from dossier.reading.dossier import Dossier

CODE = "unread-authority"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

_BY_AUTHORITY = {Standing.FOUND_BY_COURT, Standing.FOUND_BY_REGULATOR, Standing.ENACTED}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each finding or law if no source that supports the claim was read in full."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.standing in _BY_AUTHORITY and dossier.is_unread(claim):
            message = f"the claim is `{claim.standing}`, but no source that supports it was read in full"
            help_ = "read the decision or the law, and record that in `checked` of the source"
            yield Diagnostic(CODE, message, entry.at("standing"), help_, SEVERITY)
