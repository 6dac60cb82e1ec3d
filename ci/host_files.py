"""Check that the host still keeps the files of every release.

GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.host_files
"""

from __future__ import annotations

import sys
from pathlib import Path

from ci import commands, ledger
from ci.host import Host, HostError
from ci.host_releases import missing_files
from dossier.errors import DossierError

ROOT = Path(__file__).resolve().parent.parent
_REMEDY = "delete such a release at the host, but not its tag: the next run of `publish` makes it again"


def main(root: Path = ROOT) -> int:
    """Compare the sizes and digests that the host gives. Returns 1 if a file is missing or another, else 0."""
    try:
        lines = ledger.read(root)
        faults = missing_files(lines, Host.of_environment().releases())
    except (DossierError, HostError) as error:
        return commands.fail("host-files", f"the host's releases cannot be read: {error}")
    if faults:
        return commands.fail_for("host-files", faults, _REMEDY)
    sys.stdout.write(f"the host keeps the files of {len(lines):,} releases\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
