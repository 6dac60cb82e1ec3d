"""Tests of the program that gives numbers on main, with real repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ci import commands, number
from tests.commands.test_assign_ids import record_names, write_claim
from tests.shared.releasing import WorkingClone, git, make_working_clone

ENGINE = (sys.executable, "-m", "dossier")
REFUSING_MAIN = """#!/bin/sh
[ "$1" = refs/heads/main ] || exit 0
echo "error: GH013: Repository rule violations found for $1." >&2
exit 1
"""
# Replaces `build.py`: it runs a command of somebody else before it numbers the records.
INTERRUPTED = """\
import subprocess, sys
marker = {marker!r}
with open(marker, "a") as file:
    file.write("x")
if len(open(marker).read()) <= {times}:
    subprocess.run({command!r}, shell=True, check=True)
sys.exit(subprocess.run([sys.executable, "-m", "dossier", *sys.argv[1:]]).returncode)
"""


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingClone:
    """A clone of the toy dossier, with the environment variables of the workflow."""
    works = make_working_clone(tmp_path)
    for name, value in works.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setenv("GH_TOKEN", "a-token")
    # For the commits of other people.
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.org")
    return works


def output(works: WorkingClone) -> str:
    path = works.root.parent / "output"
    return path.read_text("utf-8") if path.exists() else ""


def main_tip(works: WorkingClone) -> str:
    return git(works.original, "rev-parse", "main")


def names_on_main(works: WorkingClone) -> list[str]:
    """The names of the claims on main of the original."""
    listed = git(works.original, "ls-tree", "-r", "--name-only", "main", "evidence/claims")
    return [Path(name).stem for name in listed.splitlines()]


def merge_placeholder(works: WorkingClone, words: str = "theft") -> str:
    """Push a claim with a placeholder to main. Returns the commit."""
    write_claim(works.root, f"CLM-2026-NEW-{words}", "SRC-2026-0001")
    commit = works.commit()
    git(works.root, "push", "--quiet", "origin", "HEAD:main")
    return commit


def interrupted_engine(works: WorkingClone, command: str, times: int = 1) -> tuple[str, ...]:
    """An engine during whose first runs somebody else runs a shell command."""
    script = works.root.parent / "interrupted.py"
    script.write_text(INTERRUPTED.format(marker=str(works.root.parent / "runs"), times=times, command=command), "utf-8")
    return (sys.executable, str(script))


def second_clone(works: WorkingClone) -> Path:
    folder = works.root.parent / "second"
    git(works.root.parent, "clone", "--quiet", str(works.original), str(folder))
    return folder


def annotation(capsys: pytest.CaptureFixture[str]) -> str:
    [found] = commands.read(capsys.readouterr().out.splitlines())
    assert found.title == "number"
    return found.message


def test_placeholders_on_main_are_numbered_and_pushed(works: WorkingClone) -> None:
    merged = merge_placeholder(works)
    last = names_on_main(works)[-2]
    (works.root / "stray.txt").write_text("not in the commit", "utf-8")
    # The machine of a workflow has no key.
    git(works.root, "config", "commit.gpgsign", "true")
    git(works.root, "config", "gpg.program", "no-such-program")

    assert number.main(works.root, ENGINE) == 0

    tip = main_tip(works)
    assert output(works) == f"commit={tip}\n"
    assert git(works.original, "rev-parse", "main^") == merged
    assert names_on_main(works)[-1] == f"CLM-2026-{int(last[-4:]) + 1:04}"
    changed = git(works.original, "diff", "--name-status", "--no-renames", "main^", "main").split("\n")
    assert [line[0] for line in changed] == ["A", "D"]
    assert git(works.original, "log", "-1", "--format=%an|%cn", "main") == "github-actions[bot]|github-actions[bot]"
    assert "a-token" not in (works.root / ".git/config").read_text("utf-8")


def test_the_tip_of_main_is_handed_over_if_there_is_nothing_to_number(works: WorkingClone) -> None:
    second = second_clone(works)
    # A dossier need not have pages.
    git(second, "rm", "-r", "--quiet", "pages")
    git(second, "commit", "--quiet", "--message=Later")
    git(second, "push", "--quiet", "origin", "main")
    tip = main_tip(works)
    assert git(works.root, "rev-parse", "HEAD") != tip

    assert number.main(works.root, ENGINE) == 0

    assert output(works) == f"commit={tip}\n"
    assert main_tip(works) == tip
    assert git(works.root, "rev-parse", "HEAD") == tip


def test_a_lost_race_is_run_again_on_the_new_tip(works: WorkingClone) -> None:
    merge_placeholder(works)
    second = second_clone(works)
    names = names_on_main(works)
    theirs = f"CLM-2026-{int(names[-2][-4:]) + 1:04}"
    write_claim(second, theirs, "SRC-2026-0001")
    git(second, "add", "--all")
    git(second, "commit", "--quiet", "--message=Theirs")

    engine = interrupted_engine(works, f"git -C {second} push --quiet origin main")
    assert number.main(works.root, engine) == 0

    assert names_on_main(works) == [*names[:-1], theirs, f"CLM-2026-{int(theirs[-4:]) + 1:04}"]
    assert output(works) == f"commit={main_tip(works)}\n"
    assert git(works.original, "rev-parse", "main^") == git(second, "rev-parse", "HEAD")


def test_a_main_that_was_reset_is_not_put_back(works: WorkingClone) -> None:
    before = main_tip(works)
    merge_placeholder(works)

    engine = interrupted_engine(works, f"git -C {works.original} update-ref refs/heads/main {before}")
    assert number.main(works.root, engine) == 0

    assert main_tip(works) == before
    assert output(works) == f"commit={before}\n"


def test_it_gives_up_if_main_never_rests(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    merge_placeholder(works)
    second = second_clone(works)
    busy = f"cd {second} && git commit --quiet --allow-empty --message=Busy && git push --quiet origin main"

    assert number.main(works.root, interrupted_engine(works, busy, times=9)) == 1

    assert "run this workflow again" in annotation(capsys)
    assert output(works) == ""
    assert "CLM-2026-NEW-theft" in names_on_main(works)


def test_a_refused_push_fails_with_the_commands_for_a_maintainer(
    works: WorkingClone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    merge_placeholder(works)
    before = main_tip(works)
    hook = works.original / "hooks/update"
    hook.write_text(REFUSING_MAIN, "utf-8")
    hook.chmod(0o755)

    assert number.main(works.root, ENGINE) == 1

    assert output(works) == ""
    assert main_tip(works) == before
    message = annotation(capsys)
    assert "GH013" in message
    # The commands do what they promise, in the clone of a maintainer.
    second = second_clone(works)
    (second / "build.py").write_text("import sys\nfrom dossier.cli import main\nsys.exit(main())\n", "utf-8")
    python = works.root.parent / "bin/python3"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', "utf-8")
    python.chmod(0o755)
    monkeypatch.setenv("PATH", str(python.parent), prepend=os.pathsep)
    subprocess.run(message.splitlines()[-1], shell=True, cwd=second, check=True, capture_output=True)
    git(second, "merge-base", "--is-ancestor", before, "origin/numbers")
    assert not [name for name in record_names(second) if "NEW" in name]
    assert git(second, "rev-parse", "origin/numbers^") == before


def test_an_unreadable_record_stops_the_numbering(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    write_claim(works.root, "CLM-2026-NEW-broken", "SRC-2026-0001").write_text("id: [\n", "utf-8")
    before = merge_placeholder(works)

    assert number.main(works.root, ENGINE) == 1

    assert main_tip(works) == before
    assert output(works) == ""
    assert "correct these records first" in annotation(capsys)


def test_an_original_that_cannot_be_read_is_reported(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    works.original.rename(works.original.with_name("gone"))
    assert number.main(works.root, ENGINE) == 1
    assert "main cannot be checked out" in annotation(capsys)


def test_a_gap_that_numbering_leaves_does_not_stop_a_release(works: WorkingClone) -> None:
    assert works.release("--first").returncode == 0
    following = int(names_on_main(works)[-1][-4:]) + 1
    # A number that was taken back on a branch, which is then merged with its history.
    taken_back = write_claim(works.root, f"CLM-2026-{following:04}", "SRC-2026-0001")
    works.commit()
    taken_back.unlink()
    merge_placeholder(works)

    assert number.main(works.root, ENGINE) == 0

    assert names_on_main(works)[-1] == f"CLM-2026-{following + 1:04}"
    works.day += 1
    done = works.release()
    assert done.returncode == 0, done.stdout + done.stderr
