"""Comparison of the evidence with what was released before. [io]"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.checks import RELEASE_COMPARISONS
from dossier.diagnostics import Diagnostic
from dossier.model import Record
from dossier.model.addresses import Revision
from dossier.reading.base_revision import load_base
from dossier.reading.dossier import Dossier, Entry
from dossier.releases.freeze.revision import snapshot
from dossier.releases.publish.frozen_base import frozen_base, with_redacted_texts
from dossier.releases.store.release_json import Release
from dossier.releases.store.salt import without_salt
from dossier.system.git import Repository


@dataclass(frozen=True, slots=True)
class Released:
    """Earlier releases, with which a dossier is compared."""

    # Oldest first, and at least one.
    releases: Sequence[Release]
    # The newest `record.json` of each record as it was published. If its bytes are gone, the record is missing.
    records: Mapping[str, bytes]
    # The records that suspensions take out of the dossier.
    suspended: Collection[str]

    def forbidden_changes(self, root: Path, dossier: Dossier, commit: str) -> list[Diagnostic]:
        """The errors in what the commit changes, such as a correction that is not declared.

        A record that was suspended is compared with the commit before that. Nobody could read what it said since then.
        """
        before = [(source, dossier.entries[name]) for name, source in self._before_suspension(dossier)]
        paths = {entry.path for _, entry in before}
        last, found = self.releases[-1].source_commit, list[Diagnostic]()
        # A build that follows a release has nothing to compare.
        if commit != last:
            changes = self._compared(root, dossier, last)
            found += (each for each in changes if each.span.path not in paths)
        changed = [(source, entry) for source, entry in before if self._is_changed(dossier, entry)]
        for source in dict.fromkeys(source for source, _ in changed):
            compared = {entry.path for since, entry in changed if since == source}
            found += (each for each in self._compared(root, dossier, source) if each.span.path in compared)
        return sorted(found, key=lambda each: each.sort_key)

    def _compared(self, root: Path, dossier: Dossier, source: str) -> Iterator[Diagnostic]:
        """Yield the errors in what changed since a commit. If it is gone, the newest records take its place."""
        if Repository(root).commit(source) is None:
            base = frozen_base(self.records, dossier)
        else:
            base = load_base(root, source, dossier.today, dossier.subject)
        base = with_redacted_texts(base.without(self.suspended), self.records)
        for rule in RELEASE_COMPARISONS:
            yield from rule.check(dossier, base)

    def _is_changed(self, dossier: Dossier, entry: Entry[Record]) -> bool:
        return snapshot(dossier, entry) != without_salt(self.records[entry.record.id])

    def _before_suspension(self, dossier: Dossier) -> Iterator[tuple[str, str]]:
        """Yield each record whose newest revision was suspended once, and the source at the first time."""
        sources: dict[str, str] = {}
        newest: dict[str, Revision] = {}
        for release in self.releases:
            newest |= {new.id: new.place for new in release.revisions}
            for file in release.suspended:
                sources.setdefault(file.path, release.source_commit)
        for name in sorted(self.records.keys() & dossier.entries.keys()):
            if newest[name].record in sources:
                yield name, sources[newest[name].record]
