"""Runs `dossier check` on every case folder and compares its output.

Each folder below `cases/` is a dossier with a single kind of mistake. `evidence/` has its records, `captures/` its
preserved files, and `pages/` its prose. Its subject is that of the toy dossier unless it has a `subject.yml`. If there
is a `base/`, it was published before (`--base`). `make.sh` adds what git cannot store, such as a pipe. `expected.txt`
is the output of the command. With DOSSIER_UPDATE_CASES=1 the expected texts are written instead of compared: read the
difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.model.subject import SUBJECT
from tests.shared.places import CASES
from tests.shared.toy import put_subject

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_check_prints_the_expected_text(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--root", str(tmp_path), "--format", "full"]
    put_subject(tmp_path)
    if (case / "base").is_dir():
        shutil.copytree(case / "base", tmp_path, dirs_exist_ok=True)
        _commit(tmp_path)
        shutil.rmtree(tmp_path / "evidence")
        arguments += ["--base", "HEAD"]
    for part in ("evidence", "captures", "pages"):
        if (case / part).is_dir():
            shutil.copytree(case / part, tmp_path / part, dirs_exist_ok=True)
    if (case / SUBJECT).is_file():
        shutil.copy(case / SUBJECT, tmp_path / SUBJECT)
    if (case / "make.sh").is_file():
        subprocess.run(["sh", str(case / "make.sh")], cwd=tmp_path, check=True)

    if case.name == "not-as-committed":
        arguments.append("--committed")
    code = main(arguments)

    printed = capsys.readouterr().out
    expected = case / "expected.txt"
    if os.environ.get("DOSSIER_UPDATE_CASES"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert f"[{case.name}]" in printed
    # The word that programmers have for a group of fields.
    assert "mapping" not in printed
    assert code == (1 if "error[" in printed else 0)


def _commit(root: Path) -> None:
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Base"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
