"""Check the size of a built site against the host's limit.

    python3 -m ci.size_budget FOLDER

It warns near the limit and fails beyond it, as `dossier build` does; the limit is in `dossier/site/site_size.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ci import commands
from dossier.site.site_size import HOST_LIMIT, REMEDY, measure_site


def main(folder: Path, limit: int = HOST_LIMIT) -> int:
    """Print the size. Returns 0 if it is within the limit in bytes, and 1 if it is not or if there is no site."""
    size = measure_site(folder, limit) if folder.is_dir() else None
    if size is None or not size.files:
        return commands.fail("size-budget", f"there is no site at `{folder}`")
    if size.is_over_limit:
        return commands.fail("size-budget", f"{size}\n{REMEDY}")
    if size.is_near_limit:
        commands.warn("size-budget", f"{size}\n{REMEDY}")
    else:
        sys.stdout.write(f"{size}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
