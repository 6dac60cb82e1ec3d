"""Revisions that must be suspended, or put back, together.

What stays must not show the text of what is suspended. So every revision that names a suspended record is suspended as
well. If it is the newest of its record, the whole record is. A body in focus repeats the claims that concern it: of
such a body only the revisions that do so are suspended, and the body itself stays. If only an older revision is
suspended, so are the revisions of other records that repeat what it alone says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.identifiers import number_of
from dossier.releases.redact.order import Named
from dossier.releases.store.marked_places import texts_of
from dossier.releases.store.naming import Naming, decision_words, naming


@dataclass(slots=True)
class Closure:
    """A set of revisions and records that grows until what stays names nothing in it."""

    newest: Mapping[str, Revision]
    # The `record.json` of each revision that is not suspended now.
    records: Mapping[Revision, bytes]
    # The records that suspensions take out of the dossier now.
    out: frozenset[str]

    def chosen(self, names: Sequence[Named]) -> set[Revision]:
        """The revisions that these names mean. Raises DossierError if one was never published."""
        return {revision for name in names for revision in revisions_of(name, self.newest)}

    def missing(self, names: Sequence[Named]) -> list[str]:
        """The names to add to these names, so that nothing that stays names or repeats what is suspended."""
        chosen = self.chosen(names)
        whole = {name for name, number in names if number is None}
        # A body may be suspended by the number of a revision only because that repeats a claim.
        newest = {each.identifier for each in chosen if each == self.newest[each.identifier]}
        out = self.out | whole | {name for name in newest if number_of(name) is not None}
        read = {revision: naming(content) for revision, content in self.records.items()}
        # Not those of revisions that are added: they only name what is suspended.
        older = self._older_words(chosen, out)
        missing: dict[str, None] = {}
        while added := [*self._added(read, chosen, out, older)]:
            for revision, is_record in added:
                missing[revision.identifier if is_record else str(revision)] = None
                chosen |= set(revisions_of((revision.identifier, None), self.newest)) if is_record else {revision}
                out |= {revision.identifier} if is_record else set()
        return [name for name in missing if name.partition("/")[0] == name or name.partition("/")[0] not in missing]

    def _added(
        self, read: Mapping[Revision, Naming], chosen: set[Revision], out: frozenset[str], older: set[str]
    ) -> Iterator[tuple[Revision, bool]]:
        """Yield each further revision to suspend, and True if its whole record is."""
        words = self._decision_words(out)
        for revision, names in read.items():
            is_named = bool(names.named & out or names.decisions & words)
            if is_named and revision == self.newest[revision.identifier] and revision.identifier not in out:
                yield revision, True
            elif revision not in chosen and (is_named or names.repeated & out or names.words & older):
                yield revision, False

    def _decision_words(self, out: frozenset[str]) -> frozenset[str]:
        records = (content for revision, content in self.records.items() if revision.identifier in out)
        return frozenset().union(*(decision_words(content) for content in records))

    def _older_words(self, chosen: set[Revision], out: frozenset[str]) -> set[str]:
        """The sentences of chosen older revisions that the newest revision of the record does not have."""
        words: set[str] = set()
        for revision in chosen & self.records.keys():
            newest = self.newest[revision.identifier]
            if revision.identifier not in out and newest in self.records and newest != revision:
                words |= _sentences(self.records[revision]) - _sentences(self.records[newest])
        return words


def _sentences(record: bytes) -> set[str]:
    """The texts of a record that have several words."""
    return {text for _, text in texts_of(json.loads(record)["record"]) if " " in text}


def missing_to_lift(
    lifted: set[Revision],
    suspended: Mapping[str, set[Revision]],
    out: frozenset[str],
    read: Callable[[Revision], Naming],
) -> list[str]:
    """The records to put back as well, because the revisions to put back name or repeat them.

    `suspended` has the suspended revisions of each record, and `out` the records that suspensions take out.
    """
    missing: dict[str, None] = {}
    waiting, done = set(lifted), set(lifted)
    while waiting:
        names = read(waiting.pop())
        back = {name for name in (names.named | names.repeated) & out if not suspended[name] <= done}
        missing |= dict.fromkeys(sorted(back))
        more = {revision for name in back for revision in suspended[name]} - done
        waiting |= more
        done |= more
    return list(missing)


def revisions_of(name: Named, newest: Mapping[str, Revision]) -> list[Revision]:
    """The revisions that a name means. Raises DossierError if it was never published."""
    identifier, number = name
    last = newest.get(identifier)
    if last is None or not (number is None or 1 <= number <= last.number):
        shown = identifier if number is None else f"{identifier}/{number}"
        raise DossierError(f"`{shown}` was never published")
    return [Revision(identifier, each) for each in (range(1, last.number + 1) if number is None else [number])]
