"""Kill releases at random moments, and let several race: what both the tests and the benchmarks do."""

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
from tests.shared.releasing import Works

CLAIM = "CLM-2026-0002"


def holdings(works: Works) -> ReleaseTreeState:
    """What the original holds; raises where anything of it is not as it was released."""
    return verify_or_raise(CommitTree(works.original, works.tip()))


def edit(works: Works, number: int) -> None:
    """Change a claim in a way that was never seen before, and commit it."""
    path = works.root / f"evidence/claims/{CLAIM}.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = [f"    says: finds it, time {number}\n" if "says: finds it" in line else line for line in lines]
    assert changed != lines
    path.write_text("".join(changed), "utf-8")
    works.commit(f"Edit {number}")


def kill_at_random(works: Works, times: int, chance: random.Random) -> int:
    """Kill so many releases, each at its own moment, and make each good; returns how many had come through.

    Raises AssertionError where the branch is ever neither before nor after, or where a second try does not succeed.
    """
    begun = time.monotonic()
    edit(works, 0)
    assert works.release().returncode == 0
    usual = time.monotonic() - begun
    begun_with = len(holdings(works).lines)
    through = 0
    for number in range(1, times + 1):
        edit(works, number)
        # The program and all that it started die at once, as when a machine takes a job away.
        with works.start() as process:
            time.sleep(chance.uniform(0, usual))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        holdings(works)
        done = works.release()
        assert done.returncode == 0, (number, done.stdout, done.stderr)
        through += "nothing has changed" in done.stdout
        after = holdings(works)
        # Whether the first try came through or the second did: one release, and one revision.
        assert (after.newest[CLAIM].revision, len(after.lines)) == (number + 2, begun_with + number)
    return through


def race(works: Works, clones: int) -> list[tuple[int, str]]:
    """The exit code and words of so many releases at once, each of a clone with the same commit, one record reissued.

    A reissue always has something to release, so that each must come through or be refused.
    """
    made = []
    for number in range(clones):
        root = works.root.parent / f"clone-{number}"
        shutil.copytree(works.root, root)
        made.append(Works(root, works.original, day=works.day))
    records = sorted(name for name in holdings(works).newest if name.startswith("SRC-"))
    running = [
        one.start("--reissue", records[number % len(records)], "--reason", f"It was clone {number}.")
        for number, one in enumerate(made)
    ]
    told = [(process.communicate()[0], process.returncode) for process in running]
    return [(code, words) for words, code in told]
