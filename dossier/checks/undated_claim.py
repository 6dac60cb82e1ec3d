"""A claim has a date, or says why it has none.

Why it matters
    "The ministry uses the tool" is true at some time. If a claim has no date, no reader can know if a later denial
    contradicts it.

Reported
    standing: reported
    date: undated

Instead
    Give the date as exactly as it is known: `2021`, `2020-02/2021-05`, `../2021-05`. If nothing is known, say why in
    `standing_reason`. A claim about a law (`enacted`) needs neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import Standing, Undated
from dossier.reading.dossier import Dossier

CODE = "undated-claim"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each undated claim that is not enacted and gives no reason."""
    for entry in dossier.live_claims():
        claim = entry.record
        if isinstance(claim.date, Undated) and claim.standing is not Standing.ENACTED and not claim.standing_reason:
            message = f"the claim is `{claim.standing}`, and has no date"
            help_ = "give the year or an interval, or say in `standing_reason` why there is no date"
            yield Diagnostic(CODE, message, entry.at("date"), help_, SEVERITY)
