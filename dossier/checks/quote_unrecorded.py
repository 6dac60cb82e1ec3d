"""A quotation is recorded in a capture of its source.

Why it matters
    The preserved copy is private, and most readers and programs do not have it. Only the record of the capture shows
    them that the words were found, at which place and how.

Reported
    # CAP-2026-0001.yaml
    quotes: []
    # CLM-2026-0042.yaml quotes the source of CAP-2026-0001

Instead
    # CAP-2026-0001.yaml
    quotes:
      - claim: CLM-2026-0042
        exact: did not use the service
        start: 120
        end: 143
        tier: verbatim
    If the preserved file is available, the help names the place. If the words of the claim changed, change them in the
    capture too.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import ClaimQuotation, quotations
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-unrecorded"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that no capture of its source records."""
    for quotation in quotations(dossier):
        if not quotation.copies or any(copy.recorded is not None for copy in quotation.copies):
            continue
        # If no copy can have the words, `quote-not-in-source` or `quote-ambiguous` reports it.
        if any(copy.places is None or copy.contains_once for copy in quotation.copies):
            yield _report(quotation)


def _report(quotation: ClaimQuotation) -> Diagnostic:
    containing = next((copy for copy in quotation.copies if copy.places and copy.contains_once), None)
    copy = containing or next(copy for copy in quotation.copies if copy.places is None)
    name = copy.capture.record.id
    message = f"`{name}` does not record this quotation"
    help_ = f"find the words in the preserved text, and add them to `quotes` of `{name}`"
    if copy.places:
        place = copy.places[0]
        help_ = f"add to `quotes` of `{name}`: start {place.start}, end {place.end}, tier {place.tier}"
    label = Label(copy.capture.at("quotes"), "the recorded quotations")
    return Diagnostic(CODE, message, quotation.span, help_, SEVERITY, (label,))
