"""The decisions on which claims rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dossier.model import Claim, Source
from dossier.model.decision_numbers import decision_keys
from dossier.model.identifiers import Kind, sort_key
from dossier.model.vocabulary import Stance
from dossier.reading.decision_links import Authority, is_changed, is_same_decision
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.lost_links import lost_links


def authorities(dossier: Dossier, claim: Claim) -> tuple[Authority, ...]:
    """The decisions on which a claim rests.

    A claim rests on a decision if evidence that supports it is the decision, a part of it, or repeats it, and if no
    source of another origin supports the claim. It rests on several decisions together if nothing else supports it and
    later decisions changed each of them. If one source is the decision in several proceedings, such as joined cases,
    and the claim names any of these, it rests on those. If its later course is hidden, a decision is given by its
    source.
    """
    supporting = (each for each in claim.evidence if each.stance is Stance.SUPPORTS)
    return authorities_of(dossier, [(each.source, each.origin) for each in supporting], claim.proceedings)


def authorities_of(
    dossier: Dossier, supporting: Iterable[tuple[str, str | None]], about: Collection[str]
) -> tuple[Authority, ...]:
    """The decisions on which evidence rests, given as the source of each piece and its origin if it names one.

    `about` has the proceedings that a claim with this evidence names.
    """
    pieces = tuple(supporting)
    named = {name for piece in pieces for name in piece if name is not None}
    sources = [each for name in with_repeated(dossier, named) if (each := dossier.source(name)) is not None]
    found = _decisions_of(dossier, sources, about)
    if not found:
        return ()
    known = (frozenset({origin}) if origin is not None else dossier.origins(source) for source, origin in pieces)
    origins = frozenset[str]().union(*known)
    of_decisions = {name: _origins_of_decision(dossier, each) for name, each in found.items()}
    alone = tuple(each for name, each in found.items() if origins <= of_decisions[name])
    if alone:
        return alone
    changed = [each for name, each in found.items() if of_decisions[name] & origins and is_changed(dossier, each)]
    return tuple(changed) if origins <= frozenset().union(*(of_decisions[each.id] for each in changed)) else ()


def supporting_decisions(dossier: Dossier, names: Iterable[str], about: Collection[str]) -> tuple[Authority, ...]:
    """The decisions that the sources with these identifiers are, or are parts of, as evidence for a claim.

    `about` has the proceedings that the claim names.
    """
    sources = [each for name in dict.fromkeys(names) if (each := dossier.source(name)) is not None]
    return tuple(_decisions_of(dossier, sources, about).values())


def _decisions_of(dossier: Dossier, sources: Iterable[Source], about: Collection[str]) -> dict[str, Authority]:
    """The decisions that sources are, or are parts of, by identifier. If its later course is hidden, its source.

    Of the proceedings that ended together with one decision, those that are named in `about` are meant, if any is.
    """
    found: dict[str, Authority] = {}
    hidden: list[Source] = []
    for source in sources:
        decisions = list(decisions_in(dossier, source))
        found |= {each.id: each for each in [each for each in decisions if each.id in about] or decisions}
        is_hidden = source.id in dossier.hidden_courses or source.id in lost_links(dossier)
        if is_hidden and not any(is_same_decision(dossier, source, each) for each in hidden):
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


def _origins_of_decision(dossier: Dossier, decision: Authority) -> frozenset[str]:
    """The sources that are the decision or a part of it, with their origins."""
    declared = decision.decides if isinstance(decision, Source) else (decision.id,)
    named = {link.by for key in (*decision_keys(decision), *declared) for link in dossier.named_by(key, Kind.SOURCE)}
    sources = (dossier.source(name) for name in named)
    same = {source.id for source in sources if source is not None and is_same_decision(dossier, source, decision)}
    same |= {decision.id} if isinstance(decision, Source) else set()
    return frozenset(same).union(*(dossier.origins(name) for name in same))
