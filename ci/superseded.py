"""Find out if a newer run publishes in place of this run.

    python3 -m ci.superseded

The host lets anyone with write access repeat a job of an old run for thirty days. Its checkout and its site are then as
old as the run. The outputs:

- `superseded` is `true` if a newer run publishes in its place. The later steps are then skipped.
- `artifact` is the name under which this attempt of the run hands its site to the next job, or empty if it may not.
- `published` is the newest commit of the branch of releases.

If SITE_HAS names another commit, the site was built without the newest releases, and the exit code is 1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ci import commands, ledger
from dossier.errors import DossierError
from dossier.system.git import Repository

ROOT = Path(__file__).resolve().parent.parent
MAIN = "refs/remotes/origin/main"


def main(root: Path = ROOT) -> int:
    """Write the outputs. Returns 1 if the branch of releases moved after the site was built, else 0."""
    repository = Repository(root)
    attempt = os.environ.get("GITHUB_RUN_ATTEMPT", "1")
    try:
        published = ledger.tip(repository) or ""
        newer = newer_commit(repository, ledger.read(root), is_repeated=attempt != "1")
    except DossierError as error:
        return commands.fail("superseded", str(error))
    if newer is not None:
        commands.write_outputs(superseded="true", artifact="", published=published)
        commands.warn(
            "superseded",
            f"this run is out of date and changes nothing: main is at {newer[:12]}, which has a run of its own\n"
            "if no newer run of `publish` exists, start one with `Run workflow`",
        )
        return 0
    commands.write_outputs(superseded="false", artifact=f"site-{attempt}", published=published)
    if os.environ.get("SITE_HAS", published) != published:
        return commands.fail(
            "superseded",
            "the releases changed after this site was built, for example by a redaction, and the site is not deployed\n"
            "start a new run of `publish` with `Run workflow`",
        )
    return 0


def newer_commit(
    repository: Repository, releases: tuple[ledger.ReleasedVersion, ...], *, is_repeated: bool
) -> str | None:
    """The tip of main if this job's commit is out of date, or None if the job may go on.

    The runs of a queue start in order, so a job that runs for the first time comes before those of newer runs. It may
    go on although main has moved, unless something newer was released.
    """
    failure = "the checkout lacks main with its history"
    commit = repository.output_line(failure, "rev-parse", "HEAD")
    main_tip = repository.output_line(failure, "rev-parse", MAIN)
    if commit == main_tip:
        return None
    last = releases[-1].source_commit if releases else commit
    is_older = last != commit and repository.commit(last) is not None and repository.descends(last, commit)
    is_current = not is_repeated and not is_older and repository.descends(main_tip, commit)
    return None if is_current else main_tip


if __name__ == "__main__":
    sys.exit(main())
