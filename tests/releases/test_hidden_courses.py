"""Judgments whose only proceeding is suspended, and claims on them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from dossier.cite.formats.box import FORMATS, CitationFormat
from dossier.cli import main
from tests.cite.test_fate import FIRST, SECOND, _claim, _dossier, _history, _source, _step
from tests.shared.releasing import BRANCH, make_working_clone

JUDGMENT, CLAIM = "SRC-2026-0101", "CLM-2026-0101"
COURSE = "ater course not known: records of it are suspended"
OUTCOME = "The plates stay with the council"
"""Words of the suspended proceeding alone."""
REVERSED = "[2024] AVUT 2"


def test_nothing_tells_the_course_that_a_suspension_hides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = make_working_clone(tmp_path)
    root = works.root
    for name in ("DOSSIER_URL", "DOSSIER_DEBUG", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, works.environment()[name])

    def run(*arguments: str, code: int = 0) -> str:
        found = main([*arguments, "--root", str(root)])
        printed = capsys.readouterr()
        assert found == code, "".join(printed)
        return printed.out if code == 0 else printed.err

    reversal = _history(_step("reversed", SECOND), _step("remitted", SECOND), outcome=OUTCOME, status="reversed")
    _dossier(tmp_path / "made", **{FIRST: reversal, SECOND: {"title": "Vale v Ashby"}})
    _source(root, 1, neutral_citation="[2023] AVRT 1")
    _claim(root, {"source": JUDGMENT, "stance": "supports", "says": "holds it"})
    for name in (FIRST, SECOND):
        record = tmp_path / f"made/toy/evidence/proceedings/{name}.yaml"
        (root / f"evidence/proceedings/{name}.yaml").write_bytes(record.read_bytes())
    (root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    claim = root / f"evidence/claims/{CLAIM}.yaml"
    effect = {"later_history": {"effect": "not-known", "text": "Nobody has looked."}}
    claim.write_text(claim.read_text("utf-8") + yaml.safe_dump(effect), "utf-8")
    works.commit()
    run("release", "--first", "--onto", BRANCH)
    assert f"revd and remitted {REVERSED}" in run("cite", JUDGMENT, "--published", BRANCH)
    run("suspend", FIRST, "--reason", "An order", "--onto", BRANCH)

    for name, form in ((name, form) for name in (JUDGMENT, CLAIM) for form in CitationFormat):
        cited = run("cite", name, "--published", BRANCH, "--style", form)
        assert REVERSED not in cited.replace("&#91;", "[").replace("&#93;", "]"), form
        assert (COURSE in cited) == (name == CLAIM or form in {*FORMATS, CitationFormat.PLAIN}), form
    run("build", "--published", BRANCH, "--no-search")
    site = root / "build/site"
    for path in (f"claims/{CLAIM}/", f"sources/{JUDGMENT}/", f"status/{CLAIM}/1/", f"status/{JUDGMENT}/1/"):
        text = re.sub("</?b>", "", (site / path / "index.html").read_text("utf-8"))
        assert COURSE in text, path
        assert "revd" not in text.partition('id="history"')[0], path
    known = json.loads((site / "verify/known.json").read_text("utf-8"))["records"]
    assert known[JUDGMENT]["revisions"]["1"]["sentences"] == {"course-not-known": f"L{COURSE}."}
    rests = f"It rests on [2023] AVRT 1, l{COURSE}."
    assert known[CLAIM]["revisions"]["1"]["sentences"] == {"effect-not-known": rests}
    formats = json.loads((site / f"api/v1/claims/{CLAIM}.json").read_text("utf-8"))["formats"]["page"]
    assert all(COURSE in text for text in formats.values())
    with_words = [path for path in site.rglob("*") if path.is_file() and OUTCOME.encode() in path.read_bytes()]
    assert with_words == []

    claim.write_text(claim.read_text("utf-8") + f"proceedings: [{FIRST}]\n", "utf-8")
    assert f"the evidence still refers to them:\n  evidence/claims/{CLAIM}.yaml" in run(
        *("cite", JUDGMENT, "--published", BRANCH), code=2
    )
