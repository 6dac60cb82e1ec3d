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
from dossier.checks.quotation_search import Match
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Capture
from dossier.reading.dossier import Dossier, Entry

CODE = "quote-unrecorded"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that no capture of its source records."""
    for quotation in quotations(dossier):
        if quotation.recorded:
            continue
        containing = next((copy for copy in quotation.searched if copy.contains_once), None)
        capture = quotation.copies.first_without_text if containing is None else containing.capture
        # If no copy can have the words, `quote-not-in-source` or `quote-ambiguous` reports it.
        if capture is not None:
            yield _report(quotation, capture, () if containing is None else containing.places)


def _report(quotation: ClaimQuotation, capture: Entry[Capture], places: tuple[Match, ...]) -> Diagnostic:
    name = capture.record.id
    message = f"`{name}` does not record this quotation"
    help_ = f"find the words in the preserved text, and add them to `quotes` of `{name}`"
    for place in places:
        help_ = f"add to `quotes` of `{name}`: start {place.start}, end {place.end}, tier {place.tier}"
    label = Label(capture.at("quotes"), "the recorded quotations")
    return Diagnostic(CODE, message, quotation.span, help_, SEVERITY, (label,))
