"""Join all records into one dossier: what each refers to, what refers to it, and which names are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from dossier.diagnostics import Span
from dossier.model import Body, Capture, Claim, Force, Organisation, Proceeding, Record, Source
from dossier.model.claim import Evidence
from dossier.model.identifiers import Kind, sort_key
from dossier.model.introspection import Path, Reference, references
from dossier.model.vocabulary import CheckLevel, Stance
from dossier.reading import yaml_nodes
from dossier.reading.yaml_nodes import span_of

R = TypeVar("R", bound=Record)
V = TypeVar("V")
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record with the file it came from."""

    kind: Kind
    record: R_co
    path: str
    root: yaml_nodes.Mapping
    references: tuple[Reference, ...]

    def at(self, *steps: str | int) -> Span:
        """The author's words at a path of fields and positions; where it stops short, what is there; else the id."""
        node: yaml_nodes.Node = self.root
        for step in steps:
            if isinstance(node, yaml_nodes.Mapping) and step in node.entries:
                node = node.entries[str(step)][1]
            elif isinstance(node, yaml_nodes.Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return span_of(self.root.entries["id"][1] if node is self.root else node, self.path)


def entry(kind: Kind, record: R, path: str, root: yaml_nodes.Mapping) -> Entry[R]:
    """The entry of a decoded record, with the references it makes."""
    return Entry(kind, record, path, root, tuple(references(record)))


@dataclass(frozen=True, slots=True)
class Backlink:
    """That a record is named by another, and at which path there."""

    by: str
    path: Path


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records that could be decoded, by identifier in natural order, and how they hang together."""

    entries: Mapping[str, Entry[Record]]
    # Every identifier that has a file, decodable or not, with its files and the kind of the first of them.
    names: Mapping[str, tuple[Kind, tuple[str, ...]]]
    today: date
    # False where only some records were read: checks that need all of them do not run.
    complete: bool = True
    # The visible text of each capture whose file is at hand, by identifier of the capture.
    texts: Mapping[str, str] = field(default_factory=dict)
    backlinks: Mapping[str, tuple[Backlink, ...]] = field(default_factory=dict)
    # True where the records are to be published as they stand, and nothing may be left for later.
    final: bool = False
    # What was worked out of the records and is asked for again; the records never change, so neither does it.
    worked_out: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def claims(self) -> Iterator[Entry[Claim]]:
        """The claims, in the order of their identifiers."""
        return self._of(Kind.CLAIM, Claim)

    def live_claims(self) -> Iterator[Entry[Claim]]:
        """The claims that are not withdrawn: what the dossier says today."""
        return (one for one in self.claims() if one.record.withdrawn is None)

    def sources(self) -> Iterator[Entry[Source]]:
        """The sources, in the order of their identifiers."""
        return self._of(Kind.SOURCE, Source)

    def forces(self) -> Iterator[Entry[Force]]:
        """The forces, in the order of their identifiers."""
        return self._of(Kind.FORCE, Force)

    def organisations(self) -> Iterator[Entry[Organisation]]:
        """The organisations, in the order of their identifiers."""
        return self._of(Kind.ORGANISATION, Organisation)

    def proceedings(self) -> Iterator[Entry[Proceeding]]:
        """The proceedings, in the order of their identifiers."""
        return self._of(Kind.PROCEEDING, Proceeding)

    def captures(self) -> Iterator[Entry[Capture]]:
        """The captures, in the order of their identifiers."""
        return self._of(Kind.CAPTURE, Capture)

    def claim(self, identifier: str) -> Claim | None:
        """The claim of that name, or None."""
        return self._find(identifier, Claim)

    def source(self, identifier: str) -> Source | None:
        """The source of that name, or None."""
        return self._find(identifier, Source)

    def proceeding(self, identifier: str) -> Proceeding | None:
        """The proceeding of that name, or None."""
        return self._find(identifier, Proceeding)

    def capture(self, identifier: str) -> Capture | None:
        """The capture of that name, or None."""
        return self._find(identifier, Capture)

    def body(self, identifier: str) -> Body | None:
        """The force or organisation of that name, or None."""
        return self._find(identifier, Body)

    def named_by(self, identifier: str, kind: Kind) -> tuple[Backlink, ...]:
        """The records of a kind that name this one."""
        return tuple(link for link in self.backlinks.get(identifier, ()) if self.entries[link.by].kind is kind)

    def is_unnamed(self, identifier: str, by: Collection[Kind] = tuple(Kind)) -> bool:
        """Whether no other record of these kinds names this one; never so while one that might could not be decoded."""
        namers = (link.by for link in self.backlinks.get(identifier, ()) if link.by != identifier)
        return len(self.entries) == len(self.names) and not any(self.entries[one].kind in by for one in namers)

    def origins(self, source: str) -> frozenset[str]:
        """The sources a source goes back to by `derived_from`; itself, where it repeats none. Circles are endured."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [source]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            record = self.source(one)
            if record is not None and record.derived_from:
                waiting.extend(record.derived_from)
            else:
                found.add(one)
        return frozenset(found) or frozenset({source})

    def origins_of(self, evidence: Evidence) -> frozenset[str]:
        """The sources a piece of evidence goes back to: the `origin` it names, else those of its source."""
        return frozenset({evidence.origin}) if evidence.origin is not None else self.origins(evidence.source)

    def is_unread(self, claim: Claim) -> bool:
        """True if sources support the claim and none of them was read in full.

        A source whose record could not be decoded may have been read in full; its own diagnostic comes first.
        """
        sources = [self.source(one.source) for one in claim.evidence if one.stance is Stance.SUPPORTS]
        levels = {CheckLevel.FULL_TEXT if source is None else source.checked.level for source in sources}
        return bool(levels) and CheckLevel.FULL_TEXT not in levels

    def once(self, key: object, work: Callable[[], V]) -> V:
        """What the work gives; it is done the first time only that the dossier is asked with this key."""
        if key not in self.worked_out:
            self.worked_out[key] = work()
        found: V = self.worked_out[key]
        return found

    def _of(self, kind: Kind, model: type[R]) -> Iterator[Entry[R]]:
        for one in self.entries.values():
            if one.kind is kind and isinstance(one.record, model):
                yield one  # type: ignore[misc]

    def _find(self, identifier: str, model: type[R]) -> R | None:
        one = self.entries.get(identifier)
        return one.record if one is not None and isinstance(one.record, model) else None


def link(
    entries: Mapping[str, Entry[Record]],
    names: Mapping[str, tuple[Kind, tuple[str, ...]]],
    today: date,
    *,
    complete: bool = True,
    texts: Mapping[str, str] | None = None,
    final: bool = False,
) -> Dossier:
    """Put the records in order and turn every reference round into a backlink."""
    ordered = {name: entries[name] for name in sorted(entries, key=sort_key)}
    back: dict[str, list[Backlink]] = {}
    for name, one in ordered.items():
        for reference in one.references:
            back.setdefault(reference.target, []).append(Backlink(name, reference.path))
    backlinks = {name: tuple(links) for name, links in back.items()}
    return Dossier(ordered, names, today, complete, texts or {}, backlinks, final)
