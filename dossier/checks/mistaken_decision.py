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
    citation or an ECLI, it must be the same. A proceeding that is `pending` has no decision yet. If a proceeding was
    withdrawn, name the record that replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding, Source
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.decision_links import declared_proceedings, has_other_citation
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import courts_of, is_of_day

CODE = "mistaken-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding that a source names as its own and that does not agree with it."""
    for entry in dossier.sources():
        source = entry.record
        for number, proceeding in enumerate(declared_proceedings(dossier, source)):
            found = _difference(dossier, source, proceeding)
            if found is not None and source.withdrawn is None:
                field, message, help_ = found
                place = entry.at("decision_of", number)
                label = Label(dossier.entries[proceeding.id].at(field), "recorded here")
                yield Diagnostic(CODE, message, place, help_, SEVERITY, (label,))


def _difference(dossier: Dossier, source: Source, proceeding: Proceeding) -> tuple[str, str, str] | None:
    """The field of the proceeding that does not agree, the message and the help, or None."""
    name = f"`{proceeding.id}`"
    if proceeding.withdrawn is not None:
        return "withdrawn", f"{name} was withdrawn", "name the record that replaces it"
    if proceeding.status is ProceedingStatus.PENDING:
        return "status", f"{name} is `pending`, so it has no decision yet", "correct its `status`, or name another"
    if has_other_citation(dossier, source, proceeding):
        help_ = "name the proceeding with the citation of the source, or correct either citation"
        return "neutral_citation", f"{name} has another citation", help_
    courts = courts_of(dossier, source)
    if courts and proceeding.forum not in courts:
        return "forum", f"the court of the source is not the forum of {name}", "name the proceeding of that court"
    if is_of_day(source, proceeding) is False:
        help_ = "name the proceeding of that day, or write the day of publication in `published` of the proceeding"
        return "decided", f"the decision in {name} is of another day", help_
    return None
