"""Read what was released from a git ref or a folder, verified, and lay it beside the living site. [io]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import DossierError
from dossier.releases.branch import CommitTree
from dossier.releases.published import Published
from dossier.releases.verify import MismatchError, take_stock
from dossier.system.git import git
from dossier.system.terminal import progress, shown_path


@dataclass(frozen=True, slots=True)
class _Read:
    """Files in memory: what is verified is what is laid out, whatever the folder becomes meanwhile."""

    files: Mapping[str, bytes]

    def paths(self) -> Iterable[str]:
        return self.files.keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        return ((path, self.files[path]) for path in paths if path in self.files)


def read_published(where: str, root: Path) -> Published:
    """All that was released, from the folder `where`, or from the git ref of that name in the repository of `root`.

    Raises DossierError where there is neither, or where a file is not as it was released.
    """
    files = _folder(Path(where)) if Path(where).is_dir() else _commit(root, where)
    try:
        with progress("Verifying what was released") as step:
            holdings = take_stock(_Read(files), step)
    except MismatchError as error:
        raise DossierError(f"what `{where}` holds is not what was released: {error}") from None
    return Published(holdings.lines, files)


def lay_beside(published: Published, site: Path) -> None:
    """Write every frozen file into the site, byte for byte; nothing there may stand in its place."""
    for path, content in published.files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)


def _folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        # A checkout of the branch has its repository beside the files.
        if name.parts[0] == ".git":
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise DossierError(f"`{path}` is no plain file")
        if path.is_file():
            files[name.as_posix()] = path.read_bytes()
    return files


def _commit(root: Path, ref: str) -> dict[str, bytes]:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    for name in (asked, (*asked[:-1], f"origin/{ref}^{{commit}}")):
        found = git(root, *name)
        if not found.returncode:
            tree = CommitTree(root, found.stdout.decode().strip())
            return dict(tree.read(sorted(tree.paths())))
    raise DossierError(f"`{ref}` is neither a folder nor a branch or commit of the repository at `{shown_path(root)}`")
