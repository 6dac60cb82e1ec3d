"""A recorded quotation is at the place that its capture gives.

Why it matters
    Anyone who has the preserved text must be able to go to the place and read on: a quotation is judged by its context.

Reported
    quotes:
      - claim: CLM-2026-0042
        exact: did not use the service
        start: 110    # at this place the text says: "that it did not use the"
        end: 133
        tier: verbatim

Instead
    Count characters (Unicode code points) of the text, from 0; `end` is the place after the last character. If the text
    contains the words, the help names the right place and tier. This is checked if the preserved file is available, and
    not for a quotation with redacted words.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import capture_text
from dossier.checks.quotation_search import Match, find_quotation
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Capture
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier, Entry

CODE = "quote-offsets"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each recorded quotation with a wrong place or a wrong tier."""
    for entry in dossier.captures():
        text = capture_text(dossier, entry.record.id)
        if text is None:
            continue
        for number, recorded in enumerate(entry.record.quotes):
            if MARK in recorded.exact:
                continue
            places = find_quotation(recorded.exact, text)
            if Match(recorded.start, recorded.end, recorded.tier) not in places:
                yield _report(entry, number, places)


def _report(entry: Entry[Capture], number: int, places: tuple[Match, ...]) -> Diagnostic:
    recorded = entry.record.quotes[number]
    same_place = (place for place in places if (place.start, place.end) == (recorded.start, recorded.end))
    if (match := next(same_place, None)) is not None:
        message = f"the tier of these words is `{match.tier}`, not `{recorded.tier}`"
        return Diagnostic(CODE, message, entry.at("quotes", number, "tier"), f"write `tier: {match.tier}`", SEVERITY)
    message = f"characters {recorded.start} to {recorded.end} of the text of `{entry.record.id}` are not these words"
    help_ = "remove the entry, or record a quotation that the text contains"
    if places:
        help_ = "write " + ", or ".join(
            f"start {place.start}, end {place.end}, tier {place.tier}" for place in places[:3]
        )
    return Diagnostic(CODE, message, entry.at("quotes", number, "start"), help_, SEVERITY)
