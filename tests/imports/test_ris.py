"""Tests of imports from RIS, with the habits of its tools."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from dossier.diagnostics import Severity
from dossier.imports.entries import ImportedLibrary
from dossier.imports.plan import plan
from dossier.imports.ris import read_ris

DAY = date(2026, 11, 23)
DEFAULTS = {"genre": "news", "tier": "secondary", "language": "en"}
PAPER = "TY  - JOUR\nAU  - Berg, Ann\nTI  - Signs\nJF  - Journal of Roads\nVL  - 12\nPY  - 2021\n"


def entry(*lines: str, kind: str = "JOUR") -> ImportedLibrary:
    """The library with one entry of these lines."""
    return read_ris("\n".join((f"TY  - {kind}", "TI  - Signs", *lines, "ER  - ", "")), "a.ris")


def values(*lines: str, kind: str = "JOUR") -> dict[str, Any]:
    """The values of the only entry."""
    (only,) = entry(*lines, kind=kind).entries
    assert only.problems == []
    return only.values


def warnings(library: ImportedLibrary) -> list[str]:
    """The names that the library reports as not imported."""
    return [each.message.partition("`")[2].partition("`")[0] for each in library.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n",
        f"\ufeff{PAPER}ER  - \n\ufeff{PAPER.replace('Signs', 'Lines')}ER  - \n",
        f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n".replace("\n", "\r\n"),
        f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n".replace("\n", "\r"),
        f"{PAPER}{PAPER.replace('Signs', 'Lines')}",
        f"1.\n{PAPER}ER  - \n\n2.\n{PAPER.replace('Signs', 'Lines')}ER  - \n",
        (
            "Provider: JSTOR http://www.jstor.org\nDatabase: JSTOR\n\n\n"
            f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n"
        ),
        f"ID  - first\n{PAPER}ER  - \nID  - second\n{PAPER.replace('Signs', 'Lines')}ER  - \n",
        f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n".replace("  - ", " - "),
        f"{PAPER}ER  - \n{PAPER.replace('Signs', 'Lines')}ER  - \n".replace("JOUR", "jour"),
        f"{PAPER}ER  -\n{PAPER.replace('Signs', 'Lines')}ER  -",
    ],
    ids=[
        *("plain", "byte-order marks", "CR LF", "CR alone", "no ends", "numbers of Ovid", "header of JSTOR"),
        *("identifiers before the type", "one space", "lower-case types", "ends without a space"),
    ],
)
def test_every_entry_of_a_file_is_read(text: str) -> None:
    library = read_ris(text, "a.ris")
    assert [each.values["title"] for each in library.entries] == ["Signs", "Lines"]
    for each in library.entries:
        assert each.values["type"] == "article-journal"
        assert each.values["authors"] == [{"family": "Berg", "given": "Ann"}]
        assert (each.values["publication"], each.values["issued"]) == ("Journal of Roads", "2021")
    assert library.problems == []


def test_an_entry_that_is_cut_off_costs_no_other() -> None:
    library = read_ris(f"TY  - JOUR\nAU  - Berg, Ann\n{PAPER}ER  - \n", "a.ris")
    assert [each.values["title"] for each in library.entries] == ["Signs"]
    assert [each.span.line for each in library.problems] == [1]


def test_an_entry_without_a_type_is_a_document_and_is_named() -> None:
    library = read_ris(f"{PAPER.partition(chr(10))[2]}ER  - \n", "a.ris")
    assert [each.values["type"] for each in library.entries] == ["document"]
    assert "TY (missing, read as a document)" in warnings(library)


def test_text_between_entries_is_named() -> None:
    assert "text outside entries" in warnings(read_ris(f"Found in 2021\n{PAPER}ER  - \n", "a.ris"))


def test_the_abbreviation_of_a_receptor_does_not_end_an_entry() -> None:
    library = read_ris(f"{PAPER}N2  - Tumours were\nER - positive\nin 40 cases\nVL  - 12\nER  - \n", "a.ris")
    assert [each.values["volume"] for each in library.entries] == ["12"]
    assert library.problems == []


def test_the_plain_text_of_web_of_science_is_named_as_no_ris() -> None:
    library = read_ris("FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Berg, A\nTI Signs\nER\n", "a.ris")
    assert "begins with `FN`" in library.problems[-1].message


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (["PY  - 2021", "DA  - 2021/05/07/"], "2021-05-07"),
        (["Y1  - 2021/05/07/Friday"], "2021-05-07"),
        (["Y1  - 2021///Spring"], "2021-21"),
        (["DA  - 2021/05//undefined"], "2021-05"),
        (["DA  - DEC", "PY  - 2021"], "2021-12"),
        (["DA  - JUN 15", "PY  - 2015"], "2015-06-15"),
        (["DA  - MAY-JUN", "PY  - 2021"], "2021"),
        (["DA  - Decision", "PY  - 2021"], "2021"),
        (["DA  - 20210507"], "2021-05-07"),
    ],
)
def test_dates_are_as_precise_as_the_tags_together(lines: list[str], issued: str) -> None:
    assert values(*lines)["issued"] == issued


def test_two_dates_that_exclude_each_other_keep_only_their_entry_out() -> None:
    library = read_ris(f"{PAPER}DA  - 2019/01/02/\nER  - \n{PAPER}ER  - \n", "a.ris")
    assert [len(each.problems) for each in library.entries] == [1, 0]
    assert library.problems == []


def test_the_time_of_access_that_zotero_writes_is_left_out() -> None:
    assert values("Y2  - 2021/05/14/17:21:59")["accessed"] == "2021-05-14"


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (["SP  - 13905–13911", "EP  - 13905–13911"], "13905–13911"),
        (["SP  - 12", "EP  - 12"], "12"),
        (["SP  - 12-15"], "12–15"),
        (["SP  - 12", "EP  - 12-15"], "12–15"),
        (["SP  - 3", "EP  - 5"], "3–5"),
    ],
)
def test_pages_are_written_once(lines: list[str], pages: str) -> None:
    assert values(*lines)["pages"] == pages


@pytest.mark.parametrize(
    ("kind", "lines", "expected", "named"),
    [
        ("JOUR", ["M1  - 4"], {"issue": "4"}, []),
        ("JOUR", ["IS  - 2", "M1  - 4"], {"issue": "2"}, ["M1"]),
        ("JOUR", ["M1  - ArticleType: research-article"], {}, ["M1"]),
        ("BILL", ["M1  - HB 17"], {"official_id": "HB 17"}, []),
        ("BOOK", ["SP  - 352"], {}, ["SP"]),
        ("BOOK", ["T2  - Studies in Law", "SN  - 978-0-19-928836-6"], {"isbn": "978-0-19-928836-6"}, ["T2"]),
        ("THES", ["VL  - Ph.D."], {}, ["VL"]),
        ("RPRT", ["SN  - CMND 17"], {"official_id": "CMND 17"}, []),
        ("JOUR", ["SN  - 1553-7358"], {}, ["SN"]),
        ("EBOOK", ["PY  - 2019", "DA  - 2021/05/07"], {"issued": "2019"}, ["DA"]),
    ],
)
def test_a_tag_means_what_it_means_in_the_type(
    kind: str, lines: list[str], expected: dict[str, str], named: list[str]
) -> None:
    library = entry(*lines, kind=kind)
    found = {name: text for name, text in library.entries[0].values.items() if name not in {"type", "title"}}
    assert found == expected
    assert warnings(library) == named


@pytest.mark.parametrize(
    ("lines", "publication"),
    [
        (["JO  - J. Fam. Law", "T2  - Journal of Family Law"], "Journal of Family Law"),
        (["JO  - Journal of Family Law", "JF  - J Fam Law"], "Journal of Family Law"),
        (["JF  - Journal of Family Law", "JO  - JFL", "J2  - J. Fam. Law"], "Journal of Family Law"),
        (["JA  - J. Fam. Law"], "J. Fam. Law"),
    ],
)
def test_the_full_name_of_a_journal_wins(lines: list[str], publication: str) -> None:
    assert values(*lines)["publication"] == publication


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Foo and Bar, Inc.", [{"literal": "Foo and Bar, Inc."}]),
        ("Clear View, L.L.C.", [{"literal": "Clear View, L.L.C."}]),
        ("Department of Health,", [{"literal": "Department of Health"}]),
        ("Department of Health, Education and Welfare", [{"literal": "Department of Health, Education and Welfare"}]),
        ("Smith, John; Doe, Anna", [{"family": "Smith", "given": "John"}, {"family": "Doe", "given": "Anna"}]),
        ("Smith, John and Doe, Anna", [{"family": "Smith", "given": "John"}, {"family": "Doe", "given": "Anna"}]),
        ("Smith, John, et al.", [{"family": "Smith", "given": "John"}]),
        ("Smith, John and others", [{"family": "Smith", "given": "John"}]),
        ("Othersson, Ann", [{"family": "Othersson", "given": "Ann"}]),
        ("King, Martin Luther, Jr.", [{"family": "King", "given": "Martin Luther, Jr."}]),
    ],
)
def test_names_are_read_in_known_forms(text: str, authors: list[dict[str, str]]) -> None:
    assert values(f"AU  - {text}")["authors"] == authors


@pytest.mark.parametrize(("line", "named"), [("AU  - et al.", "AU (et al.)"), ("AU  - Anonymous", "AU (anonymous)")])
def test_a_word_for_more_people_or_for_nobody_is_no_author(line: str, named: str) -> None:
    library = entry(line)
    assert "authors" not in library.entries[0].values
    assert warnings(library) == [named]


@pytest.mark.parametrize("tag", ["A2", "A3", "ED"])
def test_an_editor_is_named_and_is_no_author(tag: str) -> None:
    library = entry(f"{tag}  - Doe, Anna")
    assert "authors" not in library.entries[0].values
    assert warnings(library) == [f"{tag} (editors)"]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("UR  - https://a.example/x;y=1", "https://a.example/x;y=1"),
        ("UR  - https://a.example/; https://b.example/", "https://a.example/"),
        ("UR  - https://a.example/;https://b.example/", "https://a.example/"),
        ("UR  - https://a.example/\nhttps://b.example/", "https://a.example/"),
        ("UR  - <https://a.example/>", "https://a.example/"),
        ("UR  - <Go to ISI>://WOS:000268", None),
        ("UR  - http://dx.doi.org/", None),
        ("L1  - https://a.example/file.pdf", None),
    ],
)
def test_the_first_address_counts(line: str, url: str | None) -> None:
    library = entry(line)
    assert library.entries[0].values.get("url") == url
    assert (url == line.removeprefix("UR  - ").strip("<>")) == (warnings(library) == [])


def test_a_judgment_has_court_number_and_report() -> None:
    lines = ["PB  - 9th Cir.", "SV  - 19-16066", "VL  - 45", "A2  - F.3d", "SP  - 1261", "DA  - 1994/01/31/"]
    found = values(*lines, kind="CASE")
    assert (found["type"], found["court"], found["case_number"]) == ("legal_case", "9th Cir.", "19-16066")
    assert found["report"] == "45 F.3d 1261"
    assert not {"publisher", "publication", "volume", "pages", "official_id", "authors"} & found.keys()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("ECLI:EU:C:2021:483", "ecli", "ECLI:EU:C:2021:483"),
        ("[2023] UKFTT 819 (GRC)", "neutral_citation", "[2023] UKFTT 819 (GRC)"),
        ("2021 CV 1234", "case_number", "2021 CV 1234"),
        ("C-645/19", "case_number", "C-645/19"),
    ],
)
def test_the_number_of_a_judgment_is_put_into_its_own_field(text: str, field: str, value: str) -> None:
    assert values(f"SV  - {text}", kind="CASE")[field] == value


def test_notes_keywords_and_abstracts_are_named_once_each() -> None:
    library = entry("N1  - x", "N1  - y", "AB  - x", "KW  - x", "KW  - y", "KW  - z")
    assert [each.message for each in library.diagnostics] == [
        "`N1` is not imported (2 times)",
        "`AB` is not imported",
        "`KW` is not imported (3 times)",
    ]
    assert {each.severity for each in library.diagnostics} == {Severity.WARNING}


def test_markup_is_removed_and_figures_stay_right() -> None:
    library = read_ris("TY  - JOUR\nTI  - <i>Smith</i> &amp; Co: 10<sup>5</sup>\nER  - \n", "a.ris")
    assert library.entries[0].values["title"] == "Smith & Co: 10⁵"


def test_an_own_export_keeps_what_looks_like_markup() -> None:
    library = read_ris("TY  - JOUR\nID  - SRC-2026-0001\nTI  - The <b>bold</b> &amp; new\nER  - \n", "a.ris")
    assert library.entries[0].values["title"] == "The <b>bold</b> &amp; new"


@pytest.mark.parametrize(
    "text",
    [
        PAPER + "AB  - x\n" + "more of it\n" * 100_000 + "ER  - \n",
        PAPER + "KW  - x\n" * 100_000 + "ER  - \n",
        PAPER + "AU  - <i>; ; and , <sup>&amp;\n" * 100_000 + "ER  - \n",
        "TI  - x\n" * 100_000,
        "ID  - x\nTY  - x\n" * 50_000,
        PAPER + "UR  - " + "; " * 1_000_000 + "\nER  - \n",
        PAPER + "T1  - " + "<i>" * 300_000 + "\nER  - \n",
        PAPER + "AU  - " + "a and " * 300_000 + "\nER  - \n",
        PAPER + "AU  - " + ", " * 500_000 + "et al\nER  - \n",
        PAPER + "SN  - " + "1 " * 1_000_000 + "\nER  - \n",
        "\0" * 1_000_000,
    ],
    ids=range(11),
)
def test_large_and_hostile_text_is_read_in_time(text: str) -> None:
    begin = time.perf_counter()
    library = read_ris(text, "a.ris")
    plan(library.entries, DEFAULTS, [], [], DAY)
    assert time.perf_counter() - begin < 20


def test_editors_are_not_authors_and_no_page_is_no_page() -> None:
    library = entry("AU  - Doe, Jane", "AU  - Poe, Ann eds", "T2  - Roads", "SP  - N.PAG", "EP  - N.PAG")
    assert "authors" not in library.entries[0].values
    assert "pages" not in library.entries[0].values
    assert warnings(library) == ["AU (editors)"]
