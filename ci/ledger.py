"""The releases on the branch `published` of a checkout.

The branch was verified before, so its files are believed here. Only the standard library reads them, because these
programs run before `.venv` exists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dossier.errors import DossierError
from dossier.model.addresses import LEDGER, RELEASES
from dossier.system.git import Repository

BRANCH = "published"
# A release made in this checkout moves the local branch. Before that, only the tracking branch exists.
_REFS = (f"refs/heads/{BRANCH}", f"refs/remotes/origin/{BRANCH}")


@dataclass(frozen=True, slots=True)
class HostFile:
    """The size in bytes and the SHA-256 digest of a file that the host keeps with a release."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> HostFile:
        """The size and the digest of a content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class ReleasedVersion:
    """A line of the ledger, and facts from the files of its release."""

    version: str
    source_commit: str
    # The digest of `SHA256SUMS`.
    sums: str
    # The line itself, as the host keeps it in the file `head_name`.
    head: bytes
    site_url: str
    # The digest of each file that the release lists, by path.
    listed: Mapping[str, str]
    # Empty if a later release replaced a file: the archives may hold what was removed.
    archives: Mapping[str, HostFile]

    @property
    def head_name(self) -> str:
        """The name of the file with the line."""
        return f"ledger-head-{self.version}.json"

    @property
    def host_files(self) -> dict[str, HostFile]:
        """The files that the host must keep with this release, by name."""
        return {self.head_name: HostFile.of(self.head), **self.archives}


def tip(repository: Repository) -> str | None:
    """The newest commit of the branch, or None if there is no branch."""
    return next(filter(None, map(repository.commit, _REFS)), None)


def read(root: Path) -> tuple[ReleasedVersion, ...]:
    """The releases, oldest first. Empty if nothing was released. Raises DossierError if the branch cannot be read."""
    repository = Repository(root)
    commit = tip(repository)
    if commit is None:
        return ()
    files = _files(repository, commit)
    try:
        lines = files[LEDGER].splitlines(keepends=True)
        entries = [json.loads(line) for line in lines]
        listed = [_manifest(files[f"{RELEASES}{entry['version']}/SHA256SUMS"]) for entry in entries]
        described = [json.loads(files[f"{RELEASES}{entry['version']}/release.json"]) for entry in entries]
        unsafe = _with_replaced_files(listed)
        return tuple(
            ReleasedVersion(
                version=entry["version"],
                source_commit=entry["source_commit"],
                sums=entry["sha256sums"],
                head=lines[number],
                site_url=described[number]["site_url"],
                listed=listed[number],
                archives={} if number in unsafe else _archives(described[number]),
            )
            for number, entry in enumerate(entries)
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DossierError(f"the branch `{BRANCH}` cannot be read: {error!r}") from None


def _files(repository: Repository, commit: str) -> dict[str, bytes]:
    """The ledger, the manifests and the descriptions of all releases, by path."""
    names = ("/SHA256SUMS", "/release.json", LEDGER)
    entries = [entry for entry in repository.tree(commit) if entry.path.startswith(RELEASES)]
    return {entry.path: text for entry, text in repository.blobs([e for e in entries if e.path.endswith(names)])}


def _manifest(content: bytes) -> dict[str, str]:
    return {path: digest for digest, _, path in (line.partition("  ") for line in content.decode().splitlines())}


def _archives(description: Mapping[str, list[dict[str, object]]]) -> dict[str, HostFile]:
    return {
        str(archive["name"]): HostFile(int(str(archive["bytes"])), str(archive["sha256"]))
        for archive in description["archives"]
    }


def _with_replaced_files(listed: Sequence[Mapping[str, str]]) -> set[int]:
    """The numbers of the releases after which a file had other bytes than it has now."""
    places: dict[str, list[int]] = {}
    for number, hashes in enumerate(listed):
        for path in hashes:
            places.setdefault(path, []).append(number)
    unsafe: set[int] = set()
    for path, numbers in places.items():
        now = listed[numbers[-1]][path]
        for first, following in pairwise(numbers):
            if listed[first][path] != now:
                unsafe.update(range(first, following))
    return unsafe
