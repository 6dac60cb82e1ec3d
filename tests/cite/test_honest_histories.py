"""Common histories of cases, as honest authors enter them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dossier.checks import (
    duplicate_citation,
    outdated_story,
    replaced_by,
    reversed_authority,
    standing_evidence,
    undeclared_correction,
    unlinked_appeal,
)
from dossier.cite.fate import fate_of, later_course
from dossier.diagnostics import Severity
from dossier.model import Claim
from dossier.model.claim import LaterHistory
from dossier.model.dates import Edtf
from dossier.model.vocabulary import DecisionLink, HistoryEffect, Role, Standing
from dossier.reading.authorities import authorities
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from tests.cite.test_fate import FIRST, FOURTH, REVERSED, SECOND, THIRD, _claim, _dossier, _history, _source, _step
from tests.cite.test_redacted_numbers import _changed

CLAIM = "CLM-2026-0101"
RESTS_ON = f"It rests on [2023] AVRT 1, {REVERSED}."


def _on(name: str, **more: Any) -> dict[str, Any]:
    return {"source": name, "stance": "supports", "says": "holds it", **more}


def _reversed(folder: Path, *others: dict[str, Any]) -> tuple[Dossier, Claim]:
    """A claim on a judgment that was reversed, and on other sources with these fields."""
    _dossier(folder, **{FIRST: _history(_step("reversed", SECOND), status="reversed")})
    names = [_source(folder / "toy", 1, neutral_citation="[2023] AVRT 1")]
    names += [_source(folder / "toy", number, **fields) for number, fields in enumerate(others, 2)]
    return _claim(folder / "toy", *map(_on, names))


RELEASE = {"type": "webpage", "genre": "press-release", "publisher": "Roads Tribunal", "accessed": "2026-11-20"}
NEWS = {"type": "article-newspaper", "genre": "news", "publication": "The Gazette", "accessed": "2026-11-20"}


@pytest.mark.parametrize(
    ("other", "standing", "rests"),
    [
        # What the forum says elsewhere is no other origin.
        ({**RELEASE, "publisher_body": "roads-tribunal"}, Standing.REPORTED, True),
        ({**RELEASE, "publisher_body": "roads-regulator"}, Standing.REPORTED, False),
        # A newspaper can support what happened, and no finding.
        (NEWS, Standing.REPORTED, False),
        (NEWS, Standing.FOUND_BY_COURT, True),
        (NEWS, Standing.FOUND_BY_REGULATOR, True),
        # Another judgment can.
        ({"neutral_citation": "[2025] AVCA 3"}, Standing.FOUND_BY_COURT, False),
    ],
)
def test_a_finding_rests_on_decisions_and_a_forum_is_one_origin(
    other: dict[str, Any], standing: Standing, rests: bool, tmp_path: Path
) -> None:
    dossier, claim = _reversed(tmp_path, other)
    found = claim.model_copy(update={"standing": standing})
    assert ([each.id for each in authorities(dossier, found)] == [FIRST]) is rests
    assert (later_course(dossier, found) == RESTS_ON) is rests


def test_a_citation_of_a_claim_says_what_became_of_the_claim(tmp_path: Path) -> None:
    """Also if its sources only report the decision."""
    dossier, claim = _reversed(tmp_path)
    fallen = {"later_history": LaterHistory(effect=HistoryEffect.FALLEN, text="Reversed.")}
    told = claim.model_copy(update=fallen)
    assert later_course(dossier, told) == f"{RESTS_ON} What the claim says no longer holds."
    report = _source(tmp_path / "toy", 9, **NEWS)
    dossier, claim = _claim(tmp_path / "toy", _on(report))
    assert later_course(dossier, claim) is None
    assert later_course(dossier, claim.model_copy(update=fallen)) == "What the claim says no longer holds."


def test_joined_cases_may_have_one_citation(tmp_path: Path) -> None:
    citation = {"neutral_citation": "[2023] AVRT 1"}
    dossier = _dossier(tmp_path, **{FIRST: citation, THIRD: citation})
    [same] = duplicate_citation.check(dossier)
    assert f"`{FIRST}` has the same `neutral_citation`" in same.message
    cases = {FIRST: {"case_number": "RT/1"}, THIRD: {"case_number": "RT/2"}}
    assert [*duplicate_citation.check(_changed(dossier, cases))] == []
    assert [*duplicate_citation.check(_changed(dossier, {**cases, THIRD: {"case_number": "RT/1 and RT/2"}}))] != []
    _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1", decision_of=[FIRST, THIRD])
    dossier, _ = _claim(tmp_path / "toy", _on("SRC-2026-0101"))
    assert [*duplicate_citation.check(dossier)] == []


def test_a_claim_on_joined_cases_is_asked_which_it_is_about(tmp_path: Path) -> None:
    _dossier(tmp_path, **{FIRST: _history(_step("reversed", SECOND), status="reversed")})
    judgment = _source(tmp_path / "toy", 1, decision_of=[FIRST, THIRD])
    dossier, claim = _claim(tmp_path / "toy", _on(judgment))
    [asked] = [each for each in reversed_authority.check(dossier) if CLAIM in each.span.path]
    assert "or name in `proceedings` the case that the claim is about" in str(asked.help)
    answered = _changed(dossier, {CLAIM: {"proceedings": (THIRD,)}})
    assert [each for each in reversed_authority.check(answered) if CLAIM in each.span.path] == []
    assert later_course(answered, claim.model_copy(update={"proceedings": (THIRD,)})) is None
    # That it rested on the reversed decision may have been published.
    [change] = undeclared_correction.check(answered, dossier)
    assert change.message.startswith("`proceedings` differs")
    assert FIRST in str(change.help)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        (f"Reversed by {SECOND}.", True),
        ("Reversed by [2024] AVUT 2.", True),
        (f"Reversed by {SECOND}1.", False),
        ("Reversed by [2024] AVUT 21.", False),
        ("Reversed by [2024] AVUT 2A.", False),
    ],
)
def test_a_later_history_names_the_whole_number_of_a_decision(text: str, is_named: bool, tmp_path: Path) -> None:
    dossier, _ = _reversed(tmp_path)
    told = {"later_history": LaterHistory(effect=HistoryEffect.FALLEN, text=text)}
    found = [each for each in reversed_authority.check(_changed(dossier, {CLAIM: told})) if CLAIM in each.span.path]
    assert (found == []) is is_named


@pytest.mark.parametrize(
    ("day", "is_about"), [("2024-02", True), ("2024-02-01", True), ("2024", False), ("2023", False)]
)
def test_a_claim_with_a_year_alone_is_not_taken_to_be_about_the_reversal(
    day: str, is_about: bool, tmp_path: Path
) -> None:
    dated = _history(_step("reversed", SECOND, date="2024-02-01"), status="reversed")
    _dossier(tmp_path, **{FIRST: dated})
    dossier, _ = _claim(tmp_path / "toy", _on(_source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1")))
    about = {CLAIM: {"proceedings": (FIRST, SECOND), "date": Edtf.parse(day)}}
    found = [each for each in reversed_authority.check(_changed(dossier, about)) if CLAIM in each.span.path]
    assert (found == []) is is_about


def test_the_story_goes_by_the_decisions_that_its_claims_rest_on(tmp_path: Path) -> None:
    _reversed(tmp_path)
    subject = tmp_path / "toy/subject.yml"
    story = re.sub("(?m)^    records: .*", f"    records: [{CLAIM}]", subject.read_text("utf-8"), count=1)
    subject.write_text(story, "utf-8")
    dossier, _ = _claim(tmp_path / "toy", _on("SRC-2026-0101"))
    messages = [each.message for each in outdated_story.check(dossier)]
    assert f"`{FIRST}` was reversed by `{SECOND}`, and the story does not say so" in messages


@pytest.mark.parametrize(
    ("first", "second", "is_asked"),
    [
        ("affirmed", "reversed", True),
        ("reversed", "affirmed", True),
        ("reversed", "varied", True),
        ("varied", "affirmed", True),
        ("remitted", "affirmed", False),
        ("affirmed", "affirmed", False),
    ],
)
def test_a_court_in_the_middle_is_asked_about(first: str, second: str, is_asked: bool, tmp_path: Path) -> None:
    history = _history(_step(first, SECOND), _step(second, THIRD))
    dossier = _dossier(tmp_path, **{FIRST: history})
    found = [each.message for each in unlinked_appeal.check(dossier) if "after" in each.message]
    assert bool(found) is is_asked
    entered = _dossier(tmp_path / "entered", **{FIRST: history, SECOND: _history(_step("reversed", THIRD))})
    assert [each for each in unlinked_appeal.check(entered) if "after" in each.message] == []


def test_a_judgment_with_an_appellant_is_an_appeal(tmp_path: Path) -> None:
    parties = [{"described_as": "A resident", "role": Role.APPELLANT.value}]
    for kind, named, is_asked in (("decision", {}, True), ("decision", _history(_step("affirmed", SECOND)), False)):
        folder = tmp_path / f"{kind}-{is_asked}"
        dossier = _dossier(folder, **{FIRST: named, SECOND: {"kind": kind, "parties": parties}})
        path = f"{SECOND}.yaml"
        found = [each for each in unlinked_appeal.check(dossier) if each.span.path.endswith(path)]
        assert bool(found) is is_asked


def test_a_later_decision_with_the_same_title_is_asked_about(tmp_path: Path) -> None:
    """An author may enter an appeal as a decision without parties."""
    court = {"kind": "decision", "forum": "roads-regulator"}
    apart = {name: {"kind": "decision", "title": name} for name in (THIRD, FOURTH)}
    for number, (first, second, is_asked) in enumerate(
        (
            ({}, court, True),
            (_history(_step("affirmed", SECOND)), court, False),
            ({}, {**court, "forum": "roads-tribunal"}, False),
            ({}, {**court, "title": "Cole v Dean"}, False),
            ({}, {**court, "title_basis": "described"}, False),
            ({}, {**court, "decided": "2022-01-01"}, False),
        )
    ):
        dossier = _dossier(tmp_path / str(number), **{FIRST: {"kind": "decision", **first}, SECOND: second, **apart})
        found = [each.message for each in unlinked_appeal.check(dossier) if each.span.path.endswith(f"{SECOND}.yaml")]
        said = f"`{FIRST}` of another forum has the same title, and no `history` links the two"
        assert found == ([said] if is_asked else [])


def test_the_record_that_replaces_a_proceeding_keeps_its_reversal(tmp_path: Path) -> None:
    gone = {"withdrawn": {"date": "2026-11-01", "reason": "Entered twice.", "replaced_by": THIRD}}
    for relation, kept, is_asked in (
        ("reversed", {}, True),
        ("appealed-to", {}, True),
        ("affirmed", {}, False),
        ("reversed", _history(_step("varied", SECOND)), False),
    ):
        folder = tmp_path / f"{relation}-{is_asked}"
        dossier = _dossier(folder, **{FIRST: {**_history(_step(relation, SECOND)), **gone}, THIRD: kept})
        messages = [(each.message, each.severity) for each in replaced_by.check(dossier)]
        said = f"`{THIRD}` takes the place of this record, and its `history` does not name {SECOND}"
        assert messages == ([(said, Severity.WARNING)] if is_asked else [])


def test_a_finding_of_a_regulator_names_the_decision_or_its_proceeding(tmp_path: Path) -> None:
    _dossier(tmp_path)
    release = {**RELEASE, "publisher": "Roads Regulator", "publisher_body": "roads-regulator"}
    dossier, _ = _claim(tmp_path / "toy", _on(_source(tmp_path / "toy", 1, **release)))
    finding = {"standing": Standing.FOUND_BY_REGULATOR}
    for change, is_enough in (
        ({}, False),
        ({"standing_reason": "The newspaper prints it."}, False),
        ({"proceedings": (FIRST,)}, True),
    ):
        changed = _changed(dossier, {CLAIM: {**finding, **change}})
        found = [each for each in standing_evidence.check(changed) if CLAIM in each.span.path]
        assert (found == []) is is_enough
    for named, is_enough in (((FIRST,), True), (DecisionLink.NONE_ON_RECORD, False)):
        changed = _changed(dossier, {CLAIM: finding, "SRC-2026-0101": {"decision_of": named}})
        assert ([each for each in standing_evidence.check(changed) if CLAIM in each.span.path] == []) is is_enough


def test_a_decision_under_an_appeal_that_is_not_on_record_has_no_known_course(tmp_path: Path) -> None:
    for number, (more, treatment) in enumerate(
        (
            ({"status": "under-appeal"}, Treatment.COURSE_NOT_KNOWN),
            ({"status": "under-appeal", **_history(_step("appealed-to", SECOND))}, None),
            ({"status": "decided"}, None),
        )
    ):
        folder = tmp_path / str(number)
        dossier = _dossier(folder, **{FIRST: more, SECOND: {"status": "pending", "decided": None}})
        proceeding = dossier.proceeding(FIRST)
        assert proceeding is not None
        fate = fate_of(dossier, proceeding)
        assert (fate and fate.treatment) is treatment
