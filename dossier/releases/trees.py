"""Turn a folder, a git ref or the address of a site into a tree of frozen files that can be verified. [io]"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dossier.errors import DossierError
from dossier.releases.branch import CommitTree
from dossier.releases.verify import Tree
from dossier.system.git import git
from dossier.system.terminal import clean, shown_path


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
        # To load the client of HTTP takes longer than to verify a hundred files.
        from dossier.releases.site_tree import site_tree  # noqa: PLC0415

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
