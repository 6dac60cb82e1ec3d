"""The order of the report of `check`, and checks of single records."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from dossier.checks.explain import codes
from dossier.cli import main
from dossier.commands import STARTED_AS
from tests.shared.places import CASES
from tests.shared.toy import copy_toy, put_subject


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A dossier with an error in a claim, and with warnings in files before and after it."""
    root = shutil.copytree(CASES / "unfilled-blank", tmp_path / "dossier")
    put_subject(root)
    claim = root / "evidence/claims/CLM-2026-0001.yaml"
    shutil.copy(claim, claim.with_stem("CLM-2026-0002"))
    text = claim.read_text("utf-8").replace("CLM-2026-0001", "CLM-2025-NEW-a")
    claim.with_stem("CLM-2025-NEW-a").write_text(text, "utf-8")
    return root


def test_errors_are_the_last_problems_of_a_text(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(mixed), "--format", "full"]) == 1
    out = capsys.readouterr().out
    severities = re.findall(r"(?m)^(error|warning)\[", out)
    assert {"error", "warning"} == set(severities)
    assert severities == sorted(severities, reverse=True)
    assert out.endswith("\n\n1 error, 5 warnings in 4 records\n")
    # Inside each group, and in the other formats, the order is that of the files.
    paths = re.findall(r"(?m)^  --> (\S+?):", out[: out.index("error[")])
    assert paths == sorted(paths)
    assert main(["check", "--root", str(mixed), "--format", "json"]) == 1
    places = [each["place"]["path"] for each in json.loads(capsys.readouterr().out)["diagnostics"]]
    assert places == sorted(places)


def test_a_check_of_some_records_says_in_a_sentence_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(STARTED_AS, raising=False)
    monkeypatch.chdir(copy_toy(tmp_path / "dossier"))
    assert main(["check", "CLM-2026-0001", "--format", "full"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("not compared with all other records, for example to find duplicates: run `dossier check`\n")
    assert [code for code in codes() if code in out] == []
    for arguments in (["check", "--format", "full"], ["check", "CLM-2026-0001", "--format", "json"]):
        assert main(arguments) == 0
        assert "not compared" not in capsys.readouterr().out
