"""Sound entries are written, and the others are listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dossier.checks.explain import explanation
from dossier.cli import main
from dossier.imports.csl_json import read_csl_json
from dossier.imports.plan import plan
from dossier.imports.proposals import proposed
from dossier.model.subject import SUBJECT
from dossier.reading.yaml_nodes import parse
from tests.imports.test_import import BIBTEX, DAY, ITEM, write_library, written_sources
from tests.shared.toy import put_subject


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier without records."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    put_subject(folder)
    return folder


def items(number: int) -> list[dict[str, Any]]:
    """Different items."""
    return [
        {**ITEM, "id": f"e{each}", "URL": f"https://www.gazette.example/{each}", "DOI": ""} for each in range(number)
    ]


def test_an_error_in_one_entry_costs_no_other_entry(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = items(20)
    library[13]["title"] = ""
    path = write_library(root, "a.json", json.dumps(library, indent=1))
    assert main(["import", path, "--root", str(root)]) == 1
    out = capsys.readouterr().out
    line = json.dumps(library, indent=1).split('"id": "e13"')[0].count("\n")
    assert "error[import-missing]: `e13` lacks `title`" in out
    assert f"--> {path}:{line}:" in out
    assert out.endswith("\n19 written, 0 already recorded, 1 left out\n")
    assert len(written_sources(root)) == 19


def test_all_or_none_writes_nothing_if_an_entry_is_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = items(3)
    library[1]["title"] = ""
    path = write_library(root, "a.json", json.dumps(library))
    assert main(["import", path, "--root", str(root), "--all-or-none"]) == 1
    assert capsys.readouterr().out.endswith("nothing was written\n")
    assert [each.name for each in root.iterdir()] == [SUBJECT]
    del library[1]
    assert (
        main(["import", write_library(root, "b.json", json.dumps(library)), "--root", str(root), "--all-or-none"]) == 0
    )
    assert len(written_sources(root)) == 2


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("issued", {"raw": "last spring"}, "not-seen"),
        ("issued", {"date-parts": [[2020, 2, 31]]}, "not-seen"),
        ("issued", {"date-parts": [[2020], [2021]]}, "not-seen"),
        ("issued", {"raw": "14 mai 2021"}, "2021-05-14"),
        ("issued", {"raw": "Decision 2021"}, "not-seen"),
        ("accessed", {"raw": "2021/05/14/17:21:59"}, "2021-05-14"),
        ("accessed", {"raw": "May 2021"}, None),
        ("DOI", "http://doi.acm.org/10.1145/3442188", "10.1145/3442188"),
        ("DOI", "https://doi.org/10.1000.10/123", "10.1000.10/123"),
        (
            "DOI",
            "10.1002/(SICI)1097(1998)49:8<693::AID-AS4>3.0.CO;2-O",
            "10.1002/(SICI)1097(1998)49:8<693::AID-AS4>3.0.CO;2-O",
        ),
        ("DOI", "unknown", None),
        ("language", "English", "en"),
        ("language", "en-us", "en-US"),
        ("language", "Klingonese", "und"),
    ],
)
def test_a_date_a_doi_and_a_language_are_read_or_named(field: str, value: Any, expected: str | None) -> None:
    planned = plan(read_csl_json(json.dumps([{**ITEM, field: value}]), "a.json").entries, {}, (), (), DAY)
    (new,) = planned.new
    written = parse(new.content, "").plain
    assert isinstance(written, dict)
    assert written.get(field.lower()) == expected
    is_lost = expected in (None, "not-seen", "und")
    assert [problem.code for problem in planned.diagnostics] == (["import-unmapped"] if is_lost else [])
    assert planned.left_out == 0
    assert not is_lost or explanation("import-unmapped")


@pytest.mark.parametrize(
    ("values", "is_type_exact", "expected"),
    [
        ({"type": "article-journal"}, True, "academic secondary"),
        ({"type": "article-journal", "publication": "The Guardian"}, False, "news secondary"),
        ({"type": "article-journal", "publication": "Guardian of Law"}, True, "academic secondary"),
        ({"type": "report", "publisher": "Department for Transport"}, True, "official-document secondary"),
        ({"type": "webpage", "publication": "BBC News"}, True, "news secondary"),
        ({"type": "webpage"}, True, "commentary secondary"),
        ({"type": "legal_case"}, True, "court-judgment primary"),
        ({"type": "document"}, True, "commentary secondary"),
    ],
)
def test_genre_and_tier_are_proposed(values: dict[str, str], is_type_exact: bool, expected: str) -> None:
    found = proposed(values, is_type_exact=is_type_exact)
    assert f"{found['genre']} {found['tier']}" == expected
    assert found["language"] == "und"


def test_nothing_that_is_given_is_proposed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--genre", "news", "--tier", "primary", "--language", "fr"]
    assert main(["import", write_library(root, "a.bib", BIBTEX), "--root", str(root), *arguments]) == 0
    assert "proposed" not in capsys.readouterr().out
    (source,) = written_sources(root).values()
    assert (source["genre"], source["tier"], source["language"]) == ("news", "primary", "en")
    second = BIBTEX.replace("denial", "other").replace("Searches", "Reviews")
    assert main(["import", write_library(root, "b.bib", second), "--root", str(root)]) == 0
    assert "(proposed: genre news, tier secondary)" in capsys.readouterr().out
