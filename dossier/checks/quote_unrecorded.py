"""A quotation is recorded in the capture it was found in.

Why it matters
    The preserved copy is private, and most readers and machines do not have it. The record of the capture is what
    tells them that the words were found, where and how.

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
    Where the file is at hand the remedy names the place. If the claim's words changed, change them here too.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import Quoted, quoted
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.reading.dossier import Dossier

CODE = "quote-unrecorded"
SEVERITY = Severity.ERROR
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each quotation that no capture of its source records."""
    for one in quoted(dossier):
        if not one.copies or any(copy.recorded is not None for copy in one.copies):
            continue
        # Where every copy is at hand and none has the words, that is what is to be said.
        if any(copy.places is None or copy.holds for copy in one.copies):
            yield _report(one)


def _report(one: Quoted) -> Diagnostic:
    found = next((copy for copy in one.copies if copy.places and copy.holds), None)
    copy = found or next(copy for copy in one.copies if copy.places is None)
    name = copy.capture.record.id
    message = f"`{name}` does not record this quotation"
    help_ = f"find the words in the preserved text, and add them to `quotes` of `{name}`"
    if copy.places:
        place = copy.places[0]
        help_ = f"add to `quotes` of `{name}`: start {place.start}, end {place.end}, tier {place.tier}"
    label = Label(copy.capture.at("quotes"), "the quotations recorded")
    return Diagnostic(CODE, message, one.span, help_, SEVERITY, (label,))
