"""Trees of released files: a commit, a folder, a site. [io]"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from dossier.errors import DossierError
from dossier.releases.store.branch import CommitTree
from dossier.releases.verify.verify import Tree
from dossier.system.git import git
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.system.http import Fetcher


@dataclass(slots=True)
class FolderTree:
    """The files below a folder; links are listed, and neither followed nor read."""

    root: Path
    _plain: set[str] = field(default_factory=set)

    def paths(self) -> Iterable[str]:
        """Every path there is, but those of the repository of a checkout."""
        found: list[str] = []
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
                        continue
                    found.append(path)
                    if entry.is_file(follow_symlinks=False):
                        self._plain.add(path)
        return found

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each plain file with its content."""
        root = str(self.root)
        for path in paths:
            if path in self._plain:
                yield path, _content(f"{root}/{path}")


@contextmanager
def opened(where: str, repo: Path) -> Iterator[Tree]:
    """The tree at an address, in a folder, or on a branch of the repository, in this order.

    Raises DossierError where there is none.
    """
    if where.startswith(("http://", "https://")):
        parts = urlsplit(where)
        if not parts.hostname or parts.query or parts.fragment or parts.username is not None:
            raise DossierError(f"`{clean(where)}` is not the address of a site")

        with site_tree(where.rstrip("/") + "/") as tree:
            yield tree
    elif Path(where).is_dir():
        yield FolderTree(Path(where))
    else:
        yield CommitTree(repo, _commit(where, repo))


def _commit(ref: str, repo: Path) -> str:
    # A clone has not checked out the branch of releases, and knows it all the same.
    for name in (ref, f"origin/{ref}"):
        found = git(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if not found.returncode:
            return found.stdout.decode("ascii").strip()
    where = shown_path(repo)
    raise DossierError(f"`{clean(ref)}` is no address, no folder, and no branch of the repository at `{where}`")


def _content(path: str) -> bytes:
    # Whoever puts a link or a pipe in the file's place meanwhile is not followed, and does not keep us waiting.
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            raise DossierError(f"`{clean(path)}` is no longer a plain file")
        content = os.read(file, about.st_size + 1)
        while len(content) < about.st_size and (more := os.read(file, about.st_size + 1 - len(content))):
            content += more
        return content
    finally:
        os.close(file)


# More than any frozen file or manifest has: what is longer is not what was released.
_MAX_BYTES = 32 * 1024 * 1024
_THREADS = 8


@contextmanager
def site_tree(address: str) -> Iterator[Tree]:
    """The tree of the site at an address that ends with a slash, while it is read."""
    # Imported here: loading the HTTP client takes longer than verifying a hundred files.
    from dossier.system.http import Fetcher  # noqa: PLC0415

    with Fetcher(_THREADS) as fetcher:
        yield _SiteTree(address, fetcher)


@dataclass(frozen=True, slots=True)
class _SiteTree:
    """The files of a site, fetched some at a time; which ones there are beside those asked for is unknown."""

    address: str
    fetcher: Fetcher

    def paths(self) -> None:
        """None: HTTP lists nothing."""
        return

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each file that the site has; raises DossierError where it does not say."""
        with ThreadPoolExecutor(self.fetcher.threads) as pool:
            try:
                for path, content in zip(paths, pool.map(self._fetch, paths), strict=True):
                    if content is not None:
                        yield path, content
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _fetch(self, path: str) -> bytes | None:
        address = f"{self.address}{quote(path)}"
        answer = self.fetcher.get(address, _MAX_BYTES)
        if answer.status in {404, 410}:
            return None
        if answer.status != 200:
            raise DossierError(f"`{clean(address)}` answers with HTTP status {answer.status}")
        return answer.content
