"""Every force is named by at least one claim.

Why it matters
    The page of a force lists what is reported about it. A page with nothing on it suggests that something is known,
    and is an accusation by its mere presence.

Reported
    evidence/forces/metropolitan.yaml    # no claim names metropolitan

Instead
    Name the force in the `forces` of a claim, or delete the record before it is published. A force that another body
    names as its predecessor needs no claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import BODIES, Kind
from dossier.reading.dossier import Dossier

CODE = "force-without-claim"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

NAMING = BODIES | {Kind.CLAIM}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each force that no claim and no other body names."""
    for entry in dossier.forces():
        name = entry.record.id
        if entry.record.withdrawn is None and dossier.is_unreferenced(name, NAMING):
            message = f"no claim names the force `{name}`"
            yield Diagnostic(CODE, message, entry.at("id"), "name it in a claim, or withdraw the record", SEVERITY)
