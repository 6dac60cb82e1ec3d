"""Releases that suspend revisions, and releases that put them back. [io]"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from dossier.configuration import About, Publisher
from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.releases.freeze.notice import notice_page
from dossier.releases.publish.append import Addition, Outcome, append, verified_state
from dossier.releases.publish.archives import Asset
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.redact.order import Named
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import LiftedFile, Release, SuspendedFile, TimestampStatement
from dossier.releases.store.salt import new_salt
from dossier.releases.store.suspensions import notice_record
from dossier.releases.store.version import next_version
from dossier.releases.suspend.closure import Suspended, Unsuspended, revisions_of


@dataclass(frozen=True, slots=True)
class Suspender:
    """Makes releases that suspend revisions, or put them back, on a branch."""

    branch: Branch
    about: About
    publisher: Publisher
    # Returns the timestamp and signature of a manifest.
    seal: Callable[[bytes], Seal]
    timestamp: TimestampStatement | None
    is_signed: bool
    # The witness of the release is written here.
    assets_folder: Path
    kept: KeptFiles
    new_salt: Callable[[], str] = new_salt

    def suspend(self, names: Sequence[Named], reason: str, day: date) -> Outcome[Release]:
        """Make a release with notices in the place of these revisions, whose bytes are kept before the branch moves.

        Raises MoreToNameError if other records show their text, and DossierError if they are suspended already or
        were never published, or if the branch does not verify. The branch then stays as it was.
        """
        self.kept.check()

        def prepare(tip: str | None) -> Addition[Release]:
            state, tree = self._opened(tip)
            revisions = self._to_suspend(names, state, tree)
            version = next_version(day, state.versions)
            causes = {path: cause for revision, cause in revisions.items() for path in revision.files}
            old = dict(tree.read(sorted(causes)))
            self.kept.write(old.values())
            files: dict[str, bytes] = {}
            for revision in revisions:
                files[revision.page] = notice_page(revision, version, reason, self.about.name, self.publisher)
                files[revision.record] = notice_record(revision, version, reason)
            suspended = tuple(SuspendedFile(path, state.hashes[path], reason, causes[path]) for path in sorted(causes))
            release = replace(self._describe(version, day, state), suspended=suspended)
            return self._addition(release, files, state, "suspension")

        return append(self.branch, self.assets_folder, prepare)

    def lift(self, names: Sequence[Named], day: date) -> Outcome[Release]:
        """Make a release that puts the published bytes of these revisions back.

        Raises MoreToNameError if they name records that would stay suspended, and DossierError if they are not
        suspended or their bytes are not found. The branch then stays as it was.
        """

        def prepare(tip: str | None) -> Addition[Release]:
            state, tree = self._opened(tip)
            revisions = self._to_lift(names, state, tree)
            paths = sorted(path for revision in revisions for path in revision.files)
            files = {path: self._original(path, state, tree) for path in paths}
            lifted = tuple(LiftedFile(path, state.hashes[path]) for path in paths)
            release = replace(self._describe(next_version(day, state.versions), day, state), lifted=lifted)
            return self._addition(release, files, state, "end of a suspension")

        return append(self.branch, self.assets_folder, prepare)

    def _opened(self, tip: str | None) -> tuple[ReleaseTreeState, CommitTree]:
        if tip is None:
            raise DossierError(f"there is no branch `{self.branch.name}`, so nothing was ever released")
        return verified_state(self.branch, tip), CommitTree(self.branch.repository, tip)

    def _to_suspend(self, names: Sequence[Named], state: ReleaseTreeState, tree: CommitTree) -> dict[Revision, str]:
        for name in names:
            last = revisions_of(name, state.newest)[-1]
            if last in state.suspended:
                suspension = state.suspended[last]
                because = suspension.file.record
                remedy = (
                    "" if because == last.identifier else f", because of `{because}`: release first, then suspend it"
                )
                raise DossierError(f"`{last}` is suspended already, by release {suspension.version}{remedy}")
        records = _records(tree, state)
        standing = {revision: records[revision] for revision in records.keys() - state.suspended.keys()}
        return Unsuspended(state.newest, standing, state.suspended_records).to_suspend(names)

    def _to_lift(self, names: Sequence[Named], state: ReleaseTreeState, tree: CommitTree) -> list[Revision]:
        causes = {revision: suspension.file.record for revision, suspension in state.suspended.items()}

        @cache
        def original(revision: Revision) -> bytes:
            if revision not in state.suspended:
                return next(content for _, content in tree.read([revision.record]))
            return self._original(revision.record, state, tree)

        return Suspended(state.newest, causes, original).to_lift(names)

    def _original(self, path: str, state: ReleaseTreeState, tree: CommitTree) -> bytes:
        """The published bytes of a suspended file. Raises DossierError if they are nowhere to be found."""
        sha256 = state.suspensions[path].file.sha256
        found = self.kept.find(sha256)
        if found is None:
            found = tree.earlier(path, sha256)
        if found is None:
            raise DossierError(
                f"the published bytes of `{path}` are missing: neither `{self.kept.folder}` nor an earlier commit of "
                f"`{self.branch.name}` has a file with the SHA-256 {sha256}; give the folder with `--keep`"
            )
        return found

    def _describe(self, version: str, day: date, state: ReleaseTreeState) -> Release:
        last = state.lines[-1]
        return Release(
            version=version,
            date=day.isoformat(),
            site_url=self.about.address,
            # This release brings no evidence, so the source of the whole stays the commit released last.
            source_commit=last.source_commit,
            previous=last.version,
            records=len(state.newest),
            timestamp=self.timestamp,
            salt=self.new_salt(),
        )

    def _addition(
        self, release: Release, changed: Mapping[str, bytes], state: ReleaseTreeState, purpose: str
    ) -> Addition[Release]:
        listed = listed_files(release, changed, self.about.name, is_signed=self.is_signed)
        sums = make_manifest(listed)
        files, witness = sealed_files(state, release, listed, sums, self.seal(sums))
        return Addition(release, files, (Asset(*witness),), f"Release {release.version}: {purpose}\n")


def _records(tree: CommitTree, state: ReleaseTreeState) -> dict[Revision, bytes]:
    """The `record.json` of each revision."""
    revisions = {path: Revision.parse(path) for path in state.hashes}
    records = {
        path: revision for path, revision in revisions.items() if revision is not None and path == revision.record
    }
    return {records[path]: content for path, content in tree.read(sorted(records))}
