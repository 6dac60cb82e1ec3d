"""Every body in focus is named by at least one claim.

Why it matters
    The page of a body in focus lists what is reported about it. A page with nothing on it suggests that something is
    known, and is an accusation by its mere presence.

Reported
    evidence/airlines/example-air.yaml    # no claim names example-air

Instead
    Name the body in the `concerns` of a claim, or delete the record before it is published. A body that another body
    names as its predecessor needs no claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import BODIES, Kind
from dossier.reading.dossier import Dossier

CODE = "focus-without-claim"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

NAMING = (*BODIES, Kind.CLAIM)


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each body in focus that no claim and no other body names."""
    for entry in dossier.focus_bodies():
        name = entry.record.id
        if entry.record.withdrawn is None and dossier.is_unreferenced(name, NAMING):
            message = f"no claim names the {dossier.subject.focus.name} `{name}`"
            yield Diagnostic(CODE, message, entry.at("id"), "name it in a claim, or withdraw the record", SEVERITY)
