"""Tests of appeals that are pending in the case of a decision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dossier.cite.fate import ONE_SOURCE_IS, RESTS_ON
from dossier.cite.pending_appeals import PendingAppeals, pending_appeals, pending_for_claim
from tests.cite.test_fate import FIRST, FOURTH, SECOND, THIRD, WITHDRAWN, _dossier, _history, _step

TO_THIRD, TO_FOURTH = "[2025] AVCA 3", "[2026] AVSC 4"
PENDING = {"status": "pending"}
UNDER_APPEAL = _history(_step("appealed-to", THIRD), status="under-appeal")
ON_SECOND = {SECOND: UNDER_APPEAL, THIRD: PENDING}
CASES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "nothing": ({}, ()),
    "an appeal": ({FIRST: UNDER_APPEAL, THIRD: PENDING}, (TO_THIRD,)),
    "an appeal that is over": ({FIRST: UNDER_APPEAL}, ()),
    "an appeal from its reversal": ({FIRST: _history(_step("reversed", SECOND)), **ON_SECOND}, (TO_THIRD,)),
    "an appeal from its affirmation": ({FIRST: _history(_step("affirmed", SECOND)), **ON_SECOND}, (TO_THIRD,)),
    "an appeal after an appeal": ({FIRST: _history(_step("appealed-to", SECOND)), **ON_SECOND}, (TO_THIRD,)),
    "an appeal that went on": (
        {
            FIRST: UNDER_APPEAL,
            THIRD: _history(_step("continued-in", FOURTH), status="pending"),
            FOURTH: PENDING,
        },
        (TO_THIRD,),
    ),
    "two appeals": (
        {FIRST: _history(_step("appealed-to", FOURTH), _step("varied", SECOND)), **ON_SECOND, FOURTH: PENDING},
        (TO_FOURTH, TO_THIRD),
    ),
    "an appeal that is not on record": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: {"status": "under-appeal"}},
        ("from [2024] AVUT 2, not on record",),
    ),
    "an appeal whose record was withdrawn": ({FIRST: UNDER_APPEAL, THIRD: {**PENDING, **WITHDRAWN}}, ()),
}


@pytest.mark.parametrize("case", CASES)
def test_appeals_are_pending_from_a_decision_or_a_later_one(case: str, tmp_path: Path) -> None:
    histories, names = CASES[case]
    dossier = _dossier(tmp_path, **histories)
    first = dossier.proceeding(FIRST)
    assert first is not None
    pending = pending_appeals(dossier, first)
    assert (pending.names if pending else ()) == names
    for opening, relation in ((RESTS_ON, "on which it rests"), (ONE_SOURCE_IS, "one of its sources")):
        told = pending_for_claim(dossier, [first], opening)
        expected = f"Appeal pending in the case of [2023] AVRT 1, {relation}: {'; '.join(names)}."
        assert (told.sentence if told else None) == (expected if names else None)


def test_a_sentence_that_is_too_long_still_says_that_an_appeal_is_pending() -> None:
    pending = PendingAppeals((TO_THIRD,), " in the case of [2023] AVRT 1, on which it rests")
    sentences = [pending.short_sentence(longest) for longest in (90, 50, 0)]
    assert sentences == [
        "Appeal pending in the case of [2023] AVRT 1, on which it rests: [2025] AVCA 3.",
        "Appeal pending: [2025] AVCA 3.",
        "Appeal pending (in full on the living page).",
    ]
    of_long_case = PendingAppeals(("a court " * 20,), " in the case of [2023] AVRT 1, on which it rests")
    assert of_long_case.short_sentence(90) == "Appeal pending in the case of [2023] AVRT 1, on which it rests."
