"""A change of what a published claim says is declared in its `corrections`.

Why it matters
    Somebody may have cited the old words. The page of the old revision must tell them that it was corrected,
    when and why; a dossier that changes in silence is worth nothing in court.

Reported
    statement: Five forces registered.    # the base said: Four forces registered.
    corrections: []

Instead
    corrections:
      - date: 2026-11-23
        was: Four forces registered.
        reason: The fifth force answered in November 2026.
    It is asked for where statement, date or standing differ, or a quotation is changed or taken out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.checks.correction_changes import added, shown
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.model.field_types import written
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier, Entry

CODE = "undeclared-correction"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each published claim that says something else and declares no new correction."""
    for entry in dossier.claims():
        was = base.claim(entry.record.id)
        if was is None or is_placeholder(was.id) or added(entry.record, was):
            continue
        changes = list(_changes(entry, was))
        if changes:
            names = ", ".join(f"`{name}`" for name, _ in changes)
            verb = "differs" if len(changes) == 1 else "differ"
            message = f"{names} {verb} from what was published, and no new correction says so"
            help_ = "add an entry to `corrections`, with `date`, `was` and `reason`"
            labels = tuple(label for _, label in changes)
            yield Diagnostic(CODE, message, labels[0].span, help_, SEVERITY, labels)


def _changes(entry: Entry[Claim], was: Claim) -> Iterator[tuple[str, Label]]:
    now = entry.record
    for name in ("statement", "date", "standing"):
        before = shown(written(getattr(was, name)))
        if before != shown(written(getattr(now, name))):
            yield name, Label(entry.at(name), f"it was: {before}")
    left = _quotations(now)
    for (source, exact, translation), times in _quotations(was).items():
        if times > left[source, exact, translation]:
            here = next((n for n, evidence in enumerate(now.evidence) if evidence.source == source), None)
            place = entry.at("evidence") if here is None else entry.at("evidence", here, "quote", "exact")
            yield "quote", Label(place, f"{source} was quoted: {exact}")


def _quotations(claim: Claim) -> Counter[tuple[str, str, str]]:
    """How often each source is quoted with which words and which translation."""
    return Counter(
        (evidence.source, shown(evidence.quote.exact), shown(evidence.quote.translation or ""))
        for evidence in claim.evidence
        if evidence.quote is not None
    )
