"""A record waits for its number no longer than until it is merged.

Why it matters
    A placeholder lets you write a record without knowing which numbers others take meanwhile. Once published, an
    identifier can never change: so a placeholder must not be published.

Reported
    id: CLM-2026-NEW-met-reply

Instead
    Contributors need do nothing: it is a warning. Before merging, the maintainer runs `assign-ids`, which renames files
    and references alike. Where the records are final, as on main and in a release, a placeholder is an error.
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
    """Yield one diagnostic for each record without a number: an error where the records are final."""
    severity = Severity.ERROR if dossier.final else SEVERITY
    for name, entry in dossier.entries.items():
        if is_placeholder(name):
            message = f"`{name}` still waits for its number"
            yield Diagnostic(CODE, message, entry.at("id"), "run `assign-ids` before merging", severity)
