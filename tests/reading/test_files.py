"""Record files are found by name, and all other files are reported."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossier.diagnostics import Severity
from dossier.model.identifiers import Kind
from dossier.reading.files import RecordFile, find_record_files, read_file
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY_SUBJECT, put_subject

FORCES = "evidence/forces"


def _put(root: Path, path: str, text: str = "id: x\n") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _found(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    files, problems = find_record_files(root, TOY_SUBJECT)
    return [file.path for file in files], [(problem.code, problem.span.path) for problem in problems]


def test_records_are_found_in_order_and_in_sub_folders(tmp_path: Path) -> None:
    for name in ("b", "uk/a", "a", "uk/north/c"):
        _put(tmp_path, f"{FORCES}/{name}.yaml")
    files, problems = find_record_files(tmp_path, TOY_SUBJECT)
    names = ["a", "b", "uk/a", "uk/north/c"]
    assert files == [RecordFile(f"{FORCES}/{name}.yaml", Kind.FOCUS, name.rpartition("/")[2]) for name in names]
    assert problems == []


def _refuse(name: str, error: OSError) -> Callable[..., Any]:
    """`os.open` or `os.scandir`, which raises the error for two names."""
    real: Any = getattr(os, name)

    def raising(path: str | Path, *arguments: Any) -> Any:
        if str(path).endswith(("metropolitan.yaml", "closed")):
            raise error
        return real(path, *arguments)

    return raising


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, f"{FORCES}/metropolitan.yaml")
    monkeypatch.setattr(os, "open", _refuse("open", PermissionError(13, "Permission denied")))
    problem = read_file(tmp_path, f"{FORCES}/metropolitan.yaml")
    assert not isinstance(problem, bytes)
    assert (problem.code, problem.message) == ("unreadable-file", "the file cannot be opened: permission denied")
    assert problem.help == "check the permissions of the file"


def test_a_folder_that_cannot_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, f"{FORCES}/metropolitan.yaml")
    _put(tmp_path, f"{FORCES}/closed/kent.yaml")
    monkeypatch.setattr(os, "scandir", _refuse("scandir", PermissionError(13, "Permission denied")))
    assert _found(tmp_path) == ([f"{FORCES}/metropolitan.yaml"], [("unreadable-file", f"{FORCES}/closed")])


def test_folders_nested_deeper_than_the_stack_are_searched(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        for name in ["evidence", "forces", *["d"] * 1200]:
            os.mkdir(name, dir_fd=folder)
            inner = os.open(name, os.O_RDONLY, dir_fd=folder)
            os.close(folder)
            folder = inner
        os.close(os.open("metropolitan.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    finally:
        os.close(folder)
    put_subject(tmp_path)
    loaded = load(tmp_path, DAY)
    # pytest removes old folders by recursion, which would fail before the next run.
    subprocess.run(["rm", "-r", tmp_path / "evidence"], check=True)
    assert [problem.code for problem in loaded.diagnostics] == ["empty-file"]


def test_names_that_differ_in_the_encoding_of_accents_are_twins(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        _put(tmp_path, f"{FORCES}/{unicodedata.normalize(form, 'é')}.yaml")
    _, problems = _found(tmp_path)
    assert sorted(code for code, _ in problems) == ["file-name", "twin-name"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{FORCES}/con.yaml", "reserved-name"),
        (f"{FORCES}/COM1.yaml", "reserved-name"),
        (f"{FORCES}/aux/kent.yaml", "reserved-name"),
        (f"{FORCES}/a:b/kent.yaml", "reserved-name"),
        (f"{FORCES}/kent .yaml", "file-name"),
        (f"{FORCES}/kent..yaml", "file-name"),
        (f"{FORCES}/Kent.yaml", "file-name"),
        (f"{FORCES}/kent.yaml.yaml", "file-name"),
        (f"{FORCES}/kent", "stray-file"),
        ("evidence/kent.yaml", "stray-file"),
        ("evidence/Forces/kent.yaml", "stray-file"),
        ("evidence/pages/kent.yaml", "stray-file"),
        (f"{FORCES}/\x1b[31m.yaml", "file-name"),
        (f"{FORCES}/::error::.yaml", "reserved-name"),
    ],
)
def test_a_name_that_is_not_that_of_a_record_is_reported(tmp_path: Path, path: str, code: str) -> None:
    _put(tmp_path, path)
    files, problems = find_record_files(tmp_path, TOY_SUBJECT)
    assert files == []
    assert [(problem.code, problem.severity) for problem in problems] == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        (f"{FORCES}/West Kent.yaml", "name the file `west-kent.yaml`, and write `id: west-kent` in it"),
        ("evidence/claims/clm-2026-new-a b.yaml", "name the file `CLM-2026-NEW-a-b.yaml`, and write"),
        (
            "evidence/claims/my claim.yaml",
            "give the file and its `id` the same name, in the form `CLM-2026-NEW-some-words`",
        ),
        (f"{FORCES}/kent (1).yaml", "name the file `kent-1.yaml`"),
        (f"{FORCES}/kent .yaml", "delete the file if it is a copy of `kent.yaml`"),
    ],
)
def test_the_remedy_for_a_wrong_name_is_a_right_and_free_name(tmp_path: Path, path: str, remedy: str) -> None:
    _put(tmp_path, f"{FORCES}/kent.yaml")
    _put(tmp_path, path)
    _, (problem,) = find_record_files(tmp_path, TOY_SUBJECT)
    assert problem.help.startswith(remedy)


def test_a_hidden_file_is_an_error_if_git_tracks_it_or_if_it_may_be_a_record(tmp_path: Path) -> None:
    put_subject(tmp_path)
    _put(tmp_path, f"{FORCES}/.gitkeep", "")
    warnings = [f"{FORCES}/{name}" for name in (".kent.yaml.swp", ".DS_Store", ".gitignore", ".#kent.yaml")]
    for path in warnings:
        (tmp_path / path).symlink_to("nowhere")
    errors = [f"{FORCES}/..yaml", f"{FORCES}/.hidden", "pages/.gitattributes", "captures/a/.GitAttributes"]
    for path in errors:
        _put(tmp_path, f"{path}/kent.yaml" if path.endswith(".hidden") else path)

    def severities() -> dict[str, Severity]:
        problems = [problem for problem in load(tmp_path, DAY).diagnostics if problem.code != "no-records"]
        assert {problem.code for problem in problems} == {"hidden-file"}
        return {problem.span.path: problem.severity for problem in problems}

    expected = dict.fromkeys(warnings, Severity.WARNING) | dict.fromkeys(errors, Severity.ERROR)
    assert severities() == expected
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert severities() == expected
    subprocess.run(["git", "add", "--all"], cwd=tmp_path, check=True)
    assert severities() == dict.fromkeys(expected, Severity.ERROR)


def test_a_name_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    _put(tmp_path, f"{FORCES}/kent.yaml")
    (tmp_path / FORCES / "kent.yaml").rename(os.fsdecode(os.fsencode(tmp_path / FORCES) + b"/k\xe9nt.yaml"))
    files, problems = _found(tmp_path)
    assert files == []
    assert [code for code, _ in problems] == ["file-name"]


def test_an_evidence_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, "elsewhere/forces/kent.yaml")
    (tmp_path / "evidence").symlink_to("elsewhere")
    assert _found(tmp_path) == ([], [("no-records", "evidence")])


def test_a_file_that_became_a_link_after_it_was_found_is_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, "secret.txt", "secret")
    (tmp_path / "kent.yaml").symlink_to("secret.txt")
    problem = read_file(tmp_path, "kent.yaml")
    assert not isinstance(problem, bytes)
    assert problem.code == "not-a-file"
