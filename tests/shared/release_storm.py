"""Releases that are killed or race each other, for tests and benchmarks."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import suppress

from dossier.releases.store.branch import CommitTree
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.verify.verify import verify_or_raise
from dossier.system.git import Repository
from tests.shared.releasing import WorkingClone

CLAIM = "CLM-2026-0002"


def verified_state(works: WorkingClone) -> ReleaseTreeState:
    """The verified state of the original.

    Raises DossierError if any file is not as it was released.
    """
    return verify_or_raise(CommitTree(Repository(works.original), works.tip()))


def edit(works: WorkingClone, number: int) -> None:
    """Change a claim to a text that it never had, and commit it."""
    path = works.root / f"evidence/claims/{CLAIM}.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = [f"    says: finds it, time {number}\n" if "says: finds it" in line else line for line in lines]
    assert changed != lines
    path.write_text("".join(changed), "utf-8")
    works.commit(f"Edit {number}")


def kill_at_random(works: WorkingClone, times: int, chance: random.Random) -> int:
    """Kill releases at random times and run each again. Return how many had succeeded before they were killed.

    Raises AssertionError if the branch is ever in a state between two releases, or if the second attempt fails.
    """
    works.is_warm = False
    start = time.monotonic()
    edit(works, 0)
    assert works.release().returncode == 0
    usual_seconds = time.monotonic() - start
    first_lines = len(verified_state(works).lines)
    succeeded = 0
    for number in range(1, times + 1):
        edit(works, number)
        # The program and all its child processes are killed at once, as when a CI job is cancelled.
        with works.start() as process:
            time.sleep(chance.uniform(0, usual_seconds))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        verified_state(works)
        done = works.release()
        assert done.returncode == 0, (number, done.stdout, done.stderr)
        succeeded += "nothing has changed" in done.stdout
        after = verified_state(works)
        # Whichever attempt succeeded, there is exactly one new release and one new revision.
        assert (after.newest[CLAIM].number, len(after.lines)) == (number + 2, first_lines + number)
    return succeeded


def race(works: WorkingClone, clones: int) -> list[tuple[int, str]]:
    """The exit codes and outputs of simultaneous releases from clones of the same commit.

    Each clone reissues a record. A reissue always has something to release, so each release succeeds or is refused.
    """
    copies = []
    for number in range(clones):
        root = works.root.parent / f"clone-{number}"
        shutil.copytree(works.root, root)
        copies.append(WorkingClone(root, works.original, day=works.day))
    records = sorted(name for name in verified_state(works).newest if name.startswith("SRC-"))
    running = [
        copy.start("--reissue", records[number % len(records)], "--reason", f"It was clone {number}.")
        for number, copy in enumerate(copies)
    ]
    outputs = [(process.communicate()[0], process.returncode) for process in running]
    return [(code, output) for output, code in outputs]
