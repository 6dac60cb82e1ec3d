"""Decisions: their sources and proceedings, and the claims that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from dossier.model import Claim, Proceeding, Source
from dossier.model.decision_numbers import (
    case_numbers,
    decision_keys,
    decision_parts,
    has_redacted_number,
    is_decision,
    is_part_by_name,
    neutral_citations,
    other_citations,
)
from dossier.model.identifiers import Kind, sort_key
from dossier.model.neutral_citation import lacks_division, without_division
from dossier.model.vocabulary import ProceedingStatus, Stance
from dossier.reading.dossier import Dossier
from dossier.reading.forum_and_day import courts_of, is_after_change, is_by_forum, is_of_day, is_of_time
from dossier.reading.later_steps import later_steps, treatment_of

# What a claim can rest on: a decision, or its source if a suspension or a redaction hides what became of the decision.
Authority = Proceeding | Source


def decisions_in(dossier: Dossier, source: Source) -> Iterator[Proceeding]:
    """Yield the proceedings whose decision, or a part of it, a source is.

    They have the same neutral citation. If a record has none, they have the same case number, and the proceeding names
    the source. If no such proceeding names it, the source was published by their forum. If no number links it to any,
    they are those that list it as their decision. Proceedings about other parts are left out if any proceeding is about
    the very part that the source is (`[2020] UKUT 20 (AAC), liability`). Withdrawn proceedings are left out unless
    there is no other, or only they record that a later decision changed it.
    """
    numbered = _proceedings_named_by(dossier, decision_keys(source))
    recorded = [each for each in numbered if _has_number_of(dossier, source, each)]
    if not recorded:
        recorded = [each for each in _proceedings_named_by(dossier, [source.id]) if _is_listed(dossier, source, each)]
    same = _vouched_for(dossier, recorded)
    if not neutral_citations(source):
        # The decisions in a case have the same number, so what names the source comes first.
        same = [each for each in same if source.id in each.sources] or same
    parts = decision_parts(source)
    is_named = any(parts & decision_parts(each) for each in same)
    yield from (each for each in same if not is_named or parts & decision_parts(each) or not decision_parts(each))


def is_whole_of(source: Source, proceedings: Iterable[Proceeding]) -> bool:
    """True if these proceedings are about the whole of what a source is: about each part that it is, or about no part.

    A source without a part is the whole judgment.
    """
    named: set[str] = set()
    for proceeding in proceedings:
        parts = decision_parts(proceeding)
        if not parts or not all(map(is_part_by_name, parts)):
            return True
        named |= parts
    parts = decision_parts(source)
    return bool(parts) and parts <= named


def _proceedings_named_by(dossier: Dossier, keys: Iterable[str]) -> list[Proceeding]:
    """The proceedings that have a number, given by its key among the backlinks, or that refer to a record."""
    found = {link.by for key in keys for link in dossier.named_by(key, Kind.PROCEEDING)}
    proceedings = (dossier.proceeding(name) for name in sorted(found, key=sort_key))
    return [each for each in proceedings if each is not None]


def may_be_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source, which is a decision, is not evidently an older or a later one, or that of another forum."""
    bodies = courts_of(dossier, source) or {source.publisher_body} - {None}
    is_of_forum = not bodies or proceeding.forum in bodies
    return source.withdrawn is None and is_of_time(dossier, source, proceeding) and is_of_forum


@lru_cache(maxsize=4)
def lost_links(dossier: Dossier) -> Mapping[str, str]:
    """The decisions that a redacted number keeps from their proceedings: each source, with the words that say so."""
    redacted = [entry.record for entry in dossier.proceedings() if has_redacted_number(entry.record)]
    found = {}
    for source in (entry.record for entry in dossier.sources()):
        if has_redacted_number(source):
            reason = "its number was redacted, so later decisions cannot be linked to it"
        elif proceeding := next((each for each in redacted if _may_be_lost(dossier, source, each)), None):
            reason = f"it may be the decision in {proceeding.id}, whose number was redacted"
        else:
            continue
        if not any(decisions_in(dossier, source)):
            found[source.id] = reason
    return found


def _may_be_lost(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source may be the decision in a proceeding, and if nothing that is left of its numbers says so.

    If the proceeding names the source, its court and its day may be wrong. Any other source must fit by its day, or by
    its forum. It is not meant if the proceeding names another decision of that day.
    """
    citations = neutral_citations(source)
    is_judgment = is_decision(source) or bool(citations)
    if not is_judgment or (citations and neutral_citations(proceeding)):
        return False
    if source.id in proceeding.sources:
        return True
    named = [each for name in proceeding.sources if (each := dossier.source(name)) is not None and is_decision(each)]
    is_other = any(is_of_day(each, proceeding) and may_be_of(dossier, each, proceeding) for each in named)
    is_copy = any(_is_same(dossier, source, each) for each in named)
    fits = is_of_day(source, proceeding) or may_be_of(dossier, source, proceeding)
    return fits and (is_copy or not is_other)


def _vouched_for(dossier: Dossier, recorded: list[Proceeding]) -> list[Proceeding]:
    """The proceedings without the withdrawn ones, unless these leave it uncertain what became of the decision."""
    vouched = [each for each in recorded if each.withdrawn is None]
    if not vouched or len(vouched) == len(recorded):
        return recorded
    names = {each.id for each in vouched}
    lost = [each for each in recorded if each.withdrawn and each.withdrawn.replaced_by not in names]
    is_uncertain = any(_is_changed(dossier, each) for each in lost) and not any(
        _is_changed(dossier, each) for each in vouched
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


def _is_same(dossier: Dossier, source: Source, decision: Authority) -> bool:
    if isinstance(decision, Source):
        return source.id == decision.id or _shares_citation(dossier, source, decision)
    return _has_number_of(dossier, source, decision) or _is_listed(dossier, source, decision)


def _shares_citation(dossier: Dossier, source: Source, decision: Authority) -> bool:
    is_shared = set(_citations(dossier, source)) & set(_citations(dossier, decision))
    return bool(is_shared or set(other_citations(source)) & set(other_citations(decision)))


def _has_number_of(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source has the citation of a proceeding, or its case number and is not evidently another decision.

    All decisions in a case have its number, and other forums can give the same.
    """
    if _shares_citation(dossier, source, proceeding):
        return True
    is_same_case = set(case_numbers(source)) & set(case_numbers(proceeding))
    if not is_same_case or _has_other_citation(dossier, source, proceeding):
        return False
    courts = courts_of(dossier, source)
    is_listed_here = source.id in proceeding.sources and (not courts or proceeding.forum in courts)
    is_named = is_listed_here or is_by_forum(dossier, source, proceeding)
    return is_named and not is_after_change(dossier, source, proceeding)


def _has_other_citation(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if both have neutral citations, none of them shared. A law report can look like one, and is none."""
    is_cited = any(_citations(dossier, source.model_copy(update={"report": None})))
    return is_cited and any(_citations(dossier, proceeding)) and not _shares_citation(dossier, source, proceeding)


def has_other_number(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if the numbers of a source and of a proceeding are not those of one decision, or may not be: redacted."""
    if has_redacted_number(source) or has_redacted_number(proceeding):
        return True
    if _has_other_citation(dossier, source, proceeding):
        return True
    pairs = ((numbers(source), numbers(proceeding)) for numbers in (other_citations, case_numbers))
    return any(own and other and not set(own) & set(other) for own, other in pairs)


def _is_listed(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a proceeding lists a source as its decision, although no number says so.

    The source is a decision of the forum with no other number, and was not issued before it or after it was changed. If
    another source that the proceeding lists has its number or day, that source is meant.
    """
    if not _can_be_listed(dossier, source, proceeding) or source.id not in proceeding.sources:
        return False
    if is_of_day(source, proceeding):
        return True
    others = (each for name in proceeding.sources if (each := dossier.source(name)) is not None and name != source.id)
    return not any(
        _has_number_of(dossier, each, proceeding)
        or (is_of_day(each, proceeding) and _can_be_listed(dossier, each, proceeding))
        for each in others
    )


def _can_be_listed(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    return (
        is_decision(source)
        and proceeding.status is not ProceedingStatus.PENDING
        and is_by_forum(dossier, source, proceeding)
        and is_of_time(dossier, source, proceeding)
        and not has_other_number(dossier, source, proceeding)
    )


def authorities(dossier: Dossier, claim: Claim) -> tuple[Authority, ...]:
    """The decisions on which a claim rests.

    A claim rests on a decision if evidence that supports it is the decision, a part of it, or repeats it, and if no
    source of another origin supports the claim. It rests on several decisions together if nothing else supports it and
    later decisions changed each of them. A decision is given by its source if its later course is hidden.
    """
    supporting = [evidence for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS]
    return authorities_of(dossier, [(evidence.source, evidence.origin) for evidence in supporting])


def authorities_of(dossier: Dossier, supporting: Iterable[tuple[str, str | None]]) -> tuple[Authority, ...]:
    """The decisions on which evidence rests, given as the source of each piece and its origin if it names one."""
    pieces = tuple(supporting)
    named = {name for piece in pieces for name in piece if name is not None}
    sources = [each for name in with_repeated(dossier, named) if (each := dossier.source(name)) is not None]
    found = _decisions_of(dossier, sources)
    if not found:
        return ()
    known = (frozenset({origin}) if origin is not None else dossier.origins(source) for source, origin in pieces)
    origins = frozenset[str]().union(*known)
    of_decisions = {name: _origins_of_decision(dossier, each) for name, each in found.items()}
    alone = tuple(each for name, each in found.items() if origins <= of_decisions[name])
    if alone:
        return alone
    changed = [each for name, each in found.items() if of_decisions[name] & origins and _is_changed(dossier, each)]
    return tuple(changed) if origins <= frozenset().union(*(of_decisions[each.id] for each in changed)) else ()


def supporting_decisions(dossier: Dossier, names: Iterable[str]) -> tuple[Authority, ...]:
    """The decisions that the sources with these identifiers are, or are parts of, as evidence for a claim."""
    sources = [each for name in dict.fromkeys(names) if (each := dossier.source(name)) is not None]
    return tuple(_decisions_of(dossier, sources).values())


def _decisions_of(dossier: Dossier, sources: Iterable[Source]) -> dict[str, Authority]:
    """The decisions that sources are, or are parts of, by identifier. If its later course is hidden, its source."""
    found: dict[str, Authority] = {}
    hidden: list[Source] = []
    for source in sources:
        found |= {each.id: each for each in decisions_in(dossier, source)}
        is_hidden = source.id in dossier.hidden_courses or source.id in lost_links(dossier)
        if is_hidden and not any(_is_same(dossier, source, each) for each in hidden):
            hidden.append(source)
    told = {each.id for source in hidden for each in decisions_in(dossier, source)}
    return {each.id: each for each in hidden} | {name: each for name, each in found.items() if name not in told}


def with_repeated(dossier: Dossier, names: Iterable[str]) -> list[str]:
    """The sources, and all that they repeat directly or indirectly, in the order of their identifiers."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            source = dossier.source(name)
            waiting.extend(() if source is None else source.repeats)
    return sorted(seen, key=sort_key)


def _is_changed(dossier: Dossier, decision: Authority) -> bool:
    """True if later decisions changed a decision, also if the last of them restored it, or if they are hidden."""
    if isinstance(decision, Source):
        return True
    return treatment_of(decision, later_steps(dossier, decision.id)) is not None


def _origins_of_decision(dossier: Dossier, decision: Authority) -> frozenset[str]:
    """The sources that are the decision or a part of it, with their origins."""
    named = {link.by for key in decision_keys(decision) for link in dossier.named_by(key, Kind.SOURCE)}
    named |= set(decision.sources) if isinstance(decision, Proceeding) else set()
    sources = (dossier.source(name) for name in named)
    same = {source.id for source in sources if source is not None and _is_same(dossier, source, decision)}
    same |= {decision.id} if isinstance(decision, Source) else set()
    return frozenset(same).union(*(dossier.origins(name) for name in same))
