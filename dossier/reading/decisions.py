"""Decisions: their sources and their proceedings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dossier.model import Proceeding, Source
from dossier.model.decision_parts import decision_parts, is_part_by_name, may_overlap
from dossier.model.identifiers import sort_key
from dossier.reading.decision_links import (
    declared_proceedings,
    is_changed,
    proceedings_with_citation,
    vouched_for,
)
from dossier.reading.dossier import Dossier


def decisions_in(dossier: Dossier, source: Source) -> tuple[Proceeding, ...]:
    """The proceedings whose decision, or a part of it, a source is, in the order of their identifiers.

    They are those that the source names in `decision_of`, and those with the same neutral citation or ECLI. Of the
    latter, proceedings about other parts are left out if any proceeding is about the very part that the source is
    (`[2020] UKUT 20 (AAC), liability`). Withdrawn proceedings are left out unless there is no other, or only they
    record that a later decision changed it.
    """
    entry = dossier.entries.get(source.id)
    if entry is None or entry.record is not source:
        return _decisions_in(dossier, source)
    known = _known(dossier)
    if source.id not in known:
        known[source.id] = _decisions_in(dossier, source)
    return known[source.id]


@lru_cache(maxsize=4)
def _known(dossier: Dossier) -> dict[str, tuple[Proceeding, ...]]:  # noqa: ARG001
    """The decisions in the sources of a dossier that were looked up. A build asks for each of them a hundred times."""
    return {}


def _decisions_in(dossier: Dossier, source: Source) -> tuple[Proceeding, ...]:
    cited, parts = proceedings_with_citation(dossier, source), decision_parts(source)
    is_named = any(parts & decision_parts(each) for each in cited)
    found = {each.id: each for each in declared_proceedings(dossier, source)}
    found |= {each.id: each for each in cited if not is_named or _is_about(each, parts)}
    return tuple(vouched_for(dossier, [found[name] for name in sorted(found, key=sort_key)]))


def about_similar_parts(dossier: Dossier, source: Source) -> Iterator[Proceeding]:
    """Yield the proceedings that were changed and may be about the part that a source is, in other words.

    They are about another part of the same judgment as far as its name shows, and the source does not say which it is.
    """
    if source.decision_of:
        return
    about, parts = decisions_in(dossier, source), decision_parts(source)
    for each in proceedings_with_citation(dossier, source):
        if each not in about and may_overlap(parts, decision_parts(each)) and is_changed(dossier, each):
            yield each


def _is_about(proceeding: Proceeding, parts: frozenset[str]) -> bool:
    """True if a proceeding is about any of these parts of a judgment, or about the whole.

    What is not named in words may be another number of the whole: `[2020] UKUT 20 (AAC) (GIA/123/2019)`.
    """
    own = decision_parts(proceeding)
    is_whole = not own or (all(map(is_part_by_name, parts)) and not all(map(is_part_by_name, own)))
    return is_whole or bool(parts & own)


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
