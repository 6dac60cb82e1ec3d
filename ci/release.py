"""Make a release, and keep its files at the host.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.release

The branch `published` gets the release. The archives and the ledger head become files of a release of the host.
Releases of earlier runs that the host lacks are completed first. The branch is created only if FIRST_RELEASE is `true`:
a branch that was deleted must not be created again unnoticed. The output `unattested` lists the newest releases whose
manifest has no attestation.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ci import commands, engine, ledger
from ci.credentials import credentials
from ci.host import Host, HostError
from ci.host_releases import complete
from dossier.errors import DossierError
from dossier.system.git import Repository

ROOT = Path(__file__).resolve().parent.parent
# Each question about an attestation is a request, and the host limits them. Older releases were asked about before.
_MOST_ASKED = 25


def main(root: Path = ROOT) -> int:
    """Make the release and keep its files. Returns the exit code of `dossier release`, or 1 if the host refuses."""
    environment = credentials(os.environ)
    host = Host.of_environment()
    try:
        # A repeated run of the first release finds the branch that its first attempt made.
        is_first = os.environ.get("FIRST_RELEASE") == "true" and ledger.tip(Repository(root)) is None
        first = ["--first"] if is_first else []
        complete(root, host, environment)
        code = engine.main(["release", "--onto", ledger.BRANCH, "--push", *first], root, environment)
        if code:
            return code
        complete(root, host, environment)
    except (DossierError, HostError) as error:
        return commands.fail(
            "release", f"the host's releases are not complete: {error}\nrepeat the failed job, or start a new run"
        )
    commands.write_outputs(unattested=json.dumps(_unattested(root, host)))
    return 0


def _unattested(root: Path, host: Host) -> list[dict[str, str]]:
    """The version and the digest of the manifest of each of the newest releases without an attestation."""
    lines = ledger.read(root)[-_MOST_ASKED:]
    try:
        return [{"version": line.version, "sums": line.sums} for line in lines if not host.is_attested(line.sums)]
    except HostError as error:
        commands.warn("attest", f"the host does not say which releases are attested, and none is attested now: {error}")
        return []


if __name__ == "__main__":
    sys.exit(main())
