"""Make a release: read the commit, judge it, see what changed since the last, freeze that, move the branch. [io]

Where another release comes first, everything is made anew upon the newest tip; nothing is ever forced.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dossier.configuration import About
from dossier.errors import DossierError
from dossier.releases.freeze.page import Stamped, frozen_page
from dossier.releases.publish.archives import Asset, data_archive, evidence_archive
from dossier.releases.publish.changes import (
    Changes,
    changes,
    newest_permalinks,
    permalinks_to_be,
    refuse_redacted,
    releases_of,
)
from dossier.releases.publish.commit_files import Seal, listed_files, sealed_files, sums_of
from dossier.releases.publish.source import JudgedSource
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.ledger import Newest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import Release, Timestamped
from dossier.releases.store.version import is_version, next_version
from dossier.releases.verify.verify import MismatchError, verify_or_raise
from dossier.system.terminal import progress

ASSETS = Path("build") / "release-assets"

_MOST_TRIES = 25

Sealer = Callable[[bytes], Seal]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    version: str | None = None
    is_first: bool = False
    # The records to issue again although they did not change, with the reason.
    reissue: Mapping[str, str] = field(default_factory=dict)
    timestamp: Timestamped | None = None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The commit that the branch is at, and the release it holds, or None where nothing had changed."""

    commit: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    release: Release
    files: Mapping[str, bytes]
    assets: tuple[Asset, ...]


@dataclass(frozen=True, slots=True)
class Releaser:
    """Makes releases of a source upon a branch; `seal` gives what vouches for a manifest."""

    source: JudgedSource
    branch: Branch
    about: About
    seal: Sealer

    def release(self, order: Order) -> Outcome:
        """Make the release; raises DossierError with the reason where it is refused, and the branch stays as it was."""
        if order.version is not None and not is_version(order.version):
            raise DossierError(f"`{order.version}` is not the name of a release, such as 2026.11.23 or 2026.11.23.2")
        self.branch.check()
        for attempt in range(_MOST_TRIES):
            # Those that lost a race together must not run the next one in step.
            time.sleep(0.05 * attempt * (1 + os.getpid() % 5))
            tip = self.branch.tip()
            holdings = _stock(self.branch, tip, is_first=order.is_first)
            prepared = self._prepare(order, tip, holdings)
            if prepared is None:
                commit, release, kept = tip, None, _head(holdings)
            else:
                release, kept = prepared.release, list(prepared.assets)
                message = f"Release {release.version}\n\nof {release.source_commit}\n"
                commit = self.branch.commit(tip, prepared.files, message)
            if commit is None:
                raise DossierError("there is no record to release")
            # Before the branch moves: a release whose archives were lost could not be completed any more.
            _keep(self.source.root / ASSETS, kept, anew=release is not None)
            if self.branch.advance(tip, commit):
                return Outcome(commit, release)
        raise DossierError(f"other releases came first {_MOST_TRIES} times: release again later")

    def _prepare(self, order: Order, tip: str | None, holdings: ReleaseTreeState) -> _Prepared | None:
        """The release upon this tip; None where nothing has changed."""
        version = order.version or next_version(self.source.dossier.today, holdings.versions)
        if version in holdings.versions:
            raise DossierError(f"there is a release {version} already: a release is never made anew")
        if holdings.lines:
            self.source.follow(holdings.lines[-1].source_commit)
        tree = None if tip is None else CommitTree(self.branch.repo, tip)

        def before(newest: Newest) -> bytes:
            path = f"r/{newest.identifier}/{newest.revision}/record.json"
            return b"" if tree is None else next(content for _, content in tree.read([path]))

        made = changes(self.source.snapshots, holdings.newest, before, order.reissue)
        if not made.revisions:
            return None
        told = () if tree is None else releases_of(tree, holdings.lines)
        refuse_redacted(told, made.revisions)
        evidence = evidence_archive(version, self.source.files, self.source.dossier.today)
        day = self.source.dossier.today
        links = {**newest_permalinks(told), **permalinks_to_be(made.revisions, self.about.address, day)}
        about = replace(self.about, permalinks=links)
        data = data_archive(version, self.source.dossier, about, self.source.snapshots, made.newest)
        release = self._release(order, version, holdings, made, (evidence, data))
        signs = {"is_signed": order.is_signed}
        stamps = {"is_stamped": order.timestamp is not None and order.timestamp.authority is not None}
        listed = listed_files(release, self._frozen(version, made), self.about.name, **stamps, **signs)
        sums = sums_of(listed)
        files, witness = sealed_files(holdings, release, listed, sums, self.seal(sums))
        return _Prepared(release, files, (evidence, data, Asset(*witness)))

    def _release(
        self, order: Order, version: str, holdings: ReleaseTreeState, made: Changes, archives: Iterable[Asset]
    ) -> Release:
        return Release(
            version=version,
            date=self.source.dossier.today.isoformat(),
            site_url=self.about.address,
            source_commit=self.source.commit,
            previous=holdings.lines[-1].version if holdings.lines else None,
            records=len(made.newest),
            added=made.added,
            changed=made.changed,
            corrected=made.corrected,
            withdrawn=made.withdrawn,
            reissued=made.reissued,
            archives=tuple(one.described for one in archives),
            timestamp=order.timestamp,
        )

    def _frozen(self, version: str, made: Changes) -> dict[str, bytes]:
        """The page and the record of each new revision, by path."""
        dossier = self.source.dossier
        files: dict[str, bytes] = {}
        with progress("Freezing pages") as step:
            for number, one in enumerate(made.revisions, 1):
                stamped = Stamped(self.about.address, self.about.name, version, one.number, one.previous)
                files[f"{one.folder}/index.html"] = frozen_page(dossier, dossier.entries[one.id], one.snapshot, stamped)
                files[f"{one.folder}/record.json"] = one.snapshot
                if step is not None:
                    step(number, len(made.revisions))
        return files


def _stock(branch: Branch, tip: str | None, *, is_first: bool) -> ReleaseTreeState:
    """What the branch holds, verified; raises DossierError where anything of it is not as it was released."""
    if tip is None and not is_first:
        raise DossierError(
            f"there is no branch `{branch.name}`: if nothing was ever released, say so with `--first`; "
            "otherwise fetch the branch"
        )
    if tip is None:
        return ReleaseTreeState()
    if is_first:
        raise DossierError(f"`--first` was given, and the branch `{branch.name}` holds releases already")
    try:
        with progress("Verifying what was released") as step:
            return verify_or_raise(CommitTree(branch.repo, tip), step)
    except MismatchError as error:
        raise DossierError(f"the branch `{branch.name}` does not hold: {error}") from None


def _head(holdings: ReleaseTreeState) -> list[Asset]:
    """The head of the ledger as it is: a release killed after the branch moved finds its witness by a second try."""
    return [Asset(*ledger.witness(holdings.lines))] if holdings.lines else []


def _keep(folder: Path, assets: Iterable[Asset], *, anew: bool) -> None:
    """Write the files that go with the release; those of another one make way for a new release's."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if anew and old.is_file():
            old.unlink()
    for asset in assets:
        (folder / asset.name).write_bytes(asset.content)
