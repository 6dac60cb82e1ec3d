"""Published files that notices replace, kept in a private folder. [io]

Each file has the SHA-256 of its content as its name, so that nothing can take its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import DossierError
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.canonical_json import digest
from dossier.system.atomic import refuse_link, write_durably
from dossier.system.git import Repository
from dossier.system.terminal import shown_path

KEPT = "suspended"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The folder, and the repository of the dossier, which must not take the folder up."""

    folder: Path
    root: Path

    def write(self, contents: Iterable[bytes]) -> None:
        """Keep these files, each complete and on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for content in contents:
            path = self.folder / digest(content)
            if _read(path) != content:
                write_durably(path, content)

    def find(self, sha256: str) -> bytes | None:
        """The file with this hash, or None if it is not here or was changed."""
        content = _read(self.folder / sha256)
        return content if content is not None and digest(content) == sha256 else None

    def original(self, tree: CommitTree | None, path: str, sha256: str) -> bytes | None:
        """The published bytes of a suspended file, from the folder or else from an earlier commit of the branch.

        None if neither has them. The history may have been replaced by a single commit.
        """
        found = self.find(sha256)
        return tree.earlier(path, sha256) if found is None and tree is not None else found

    def check(self) -> None:
        """Raise DossierError if the folder is a link, if the site would show it or if git would commit it."""
        refuse_link(self.folder)
        folder = self.folder.absolute()
        if folder.is_relative_to(self.root.absolute() / "build"):
            raise DossierError(f"builds and releases clear `{shown_path(folder)}`: keep suspended files elsewhere")
        if not folder.is_relative_to(self.root.absolute()):
            return
        ignored = Repository(self.root).run("check-ignore", "--quiet", "--", str(folder / ("0" * 64)))
        if ignored.returncode == 1:
            raise DossierError(
                f"git would commit `{shown_path(folder)}`, which keeps what may not be shown: add "
                f"`/{folder.relative_to(self.root.absolute()).as_posix()}/` to `.gitignore`"
            )


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
