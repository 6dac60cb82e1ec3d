"""A citation says what a decision did to the cited one itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dossier.cite import Style, plain
from dossier.cite.formats.box import CitationFormat, cited_itself
from dossier.cite.formats.box import citation as formatted
from dossier.cite.with_history import cite_proceeding, cite_source
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.dossier import Dossier
from dossier.releases.freeze.revision import snapshot
from tests.cite.test_fate import FIRST, FOURTH, SECOND, THIRD, _dossier, _source, _step, load_source
from tests.cite.test_redacted_numbers import _changed

JUDGMENT = "SRC-2026-0101"
IN_PART = {"affects": {"extent": "part", "on": "ground 1"}}
BY_THIRD = {SECOND: [_step("reversed", THIRD)]}
# The later decisions on the first, those on the second and so on, and the citation after the first.
CASES: dict[str, tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]], str]] = {
    "reversed in part; the third reversed both": (
        *([_step("reversed", SECOND, **IN_PART), _step("reversed", THIRD)], BY_THIRD),
        "revd [2025] AVCA 3",
    ),
    "affirmed; the third reversed both": (
        *([_step("affirmed", SECOND), _step("reversed", THIRD)], BY_THIRD),
        "revd [2025] AVCA 3",
    ),
    "reversed; the third reversed that and varied": (
        *([_step("reversed", SECOND), _step("varied", THIRD)], BY_THIRD),
        "varied [2025] AVCA 3",
    ),
    "reversed; the third reversed that and remitted": (
        *([_step("reversed", SECOND), _step("remitted", THIRD)], BY_THIRD),
        "remitted [2025] AVCA 3",
    ),
    "affirmed twice; the fourth reversed all": (
        [_step("affirmed", SECOND), _step("reversed", FOURTH)],
        {SECOND: [_step("affirmed", THIRD)], THIRD: [_step("reversed", FOURTH)]},
        "revd [2026] AVSC 4",
    ),
    "reversed in part; the third affirmed that and remitted": (
        [_step("reversed", SECOND, **IN_PART), _step("remitted", THIRD)],
        {SECOND: [_step("affirmed", THIRD)]},
        "revd in part [2024] AVUT 2, and remitted [2025] AVCA 3",
    ),
    "reversed in part, then as a whole": (
        *([_step("reversed", SECOND, **IN_PART), _step("reversed", THIRD)], {}),
        "revd in part [2024] AVUT 2, and revd [2025] AVCA 3",
    ),
    "a reversal that was reversed": (
        *([_step("reversed", SECOND)], BY_THIRD),
        "revd [2024] AVUT 2, revd [2025] AVCA 3",
    ),
}


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Four judgments of one case, and a source of the first."""
    folder: Path = tmp_path_factory.mktemp("changes")
    _dossier(folder)
    return load_source(folder / "toy", _source(folder / "toy", 1, neutral_citation="[2023] AVRT 1"))[0]


@pytest.mark.parametrize(("own", "of_later", "expected"), CASES.values(), ids=CASES)
def test_no_citation_shows_a_reversed_decision_as_restored(
    own: list[dict[str, Any]], of_later: dict[str, list[dict[str, Any]]], expected: str, toy: Dossier
) -> None:
    histories = {FIRST: own, **of_later}
    dossier = _changed(
        toy,
        {name: {"history": tuple(map(HistoryEntry.model_validate, steps))} for name, steps in histories.items()},
    )
    source, proceeding = dossier.source(JUDGMENT), dossier.proceeding(FIRST)
    assert source is not None
    assert proceeding is not None
    for citation in (cite_source(dossier, source), cite_proceeding(dossier, proceeding)):
        assert plain(citation).endswith(f"[2023] AVRT 1, {expected}")
    bluebook = expected.replace("revd", "rev’d").replace("varied", "modified").replace("remitted", "remanded")
    assert (
        plain(cite_source(dossier, source, Style.BLUEBOOK))
        .replace(", [", " [")
        .replace(" (UK)", "")
        .endswith(f", {bluebook}")
    )
    # The frozen record says if a reversal was of the decision before it.
    frozen = json.loads(snapshot(dossier, dossier.entries[JUDGMENT]))["resolved"]["later"]
    is_restored = own == [_step("reversed", SECOND)]
    assert [each.get("on_later", False) for each in frozen] == [False, is_restored][: len(frozen)]
    cited = cited_itself(dossier, source)
    assert cited is not None
    assert ("That decision was reversed" in plain(formatted(cited, CitationFormat.PLAIN))) is is_restored


def test_a_decision_that_restored_two_joined_cases_is_cited_for_both(toy: Dossier) -> None:
    """The second reversal would look as if it were in force."""
    other, fifth = "PRO-2026-0002", "PRO-2026-0003"
    steps: dict[str, list[dict[str, Any]]] = {
        FIRST: [_step("reversed", THIRD)],
        other: [_step("reversed", SECOND)],
        SECOND: [_step("reversed", FOURTH), _step("appealed-to", fifth)],
        THIRD: [_step("reversed", FOURTH), _step("appealed-to", fifth)],
    }
    joined = {"neutral_citation": "[2023] AVRT 1", "case_number": None, "sources": ()}
    fields: dict[str, dict[str, Any]] = {other: joined, fifth: {"status": ProceedingStatus.PENDING}}
    for name, own in steps.items():
        fields.setdefault(name, {})["history"] = tuple(map(HistoryEntry.model_validate, own))
    dossier = _changed(toy, fields)
    source = dossier.source(JUDGMENT)
    assert source is not None
    assert re.sub("sub nom [^[]*", "", plain(cite_source(dossier, source))).endswith(
        "[2023] AVRT 1, revd in part [2024] AVUT 2, revd [2026] AVSC 4, and revd in part [2025] AVCA 3, "
        "revd [2026] AVSC 4, appeal pending [2025] AVRT 4"
    )


def test_an_appeal_that_is_itself_under_appeal_is_not_cited_as_pending(toy: Dossier) -> None:
    history = (HistoryEntry.model_validate(_step("appealed-to", SECOND)),)
    for status, is_pending in ((ProceedingStatus.PENDING, True), (ProceedingStatus.UNDER_APPEAL, False)):
        dossier = _changed(toy, {FIRST: {"history": history}, SECOND: {"status": status}})
        proceeding = dossier.proceeding(FIRST)
        assert proceeding is not None
        assert ("appeal pending" in plain(cite_proceeding(dossier, proceeding))) is is_pending
