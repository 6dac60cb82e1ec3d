"""Refuse a merge commit that changes both the engine and the evidence.

    python3 -m ci.split_guard FOLDER

FOLDER is a checkout of the merge commit with both its parents. If the pull request must be split, the program prints an
error annotation and exits with 1. For later jobs it writes `engine` and `evidence` (true or false) to the file that
GITHUB_OUTPUT names.

If both change at once, neither the old engine nor the new engine can check the records reliably.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ci import commands

EVIDENCE = ("evidence/", "captures/", "subject.yml")
# Pages and documents may change together with either side. So may what `build.py schema` writes, which both sides
# determine.
GENERATED = ("schemas/", ".github/ISSUE_TEMPLATE/add-evidence.yml")
EITHER = (*GENERATED, "pages/", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "README.md", "docs/")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed paths of each side."""

    engine: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def must_split(self) -> bool:
        """True if both sides changed."""
        return bool(self.engine and self.evidence)


def changed_paths(checkout: Path) -> list[str]:
    """The paths that differ between the merge commit and its first parent. A moved file has two of them."""
    listing = subprocess.run(
        ["git", "-C", str(checkout), "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    return [os.fsdecode(path) for path in listing.split(b"\0") if path]


def split_paths(paths: Iterable[str]) -> Changes:
    """The paths of each side. A path that is neither evidence nor prose belongs to the engine."""
    in_order = sorted(paths)
    evidence = tuple(path for path in in_order if path.startswith(EVIDENCE))
    engine = tuple(path for path in in_order if not path.startswith((*EVIDENCE, *EITHER)))
    return Changes(engine, evidence)


def main(checkout: Path) -> int:
    """Check the pull request. Returns 1 if it must be split, else 0."""
    changes = split_paths(changed_paths(checkout))
    sides = {"engine": changes.engine, "evidence": changes.evidence}
    commands.write_outputs(**{side: str(bool(paths)).lower() for side, paths in sides.items()})
    if changes.must_split:
        engine, evidence = _examples(changes.engine), _examples(changes.evidence)
        message = (
            f"this pull request changes both the engine ({engine}) and the evidence ({evidence})\n"
            "open a pull request for each, the engine first: records are checked by the engine of the base branch"
        )
        return commands.fail("split-this-pull-request", message)
    return 0


def _examples(paths: tuple[str, ...]) -> str:
    more = len(paths) - 3
    return ", ".join(f"`{path}`" for path in paths[:3]) + (f" and {more} more" if more > 0 else "")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
