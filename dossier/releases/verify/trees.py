"""Trees of released files: a folder, a commit or a site. [io]"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.canonical_json import MOST_BYTES
from dossier.system.git import Repository
from dossier.system.regular_files import read_regular_file
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.releases.verify.site_tree import SiteTree

# A location that begins so is a folder, or else the full name of a branch.
_PATHS, _REFS = ("/", "./", "../"), "refs/"


@dataclass(frozen=True)
class FolderTree:
    """The files below a folder. Links are listed, but neither followed nor read."""

    root: Path

    def paths(self) -> Iterable[str]:
        """The paths of all files, except those of the `.git` folder of a checkout."""
        return self._is_regular.keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each of these files that is a regular file."""
        for path in paths:
            if self._is_regular.get(path):
                yield path, _read_file(f"{self.root}/{path}")

    @cached_property
    def _is_regular(self) -> Mapping[str, bool]:
        """All paths, with True for a regular file."""
        files: dict[str, bool] = {}
        folders = [""]
        while folders:
            folder = folders.pop()
            with os.scandir(f"{self.root}/{folder}") as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    if path == ".git":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{path}/")
                    else:
                        files[path] = entry.is_file(follow_symlinks=False)
        return files


@contextmanager
def open_tree(location: str, repo: Path, minutes: float) -> Iterator[SiteTree | FolderTree | CommitTree]:
    """The tree at a location, which is the address of a site, a folder, or a branch of the repository.

    A location that begins with `./`, `../` or `/` is a folder. A location that begins with `refs/` is a branch. A site
    must answer within this many minutes in all. The connections to it close with the context.

    Raises DossierError if the location is none of them, or both a folder and a branch.
    """
    if location.startswith(("http://", "https://")):
        if not _is_site(location):
            raise DossierError(f"`{clean(location)}` is not the address of a site")
        # Imported here because loading the HTTP client takes longer than verifying a hundred files.
        from dossier.releases.verify.site_tree import THREADS, SiteTree  # noqa: PLC0415
        from dossier.system.http import Fetcher  # noqa: PLC0415

        with Fetcher(THREADS) as fetcher:
            yield SiteTree(location.rstrip("/") + "/", fetcher, time.monotonic() + 60 * minutes)
        return
    local = local_tree(location, repo)
    if local is None:
        message = f"`{clean(location)}` is not an address, a folder, or a branch of the repository at "
        raise DossierError(f"{message}`{shown_path(repo)}`")
    yield local


def _is_site(location: str) -> bool:
    try:
        parts = urlsplit(location)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return bool(parts.hostname) and has_port and not (parts.query or parts.fragment or parts.username is not None)


def local_tree(location: str, repo: Path) -> FolderTree | CommitTree | None:
    """The tree in a folder or in a branch or commit of the repository, or None if there is neither.

    Raises DossierError if the location means both. Anyone who may add a folder to the repository could otherwise put it
    in the place of a branch. Raises it also for a local branch that lacks releases of a remote.
    """
    is_path = location.startswith(_PATHS)
    folder = FolderTree(Path(location)) if not location.startswith(_REFS) and Path(location).is_dir() else None
    # Without git there is no branch, and a folder can still be read.
    if is_path or (folder is not None and shutil.which("git") is None):
        return folder
    repository = Repository(repo)
    commit = repository.commit(location, or_at_origin=True)
    if folder is not None and commit is not None:
        name = clean(location)
        raise DossierError(
            f"`{name}` is a folder and also a branch or commit: write `./{name}` for the folder, or the full name of "
            f"the branch, such as `refs/heads/{name}` or `refs/remotes/{name}`"
        )
    if commit is None:
        return folder
    tree = CommitTree(repository, commit)
    _refuse_if_behind(tree, location.removeprefix(_REFS).removeprefix("heads/"))
    return tree


def refuse_if_continued(tree: FolderTree | CommitTree, location: str, repo: Path) -> None:
    """Raise DossierError if a branch of any remote of the repository, when last fetched, has later releases.

    What is shown next to the tree would be stale: later releases may suspend or redact it. To verify it is still right.
    """
    if shutil.which("git") is None:
        return
    repository, here = Repository(repo), _ledger(tree)
    tracking = _tracking(repository, "refs/remotes")
    contents = repository.objects([f"{ref}:{LEDGER}" for ref in tracking])
    for ref, (_, there) in zip(tracking, contents, strict=False):
        if here and there != here and there.startswith(here):
            name = ref.removeprefix("refs/remotes/")
            raise DossierError(
                f"`{clean(location)}` lacks releases of `{clean(name)}`, which may suspend or redact what it shows: "
                f"name `{clean(name)}` instead"
            )


def _refuse_if_behind(tree: CommitTree, name: str) -> None:
    """Raise DossierError if a remote had releases on the branch of this name, when last fetched, that the tree lacks.

    They may have suspended or redacted what the branch still shows. A branch that was pushed nowhere yet, or whose
    history was purged, has the whole ledger of the remote.
    """
    repository = tree.repository
    if repository.commit(f"refs/heads/{name}") is None:
        return
    for ref in _tracking(repository, f"refs/remotes/*/{name}"):
        tracking = repository.commit(ref)
        if tracking is None or repository.descends(tree.commit, tracking):
            continue
        here, there = _ledger(tree), _ledger(CommitTree(repository, tracking))
        if not here.startswith(there):
            name, remote = clean(name), clean(ref.removeprefix("refs/remotes/"))
            follow = f"run `git fetch` and `git branch -f {name} {remote}`"
            if not there.startswith(here):
                follow = "delete it and make its own releases again, because each lacks releases of the other"
            raise DossierError(
                f"the branch `{name}` here lacks releases of `{remote}`, which may suspend or redact what it shows: "
                f"name `{remote}` instead, or {follow}"
            )


def _tracking(repository: Repository, pattern: str) -> list[str]:
    """The remote branches of this pattern, as last fetched. None if there is no repository."""
    listed = repository.run("for-each-ref", "--format=%(refname)", "--", pattern)
    return [] if listed.returncode else listed.stdout.decode("utf-8", "replace").splitlines()


def _ledger(tree: FolderTree | CommitTree) -> bytes:
    return dict(tree.read([LEDGER])).get(LEDGER, b"")


def _read_file(path: str) -> bytes:
    # A byte more than a published file may have is enough to see that it is too large.
    content = read_regular_file(path, MOST_BYTES + 1)
    if content is None:
        # Another process replaced the file by a link or a pipe.
        raise DossierError(f"`{clean(path)}` is no longer a regular file")
    return content
