"""Later decisions on frozen pages that were taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossier.cite.fate import fate_of_record
from dossier.model import Source
from dossier.model.vocabulary import Relation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from dossier.releases.aftermath.published import FrozenRevision

_CHANGES = frozenset(each.value for each in Relation if each.is_change)


def names_lost_decision(dossier: Dossier, frozen: FrozenRevision) -> bool:
    """True if the page of a revision says that a decision was changed, and its record does not say so any more.

    The record of the page itself is the same, and has no correction. If the later course is not known, its status
    says so instead.
    """
    return any(
        bool(told - now) for name, told in _told(frozen) if told and (now := _recorded(dossier, name)) is not None
    )


def _told(frozen: FrozenRevision) -> Iterator[tuple[str, set[str]]]:
    """Yield each decision that the page cites, with what later decisions did to it."""
    resolved = frozen.description["resolved"]
    yield frozen.revision.identifier, _of_later(resolved)
    for name, source in resolved.get("sources", {}).items():
        yield name, _of_later(source)
    for name, proceeding in resolved.get("proceedings", {}).items():
        yield name, _changes(step["relation"] for step in proceeding.get("history", ()))


def _of_later(fields: Mapping[str, Any]) -> set[str]:
    return _changes(effect["relation"] for later in fields.get("later", ()) for effect in later["effects"])


def _recorded(dossier: Dossier, name: str) -> set[str] | None:
    """The changes of a decision by later decisions, or None if they are not known."""
    entry = dossier.entries.get(name)
    if entry is None:
        return None
    fate = fate_of_record(dossier, entry.record)
    if fate is not None and fate.treatment is Treatment.COURSE_NOT_KNOWN:
        return None
    decisions = decisions_in(dossier, entry.record) if isinstance(entry.record, Source) else [entry.record]
    # Those whose record was withdrawn count as well: their status says that nobody vouches for them.
    return _changes(_relations(dossier, [each.id for each in decisions]))


def _relations(dossier: Dossier, names: list[str]) -> Iterator[str]:
    """Yield what the later proceedings on these proceedings did, and what later ones did to those."""
    seen: set[str] = set()
    while names:
        proceeding = dossier.proceeding(names.pop())
        if proceeding is not None and proceeding.id not in seen:
            seen.add(proceeding.id)
            yield from (step.relation.value for step in proceeding.history)
            names += (step.proceeding for step in proceeding.history)


def _changes(relations: Iterable[str]) -> set[str]:
    return {each for each in relations if each in _CHANGES}
