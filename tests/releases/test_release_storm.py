"""Releases that are killed or race with each other lose nothing."""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pytest

from tests.shared.release_storm import edit, kill_at_random, race, verified_state
from tests.shared.releasing import WorkingClone, git, make_working_clone
from tests.shared.tools import tool


@pytest.fixture
def works(tmp_path: Path) -> WorkingClone:
    works = make_working_clone(tmp_path)
    assert works.release("--first").returncode == 0
    works.day += 1
    return works


@pytest.mark.slow
def test_a_killed_release_is_complete_or_absent(works: WorkingClone) -> None:
    kill_at_random(works, 10, random.Random(4711))
    git(works.original, "fsck", "--strict", "--no-dangling")


@pytest.mark.slow
def test_eight_releases_at_once_all_succeed(works: WorkingClone) -> None:
    before = verified_state(works)
    ended = race(works, 8)
    after = verified_state(works)
    succeeded = [words for code, words in ended if code == 0]
    assert all(code in {0, 2} for code, _ in ended), ended
    assert len(after.lines) - len(before.lines) == len(succeeded), ended
    versions = {line.version for line in after.lines} - before.versions
    assert versions == {word.split(":")[0].removeprefix("release ") for word in succeeded}
    # No reason to refuse applies to any of the eight.
    assert len(succeeded) == 8
    reissued = [name for name, newest in after.newest.items() if newest.number == 2]
    assert len(reissued) == 8


@pytest.mark.slow
def test_eight_first_releases_at_once_leave_one_commit(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    clones = [make_clone(works, number) for number in range(8)]
    running = [clone.start("--first") for clone in clones]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    assert {code for _, code in ended} <= {0, 2}, ended
    # Releases of the same second make the same commit, so each of them can rightly say that it was published.
    commits = [words.split("published at ")[1].split()[0] for words, code in ended if code == 0]
    assert commits, ended
    assert all(works.tip().startswith(commit) for commit in commits), ended
    assert all("holds releases already" in words for words, code in ended if code)
    assert len(verified_state(works).lines) == 1


def make_clone(works: WorkingClone, number: int) -> WorkingClone:
    root = works.root.parent / f"clone-{number}"
    git(works.root.parent, "clone", "--quiet", str(works.original), str(root))
    return WorkingClone(root, works.original, day=works.day)


def test_a_power_failure_loses_nothing_on_which_the_branch_relies(works: WorkingClone) -> None:
    """The archives, the head of the ledger and all objects are on disk before the branch gets its new commit."""
    edit(works, 1)
    log = works.root.parent / "calls"
    calls = "trace=fsync,rename,renameat,renameat2"
    traced = [tool("strace"), "-f", "-y", "-s", "400", "-e", calls, "-o", str(log)]
    subprocess.run([*traced, *works.command()], cwd=works.root, env=works.environment(), check=True)
    lines = log.read_text("utf-8").splitlines()
    moved = next(number for number, line in enumerate(lines) if "published.lock" in line and "rename" in line)
    synced = [line for line in lines[:moved] if "fsync(" in line]
    assets = works.root / "build" / "release-assets"
    assert len(list(assets.iterdir())) == 3
    for asset in assets.iterdir():
        named = next(number for number, line in enumerate(lines) if f'/{asset.name}"' in line and "rename" in line)
        assert named < moved
        temporary = re.findall(r'"([^"]+)"', lines[named])[0]
        assert any(f"<{temporary}>" in line for line in lines[:named] if "fsync(" in line)
        assert any(f"<{assets}>" in line for line in lines[named:moved] if "fsync(" in line)
    assert any(".git/objects/" in line for line in synced)
    assert any("refs/heads/published.lock>" in line for line in synced)
