"""Refuse a merge commit that changes both the engine and the evidence.

    python3 -m ci.split_guard FOLDER

FOLDER is a checkout of the merge commit with both its parents. If the pull request must be split, the program prints an
error annotation and exits with 1. For later jobs it writes `engine` and `evidence` (true or false) to the file that
GITHUB_OUTPUT names.

If both change at once, neither the old engine nor the new engine can check the records reliably. Anything that can
carry a script or run counts as the engine, also among the records and pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from ci import commands

EVIDENCE = re.compile(r"evidence/.*\.yaml|evidence/(?:.*/)?\.gitkeep|captures/.*|subject\.yml", re.DOTALL)
# Pages and documents may change together with either side. So may what `build.py schema` writes, which both sides
# determine. Everything else that these folders could hold may run: a script, an HTML page, an SVG image.
EITHER = re.compile(
    r"pages/(?:.*/)?\.gitkeep|pages/.*\.(?:md|png|jpg|jpeg|webp)|docs/.*\.md|schemas/.*\.json|\.github/ISSUE_TEMPLATE/add-evidence\.yml"
    r"|CHANGELOG\.md|CITATION\.cff|CONTRIBUTING\.md|README\.md",
    re.DOTALL,
)
# git and other programs obey some hidden files, which change the files next to them.
HIDDEN = re.compile(r"(?:evidence|captures|pages|docs|schemas)/(?:.*/)?\.(?!gitkeep$).*", re.DOTALL)
# A regular file that is not a program, and a file that was removed.
PLAIN_MODES = frozenset({"100644", "000000"})


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed paths of each side."""

    engine: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def must_split(self) -> bool:
        """True if both sides changed."""
        return bool(self.engine and self.evidence)


def changes(checkout: Path) -> Changes:
    """The changed paths of each side, between the merge commit and its first parent. A moved file has two of them."""
    listing = subprocess.run(
        ["git", "-C", str(checkout), "diff-tree", "-r", "--no-renames", "-z", "HEAD^1", "HEAD"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    # git-diff-tree(1): `:<old mode> <mode> <old id> <id> <status> NUL <path> NUL` for each path.
    fields = listing.split(b"\0")[:-1]
    modes = {
        os.fsdecode(path): entry.split()[1].decode() for entry, path in zip(fields[::2], fields[1::2], strict=True)
    }
    return split_paths(modes, {path for path, mode in modes.items() if mode not in PLAIN_MODES})


def split_paths(paths: Iterable[str], may_run: Container[str] = ()) -> Changes:
    """The paths of each side. A path that is neither evidence nor prose belongs to the engine.

    So does everything that may run. `may_run` holds the paths that are links, programs or other repositories.
    """
    in_order = sorted(paths)
    engine = {path for path in in_order if path in may_run or HIDDEN.fullmatch(path)}
    evidence = tuple(path for path in in_order if path not in engine and EVIDENCE.fullmatch(path))
    engine |= {path for path in in_order if not EVIDENCE.fullmatch(path) and not EITHER.fullmatch(path)}
    return Changes(tuple(sorted(engine)), evidence)


def main(checkout: Path) -> int:
    """Check the pull request. Returns 1 if it must be split, else 0."""
    found = changes(checkout)
    sides = {"engine": found.engine, "evidence": found.evidence}
    commands.write_outputs(**{side: str(bool(paths)).lower() for side, paths in sides.items()})
    if found.must_split:
        engine, evidence = _examples(found.engine), _examples(found.evidence)
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
