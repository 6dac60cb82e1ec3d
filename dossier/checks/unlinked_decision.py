"""A decision says which proceeding it decided.

Why it matters
    A judgment and its proceeding are linked by the neutral citation or the ECLI that both have, or because the source
    names the proceeding in `decision_of`. If they are not linked, neither the judgment nor claims on it can say that
    the decision was reversed. Case numbers, days and courts link nothing: a case has several decisions. Until a
    decision says what it decided, its status is that its later course is not known.

Reported
    # SRC-2026-0004.yaml
    genre: regulator-decision
    official_id: SAN-2022-019
    # PRO-2026-0002.yaml
    case_number: SAN-2022-019
    sources: [SRC-2026-0004]

Instead
    # SRC-2026-0004.yaml
    decision_of: [PRO-2026-0002]
    Name each proceeding that the decision ended: joined cases have one decision. A part of the decision, or a copy of
    it, names the same. Write `decision_of: none-on-record` if it decided no proceeding on record: a judgment in another
    case that a regulator quotes, an order that stayed the case. A decision that is linked, or said to have decided none
    on record, is reported as well if a proceeding has its neutral citation or ECLI, or lists it or has its case number,
    and its forum and day do not differ. If it is another decision in that case, such as an order on costs, give that a
    proceeding of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import has_redacted_number
from dossier.model.vocabulary import DecisionLink
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.possible_decisions import is_unlinked, possible_decisions

CODE = "unlinked-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each decision that does not name its proceeding, or perhaps not all of them."""
    for entry in dossier.sources():
        source = entry.record
        possible = possible_decisions(dossier).get(source.id, ())
        unnamed = [each for each in decisions_in(dossier, source) if each.id not in source.decides]
        if has_redacted_number(source) or source.id in dossier.hidden_courses:
            # Its status says so, and nobody should have to name what was redacted or suspended.
            continue
        if is_unlinked(dossier, source):
            yield _unlinked(dossier, entry, possible)
        elif unnamed and source.decision_of and source.withdrawn is None:
            yield _same_citation(dossier, entry, unnamed[0])
        elif possible:
            yield _perhaps_more(dossier, entry, possible[0])


def _unlinked(dossier: Dossier, entry: Entry[Source], possible: Sequence[Proceeding]) -> Diagnostic:
    none = f"or `decision_of: {DecisionLink.NONE_ON_RECORD}` if it decided none on record"
    example = f"[{', '.join(each.id for each in possible)}]" if possible else "[PRO-…]"
    labels = tuple(_label(dossier, each, "perhaps this one") for each in possible)
    message = "the source is a decision, and does not say which proceeding it decided"
    return Diagnostic(CODE, message, entry.at("genre"), f"write `decision_of: {example}`, {none}", SEVERITY, labels)


def _same_citation(dossier: Dossier, entry: Entry[Source], proceeding: Proceeding) -> Diagnostic:
    message = f"`{proceeding.id}` has the citation of this source, and `decision_of` does not name it"
    help_ = "add it, or name in both citations the part of the judgment that they are about"
    label = _label(dossier, proceeding, "the same citation")
    return Diagnostic(CODE, message, entry.at("decision_of"), help_, SEVERITY, (label,))


def _perhaps_more(dossier: Dossier, entry: Entry[Source], proceeding: Proceeding) -> Diagnostic:
    is_linked = any(decisions_in(dossier, entry.record))
    message = f"the source may be the decision in `{proceeding.id}`{' as well' if is_linked else ''}"
    help_ = f"if it is, name `{proceeding.id}` in `decision_of`; if not, give this decision a proceeding of its own"
    place = entry.at("decision_of") if entry.record.decision_of else entry.at("genre")
    return Diagnostic(CODE, message, place, help_, SEVERITY, (_label(dossier, proceeding, "recorded here"),))


def _label(dossier: Dossier, proceeding: Proceeding, text: str) -> Label:
    return Label(dossier.entries[proceeding.id].at("kind"), text)
