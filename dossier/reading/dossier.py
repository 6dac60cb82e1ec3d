"""The dossier: all records, the references between them, and all identifiers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from dossier.diagnostics import Span
from dossier.model import Body, Capture, Claim, FocusBody, Organisation, Proceeding, Record, Source
from dossier.model.claim import Evidence
from dossier.model.decision_numbers import decision_keys, title_key
from dossier.model.identifiers import Kind, sort_key
from dossier.model.introspection import Path, RecordReference, references
from dossier.model.review_rule import ReviewRule
from dossier.model.subject import SUBJECT, Subject
from dossier.model.vocabulary import CheckLevel, Stance
from dossier.reading import yaml_nodes
from dossier.reading.yaml_nodes import node_at, span_of

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record with the file it came from."""

    kind: Kind
    record: R_co
    path: str
    root: yaml_nodes.Mapping
    references: tuple[RecordReference, ...]
    # True if fields with a problem were left out of the record.
    is_partial: bool = False

    def lacks(self, name: str) -> bool:
        """True if the file has no such field, not even a field that was left out or whose name may be misspelt."""
        keys = self.root.entries.keys()
        return name not in keys and keys <= type(self.record).model_fields.keys()

    def at(self, *steps: str | int) -> Span:
        """The place of the value at a path of field names and list positions.

        If the path does not exist in full, it is the place of the last value on the way, or of the `id` at the root.
        """
        node = node_at(self.root, steps)
        if node is self.root and "id" in self.root.entries:
            node = self.root.entries["id"][1]
        return span_of(node, self.path)


def entry(kind: Kind, record: R, path: str, root: yaml_nodes.Mapping, *, is_partial: bool = False) -> Entry[R]:
    """The entry of a decoded record, with its references."""
    return Entry(kind, record, path, root, tuple(references(record)), is_partial)


class Backlink(NamedTuple):
    """A reference seen from its target: the record `by`, of this kind, refers to it, at this path of its fields.

    The number of a decision can be in several fields, so the path is empty then, and for a title.
    """

    by: str
    kind: Kind
    path: Path


# Hashed by identity, so that a function can cache its result for a dossier.
@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """All decoded records, by identifier in natural order, and the links between them."""

    entries: Mapping[str, Entry[Record]]
    # Every identifier that has a file, decoded or not, with the kind of its first file and all its files.
    names: Mapping[str, tuple[Kind, tuple[str, ...]]]
    subject: Subject
    today: date
    # False if only some records were read. Checks that need all records then do not run.
    complete: bool = True
    # By capture: its visible text, if its file exists on this machine.
    texts: Mapping[str, str] = field(default_factory=dict)
    # The text of each page in `pages/`, by its path. Empty if only some records were read.
    prose: Mapping[str, str] = field(default_factory=dict)
    # The references to a record by its identifier, the records of a decision by the keys of its numbers, and
    # proceedings by the key of their title.
    backlinks: Mapping[str, tuple[Backlink, ...]] = field(default_factory=dict)
    # True if the dossier is published as it is, so that nothing may be left for later.
    final: bool = False
    # The reviews that a release asks for, or None if it asks for none or nothing is about to be released.
    review_rule: ReviewRule | None = None
    # The nodes of `subject.yml`, if it was read from a file.
    subject_root: yaml_nodes.Mapping | None = None
    # Every identifier in the history of a base, also of records that were deleted. Empty if the history is not known.
    used: frozenset[str] = frozenset()
    # The records with problems, as far as they can be read. Only `with_partial_records` joins them to the others.
    partial_entries: Mapping[str, Entry[Record]] = field(default_factory=dict)
    # The suspended records, which were left out. Prose may mention them: notices are at the addresses of their pages.
    # Other records may seem unused only because these named them.
    left_out: frozenset[str] = frozenset()
    # The judgments and proceedings whose later course is, or may be, recorded only in suspended proceedings.
    hidden_courses: frozenset[str] = frozenset()
    # By published record: each field and text that has marks of a redaction. None in a base if that is not known.
    redacted_texts: Mapping[str, frozenset[tuple[str, str]]] | None = None

    def with_partial_records(self) -> Dossier:
        """The dossier whose entries include the records with problems, without the fields that cannot be read."""
        if not self.partial_entries:
            return self
        entries = {**self.partial_entries, **self.entries}
        ordered = {name: entries[name] for name in sorted(entries, key=sort_key)}
        return replace(self, entries=ordered, partial_entries={})

    def without(self, names: Collection[str]) -> Dossier:
        """The dossier without these records, and without what preserved copies, the story and maps say of them.

        The preserved copies of sources among them are left out as well.
        """
        left = {name: _without(entry, names) for name, entry in self.entries.items() if not _belongs(entry, names)}
        gone = {*names, *(self.entries.keys() - left.keys())}
        known = {name: files for name, files in self.names.items() if name not in gone}
        partial = {name: entry for name, entry in self.partial_entries.items() if name not in gone}
        linked = link_records(left, known, self.subject, self.today)
        file = self.subject.file.without(gone)
        return replace(
            self,
            entries=linked.entries,
            names=linked.names,
            backlinks=linked.backlinks,
            subject=replace(self.subject, file=file),
            # The numbers of the sentences would be those of other places.
            subject_root=self.subject_root if file.story == self.subject.file.story else None,
            partial_entries=partial,
            left_out=frozenset(names),
        )

    def claims(self) -> Iterator[Entry[Claim]]:
        """The claims, in the order of their identifiers."""
        return self._of(Kind.CLAIM, Claim)

    def live_claims(self) -> Iterator[Entry[Claim]]:
        """The claims that are not withdrawn."""
        return (entry for entry in self.claims() if entry.record.withdrawn is None)

    def sources(self) -> Iterator[Entry[Source]]:
        """The sources, in the order of their identifiers."""
        return self._of(Kind.SOURCE, Source)

    def focus_bodies(self) -> Iterator[Entry[FocusBody]]:
        """The bodies in focus, in the order of their identifiers."""
        return self._of(Kind.FOCUS, FocusBody)

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
        """The claim with this identifier, or None."""
        return self._find(identifier, Claim)

    def source(self, identifier: str) -> Source | None:
        """The source with this identifier, or None."""
        return self._find(identifier, Source)

    def proceeding(self, identifier: str) -> Proceeding | None:
        """The proceeding with this identifier, or None."""
        return self._find(identifier, Proceeding)

    def capture(self, identifier: str) -> Capture | None:
        """The capture with this identifier, or None."""
        return self._find(identifier, Capture)

    def body(self, identifier: str) -> Body | None:
        """The body with this identifier, or None."""
        return self._find(identifier, Body)

    def at_subject(self, *steps: str | int) -> Span:
        """The place in `subject.yml` of the value at a path of field names and list positions."""
        root = self.subject_root
        return Span(SUBJECT) if root is None else span_of(node_at(root, steps), SUBJECT)

    def named_by(self, identifier: str, kind: Kind) -> tuple[Backlink, ...]:
        """The backlinks of a record, or of the key of a decision, from records of this kind."""
        backlinks = self.backlinks.get(identifier, ())
        return tuple([backlink for backlink in backlinks if backlink.kind is kind])

    def is_unreferenced(self, identifier: str, by: Collection[Kind] = tuple(Kind)) -> bool:
        """True if no other record of these kinds refers to this record.

        Always False if any record could not be decoded or was left out, because that record may refer to it.
        """
        backlinks = self.backlinks.get(identifier, ())
        referrers = (backlink.kind for backlink in backlinks if backlink.by != identifier)
        is_whole = len(self.entries) == len(self.names) and not self.left_out
        return is_whole and not any(kind in by for kind in referrers)

    def origins(self, source: str) -> frozenset[str]:
        """The sources that a source goes back to by `derived_from`, or the source itself if it repeats nothing.

        Cycles are tolerated.
        """
        origins: set[str] = set()
        seen: set[str] = set()
        waiting = [source]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            record = self.source(name)
            if record is not None and record.repeats:
                waiting.extend(record.repeats)
            else:
                origins.add(name)
        return frozenset(origins) or frozenset({source})

    def origins_of(self, evidence: Evidence) -> frozenset[str]:
        """The sources that a piece of evidence goes back to: its `origin`, or else the origins of its source."""
        return frozenset({evidence.origin}) if evidence.origin is not None else self.origins(evidence.source)

    def is_unread(self, claim: Claim) -> bool:
        """True if sources support the claim and none of them was read in full.

        A source that could not be decoded counts as read in full, because its own diagnostic must be fixed first.
        """
        sources = [self.source(item.source) for item in claim.evidence if item.stance is Stance.SUPPORTS]
        levels = {CheckLevel.FULL_TEXT if source is None else source.checked.level for source in sources}
        return bool(levels) and CheckLevel.FULL_TEXT not in levels

    def _of(self, kind: Kind, model: type[R]) -> Iterator[Entry[R]]:
        for entry in self.entries.values():
            if entry.kind is kind and isinstance(entry.record, model):
                yield entry  # type: ignore[misc]

    def _find(self, identifier: str, model: type[R]) -> R | None:
        entry = self.entries.get(identifier)
        return entry.record if entry is not None and isinstance(entry.record, model) else None


def _belongs(entry: Entry[Record], names: Collection[str]) -> bool:
    """True if the record is among these, or is a preserved copy of a source among these."""
    return entry.record.id in names or (isinstance(entry.record, Capture) and entry.record.source in names)


def _without(entry: Entry[Record], names: Collection[str]) -> Entry[Record]:
    """The entry of a preserved copy without the quotations of these records, or the entry itself."""
    if not isinstance(entry.record, Capture) or names_in(entry).isdisjoint(names):
        return entry
    record = entry.record.without_quotes(names)
    return replace(entry, record=record, references=tuple(references(record)))


def names_in(entry: Entry[Record]) -> frozenset[str]:
    """The records that a record refers to."""
    return frozenset(reference.target for reference in entry.references)


def link_records(
    entries: Mapping[str, Entry[Record]],
    names: Mapping[str, tuple[Kind, tuple[str, ...]]],
    subject: Subject,
    today: date,
    *,
    complete: bool = True,
    texts: Mapping[str, str] | None = None,
    prose: Mapping[str, str] | None = None,
    final: bool = False,
    subject_root: yaml_nodes.Mapping | None = None,
    partial_entries: Mapping[str, Entry[Record]] | None = None,
) -> Dossier:
    """The dossier of these entries, in the order of their identifiers and with a backlink for each reference."""
    ordered = {name: entries[name] for name in sorted(entries, key=sort_key)}
    back: dict[str, list[Backlink]] = {}
    for name, record_entry in ordered.items():
        for reference in record_entry.references:
            back.setdefault(reference.target, []).append(Backlink(name, record_entry.kind, reference.path))
        if isinstance(record_entry.record, Source | Proceeding):
            for key in decision_keys(record_entry.record):
                back.setdefault(key, []).append(Backlink(name, record_entry.kind, ()))
        if isinstance(record_entry.record, Proceeding):
            back.setdefault(title_key(record_entry.record.title), []).append(Backlink(name, record_entry.kind, ()))
    backlinks = {name: tuple(links) for name, links in back.items()}
    return Dossier(
        ordered,
        names,
        subject,
        today,
        complete,
        texts or {},
        prose or {},
        backlinks,
        final,
        subject_root=subject_root,
        partial_entries=partial_entries or {},
    )
