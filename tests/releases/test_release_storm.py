"""Releases that are killed or race: the branch is before or after, nothing is lost, and the exit code is true."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.shared.release_storm import holdings, kill_at_random, race
from tests.shared.releasing import Works, git, make_works


@pytest.fixture
def works(tmp_path: Path) -> Works:
    made = make_works(tmp_path)
    assert made.release("--first").returncode == 0
    made.day += 1
    return made


@pytest.mark.slow
def test_a_killed_release_leaves_the_branch_before_or_after(works: Works) -> None:
    kill_at_random(works, 10, random.Random(4711))
    git(works.original, "fsck", "--strict", "--no-dangling")


@pytest.mark.slow
def test_eight_releases_at_once_each_come_through_or_are_refused(works: Works) -> None:
    before = holdings(works)
    ended = race(works, 8)
    after = holdings(works)
    made = [words for code, words in ended if code == 0]
    assert all(code in {0, 2} for code, _ in ended), ended
    assert len(after.lines) - len(before.lines) == len(made), ended
    versions = {line.version for line in after.lines} - before.versions
    assert versions == {word.split(":")[0].removeprefix("release ") for word in made}
    # Nothing stands against any of the eight, so none is refused.
    assert len(made) == 8
    reissued = [name for name, one in after.newest.items() if one.revision == 2]
    assert len(reissued) == 8


@pytest.mark.slow
def test_of_eight_that_begin_a_branch_one_commit_stands(tmp_path: Path) -> None:
    works = make_works(tmp_path)
    clones = [make_clone(works, number) for number in range(8)]
    running = [one.start("--first") for one in clones]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    assert {code for _, code in ended} <= {0, 2}, ended
    # Those that begin in the same second make the very same commit, which each of them then truly published.
    made = [words.split("published at ")[1].split()[0] for words, code in ended if code == 0]
    assert made, ended
    assert all(works.tip().startswith(commit) for commit in made), ended
    assert all("holds releases already" in words for words, code in ended if code)
    assert len(holdings(works).lines) == 1


def make_clone(works: Works, number: int) -> Works:
    root = works.root.parent / f"clone-{number}"
    git(works.root.parent, "clone", "--quiet", str(works.original), str(root))
    return Works(root, works.original, day=works.day)
