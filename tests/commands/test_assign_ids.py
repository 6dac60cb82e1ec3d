"""Tests of `assign-ids`: which numbers it assigns, and what it rewrites."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cli import main
from dossier.drafting.identifiers import assign_numbers, replace_in_record, replace_in_text
from dossier.errors import DossierError
from dossier.reading.yaml_nodes import parse
from dossier.system.atomic import Rewrite, write_all
from tests.shared.places import ROOT
from tests.shared.toy import put_subject

SOURCE = """\
id: {id}
type: report
genre: academic
title: On searches
authors: none
issued: 2021
official_id: R {id}
language: en
tier: primary
checked: {{level: excerpt, on: 2026-11-20}}
"""
CLAIM = """\
id: {id}
statement: Something was so.
date: 2021
standing: reported
evidence:
  - source: {source}
    stance: supports
    says: that it was so
adverse_to: []
"""


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write_file(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def write_source(root: Path, name: str, folder: str = "") -> Path:
    return write_file(root, f"evidence/sources/{folder}{name}.yaml", SOURCE.format(id=name))


def write_claim(root: Path, name: str, source: str) -> Path:
    return write_file(root, f"evidence/claims/{name}.yaml", CLAIM.format(id=name, source=source))


def commit(root: Path, message: str = "Change") -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", f"--message={message}")


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def record_names(root: Path) -> list[str]:
    return sorted(path.stem for path in (root / "evidence").rglob("*.yaml"))


def assign(root: Path, *options: str) -> int:
    return main(["assign-ids", "--root", str(root), *options])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "dossier"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    put_subject(root)
    write_source(root, "SRC-2026-0001")
    commit(root, "Base")
    return root


WITH_PLACEHOLDERS = """\
\ufeff# CLM-2026-NEW-a is in a comment, and so is SRC-2026-NEW-b
id:   "CLM-2026-NEW-a"   # CLM-2026-NEW-a
statement: >-  # SRC-2026-NEW-b
  As SRC-2026-NEW-b says (see CLM-2026-NEW-c), and not
  SRC-2026-NEW-b-more; nor xSRC-2026-NEW-b, SRC-2026-NEW-bX.


# below the block: SRC-2026-NEW-b
date: 2021
standing: reported
standing_reason: 'it''s SRC-2026-NEW-b''s'
attributed_to: "a\\nSRC-2026-NEW-b\\tand \\x53RC-2026-NEW-b"
later_history:
  effect: undisturbed
  text: |
    CLM-2026-NEW-c
        SRC-2026-NEW-b

    https://example.org/SRC-2026-NEW-b
evidence:
  - {source: SRC-2026-NEW-b, stance: supports, says: "“SRC-2026-NEW-b”"}
  - source: 'SRC-2026-NEW-b'
    stance:   context
    says: é SRC-2026-NEW-b ü
      SRC-2026-NEW-b
    origin: SRC-2026-\u0053x
    quote: {exact: "SRC-2026-NEW-b", prefix: SRC-2026-NEW-b}
adverse_to: [
  ]  # none
withdrawn:
  date: 2026-11-20
  reason: see CLM-2026-NEW-c
  replaced_by: CLM-2026-NEW-c
note: |-
  _SRC-2026-NEW-b_ and [CLM-2026-NEW-c](https://example.org/#CLM-2026-NEW-c).
"""
WITH_NUMBERS = """\
\ufeff# CLM-2026-NEW-a is in a comment, and so is SRC-2026-NEW-b
id:   "CLM-2026-0001"   # CLM-2026-NEW-a
statement: >-  # SRC-2026-NEW-b
  As SRC-2026-0002 says (see CLM-2026-0002), and not
  SRC-2026-NEW-b-more; nor xSRC-2026-NEW-b, SRC-2026-NEW-bX.


# below the block: SRC-2026-NEW-b
date: 2021
standing: reported
standing_reason: 'it''s SRC-2026-0002''s'
attributed_to: "a\\nSRC-2026-0002\\tand SRC-2026-0002"
later_history:
  effect: undisturbed
  text: |
    CLM-2026-0002
        SRC-2026-0002

    https://example.org/SRC-2026-NEW-b
evidence:
  - {source: SRC-2026-0002, stance: supports, says: "“SRC-2026-0002”"}
  - source: 'SRC-2026-0002'
    stance:   context
    says: é SRC-2026-0002 ü
      SRC-2026-0002
    origin: SRC-2026-0001
    quote: {exact: "SRC-2026-NEW-b", prefix: SRC-2026-NEW-b}
adverse_to: [
  ]  # none
withdrawn:
  date: 2026-11-20
  reason: see CLM-2026-0002
  replaced_by: CLM-2026-0002
note: |-
  _SRC-2026-0002_ and [CLM-2026-0002](https://example.org/#CLM-2026-NEW-c).
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_references_are_rewritten_and_all_other_bytes_are_kept(
    repository: Path, line_break: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WITH_PLACEHOLDERS.replace("SRC-2026-\u0053x", "SRC-2026-0001")
    path = write_file(repository, "evidence/claims/CLM-2026-NEW-a.yaml", text.replace("\n", line_break))
    path.chmod(0o755)
    write_claim(repository, "CLM-2026-NEW-c", "SRC-2026-0001")
    write_source(repository, "SRC-2026-NEW-b", "2026/spring/")
    write_file(
        repository, "pages/about.md", f"See CLM-2026-NEW-a.{line_break}[b](../sources/SRC-2026-NEW-b/) CLM-2026-NEW-ab"
    )
    before = contents(repository)

    assert assign(repository) == 0

    after = contents(repository)
    assert after["evidence/claims/CLM-2026-0001.yaml"].decode() == WITH_NUMBERS.replace("\n", line_break)
    assert after["evidence/claims/CLM-2026-0002.yaml"].decode() == CLAIM.format(
        id="CLM-2026-0002", source="SRC-2026-0001"
    )
    assert after["evidence/sources/2026/spring/SRC-2026-0002.yaml"].decode() == SOURCE.format(id="SRC-2026-0002")
    page = f"See CLM-2026-0001.{line_break}[b](../sources/SRC-2026-0002/) CLM-2026-NEW-ab"
    assert after["pages/about.md"].decode() == page
    assert len(after) == len(before)
    assert after["evidence/sources/SRC-2026-0001.yaml"] == before["evidence/sources/SRC-2026-0001.yaml"]
    assert (repository / "evidence/claims/CLM-2026-0001.yaml").stat().st_mode & 0o777 == 0o755
    assert capsys.readouterr().out.splitlines() == [
        "CLM-2026-NEW-a → CLM-2026-0001",
        "CLM-2026-NEW-c → CLM-2026-0002",
        "SRC-2026-NEW-b → SRC-2026-0002",
        "3 numbered; 1 other file rewritten",
    ]
    assert assign(repository) == 0
    assert capsys.readouterr().out == "no record has a placeholder identifier\n"


def test_a_dry_run_writes_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(repository, "SRC-2026-NEW-b")
    write_claim(repository, "CLM-2026-0001", "SRC-2026-NEW-b")
    before = contents(repository)

    assert assign(repository, "--dry-run") == 0

    assert contents(repository) == before
    assert capsys.readouterr().out.splitlines() == [
        "SRC-2026-NEW-b → SRC-2026-0002",
        "1 would be numbered; 1 other file would be rewritten",
    ]


def test_the_number_of_a_deleted_record_is_not_used_again(repository: Path) -> None:
    for number in (7, 8, 9):
        write_source(repository, f"SRC-2026-000{number}")
    commit(repository)
    for number in (8, 9):
        (repository / f"evidence/sources/SRC-2026-000{number}.yaml").unlink()
    commit(repository)
    write_source(repository, "SRC-2026-NEW-b")
    write_source(repository, "SRC-2025-NEW-b")

    assert assign(repository) == 0

    assert record_names(repository) == ["SRC-2025-0001", "SRC-2026-0001", "SRC-2026-0007", "SRC-2026-0010"]


def test_a_number_added_and_deleted_on_a_merged_branch_is_not_used_again(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "side")
    deleted = write_source(repository, "SRC-2026-0005")
    commit(repository)
    deleted.unlink()
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    commit(repository, "Later")
    git(repository, "merge", "--quiet", "--no-ff", "--message=Merge", "side")
    write_source(repository, "SRC-2026-NEW-b")

    assert assign(repository) == 0

    assert record_names(repository) == ["SRC-2026-0001", "SRC-2026-0006"]


def test_a_number_added_by_a_merge_is_not_used_again(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "side")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    commit(repository, "Later")
    git(repository, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    deleted = write_source(repository, "SRC-2026-0005")
    commit(repository, "Merge")
    deleted.unlink()
    commit(repository)
    write_source(repository, "SRC-2026-NEW-b")

    assert assign(repository) == 0

    assert record_names(repository) == ["SRC-2026-0001", "SRC-2026-0006"]


def test_numbers_used_on_the_main_branch_are_not_used_again(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "mine")
    mine = write_source(repository, "SRC-2026-NEW-mine")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    write_source(repository, "SRC-2026-0002")
    commit(repository)
    git(repository, "switch", "--quiet", "mine")
    assert mine.exists()

    assert assign(repository) == 0

    assert record_names(repository) == ["SRC-2026-0001", "SRC-2026-0003"]


def test_numbers_used_on_the_main_branch_of_the_remote_are_not_used_again(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    write_source(repository, "SRC-2026-0002")
    commit(repository)
    git(clone, "fetch", "--quiet")
    write_source(clone, "SRC-2026-NEW-b")

    assert assign(clone) == 0

    assert record_names(clone) == ["SRC-2026-0001", "SRC-2026-0003"]


def test_numbers_of_other_branches_count_only_if_they_are_named(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "other")
    write_source(repository, "SRC-2026-0030")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    write_source(repository, "SRC-2026-NEW-b")
    before = contents(repository)

    assert assign(repository, "--dry-run", "--base", "main", "other") == 0
    assert assign(repository, "--base", "nowhere") == 2
    assert contents(repository) == before
    assert assign(repository, "--base", "other") == 0

    assert record_names(repository) == ["SRC-2026-0001", "SRC-2026-0031"]


def test_a_dossier_in_a_subfolder_has_numbers_of_its_own(repository: Path) -> None:
    deep = repository / "subjects/other"
    deep.mkdir(parents=True)
    put_subject(deep)
    deleted = write_source(deep, "SRC-2026-0004")
    write_source(repository, "SRC-2026-0077")
    commit(repository)
    deleted.unlink()
    commit(repository)
    write_source(deep, "SRC-2026-NEW-b")

    assert assign(deep) == 0

    assert record_names(deep) == ["SRC-2026-0005"]


def test_without_git_only_the_present_files_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put_subject(tmp_path)
    write_source(tmp_path, "SRC-2026-0041")
    write_source(tmp_path, "SRC-2026-NEW-b")

    assert assign(tmp_path, "--base", "main") == 2
    assert "is not in a repository" in capsys.readouterr().err
    assert assign(tmp_path) == 0

    assert record_names(tmp_path) == ["SRC-2026-0041", "SRC-2026-0042"]
    assert "only numbers of the present files are known to be used" in capsys.readouterr().err


def test_a_repository_without_commits_is_accepted(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    put_subject(tmp_path)
    write_source(tmp_path, "SRC-2026-NEW-b")

    assert assign(tmp_path) == 0
    assert record_names(tmp_path) == ["SRC-2026-0001"]


def test_a_shallow_clone_is_refused(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(repository, "Second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", str(clone))
    write_source(clone, "SRC-2026-NEW-b")

    assert assign(clone) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err
    assert record_names(clone) == ["SRC-2026-0001", "SRC-2026-NEW-b"]


def test_nothing_is_numbered_if_a_record_cannot_be_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(repository, "SRC-2026-NEW-b")
    write_file(repository, "evidence/claims/CLM-2026-0001.yaml", "id: [SRC-2026-NEW-b\n")
    before = contents(repository)

    assert assign(repository) == 1

    assert contents(repository) == before
    printed = capsys.readouterr()
    assert "evidence/claims/CLM-2026-0001.yaml" in printed.out
    assert "no number was assigned" in printed.err


def test_two_files_with_the_same_placeholder_are_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(repository, "SRC-2026-NEW-b")
    write_source(repository, "SRC-2026-NEW-b", "2026/")
    before = contents(repository)

    assert assign(repository) == 2

    assert contents(repository) == before
    assert "rename one of them" in capsys.readouterr().err


def test_a_placeholder_without_a_record_is_not_changed(repository: Path) -> None:
    write_claim(repository, "CLM-2026-NEW-a", "SRC-2026-NEW-nobody")

    assert assign(repository) == 0

    text = (repository / "evidence/claims/CLM-2026-0001.yaml").read_text(encoding="utf-8")
    assert text == CLAIM.format(id="CLM-2026-0001", source="SRC-2026-NEW-nobody")


def test_preserved_files_are_moved_with_their_capture(repository: Path) -> None:
    write_file(
        repository,
        "evidence/captures/CAP-2026-NEW-b.yaml",
        "id: CAP-2026-NEW-b\nsource: SRC-2026-0001\nmethod: supplied-file\nstarted: not known\nfinished: not known\n"
        "files: []\n",
    )
    write_file(repository, "captures/CAP-2026-NEW-b/text.txt", "kept")

    assert assign(repository) == 0

    assert (repository / "captures/CAP-2026-0001/text.txt").read_text() == "kept"
    assert not (repository / "captures/CAP-2026-NEW-b").exists()


def _failing_at(count: int, function: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    """A function that does the same, but raises the error on its `count`-th call."""
    calls = 0

    def failing(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count:
            raise error
        return function(*arguments, **named)

    return failing


@pytest.mark.parametrize("call", ["replace", "rename", "unlink", "fsync"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_assignment_is_undone(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException
) -> None:
    write_file(
        repository,
        "evidence/captures/CAP-2026-NEW-b.yaml",
        "id: CAP-2026-NEW-b\nsource: SRC-2026-NEW-b\nmethod: supplied-file\nstarted: not known\nfinished: not known\n"
        "files: []\n",
    )
    write_file(repository, "captures/CAP-2026-NEW-b/text.txt", "kept")
    write_source(repository, "SRC-2026-NEW-b")
    for number in (1, 2):
        write_claim(repository, f"CLM-2026-000{number}", "SRC-2026-NEW-b")
    shutil.copytree(repository, tmp_path / "finished")
    assert assign(tmp_path / "finished") == 0
    before, finished = contents(repository), contents(tmp_path / "finished")

    results = []
    for count in range(1, 30):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, _failing_at(count, getattr(os, call), error))
            code = assign(repository)
        state = contents(repository)
        results.append((code, state))
        if state != before:
            break

    # An interruption during the final clean-up leaves all records numbered, and perhaps a temporary file.
    last = {name: content for name, content in results.pop()[1].items() if ".writing-" not in name}
    assert last == finished
    assert results
    assert {code for code, _ in results} == {130 if isinstance(error, KeyboardInterrupt) else 2}


def test_the_temporary_files_of_a_killed_assignment_are_removed_by_the_next(repository: Path) -> None:
    write_source(repository, "SRC-2026-NEW-b")
    write_file(repository, "pages/about.md", "SRC-2026-NEW-b")
    killed = "import os, sys; from dossier.cli import main; os.replace = lambda *_: os.kill(os.getpid(), 9)"
    command = [sys.executable, "-c", f"{killed}; main(sys.argv[1:])", "assign-ids", "--root", str(repository)]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == -9
    left = [name for name in contents(repository) if ".writing-" in name]
    assert {name.split("/")[0] for name in left} == {"evidence", "pages"}
    own = write_file(repository, f".writing-{os.getpid()}-x", "still written")

    assert assign(repository, "--dry-run") == 0
    assert contents(repository).keys() >= set(left)
    assert assign(repository) == 0
    assert [name for name in contents(repository) if ".writing-" in name] == [own.name]


def test_a_file_changed_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    first, second = write_file(tmp_path, "a", "a"), write_file(tmp_path, "b", "b")
    rewrites = [Rewrite(first, tmp_path / "c", b"a", b"c"), Rewrite(second, second, b"before", b"after")]

    with pytest.raises(DossierError, match="another program changed"):
        write_all(rewrites)
    with pytest.raises(DossierError, match="already"):
        write_all([Rewrite(first, second, b"a", b"c")])

    assert contents(tmp_path) == {"a": b"a", "b": b"b"}


def test_numbers_end_at_the_limit_of_identifiers() -> None:
    assert assign_numbers(["SRC-2026-NEW-a"], ["SRC-2026-9999", "SRC-2026-99999999"]) == {
        "SRC-2026-NEW-a": "SRC-2026-10000"
    }
    with pytest.raises(DossierError, match="no number left"):
        assign_numbers(["SRC-2026-NEW-a"], ["SRC-2026-999999"])


IDENTIFIERS = {"SRC-2026-NEW-b": "SRC-2026-0002", "CLM-2026-NEW-b-c": "CLM-2026-0001"}
_PIECES = st.sampled_from(
    [*IDENTIFIERS, "CLM-2026-NEW-b", " ", "\n", "-", "_", "é", "x", "'", '"', "\\", "#", ":", "https://", "."]
)


@given(st.lists(_PIECES).map("".join), st.lists(st.sampled_from(["x", "\n", " ", *IDENTIFIERS])).map("".join))
def test_a_quoted_value_is_rewritten_like_plain_text(text: str, comment: str) -> None:
    after = f"  # {comment.replace(chr(10), '')}\n"
    content = f"note: {json.dumps(text)}{after}id: x\n".encode()

    changed = replace_in_record(content, "x", IDENTIFIERS)

    assert parse(changed, "x").plain == {"note": replace_in_text(text, IDENTIFIERS), "id": "x"}
    assert changed.endswith(f"{after}id: x\n".encode())
    if replace_in_text(text, IDENTIFIERS) == text:
        assert changed == content
