"""The number of a reversed judgment is redacted, then released again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cite.test_fate import FIRST, SECOND, _claim, _dossier, _history, _source, _step
from tests.shared.releasing import BRANCH, make_working_clone, runner

JUDGMENT, CLAIM = "SRC-2026-0101", "CLM-2026-0101"
CITATION = "[2023] AVRT 1001"
COURSE = "ater course not known: its number was redacted, so later decisions cannot be linked to it"


def test_a_reversed_judgment_is_not_current_after_its_number_was_redacted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = make_working_clone(tmp_path)
    root, run = works.root, runner(works, capsys, monkeypatch, with_warnings=True)

    reversal = _history(_step("reversed", SECOND), status="reversed", neutral_citation=CITATION)
    _dossier(tmp_path / "made", **{FIRST: reversal})
    for name in (FIRST, SECOND):
        record = tmp_path / f"made/toy/evidence/proceedings/{name}.yaml"
        (root / f"evidence/proceedings/{name}.yaml").write_bytes(record.read_bytes())
    _source(root, 1, neutral_citation=CITATION)
    _claim(root, {"source": JUDGMENT, "stance": "supports", "says": "holds it"})
    claim = root / f"evidence/claims/{CLAIM}.yaml"
    later = f"later_history: {{effect: not-known, text: Nobody looked at {SECOND}.}}\n"
    claim.write_text(f"{claim.read_text('utf-8')}{later}", "utf-8")
    (root / ".gitignore").write_text("/build/\n/captures/\n", "utf-8")
    works.commit()
    run("release", "--first", "--onto", BRANCH)
    assert "revd [2024] AVUT 2" in run("cite", JUDGMENT)

    text = tmp_path / "text"
    text.write_text(CITATION, "utf-8")
    order = ("--text", str(text), "--authority", "Court", "--reason", "order", "--onto", BRANCH)
    run("redact", JUDGMENT, FIRST, CLAIM, *order)
    for path in (root / f"evidence/sources/{JUDGMENT}.yaml", root / f"evidence/proceedings/{FIRST}.yaml"):
        marked = path.read_text("utf-8").replace(f"'{CITATION}'", "'[redacted]'")
        assert "[redacted]" in marked
        path.write_text(marked, "utf-8")
    works.commit()
    assert "revd" not in run("cite", JUDGMENT)
    assert COURSE in run("cite", JUDGMENT)
    assert "0 errors" in run("check", "--base", "HEAD~1")
    run("build", "--published", BRANCH, "--no-search")
    site = root / "build/site"
    for page in (f"claims/{CLAIM}/", f"sources/{JUDGMENT}/", f"status/{CLAIM}/1/", f"status/{JUDGMENT}/1/"):
        assert COURSE in re.sub("</?b>", "", (site / page / "index.html").read_text("utf-8")), page
    known = json.loads((site / "verify/known.json").read_text("utf-8"))["records"]
    assert known[JUDGMENT]["revisions"]["1"]["sentences"] == {"course-not-known": f"L{COURSE}."}
    assert COURSE in known[CLAIM]["revisions"]["1"]["sentences"]["effect-not-known"]
    assert "[[redacted" not in (site / f"r/{JUDGMENT}/1/index.html").read_text("utf-8")
    # The frozen citation loses the reversal, because it is not known any more, and no correction is asked for.
    assert "changed" in run("release", "--onto", BRANCH)
