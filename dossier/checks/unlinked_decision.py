"""A judgment that a proceeding names has the number of its decision.

Why it matters
    A judgment and its proceeding are linked by their numbers: the neutral citation, the ECLI or the case number. If
    these differ, neither the judgment nor claims on it say that the decision was reversed.

Reported
    # PRO-2026-0002.yaml
    neutral_citation: "[2021] EWHC 91 (Admin)"
    sources: [SRC-2026-0004]
    # SRC-2026-0004.yaml
    neutral_citation: "[2021] EWHC 19 (Admin)"

Instead
    Write the number in both records as the court gave it. If the source is another decision, such as that of the
    court below, give that decision a proceeding of its own. Nothing is reported if the source is linked to any
    proceeding, is older than the decision, or names another body on record than the forum as its court or publisher.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Body, Proceeding, Record, Source
from dossier.model.dates import PartialDate
from dossier.model.decision_numbers import decision_keys, is_decision
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier

CODE = "unlinked-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

_NUMBERS = ("neutral_citation", "ecli", "case_number", "official_id", "report", "publication", "title")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each judgment that a proceeding names and whose numbers link it to no proceeding."""
    for entry in dossier.proceedings():
        proceeding = entry.record
        own = _number(proceeding)
        if proceeding.withdrawn is not None or own is None:
            continue
        for number, name in enumerate(proceeding.sources):
            source = dossier.source(name)
            other = None if source is None else _number(source)
            if source is None or other is None or not _may_be_of(dossier, source, proceeding):
                continue
            if not any(decisions_in(dossier, source)):
                message = (
                    f"`{name}` has the number `{getattr(source, other)}`, and this proceeding has "
                    f"`{getattr(proceeding, own)}`, so later decisions are not linked to the judgment"
                )
                help_ = f"if it is the decision, write the same number in `{other}` of the source and in `{own}` here"
                label = Label(dossier.entries[name].at(other), "the number of the source")
                yield Diagnostic(CODE, message, entry.at("sources", number), help_, SEVERITY, (label,))


def _may_be_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if the source is a decision, and not evidently an older one or that of another forum."""
    if not is_decision(source) or source.withdrawn is not None:
        return False
    issued, decided = source.issued, proceeding.decided
    is_older = isinstance(issued, PartialDate) and decided is not None and issued.latest < decided.earliest
    court = (source.court or "").casefold()
    courts = {name for name, entry in dossier.entries.items() if court and court in _names(entry.record)}
    bodies = courts or {source.publisher_body} - {None}
    return not is_older and (not bodies or proceeding.forum in bodies)


def _names(record: Record) -> set[str]:
    """The names of a body without regard to case, and without a place in brackets. Other records have none."""
    fields = ("name", "name_in_english", "abbreviation") if isinstance(record, Body) else ()
    return {text.casefold().partition(" (")[0] for name in fields if (text := getattr(record, name, None))}


def _number(record: Source | Proceeding) -> str | None:
    """The first field with a number, or None if the record has no number of a decision."""
    return next((name for name in _NUMBERS if getattr(record, name, None)), None) if decision_keys(record) else None
