"""A warning about releases that a command does not show. [io]"""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from dossier.system.git import Repository
from dossier.system.terminal import clean

_USUAL_BRANCHES = (("heads", "published"), ("remotes", "origin/published"))


def warn_of_releases(root: Path, draft: str, goal: str, *command: str) -> None:
    """Print a warning if the repository has a branch of releases, with the command that shows them.

    `draft` says what was shown as unreleased, `goal` what the command is for.
    """
    branch = _branch_of_releases(root)
    if branch is not None:
        with_releases = clean(shlex.join([*command, "--published", branch]))
        print(
            f"warning: {draft} unreleased, but `{branch}` holds releases: to {goal}, run `{with_releases}`",
            file=sys.stderr,
        )


def _branch_of_releases(root: Path) -> str | None:
    """The branch of releases in the repository, if it has the usual name and git is installed."""
    if shutil.which("git") is None:
        return None
    repository = Repository(root)
    branches = {name: f"refs/{folder}/{name}" for folder, name in _USUAL_BRANCHES}
    return next((name for name, ref in branches.items() if repository.commit(ref) is not None), None)
