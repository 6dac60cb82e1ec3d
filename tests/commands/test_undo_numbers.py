"""Tests of `assign-ids --undo`, which gives placeholders back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.model.subject import SUBJECT
from tests.commands.test_assign_ids import (
    assign,
    commit,
    contents,
    git,
    record_names,
    write_claim,
    write_file,
    write_source,
)
from tests.shared.toy import put_subject

CAPTURE = """\
id: CAP-2026-NEW-c
source: SRC-2026-NEW-b
method: supplied-file
started: not known
finished: not known
files: []
"""
OLDER_DIGEST = "a" * 64
REVIEWED = """\
reviewed:
  - {{by: Ann Example, on: 2026-11-01, role: editor, text: {older}}}
  - {{by: Ann Example, on: 2026-11-20, role: legal, text: {digest}}}
"""
STORY = "story:\n  - date: 2025\n    text: See below.\n    records: [CLM-2026-NEW-a]\n"


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A repository on a branch `mine`, which left `main` when that had a source."""
    root = tmp_path / "dossier"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    put_subject(root)
    subject = (root / SUBJECT).read_text("utf-8").split("story:\n")[0]
    (root / SUBJECT).write_text(subject, "utf-8")
    write_source(root, "SRC-2026-0001")
    commit(root, "Base")
    git(root, "switch", "--quiet", "--create", "mine")
    return root


def check(root: Path) -> int:
    return main(["check", "--root", str(root), "--base", "main"])


def write_placeholders(root: Path) -> None:
    """A claim, a source and a capture with references to each other in records, the story and a page."""
    write_claim(root, "CLM-2026-NEW-a", "SRC-2026-NEW-b")
    write_source(root, "SRC-2026-NEW-b", "2026/")
    write_file(root, "evidence/captures/CAP-2026-NEW-c.yaml", CAPTURE)
    write_file(root, "captures/CAP-2026-NEW-c/text.txt", "kept")
    write_file(root, "pages/about.md", "See CLM-2026-NEW-a and [b](../sources/SRC-2026-NEW-b/), not CLM-2026-00012.\n")
    with (root / SUBJECT).open("a", encoding="utf-8") as file:
        file.write(STORY)


def test_numbers_are_taken_back_in_names_and_references(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_placeholders(branch)
    before = contents(branch)
    assert assign(branch) == 0
    assert "records: [CLM-2026-0001]\n" in (branch / SUBJECT).read_text("utf-8")
    commit(branch)
    capsys.readouterr()

    assert assign(branch, "--undo") == 0

    words = {"NEW-a": "NEW-something-was-so", "NEW-b": "NEW-on-searches", "NEW-c": "NEW-on-searches"}
    expected = {}
    for name, content in before.items():
        for old, new in words.items():
            name = name.replace(old, new)  # noqa: PLW2901
            content = content.replace(old.encode(), new.encode())  # noqa: PLW2901
        expected[name] = content
    # The source's number is also in its official reference, which is text like any other.
    assert contents(branch) == expected
    assert capsys.readouterr().out.splitlines() == [
        "CAP-2026-0001 → CAP-2026-NEW-on-searches",
        "CLM-2026-0001 → CLM-2026-NEW-something-was-so",
        "SRC-2026-0002 → SRC-2026-NEW-on-searches",
        "3 given a placeholder; 2 other files rewritten",
    ]
    assert assign(branch, "--undo") == 0
    assert capsys.readouterr().out == "no record has a new number\n"


def test_reviews_of_the_text_stay_valid(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_placeholders(branch)
    claim = branch / "evidence/claims/CLM-2026-NEW-a.yaml"
    assert main(["digest", "--root", str(branch), claim.stem]) == 0
    read = capsys.readouterr().out.split()[0]
    claim.write_text(claim.read_text("utf-8") + REVIEWED.format(older=OLDER_DIGEST, digest=read), "utf-8")

    for options, name in ([], "CLM-2026-0001"), (["--undo"], "CLM-2026-NEW-something-was-so"):
        assert assign(branch, *options) == 0
        commit(branch)
        capsys.readouterr()
        assert main(["check", "--root", str(branch), f"evidence/claims/{name}.yaml"]) == 0
        assert "changed-since-review" not in capsys.readouterr().out
        text = (branch / f"evidence/claims/{name}.yaml").read_text("utf-8")
        assert OLDER_DIGEST in text
        assert read not in text

    changed = text.replace("Something was so.", "Something else was so.")
    (branch / f"evidence/claims/{name}.yaml").write_text(changed, "utf-8")
    main(["check", "--root", str(branch), f"evidence/claims/{name}.yaml"])
    assert "changed-since-review" in capsys.readouterr().out
    assert assign(branch) == 0
    capsys.readouterr()
    main(["check", "--root", str(branch), "evidence/claims/CLM-2026-0001.yaml"])
    assert "changed-since-review" in capsys.readouterr().out


def test_two_branches_that_took_the_same_numbers_can_both_be_merged(branch: Path) -> None:
    source = write_source(branch, "SRC-2026-NEW-mine")
    source.write_text(source.read_text("utf-8").replace("On searches", "On cameras"), "utf-8")
    write_claim(branch, "CLM-2026-NEW-mine", "SRC-2026-NEW-mine")
    assert assign(branch) == 0
    commit(branch)
    git(branch, "switch", "--quiet", "main")
    write_source(branch, "SRC-2026-NEW-theirs")
    assert assign(branch) == 0
    commit(branch)
    git(branch, "switch", "--quiet", "mine")

    assert assign(branch, "--undo") == 0
    commit(branch)
    git(branch, "merge", "--quiet", "--no-edit", "main")

    assert record_names(branch) == [
        "CLM-2026-NEW-something-was-so",
        "SRC-2026-0001",
        "SRC-2026-0002",
        "SRC-2026-NEW-on-cameras",
    ]
    # The number that was taken back and was never published is free again, so that there is no gap.
    assert assign(branch) == 0
    assert record_names(branch) == ["CLM-2026-0001", "SRC-2026-0001", "SRC-2026-0002", "SRC-2026-0003"]
    assert check(branch) == 0


def test_a_number_of_ones_own_choice_is_found_and_taken_back(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_claim(branch, "CLM-2026-0999", "SRC-2026-0001")
    assert check(branch) == 1
    assert "error[number-gap]: `CLM-2026-0999` is not the next number" in capsys.readouterr().out

    assert assign(branch, "--undo") == 0

    assert record_names(branch) == ["CLM-2026-NEW-something-was-so", "SRC-2026-0001"]
    assert check(branch) == 0


def test_a_dry_run_writes_nothing(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_claim(branch, "CLM-2026-0001", "SRC-2026-0001")
    before = contents(branch)

    assert assign(branch, "--undo", "--dry-run") == 0

    assert contents(branch) == before
    assert "1 would be given a placeholder; 0 other files would be rewritten" in capsys.readouterr().out


def test_equal_titles_and_titles_in_other_scripts_get_different_words(branch: Path) -> None:
    write_claim(branch, "CLM-2026-0001", "SRC-2026-0001")
    write_claim(branch, "CLM-2026-0002", "SRC-2026-0001")
    for number, statement in ((3, "Верно."), (4, "Неверно.")):
        path = write_claim(branch, f"CLM-2026-000{number}", "SRC-2026-0001")
        path.write_text(path.read_text("utf-8").replace("Something was so.", statement), "utf-8")

    assert assign(branch, "--undo") == 0

    names = record_names(branch)
    assert len(set(names)) == 5
    assert {"CLM-2026-NEW-something-was-so", "CLM-2026-NEW-something-was-so-2"} < set(names)


def test_the_base_can_be_another_branch(branch: Path) -> None:
    write_claim(branch, "CLM-2026-0001", "SRC-2026-0001")
    commit(branch)
    git(branch, "switch", "--quiet", "--create", "further")
    write_claim(branch, "CLM-2026-0002", "SRC-2026-0001")

    assert assign(branch, "--undo", "--base", "mine") == 0
    assert record_names(branch) == ["CLM-2026-0001", "CLM-2026-NEW-something-was-so", "SRC-2026-0001"]
    assert assign(branch, "--undo") == 0
    assert record_names(branch) == ["CLM-2026-NEW-something-was-so", "CLM-2026-NEW-something-was-so-2", "SRC-2026-0001"]


def test_nothing_is_taken_back_without_a_base(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_claim(branch, "CLM-2026-0001", "SRC-2026-0001")
    git(branch, "branch", "--quiet", "--delete", "--force", "main")
    before = contents(branch)

    assert assign(branch, "--undo") == 2
    assert "name the published branch with --base" in capsys.readouterr().err
    assert assign(branch, "--undo", "--base", "nowhere") == 2
    assert "no commit `nowhere`" in capsys.readouterr().err

    assert contents(branch) == before


def test_nothing_is_taken_back_outside_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_source(tmp_path, "SRC-2026-0001")
    put_subject(tmp_path)

    assert assign(tmp_path, "--undo") == 2

    assert "is not in a git repository" in capsys.readouterr().err
    assert record_names(tmp_path) == ["SRC-2026-0001"]


def test_a_branch_without_a_common_commit_is_refused(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(branch, "checkout", "--quiet", "--orphan", "unrelated")
    commit(branch)
    before = contents(branch)

    assert assign(branch, "--undo") == 2

    assert "no commit in common" in capsys.readouterr().err
    assert contents(branch) == before


def test_nothing_is_taken_back_if_a_record_cannot_be_read(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(branch, "SRC-2026-0002")
    write_file(branch, "evidence/claims/CLM-2026-0001.yaml", "id: [SRC-2026-0002\n")
    before = contents(branch)

    assert assign(branch, "--undo") == 1

    assert contents(branch) == before
    assert "no number was given back" in capsys.readouterr().err


@pytest.mark.parametrize("call", ["replace", "rename", "unlink", "fsync"])
def test_a_failure_on_the_way_changes_nothing(branch: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    write_placeholders(branch)
    assert assign(branch) == 0
    before = contents(branch)
    real, calls = getattr(os, call), 0

    def failing(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        # Undoing the changes uses the same function, so only one call may fail.
        if calls == 1:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    monkeypatch.setattr(os, call, failing)

    assert assign(branch, "--undo") == 2
    assert calls
    assert contents(branch) == before


def test_numbers_after_a_deleted_record_leave_no_gap(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(branch, "switch", "--quiet", "main")
    deleted = write_source(branch, "SRC-2026-0002")
    commit(branch)
    deleted.unlink()
    commit(branch)
    git(branch, "switch", "--quiet", "--create", "later")
    write_claim(branch, "CLM-2026-NEW-a", "SRC-2026-NEW-b")
    write_source(branch, "SRC-2026-NEW-b")
    assert assign(branch) == 0

    assert record_names(branch) == ["CLM-2026-0001", "SRC-2026-0001", "SRC-2026-0003"]
    assert check(branch) == 0
    (branch / "evidence/sources/SRC-2026-0003.yaml").unlink()
    write_source(branch, "SRC-2026-0002")
    assert check(branch) == 1
    assert "`SRC-2026-0002` is not the next number, which is `SRC-2026-0003`" in capsys.readouterr().out
