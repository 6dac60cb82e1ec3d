"""A finding or a law is read in full before a claim rests on it.

Why it matters
    What a court or a regulator found is found out by reading its decision. A summary leaves out the limits that the
    decision drew, and these are the first thing the other side will read aloud.

Reported
    standing: found-by-court
    evidence:
      - source: SRC-2026-0003    # checked: {level: excerpt, ...}
        stance: supports

Instead
    Read the decision, and record `checked: {level: full-text, on: ...}` in the source. Until then the page of the claim
    says that no source that supports it was read in full, as the page of every such claim does, whatever its standing.
    This is a warning: it is honest to publish with it, and better without.
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
    """Yield one warning for each claim by authority of which no supporting source was read in full."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.standing in _BY_AUTHORITY and dossier.is_unread(claim):
            message = f"the claim is `{claim.standing}`, and no source that supports it was read in full"
            help_ = "read the decision or the law, and record it in `checked` of the source"
            yield Diagnostic(CODE, message, entry.at("standing"), help_, SEVERITY)
