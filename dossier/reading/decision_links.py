"""Links between a source and the proceedings that it decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import decision_keys, neutral_citations, other_citations, title_key
from dossier.model.identifiers import Kind, sort_key
from dossier.model.neutral_citation import lacks_division, without_division
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import later_steps, treatment_of

# What a claim can rest on: a decision, or its source if it is not known what became of the decision.
Authority = Proceeding | Source


def declared_proceedings(dossier: Dossier, source: Source) -> list[Proceeding]:
    """The proceedings on record whose decision a source says it is."""
    return [each for name in source.decides if (each := dossier.proceeding(name)) is not None]


def proceedings_with_citation(dossier: Dossier, source: Source) -> list[Proceeding]:
    """The proceedings that have the neutral citation or the ECLI of a source, about any part of the judgment."""
    named = proceedings_named_by(dossier, decision_keys(source))
    return vouched_for(dossier, [each for each in named if shares_citation(dossier, source, each)])


def proceedings_named_by(dossier: Dossier, keys: Iterable[str]) -> list[Proceeding]:
    """The proceedings that have a number, given by its key among the backlinks, or that refer to a record."""
    found = {link.by for key in keys for link in dossier.named_by(key, Kind.PROCEEDING)}
    proceedings = (dossier.proceeding(name) for name in sorted(found, key=sort_key))
    return [each for each in proceedings if each is not None]


def proceedings_with_title(dossier: Dossier, title: str) -> list[Proceeding]:
    """The proceedings with a title, without regard to case and white space."""
    return proceedings_named_by(dossier, [title_key(title)])


def vouched_for(dossier: Dossier, recorded: list[Proceeding]) -> list[Proceeding]:
    """The proceedings without the withdrawn ones, unless these leave it uncertain what became of the decision."""
    vouched = [each for each in recorded if each.withdrawn is None]
    if not vouched or len(vouched) == len(recorded):
        return recorded
    names = {each.id for each in vouched}
    lost = [each for each in recorded if each.withdrawn and each.withdrawn.replaced_by not in names]
    is_uncertain = any(is_changed(dossier, each) for each in lost) and not any(
        is_changed(dossier, each) for each in vouched
    )
    return recorded if is_uncertain else vouched


def divisions_of(dossier: Dossier, citation: str) -> dict[str, str]:
    """The citations on record that add a division to a citation, each with the first record that has it."""
    number = without_division(citation)
    found: dict[str, str] = {}
    for link in dossier.backlinks.get(f"neutral citation {number}", ()):
        record = dossier.entries[link.by].record
        if isinstance(record, Source | Proceeding):
            for each in neutral_citations(record):
                if each != number and without_division(each) == number:
                    found.setdefault(each, record.id)
    return found


def _citations(dossier: Dossier, record: Source | Proceeding) -> Iterator[str]:
    """Yield the neutral citations of a record, with a missing division if a single judgment on record can be meant."""
    for citation in neutral_citations(record):
        divisions = tuple(divisions_of(dossier, citation)) if lacks_division(citation) else ()
        yield divisions[0] if len(divisions) == 1 else citation


def is_same_decision(dossier: Dossier, source: Source, decision: Authority) -> bool:
    """True if a source is the decision that another record is, or a part of it."""
    if isinstance(decision, Source):
        is_declared = source.id == decision.id or not set(source.decides).isdisjoint(decision.decides)
    else:
        is_declared = decision.id in source.decides
    return is_declared or shares_citation(dossier, source, decision)


def shares_citation(dossier: Dossier, source: Source, decision: Authority) -> bool:
    """True if two records have the same neutral citation, or the same ECLI."""
    is_shared = set(_citations(dossier, source)) & set(_citations(dossier, decision))
    return bool(is_shared or set(other_citations(source)) & set(other_citations(decision)))


def has_other_citation(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a court gave both a citation, and they share none. A law report can look like one, and is none."""
    if shares_citation(dossier, source, proceeding):
        return False
    without_report = source.model_copy(update={"report": None})
    pairs = ((numbers(without_report), numbers(proceeding)) for numbers in (neutral_citations, other_citations))
    return any(own and of_other for own, of_other in pairs)


def is_changed(dossier: Dossier, decision: Authority) -> bool:
    """True if later decisions changed a decision, also if the last of them restored it, or if they are hidden."""
    if isinstance(decision, Source):
        return True
    return treatment_of(decision, later_steps(dossier, decision.id)) is not None
