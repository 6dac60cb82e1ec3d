"""Tests of `import`: what it reads, reports, refuses and writes."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier.checks.explain import explanation
from dossier.cite.formats import csl_json as csl
from dossier.cite.formats.bibtex import bibtex
from dossier.cite.formats.ris import ris
from dossier.cli import main
from dossier.commands import import_sources
from dossier.diagnostics import Severity
from dossier.exports.tables import Row, csv_file, tables
from dossier.imports.bibtex import read_bibtex
from dossier.imports.csl_json import read_csl_json
from dossier.imports.csv import read_csv
from dossier.imports.entries import ImportedLibrary
from dossier.imports.plan import plan
from dossier.imports.ris import read_ris
from dossier.model import Source
from dossier.model.subject import SUBJECT
from dossier.reading.load import load
from dossier.reading.yaml_nodes import parse
from tests.shared.toy import TOY, TOY_SUBJECT, put_subject

DAY = date(2026, 11, 23)
DEFAULTS = {"genre": "news", "tier": "secondary", "language": "en"}
ARGUMENTS = ["--genre", "news", "--tier", "secondary", "--language", "en"]

ITEM = {
    "id": "denial",
    "type": "article-newspaper",
    "title": "Searches: “none”, says force",
    "author": [{"family": "Berg", "given": "Ann", "non-dropping-particle": "van den"}, {"literal": "Harbour Union"}],
    "issued": {"date-parts": [[2020, "2", 28]]},
    "accessed": {"date-parts": [[2026, 11, 1]]},
    "container-title": "The Gazette",
    "URL": "https://www.gazette.example/denial",
    "DOI": "https://doi.org/10.1000/182",
    "language": "en",
}
BIBTEX = r"""% a library
@string{gazette = "The " # {Gazette}}
@article{denial,
  author = {van den Berg, Ann and {Harbour Union} and M{\"u}ller, Jo and {Smith and Sons}},
  title = {{Searches: ``none'', says \emph{force}}},
  journal = gazette,
  year = 2020, month = feb, day = 28,
  url = {https://www.gazette.example/denial\_1},
  pages = {3--5},
  language = {en},
}
"""
RIS = """TY  - NEWS
ID  - denial
AU  - Berg, Ann
AU  - Harbour Union
TI  - Searches: none,
   says force
T2  - The Gazette
PY  - 2020
DA  - 2020/02/28/
SP  - 3
EP  - 5
LA  - en
UR  - https://www.gazette.example/denial
ER  - 
"""  # noqa: W291  (RIS writes the space)
CSV = """title,type,url,authors,issued,language
"Searches: ""none"", says force",article-newspaper,https://www.gazette.example/denial,"Berg, Ann; Harbour Union",2020,en
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier without records."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    put_subject(folder)
    return folder


def write_library(root: Path, name: str, content: str | bytes) -> str:
    """The path of a new library in the folder that holds the dossier."""
    path = root.parent / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return str(path)


def written_sources(root: Path) -> dict[str, dict[str, Any]]:
    """The plain values of the sources that were written, by identifier. `check` must be able to read each of them."""
    loaded = load(root, DAY)
    assert [problem.code for problem in loaded.diagnostics if problem.code != "no-records"] == []
    sources = {}
    for path in sorted((root / "evidence").rglob("*.yaml")):
        parsed = parse(path.read_bytes(), "")
        assert isinstance(parsed.plain, dict)
        sources[path.stem] = parsed.plain
    assert sources.keys() == loaded.dossier.entries.keys()
    return sources


def test_a_csl_json_item_becomes_a_source(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", write_library(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 0
    assert written_sources(root) == {
        "SRC-2026-NEW-searches-none-says-force": {
            "id": "SRC-2026-NEW-searches-none-says-force",
            "type": "article-newspaper",
            "genre": "news",
            "title": "Searches: “none”, says force",
            "authors": [{"family": "van den Berg", "given": "Ann"}, {"literal": "Harbour Union"}],
            "publication": "The Gazette",
            "issued": "2020-02-28",
            "url": "https://www.gazette.example/denial",
            "doi": "10.1000/182",
            "accessed": "2026-11-01",
            "language": "en",
            "tier": "secondary",
            "checked": {"level": "not-opened", "on": "2026-11-23"},
        }
    }
    out = capsys.readouterr().out
    assert out.splitlines()[-3:] == [
        "evidence/sources/SRC-2026-NEW-searches-none-says-force.yaml (proposed: genre news, tier secondary)",
        "look at what is proposed: it is guessed from the type and the publisher of the entry",
        "1 written, 0 already recorded",
    ]


def test_a_bibtex_entry_becomes_a_source(root: Path) -> None:
    assert main(["import", write_library(root, "a.bib", BIBTEX), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written_sources(root).values()
    assert source["title"] == "Searches: “none”, says force"
    assert source["publication"] == "The Gazette"
    assert source["issued"] == "2020-02-28"
    assert source["url"] == "https://www.gazette.example/denial_1"
    assert source["pages"] == "3–5"
    assert source["authors"] == [
        {"family": "van den Berg", "given": "Ann"},
        {"literal": "Harbour Union"},
        {"family": "Müller", "given": "Jo"},
        {"literal": "Smith and Sons"},
    ]


def test_a_ris_entry_becomes_a_source(root: Path) -> None:
    assert main(["import", write_library(root, "a.ris", RIS.replace("\n", "\r\n")), "--root", str(root)]) == 0
    (source,) = written_sources(root).values()
    assert source["title"] == "Searches: none, says force"
    assert (source["genre"], source["tier"]) == ("news", "secondary")
    assert source["authors"] == [{"family": "Berg", "given": "Ann"}, {"literal": "Harbour Union"}]
    assert (source["issued"], source["pages"]) == ("2020-02-28", "3–5")


def test_a_hearing_is_the_record_of_a_parliament(root: Path) -> None:
    entry = "TY  - HEAR\nTI  - Speed cameras\nUR  - https://www.assembly.example/debate\nLA  - en\nER  - \n"
    assert main(["import", write_library(root, "a.ris", entry), "--root", str(root)]) == 0
    (source,) = written_sources(root).values()
    assert (source["type"], source["genre"], source["tier"]) == ("hearing", "parliamentary-record", "primary")


def test_a_csv_row_becomes_a_source(root: Path) -> None:
    # Excel and our own export put a byte-order mark in front.
    assert main(["import", write_library(root, "a.csv", f"\ufeff{CSV}"), "--root", str(root)]) == 0
    (source,) = written_sources(root).values()
    assert source["title"] == 'Searches: "none", says force'
    assert source["authors"] == [{"family": "Berg", "given": "Ann"}, {"literal": "Harbour Union"}]
    assert source["issued"] == "2020"


def test_missing_authors_and_dates_are_recorded_as_not_seen(root: Path) -> None:
    item = {"id": "x", "type": "report", "title": "Plan", "URL": "https://www.harbour.example/plan"}
    assert main(["import", write_library(root, "a.json", json.dumps([item])), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written_sources(root).values()
    assert source["authors"] == "not-seen"
    assert source["issued"] == "not-seen"
    assert source["checked"] == {"level": "not-opened", "on": "2026-11-23"}


def test_reading_and_review_by_other_people_is_not_imported(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "title,type,url,checked_level,checked_on,reviewed_by\nPlan,report,https://www.harbour.example/,full-text,2026-01-01,Ann\n"
    assert main(["import", write_library(root, "a.csv", rows), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written_sources(root).values()
    assert source["checked"]["level"] == "not-opened"
    assert "reviewed" not in source
    assert "warning[import-unmapped]: `checked_level` is not imported" in capsys.readouterr().out


def test_a_neutral_citation_in_two_fields_is_joined(root: Path) -> None:
    item = {
        "id": "x",
        "type": "legal_case",
        "title": "Harbour v Union",
        "issued": {"date-parts": [[2023]]},
        "authority": "UKFTT",
        "number": "819 (GRC)",
        "URL": "https://www.courts.example/819",
        "language": "en",
    }
    assert main(["import", write_library(root, "a.json", json.dumps([item])), "--root", str(root)]) == 0
    (source,) = written_sources(root).values()
    assert source["neutral_citation"] == "[2023] UKFTT 819 (GRC)"
    assert (source["genre"], source["tier"]) == ("court-judgment", "primary")
    assert "court" not in source


@pytest.mark.parametrize(
    ("existing_fields", "item_fields"),
    [
        ("url: https://gazette.example/denial/", {}),
        ("url: https://other.example/\ndoi: 10.1000/ABC", {"DOI": "10.1000/abc", "URL": "https://x.example/"}),
        ("url: https://other.example/\ndoi: 10.1000/ABC", {"URL": "https://doi.org/10.1000/abc"}),
        ("url: https://other.example/\npersistent_url: https://www.gazette.example/denial", {}),
    ],
    ids=["address", "doi", "doi as address", "persistent address"],
)
def test_an_existing_source_is_named_and_not_changed(
    root: Path, capsys: pytest.CaptureFixture[str], existing_fields: str, item_fields: dict[str, str]
) -> None:
    folder = root / "evidence" / "sources"
    folder.mkdir(parents=True)
    record = folder / "SRC-2026-0001.yaml"
    record.write_text(
        "id: SRC-2026-0001\ntype: webpage\ngenre: news\ntitle: Other\nauthors: none\nissued: 2020\nlanguage: en\n"
        f"tier: secondary\nchecked: {{level: full-text, on: 2026-01-01}}\n{existing_fields}\n",
        encoding="utf-8",
    )
    before = record.read_bytes()
    item = {**ITEM, **item_fields}
    if "DOI" not in item_fields:
        del item["DOI"]
    assert main(["import", write_library(root, "a.json", json.dumps([item])), "--root", str(root)]) == 0
    assert "`denial` is already recorded as SRC-2026-0001\n0 written, 1 already recorded" in capsys.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["SRC-2026-0001.yaml"]
    assert record.read_bytes() == before


def test_a_page_with_another_date_is_another_source(root: Path) -> None:
    items = [{**ITEM, "DOI": "", "issued": {"date-parts": [[year]]}} for year in (2019, 2020, 2020)]
    assert main(["import", write_library(root, "a.json", json.dumps(items)), "--root", str(root)]) == 0
    assert sorted(source["issued"] for source in written_sources(root).values()) == ["2019", "2020"]


def test_a_second_import_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = write_library(root, "a.json", json.dumps([ITEM]))
    assert main(["import", library, "--root", str(root)]) == 0
    before = written_sources(root)
    capsys.readouterr()
    assert main(["import", library, "--root", str(root)]) == 0
    assert "0 written, 1 already recorded" in capsys.readouterr().out
    assert written_sources(root) == before


def test_a_dry_run_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", write_library(root, "a.json", json.dumps([ITEM])), "--root", str(root), "--dry-run"]) == 0
    assert "1 would be written" in capsys.readouterr().out
    assert [path.name for path in root.iterdir()] == [SUBJECT]


def test_sources_with_equal_titles_get_different_identifiers(root: Path) -> None:
    items = [
        {**ITEM, "DOI": "", "title": title, "id": f"x{number}", "URL": f"https://www.gazette.example/{number}"}
        for number, title in enumerate(["אבג", "Same", "Same", "same!"])
    ]
    assert main(["import", write_library(root, "a.json", json.dumps(items)), "--root", str(root)]) == 0
    assert sorted(written_sources(root)) == [f"SRC-2026-NEW-{name}" for name in ("same", "same-2", "same-3", "x0")]


GOOD = json.dumps(ITEM)
# The name and content of a library, the code of the expected error, and its line and column.
BROKEN: list[tuple[str, str | bytes, str, str]] = [
    ("a.json", '[{"id": "a",\n  "title": }]', "import-syntax", "2:12"),
    ("a.json", f"[{GOOD},\n{GOOD}", "import-syntax", f"2:{len(GOOD) + 1}"),
    ("a.json", f"{GOOD}", "import-syntax", "1:1"),
    ("a.json", f"[{GOOD}]\n[]", "import-syntax", "2:1"),
    ("a.json", f"[{GOOD},\n 7]", "import-syntax", "2:2"),
    ("a.json", "[" * 100_000, "import-syntax", ""),
    ("a.json", "[" + "7" * 100_000 + "]", "import-syntax", "1:2"),
    ("a.json", '[{"id": "a", "id": "b"}]', "import-syntax", "1:2"),
    ("a.json", '[{"id": "a", "x": NaN}]', "import-syntax", "1:2"),
    ("a.json", "[]", "import-syntax", ""),
    ("a.json", "", "import-syntax", "1:1"),
    ("a.json", f'[{GOOD},\n{{\n "title": 7, "author": "Ann"}}]', "import-syntax", "3:14"),
    ("a.json", json.dumps([{**ITEM, "author": "Ann"}], indent=1), "import-syntax", "6:3"),
    ("a.json", json.dumps([{**ITEM, "URL": "http://localhost/"}], indent=1), "import-value", "35:3"),
    ("a.json", json.dumps([{**ITEM, "title": "A\u202eB"}], indent=1), "import-value", "5:3"),
    ("a.json", json.dumps([{**ITEM, "title": "A\x00B"}], indent=1), "import-value", "5:3"),
    ("a.json", '[{"id": "a", "title": "\\ud800"}]', "import-value", "1:14"),
    ("a.json", json.dumps([{**ITEM, "title": "x" * 70_000}], indent=1), "import-value", "2:2"),
    ("a.json", json.dumps([{"id": "a", "type": "webpage", "title": "x"}]), "import-missing", "1:2"),
    ("a.json", json.dumps([{**ITEM, "title": "", "URL": "", "DOI": ""}]), "import-missing", "1:2"),
    ("a.bib", "@misc{a,\n title = {x}\n}\n\n@misc{b,\n title = {never closed\n", "import-syntax", "5:1"),
    ("a.bib", "@misc{a,\n title = nothing}", "import-syntax", "2:1"),
    ("a.bib", "@misc{a,\n date = {2020-02-28},\n year = 2019}", "import-syntax", "2:1"),
    ("a.bib", "@misc{a,\n title = {x},\n url = {www.gazette.example}}", "import-value", "3:1"),
    ("a.bib", "nothing of the kind", "import-syntax", ""),
    ("a.bib", "@a{" * 20_001, "import-too-large", ""),
    ("a.ris", f"{RIS}TI  - x\n", "import-syntax", "15:1"),
    ("a.ris", RIS.replace("TI  - ", "TY  - NEWS\nTI  - "), "import-syntax", "1:1"),
    ("a.ris", RIS.replace("PY  - 2020", "PY  - 2019"), "import-syntax", "8:1"),
    ("a.ris", RIS.replace("https://www.gazette.example", "http://localhost"), "import-value", "13:1"),
    ("a.csv", "titel;url\nx;y\n", "import-syntax", "1:1"),
    ("a.csv", "title,title\nx,y\n", "import-syntax", "1:1"),
    ("a.csv", "title," * 500_000, "import-syntax", "1:1"),
    ("a.csv", "title,url\nx\n", "import-syntax", "2:1"),
    ("a.csv", 'title,url\n"x,y\n', "import-syntax", "2:1"),
    ("a.csv", 'title,url\n\n"x\nz",y\nq,https://x.example/\n', "import-value", "3:1"),
    ("a.csv", f"title,url\n{'x' * 200_000},y\n", "import-value", "2:1"),
    ("a.csv", "title,url\n", "import-syntax", ""),
    ("a.ris", RIS.encode("utf-16"), "not-utf-8", "1:1"),
    ("a.ris", RIS.replace("Harbour", "Häfen").encode("latin-1"), "not-utf-8", "4:8"),
    ("a.ris", RIS.replace("none", "no\0ne"), "import-syntax", "5:19"),
    ("a.json", b"[" + b" " * 10_000_000, "import-too-large", ""),
    ("a.json", json.dumps([ITEM] * 5_001), "import-too-large", ""),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]}-{case[2]}")
def test_an_error_in_a_library_is_located_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str | bytes, str, str]
) -> None:
    name, content, code, place = case
    library = write_library(root, name, content)
    assert main(["import", library, "--root", str(root), "--all-or-none"]) == 1
    printed = capsys.readouterr()
    places = re.findall(rf"error\[{code}\]: .+\n  --> {re.escape(library)}:?(\S*)\n", printed.out)
    assert place in places, printed.out
    assert "help: " in printed.out
    assert printed.out.endswith("nothing was written\n")
    assert printed.err == ""
    assert [path.name for path in root.iterdir()] == [SUBJECT]
    assert explanation(code)


def test_nothing_is_left_behind_when_the_disk_is_full(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [{**ITEM, "URL": f"https://www.gazette.example/{number}", "DOI": ""} for number in range(5)]
    library = write_library(root, "a.json", json.dumps(items))
    real_fsync = os.fsync
    writes_left = [3]

    def limited_fsync(handle: int) -> None:
        writes_left[0] -= 1
        if writes_left[0] < 0:
            raise OSError(28, "No space left on device")
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", limited_fsync)
    assert main(["import", library, "--root", str(root)]) == 2
    assert writes_left[0] < 0
    assert [path.name for path in root.rglob("*") if path.is_file()] == [SUBJECT]


def test_each_unmapped_field_is_reported_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [{**ITEM, "abstract": "x", "note": "y"}, {**ITEM, "abstract": "z", "type": "song"}]
    assert main(["import", write_library(root, "a.json", json.dumps(items)), "--root", str(root), *ARGUMENTS]) == 0
    out = capsys.readouterr().out
    assert re.findall(r"warning\[import-unmapped\]: (.+)", out) == [
        "`abstract` is not imported (2 times)",
        "`note` is not imported",
        "`type: song` is not imported",
    ]


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "evidence").mkdir()
    (root / "evidence" / "sources").symlink_to(elsewhere)
    assert main(["import", write_library(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 2
    assert "is a link" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_a_source_that_cannot_be_read_stops_the_import(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "evidence" / "sources"
    folder.mkdir(parents=True)
    (folder / "SRC-2026-0001.yaml").write_text("id: SRC-2026-0001\n", encoding="utf-8")
    assert main(["import", write_library(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 2
    assert "SRC-2026-0001.yaml cannot be read" in capsys.readouterr().err
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.bib"], "there is no file nowhere.bib"),
        (["."], "does not identify its format"),
        ([".", "--format", "ris"], "there is no file"),
        (["/dev/zero", "--format", "ris"], "there is no file /dev/zero"),
        (["x.bib", "--language", "English"], "language tag"),
    ],
)
def test_misuse_is_refused(root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert main(["import", *arguments, "--root", str(root)]) == 2
    assert words in capsys.readouterr().err


def _import_csl(sources: list[Source]) -> ImportedLibrary:
    return read_csl_json(json.dumps([csl.item(source, "") for source in sources], ensure_ascii=False), "a.json")


def _import_bibtex(sources: list[Source]) -> ImportedLibrary:
    return read_bibtex(bibtex(sources, {}).decode(), "a.bib")


def _import_ris(sources: list[Source]) -> ImportedLibrary:
    return read_ris(ris(sources, {}).decode(), "a.ris")


def _import_csv(sources: list[Source]) -> ImportedLibrary:
    table = next(table for table in tables(TOY_SUBJECT) if table.name == "sources")
    rows: list[Row] = []
    for source in sources:
        plain = source.model_dump(mode="json", exclude_none=True)
        row = {
            "page": "sources/",
            "citation": "x",
            **{key: text for key, text in plain.items() if isinstance(text, str)},
        }
        rows.append(tuple(row.get(column.name) for column in table.columns))
    return read_csv(csv_file(table, rows).decode("utf-8-sig"), "a.csv")


IMPORTERS = {"csl": _import_csl, "bibtex": _import_bibtex, "ris": _import_ris, "csv": _import_csv}

# Text with a special meaning in a format.
_SPECIAL = [
    "</script>",
    "=cmd()|' /C calc'!A0",
    "@misc{x,",
    "{",
    "}",
    "\\",
    "\\foo",
    "%",
    "$",
    '"',
    "'",
    "ER  - ",
    " and ",
]
_SPECIAL += [
    "#",
    "~",
    "^",
    "--",
    ",",
    ";",
    "TY  - NEWS",
    "- x",
    "+1",
    "``",
    "<i>",
    "&amp;",
    "\\u0041",
    "ł",
    "漢字",
    "é",
    "]]>",
]
# Any visible text that a record may hold, with single spaces as an export writes them.
_CHARACTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
_PIECES = st.one_of(st.sampled_from(_SPECIAL), st.text(_CHARACTERS, max_size=5))


def _fits(text: str) -> bool:
    from dossier.reading.no_value import is_word_for_nothing
    from dossier.reading.text import first_forbidden

    is_accepted = first_forbidden(text) is None and not is_word_for_nothing(text)
    return bool(text) and is_accepted and text.isprintable()


LINES = st.lists(_PIECES, min_size=1, max_size=6).map(lambda parts: " ".join("".join(parts).split())).filter(_fits)
AUTHORS = st.lists(
    st.one_of(
        st.builds(lambda name: {"literal": name}, LINES),
        # A comma at the end marks a body in RIS.
        st.builds(
            lambda family, given_: {"family": family, "given": given_},
            LINES,
            LINES.filter(lambda text: not text.endswith(",")),
        ),
    ),
    max_size=3,
)


def _source(title: str, authors: list[dict[str, str]], issued: str) -> Source:
    return Source.model_validate(
        {
            "id": "SRC-2026-0001",
            "type": "article-newspaper",
            "genre": "news",
            "title": title,
            "authors": authors or "not-seen",
            "publication": title,
            "issued": issued,
            "url": "https://www.gazette.example/a_b%20c?d=%7Be%7D&f=~g#h",
            "language": "en",
            "tier": "secondary",
            "checked": {"level": "full-text", "on": "2026-01-01"},
        }
    )


def _author_names(authors: Any) -> list[str]:
    if not isinstance(authors, list):
        return []
    return [
        author.get("literal") or ", ".join([author["family"], *([author["given"]] if "given" in author else [])])
        for author in authors
    ]


@pytest.mark.parametrize("name", IMPORTERS)
@settings(max_examples=60)
@given(title=LINES, authors=AUTHORS, issued=st.sampled_from(["2020-02-28", "2020-02", "2020", "not-seen"]))
@example(title="'=cmd()", authors=[{"literal": "Clear View, Inc."}], issued="2020")
@example(title="a", authors=[{"literal": "ER - ,b"}], issued="2020")
@example(title="{a} \\ b -- c --- d % e $f$ ~g^h_i&j#k", authors=[{"family": "A and B", "given": "{C}"}], issued="2020")
def test_an_exported_source_is_imported_unchanged(
    name: str, title: str, authors: list[dict[str, str]], issued: str
) -> None:
    source = _source(title, authors, issued)
    library = IMPORTERS[name]([source])
    assert [problem for problem in library.diagnostics if problem.severity is Severity.ERROR] == []
    import_plan = plan(library.entries, DEFAULTS, [], [], DAY)
    assert import_plan.diagnostics == ()
    (new,) = import_plan.new
    imported = parse(new.content, "").plain
    assert isinstance(imported, dict)
    assert imported["title"] == title
    assert imported["publication"] == title
    assert imported["issued"] == issued
    assert imported["url"] == source.url
    if name != "csv":  # the export has a separate table of authors
        # RIS puts a comma and a space between the parts of a name. A part may contain the same characters.
        assert [re.sub(" ?, ?", ",", author) for author in _author_names(imported["authors"])] == [
            re.sub(" ?, ?", ",", author) for author in _author_names(authors)
        ]
    assert import_plan.new == plan(library.entries, DEFAULTS, [], [], DAY).new
    # The import recognises the source that was exported.
    assert plan(library.entries, DEFAULTS, [source], [], DAY).new == ()


@pytest.mark.parametrize("read", [read_csl_json, read_bibtex, read_ris, read_csv])
@settings(max_examples=150)
@given(
    pieces=st.lists(
        st.sampled_from(
            [*_SPECIAL, '[{"id":', '"', ":", "[", "]", "\n", "@article{a,", "title = ", "author = {", "\nTY  - JOUR"]
        )
        | st.sampled_from(
            ["\nAU  - ", "\nER  - \n", "title,url\n", "null", "1", "date = {", "\r\n", "(", ")", "@string{x="]
        )
        | st.text(max_size=4),
        max_size=25,
    )
)
def test_no_text_makes_a_reader_fail(read: Callable[[str, str], ImportedLibrary], pieces: list[str]) -> None:
    library = read("".join(pieces), "a")
    import_plan = plan(library.entries, DEFAULTS, [], [], DAY)
    for problem in (*library.diagnostics, *import_plan.diagnostics):
        assert explanation(problem.code)
        assert problem.message
        assert problem.help


def test_exported_sources_of_the_toy_dossier_are_already_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "toy"
    shutil.copytree(TOY / "evidence", root / "evidence")
    put_subject(root)
    sources = [
        entry.record
        for entry in load(root, DAY).dossier.sources()
        if entry.record.url and not entry.record.oj_reference
    ]
    assert len(sources) > 5
    before = sorted(root.rglob("*"))
    for name, content in (
        ("a.json", json.dumps([csl.item(source, "") for source in sources]).encode()),
        ("a.bib", bibtex(sources, {})),
        ("a.ris", ris(sources, {})),
    ):
        assert main(["import", write_library(root, name, content), "--root", str(root), *ARGUMENTS]) == 0
        assert f"0 written, {len(sources)} already recorded" in capsys.readouterr().out
    assert sorted(root.rglob("*")) == before


def test_the_explanation_states_the_limit_of_bytes() -> None:
    page = explanation("import-too-large") or ""
    assert f"no larger than {import_sources.MAX_BYTES // 1_000_000} MB" in page


PUBLICATIONS: dict[str, dict[str, Any]] = {
    "doi": {"type": "article-journal", "DOI": "10.1000/182"},
    "volume": {"type": "article-journal", "container-title": "Journal of Roads", "volume": "12"},
    "pages": {"type": "article-newspaper", "container-title": "The Gazette", "page": "B1"},
    "isbn": {"type": "book", "ISBN": "978-0-19-928836-6"},
    "publisher": {"type": "report", "publisher": "Harbour Union"},
    "case_number": {"type": "legal_case", "authority": "Harbour Court", "number": "HC-17"},
}


@pytest.mark.parametrize("field", PUBLICATIONS)
def test_an_entry_needs_no_address_if_its_publication_identifies_it(field: str) -> None:
    entries = [{"id": f"e{number}", "title": "Signs", **PUBLICATIONS[field]} for number in (1, 2)]
    library = read_csl_json(json.dumps(entries), "library.json")
    planned = plan(library.entries, DEFAULTS, (), (), DAY)
    assert not planned.diagnostics
    assert f"\n{field}: " in planned.new[0].content.decode()
    # The second entry is of the same document, unless only its date, which is missing, could show that.
    assert len(planned.new) == (2 if field in {"pages", "publisher", "case_number"} else 1)


def test_an_entry_is_not_found_by_its_publisher_unless_it_is_a_book_or_the_like() -> None:
    entry = {"id": "e", "title": "Signs", "type": "webpage", "publisher": "Harbour Union"}
    planned = plan(read_csl_json(json.dumps([entry]), "library.json").entries, DEFAULTS, (), (), DAY)
    assert [problem.code for problem in planned.diagnostics] == ["import-missing"]


def test_an_isbn_with_a_wrong_check_digit_is_kept_as_the_official_number() -> None:
    entry = {"id": "e", "title": "Signs", "type": "book", "ISBN": "ISBN 978-0-19-928836-5"}
    planned = plan(read_csl_json(json.dumps([entry]), "library.json").entries, DEFAULTS, (), (), DAY)
    assert "\nofficial_id: ISBN 978-0-19-928836-5\n" in planned.new[0].content.decode()
