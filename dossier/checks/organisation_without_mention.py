"""Every organisation is named by at least one other record.

Why it matters
    If no record names an organisation, its page says nothing, and readers wonder what it is accused of.

Reported
    evidence/organisations/example-court.yaml    # no record names example-court

Instead
    Name the organisation in a record of what it did: as the forum or a party of a proceeding, in a claim, or as the
    publisher of a source. Or delete the record before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "organisation-without-mention"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each organisation that no other record names."""
    for entry in dossier.organisations():
        name = entry.record.id
        if entry.record.withdrawn is None and dossier.is_unreferenced(name):
            message = f"no record names the organisation `{name}`"
            help_ = "name it in another record, or withdraw this record"
            yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY)
