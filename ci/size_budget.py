"""Say how much of the host's limit a built site takes: a warning from 500 MB, a refusal from 800 MB.

    python3 -m ci.size_budget FOLDER

GitHub Pages takes sites up to 1 GB; what was released can never be thrown out again, so the limit must be seen coming.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ci import commands

WARN = 500_000_000
FAIL = 800_000_000


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder, as they are counted when they are packed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def main(folder: Path, warn: int = WARN, fail: int = FAIL) -> int:
    """Say how large the site is: 0 within the budget, 1 beyond it or where there is no site."""
    size = size_of(folder) if folder.is_dir() else 0
    if not size:
        sys.stdout.write(commands.error("size-budget", f"there is no site at `{folder}`") + "\n")
        return 1
    told = f"the site takes {size / 1_000_000:,.1f} MB; the host takes 1,000 MB"
    if size >= fail:
        message = f"{told}\nmove the exports to the archives of releases, or the site to a host without this limit"
        sys.stdout.write(commands.error("size-budget", message) + "\n")
        return 1
    sys.stdout.write((commands.warning("size-budget", told) if size >= warn else told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
