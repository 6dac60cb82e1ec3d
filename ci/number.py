"""Give numbers to the placeholders on main, and push them to main.

    GH_TOKEN=... python3 -m ci.number

The job's output `commit` is the commit with the numbers, or the tip of main if there is nothing to number. The later
jobs use this commit, because a push with the workflow's token starts no other workflow. If main changes before the
push, the numbers are given again on its new tip. Only this step has the token.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ci import commands
from ci.credentials import credentials
from ci.engine import reason
from dossier.errors import DossierError
from dossier.system.git import Repository, failure_reason, output_of

ROOT = Path(__file__).resolve().parent.parent
MAIN = "refs/heads/main"
TRACKING = "refs/remotes/origin/main"
# The files that `assign-ids` changes.
NUMBERED = ("evidence", "pages", "subject.yml")
ATTEMPTS = 5
MESSAGE = "evidence: Assign numbers"
# With a branch, this also works for maintainers who may not push to main themselves.
BY_HAND = (
    "git fetch origin && git switch --create numbers origin/main && python3 build.py assign-ids"
    f" && git add {' '.join(NUMBERED)} && git commit --message '{MESSAGE}' && git push origin numbers"
)
# The account under which the hosting service shows the work of workflows.
NAME, ADDRESS = "github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com"
IDENTITY = {
    "GIT_AUTHOR_NAME": NAME,
    "GIT_AUTHOR_EMAIL": ADDRESS,
    "GIT_COMMITTER_NAME": NAME,
    "GIT_COMMITTER_EMAIL": ADDRESS,
}


def main(root: Path = ROOT, engine: Sequence[str] = (sys.executable, str(ROOT / "build.py"))) -> int:
    """Number, push, and write the output `commit`. Returns 1 if that fails, after an annotation with the reason."""
    repository = Repository(root)
    try:
        for _ in range(ATTEMPTS):
            tip = _check_out_main(repository)
            _assign_numbers(root, engine)
            commit = _commit(repository)
            if commit == tip or _push(repository, commit, tip):
                commands.write_outputs(commit=commit)
                return 0
        raise DossierError(f"main changed during each of {ATTEMPTS} attempts\nrun this workflow again")
    except DossierError as error:
        return commands.fail("number", str(error))


def _check_out_main(repository: Repository) -> str:
    """Check out the newest commit of main, and return its id."""
    failure = "main cannot be checked out"
    extra = credentials(os.environ)
    output_of(repository.run("fetch", "--quiet", "origin", f"+{MAIN}:{TRACKING}", extra=extra), failure)
    output_of(repository.run("checkout", "--quiet", "--detach", TRACKING), failure)
    return repository.output_line(failure, "rev-parse", "HEAD")


def _assign_numbers(root: Path, engine: Sequence[str]) -> None:
    """Run `assign-ids`. Raises DossierError with its reason if it fails."""
    done = subprocess.run([*engine, "assign-ids"], cwd=root, check=False, stderr=subprocess.PIPE, text=True)
    sys.stderr.write(done.stderr)
    if done.returncode:
        raise DossierError(reason(done.stderr.splitlines()))


def _commit(repository: Repository) -> str:
    """The id of a new commit with the changed files, or of the present commit if no file has changed."""
    failure = "the numbers cannot be committed"
    present = [name for name in NUMBERED if (repository.root / name).exists()]
    output_of(repository.run("add", "--all", "--", *present), failure)
    if repository.run("diff", "--cached", "--quiet").returncode:
        settings = ("-c", "commit.gpgsign=false")
        output_of(repository.run(*settings, "commit", "--quiet", f"--message={MESSAGE}", extra=IDENTITY), failure)
    return repository.output_line(failure, "rev-parse", "HEAD")


def _push(repository: Repository, commit: str, tip: str) -> bool:
    """Push the commit to main. False if main is no longer at `tip`. Raises DossierError if main refuses it."""
    # With the lease, the push is refused even if main was reset to an older commit.
    options = ("--quiet", "--no-verify", f"--force-with-lease={MAIN}:{tip}")
    extra = credentials(os.environ)
    pushed = repository.run("push", *options, "origin", f"{commit}:{MAIN}", extra=extra)
    if not pushed.returncode:
        return True
    listed = output_of(repository.run("ls-remote", "--refs", "origin", MAIN, extra=extra), "main cannot be read")
    if listed.split()[:1] != [tip.encode()]:
        return False
    raise DossierError(
        f"main refuses the numbers: {failure_reason(pushed)}\n"
        "let this workflow push to main (README, Publishing), or run these commands and merge the branch `numbers`:\n"
        f"{BY_HAND}"
    )


if __name__ == "__main__":
    sys.exit(main())
