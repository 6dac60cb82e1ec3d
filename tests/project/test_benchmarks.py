"""The synthetic dossier of the benchmarks passes the check and builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
