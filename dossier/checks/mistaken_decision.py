"""A source agrees with the proceeding that it says it decided.

Why it matters
    The status of the source and of claims on it follows that proceeding. If the source is another decision in the case,
    such as the order on costs, it is called reversed although nobody reversed it. A judgment that was reversed looks
    good if it names the proceeding of another.

Reported
    # SRC-2026-0004.yaml
    issued: 2024-03-09
    decision_of: [PRO-2026-0002]
    # PRO-2026-0002.yaml
    decided: 2023-01-31

Instead
    Name the proceeding that it decided, or correct the record that is wrong. If the decision was published on a later
    day, write that day in `published` of the proceeding. The court of the source, if it is a body on record, must be
    the forum. Its day must be the day of the decision or of its publication, or between these. If both have a neutral
    citation, an ECLI or case numbers, they must have any of them in common. A copy or a translation may have a day of
    its own if it names the source of the decision in `derived_from`. A proceeding that is `pending` has no decision
    yet. If a proceeding was withdrawn, name the record that replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import have_other_cases, is_decision
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.decision_links import has_other_citation, shares_citation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.forum_and_day import courts_of, is_of_day

CODE = "mistaken-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

_CITATIONS = ("neutral_citation", "ecli", "official_id", "case_number", "report")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding that a source is linked to and that does not agree with it."""
    for entry in dossier.sources():
        source = entry.record
        is_meant = source.withdrawn is None and (is_decision(source) or bool(source.decides))
        for proceeding in decisions_in(dossier, source) if is_meant else ():
            found = next(_differences(dossier, source, proceeding), None)
            if found is not None:
                field, message, help_ = found
                label = Label(dossier.entries[proceeding.id].at(field), "recorded here")
                yield Diagnostic(CODE, message, _place(entry, proceeding), help_, SEVERITY, (label,))


def _place(entry: Entry[Source], proceeding: Proceeding) -> Span:
    """The place that links a source to a proceeding."""
    source = entry.record
    if proceeding.id in source.decides:
        return entry.at("decision_of", source.decides.index(proceeding.id))
    return entry.at(next((name for name in _CITATIONS if getattr(source, name)), "title"))


def _differences(dossier: Dossier, source: Source, proceeding: Proceeding) -> Iterator[tuple[str, str, str]]:
    """Yield each field of the proceeding that does not agree with the source, with the message and the help."""
    name = f"`{proceeding.id}`"
    if proceeding.withdrawn is not None:
        yield "withdrawn", f"{name} was withdrawn", "name the record that replaces it"
    if proceeding.status is ProceedingStatus.PENDING:
        yield "status", f"{name} is `pending`, so it has no decision yet", "correct its `status`, or name another"
    if has_other_citation(dossier, source, proceeding):
        help_ = "name the proceeding with the citation of the source, or correct either citation"
        yield "neutral_citation", f"{name} has another citation", help_
    if not shares_citation(dossier, source, proceeding) and have_other_cases(source, proceeding):
        help_ = "name the proceeding with the case number of the source, or write the number of the forum in both"
        yield "case_number", f"{name} has another case number", help_
    courts = courts_of(dossier, source)
    if courts and proceeding.forum not in courts:
        yield "forum", f"the court of the source is not the forum of {name}", "name the proceeding of that court"
    if is_of_day(source, proceeding) is False and not _is_copy(dossier, source, proceeding):
        help_ = (
            "if it is a copy or a translation, name in `derived_from` the source of the decision itself; if it was "
            "published later, write that day in `published` of the proceeding; if not, name another proceeding"
        )
        yield "decided", f"the decision in {name} is of another day", help_


def _is_copy(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source repeats another source of the decision, so that it may have a day of its own."""
    repeated = (dossier.source(name) for name in source.repeats)
    return any(each is not None and proceeding in decisions_in(dossier, each) for each in repeated)
