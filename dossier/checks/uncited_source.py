"""Every source is cited.

Why it matters
    A source that nothing cites is either evidence that somebody forgot to use, or a page that makes the dossier look
    better founded than it is.

Reported
    evidence/sources/SRC-2026-0007.yaml    # no record names SRC-2026-0007

Instead
    Cite it in the `evidence` of a claim or the `sources` of a proceeding, or delete it before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "uncited-source"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each source that no other record names."""
    for entry in dossier.sources():
        name = entry.record.id
        if entry.record.withdrawn is None and dossier.is_unreferenced(name):
            message = f"no record cites the source `{name}`"
            help_ = "cite it in a claim or a proceeding, or withdraw it"
            yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY)
