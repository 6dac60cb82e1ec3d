"""Releases that redact words. [io]

No manifest is ever edited. The release of a redaction lists the changed paths again and names their old hashes. Only
that makes it legal for the files to differ from the older list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.configuration import About
from dossier.errors import DossierError
from dossier.model.dates import PartialDate
from dossier.releases.publish.append import Addition, append, verified_state
from dossier.releases.publish.archives import Asset
from dossier.releases.publish.changes import read_releases
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.order import RedactionOrder
from dossier.releases.redact.replacing import RedactionNotice
from dossier.releases.redact.tree import TreeRedaction
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.marked_places import marked_places
from dossier.releases.store.release_json import RedactedFile, Release, TimestampStatement
from dossier.releases.store.salt import new_salt
from dossier.releases.store.version import next_version


@dataclass(frozen=True, slots=True)
class RedactionOutcome:
    """The commit at the tip of the branch, the release that it added, and other published files that have a text."""

    commit: str
    release: Release
    remaining: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redactor:
    """Makes redaction releases on a branch."""

    branch: Branch
    about: About
    # Returns the timestamp and signature of a manifest.
    seal: Callable[[bytes], Seal]
    timestamp: TimestampStatement | None
    is_signed: bool
    # The witness of the release is written here.
    assets_folder: Path
    # What notices replaced is searched too.
    kept: KeptFiles
    new_salt: Callable[[], str] = new_salt

    def redact(self, order: RedactionOrder, day: date) -> RedactionOutcome:
        """Make a release that removes the texts, and append it to the branch.

        Raises DossierError if a revision does not contain a text, if a text is a part of what must stay, if something
        that is left may be the text, or if the branch does not verify. The branch then stays as it was.
        """
        remaining: tuple[str, ...] = ()

        def prepare(tip: str | None) -> Addition[Release]:
            nonlocal remaining
            if tip is None:
                raise DossierError(f"there is no branch `{self.branch.name}`, so nothing was ever released")
            state, tree = verified_state(self.branch, tip), CommitTree(self.branch.repository, tip)
            version = next_version(day, state.versions)
            notice = RedactionNotice(version, str(PartialDate.parse(day.isoformat())), order.authority, order.reason)
            redaction = TreeRedaction(order, notice, tree, state, read_releases(tree, state.lines), self.new_salt)
            redaction.run()
            self._search_suspended(order, state, tree)
            remaining = redaction.remaining
            return self._addition(redaction, day, state)

        outcome = append(self.branch, self.assets_folder, prepare)
        return RedactionOutcome(outcome.commit, outcome.release, remaining)

    def _search_suspended(self, order: RedactionOrder, state: ReleaseTreeState, tree: CommitTree) -> None:
        """Raise DossierError if a suspended file may have a text: the end of the suspension would publish it again."""
        for path, suspension in sorted(state.suspensions.items()):
            sha256 = suspension.file.sha256
            content = self.kept.find(sha256) or tree.earlier(path, sha256)
            if content is None:
                raise DossierError(
                    f"`{path}` is suspended, and the published bytes are missing, so they cannot be searched: put the "
                    f"file with the SHA-256 {sha256} into `{self.kept.folder}`"
                )
            if not order.leaves(path) and any(places_with_text(content, order.texts)):
                raise DossierError(
                    f"`{path}` is suspended, and what was published there has the text, or something like it: end the "
                    "suspension with `suspend --lift`, redact it as well, suspend it again, and push all at once"
                )

    def _addition(self, redaction: TreeRedaction, day: date, state: ReleaseTreeState) -> Addition[Release]:
        """The release of the changed files."""
        last = state.lines[-1]
        release = Release(
            version=redaction.notice.version,
            date=day.isoformat(),
            site_url=self.about.address,
            # This release brings no evidence, so the source of the whole stays the commit released last.
            source_commit=last.source_commit,
            previous=last.version,
            records=len(state.newest),
            redacted=_redacted_files(redaction, state),
            timestamp=self.timestamp,
            salt=self.new_salt(),
        )
        listed = listed_files(release, redaction.changed, self.about.name, is_signed=self.is_signed)
        sums = make_manifest(listed)
        files, witness = sealed_files(state, release, listed, sums, self.seal(sums))
        return Addition(release, files, (Asset(*witness),), f"Release {release.version}: redaction\n")


def _redacted_files(redaction: TreeRedaction, state: ReleaseTreeState) -> tuple[RedactedFile, ...]:
    order, before = redaction.order, dict(redaction.tree.read(sorted(redaction.changed)))
    return tuple(
        RedactedFile(
            path,
            state.hashes[path],
            order.authority,
            order.reason,
            tuple(marked_places(path, content) - marked_places(path, before[path])),
        )
        for path, content in sorted(redaction.changed.items())
    )
