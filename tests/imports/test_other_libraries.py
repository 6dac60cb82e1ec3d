"""Tests of imports from CSV of Zotero and from CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dossier.exports.computed_columns import author_names
from dossier.imports.csl_json import read_csl_json
from dossier.imports.csv import read_csv
from dossier.imports.entries import ImportedLibrary
from dossier.model import Source

HEADER = (
    "Key,Item Type,Publication Year,Author,Title,Publication Title,Url,Date,Access Date,Court,Reporter,Volume,Pages,"
    "Number,Extra"
)


def row(**cells: str) -> ImportedLibrary:
    """The library of one row with these cells, whose names have underscores for spaces."""
    named = {name.replace("_", " "): text for name, text in cells.items()}
    line = ",".join(f'"{named.get(name, "")}"' for name in HEADER.split(","))
    return read_csv(f"{HEADER}\n{line}\n", "a.csv")


def item(**members: Any) -> dict[str, Any]:
    """The values of the only item, which has a type and a title unless they are given."""
    library = read_csl_json(json.dumps([{"type": "article-journal", "title": "Signs", **members}]), "a.json")
    (only,) = library.entries
    assert only.problems == []
    return only.values


def test_a_row_of_zotero_becomes_an_entry() -> None:
    library = row(
        Key="ABCD",
        Item_Type="newspaperArticle",
        Author="Berg, Ann; Harbour Union",
        Title="<i>Signs</i>",
        Publication_Title="The Gazette",
        Url="https://a.example/",
        Date="2021-05-14",
        Access_Date="2021-05-15 17:21:59",
    )
    assert library.entries[0].values == {
        "type": "article-newspaper",
        "title": "Signs",
        "authors": [{"family": "Berg", "given": "Ann"}, {"literal": "Harbour Union"}],
        "publication": "The Gazette",
        "url": "https://a.example/",
        "issued": "2021-05-14",
        "accessed": "2021-05-15",
    }
    assert library.diagnostics == []


def test_a_case_of_zotero_has_court_number_and_report() -> None:
    cells = {"Court": "9th Cir.", "Reporter": "F.3d", "Volume": "45", "Pages": "1261", "Number": "19-16066"}
    found = row(Item_Type="case", Title="A v. B", Extra="ECLI: ECLI:EU:C:2021:483", **cells).entries[0].values
    assert found == {
        "type": "legal_case",
        "title": "A v. B",
        "court": "9th Cir.",
        "case_number": "19-16066",
        "report": "45 F.3d 1261",
        "ecli": "ECLI:EU:C:2021:483",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("header", ["title{0}type{0}url", "Title{0}Type{0}URL", "Item Type{0}Title{0}Url"])
def test_the_header_shows_the_separator_and_any_case_will_do(header: str, separator: str) -> None:
    names = header.format(separator).split(separator)
    cells = {"title": "Signs", "type": "webpage", "item type": "webpage", "url": "https://a.example/"}
    text = f"{separator.join(names)}\n{separator.join(cells[name.casefold()] for name in names)}\n"
    assert read_csv(text, "a.csv").entries[0].values == {
        "title": "Signs",
        "type": "webpage",
        "url": "https://a.example/",
    }


def test_a_row_that_is_no_csv_costs_no_other() -> None:
    library = read_csv('title,url\na,https://a.example/\n"b" ,c\nd,https://d.example/\n', "a.csv")
    assert [each.values["title"] for each in library.entries] == ["a", "d"]
    assert [each.span.line for each in library.problems] == [3]


def test_the_authors_of_our_own_table_come_back() -> None:
    authors = [{"family": "Berg", "given": "Ann"}, {"literal": "Foo and Bar, Inc."}, {"literal": "Harbour Union"}]
    source = Source.model_validate(
        {
            "id": "SRC-2026-0001",
            "type": "report",
            "genre": "news",
            "title": "Signs",
            "authors": authors,
            "issued": "2020",
            "url": "https://a.example/",
            "language": "en",
            "tier": "secondary",
            "checked": {"level": "full-text", "on": "2026-01-01"},
        }
    )
    cell = (author_names(source) or "").replace('"', '""')
    library = read_csv(f'id,page,citation,title,authors,author_names\nSRC-2026-0001,x,x,Signs,,"{cell}"\n', "a.csv")
    assert library.entries[0].values["authors"] == authors


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ({"name": "Harbour Union", "sequence": "first"}, {"literal": "Harbour Union"}),
        ({"given": "Ann"}, {"literal": "Ann"}),
        ({"family": "Dupont", "given": "Marie", "suffix": "Jr."}, {"family": "Dupont", "given": "Marie, Jr."}),
        (
            {"family": "Gogh", "given": "Vincent", "dropping-particle": "van"},
            {"family": "Gogh", "given": "Vincent van"},
        ),
    ],
)
def test_names_of_crossref_and_zotero_are_read(name: dict[str, str], author: dict[str, str]) -> None:
    assert item(author=[name])["authors"] == [author]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"issued": {"date-parts": [[None]]}}, {}),
        ({"issued": {"date-parts": [["2021", None]]}}, {"issued": "2021"}),
        ({"issued": {"date-parts": [[2021]], "season": "spring"}}, {"issued": "2021-21"}),
        ({"container-title": ["Roads", "Streets"]}, {"publication": "Roads"}),
        ({"ISBN": ["9780199288366"]}, {"isbn": "9780199288366"}),
        ({"ISBN": "978-0-19-928836-6 0-19-928836-4"}, {"isbn": "978-0-19-928836-6"}),
        ({"number": "e17"}, {}),
        ({"jurisdiction": "PA"}, {}),
        ({"type": "report", "number": "17"}, {"type": "report", "official_id": "17"}),
        ({"type": "journal-article"}, {}),
        ({"title": ['<span class="nocase">Signs</span>']}, {}),
        ({"note": "ECLI: ECLI:EU:C:2021:483"}, {"ecli": "ECLI:EU:C:2021:483"}),
        (
            {"DOI": "10.1002/(SICI)1097(199806)49:8<693::AID>3.0.CO;2-O"},
            {"doi": "10.1002/(SICI)1097(199806)49:8<693::AID>3.0.CO;2-O"},
        ),
        (
            {"type": "legal_case", "authority": "8th Cir.", "container-title": "F.3d", "volume": "883", "page": "725"},
            {"type": "legal_case", "court": "8th Cir.", "report": "883 F.3d 725"},
        ),
    ],
)
def test_members_are_put_into_fields_of_their_meaning(members: dict[str, Any], expected: dict[str, str]) -> None:
    assert item(**members) == {"type": "article-journal", "title": "Signs", **expected}


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "b", "title": "x", "title": "y"}',
        '{"id": "b", "volume": NaN}',
        '{"id": "b", "title": {"x": 1}}',
        '{"id": "b", "title": "x" "y"}',
        "7",
    ],
)
def test_a_broken_item_costs_no_other(broken: str) -> None:
    good = '{"id": "a", "title": "Signs"}'
    library = read_csl_json(f"[{good},\n{broken},\n{good}]", "a.json")
    sound = [each for each in library.entries if not each.problems]
    assert [each.values["title"] for each in sound] == ["Signs", "Signs"]
    assert len(library.problems) + sum(1 for each in library.entries if each.problems) == 1
