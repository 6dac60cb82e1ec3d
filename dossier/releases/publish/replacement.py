"""Releases that replace published files and do nothing else: redactions and suspensions. [io]"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.configuration import About, Publisher
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.publish.append import Addition, Outcome, append, verified_state
from dossier.releases.publish.archives import Asset
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import LiftedFile, RedactedFile, Release, SuspendedFile, TimestampStatement
from dossier.releases.store.salt import new_salt
from dossier.releases.store.version import next_version


@dataclass(frozen=True, slots=True)
class Replacement:
    """The new contents of published files, by path, and the lists of them in the description of the release."""

    files: Mapping[str, bytes]
    # The purpose of the release, for the message of its commit.
    purpose: str
    redacted: tuple[RedactedFile, ...] = ()
    suspended: tuple[SuspendedFile, ...] = ()
    lifted: tuple[LiftedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedReleases:
    """The verified releases of a branch, their files, and the version of the next release."""

    state: ReleaseTreeState
    tree: CommitTree
    next_version: str


@dataclass(frozen=True, slots=True)
class Replacer:
    """Makes releases that replace published files on a branch."""

    branch: Branch
    about: About
    publisher: Publisher
    # Returns the timestamp and signature of a manifest.
    seal: Callable[[bytes], Seal]
    timestamp: TimestampStatement | None
    is_signed: bool
    # The witness of the release is written here.
    assets_folder: Path
    # The published bytes of suspended files.
    kept: KeptFiles
    new_salt: Callable[[], str] = new_salt

    def release(self, day: date, replace: Callable[[PublishedReleases], Replacement]) -> Outcome[Release]:
        """Make a release of the replacement that `replace` returns, and append it to the branch.

        After a lost race, `replace` is called again with the new releases. Raises DossierError if it does, or if the
        branch does not verify. The branch then stays as it was.
        """

        def prepare(tip: str | None) -> Addition[Release]:
            if tip is None:
                others = self.branch.others_with(LEDGER)
                known = f"; `{others[0]}` holds releases: give it with `--onto`" if others else ""
                raise DossierError(
                    f"there is no branch `{self.branch.name}`{known or ', so nothing was ever released'}"
                )
            state = verified_state(self.branch, tip)
            tree = CommitTree(self.branch.repository, tip)
            published = PublishedReleases(state, tree, next_version(day, state.versions))
            return self._addition(replace(published), published, day)

        return append(self.branch, self.assets_folder, prepare)

    def original(self, path: str, published: PublishedReleases) -> bytes | None:
        """The published bytes of a suspended file, or None if neither the folder nor the history has them."""
        return self.kept.original(published.tree, path, published.state.suspensions[path].file.sha256)

    def _addition(self, replacement: Replacement, published: PublishedReleases, day: date) -> Addition[Release]:
        state, last = published.state, published.state.lines[-1]
        release = Release(
            version=published.next_version,
            date=day.isoformat(),
            site_url=self.about.address,
            # This release brings no evidence, so the source of the whole stays the commit released last.
            source_commit=last.source_commit,
            previous=last.version,
            records=len(state.newest),
            redacted=replacement.redacted,
            suspended=replacement.suspended,
            lifted=replacement.lifted,
            timestamp=self.timestamp,
            salt=self.new_salt(),
        )
        listed = listed_files(release, replacement.files, self.about.name, self.publisher, is_signed=self.is_signed)
        sums = make_manifest(listed)
        files, witness = sealed_files(state, release, listed, sums, self.seal(sums))
        return Addition(release, files, (Asset(*witness),), f"Release {release.version}: {replacement.purpose}\n")
