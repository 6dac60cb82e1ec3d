"""A statement on the payment of a penalty has a source.

Why it matters
    A dossier that calls a fine unpaid accuses the company of not paying. A dossier that calls it paid ends the matter.
    Neither may rest on memory, and most announcements of a fine say nothing about payment.

Reported
    penalties:
      - amount: 20000000
        currency: EUR
        paid: {state: unpaid}

Instead
    Name the source that says so: `paid: {state: unpaid, source: SRC-2026-0107}`. If you looked and found nothing, write
    `not-known`, which needs no source. If nobody looked, leave `paid` out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import PaymentState
from dossier.reading.dossier import Dossier

CODE = "unsourced-payment"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each payment without a source."""
    for entry in dossier.proceedings():
        if entry.record.withdrawn is not None:
            continue
        for number, penalty in enumerate(entry.record.penalties):
            paid = penalty.paid
            if paid is not None and paid.source is None and paid.state is not PaymentState.NOT_KNOWN:
                yield Diagnostic(
                    CODE,
                    f"the penalty is `{paid.state}`, and no source is named that says so",
                    entry.at("penalties", number, "paid", "state"),
                    f"name the source, or write `{PaymentState.NOT_KNOWN}`",
                    SEVERITY,
                )
