"""Revisions that must be suspended, or put back, together.

What stays must not show the text of what is suspended. A record whose newest revision names a suspended record must be
suspended as well. Other revisions that show its text are suspended with it, and their own record stays: those are older
revisions, and revisions of a body in focus, which repeat the claims that concern it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.identifiers import guess
from dossier.releases.redact.order import Named
from dossier.releases.store.marked_places import texts_of
from dossier.releases.store.naming import Naming, decision_words, naming, own_texts, texts_about


class MoreToNameError(DossierError):
    """Other records show the text of those that were named, so they must be named as well."""

    def __init__(self, message: str, names: Sequence[str]) -> None:
        super().__init__(message)
        self.names = names


@dataclass(frozen=True, slots=True)
class Hidden:
    """Records that may not be shown, and texts that only suspended older revisions of other records have."""

    records: frozenset[str]
    # The titles and citations of suspended decisions, with their records.
    decisions: Mapping[str, str]
    # By record: the texts of suspended older revisions that the newest revision does not have.
    older: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, suspended: Mapping[Revision, bytes], out: frozenset[str], newest: Mapping[str, bytes]) -> Hidden:
        """The texts of suspended revisions, if the records `out` are suspended. `newest` has the newest records."""
        older: dict[str, frozenset[str]] = {}
        decisions: dict[str, str] = {}
        for revision, content in suspended.items():
            name = revision.identifier
            kept = b"" if name in out else newest[name]
            if kept:
                older[name] = older.get(name, frozenset()) | (own_texts(content) - own_texts(kept))
            words = decision_words(content) - (decision_words(kept) if kept else frozenset())
            decisions |= dict.fromkeys(words, name)
        return cls(out, decisions, older)

    def named_in(self, names: Naming) -> set[str]:
        """The suspended records that a revision names, by identifier or by the words of a decision."""
        decisions = {self.decisions[words] for words in names.decisions & self.decisions.keys()}
        return {*(names.named & self.records), *decisions}

    def shown_in(self, content: bytes, names: Naming, revision: Revision) -> set[str]:
        """The suspended records whose text a revision shows in any way."""
        shown = self.named_in(names) | (names.repeated & self.records)
        for name, texts in self.older.items():
            is_about = name in names.named | names.repeated and not texts.isdisjoint(texts_about(content, name))
            if is_about or (name == revision.identifier and not texts.isdisjoint(_quoted(content))):
                shown.add(name)
        return shown


@dataclass(frozen=True, slots=True)
class Unsuspended:
    """The published revisions that are not suspended, and the records that are."""

    newest: Mapping[str, Revision]
    # The `record.json` of each revision that is not suspended.
    records: Mapping[Revision, bytes]
    # The records that are suspended themselves.
    out: frozenset[str]

    def to_suspend(self, names: Sequence[Named]) -> dict[Revision, str]:
        """The revisions to suspend if these are named, each with the record that is suspended.

        The newest revision represents its record. Raises MoreToNameError if other records must be named as well.
        """
        own = {revision for name in names for revision in revisions_of(name, self.newest)}
        causes = {revision: revision.identifier for revision in own}
        out = self.out | {each.identifier for each in causes if each == self.newest[each.identifier]}
        read = {revision: naming(content) for revision, content in self.records.items()}
        newest = {name: self.records[each] for name, each in self.newest.items() if each in self.records}
        missing: dict[str, None] = {}
        while True:
            hidden = Hidden.of({each: self.records[each] for each in own & self.records.keys()}, out, newest)
            added = self._added(read, causes, hidden)
            if not added:
                break
            causes |= added
            more = {each for each, cause in added.items() if cause == each.identifier}
            missing |= dict.fromkeys(sorted({each.identifier for each in more}))
            own |= more
            out |= {each.identifier for each in more if each == self.newest[each.identifier]}
        if missing:
            raise MoreToNameError("these name what is suspended, and must be suspended too", list(missing))
        return {revision: causes[revision] for revision in sorted(causes.keys() & self.records.keys())}

    def _added(
        self, read: Mapping[Revision, Naming], causes: Mapping[Revision, str], hidden: Hidden
    ) -> dict[Revision, str]:
        """The further revisions that go with those that are suspended, each with the record that is suspended."""
        added: dict[Revision, str] = {}
        for revision, names in read.items():
            name = revision.identifier
            if causes.get(revision) == name:
                continue
            shown = hidden.shown_in(self.records[revision], names, revision)
            is_newest = revision == self.newest[name] and name not in hidden.records
            if is_newest and (hidden.named_in(names) or name in shown):
                added |= dict.fromkeys(revisions_of((name, None), self.newest), name)
            elif shown and revision not in causes:
                added.setdefault(revision, min(shown))
        return added


@dataclass(frozen=True, slots=True)
class Suspended:
    """The revisions that are suspended now."""

    newest: Mapping[str, Revision]
    # Each suspended revision, with the record that is suspended.
    causes: Mapping[Revision, str]
    # Returns the `record.json` of a revision, as it was published.
    original: Callable[[Revision], bytes]

    def to_lift(self, names: Sequence[Named]) -> list[Revision]:
        """The revisions to put back if these are named.

        Revisions of other records come back as well, unless they show what stays suspended. Raises MoreToNameError if a
        named revision shows what would stay suspended, and DossierError if nothing of a name is suspended.
        """
        chosen: set[Revision] = set()
        for name in names:
            own = set(revisions_of(name, self.newest)) & self.causes.keys()
            if not own:
                raise DossierError(f"`{shown_name(name)}` is not suspended")
            chosen |= own
        hidden = self._hidden(chosen)
        missing = {name for revision in chosen for name in self._shown(revision, hidden)}
        if missing:
            raise MoreToNameError("what is put back shows these, which are suspended", sorted(missing))
        lifted = {revision.identifier for revision in chosen}
        for revision, cause in self.causes.items():
            if revision in chosen or cause == revision.identifier or revision.identifier in hidden.records:
                continue
            names_in = naming(self.original(revision))
            is_concerned = cause in lifted or bool((names_in.named | names_in.repeated) & lifted)
            if is_concerned and not self._shown(revision, hidden):
                chosen.add(revision)
        return sorted(chosen)

    def _hidden(self, chosen: set[Revision]) -> Hidden:
        """The texts that stay suspended for their own sake if these revisions are put back."""
        own = [each for each, cause in self.causes.items() if cause == each.identifier and each not in chosen]
        out = frozenset(each.identifier for each in own if each == self.newest[each.identifier])
        newest = {each.identifier: self.original(self.newest[each.identifier]) for each in own}
        return Hidden.of({each: self.original(each) for each in own}, out, newest)

    def _shown(self, revision: Revision, hidden: Hidden) -> set[str]:
        content = self.original(revision)
        return hidden.shown_in(content, naming(content), revision)


def _quoted(record: bytes) -> frozenset[str]:
    """The texts of a record with those that its corrections quote."""
    return frozenset(text for _, text in texts_of(json.loads(record)["record"]))


def revisions_of(name: Named, newest: Mapping[str, Revision]) -> list[Revision]:
    """The revisions that a name means. Raises DossierError if it was never published."""
    identifier, number = name
    last = newest.get(identifier)
    if last is None or not (number is None or 1 <= number <= last.number):
        raise DossierError(f"`{shown_name(name)}` was never published{guess(identifier, newest)}")
    return [Revision(identifier, each) for each in (range(1, last.number + 1) if number is None else [number])]


def shown_name(name: Named) -> str:
    """The record or revision as a person writes it."""
    identifier, number = name
    return identifier if number is None else f"{identifier}/{number}"
