"""Revisions that must be suspended, or put back, together.

What stays must not show the text of what is suspended, nor rest on it. A record whose newest revision refers to a
suspended record in a field must be suspended as well. A mention in prose shows no text, and its link leads to the
notice. Other revisions that show its text are suspended with it, and their own record stays: those are older
revisions, and revisions of a body in focus, which repeat the claims that concern it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.identifiers import guess
from dossier.releases.redact.order import Named
from dossier.releases.store.marked_places import texts_of
from dossier.releases.store.naming import Naming, decision_words, naming, own_texts, texts_about


class MoreToNameError(DossierError):
    """Other records refer to those that were named, or show their text, so they must be named as well."""

    def __init__(self, message: str, names: Sequence[str], indirect: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.names = names
        # The records that refer to those in `names`, and to none that the user named.
        self.indirect = indirect


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
            kept = b"" if name in out else newest.get(name, b"")
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
    """The published revisions that can be suspended, and the records that are."""

    newest: Mapping[str, Revision]
    # The `record.json` of each revision that is not suspended, and of suspended ones as far as it is known.
    records: Mapping[Revision, bytes]
    # The records that are suspended themselves.
    out: frozenset[str]
    # The suspended revisions, with the record that is suspended. Another suspension can take the place of theirs.
    suspended: Mapping[Revision, str] = field(default_factory=dict)

    def to_suspend(self, names: Sequence[Named]) -> dict[Revision, str]:
        """The revisions to suspend if these are named, each with the record that is suspended.

        The newest revision represents its record. Raises MoreToNameError if other records must be named as well.
        """
        own = {revision for name in names for revision in revisions_of(name, self.newest)}
        causes = {revision: revision.identifier for revision in own}
        out = self.out | {each.identifier for each in causes if each == self.newest[each.identifier]}
        standing = self.records.keys() - self.suspended.keys()
        read = {revision: naming(self.records[revision]) for revision in standing}
        newest = {name: self.records[each] for name, each in self.newest.items() if each in self.records}
        # What refers to the named records, then what refers to that, and so on.
        missing: list[list[str]] = []
        while True:
            hidden = Hidden.of({each: self.records[each] for each in own & self.records.keys()}, out, newest)
            added = self._added(read, causes, hidden)
            if not added:
                break
            causes |= added
            more = {each for each, cause in added.items() if cause == each.identifier}
            missing += [sorted({each.identifier for each in more})] if more else []
            own |= more
            out |= {each.identifier for each in more if each == self.newest[each.identifier]}
        if missing:
            direct, *others = missing
            indirect = list(dict.fromkeys(name for names in others for name in names if name not in direct))
            raise MoreToNameError("these refer to what is suspended, and must be suspended too", direct, indirect)
        found = {revision: causes[revision] for revision in causes.keys() & standing} | self._again(names)
        return dict(sorted(found.items()))

    def _again(self, names: Sequence[Named]) -> dict[Revision, str]:
        """The suspended revisions that get other notices, each with the record that is suspended from now on.

        They are those that are suspended because of the named records, and the newest that the names mean.
        """
        revisions = [revisions_of(name, self.newest) for name in names]
        named = {revision for each in revisions for revision in each}
        records = {revision.identifier for revision in named}
        again = {
            revision: cause
            for revision, cause in self.suspended.items()
            if cause in records and (revision in named or revision.identifier != cause)
        }
        newest = (each[-1] for each in revisions)
        return again | {revision: revision.identifier for revision in newest if revision in self.suspended}

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
            if revision == self.newest[name] and (hidden.named_in(names) or name in shown):
                added |= dict.fromkeys(revisions_of((name, None), self.newest), name)
            elif shown and revision not in causes:
                added.setdefault(revision, min(shown))
        return added


@dataclass(frozen=True, slots=True)
class Lifting:
    """The revisions to put back, and those that stay suspended because of another record, with that record."""

    back: tuple[Revision, ...]
    because_of_others: Mapping[Revision, str]


@dataclass(frozen=True, slots=True)
class Suspended:
    """The revisions that are suspended now."""

    newest: Mapping[str, Revision]
    # Each suspended revision, with the record that is suspended.
    causes: Mapping[Revision, str]
    # Returns the `record.json` of a revision, as it was published.
    original: Callable[[Revision], bytes]

    def to_lift(self, names: Sequence[Named]) -> Lifting:
        """The revisions to put back if these are named.

        Revisions of other records come back as well, unless they show what stays suspended. Raises MoreToNameError if a
        named record names what would stay suspended, and DossierError if nothing of a name is suspended.
        """
        chosen = {revision for name in names for revision in self._named(name)}
        hidden = self._hidden(chosen)
        missing: set[str] = set()
        again: dict[Revision, str] = {}
        whole = {identifier for identifier, number in names if number is None}
        for revision in chosen:
            shown = self._shown(revision, hidden)
            if shown and revision.identifier in whole and self._only_repeats(revision, hidden):
                again[revision] = min(shown)
            else:
                missing |= shown
        if missing:
            raise MoreToNameError("what is put back shows these, which are suspended", sorted(missing))
        lifted = {revision.identifier for revision in chosen}
        chosen -= again.keys()
        for revision, cause in self.causes.items():
            if revision in chosen or cause == revision.identifier or revision.identifier in hidden.records:
                continue
            names_in = naming(self.original(revision))
            is_concerned = bool({cause, revision.identifier, *names_in.named, *names_in.repeated} & lifted)
            if is_concerned and not self._shown(revision, hidden):
                chosen.add(revision)
        return Lifting(tuple(sorted(chosen)), again)

    def _named(self, name: Named) -> set[Revision]:
        """The suspended revisions that a name means: of a record, those that are suspended for its own sake if any."""
        suspended = set(revisions_of(name, self.newest)) & self.causes.keys()
        if not suspended:
            raise DossierError(f"`{shown_name(name)}` is not suspended")
        identifier, number = name
        own = {revision for revision in suspended if self.causes[revision] == identifier}
        return own if own and number is None else suspended

    def _only_repeats(self, revision: Revision, hidden: Hidden) -> bool:
        """True if a revision can stay suspended because of another record while its own record comes back."""
        if self.causes[revision] != revision.identifier:
            return False
        is_newest = revision == self.newest[revision.identifier]
        return not (is_newest and hidden.named_in(naming(self.original(revision))))

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
