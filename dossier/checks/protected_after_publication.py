"""A source that becomes protected is taken out of what was published.

Why it matters
    To protect a source hides nothing that was released. Its permalink, and those of the claims that cite it, still
    have the author, the address and the day, and readers will look there first.

Reported
    # the base has this source with its author and its address
    unpublished:
      described_as: A statement of a person who worked on the system
      reason: It was given in confidence
      protected: The person would lose their post

Instead
    Run `redact` for the words that show whose the source is, for all permalinks that have them. Then add a correction
    that says so, without these words:
    corrections:
      - date: 2026-11-23
        was: "[redacted]"
        reason: The source asked for protection, and release 2026.11.23.2 redacted what was published of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.correction_changes import added_corrections
from dossier.checks.protected_source import identifying_fields
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import is_placeholder
from dossier.model.redaction import MARK
from dossier.model.vocabulary import TitleBasis
from dossier.reading.dossier import Dossier

CODE = "protected-after-publication"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each source that became protected without a correction that says so."""
    for entry in dossier.sources():
        before = base.source(entry.record.id)
        if before is None or before.is_protected or not entry.record.is_protected or is_placeholder(before.id):
            continue
        fields = list(identifying_fields(before))
        fields += [] if before.title_basis is TitleBasis.DESCRIBED else ["title"]
        if fields and not added_corrections(base, entry.record, before):
            names = ", ".join(f"`{name}`" for name in fields)
            message = f"`{before.id}` was published with {names}, and becoming protected does not take that back"
            help_ = f'run `redact` for its permalinks, then add a correction with `was: "{MARK}"` that says so'
            yield Diagnostic(CODE, message, entry.at("unpublished", "protected"), help_, SEVERITY)
