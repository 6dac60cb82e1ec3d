"""Releases that suspend revisions, and releases that put them back. [io]"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dossier.configuration import Publisher
from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.releases.freeze.notice import notice_page
from dossier.releases.publish.append import Outcome
from dossier.releases.publish.replacement import PublishedReleases, Replacement, Replacer
from dossier.releases.redact.order import Named
from dossier.releases.store.release_json import LiftedFile, Release, SuspendedFile
from dossier.releases.store.suspensions import notice_record
from dossier.releases.suspend.closure import Suspended, Unsuspended, revisions_of


@dataclass(frozen=True, slots=True)
class Suspender:
    """Suspends revisions, or puts them back, in releases of their own."""

    replacer: Replacer
    publisher: Publisher

    def suspend(self, names: Sequence[Named], reason: str, day: date) -> Outcome[Release]:
        """Make a release with notices in the place of these revisions, whose bytes are kept before the branch moves.

        Raises MoreToNameError if other records show their text, and DossierError if they are suspended already or
        were never published, or if the branch does not verify. The branch then stays as it was.
        """
        self.replacer.kept.check()

        def replace(published: PublishedReleases) -> Replacement:
            version, hashes = published.next_version, published.state.hashes
            revisions = _to_suspend(names, published)
            causes = {path: cause for revision, cause in revisions.items() for path in revision.files}
            self.replacer.kept.write(dict(published.tree.read(sorted(causes))).values())
            files: dict[str, bytes] = {}
            for revision in revisions:
                name = self.replacer.about.name
                files[revision.page] = notice_page(revision, version, reason, name, self.publisher)
                files[revision.record] = notice_record(revision, version, reason)
            suspended = (SuspendedFile(path, hashes[path], reason, causes[path]) for path in sorted(causes))
            return Replacement(files, "suspension", suspended=tuple(suspended))

        return self.replacer.release(day, replace)

    def lift(self, names: Sequence[Named], day: date) -> Outcome[Release]:
        """Make a release that puts the published bytes of these revisions back.

        Raises MoreToNameError if they name records that would stay suspended, and DossierError if they are not
        suspended or their bytes are not found. The branch then stays as it was.
        """

        def replace(published: PublishedReleases) -> Replacement:
            paths = sorted(path for revision in self._to_lift(names, published) for path in revision.files)
            files = {path: self._original(path, published) for path in paths}
            lifted = tuple(LiftedFile(path, published.state.hashes[path]) for path in paths)
            return Replacement(files, "end of a suspension", lifted=lifted)

        return self.replacer.release(day, replace)

    def _to_lift(self, names: Sequence[Named], published: PublishedReleases) -> list[Revision]:
        suspended = published.state.suspended
        causes = {revision: suspension.file.record for revision, suspension in suspended.items()}

        @cache
        def original(revision: Revision) -> bytes:
            if revision not in suspended:
                return next(content for _, content in published.tree.read([revision.record]))
            return self._original(revision.record, published)

        return Suspended(published.state.newest, causes, original).to_lift(names)

    def _original(self, path: str, published: PublishedReleases) -> bytes:
        """The published bytes of a suspended file. Raises DossierError if they are nowhere to be found."""
        found = self.replacer.original(path, published)
        if found is None:
            raise DossierError(
                f"the published bytes of `{path}` are missing: neither `{self.replacer.kept.folder}` nor an earlier "
                f"commit of `{self.replacer.branch.name}` has a file with the SHA-256 "
                f"{published.state.suspensions[path].file.sha256}; give the folder with `--keep`"
            )
        return found


def _to_suspend(names: Sequence[Named], published: PublishedReleases) -> dict[Revision, str]:
    state = published.state
    for name in names:
        last = revisions_of(name, state.newest)[-1]
        if last in state.suspended:
            suspension = state.suspended[last]
            because = suspension.file.record
            remedy = "" if because == last.identifier else f", because of `{because}`: release first, then suspend it"
            raise DossierError(f"`{last}` is suspended already, by release {suspension.version}{remedy}")
    records = _records(published)
    standing = {revision: records[revision] for revision in records.keys() - state.suspended.keys()}
    return Unsuspended(state.newest, standing, state.suspended_records).to_suspend(names)


def _records(published: PublishedReleases) -> dict[Revision, bytes]:
    """The `record.json` of each revision."""
    revisions = {path: Revision.parse(path) for path in published.state.hashes}
    records = {
        path: revision for path, revision in revisions.items() if revision is not None and path == revision.record
    }
    return {records[path]: content for path, content in published.tree.read(sorted(records))}
