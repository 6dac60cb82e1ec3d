"""Refuse a merge commit that changes the engine and the evidence at once, and tell later jobs which of them changed.

    python3 -m ci.split_guard FOLDER

FOLDER is a checkout of the merge commit with both its parents. Prints an error annotation and exits 1 where the pull
request must be split; writes `engine` and `evidence` (true or false) to the file that GITHUB_OUTPUT names.

A change that alters the judge and what is judged cannot be judged by either the old engine or the new one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ci import commands

EVIDENCE = ("evidence/", "captures/")
# Prose, and words about the project: they may come with either.
EITHER = ("pages/", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "README.md", "docs/")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed paths of each side."""

    engine: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def must_split(self) -> bool:
        """Whether both sides changed."""
        return bool(self.engine and self.evidence)


def changed_paths(checkout: Path) -> list[str]:
    """The paths that differ between the merge commit and the base it was merged into; a moved file counts twice."""
    listing = subprocess.run(
        ["git", "-C", str(checkout), "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    return [os.fsdecode(path) for path in listing.split(b"\0") if path]


def sort_out(paths: Iterable[str]) -> Changes:
    """The paths by the side they belong to; what is neither evidence nor prose is engine."""
    listed = sorted(paths)
    evidence = tuple(path for path in listed if path.startswith(EVIDENCE))
    engine = tuple(path for path in listed if not path.startswith((*EVIDENCE, *EITHER)))
    return Changes(engine, evidence)


def main(checkout: Path) -> int:
    """Say whether the pull request must be split: 0 no, 1 yes."""
    changes = sort_out(changed_paths(checkout))
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"engine={str(bool(changes.engine)).lower()}\n")
            file.write(f"evidence={str(bool(changes.evidence)).lower()}\n")
    if changes.must_split:
        message = (
            f"this pull request changes engine ({_some(changes.engine)}) and evidence ({_some(changes.evidence)})\n"
            "open one pull request for each, the engine first: the engine of the base branch judges records"
        )
        sys.stdout.write(commands.error("split-this-pull-request", message) + "\n")
        return 1
    return 0


def _some(paths: tuple[str, ...]) -> str:
    more = len(paths) - 3
    return ", ".join(f"`{path}`" for path in paths[:3]) + (f" and {more} more" if more > 0 else "")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
