"""Maps, matrices and bars say what pages say, and show gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from dossier.model import FocusBody, Proceeding, Record
from dossier.model.record import Withdrawal
from dossier.model.vocabulary import PenaltyState, Standing, Validity
from dossier.pages.body_lists import focus_list
from dossier.pages.body_said import AnswerMark, marks_of, said_of
from dossier.pages.hubs import hubs
from dossier.pages.names import named_records
from dossier.pages.penalties import penalty_rows
from dossier.pages.pictures.penalty_picture import MOST_BARS, PenaltyDrawing, penalty_picture
from dossier.pages.pictures.picture import Picture
from dossier.pages.pictures.question_matrix import GAP, MOST_BODIES, question_matrix
from dossier.pages.pictures.tile_map import NO_ANSWER, NO_RECORD, NOT_REPORTED, TileMapDrawing, tile_maps
from dossier.pages.plain_text import plain_text
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY

POLICE = "ashby-vale-police"
WITHDRAWN = Withdrawal.model_validate({"date": "2026-11-20", "reason": "Wrong."})


@pytest.fixture(scope="module")
def toy() -> Dossier:
    return load(TOY, DAY).dossier


def with_records(dossier: Dossier, changed: Mapping[str, Record]) -> Dossier:
    """The dossier with these records in the place of others, or as more records like the first of their kind."""
    entries = dict(dossier.entries)
    for name, record in changed.items():
        like = entries.get(name) or next(each for each in entries.values() if type(each.record) is type(record))
        entries[name] = entry(like.kind, record, like.path, like.root)
    names = {name: (each.kind, (each.path,)) for name, each in entries.items()}
    return link_records(entries, names, dossier.subject, dossier.today)


def with_claims(dossier: Dossier, standing: Standing, *, with_withdrawal: bool = False) -> Dossier:
    """The dossier whose claims about the police have this standing, or are withdrawn."""
    claims = {each.record.id: each.record for each in dossier.live_claims() if each.record.concerns}
    withdrawn = WITHDRAWN if with_withdrawal else None
    changes = {"standing": standing, "withdrawn": withdrawn}
    return with_records(dossier, {name: claim.model_copy(update=changes) for name, claim in claims.items()})


def cells(picture: Picture, record: str) -> list[str]:
    """The words of the only row about a record."""
    [row] = (row for row in picture.table.rows if row.record == record)
    return [plain_text(cell.text) for cell in row.cells]


def map_of(dossier: Dossier) -> tuple[Picture, TileMapDrawing]:
    [drawn] = tile_maps(dossier)
    assert drawn.countries == {"gb"}
    assert isinstance(drawn.picture.drawing, TileMapDrawing)
    return drawn.picture, drawn.picture.drawing


def test_a_square_says_what_the_list_says_of_its_body(toy: Dossier) -> None:
    picture, drawing = map_of(toy)
    places = {square.name: (square.place, square.marks) for square in drawing.squares}
    assert places == {
        "Hills": ((1, 0), ()),
        "Ashby Vale": ((0, 1), (AnswerMark.REPORTED, AnswerMark.ANSWERED)),
        "Nether Valley": ((1, 1), ()),
        # A withdrawn record of the country is named below the map, and says nothing any more.
        "none on this map": (None, ()),
    }
    assert [row.record for row in picture.table.rows] == ["", POLICE, "", "county-roads-unit"]
    [row] = (row for row in focus_list(toy).rows if row.record == POLICE)
    assert cells(picture, POLICE)[2:] == [plain_text(cell.text).lower() for cell in row.cells[2:4]]
    assert [plain_text(cell.text) for cell in picture.table.rows[0].cells] == ["Hills", NO_RECORD, "", ""]
    assert NO_RECORD in picture.caption
    assert "a record of 1 of them" in picture.description


@pytest.mark.parametrize(
    ("standing", "mark"),
    [
        (Standing.ALLEGED, AnswerMark.ALLEGED),
        (Standing.REPORTED, AnswerMark.REPORTED),
        (Standing.FOUND_BY_COURT, AnswerMark.REPORTED),
        (Standing.DISPUTED, AnswerMark.CONTESTED),
        (Standing.SUPERSEDED, AnswerMark.CONTESTED),
    ],
)
def test_the_standing_of_a_claim_changes_the_shape_and_the_words(
    toy: Dossier, standing: Standing, mark: AnswerMark
) -> None:
    dossier = with_claims(toy, standing)
    picture, drawing = map_of(dossier)
    assert drawing.squares[1].marks == (mark, AnswerMark.ANSWERED)
    matrix = question_matrix(dossier)
    assert matrix is not None
    words = "reported trial" if standing is Standing.REPORTED else f"reported trial ({standing.label.lower()})"
    assert (cells(picture, POLICE)[2], cells(matrix, POLICE)[1]) == (words, words)
    [found] = (each for each in named_records(dossier) if each.identifier == POLICE)
    assert found.line.endswith(f"; {words}; its own answers: no information held")
    for each in (picture, matrix):
        assert mark.value.lower() in each.caption.lower()


def test_a_withdrawn_claim_leaves_a_gap_that_is_shown(toy: Dossier) -> None:
    dossier = with_claims(toy, Standing.REPORTED, with_withdrawal=True)
    picture, drawing = map_of(dossier)
    assert drawing.squares[1].marks == ()
    assert cells(picture, POLICE)[2:] == [NOT_REPORTED, NO_ANSWER]
    matrix = question_matrix(dossier)
    assert matrix is not None
    assert cells(matrix, POLICE)[1:] == [GAP] * 5
    assert matrix.description == "1 force and 5 questions. 5 answers are missing."
    assert GAP in matrix.caption


def test_a_withdrawn_body_keeps_its_square_and_says_nothing(toy: Dossier) -> None:
    police = toy.body(POLICE)
    assert police is not None
    picture, drawing = map_of(with_records(toy, {POLICE: police.model_copy(update={"withdrawn": WITHDRAWN})}))
    square = drawing.squares[1]
    assert (square.body is not None and square.body.is_withdrawn, square.marks) == (True, ())
    assert cells(picture, POLICE)[2:] == ["", ""]


def test_a_suspended_body_is_not_on_the_map(toy: Dossier) -> None:
    picture, drawing = map_of(toy.without({POLICE}))
    assert POLICE not in drawing.records
    assert "Ashby Vale Police" not in " ".join(
        plain_text(cell.text) for row in picture.table.rows for cell in row.cells
    )
    assert drawing.squares[1].body is None


def test_an_admission_and_a_fallen_report_have_shapes_of_their_own(toy: Dossier) -> None:
    [reported, answered] = said_of(toy, POLICE)
    admission = next(each for each in toy.subject.involvements if each.value == "admission")
    fallen = replace(reported, standings=frozenset({(Standing.REPORTED, True), (Standing.REPORTED, False)}))
    assert marks_of((answered, fallen, replace(answered, involvement=admission))) == (
        AnswerMark.CONTESTED,
        AnswerMark.ADMITTED,
        AnswerMark.ANSWERED,
    )


def test_a_matrix_of_many_bodies_has_the_first_and_says_so(toy: Dossier) -> None:
    police = toy.body(POLICE)
    assert isinstance(police, FocusBody)
    more = {f"body-{number}": police.model_copy(update={"id": f"body-{number}"}) for number in range(MOST_BODIES)}
    matrix = question_matrix(with_records(toy, more))
    assert matrix is not None
    assert len(matrix.drawing.records) == len(matrix.table.rows) == MOST_BODIES
    assert "These are the first 100 of 101 forces." in matrix.caption
    whole = question_matrix(toy)
    assert whole is not None
    assert "These are" not in whole.caption


def test_a_dossier_without_questions_maps_and_penalties_has_no_picture(toy: Dossier) -> None:
    file = toy.subject.file.model_copy(update={"questions": (), "maps": ()})
    dossier = replace(toy, subject=replace(toy.subject, file=file))
    view = hubs(dossier)
    assert (view.question_matrix, view.maps) == (None, ())
    assert penalty_picture(()) is None


def fined(dossier: Dossier) -> Proceeding:
    proceeding = dossier.proceeding("PRO-2026-0002")
    assert proceeding is not None
    return proceeding


def test_sums_in_different_currencies_have_no_common_scale(toy: Dossier) -> None:
    penalty = fined(toy).penalties[0]
    penalties = tuple(
        penalty.model_copy(update={"currency": currency, "amount": Decimal(amount), "paid": None})
        for currency, amount in (("SEK", 9), ("EUR", 5), ("EUR", 7))
    )
    imposed = penalties[0].model_copy(update={"state": PenaltyState.IMPOSED})
    proceeding = fined(toy).model_copy(update={"penalties": (imposed, *penalties[1:])})
    picture = penalty_picture(tuple(penalty_rows(with_records(toy, {proceeding.id: proceeding}))))
    assert picture is not None
    assert isinstance(picture.drawing, PenaltyDrawing)
    panels = [(name, [bar.words for bar in bars]) for name, bars in picture.drawing.panels]
    assert panels == [("EUR", ["EUR 5", "EUR 7"]), ("SEK", ["SEK 9"])]
    [euros, krona] = (bars for _, bars in picture.drawing.panels)
    assert all(bar.is_undone and not bar.is_valid for bar in euros)
    # Imposed by a decision that a tribunal reversed.
    assert (krona[0].state, krona[0].validity, krona[0].payment) == ("Imposed", Validity.NO, None)
    assert [plain_text(row.cells[6].text) for row in picture.table.rows] == ["Not recorded"] * 3
    assert len(picture.table.rows) == len(picture.drawing.records) == 3
    assert "No sum was converted" in picture.caption


def test_the_sum_of_a_withdrawn_record_is_drawn_as_undone(toy: Dossier) -> None:
    penalty = fined(toy).penalties[0].model_copy(update={"state": PenaltyState.IMPOSED})
    changes = {"penalties": (penalty,), "withdrawn": WITHDRAWN}
    proceeding = fined(toy).model_copy(update=changes)
    picture = penalty_picture(tuple(penalty_rows(with_records(toy, {proceeding.id: proceeding}))))
    assert picture is not None
    assert isinstance(picture.drawing, PenaltyDrawing)
    bar = replace(picture.drawing.panels[0][1][0], validity=Validity.YES)
    assert (bar.is_undone, bar.is_valid) == (True, False)
    still_recorded = replace(bar, decision=replace(bar.decision, is_withdrawn=False))
    assert (still_recorded.is_undone, still_recorded.is_valid) == (False, True)
    assert "withdrawn record" in picture.caption


def test_a_picture_of_many_penalties_has_the_newest_and_says_so(toy: Dossier) -> None:
    rows = tuple(penalty_rows(toy)) * (MOST_BARS + 1)
    picture = penalty_picture(rows)
    assert picture is not None
    assert len(picture.table.rows) == MOST_BARS
    assert "These are the newest 40 of 41 penalties." in picture.caption
