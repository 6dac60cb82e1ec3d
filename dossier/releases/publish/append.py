"""Adding a release to the branch, with retries after lost races. [io]

Nothing is ever forced. If another release moves the branch first, this release is prepared again on the new tip.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from dossier.errors import DossierError
from dossier.releases.publish.archives import Asset
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import Release
from dossier.releases.verify.verify import MismatchError, verify_or_raise
from dossier.system.atomic import refuse_link, write_durably
from dossier.system.terminal import progress

_ATTEMPTS = 25

# A redaction always makes a release. `dossier release` makes none if nothing has changed.
MaybeRelease = TypeVar("MaybeRelease", bound=Release | None)


@dataclass(frozen=True, slots=True)
class Addition(Generic[MaybeRelease]):
    """A release, the files it adds to the branch, and the assets that are kept elsewhere.

    Without a release there are no files, and the branch is only brought up to date at the remote.
    """

    release: MaybeRelease
    files: Mapping[str, bytes]
    assets: tuple[Asset, ...]
    message: str = ""
    # The records that got no revision because they cannot be compared with what was published.
    not_compared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[MaybeRelease]):
    """The commit at the tip of the branch, and the release that it added (None if nothing had changed)."""

    commit: str
    release: MaybeRelease
    # The records that got no revision because they cannot be compared with what was published.
    not_compared: tuple[str, ...] = ()


def append(
    branch: Branch, assets_folder: Path, prepare: Callable[[str | None], Addition[MaybeRelease]]
) -> Outcome[MaybeRelease]:
    """Commit the addition that `prepare` makes, move the branch to it, and return the new tip.

    `prepare` receives the tip of the branch, or None if there is no branch yet. After a lost race it is called again
    with the new tip. It raises DossierError to refuse the release.

    Raises DossierError if the release is refused, does not verify, or other releases keep coming first. The branch then
    stays as it was.
    """
    branch.check()
    branch.require_up_to_date()
    for attempt in range(_ATTEMPTS):
        time.sleep(_pause(attempt))
        tip = branch.tip()
        addition = prepare(tip)
        commit = tip if addition.release is None else branch.commit(tip, addition.files, addition.message)
        if commit is None:
            raise DossierError("there is no record to release")
        if addition.release is not None:
            _require_verified(branch, commit)
        # Before the branch moves: without its archives, a published release could not be completed any more.
        write_assets(assets_folder, addition.assets, is_new_release=addition.release is not None)
        if branch.advance(tip, commit):
            return Outcome(commit, addition.release, addition.not_compared)
    raise DossierError(f"other releases came first {_ATTEMPTS} times: run this command again later")


def verified_state(branch: Branch, commit: str) -> ReleaseTreeState:
    """The releases that a commit of the branch holds.

    Raises DossierError, naming the first file that is not as it was released.
    """
    try:
        with progress("Verifying what was released") as step:
            return verify_or_raise(CommitTree(branch.repository, commit), step)
    except MismatchError as error:
        raise DossierError(f"the branch `{branch.name}` does not verify: {error}") from None


def _require_verified(branch: Branch, commit: str) -> None:
    """Raise DossierError unless the new commit verifies: a branch that does not would accept no other release."""
    try:
        verify_or_raise(CommitTree(branch.repository, commit))
    except MismatchError as error:
        raise DossierError(f"the new release would not verify, and the branch stays as it was: {error}") from None


def _pause(attempt: int) -> float:
    """The seconds to wait before an attempt.

    It differs between processes. Otherwise those that lost a race together would run the next race in step.
    """
    return 0.05 * attempt * (1 + os.getpid() % 5)


def write_assets(folder: Path, assets: Iterable[Asset], *, is_new_release: bool) -> None:
    """Write the assets of a release to the folder. A new release removes the assets of an earlier one."""
    for path in (folder.parent, folder):
        refuse_link(path)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_symlink() or (is_new_release and old.is_file()):
            old.unlink()
    for asset in assets:
        write_durably(folder / asset.name, asset.content)
