"""A recorded quotation stands where the capture says.

Why it matters
    Whoever holds the preserved text must be able to go to the place and read on: a quotation is judged by its context.

Reported
    quotes:
      - claim: CLM-2026-0042
        exact: did not use the service
        start: 110    # there the text says: "that it did not use the"
        end: 133
        tier: verbatim

Instead
    Count characters (Unicode code points) of the text, from 0; `end` is the place after the last one. The remedy names
    the right place and tier, if the words stand in the text once. This is checked where the preserved file is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.preserved_quotes import text_of
from dossier.checks.quotation_search import Match, find
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Capture
from dossier.reading.dossier import Dossier, Entry

CODE = "quote-offsets"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each recorded quotation that stands elsewhere, or was found otherwise."""
    for entry in dossier.captures():
        text = text_of(dossier, entry.record.id)
        if text is None:
            continue
        for number, recorded in enumerate(entry.record.quotes):
            places = find(recorded.exact, text)
            if Match(recorded.start, recorded.end, recorded.tier) not in places:
                yield _report(entry, number, places)


def _report(entry: Entry[Capture], number: int, places: tuple[Match, ...]) -> Diagnostic:
    recorded = entry.record.quotes[number]
    same = next((one for one in places if (one.start, one.end) == (recorded.start, recorded.end)), None)
    if same is not None:
        message = f"these words were found `{same.tier}`, not `{recorded.tier}`"
        return Diagnostic(CODE, message, entry.at("quotes", number, "tier"), f"write `tier: {same.tier}`", SEVERITY)
    message = f"characters {recorded.start} to {recorded.end} of the text of `{entry.record.id}` are not these words"
    help_ = "remove the entry, or record a quotation that the text has"
    if places:
        help_ = "write " + ", or ".join(f"start {one.start}, end {one.end}, tier {one.tier}" for one in places[:3])
    return Diagnostic(CODE, message, entry.at("quotes", number, "start"), help_, SEVERITY)
