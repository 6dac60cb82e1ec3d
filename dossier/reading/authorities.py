"""The decisions on which claims rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dossier.model import Claim, Proceeding, Source
from dossier.model.decision_numbers import decision_keys, is_decision
from dossier.model.identifiers import Kind, sort_key
from dossier.model.vocabulary import Stance, Standing
from dossier.reading.decision_links import Authority, is_changed, is_same_decision
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.lost_links import lost_links

_FINDINGS = frozenset({Standing.FOUND_BY_COURT, Standing.FOUND_BY_REGULATOR})


def authorities(dossier: Dossier, claim: Claim) -> tuple[Authority, ...]:
    """The decisions on which a claim rests.

    A claim rests on a decision if evidence that supports it is the decision, a part of it, or repeats it, and if no
    source of another origin supports the claim. What the forum of a decision publishes elsewhere, such as a press
    release, is no other origin, and a finding of a court or a regulator has no support but decisions. A claim rests on
    several decisions together if nothing else supports it and later decisions changed each of them. If one source is
    the decision in several proceedings, such as joined cases, and the claim names any of these, it rests on those. If
    its later course is hidden, a decision is given by its source.
    """
    supporting = (each for each in claim.evidence if each.stance is Stance.SUPPORTS)
    pieces = [(each.source, each.origin) for each in supporting]
    return authorities_of(dossier, pieces, claim.proceedings, claim.standing)


def authorities_of(
    dossier: Dossier, supporting: Iterable[tuple[str, str | None]], about: Collection[str], standing: str
) -> tuple[Authority, ...]:
    """The decisions on which evidence rests, given as the source of each piece and its origin if it names one.

    `about` has the proceedings that a claim with this evidence names. Its `standing` can be that of a finding, which
    only a decision can support.
    """
    pieces = tuple(supporting)
    if standing in _FINDINGS:
        pieces = tuple(each for each in pieces if _leads_to_decision(dossier, *each)) or pieces
    named = {name for piece in pieces for name in piece if name is not None}
    sources = [each for name in with_repeated(dossier, named) if (each := dossier.source(name)) is not None]
    found = _decisions_of(dossier, sources, about)
    if not found:
        return ()
    known = (frozenset({origin}) if origin is not None else dossier.origins(source) for source, origin in pieces)
    origins = frozenset[str]().union(*known)
    of_decisions = {name: _origins_of_decision(dossier, each, origins) for name, each in found.items()}
    alone = tuple(each for name, each in found.items() if origins <= of_decisions[name])
    if alone:
        return alone
    changed = [each for name, each in found.items() if of_decisions[name] & origins and is_changed(dossier, each)]
    return tuple(changed) if origins <= frozenset().union(*(of_decisions[each.id] for each in changed)) else ()


def _leads_to_decision(dossier: Dossier, *names: str | None) -> bool:
    """True if any of these sources, or any that they repeat, is a decision."""
    repeated = with_repeated(dossier, [name for name in names if name is not None])
    sources = (dossier.source(name) for name in repeated)
    return any(each is not None and (is_decision(each) or any(decisions_in(dossier, each))) for each in sources)


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


def _origins_of_decision(dossier: Dossier, decision: Authority, others: Collection[str]) -> frozenset[str]:
    """The sources that are the decision or a part of it, with their origins.

    Among `others`, those count as well that its forum published and that are no decision themselves.
    """
    declared = decision.decides if isinstance(decision, Source) else (decision.id,)
    named = {link.by for key in (*decision_keys(decision), *declared) for link in dossier.named_by(key, Kind.SOURCE)}
    sources = (dossier.source(name) for name in named)
    same = {source.id for source in sources if source is not None and is_same_decision(dossier, source, decision)}
    same |= {decision.id} if isinstance(decision, Source) else set()
    same |= {name for name in others if isinstance(decision, Proceeding) and _is_said_by_forum(dossier, name, decision)}
    return frozenset(same).union(*(dossier.origins(name) for name in same))


def _is_said_by_forum(dossier: Dossier, name: str, decision: Proceeding) -> bool:
    source = dossier.source(name)
    is_of_forum = source is not None and source.publisher_body == decision.forum
    return source is not None and is_of_forum and not is_decision(source) and not any(decisions_in(dossier, source))
