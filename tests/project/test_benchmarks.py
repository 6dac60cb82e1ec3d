"""The dossiers of the benchmarks pass the check, and build."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from dossier.checks import preserved_quotes
from dossier.checks.quotation_search import Match, NormalisedText, find_quotation
from dossier.cli import main
from tests.shared.places import ROOT

SCRIPT = ROOT / "benchmarks" / "synthetic.py"


def test_a_synthetic_dossier_has_no_problem_and_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, again = tmp_path / "first", tmp_path / "second"
    for folder in (root, again):
        subprocess.run([sys.executable, str(SCRIPT), str(folder), "60"], check=True)
    assert _files(root) == _files(again)
    assert main(["check", "--strict", "--root", str(root)]) == 0, capsys.readouterr().out
    assert "0 errors, 0 warnings in 60 records" in capsys.readouterr().out
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    pages = {path.parent.name for path in (root / "build/site").rglob("index.html")}
    assert {path.stem for path in (root / "evidence").rglob("*.yaml")} <= pages


def test_each_quotation_is_searched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source may have thousands of copies and quotations, so no quotation is searched in every copy."""
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    dossier = import_module("quotations")
    for is_recorded in (True, False):
        root = tmp_path / str(is_recorded)
        dossier.write(root, 30, is_recorded=is_recorded)
        assert main(["check", "--root", str(root)]) == (0 if is_recorded else 1)
    for capture in (tmp_path / "True/evidence/captures").iterdir():
        folder = tmp_path / "True/captures" / capture.stem
        folder.mkdir(parents=True)
        (folder / "text.txt").write_text(dossier.quotation(int(capture.stem[-4:])), "utf-8")
    searches: list[str] = []

    def find(exact: str, text: NormalisedText, **around: str | None) -> tuple[Match, ...]:
        searches.append(exact)
        return find_quotation(exact, text, **around)

    monkeypatch.setattr(preserved_quotes, "find_quotation", find)
    assert main(["check", "--root", str(tmp_path / "True")]) == 0
    assert len(searches) == len(set(searches)) == 30


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
