"""`import` turns libraries into sources that `check` reads, guesses nothing, and writes all or none."""

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
from dossier.imports import bibtex as bibtex_file
from dossier.imports import csl_json, csv
from dossier.imports import ris as ris_lines
from dossier.imports.entries import Gathering
from dossier.imports.plan import plan
from dossier.model import Source
from dossier.reading.load import load
from dossier.reading.yaml_nodes import parse
from tests.shared.toy import TOY

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
"""  # noqa: W291  (as the format has it)
CSV = """title,type,url,authors,issued,language
"Searches: ""none"", says force",article-newspaper,https://www.gazette.example/denial,"Berg, Ann; Harbour Union",2020,en
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier without records."""
    made = tmp_path / "dossier"
    made.mkdir()
    return made


def put(root: Path, name: str, content: str | bytes) -> str:
    """The path of a library beside the dossier."""
    path = root.parent / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return str(path)


def written(root: Path) -> dict[str, dict[str, Any]]:
    """The plain values of the sources that were written, by identifier; each is read as `check` reads it."""
    loaded = load(root, DAY)
    assert [one.code for one in loaded.diagnostics if one.code != "no-records"] == []
    found = {}
    for path in sorted((root / "evidence").rglob("*.yaml")):
        parsed = parse(path.read_bytes(), "")
        assert isinstance(parsed.plain, dict)
        found[path.stem] = parsed.plain
    assert found.keys() == loaded.dossier.entries.keys()
    return found


def test_an_item_of_csl_json_becomes_a_source(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", put(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 0
    assert written(root) == {
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
    assert out.splitlines()[-2:] == [
        "evidence/sources/SRC-2026-NEW-searches-none-says-force.yaml",
        "1 written, 0 already there",
    ]


def test_an_entry_of_bibtex_becomes_a_source(root: Path) -> None:
    assert main(["import", put(root, "a.bib", BIBTEX), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written(root).values()
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


def test_the_type_of_a_vague_format_says_no_genre(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", put(root, "a.bib", BIBTEX), "--root", str(root)]) == 1
    assert "`denial` lacks `genre` and `tier`" in capsys.readouterr().out


def test_an_entry_of_ris_becomes_a_source(root: Path) -> None:
    assert main(["import", put(root, "a.ris", RIS.replace("\n", "\r\n")), "--root", str(root)]) == 0
    (source,) = written(root).values()
    assert source["title"] == "Searches: none, says force"
    assert (source["genre"], source["tier"]) == ("news", "secondary")
    assert source["authors"] == [{"family": "Berg", "given": "Ann"}, {"literal": "Harbour Union"}]
    assert (source["issued"], source["pages"]) == ("2020-02-28", "3–5")


def test_a_row_of_csv_becomes_a_source(root: Path) -> None:
    assert main(["import", put(root, "a.csv", CSV), "--root", str(root)]) == 0
    (source,) = written(root).values()
    assert source["title"] == 'Searches: "none", says force'
    assert source["authors"] == [{"family": "Berg", "given": "Ann"}, {"literal": "Harbour Union"}]
    assert source["issued"] == "2020"


def test_what_the_file_does_not_say_is_not_guessed(root: Path) -> None:
    item = {"id": "x", "type": "report", "title": "Plan", "URL": "https://www.harbour.example/plan"}
    assert main(["import", put(root, "a.json", json.dumps([item])), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written(root).values()
    assert source["authors"] == "not-seen"
    assert source["issued"] == "not-seen"
    assert source["checked"] == {"level": "not-opened", "on": "2026-11-23"}


def test_what_others_read_and_reviewed_is_not_taken_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "title,type,url,checked_level,checked_on,reviewed_by\nPlan,report,https://www.harbour.example/,full-text,2026-01-01,Ann\n"
    assert main(["import", put(root, "a.csv", rows), "--root", str(root), *ARGUMENTS]) == 0
    (source,) = written(root).values()
    assert source["checked"]["level"] == "not-opened"
    assert "reviewed" not in source
    assert "warning[import-unmapped]: `checked_level` is not taken over" in capsys.readouterr().out


def test_a_neutral_citation_that_styles_want_in_parts_is_put_together(root: Path) -> None:
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
    assert main(["import", put(root, "a.json", json.dumps([item])), "--root", str(root)]) == 0
    (source,) = written(root).values()
    assert source["neutral_citation"] == "[2023] UKFTT 819 (GRC)"
    assert (source["genre"], source["tier"]) == ("court-judgment", "primary")
    assert "court" not in source


@pytest.mark.parametrize(
    ("there", "also"),
    [
        ("url: https://gazette.example/denial/", {}),
        ("url: https://other.example/\ndoi: 10.1000/ABC", {"DOI": "10.1000/abc", "URL": "https://x.example/"}),
        ("url: https://other.example/\ndoi: 10.1000/ABC", {"URL": "https://doi.org/10.1000/abc"}),
        ("url: https://other.example/\npersistent_url: https://www.gazette.example/denial", {}),
    ],
    ids=["address", "doi", "doi as address", "persistent address"],
)
def test_what_is_there_is_named_and_stays_as_it_is(
    root: Path, capsys: pytest.CaptureFixture[str], there: str, also: dict[str, str]
) -> None:
    folder = root / "evidence" / "sources"
    folder.mkdir(parents=True)
    record = folder / "SRC-2026-0001.yaml"
    record.write_text(
        "id: SRC-2026-0001\ntype: webpage\ngenre: news\ntitle: Other\nauthors: none\nissued: 2020\nlanguage: en\n"
        f"tier: secondary\nchecked: {{level: full-text, on: 2026-01-01}}\n{there}\n",
        encoding="utf-8",
    )
    before = record.read_bytes()
    item = {**ITEM, **also} if "DOI" in also else {key: text for key, text in {**ITEM, **also}.items() if key != "DOI"}
    assert main(["import", put(root, "a.json", json.dumps([item])), "--root", str(root)]) == 0
    assert "`denial` is already there as SRC-2026-0001\n0 written, 1 already there" in capsys.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["SRC-2026-0001.yaml"]
    assert record.read_bytes() == before


def test_a_version_of_a_page_of_another_day_is_another_source(root: Path) -> None:
    items = [{**ITEM, "DOI": "", "issued": {"date-parts": [[year]]}} for year in (2019, 2020, 2020)]
    assert main(["import", put(root, "a.json", json.dumps(items)), "--root", str(root)]) == 0
    assert sorted(one["issued"] for one in written(root).values()) == ["2019", "2020"]


def test_a_second_import_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = put(root, "a.json", json.dumps([ITEM]))
    assert main(["import", library, "--root", str(root)]) == 0
    before = written(root)
    capsys.readouterr()
    assert main(["import", library, "--root", str(root)]) == 0
    assert "0 written, 1 already there" in capsys.readouterr().out
    assert written(root) == before


def test_a_dry_run_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", put(root, "a.json", json.dumps([ITEM])), "--root", str(root), "--dry-run"]) == 0
    assert "1 would be written" in capsys.readouterr().out
    assert list(root.iterdir()) == []


def test_equal_titles_get_names_of_their_own(root: Path) -> None:
    items = [
        {**ITEM, "DOI": "", "title": title, "id": f"x{number}", "URL": f"https://www.gazette.example/{number}"}
        for number, title in enumerate(["אבג", "Same", "Same", "same!"])
    ]
    assert main(["import", put(root, "a.json", json.dumps(items)), "--root", str(root)]) == 0
    assert sorted(written(root)) == [f"SRC-2026-NEW-{name}" for name in ("same", "same-2", "same-3", "x0")]


GOOD = json.dumps(ITEM)
BROKEN: list[tuple[str, str | bytes, str, str]] = [
    ("a.json", '[{"id": "a",\n  "title": }]', "import-syntax", "2:12"),
    ("a.json", f"[{GOOD},\n{GOOD}", "import-syntax", f"2:{len(GOOD) + 1}"),
    ("a.json", f"{GOOD}", "import-syntax", "1:1"),
    ("a.json", f"[{GOOD}]\n[]", "import-syntax", "2:1"),
    ("a.json", f"[{GOOD},\n 7]", "import-syntax", "2:2"),
    ("a.json", "[" * 100_000, "import-syntax", ""),
    ("a.json", "[" + "7" * 100_000 + "]", "import-syntax", "1:2"),
    ("a.json", '[{"id": "a", "id": "b"}]', "import-syntax", ""),
    ("a.json", '[{"id": "a", "x": NaN}]', "import-syntax", ""),
    ("a.json", "[]", "import-syntax", ""),
    ("a.json", "", "import-syntax", "1:1"),
    ("a.json", f'[{GOOD},\n{{\n "title": 7, "author": "Ann"}}]', "import-syntax", "3:14"),
    ("a.json", json.dumps([{**ITEM, "author": [{"given": "Ann"}]}], indent=1), "import-syntax", "6:3"),
    ("a.json", json.dumps([{**ITEM, "URL": "javascript:alert(1)"}], indent=1), "import-value", "35:3"),
    ("a.json", json.dumps([{**ITEM, "issued": {"raw": "last spring"}}], indent=1), "import-value", "16:3"),
    ("a.json", json.dumps([{**ITEM, "issued": {"date-parts": [[2020, 2, 31]]}}], indent=1), "import-value", "16:3"),
    ("a.json", json.dumps([{**ITEM, "issued": {"date-parts": [[2020], [2021]]}}], indent=1), "import-value", "16:3"),
    ("a.json", json.dumps([{**ITEM, "title": "A\u202eB"}], indent=1), "import-value", "5:3"),
    ("a.json", json.dumps([{**ITEM, "title": "A\x00B"}], indent=1), "import-value", "5:3"),
    ("a.json", '[{"id": "a", "title": "\\ud800"}]', "import-value", "1:14"),
    ("a.json", json.dumps([{**ITEM, "language": "English"}], indent=1), "import-value", "37:3"),
    ("a.json", json.dumps([{**ITEM, "title": "x" * 70_000}], indent=1), "import-value", "2:2"),
    ("a.json", json.dumps([{"id": "a", "type": "webpage", "title": "x"}]), "import-missing", "1:2"),
    ("a.json", json.dumps([{**ITEM, "title": "", "URL": "", "DOI": ""}]), "import-missing", "1:2"),
    ("a.bib", "@misc{a,\n title = {x}\n}\n\n@misc{b,\n title = {never closed\n", "import-syntax", "5:1"),
    ("a.bib", "@misc{a, title = {x}, title = {y}}", "import-syntax", "1:1"),
    ("a.bib", "@misc{a, title = {x}}\n@misc{a, title = {y}}", "import-syntax", "2:1"),
    ("a.bib", "@misc{a,\n title = nothing}", "import-syntax", "2:1"),
    ("a.bib", "@misc{a,\n\n title = {\\foo{x}}}", "import-syntax", "3:1"),
    ("a.bib", "@misc{a, title = {" + "{" * 5_000 + "}" * 5_000 + "}}", "import-syntax", "1:1"),
    ("a.bib", "@misc{a,\n date = {2020-02-28},\n year = 2019}", "import-syntax", "2:1"),
    ("a.bib", "@misc{a,\n title = {x},\n url = {www.gazette.example}}", "import-value", "3:1"),
    ("a.bib", "@misc{a,\n title = {x},\n year = {forthcoming}}", "import-value", "3:1"),
    ("a.bib", "nothing of the kind", "import-syntax", ""),
    ("a.bib", "@a{" * 20_001, "import-too-large", ""),
    ("a.ris", RIS.replace("ER  - ", ""), "import-syntax", "1:1"),
    ("a.ris", f"{RIS}TI  - x\n", "import-syntax", "15:1"),
    ("a.ris", f"Provider: x\n{RIS}", "import-syntax", "1:1"),
    ("a.ris", RIS.replace("TI  - ", "TY  - NEWS\nTI  - "), "import-syntax", "1:1"),
    ("a.ris", RIS.replace("PY  - 2020", "PY  - 2019"), "import-syntax", "8:1"),
    ("a.ris", RIS.replace("2020", "MMXX"), "import-value", "9:1"),
    ("a.ris", RIS.replace("https://www.gazette.example", "http://localhost"), "import-value", "13:1"),
    ("a.csv", "titel;url\nx;y\n", "import-syntax", "1:1"),
    ("a.csv", "title,title\nx,y\n", "import-syntax", "1:1"),
    ("a.csv", "title," * 500_000, "import-syntax", "1:1"),
    ("a.csv", "title,url\nx\n", "import-syntax", "2:1"),
    ("a.csv", 'title,url\n"x,y\n', "import-syntax", "2:1"),
    ("a.csv", 'title,url\n\n"x\nz",y\nq,https://x.example/\n', "import-value", "3:1"),
    ("a.csv", f"title,url\n{'x' * 200_000},y\n", "import-syntax", "2:1"),
    ("a.csv", "title,url\n", "import-syntax", ""),
    ("a.ris", RIS.encode("utf-16"), "not-utf-8", "1:1"),
    ("a.ris", RIS.replace("Harbour", "Häfen").encode("latin-1"), "not-utf-8", "4:8"),
    ("a.ris", RIS.replace("none", "no\0ne"), "import-syntax", "5:19"),
    ("a.json", b"[" + b" " * 10_000_000, "import-too-large", ""),
    ("a.json", json.dumps([ITEM] * 5_001), "import-too-large", ""),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]}-{case[2]}")
def test_a_faulty_file_is_explained_with_its_line_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str | bytes, str, str]
) -> None:
    name, content, code, place = case
    library = put(root, name, content)
    assert main(["import", library, "--root", str(root), "--genre", "news", "--language", "en"]) == 1
    printed = capsys.readouterr()
    places = re.findall(rf"error\[{code}\]: .+\n  --> {re.escape(library)}:?(\S*)\n", printed.out)
    assert place in places, printed.out
    assert "help: " in printed.out
    assert printed.out.endswith("nothing was written\n")
    assert printed.err == ""
    assert list(root.iterdir()) == []
    assert explanation(code)


def test_one_faulty_entry_keeps_all_from_being_written(root: Path) -> None:
    items = [{**ITEM, "URL": f"https://www.gazette.example/{number}", "DOI": ""} for number in range(20)]
    items[13]["URL"] = "nowhere"
    assert main(["import", put(root, "a.json", json.dumps(items)), "--root", str(root)]) == 1
    assert list(root.iterdir()) == []


def test_a_disk_that_fails_midway_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [{**ITEM, "URL": f"https://www.gazette.example/{number}", "DOI": ""} for number in range(5)]
    library = put(root, "a.json", json.dumps(items))
    real = os.fsync
    left = [3]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    assert main(["import", library, "--root", str(root)]) == 2
    assert left[0] < 0
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_fields_without_a_place_are_reported_once_each(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [{**ITEM, "abstract": "x", "note": "y"}, {**ITEM, "abstract": "z", "type": "song"}]
    assert main(["import", put(root, "a.json", json.dumps(items)), "--root", str(root), *ARGUMENTS]) == 0
    out = capsys.readouterr().out
    assert re.findall(r"warning\[import-unmapped\]: (.+)", out) == [
        "`abstract` is not taken over (2 times)",
        "`note` is not taken over",
        "`type: song` is not taken over",
    ]


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "evidence").mkdir()
    (root / "evidence" / "sources").symlink_to(elsewhere)
    assert main(["import", put(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 2
    assert "is a link" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_a_source_that_cannot_be_read_may_be_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "evidence" / "sources"
    folder.mkdir(parents=True)
    (folder / "SRC-2026-0001.yaml").write_text("id: SRC-2026-0001\n", encoding="utf-8")
    assert main(["import", put(root, "a.json", json.dumps([ITEM])), "--root", str(root)]) == 2
    assert "SRC-2026-0001.yaml cannot be read" in capsys.readouterr().err
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.bib"], "there is no file nowhere.bib"),
        (["."], "does not tell its format"),
        ([".", "--format", "ris"], "there is no file"),
        (["/dev/zero", "--format", "ris"], "there is no file /dev/zero"),
        (["x.bib", "--language", "English"], "language tag"),
    ],
)
def test_misuse_is_refused(root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert main(["import", *arguments, "--root", str(root)]) == 2
    assert words in capsys.readouterr().err


def _read_csl(sources: list[Source]) -> Gathering:
    return csl_json.read(json.dumps([csl.item(one) for one in sources], ensure_ascii=False), "a.json")


def _read_bibtex(sources: list[Source]) -> Gathering:
    return bibtex_file.read(bibtex(sources).decode(), "a.bib")


def _read_ris(sources: list[Source]) -> Gathering:
    return ris_lines.read(ris(sources).decode(), "a.ris")


def _read_csv(sources: list[Source]) -> Gathering:
    table = next(one for one in tables() if one.name == "sources")
    rows: list[Row] = []
    for source in sources:
        plain = source.model_dump(mode="json", exclude_none=True)
        row = {
            "page": "sources/",
            "citation": "x",
            **{key: text for key, text in plain.items() if isinstance(text, str)},
        }
        rows.append(tuple(row.get(column.name) for column in table.columns))
    return csv.read(csv_file(table, rows).decode(), "a.csv")


READERS = {"csl": _read_csl, "bibtex": _read_bibtex, "ris": _read_ris, "csv": _read_csv}

# What breaks a format, and any visible text that a record may hold, white space as an export prints it.
_SHARP = [
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
_SHARP += [
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
_CHARACTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
_PIECES = st.one_of(st.sampled_from(_SHARP), st.text(_CHARACTERS, max_size=5))


def _fits(text: str) -> bool:
    from dossier.reading.text import first_forbidden

    return bool(text) and first_forbidden(text) is None and text.isprintable()


LINES = st.lists(_PIECES, min_size=1, max_size=6).map(lambda parts: " ".join("".join(parts).split())).filter(_fits)
# An apostrophe before a formula is the export's own; one that a title has is given back.
AUTHORS = st.lists(
    st.one_of(
        st.builds(lambda name: {"literal": name}, LINES),
        st.builds(lambda family, given_: {"family": family, "given": given_}, LINES, LINES),
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


def _names(authors: Any) -> list[str]:
    if not isinstance(authors, list):
        return []
    return [
        one.get("literal") or ", ".join([one["family"], *([one["given"]] if "given" in one else [])]) for one in authors
    ]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(title=LINES, authors=AUTHORS, issued=st.sampled_from(["2020-02-28", "2020-02", "2020", "not-seen"]))
@example(title="'=cmd()", authors=[{"literal": "Clear View, Inc."}], issued="2020")
@example(title="a", authors=[{"literal": "ER - ,b"}], issued="2020")
@example(title="{a} \\ b -- c --- d % e $f$ ~g^h_i&j#k", authors=[{"family": "A and B", "given": "{C}"}], issued="2020")
def test_what_was_exported_comes_back(name: str, title: str, authors: list[dict[str, str]], issued: str) -> None:
    source = _source(title, authors, issued)
    gathering = READERS[name]([source])
    assert [one for one in gathering.diagnostics if one.severity is Severity.ERROR] == []
    made = plan(gathering.entries, DEFAULTS, [], [], DAY)
    assert made.diagnostics == ()
    (new,) = made.new
    found = parse(new.content, "").plain
    assert isinstance(found, dict)
    assert found["title"] == title
    assert found["publication"] == title
    assert found["issued"] == issued
    assert found["url"] == source.url
    if name != "csv":  # which has a table of its own for authors
        # RIS puts a comma and a space between the parts of a name, and cannot tell them from those within a part.
        assert [re.sub(" ?, ?", ",", one) for one in _names(found["authors"])] == [
            re.sub(" ?, ?", ",", one) for one in _names(authors)
        ]
    assert made.new == plan(gathering.entries, DEFAULTS, [], [], DAY).new
    # The document that was exported is known by what came back.
    assert plan(gathering.entries, DEFAULTS, [source], [], DAY).new == ()


@pytest.mark.parametrize("read", [csl_json.read, bibtex_file.read, ris_lines.read, csv.read])
@settings(max_examples=150)
@given(
    pieces=st.lists(
        st.sampled_from(
            [*_SHARP, '[{"id":', '"', ":", "[", "]", "\n", "@article{a,", "title = ", "author = {", "\nTY  - JOUR"]
        )
        | st.sampled_from(
            ["\nAU  - ", "\nER  - \n", "title,url\n", "null", "1", "date = {", "\r\n", "(", ")", "@string{x="]
        )
        | st.text(max_size=4),
        max_size=25,
    )
)
def test_no_text_stops_a_reader(read: Callable[[str, str], Gathering], pieces: list[str]) -> None:
    gathering = read("".join(pieces), "a")
    made = plan(gathering.entries, DEFAULTS, [], [], DAY)
    for one in (*gathering.diagnostics, *made.diagnostics):
        assert explanation(one.code)
        assert one.message
        assert one.help


def test_the_toy_dossier_knows_its_own_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "toy"
    shutil.copytree(TOY / "evidence", root / "evidence")
    sources = [
        one.record for one in load(root, DAY).dossier.sources() if one.record.url and not one.record.oj_reference
    ]
    assert len(sources) > 5
    before = sorted(root.rglob("*"))
    for name, content in (
        ("a.json", json.dumps([csl.item(one) for one in sources]).encode()),
        ("a.bib", bibtex(sources)),
        ("a.ris", ris(sources)),
    ):
        assert main(["import", put(root, name, content), "--root", str(root), *ARGUMENTS]) == 0
        assert f"0 written, {len(sources)} already there" in capsys.readouterr().out
    assert sorted(root.rglob("*")) == before


def test_the_limit_of_bytes_is_that_of_the_words() -> None:
    page = explanation("import-too-large") or ""
    assert f"no larger than {import_sources.MAX_BYTES // 1_000_000} MB" in page
