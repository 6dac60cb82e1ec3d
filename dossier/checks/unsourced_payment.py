"""A statement on a payment rests on a claim about that proceeding.

Why it matters
    A dossier that calls a fine unpaid accuses the company of not paying. A dossier that calls it paid ends the matter.
    Neither may rest on memory, and most announcements of a fine say nothing about payment. A claim has the day, the
    speaker, the sources for and against, and the answer of the company.

Reported
    penalties:
      - amount: 20000000
        currency: EUR
        paid: {state: unpaid}

Instead
    Name the claim that says so: `paid: {state: unpaid, claim: CLM-2026-0073}`. The claim has the proceeding among its
    `proceedings`. If you looked and found nothing, write `not-known`, which needs no claim. If nobody looked, leave
    `paid` out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Proceeding
from dossier.model.proceeding import Payment
from dossier.model.vocabulary import PaymentState
from dossier.reading.dossier import Dossier

CODE = "unsourced-payment"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each payment without a claim, or with a claim that is not about its proceeding."""
    for entry in dossier.proceedings():
        payments = [penalty.paid for penalty in entry.record.penalties]
        for number, paid in enumerate(payments if entry.record.withdrawn is None else []):
            fault = None if paid is None else _fault(dossier, entry.record, paid)
            if fault is not None:
                field, message, help_ = fault
                yield Diagnostic(CODE, message, entry.at("penalties", number, "paid", field), help_, SEVERITY)


def _fault(dossier: Dossier, proceeding: Proceeding, paid: Payment) -> tuple[str, str, str] | None:
    """The field, the message and the help, or None."""
    if paid.claim is None:
        if paid.state is PaymentState.NOT_KNOWN:
            return None
        message = f"the penalty is `{paid.state}`, and no claim is named that says so"
        return "state", message, f"name the claim, or write `{PaymentState.NOT_KNOWN}`"
    claim = dossier.claim(paid.claim)
    if claim is None or proceeding.id in claim.proceedings:
        return None
    help_ = f"add `{proceeding.id}` to the `proceedings` of the claim, or name the claim on this penalty"
    return "claim", f"`{claim.id}` does not name this proceeding", help_
