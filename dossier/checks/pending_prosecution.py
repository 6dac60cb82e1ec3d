"""No adverse claim rests on a prosecution that is not over.

Why it matters
    While a criminal case is active, many laws restrict what may be published about it. In England and Wales, a
    publication that may seriously prejudice the trial is a contempt of court, even if every word is true
    (Contempt of Court Act 1981, ss 1–2). Elsewhere the presumption of innocence sets similar limits.

Reported
    # PRO-2026-0003.yaml
    kind: prosecution
    status: pending
    # CLM-2026-0042.yaml
    proceedings: [PRO-2026-0003]
    adverse_to: [quarry-ltd]

Instead
    Ask a lawyer if reporting restrictions apply. Until then, leave the claim out, or set `hold` with
    `kind: legal-restriction`. If the case is over, correct its `status`. This is a warning, because most claims about
    a prosecution may be published. A criminal complaint that somebody files is not yet a prosecution.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model.vocabulary import ProceedingKind, ProceedingStatus
from dossier.reading.dossier import Dossier

CODE = "pending-prosecution"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

CRIMINAL = frozenset({ProceedingKind.PROSECUTION, ProceedingKind.CONVICTION})
ACTIVE = frozenset({ProceedingStatus.PENDING, ProceedingStatus.UNDER_APPEAL, ProceedingStatus.REMITTED})


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each criminal case that is not over and that an adverse claim names."""
    for entry in dossier.live_claims():
        if not entry.record.adverse_to or entry.record.hold is not None:
            continue
        for number, name in enumerate(entry.record.proceedings):
            proceeding = dossier.proceeding(name)
            if proceeding is None or proceeding.kind not in CRIMINAL or proceeding.status not in ACTIVE:
                continue
            label = Label(dossier.entries[name].at("status"), "its status is recorded here")
            yield Diagnostic(
                CODE,
                f"the claim is adverse to `{entry.record.adverse_to[0]}`, and `{name}` is a {proceeding.kind} whose "
                f"status is `{proceeding.status}`",
                entry.at("proceedings", number),
                "ask a lawyer if reporting restrictions apply, and set `hold` until the answer",
                SEVERITY,
                (label,),
            )
