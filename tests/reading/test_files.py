"""Files are found by name alone, whatever a stranger put there; what the system does not open is reported."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossier.diagnostics import Severity
from dossier.model.identifiers import Kind
from dossier.reading.files import RecordFile, find
from dossier.reading.load import load, read

DAY = date(2026, 11, 23)
FORCES = "evidence/forces"


def _put(root: Path, path: str, text: str = "id: x\n") -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def _found(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    files, problems = find(root)
    return [one.path for one in files], [(one.code, one.span.path) for one in problems]


def test_records_are_found_in_order_and_in_sub_folders(tmp_path: Path) -> None:
    for name in ("b", "uk/a", "a", "uk/north/c"):
        _put(tmp_path, f"{FORCES}/{name}.yaml")
    files, problems = find(tmp_path)
    names = ["a", "b", "uk/a", "uk/north/c"]
    assert files == [RecordFile(f"{FORCES}/{name}.yaml", Kind.FORCE, name.rpartition("/")[2]) for name in names]
    assert problems == []


def _refuse(name: str, error: OSError) -> Callable[..., Any]:
    """`os.open` or `os.scandir`, but for one path."""
    real: Any = getattr(os, name)

    def refusing(path: str | Path, *arguments: Any) -> Any:
        if str(path).endswith(("metropolitan.yaml", "closed")):
            raise error
        return real(path, *arguments)

    return refusing


def test_a_file_that_the_system_does_not_open_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, f"{FORCES}/metropolitan.yaml")
    monkeypatch.setattr(os, "open", _refuse("open", PermissionError(13, "Permission denied")))
    problem = read(tmp_path, f"{FORCES}/metropolitan.yaml")
    assert not isinstance(problem, bytes)
    assert (problem.code, problem.message) == ("unreadable-file", "the file cannot be opened: permission denied")
    assert problem.help == "check the permissions of the file"


def test_a_folder_that_the_system_does_not_open_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(tmp_path, f"{FORCES}/metropolitan.yaml")
    _put(tmp_path, f"{FORCES}/closed/kent.yaml")
    monkeypatch.setattr(os, "scandir", _refuse("scandir", PermissionError(13, "Permission denied")))
    assert _found(tmp_path) == ([f"{FORCES}/metropolitan.yaml"], [("unreadable-file", f"{FORCES}/closed")])


def test_folders_nested_deeper_than_the_stack_are_walked(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for name in ["evidence", "forces", *["d"] * 1200]:
            os.mkdir(name, dir_fd=here)
            inner = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(os.open("metropolitan.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    finally:
        os.close(here)
    loaded = load(tmp_path, DAY)
    # Before the next run: what clears old folders away is itself a recursion.
    subprocess.run(["rm", "-r", tmp_path / "evidence"], check=True)
    assert [one.code for one in loaded.diagnostics] == ["empty-file"]


def test_accents_in_two_forms_are_twins(tmp_path: Path) -> None:
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
        (f"{FORCES}/..yaml", "stray-file"),
        (f"{FORCES}/.hidden/kent.yaml", "stray-file"),
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
def test_a_name_that_is_no_record_is_reported(tmp_path: Path, path: str, code: str) -> None:
    _put(tmp_path, path)
    files, problems = find(tmp_path)
    assert files == []
    assert [(one.code, one.severity) for one in problems] == [(code, Severity.ERROR)]


@pytest.mark.parametrize("name", [".kent.yaml.swp", ".DS_Store", ".gitignore", ".#kent.yaml"])
def test_what_an_editor_leaves_is_a_warning(tmp_path: Path, name: str) -> None:
    _put(tmp_path, f"{FORCES}/kent.yaml")
    _put(tmp_path, f"{FORCES}/.gitkeep", "")
    (tmp_path / FORCES / name).symlink_to("nowhere")
    files, problems = find(tmp_path)
    assert [one.name for one in files] == ["kent"]
    assert [(one.code, one.severity) for one in problems] == [("stray-file", Severity.WARNING)]


def test_a_dossier_of_hidden_files_has_no_records(tmp_path: Path) -> None:
    _put(tmp_path, f"{FORCES}/.DS_Store", "")
    assert [one.code for one in load(tmp_path, DAY).diagnostics] == ["no-records", "stray-file"]


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    _put(tmp_path, f"{FORCES}/kent.yaml")
    (tmp_path / FORCES / "kent.yaml").rename(os.fsdecode(os.fsencode(tmp_path / FORCES) + b"/k\xe9nt.yaml"))
    files, problems = _found(tmp_path)
    assert files == []
    assert [code for code, _ in problems] == ["file-name"]


def test_evidence_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, "elsewhere/forces/kent.yaml")
    (tmp_path / "evidence").symlink_to("elsewhere")
    assert _found(tmp_path) == ([], [("no-records", "evidence")])


def test_a_file_that_became_a_link_after_it_was_found_is_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, "secret.txt", "secret")
    (tmp_path / "kent.yaml").symlink_to("secret.txt")
    problem = read(tmp_path, "kent.yaml")
    assert not isinstance(problem, bytes)
    assert problem.code == "not-a-file"
