"""What was published: releases, revisions and their files. [io]"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.releases.store import release_json
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.release_json import CorrectionMade, Redacted, Release
from dossier.releases.verify.verify import MismatchError, verify_or_raise
from dossier.system.git import git
from dossier.system.terminal import progress, shown_path


@dataclass(frozen=True, slots=True)
class Redaction:
    """That a file was replaced, and by which release."""

    file: Redacted
    release: Release


@dataclass(frozen=True, slots=True)
class FrozenRevision:
    """A revision as it stands on the branch."""

    identifier: str
    number: int
    release: Release
    page: bytes
    content: bytes
    corrections: tuple[CorrectionMade, ...] = ()
    reissued: str | None = None
    # Of its page or its record, the last first.
    redactions: tuple[Redaction, ...] = ()

    @property
    def permalink(self) -> str:
        """The address at which it stays, as its page prints it."""
        return f"{self.release.site_url}{folder(self.identifier, self.number)}"

    @property
    def described(self) -> Mapping[str, Any]:
        """What its `record.json` holds."""
        found: dict[str, Any] = json.loads(self.content)
        return found

    @property
    def record(self) -> Mapping[str, Any]:
        """The record as its author wrote it."""
        found: dict[str, Any] = self.described["record"]
        return found

    @property
    def living(self) -> str:
        """The address of the living page, from the root of the site."""
        return f"{Kind(self.described['kind']).folder}/{self.identifier}/"


@dataclass(frozen=True)
class Published:
    """All that was ever released, verified, and every file of it by its path from the root of the site."""

    lines: tuple[LedgerLine, ...]
    files: Mapping[str, bytes]

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """The releases, the first one first."""
        return tuple(release_json.parse(self.files[f"releases/{line.version}/release.json"]) for line in self.lines)

    @cached_property
    def revisions(self) -> Mapping[str, tuple[FrozenRevision, ...]]:
        """The revisions of each record ever released, the first one first."""
        found: dict[str, list[FrozenRevision]] = {}
        for release in self.releases:
            for one in release.added:
                found.setdefault(one.id, []).append(self._revision(one.id, one.revision, release))
            for changed in release.changed:
                made = self._revision(changed.id, changed.revision, release, changed.corrections)
                found.setdefault(changed.id, []).append(made)
            for again in release.reissued:
                made = self._revision(again.id, again.revision, release, reissued=again.reason)
                found.setdefault(again.id, []).append(made)
        self._check_all_told(found)
        return {name: tuple(found[name]) for name in sorted(found)}

    @cached_property
    def redactions(self) -> Mapping[str, tuple[Redaction, ...]]:
        """Of each path that was ever redacted, what was said of it, the last first."""
        found: dict[str, tuple[Redaction, ...]] = {}
        for release in self.releases:
            for one in release.redacted:
                found[one.path] = (Redaction(one, release), *found.get(one.path, ()))
        return found

    def _revision(
        self,
        name: str,
        number: int,
        release: Release,
        corrections: tuple[CorrectionMade, ...] = (),
        reissued: str | None = None,
    ) -> FrozenRevision:
        page, content = paths(name, number)
        if page not in self.files or content not in self.files:
            raise DossierError(f"release {release.version} names `{name}/{number}`, which is not among the files")
        redactions = (*self.redactions.get(page, ()), *self.redactions.get(content, ()))
        return FrozenRevision(
            name, number, release, self.files[page], self.files[content], corrections, reissued, redactions
        )

    def _check_all_told(self, found: Mapping[str, list[FrozenRevision]]) -> None:
        """See that the releases name every frozen file once, numbered without a gap."""
        for name, revisions in found.items():
            if [one.number for one in revisions] != list(range(1, len(revisions) + 1)):
                raise DossierError(f"the revisions of `{name}` are not numbered one after another")
        told = {path for revisions in found.values() for one in revisions for path in paths(one.identifier, one.number)}
        for path in sorted(path for path in self.files if path.startswith("r/") and path not in told):
            raise DossierError(f"`{path}` is the revision of no release")


def folder(identifier: str, number: int) -> str:
    """Where a revision stands, from the root of the site, with a slash at the end."""
    return f"r/{identifier}/{number}/"


def paths(identifier: str, number: int) -> tuple[str, str]:
    """The paths of the page and of the record of a revision."""
    return f"{folder(identifier, number)}index.html", f"{folder(identifier, number)}record.json"


def frozen_pages(published: Published) -> Iterator[tuple[str, bytes]]:
    """Yield the address, from the root of the site, and the content of every page that never changes."""
    for path, content in published.files.items():
        if path.endswith("/index.html"):
            yield path.removesuffix("index.html"), content


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
            holdings = verify_or_raise(_Read(files), step)
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
