"""Revisions that must be suspended, or put back, together.

What stays must not show the text of what is suspended. A record whose newest revision names a suspended record must be
suspended as well. Other revisions that show its text are suspended with it, and their own record stays: those are older
revisions, and revisions of a body in focus, which repeat the claims that concern it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.releases.redact.order import Named
from dossier.releases.store.marked_places import texts_of
from dossier.releases.store.naming import Naming, decision_words, naming


class MoreToNameError(DossierError):
    """Other records show the text of those that were named, so they must be named as well."""

    def __init__(self, message: str, names: Sequence[str]) -> None:
        super().__init__(message)
        self.names = names


@dataclass(frozen=True, slots=True)
class Standing:
    """The published revisions that are not suspended, and the records that are."""

    newest: Mapping[str, Revision]
    # The `record.json` of each revision that is not suspended.
    records: Mapping[Revision, bytes]
    # The records that are suspended themselves.
    out: frozenset[str]

    def to_suspend(self, names: Sequence[Named]) -> dict[Revision, str]:
        """The revisions to suspend if these are named, each with the record that is suspended.

        The newest revision stands for its record. Raises MoreToNameError if other records must be named as well.
        """
        causes = {revision: revision.identifier for name in names for revision in revisions_of(name, self.newest)}
        out = self.out | {each.identifier for each in causes if each == self.newest[each.identifier]}
        read = {revision: naming(content) for revision, content in self.records.items()}
        # Only what an older revision alone says must go with it.
        older = self._older_words(causes, out)
        missing: dict[str, None] = {}
        while added := self._added(read, causes, out, older):
            causes |= added
            more = [each.identifier for each, cause in added.items() if cause == each.identifier]
            missing |= dict.fromkeys(more)
            out |= set(more)
        if missing:
            message = "these name what is suspended, and must be suspended too"
            raise MoreToNameError(message, list(missing))
        return {revision: causes[revision] for revision in sorted(causes.keys() & self.records.keys())}

    def _added(
        self,
        read: Mapping[Revision, Naming],
        causes: Mapping[Revision, str],
        out: frozenset[str],
        older: Mapping[str, str],
    ) -> dict[Revision, str]:
        """The further revisions that go with those that are suspended, each with the record that is suspended."""
        decisions = self._decision_words(out)
        added: dict[Revision, str] = {}
        for revision, names in read.items():
            name = revision.identifier
            named = names.named & out | {decisions[words] for words in names.decisions & decisions.keys()}
            shown = named | names.repeated & out | {older[words] for words in names.words & older.keys()}
            if named and revision == self.newest[name] and name not in out:
                added |= dict.fromkeys(revisions_of((name, None), self.newest), name)
            elif shown and revision not in causes:
                added.setdefault(revision, min(shown))
        return added

    def _decision_words(self, out: frozenset[str]) -> dict[str, str]:
        """The titles and citations of suspended decisions, with their records."""
        records = ((revision.identifier, content) for revision, content in self.records.items())
        return {words: name for name, content in records if name in out for words in decision_words(content)}

    def _older_words(self, chosen: Iterable[Revision], out: frozenset[str]) -> dict[str, str]:
        """The sentences of chosen older revisions that the newest revision of the record does not have."""
        words: dict[str, str] = {}
        for revision in chosen:
            name, newest = revision.identifier, self.newest[revision.identifier]
            if revision in self.records and newest in self.records and name not in out:
                only_here = _sentences(self.records[revision]) - _sentences(self.records[newest])
                words |= dict.fromkeys(only_here, name)
        return words


@dataclass(frozen=True, slots=True)
class Suspended:
    """The revisions that are suspended now."""

    newest: Mapping[str, Revision]
    # Each suspended revision, with the record that is suspended.
    causes: Mapping[Revision, str]
    # Returns the `record.json` of a suspended revision, as it was published.
    original: Callable[[Revision], bytes]

    def to_lift(self, names: Sequence[Named]) -> list[Revision]:
        """The revisions to put back if these are named.

        Revisions of other records come back as well, unless they show what stays suspended. Raises MoreToNameError if a
        named revision names what would stay suspended, and DossierError if nothing of a name is suspended.
        """
        chosen: set[Revision] = set()
        for name in names:
            own = set(revisions_of(name, self.newest)) & self.causes.keys()
            if not own:
                raise DossierError(f"`{_shown(name)}` is not suspended")
            chosen |= own
        lifted = {revision.identifier for revision in chosen}
        left = {each: cause for each, cause in self.causes.items() if each not in chosen}
        # What is still suspended for its own sake, and the records among them whose newest revision is.
        own = {each for each, cause in left.items() if cause == each.identifier}
        out = {each.identifier for each in own if each == self.newest[each.identifier]}
        words = {words for name in out for words in decision_words(self.original(self.newest[name]))}
        missing: dict[str, None] = {}
        for revision in sorted(chosen):
            read = naming(self.original(revision))
            missing |= dict.fromkeys(sorted((read.named | read.repeated) & out))
            if read.decisions & words:
                missing |= dict.fromkeys(sorted(name for name in out if self._has_words(name, read.decisions)))
        if missing:
            raise MoreToNameError("what is put back shows these, which are suspended", list(missing))
        causes_left = {each.identifier for each in own}
        for revision, cause in left.items():
            if revision in own or cause in causes_left or revision.identifier in out:
                continue
            read = naming(self.original(revision))
            shown = read.named | read.repeated
            is_concerned = cause in lifted or bool(shown & lifted)
            if is_concerned and not shown & out and not read.decisions & words:
                chosen.add(revision)
        return sorted(chosen)

    def _has_words(self, name: str, decisions: frozenset[str]) -> bool:
        return not decisions.isdisjoint(decision_words(self.original(self.newest[name])))


def _sentences(record: bytes) -> set[str]:
    """The texts of a record that have several words."""
    return {text for _, text in texts_of(json.loads(record)["record"]) if " " in text}


def revisions_of(name: Named, newest: Mapping[str, Revision]) -> list[Revision]:
    """The revisions that a name means. Raises DossierError if it was never published."""
    identifier, number = name
    last = newest.get(identifier)
    if last is None or not (number is None or 1 <= number <= last.number):
        raise DossierError(f"`{_shown(name)}` was never published")
    return [Revision(identifier, each) for each in (range(1, last.number + 1) if number is None else [number])]


def _shown(name: Named) -> str:
    identifier, number = name
    return identifier if number is None else f"{identifier}/{number}"
