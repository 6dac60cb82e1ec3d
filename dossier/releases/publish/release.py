"""Releases of the checked-out commit, appended to the branch. [io]"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from dossier.configuration import About, Publisher
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.freeze.page import Imprint, frozen_page
from dossier.releases.publish.append import Addition, Outcome, append, verified_state
from dossier.releases.publish.archives import Asset, data_archive, evidence_archive
from dossier.releases.publish.changes import (
    Changes,
    find_changes,
    newest_permalinks,
    read_releases,
)
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.publish.comparison import Released
from dossier.releases.publish.evidence_commit import EvidenceCommit
from dossier.releases.publish.republication import ReleasedRecords, refuse_republication
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import Release, RewrittenSource, TimestampStatement
from dossier.releases.store.salt import new_salt
from dossier.releases.store.suspensions import suspensions
from dossier.releases.store.version import is_version, next_version, numbers_of, require_above
from dossier.system.terminal import progress

# The archives of the newest release and its line of the ledger, which are kept elsewhere than on the branch.
ASSETS = Path("build") / "release-assets"

# Returns the timestamp and signature of a manifest.
Sealer = Callable[[bytes], Seal]


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """A request for a release, as the command line gives it."""

    version: str | None = None
    is_first: bool = False
    # The reason for each record that gets a new page although it did not change.
    reissue: Mapping[str, str] = field(default_factory=dict)
    # Records whose new words are meant to take the place of redacted words.
    replaced: frozenset[str] = frozenset()
    # The authority and the reason for a source that does not descend from the source of the last release.
    rewriting: tuple[str, str] | None = None
    timestamp: TimestampStatement | None = None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Releaser:
    """Makes releases of a source on a branch."""

    source: EvidenceCommit
    branch: Branch
    about: About
    publisher: Publisher
    seal: Sealer
    # The published bytes of suspended files.
    kept: KeptFiles
    new_salt: Callable[[], str] = new_salt

    def release(self, order: ReleaseOrder) -> Outcome[Release | None]:
        """Make a release and append it to the branch. Without changes, no release is made.

        Raises DossierError if the release is refused, with the reason. The branch then stays as it was.
        """
        if order.version is not None and not is_version(order.version):
            raise DossierError(f"`{order.version}` is not the name of a release, such as 2026.11.23 or 2026.11.23.2")
        return append(self.branch, self.source.root / ASSETS, partial(self._addition, order))

    def _addition(self, order: ReleaseOrder, tip: str | None) -> Addition[Release | None]:
        """The release of all changes since the tip."""
        state = _branch_state(self.branch, tip, is_first=order.is_first)
        version = order.version or next_version(self.source.dossier.today, state.versions)
        if version in state.versions:
            raise DossierError(f"there is a release {version} already: a release is never made again")
        require_above(version, state.versions)
        if order.version is not None and numbers_of(version)[:3] > self.source.dossier.today.timetuple()[:3]:
            raise DossierError(f"{version} is after today: give the day of today, or no version")
        tree = None if tip is None else CommitTree(self.branch.repository, tip)
        if state.suspended_records != self.source.suspended:
            raise DossierError("records were suspended or put back in the meantime: run this command again")
        published = {} if tree is None else _newest_records(tree, state, self.kept)
        earlier = () if tree is None else read_releases(tree, state.lines)
        if earlier:
            released = Released(earlier, published, self.source.suspended)
            self.source.check_follows(released, is_rewritten=order.rewriting is not None)
        elif order.rewriting is not None:
            raise DossierError("`--source-rewritten` was given, and nothing was released before")
        changes = find_changes(self.source.snapshots, state, published, order.reissue, self.new_salt)
        if not changes.snapshots and order.rewriting is None:
            return Addition(None, {}, _ledger_head(state), not_compared=changes.not_compared)
        records = {new.identifier: content for new, content in changes.snapshots.items()}
        if tree is not None:
            frozen = ReleasedRecords(earlier, tree.read, partial(self.kept.original, tree))
            refuse_republication(frozen, self.source.dossier, records.keys(), records.__getitem__, order.replaced)
        day = self.source.dossier.today
        permalinks = newest_permalinks(earlier)
        permalinks |= {new.identifier: (new.permalink(self.about.address), day) for new in changes.snapshots}
        about = replace(self.about, permalinks=permalinks)
        evidence = evidence_archive(version, self.source.files, day)
        shown = {name: newest for name, newest in changes.newest.items() if newest not in state.suspended}
        newest_records = {name: records.get(name) or published[name] for name in shown}
        data = data_archive(version, self.source.dossier, about, newest_records, shown)
        release = self._describe(order, version, state, changes, (evidence, data))
        pages = self._freeze(release, changes)
        listed = listed_files(release, pages, self.about.name, self.publisher, is_signed=order.is_signed)
        sums = make_manifest(listed)
        files, witness = sealed_files(state, release, listed, sums, self.seal(sums))
        message = f"Release {release.version}\n\nof {release.source_commit}\n"
        return Addition(release, files, (evidence, data, Asset(*witness)), message, changes.not_compared)

    def _describe(
        self, order: ReleaseOrder, version: str, state: ReleaseTreeState, changes: Changes, archives: Iterable[Asset]
    ) -> Release:
        return Release(
            version=version,
            date=self.source.dossier.today.isoformat(),
            site_url=self.about.address,
            source_commit=self.source.commit,
            previous=state.lines[-1].version if state.lines else None,
            records=len(changes.newest),
            added=changes.added,
            changed=changes.changed,
            corrected=changes.corrected,
            withdrawn=changes.withdrawn,
            reissued=changes.reissued,
            archives=tuple(archive.description for archive in archives),
            timestamp=order.timestamp,
            source_rewritten=order.rewriting and RewrittenSource(*order.rewriting, state.lines[-1].source_commit),
            salt=self.new_salt(),
        )

    def _freeze(self, release: Release, changes: Changes) -> dict[str, bytes]:
        """The page and the record of each new revision, by path."""
        dossier = self.source.dossier
        # A mention of a suspended record leads to the notice at its living address.
        shown = {name: newest for name, newest in changes.newest.items() if name not in self.source.suspended}
        imprint = Imprint(release, self.about.name, self.publisher, shown)
        files: dict[str, bytes] = {}
        with progress("Freezing pages") as step:
            for number, (revision, snapshot) in enumerate(changes.snapshots.items(), 1):
                files[revision.page] = frozen_page(dossier, revision, snapshot, imprint)
                files[revision.record] = snapshot
                if step is not None:
                    step(number, len(changes.snapshots))
        return files


def _branch_state(branch: Branch, tip: str | None, *, is_first: bool) -> ReleaseTreeState:
    """The releases on the branch, verified.

    Raises DossierError if the branch has no releases or does not verify, or if `is_first` and its existence disagree.
    """
    if tip is None and not is_first:
        raise DossierError(
            f"there is no branch `{branch.name}`: if nothing was ever released, say so with `--first`; "
            "otherwise fetch the branch"
        )
    if tip is None:
        others = branch.others_with(LEDGER)
        if others:
            raise DossierError(
                f"`{others[0]}` holds releases already: release onto that branch without `--first`; a second beginning "
                "would give the same permalinks to other pages"
            )
        return ReleaseTreeState()
    branch.require_releases(tip)
    if is_first:
        raise DossierError(f"`--first` was given, and the branch `{branch.name}` holds releases already")
    return verified_state(branch, tip)


def _newest_records(tree: CommitTree, state: ReleaseTreeState, kept: KeptFiles) -> dict[str, bytes]:
    """The `record.json` of the newest revision of each record, by identifier, except of suspended records.

    Another record whose newest revision is suspended is compared with what was published. If that is missing, so is the
    record here.
    """
    names = {newest.record: name for name, newest in state.newest.items() if newest not in state.suspended}
    records = {names[path]: content for path, content in tree.read(sorted(names))}
    for name, newest in state.newest.items():
        if newest in state.suspended and name not in state.suspended_records:
            found = kept.original(tree, newest.record, state.suspensions[newest.record].file.sha256)
            if found is not None:
                records[name] = found
    return records


def suspended_at(branch: Branch) -> frozenset[str]:
    """The records that suspensions take out of the dossier, at the tip of a branch that may not exist."""
    tip = branch.tip()
    if tip is None:
        return frozenset()
    tree = CommitTree(branch.repository, tip)
    try:
        active = suspensions(read_releases(tree, ledger.parse(dict(tree.read([LEDGER])).get(LEDGER, b""))))
    except ValueError:
        # What is wrong with the branch is said when the release is made.
        return frozenset()
    # Most dossiers have no suspension, and each release verifies the branch anyway.
    return verified_state(branch, tip).suspended_records if active else frozenset()


def _ledger_head(state: ReleaseTreeState) -> tuple[Asset, ...]:
    """The last line of the ledger. A second try gets it from here if the first was killed after the branch moved."""
    return (Asset(*ledger.witness_file(state.lines)),) if state.lines else ()
