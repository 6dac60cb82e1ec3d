"""Check the records, and try the release and its build.

    python3 -m ci.trial

A release can never be taken back. If its site could not be built, or were larger than the host accepts, each further
merge would release more that nobody can read. The trial makes the release on a local branch, builds
and verifies the site with it, and measures it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ci import commands, engine, ledger, size_budget
from dossier.errors import DossierError
from dossier.site.site_size import HOST_LIMIT
from dossier.system.git import Repository, output_of

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "release-trial"
# Neither a folder of the repository with the name of the branch nor a branch with that of the folder is in the way.
_REF, SITE = f"refs/heads/{BRANCH}", "./build/site"
_NOT_FIRST = (
    "if nothing was ever released, start this workflow with `Run workflow` and tick `first release`; "
    "otherwise somebody deleted the branch: put it back"
)


def main(root: Path = ROOT, limit: int = HOST_LIMIT) -> int:
    """Try it. Returns 0 if the release can be made and its site fits into the limit in bytes, else another code."""
    repository = Repository(root)
    try:
        published = ledger.tip(repository)
        if published is not None:
            begun = repository.run("branch", "--no-track", "--force", BRANCH, published)
            output_of(begun, "the branch for the trial cannot be made")
    except DossierError as error:
        return commands.fail("trial", str(error))
    if published is None and os.environ.get("FIRST_RELEASE") != "true":
        return commands.fail("trial", f"there is no branch `{ledger.BRANCH}`\n{_NOT_FIRST}")
    first = ["--first"] if published is None else []
    # Records that are suspended on the branch may be held.
    known = [] if published is None else ["--published", _REF]
    return (
        engine.main(["check", "--final", "--format", "github", *known], root)
        or engine.main(["release", "--onto", BRANCH, *first], root)
        or engine.main(["build", "--published", _REF], root)
        or engine.main(["verify", SITE, "--site"], root)
        or size_budget.main(root / SITE, limit)
        or _clear(repository)
    )


def _clear(repository: Repository) -> int:
    """Remove the branch of the trial. A first release is refused while another branch has releases."""
    repository.run("branch", "--quiet", "-D", BRANCH)
    return 0


if __name__ == "__main__":
    sys.exit(main())
