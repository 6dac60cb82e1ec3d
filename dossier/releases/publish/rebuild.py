"""Archives of an earlier release, made again. [io]

A release may be on the branch although its archives were lost, because the program that made it was killed. They are
made from the commit that the ledger names and from the records on the branch. They count only if they have the hashes
in `release.json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.configuration import CONFIG, About, about_of, site_settings
from dossier.errors import DossierError
from dossier.model.addresses import release_folder
from dossier.releases.publish.archives import Asset, data_archive, evidence_archive
from dossier.releases.publish.changes import newest_permalinks, read_releases
from dossier.releases.publish.evidence_commit import evidence_files, load_evidence
from dossier.releases.store import manifest
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import SUMS, ReleaseTreeState
from dossier.releases.store.release_json import Release
from dossier.system.git import Repository


def rebuilt_archives(root: Path, tree: CommitTree, state: ReleaseTreeState, version: str) -> tuple[Asset, ...]:
    """The archives of a release on a verified branch.

    Raises DossierError if there is no such release, if a later release replaced a file that was published by then, or
    if the archives differ from those that were published.
    """
    number = next((at for at, line in enumerate(state.lines, 1) if line.version == version), None)
    if number is None:
        raise DossierError(f"there is no release {version}")
    lines = state.lines[:number]
    hashes = _hashes(tree, lines)
    replaced = sorted(path for path, hash_ in hashes.items() if state.hashes[path] != hash_)
    if replaced:
        raise DossierError(f"a later release replaced `{replaced[0]}`, and the archives may hold what was removed")
    releases = read_releases(tree, lines)
    if not releases[-1].archives:
        return ()
    names = {revision.record: name for name, revision in ReleaseTreeState(lines, hashes).newest.items()}
    records = {names[path]: content for path, content in tree.read(sorted(names))}
    archives = _archives(Repository(root), releases, records, ReleaseTreeState(lines, hashes))
    if tuple(archive.description for archive in archives) != releases[-1].archives:
        raise DossierError(f"the archives of {version} come out differently: they were made with another engine")
    return archives


def _hashes(tree: CommitTree, lines: Sequence[LedgerLine]) -> dict[str, str]:
    """The hash that each path had after the last of these releases."""
    paths = [f"{release_folder(line.version)}{SUMS}" for line in lines]
    contents = dict(tree.read(paths))
    return {path: hash_ for name in paths for path, hash_ in manifest.parse(contents[name]).items()}


def _archives(
    repository: Repository, releases: Sequence[Release], records: Mapping[str, bytes], state: ReleaseTreeState
) -> tuple[Asset, ...]:
    release = releases[-1]
    if repository.commit(release.source_commit) is None:
        raise DossierError(
            f"the repository lacks commit {release.source_commit[:12]}, which release {release.version} names"
        )
    files = evidence_files(repository, release.source_commit)
    day = date.fromisoformat(release.date)
    dossier = load_evidence(files, repository.root, day).dossier
    about = _about(repository, release)
    about = replace(about, address=release.site_url, permalinks=newest_permalinks(releases))
    evidence = evidence_archive(release.version, files, day)
    return evidence, data_archive(release.version, dossier, about, records, state.newest)


def _about(repository: Repository, release: Release) -> About:
    """The name and licence of the dossier, as they were in the commit of the release."""
    entries = [entry for entry in repository.tree(release.source_commit, CONFIG) if entry.is_regular]
    with TemporaryDirectory(prefix="dossier-") as folder:
        for _, content in repository.blobs(entries):
            (Path(folder) / CONFIG).write_bytes(content)
        return about_of(site_settings(Path(folder)))
