"""Properties of all citations, and the output of the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cite import (
    Effect,
    Style,
    cite,
    page_citation,
    plain,
)
from dossier.cite.authors_and_titles import in_single_quotes, same_parties
from dossier.cite.pinpoints import parse_pinpoint
from dossier.cite.with_history import cite_source, later_decisions
from dossier.cli import main
from dossier.model.neutral_citation import leading_citation, printed_form
from dossier.model.vocabulary import Relation
from dossier.reading.load import load
from tests.cite.golden.examples import case, page
from tests.shared.toy import DAY, TOY, copy_toy

TITLES = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=60).map(str.strip).filter(bool)


@given(
    year=st.integers(2001, 2099),
    court=st.sampled_from(["UKSC", "EWCA Civ", "EWHC", "UKFTT", "UKUT", "AATA", "NICA"]),
    number=st.integers(1, 9999),
    chamber=st.sampled_from([None, "GRC", "AAC", "Admin", "Ch"]),
    zeros=st.integers(0, 3),
)
def test_a_neutral_citation_is_read_with_any_number_of_zeros(
    year: int, court: str, number: int, chamber: str | None, zeros: int
) -> None:
    end = "" if chamber is None else f" ({chamber})"
    padded = f"[{year}] {court} {'0' * zeros}{number}{end}"
    parsed = leading_citation(padded)
    assert parsed is not None
    citation, rest = parsed
    assert rest == ""
    assert (citation.year, citation.court, citation.number, citation.chamber) == (year, court, number, chamber)
    assert str(citation) == printed_form(padded) == f"[{year}] {court} {number}{end}"
    assert citation.lacks_chamber is (court in {"EWHC", "UKFTT", "UKUT"} and chamber is None)


@pytest.mark.parametrize("text", ["[2023 UKFTT 819", "UKFTT 819", "[2023] UKFTT", "[1990] 1 QB 523", "EU:C:2005:446"])
def test_other_text_is_printed_as_it_is(text: str) -> None:
    assert leading_citation(text) is None
    assert printed_form(text) == text


def test_a_british_citation_gets_its_missing_brackets() -> None:
    assert printed_form("2023 UKFTT 00819 (GRC)") == "[2023] UKFTT 819 (GRC)"
    assert printed_form("2024 BCSC 02311") == "2024 BCSC 2311"


@given(TITLES)
def test_no_word_of_a_title_is_lost(title: str) -> None:
    printed = in_single_quotes(title)
    unquoted = [char for char in title if char not in "\"'“”‘’"]
    assert [char for char in printed if char not in "“”‘’"] == unquoted
    for style in Style:
        text = plain(cite(page(title, issued="2024", official_id="1"), style))
        assert all(word in text for word in "".join(char if char.isalnum() else " " for char in title).split())


@given(TITLES)
def test_a_pinpoint_in_an_unknown_form_is_printed_as_it_was_written(pinpoint: str) -> None:
    if parse_pinpoint(pinpoint) is None:
        for style in Style:
            text = plain(cite(case("A v B", neutral_citation="[2023] UKSC 1"), style, pinpoint))
            assert f", {pinpoint}" in text


@pytest.mark.parametrize(
    "pinpoint",
    [
        "Decision and paragraphs 1 to 3",
        "Ground 3, citing paragraphs 129, 143 and 144 of the decision",
        "title",
        "740 ILCS",
    ],
)
def test_an_ambiguous_pinpoint_is_not_parsed(pinpoint: str) -> None:
    assert parse_pinpoint(pinpoint) is None


def test_the_order_of_parties_does_not_matter() -> None:
    assert same_parties(
        "A Ltd v The Information Commissioner", "Information Commissioner’s Office v A Ltd (B intervening)"
    )
    assert not same_parties("A Ltd v Information Commissioner", "A Ltd v Information Commissioner of Jersey")
    assert not same_parties("A v B", "A v C")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style.OSCOLA5, "‘The “cameras” ran’ (Toy, CLM-2026-0001, 4 March 2027) para 3 <https://toy.example/r/1/>"),
        (Style.OSCOLA4, "‘The “cameras” ran’ (Toy, CLM-2026-0001, 4 March 2027) para 3 <https://toy.example/r/1/>"),
        (Style.BLUEBOOK, "The “cameras” ran, Toy, CLM-2026-0001 ¶ 3 (Mar. 4, 2027), https://toy.example/r/1/"),
    ],
)
def test_a_released_page_is_cited_by_its_permalink(style: Style, expected: str) -> None:
    runs = page_citation(
        'The "cameras" ran.',
        "Toy",
        "CLM-2026-0001",
        permalink="https://toy.example/r/1/",
        released=date(2027, 3, 4),
        style=style,
        pinpoint="paragraph 3",
    )
    assert plain(runs) == expected
    assert [run.href for run in runs if run.href] == ["https://toy.example/r/1/"]


def test_a_judgment_is_cited_with_its_later_history_and_a_cycle_ends(tmp_path: Path) -> None:
    root = _reversed_twice(tmp_path)
    dossier = load(root, DAY).dossier
    later = later_decisions(dossier, "PRO-2026-0002")
    assert [(turn.effects, turn.decision.title) for turn in later] == [
        ((Effect(Relation.REVERSED),), "Ashby Vale Council v Roads Regulator"),
        ((Effect(Relation.REVERSED),), "Roads Regulator v Ashby Vale Council"),
    ]
    source = dossier.source("SRC-2026-0003")
    assert source is not None
    assert plain(cite_source(dossier, source)).endswith("[2025] AVRT 4, [2026] 1 VLR 12, revd [2026] EWCA Civ 9")


def _reversed_twice(folder: Path) -> Path:
    """The toy dossier with a second appeal, whose history refers back to the first."""
    root = folder / "dossier"
    copy_toy(root)
    proceedings = root / "evidence/proceedings"
    third = proceedings / "PRO-2026-0003.yaml"
    text = third.read_text("utf-8")
    assert "history:" not in text
    third.write_text(text + "history: [{relation: reversed, proceeding: PRO-2026-0099}]\n", "utf-8")
    (proceedings / "PRO-2026-0099.yaml").write_text(
        "id: PRO-2026-0099\nkind: appeal\ntitle: Roads Regulator v Ashby Vale Council\nforum: roads-tribunal\n"
        'neutral_citation: "[2026] EWCA Civ 0009"\ndecided: 2026-03-04\nstatus: final\n'
        "status_checked: {on: 2026-11-20}\nhistory: [{relation: affirmed, proceeding: PRO-2026-0003}]\n",
        "utf-8",
    )
    return root


PRINTED = {
    "SRC-2026-0003 --pinpoint [3]-[4]": (
        "Ashby Vale Council v Roads Regulator [2025] AVRT 4, [2026] 1 VLR 12 [3]–[4], revd [2026] EWCA Civ 9\n"
    ),
    "PRO-2026-0002": (
        "Roads Regulator, penalty (KW-17, 11 February 2025), "
        "revd Ashby Vale Council v Roads Regulator [2025] AVRT 4, revd [2026] EWCA Civ 9\n"
    ),
    "SRC-2026-0001 --style bluebook": (
        "Ida Marsh & Vale Gazette staff, Kerbside cameras read number plates for months, "
        "Vale Gazette (Sept. 2, 2024), https://gazette.example.com/2024/09/kerbside?id=7&part=2 "
        "[https://archive.example.net/20240903/kerbside]\n"
    ),
}


@pytest.mark.parametrize("arguments", PRINTED)
def test_the_command_prints_the_later_history(
    arguments: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", "--root", str(_reversed_twice(tmp_path)), *arguments.split()]) == 0
    assert capsys.readouterr().out == PRINTED[arguments]


def test_the_command_warns_if_later_history_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_toy(tmp_path / "toy")
    (root / "evidence/proceedings/PRO-2026-0003.yaml").write_text("id: PRO-2026-0003\nhistory: [\n", "utf-8")
    for name, is_judgment in (("SRC-2026-0003", True), ("SRC-2026-0001", False)):
        assert main(["cite", "--root", str(root), name]) == 0
        printed = capsys.readouterr()
        assert printed.out
        warning = "warning: later decisions may be missing from the citation, because `PRO-2026-0003` cannot be read"
        assert printed.err.startswith(warning) == is_judgment
        assert bool(printed.err) == is_judgment


def test_the_command_cites_the_page_of_a_claim_and_of_a_body(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("CLM-2026-0001", "ashby-vale-police", "roads-regulator"):
        assert main(["cite", "--root", str(TOY), name]) == 0
        printed = capsys.readouterr().out
        assert f", {name}) (unreleased draft)\n" in printed


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("SRC-2026-004", "did you mean `SRC-2026-000"),
        ("CAP-2026-0001", "a preserved copy"),
        ("x::y", "no record is called"),
    ],
)
def test_the_command_refuses_what_it_cannot_cite(name: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "--root", str(TOY), name]) == 2
    assert message in capsys.readouterr().err
