"""A record has its final number before it is merged.

Why it matters
    A placeholder lets you write a record without knowing which numbers other people are taking at the same time. A
    published identifier can never change, so a placeholder must not be published.

Reported
    id: CLM-2026-NEW-met-reply

Instead
    Contributors need not do anything: for them it is a warning. Before merging, the maintainer runs `assign-ids`, which
    renames files and references. If the records are final, as on main and in a release, a placeholder is an error.
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
    for name, entry in dossier.entries.items():
        if is_placeholder(name):
            message = f"`{name}` is a placeholder, and has no number yet"
            yield Diagnostic(CODE, message, entry.at("id"), "run `assign-ids` before merging", severity)
