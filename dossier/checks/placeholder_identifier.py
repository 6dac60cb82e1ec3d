"""A record has its final number before it is published.

Why it matters
    A placeholder lets you write a record without knowing which numbers other people are taking at the same time. A
    published identifier can never change, so a placeholder must not be published.

Reported
    id: CLM-2026-NEW-late-reply

Instead
    Authors do nothing: for them it is a warning. After the merge, the publishing workflow gives the number on main, and
    changes the file name and all references. `check --final`, `release` and `build --published` refuse a placeholder.
    If the workflow could not push the numbers, a maintainer runs `assign-ids` on main and publishes the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier

CODE = "placeholder-identifier"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each placeholder: an error if the records are final, else a warning."""
    severity = Severity.ERROR if dossier.final else SEVERITY
    help_ = (
        "run `assign-ids` on main, then commit and push: the publishing workflow does this when it may push"
        if dossier.final
        else "leave it as it is: the number is given at the merge"
    )
    for name, entry in dossier.entries.items():
        if is_placeholder(name):
            message = f"`{name}` is a placeholder, and has no number yet"
            yield Diagnostic(CODE, message, entry.at("id"), help_, severity)
