"""Pictures show what the text of their pages says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.cite.fate import fate_of, fate_of_record
from dossier.model import Claim
from dossier.model.claim import LaterHistory
from dossier.model.labels import capitalised
from dossier.model.vocabulary import HistoryEffect, Stance, Standing
from dossier.pages.claim import claim_content
from dossier.pages.content import Paragraph
from dossier.pages.course import course, members_of_case
from dossier.pages.page_content import PageContent
from dossier.pages.pictures.course_picture import CourseDrawing, course_picture
from dossier.pages.pictures.marks import Mark, mark_of_claim
from dossier.pages.pictures.picture import Picture
from dossier.pages.pictures.support_picture import SupportDrawing, support_picture
from dossier.pages.pictures.time_picture import TimeDrawing, spans_of, time_picture
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding import proceeding_content
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.later_steps import Treatment
from dossier.reading.load import load
from dossier.releases.freeze.paragraphs import frozen_sections
from tests.shared.then_and_now import add_pending_appeal
from tests.shared.toy import DAY, TOY, copy_toy

NAMES = tuple(f"PRO-2026-000{number}" for number in range(5, 9))
FIRST, SECOND, THIRD, FOURTH = NAMES
REVERSED = {"relation": "reversed", "affects": {"extent": "whole"}}
IN_PART = {"relation": "reversed", "affects": {"extent": "part", "on": "the costs"}}
AFFIRMED = {"relation": "affirmed"}
WITHDRAWN = {"withdrawn": {"date": "2026-11-01", "reason": "No such decision."}}
CLAIM = "CLM-2026-0010"


def to(name: str, relation: dict[str, Any]) -> dict[str, Any]:
    return {**relation, "proceeding": name}


def with_case(folder: Path, **changes: dict[str, Any]) -> Dossier:
    """The toy dossier with four more decisions, of which these have other fields."""
    root = copy_toy(folder / "dossier")
    for number, (name, word) in enumerate(zip(NAMES, ("first", "second", "third", "fourth"), strict=True), start=1):
        record = {
            "id": name,
            "kind": "appeal",
            "title": "Ashby v Vale",
            "forum": "roads-tribunal",
            "neutral_citation": f"[202{number}] AVUT {number}",
            "decided": f"202{number}-01-01",
            "status": "decided",
            "status_checked": {"on": "2026-11-20"},
            **changes.get(word, {}),
        }
        (root / f"evidence/proceedings/{name}.yaml").write_text(json.dumps(record), "utf-8")
    return load(root, DAY).dossier


def picture_of_case(dossier: Dossier, name: str) -> Picture:
    picture = course_picture(dossier, course(dossier, name), name)
    assert picture is not None
    return picture


def course_drawing(picture: Picture) -> CourseDrawing:
    assert isinstance(picture.drawing, CourseDrawing)
    return picture.drawing


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        pytest.param(
            {"first": {"history": [to(SECOND, REVERSED)], "status": "reversed"}},
            (Mark.CROSSED, Mark.FILLED),
            id="reversed",
        ),
        pytest.param(
            {
                "first": {"history": [to(SECOND, REVERSED)], "status": "decided"},
                "second": {"history": [to(THIRD, REVERSED)], "status": "reversed"},
            },
            (Mark.RESTORED, Mark.CROSSED, Mark.FILLED),
            id="reversed, and the reversal set aside",
        ),
        pytest.param(
            {
                "first": {"history": [to(SECOND, AFFIRMED)], "status": "reversed"},
                "second": {"history": [to(THIRD, REVERSED)], "status": "reversed"},
            },
            (Mark.CROSSED, Mark.CROSSED, Mark.FILLED),
            id="affirmed by a decision that was reversed",
        ),
        pytest.param({"first": {"history": [to(SECOND, IN_PART)]}}, (Mark.HALF, Mark.FILLED), id="in part"),
        pytest.param(
            {"first": {"history": [to(SECOND, AFFIRMED)]}, "second": {"status": "pending", "decided": None}},
            (Mark.FILLED, Mark.OPEN),
            id="pending",
        ),
        pytest.param(
            {"first": {"history": [to(SECOND, AFFIRMED)]}, "second": {"status": "not-known"}},
            (Mark.FILLED, Mark.QUESTION),
            id="not known",
        ),
        pytest.param(
            {
                "first": {"history": [to(SECOND, {"relation": "appealed-to"})], "status": "under-appeal"},
                "second": {"status": "pending", "decided": None},
            },
            (Mark.APPEALED, Mark.OPEN),
            id="under appeal",
        ),
        pytest.param(
            {
                "first": {"history": [to(SECOND, REVERSED)], "status": "under-appeal"},
                "second": {"history": [to(THIRD, REVERSED)], "status": "reversed"},
            },
            (Mark.APPEALED, Mark.CROSSED, Mark.FILLED),
            id="restored, and under appeal again",
        ),
        pytest.param(
            {"first": {"history": [to(SECOND, REVERSED)]}, "second": WITHDRAWN},
            (Mark.QUESTION, Mark.FILLED),
            id="reversed by a decision whose record was withdrawn",
        ),
    ],
)
def test_a_case_shows_what_became_of_each_step(
    tmp_path: Path, changes: dict[str, dict[str, Any]], marks: tuple[Mark, ...]
) -> None:
    without_nothing = {word: {k: v for k, v in fields.items() if v is not None} for word, fields in changes.items()}
    dossier = with_case(tmp_path, **without_nothing)
    picture = picture_of_case(dossier, FIRST)
    steps = course_drawing(picture).steps
    by_name = {step.proceeding.identifier: step for step in steps}
    assert {name: step.mark for name, step in by_name.items()} == dict(zip(NAMES, marks, strict=False))
    for name, step in by_name.items():
        proceeding = dossier.proceeding(name)
        assert proceeding is not None
        fate = fate_of(dossier, proceeding)
        # Its words are those of its page, and its status is not said twice.
        assert step.status == proceeding.status.label
        assert step.fate in {"" if fate is None else capitalised(fate.treatment.value), ""}
        assert fate is None or capitalised(fate.treatment.value) in {step.fate, step.status}
        assert step.proceeding.is_withdrawn == (proceeding.withdrawn is not None)
    # Each mark is explained, and no other.
    for mark in Mark:
        assert (mark.meaning in picture.caption) == (mark in marks), mark


def test_a_case_has_all_its_steps_and_what_each_did_to_earlier_steps(tmp_path: Path) -> None:
    dossier = with_case(
        tmp_path,
        first={"history": [to(THIRD, {"relation": "appealed-to"}), to(THIRD, IN_PART)]},
        second={"history": [to(THIRD, REVERSED)], "status": "reversed"},
        third={"history": [to(FOURTH, {"relation": "refused"})]},
    )
    for name in NAMES:
        picture = picture_of_case(dossier, name)
        drawing = course_drawing(picture)
        assert set(drawing.records) == members_of_case(dossier, name) == set(NAMES)
        assert [row.record for row in picture.table.rows] == list(drawing.records)
        assert [step.proceeding.identifier for step in drawing.steps if step.is_current] == [name]
        assert {(each.earlier, each.later): (each.words, each.is_decision) for each in drawing.connections} == {
            (0, 2): ("On appeal from 1; Reverses 1 in part (the costs)", True),
            (1, 2): ("Reverses 2 as a whole", True),
            (2, 3): ("Refuses an appeal from 3", False),
        }
    # The table has the words of the list of the case.
    assert "Reversed in part (the costs) by Ashby v Vale" in plain_text(picture.table.rows[0].cells[-1].text)
    assert course_picture(dossier, course(dossier, FIRST)[:1], FIRST) is None


def test_only_what_a_later_decision_changed_is_counted(tmp_path: Path) -> None:
    dossier = with_case(
        tmp_path,
        first={"history": [to(SECOND, {"relation": "continued-in"})]},
        second={"history": [to(THIRD, REVERSED)], "status": "reversed"},
    )
    picture = picture_of_case(dossier, FIRST)
    assert course_drawing(picture).steps[0].mark is Mark.HALF
    assert picture.description.endswith("Later decisions changed 1 of them.")


def reversed_source(dossier: Dossier) -> str:
    """A source that is a reversed decision."""
    fates = ((entry.record.id, fate_of_record(dossier, entry.record)) for entry in dossier.sources())
    return next(name for name, fate in fates if fate is not None and fate.treatment is Treatment.REVERSED)


@pytest.mark.parametrize(
    ("effect", "mark"), [("fallen", Mark.EMPTY_SQUARE), ("undisturbed", Mark.SQUARE), (None, Mark.EMPTY_SQUARE)]
)
def test_a_claim_that_fell_or_rests_on_a_reversed_decision_is_marked(effect: str | None, mark: Mark) -> None:
    dossier = load(TOY, DAY).dossier
    claim = dossier.entries["CLM-2026-0005"].record
    assert isinstance(claim, Claim)
    evidence = claim.evidence[0].model_copy(update={"source": reversed_source(dossier), "stance": Stance.SUPPORTS})
    history = None if effect is None else LaterHistory(effect=HistoryEffect(effect), text="The appeal was allowed.")
    changed = claim.model_copy(
        update={"standing": Standing.REPORTED, "evidence": (evidence,), "later_history": history, "withdrawn": None}
    )
    assert mark_of_claim(dossier, changed) is mark


def test_the_picture_of_support_says_what_became_of_decisions_and_what_is_pending(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    add_pending_appeal(root)
    dossier = load(root, DAY).dossier
    claim = dossier.entries["CLM-2026-0005"].record
    assert isinstance(claim, Claim)
    names = (reversed_source(dossier), "SRC-2026-0003")
    cited = (claim.evidence[0].model_copy(update={"source": name, "stance": Stance.SUPPORTS}) for name in names)
    picture = support_picture(dossier, claim.model_copy(update={"evidence": (*claim.evidence, *cited)}))
    assert picture is not None
    assert isinstance(picture.drawing, SupportDrawing)
    fates = {each.source.identifier: each.fate for each in picture.drawing.sources}
    assert fates[names[0]].startswith("Reversed ")
    assert " Appeal pending: " in fates[names[0]]
    assert fates[names[1]].startswith("Appeal pending: ")
    assert {fate for name, fate in fates.items() if name not in names} == {""}
    told = {row.record: plain_text(row.cells[-1].text) for row in picture.table.rows}
    assert {name: told[name] for name in names} == {name: fates[name] for name in names}


def content_of_claim(dossier: Dossier, name: str) -> PageContent:
    return claim_content(dossier, dossier.entries[name])  # type: ignore[arg-type]


def drawn_support(dossier: Dossier, name: str) -> SupportDrawing:
    picture = support_picture(dossier, dossier.entries[name].record)  # type: ignore[arg-type]
    assert picture is not None
    assert [row.record for row in picture.table.rows] == list(picture.drawing.records)
    assert isinstance(picture.drawing, SupportDrawing)
    return picture.drawing


def test_a_source_is_an_origin_only_if_that_is_recorded(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    evidence = [
        # It goes back to 0007.
        {"source": "SRC-2026-0001", "stance": "supports"},
        # Nobody looked into it.
        {"source": "SRC-2026-0005", "stance": "supports"},
        # Somebody looked, and found no earlier source.
        {"source": "SRC-2026-0011", "stance": "contradicts"},
        # For this fact it goes back to another source.
        {"source": "SRC-2026-0012", "stance": "contradicts", "origin": "SRC-2026-0011"},
        {"source": "SRC-2026-0013", "stance": "context"},
    ]
    claim = {
        "id": CLAIM,
        "statement": "Ashby Vale Council kept plates.",
        "date": "2024",
        "standing": "disputed",
        "standing_reason": "The sources differ.",
        "evidence": [{**each, "says": "speaks of it"} for each in evidence],
        "adverse_to": [],
    }
    (root / f"evidence/claims/{CLAIM}.yaml").write_text(json.dumps(claim), "utf-8")
    dossier = load(root, DAY).dossier
    drawing = drawn_support(dossier, CLAIM)
    found = {
        each.source.identifier: (
            each.side and each.side.value,
            each.is_origin,
            [one.identifier for one in each.earlier],
        )
        for each in drawing.sources
    }
    assert found == {
        "SRC-2026-0001": ("supports", False, ["SRC-2026-0007"]),
        "SRC-2026-0005": ("supports", False, []),
        "SRC-2026-0011": ("contradicts", True, []),
        "SRC-2026-0012": ("contradicts", False, ["SRC-2026-0011"]),
        "SRC-2026-0007": (None, True, []),
    }
    assert [each.source.identifier for each in drawing.sources if each.origins is None] == ["SRC-2026-0005"]
    picture = support_picture(dossier, dossier.entries[CLAIM].record)  # type: ignore[arg-type]
    assert picture is not None
    origins = {row.record: plain_text(row.cells[2].text) for row in picture.table.rows}
    assert origins["SRC-2026-0005"] == "Nobody looked into what it goes back to"
    assert origins["SRC-2026-0011"] == "Recorded origin"
    assert picture.description.endswith(" 2 against it.")
    assert "Sources that give context only are not shown." in picture.caption
    # It says what the text before it says.
    (section,) = (each for each in content_of_claim(dossier, CLAIM).sections if each.name == "independence")
    assert section.blocks[-1] == picture
    first = section.blocks[0]
    assert isinstance(first, Paragraph)
    assert picture.description.startswith(plain_text(first.text))


def test_a_claim_with_one_source_has_no_picture() -> None:
    dossier = load(TOY, DAY).dossier
    # One source is on both sides of it.
    for name in ("CLM-2026-0002", "CLM-2026-0004"):
        assert support_picture(dossier, dossier.entries[name].record) is None  # type: ignore[arg-type]
    assert drawn_support(dossier, "CLM-2026-0005").records[:2] == ("SRC-2026-0001", "SRC-2026-0006")


def test_a_claim_has_no_picture_if_nobody_looked_into_its_sources() -> None:
    dossier = load(TOY, DAY).dossier
    claim = dossier.entries["CLM-2026-0005"].record
    assert isinstance(claim, Claim)
    assert support_picture(dossier, claim) is not None
    entries = dict(dossier.entries)
    for name in {each.source for each in claim.evidence}:
        old = entries[name]
        entries[name] = entry(old.kind, old.record.model_copy(update={"derived_from": ()}), old.path, old.root)
    changed = link_records(entries, dossier.names, dossier.subject, DAY)
    evidence = tuple(each.model_copy(update={"origin": None}) for each in claim.evidence)
    bare = claim.model_copy(update={"evidence": evidence})
    assert support_picture(changed, bare) is None


def test_pictures_are_never_frozen() -> None:
    dossier = load(TOY, DAY).dossier
    for content in (
        content_of_claim(dossier, "CLM-2026-0005"),
        proceeding_content(dossier, dossier.entries["PRO-2026-0002"]),  # type: ignore[arg-type]
    ):
        pictures = [block for section in content.sections for block in section.blocks if isinstance(block, Picture)]
        assert len(pictures) == 1
        without = replace(
            content,
            sections=tuple(
                replace(each, blocks=tuple(block for block in each.blocks if not isinstance(block, Picture)))
                for each in content.sections
            ),
        )
        assert list(frozen_sections(content, {})) == list(frozen_sections(without, {}))


def test_time_has_each_dated_claim_and_proceeding_once(tmp_path: Path) -> None:
    dossier = with_case(
        tmp_path,
        first={"history": [to(SECOND, REVERSED)], "status": "reversed"},
        third=WITHDRAWN,
        fourth={"kind": "investigation"},
    )
    picture = time_picture(dossier)
    assert picture is not None
    assert isinstance(picture.drawing, TimeDrawing)
    years = [span.words for span in picture.drawing.spans]
    lanes = {lane.name: dict(zip(years, lane.cells, strict=True)) for lane in picture.drawing.lanes}
    assert lanes["Appeals"]["2021"] == (Mark.CROSSED,)
    assert lanes["Appeals"]["2023"] == (Mark.WITHDRAWN,)
    assert Mark.FILLED in lanes["Complaints and investigations"]["2024"]
    # An interval is in the year in which it begins.
    on_forces = [entry.record for entry in dossier.claims() if entry.record.concerns and entry.record.date != "undated"]
    assert sum(map(len, lanes["Claims on forces"].values())) == len(on_forces) > 0
    assert lanes["Claims on forces"]["2024"]
    rows = {row.record: [plain_text(cell.text) for cell in row.cells] for row in picture.table.rows}
    assert list(rows) == years
    appeals = 1 + [lane.name for lane in picture.drawing.lanes].index("Appeals")
    assert rows["2021"][appeals] == "1 (reversed: 1)"
    undated = sum(entry.record.date == "undated" for entry in dossier.claims())
    undated += sum(
        not (each.record.opened or each.record.decided or each.record.published) for each in dossier.proceedings()
    )
    assert picture.caption.endswith(f"Not shown, because their date is not recorded: {undated}.")


@pytest.mark.parametrize(
    ("years", "columns"),
    [
        pytest.param([2020], ["2020"], id="one year"),
        pytest.param([*range(2017, 2027)], [str(year) for year in range(2017, 2027)], id="ten years"),
        pytest.param([1998, *[2020] * 9, 2026], ["before 2018", *map(str, range(2018, 2027))], id="one is much older"),
        pytest.param(
            [1926, 1984, 2025],
            ["1920 to 1939", "1940 to 1959", "1960 to 1979", "1980 to 1999", "2000 to 2019", "2020 to 2039"],
            id="a century",
        ),
    ],
)
def test_at_most_ten_columns_have_all_years(years: list[int], columns: list[str]) -> None:
    spans = spans_of(years)
    assert [span.words for span in spans] == columns
    for year in years:
        assert sum(span.first <= year <= span.last for span in spans) == 1
