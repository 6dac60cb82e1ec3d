"""No two proceedings are the same step.

Why it matters
    If a decision is entered twice, the reversal may be recorded in one proceeding only. Sources and claims that name
    the other are then shown as good law.

Reported
    # PRO-2026-0002.yaml
    forum: data-authority
    case_number: KW-17
    decided: 2025-02-11
    # PRO-2026-0007.yaml
    forum: data-authority
    case_number: KW-17
    decided: 2025-02-11

Instead
    Keep the older record, move what the newer record adds into it, and withdraw the newer record with `replaced_by`. If
    they are two steps of a case, name the later in `history` of the earlier. If they are two parts of a judgment, name
    the part in both neutral citations.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding
from dossier.model.decision_numbers import case_numbers
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-proceeding"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding with the forum, case number and day of decision of an earlier record."""
    seen: dict[tuple[str, str, str], Entry[Proceeding]] = {}
    for entry in dossier.proceedings():
        proceeding = entry.record
        if proceeding.withdrawn is not None or proceeding.decided is None:
            continue
        keys = [(proceeding.forum, number, proceeding.decided.text) for number in case_numbers(proceeding)]
        firsts = (seen.setdefault(key, entry) for key in keys)
        first = next((each for each in firsts if not _are_two_steps(each.record, proceeding)), None)
        if first is not None:
            message = f"`{first.record.id}` has the same forum, case number and day of decision"
            help_ = f"use `{first.record.id}` instead, or name the later step in `history` of the earlier"
            label = Label(first.at("case_number"), "the same step")
            yield Diagnostic(CODE, message, entry.at("case_number"), help_, SEVERITY, (label,))


def _are_two_steps(one: Proceeding, other: Proceeding) -> bool:
    """True for the same record, if one record names the other as a later step, or if both have a citation."""
    named = {step.proceeding for each in (one, other) for step in each.history}
    are_cited = bool(one.neutral_citation and other.neutral_citation)
    return one.id == other.id or are_cited or not named.isdisjoint({one.id, other.id})
