"""Check the size of a built site against the host's limit.

    python3 -m ci.size_budget FOLDER

GitHub Pages accepts sites up to 1 GB. Released files can never be removed, so the warning must come early.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ci import commands

WARN = 500_000_000
FAIL = 800_000_000


def size_of(folder: Path) -> int:
    """The size in bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def main(folder: Path, warn: int = WARN, fail: int = FAIL) -> int:
    """Print the size. Returns 0 if it is within the budget, and 1 if it is not or if there is no site.

    `warn` and `fail` are in bytes.
    """
    size = size_of(folder) if folder.is_dir() else 0
    if not size:
        sys.stdout.write(commands.error("size-budget", f"there is no site at `{folder}`") + "\n")
        return 1
    size_text = f"the site has {size / 1_000_000:,.1f} MB; the host accepts 1,000 MB"
    if size >= fail:
        message = f"{size_text}\nmove the exports to the archives of releases, or the site to a host without this limit"
        sys.stdout.write(commands.error("size-budget", message) + "\n")
        return 1
    sys.stdout.write((commands.warning("size-budget", size_text) if size >= warn else size_text) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
