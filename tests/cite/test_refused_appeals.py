"""Tests of appeals that were refused without a decision on the merits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dossier.cite import plain
from dossier.cite.fate import Fate, fate_of
from dossier.cite.formats.box import FORMATS, CitationFormat, citation, cited_itself
from dossier.cite.with_history import later_decisions
from dossier.model import Proceeding
from dossier.model.vocabulary import Relation
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding_summary import decisions_text, later_text, summarise
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from dossier.releases.aftermath.status_sentence import short_sentence
from tests.cite.test_fate import BY_THIRD, FIRST, FOURTH, SECOND, THIRD, _dossier, _history, _step

BY_SECOND = "[2024] AVUT 2 on 1 February 2024"
OF_LATER = "An appeal from that decision was refused by Ashby v Vale [2025] AVCA 3"
REFUSED = _history(_step("refused", SECOND), status="final")
LODGED = _history(_step("appealed-to", SECOND, date="2023-03-01"), _step("refused", SECOND, date="2024-02-01"))
REVERSED = {
    FIRST: _history(_step("reversed", SECOND), status="reversed"),
    SECOND: _history(_step("refused", THIRD), status="final"),
}
RENEWED = _history(_step("refused", SECOND), _step("appealed-to", THIRD), status="under-appeal")


def _first(dossier: Dossier) -> Proceeding:
    record = dossier.proceeding(FIRST)
    assert record is not None
    return record


def _fate(dossier: Dossier) -> Fate | None:
    return fate_of(dossier, _first(dossier))


def _cited(dossier: Dossier, form: CitationFormat) -> str:
    cited = cited_itself(dossier, _first(dossier))
    assert cited is not None
    return plain(citation(cited, form))


@pytest.mark.parametrize(
    ("histories", "oscola", "bluebook", "words"),
    [
        *(
            (
                {FIRST: each},
                "appeal refused [2024] AVUT 2",
                "appeal denied, [2024] AVUT 2 (UK)",
                "Later an appeal was refused by Ashby v Vale [2024] AVUT 2",
            )
            for each in (REFUSED, LODGED)
        ),
        (
            REVERSED,
            "revd [2024] AVUT 2, appeal refused [2025] AVCA 3",
            "rev’d, [2024] AVUT 2 (UK), appeal denied, [2025] AVCA 3 (UK)",
            f"Later reversed by Ashby v Vale [2024] AVUT 2. {OF_LATER}",
        ),
        (
            {FIRST: _history(_step("refused", SECOND, affects={"extent": "part", "on": "ground 2"}))},
            "appeal refused in part [2024] AVUT 2",
            "appeal denied in part, [2024] AVUT 2 (UK)",
            "Later an appeal was refused in part by Ashby v Vale [2024] AVUT 2",
        ),
        (
            {FIRST: RENEWED, THIRD: {"status": "pending", "decided": None}},
            "appeal refused [2024] AVUT 2, appeal pending [2025] AVCA 3",
            "appeal denied, [2024] AVUT 2 (UK), appeal filed, [2025] AVCA 3 (UK)",
            "Later an appeal was refused by Ashby v Vale [2024] AVUT 2. Later appealed to Ashby v Vale [2025] AVCA 3",
        ),
    ],
    ids=["refused", "lodged and refused", "reversed, further appeal refused", "refused in part", "renewed"],
)
def test_every_style_says_that_an_appeal_was_refused(
    tmp_path: Path, histories: dict[str, Any], oscola: str, bluebook: str, words: str
) -> None:
    dossier = _dossier(tmp_path, **histories)
    assert _cited(dossier, CitationFormat.OSCOLA5) == f"Ashby v Vale [2023] AVRT 1, {oscola}"
    assert _cited(dossier, CitationFormat.OSCOLA4) == f"Ashby v Vale [2023] AVRT 1, {oscola}"
    assert _cited(dossier, CitationFormat.BLUEBOOK) == f"Ashby v. Vale [2023] AVRT 1 (UK), {bluebook}"
    assert words in _cited(dossier, CitationFormat.PLAIN)
    for form in FORMATS:
        assert words in _cited(dossier, form).replace("&#91;", "[").replace("&#93;", "]")


def test_a_refused_appeal_leaves_the_decision_as_it_was(tmp_path: Path) -> None:
    for number, each in enumerate((REFUSED, LODGED)):
        dossier = _dossier(tmp_path / str(number), **{FIRST: each})
        assert _fate(dossier) is None
        on_pages = "Appeal refused by Ashby v Vale [2024] AVUT 2"
        summary = summarise(dossier, FIRST)
        assert on_pages in plain_text(decisions_text(summary))
        assert on_pages in plain_text(later_text(dossier, summary))
        assert "affirmed" not in plain_text(later_text(dossier, summary)).lower()


def test_a_reversal_is_said_together_with_the_refusal_of_a_further_appeal(tmp_path: Path) -> None:
    in_between = f"reversed by {BY_SECOND}; appeal from [2024] AVUT 2 refused by {BY_THIRD}"
    on_first = _history(_step("reversed", SECOND), _step("refused", THIRD), status="reversed")
    for number, (histories, words) in enumerate(
        ((REVERSED, in_between), ({FIRST: on_first}, f"reversed by {BY_SECOND}; appeal refused by {BY_THIRD}"))
    ):
        dossier = _dossier(tmp_path / str(number), **histories)
        fate = _fate(dossier)
        assert fate is not None
        assert (fate.treatment, fate.words, fate.last) == (Treatment.REVERSED, words, SECOND)
        # A short sentence loses the refusal, and not the reversal.
        brief = f"Reversed by {BY_SECOND} (in full on the living page)."
        assert short_sentence(fate, longest=len(fate.sentence) - 1) == brief


def test_a_refusal_before_a_decision_on_the_appeal_is_left_out_of_citations(tmp_path: Path) -> None:
    histories = {FIRST: _history(_step("refused", SECOND), _step("reversed", THIRD), status="reversed")}
    dossier = _dossier(tmp_path, **histories)
    assert _cited(dossier, CitationFormat.OSCOLA5) == "Ashby v Vale [2023] AVRT 1, revd [2025] AVCA 3"
    fate = _fate(dossier)
    assert fate is not None
    assert fate.words == f"reversed by {BY_THIRD}"
    summary = summarise(dossier, FIRST)
    assert "refused" not in plain_text(decisions_text(summary))
    # A text on all steps still has it.
    assert plain_text(later_text(dossier, summary)).strip().startswith("Appeal refused by Ashby v Vale.")


def test_a_court_that_decided_a_part_and_refused_the_rest_is_cited_for_its_decision(tmp_path: Path) -> None:
    part = {"extent": "part", "on": "ground 2"}
    dossier = _dossier(tmp_path, **{FIRST: _history(_step("refused", SECOND, affects=part), _step("affirmed", SECOND))})
    assert _cited(dossier, CitationFormat.OSCOLA5) == "Ashby v Vale [2023] AVRT 1, affd [2024] AVUT 2"
    text = plain_text(later_text(dossier, summarise(dossier, FIRST))).strip()
    assert text == "Appeal refused in part (ground 2) by Ashby v Vale. Affirmed by Ashby v Vale [2024] AVUT 2."


def test_after_a_refusal_that_was_reversed_the_later_course_is_not_known(tmp_path: Path) -> None:
    changed = _history(_step("reversed", FOURTH), status="reversed")
    restored = {FIRST: REFUSED, SECOND: _history(_step("reversed", THIRD), status="decided"), THIRD: changed}
    for number, (histories, treatment) in enumerate(
        (
            ({FIRST: REFUSED, SECOND: changed}, Treatment.COURSE_NOT_KNOWN),
            ({**REVERSED, THIRD: changed}, Treatment.REVERSED),
            # The reversal of the refusal was itself reversed.
            (restored, None),
        )
    ):
        dossier = _dossier(tmp_path / str(number), **histories)
        fate = _fate(dossier)
        assert (fate and fate.treatment) == treatment
        text = plain_text(later_text(dossier, summarise(dossier, FIRST)))
        assert "was appeal refused" not in text
        if treatment is Treatment.REVERSED:
            assert fate is not None
            assert "which was reversed by [2026] AVSC 4" in fate.words
            assert "; an appeal from that decision was refused by Ashby v Vale [2025] AVCA 3" in text


def test_a_refusal_is_the_result_of_its_own_appeal_only(tmp_path: Path) -> None:
    other = _history(_step("appealed-to", SECOND), _step("refused", THIRD))
    went_on = {FIRST: other, SECOND: _history(_step("continued-in", THIRD), decided=None, status="pending")}
    for number, (histories, treatment) in enumerate(
        (({FIRST: other}, Treatment.COURSE_NOT_KNOWN), (went_on, None), ({FIRST: LODGED}, None))
    ):
        dossier = _dossier(tmp_path / str(number), **histories)
        fate = _fate(dossier)
        assert (fate and fate.treatment) == treatment
        effects = [each.effects[0].relation for each in later_decisions(dossier, FIRST)]
        assert effects == [Relation.REFUSED]
