"""Tests of the fate of decisions and of claims on them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossier.checks.duplicate_citation import check as duplicates
from dossier.checks.history_mismatch import check as history_mismatch
from dossier.checks.incomplete_citation import check as incomplete
from dossier.checks.reversed_authority import check
from dossier.checks.withdrawn_support import check as withdrawn_support
from dossier.cite import plain
from dossier.cite.fate import fate_as_looked_up, fate_of, fate_of_record, later_course, resting_fate
from dossier.cite.formats.box import FORMATS, CitationFormat, cited_itself
from dossier.cite.formats.box import citation as formatted
from dossier.cite.with_history import cite_source
from dossier.diagnostics import Severity
from dossier.model import Claim
from dossier.model.addresses import Revision
from dossier.model.claim import LaterHistory
from dossier.model.dates import Edtf
from dossier.model.labels import uncapitalised
from dossier.model.vocabulary import HistoryEffect, Standing
from dossier.pages.proceeding_summary import decisions_text, later_text, reversal_text, summarise
from dossier.pages.record import content_of
from dossier.reading.authorities import authorities
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from dossier.reading.load import load
from dossier.reading.reversals import reversals
from dossier.releases.aftermath.hidden_courses import hidden_courses
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.aftermath.status import Status, revision_status
from dossier.releases.aftermath.status_sentence import short_sentence
from dossier.releases.freeze.revision import snapshot
from dossier.releases.store.release_json import SuspendedFile
from dossier.releases.store.suspensions import Suspension
from tests.shared.frozen_samples import release
from tests.shared.toy import DAY, copy_toy

FIRST, SECOND, THIRD, FOURTH = (f"PRO-2026-01{number}" for number in ("01", "02", "03", "04"))
CITATIONS = {
    FIRST: "[2023] AVRT 1",
    SECOND: "[2024] AVUT 2",
    THIRD: "[2025] AVCA 3",
    FOURTH: "[2026] AVSC 4",
}


def _dossier(folder: Path, **histories: Any) -> Dossier:
    """The toy dossier with four judgments of one case, whose histories are given by the words FIRST to FOURTH."""
    root = copy_toy(folder / "toy")
    for number, name in enumerate((FIRST, SECOND, THIRD, FOURTH), 1):
        record = {
            "id": name,
            "kind": "appeal",
            "title": "Ashby v Vale",
            "forum": "roads-tribunal",
            "neutral_citation": CITATIONS[name],
            "decided": f"202{number + 2}-0{number}-01",
            "status": "decided",
            "status_checked": {"on": "2026-11-20"},
            **histories.get(name, {}),
        }
        record = {key: value for key, value in record.items() if value is not None}
        (root / f"evidence/proceedings/{name}.yaml").write_text(yaml.safe_dump(record, sort_keys=False), "utf-8")
    return load(root, DAY).dossier


def _step(relation: str, later: str, **more: Any) -> dict[str, Any]:
    return {"relation": relation, "proceeding": later, **more}


def _history(*steps: dict[str, Any], **more: Any) -> Any:
    return {"history": list(steps), **more}


AFFIRMED = "affirmed by [2024] AVUT 2 on 1 February 2024"
BY_THIRD, BY_FOURTH = "[2025] AVCA 3 on 1 March 2025", "[2026] AVSC 4 on 1 April 2026"
REVERSED = "reversed by [2024] AVUT 2 on 1 February 2024"
NO_RESULT = "later course not known: the result of the appeal to [2024] AVUT 2 is not on record"
RECORD_OF = "the record of a later decision was withdrawn"
WITHDRAWN = {"withdrawn": {"date": "2026-11-01", "reason": "No such decision."}}
CASES: dict[str, tuple[dict[str, Any], Treatment | None, str, str | None]] = {
    "nothing": ({}, None, "", None),
    **{
        f"appeal that is {status}": (
            {FIRST: _history(_step("appealed-to", SECOND)), SECOND: {"status": status}},
            *((None, "", None) if words is None else (Treatment.COURSE_NOT_KNOWN, words, SECOND)),
        )
        for status, words in (
            *(("pending", None), ("withdrawn", None)),
            *((status, NO_RESULT) for status in ("decided", "settled", "under-appeal")),
        )
    },
    "appeal with an older decision": (
        {FIRST: _history(_step("appealed-to", THIRD), _step("affirmed", SECOND))},
        Treatment.COURSE_NOT_KNOWN,
        f"{AFFIRMED}; later course not known: the result of the appeal to [2025] AVCA 3 is not on record",
        THIRD,
    ),
    "second appeal without a result": (
        {FIRST: _history(_step("affirmed", SECOND), _step("appealed-to", SECOND), _step("appealed-to", THIRD))},
        Treatment.COURSE_NOT_KNOWN,
        f"{AFFIRMED}; later course not known: the result of the appeal to [2025] AVCA 3 is not on record",
        THIRD,
    ),
    "appeal whose result is in another step": (
        {FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", THIRD))},
        None,
        "",
        None,
    ),
    "two appeals, and the result of one": (
        {FIRST: _history(_step("appealed-to", SECOND), _step("appealed-to", THIRD), _step("affirmed", THIRD))},
        Treatment.COURSE_NOT_KNOWN,
        f"{NO_RESULT}; affirmed by {BY_THIRD}",
        THIRD,
    ),
    **{
        f"appeal decided {day}, with a decision that may be older": (
            {
                FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", THIRD)),
                SECOND: {"decided": day},
                THIRD: {"decided": "2024-02-01"},
            },
            Treatment.COURSE_NOT_KNOWN,
            f"{NO_RESULT}; affirmed by [2025] AVCA 3 on 1 February 2024",
            THIRD,
        )
        for day in ("2024", "2024-02-01", "2024-01-31~", None)
    },
    "appeal that was continued in the proceeding that decided it": (
        {
            FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", THIRD)),
            SECOND: _history(_step("continued-in", THIRD), decided=None),
        },
        None,
        "",
        None,
    ),
    **{
        f"appeal that is {status} and was continued in a proceeding that is over": (
            {
                FIRST: _history(_step("appealed-to", SECOND)),
                SECOND: _history(_step("continued-in", THIRD), status=status, decided=None),
            },
            Treatment.COURSE_NOT_KNOWN,
            NO_RESULT,
            SECOND,
        )
        for status in ("pending", "withdrawn")
    },
    "appeal that was continued in a proceeding that is not over": (
        {
            FIRST: _history(_step("appealed-to", SECOND)),
            SECOND: _history(_step("continued-in", THIRD), status="pending", decided=None),
            THIRD: {"status": "pending", "decided": None},
        },
        None,
        "",
        None,
    ),
    "appeal that was continued, and a decision made after that": (
        {
            FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", FOURTH)),
            SECOND: _history(_step("continued-in", THIRD), status="pending", decided=None),
        },
        None,
        "",
        None,
    ),
    "two appeals, and the result of the one that was continued": (
        {
            FIRST: _history(_step("appealed-to", SECOND), _step("appealed-to", THIRD), _step("affirmed", FOURTH)),
            THIRD: _history(_step("continued-in", FOURTH), status="pending", decided=None),
        },
        Treatment.COURSE_NOT_KNOWN,
        f"{NO_RESULT}; affirmed by {BY_FOURTH}",
        FOURTH,
    ),
    **{
        f"appeal with a later decision whose extent is {extent}": (
            {FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", THIRD, affects={"extent": extent}))},
            Treatment.COURSE_NOT_KNOWN,
            f"{NO_RESULT}; affirmed {words} by {BY_THIRD}",
            THIRD,
        )
        for extent, words in (("part", "in part"), ("not-known", "(how much is not known)"))
    },
    "reversal reversed, and an appeal against that without a result": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD)),
            THIRD: _history(_step("appealed-to", FOURTH)),
        },
        Treatment.LATER_STEP_CHANGED,
        (
            f"{REVERSED}, which was itself reversed by {BY_THIRD}; "
            "later course of [2025] AVCA 3 not known: the result of the appeal to [2026] AVSC 4 is not on record"
        ),
        FOURTH,
    ),
    "reversed": ({FIRST: _history(_step("reversed", SECOND))}, Treatment.REVERSED, REVERSED, SECOND),
    "reversed and remitted, and that reversed": (
        {
            FIRST: _history(_step("reversed", SECOND), _step("remitted", SECOND)),
            SECOND: _history(_step("reversed", THIRD)),
        },
        Treatment.RESTORED,
        f"reversed and remitted by [2024] AVUT 2 on 1 February 2024, which was itself reversed by {BY_THIRD}",
        THIRD,
    ),
    "reversed, and then appealed to a court that has not decided": (
        {FIRST: _history(_step("reversed", SECOND), _step("appealed-to", THIRD)), THIRD: {"status": "pending"}},
        Treatment.REVERSED,
        REVERSED,
        SECOND,
    ),
    "reversed and remitted": (
        {FIRST: _history(_step("reversed", SECOND), _step("remitted", SECOND))},
        Treatment.REVERSED,
        "reversed and remitted by [2024] AVUT 2 on 1 February 2024",
        SECOND,
    ),
    "in part": (
        {FIRST: _history(_step("reversed", SECOND, affects={"extent": "part", "on": "ground 3"}))},
        Treatment.REVERSED_IN_PART,
        "reversed in part (ground 3) by [2024] AVUT 2 on 1 February 2024",
        SECOND,
    ),
    "as far as known": (
        {FIRST: _history(_step("reversed", SECOND, affects={"extent": "not-known", "on": "the fine"}))},
        Treatment.REVERSED,
        "reversed (the fine; how much else is not known) by [2024] AVUT 2 on 1 February 2024",
        SECOND,
    ),
    "to an extent that is not known": (
        {FIRST: _history(_step("reversed", SECOND, affects={"extent": "not-known"}))},
        Treatment.REVERSED,
        "reversed (how much is not known) by [2024] AVUT 2 on 1 February 2024",
        SECOND,
    ),
    "a day of its own": (
        {FIRST: _history(_step("varied", SECOND, date="2024~", affects={"extent": "whole", "on": "the sum"}))},
        Treatment.VARIED,
        "varied on the sum by [2024] AVUT 2 (about 2024)",
        SECOND,
    ),
    "remitted in part": (
        {FIRST: _history(_step("remitted", SECOND, affects={"extent": "part"}))},
        Treatment.REMITTED_IN_PART,
        "remitted in part by [2024] AVUT 2 on 1 February 2024",
        SECOND,
    ),
    "reversal reversed": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("reversed", THIRD))},
        Treatment.RESTORED,
        f"{REVERSED}, which was itself reversed by [2025] AVCA 3 on 1 March 2025",
        THIRD,
    ),
    "reversal restored": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD)),
            THIRD: _history(_step("reversed", FOURTH)),
        },
        Treatment.REVERSED,
        (
            f"{REVERSED}, which was itself reversed by [2025] AVCA 3 on 1 March 2025, "
            "which was itself reversed by [2026] AVSC 4 on 1 April 2026"
        ),
        FOURTH,
    ),
    "reversal reversed in part": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD, affects={"extent": "part"})),
        },
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}, which was itself reversed in part by {BY_THIRD}",
        THIRD,
    ),
    "reversal reversed to an extent that is not known": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD, affects={"extent": "not-known"})),
        },
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}, which was itself reversed (how much is not known) by {BY_THIRD}",
        THIRD,
    ),
    "reversal reversed as far as known, then as a whole": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(
                _step("reversed", THIRD, affects={"extent": "not-known"}),
                _step("reversed", FOURTH, affects={"extent": "whole"}),
            ),
        },
        Treatment.RESTORED,
        (
            f"{REVERSED}; [2024] AVUT 2 was reversed (how much is not known) by {BY_THIRD}; "
            f"[2024] AVUT 2 was reversed as a whole by {BY_FOURTH}"
        ),
        FOURTH,
    ),
    "affirmed, then reversed to an extent that is not known": (
        {
            FIRST: _history(_step("affirmed", SECOND)),
            SECOND: _history(_step("affirmed", THIRD)),
            THIRD: _history(_step("reversed", FOURTH, affects={"extent": "not-known", "on": "costs"})),
        },
        Treatment.LATER_STEP_CHANGED,
        (
            f"{AFFIRMED}, which was affirmed by {BY_THIRD}, "
            f"which was reversed (costs; how much else is not known) by {BY_FOURTH}"
        ),
        FOURTH,
    ),
    "affirmed in part, then reversed": (
        {
            FIRST: _history(_step("affirmed", SECOND, affects={"extent": "part"})),
            SECOND: _history(_step("reversed", THIRD)),
        },
        Treatment.REVERSED_IN_PART,
        f"affirmed in part by [2024] AVUT 2 on 1 February 2024, which was reversed by {BY_THIRD}",
        THIRD,
    ),
    "affirmed, then reversed and sent back": (
        {
            FIRST: _history(_step("affirmed", SECOND)),
            SECOND: _history(_step("reversed", THIRD), _step("remitted", THIRD)),
        },
        Treatment.LATER_STEP_CHANGED,
        f"{AFFIRMED}, which was reversed and remitted by {BY_THIRD}",
        THIRD,
    ),
    "affirmed, then reversed, and the order that sent it back reversed": (
        {
            FIRST: _history(_step("affirmed", SECOND)),
            SECOND: _history(_step("remitted", THIRD), _step("reversed", FOURTH)),
            THIRD: _history(_step("reversed", FOURTH)),
        },
        Treatment.REVERSED,
        (
            f"{AFFIRMED}; [2024] AVUT 2 was remitted by {BY_THIRD}, which was itself reversed by {BY_FOURTH}; "
            f"[2024] AVUT 2 was reversed by {BY_FOURTH}"
        ),
        FOURTH,
    ),
    "affirmed, then reversed, and its status says sent back": (
        {FIRST: _history(_step("affirmed", SECOND)), SECOND: _history(_step("reversed", THIRD), status="remitted")},
        Treatment.LATER_STEP_CHANGED,
        f"{AFFIRMED}, which was reversed by {BY_THIRD}",
        THIRD,
    ),
    "affirmed, then reversed, and its status says varied": (
        {FIRST: _history(_step("affirmed", SECOND), status="varied"), SECOND: _history(_step("reversed", THIRD))},
        Treatment.REVERSED,
        f"{AFFIRMED}, which was reversed by {BY_THIRD}",
        THIRD,
    ),
    "reversal reversed, and its status still says reversed": (
        {FIRST: _history(_step("reversed", SECOND), status="reversed"), SECOND: _history(_step("reversed", THIRD))},
        Treatment.RESTORED,
        f"{REVERSED}, which was itself reversed by {BY_THIRD}",
        THIRD,
    ),
    "reversal affirmed by a decision whose status says varied, then reversed": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("affirmed", THIRD), _step("reversed", FOURTH)),
            THIRD: {"status": "varied"},
        },
        Treatment.LATER_STEP_CHANGED,
        (
            f"{REVERSED}; [2024] AVUT 2 was affirmed by {BY_THIRD}, which was varied by a decision that is not on "
            f"record; [2024] AVUT 2 was reversed by {BY_FOURTH}"
        ),
        FOURTH,
    ),
    "varied, and both reversed by the same decision": (
        {
            FIRST: _history(_step("varied", SECOND), _step("reversed", THIRD)),
            SECOND: _history(_step("reversed", THIRD)),
        },
        Treatment.REVERSED,
        (
            f"varied by [2024] AVUT 2 on 1 February 2024, which was itself reversed by {BY_THIRD}; "
            f"reversed by {BY_THIRD}"
        ),
        THIRD,
    ),
    "affirmation whose status says reversed, by a record that was withdrawn": (
        {
            FIRST: _history(_step("affirmed", SECOND)),
            SECOND: _history(_step("reversed", THIRD), status="reversed"),
            THIRD: WITHDRAWN,
        },
        Treatment.LATER_STEP_CHANGED,
        (
            f"{AFFIRMED}, which was reversed by a decision that is not on record; "
            f"later course of [2024] AVUT 2 not known: {RECORD_OF} ({THIRD})"
        ),
        SECOND,
    ),
    "appeal whose result is in a record that was withdrawn": (
        {FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", THIRD)), THIRD: WITHDRAWN},
        Treatment.COURSE_NOT_KNOWN,
        NO_RESULT,
        SECOND,
    ),
    "reversal remitted": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("remitted", THIRD))},
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}, which was itself remitted by {BY_THIRD}",
        THIRD,
    ),
    "reversal reversed by nobody knows whom": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: {"status": "reversed"}},
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}, which was itself reversed by a decision that is not on record",
        SECOND,
    ),
    "reversal affirmed, which was reversed": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("affirmed", THIRD)),
            THIRD: _history(_step("reversed", FOURTH)),
        },
        Treatment.RESTORED,
        f"{REVERSED}, which was itself affirmed by {BY_THIRD}, which was reversed by {BY_FOURTH}",
        FOURTH,
    ),
    "variation reversed": (
        {FIRST: _history(_step("varied", SECOND)), SECOND: _history(_step("reversed", THIRD))},
        Treatment.CHANGE_UNDONE,
        f"varied by [2024] AVUT 2 on 1 February 2024, which was itself reversed by {BY_THIRD}",
        THIRD,
    ),
    "affirmed, then reversed": (
        {FIRST: _history(_step("affirmed", SECOND)), SECOND: _history(_step("reversed", THIRD))},
        Treatment.REVERSED,
        f"{AFFIRMED}, which was reversed by {BY_THIRD}",
        THIRD,
    ),
    "affirmed twice, then reversed": (
        {
            FIRST: _history(_step("appealed-to", SECOND), _step("affirmed", SECOND)),
            SECOND: _history(_step("affirmed", THIRD)),
            THIRD: _history(_step("reversed", FOURTH)),
        },
        Treatment.REVERSED,
        f"{AFFIRMED}, which was affirmed by {BY_THIRD}, which was reversed by {BY_FOURTH}",
        FOURTH,
    ),
    "affirmed, then varied": (
        {FIRST: _history(_step("affirmed", SECOND)), SECOND: _history(_step("varied", THIRD))},
        Treatment.LATER_STEP_CHANGED,
        f"{AFFIRMED}, which was varied by {BY_THIRD}",
        THIRD,
    ),
    "affirmed, varied, and the affirmation reversed": (
        {
            FIRST: _history(_step("affirmed", SECOND), _step("varied", THIRD)),
            SECOND: _history(_step("reversed", FOURTH)),
        },
        Treatment.LATER_STEP_CHANGED,
        f"{AFFIRMED}, which was reversed by {BY_FOURTH}; varied by {BY_THIRD}",
        THIRD,
    ),
    "reversed, then affirmed": (
        {FIRST: _history(_step("affirmed", THIRD), _step("reversed", SECOND))},
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}; affirmed by {BY_THIRD}",
        THIRD,
    ),
    "reversed, then remitted": (
        {FIRST: _history(_step("reversed", SECOND), _step("remitted", THIRD))},
        Treatment.REVERSED,
        f"{REVERSED}; remitted by {BY_THIRD}",
        THIRD,
    ),
    "reversed in part and remitted, and that reversed": (
        {
            FIRST: _history(
                _step("reversed", SECOND, affects={"extent": "part", "on": "ground 2"}), _step("remitted", SECOND)
            ),
            SECOND: _history(_step("reversed", THIRD)),
        },
        Treatment.CHANGE_UNDONE,
        (
            "reversed in part (ground 2) and remitted by [2024] AVUT 2 on 1 February 2024, which was itself reversed "
            f"by {BY_THIRD}"
        ),
        THIRD,
    ),
    "reversal reversed in part, and that reversed": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD, affects={"extent": "part"}), _step("remitted", THIRD)),
            THIRD: _history(_step("reversed", FOURTH)),
        },
        Treatment.REVERSED,
        (
            f"{REVERSED}, which was itself reversed in part and remitted by {BY_THIRD}, which was itself reversed by "
            f"{BY_FOURTH}"
        ),
        FOURTH,
    ),
    "affirmed in part and reversed in part, and that reversed": (
        {
            FIRST: _history(
                _step("affirmed", SECOND, affects={"extent": "part"}),
                _step("reversed", SECOND, affects={"extent": "part", "on": "costs"}),
            ),
            SECOND: _history(_step("reversed", THIRD)),
        },
        Treatment.REVERSED_IN_PART,
        (
            "affirmed in part and reversed in part (costs) by [2024] AVUT 2 on 1 February 2024, which was itself "
            f"reversed by {BY_THIRD}"
        ),
        THIRD,
    ),
    "reversal with two later decisions": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("affirmed", THIRD), _step("reversed", FOURTH)),
        },
        Treatment.RESTORED,
        f"{REVERSED}; [2024] AVUT 2 was affirmed by {BY_THIRD}; [2024] AVUT 2 was reversed by {BY_FOURTH}",
        FOURTH,
    ),
    "reversed by each other": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("reversed", FIRST))},
        Treatment.LATER_STEP_CHANGED,
        f"{REVERSED}, which was itself reversed by [2023] AVRT 1 on 1 January 2023",
        FIRST,
    ),
    "cycle": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("affirmed", FIRST))},
        Treatment.REVERSED,
        REVERSED,
        SECOND,
    ),
    "withdrawn": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: WITHDRAWN},
        Treatment.COURSE_NOT_KNOWN,
        f"later course not known: {RECORD_OF} ({SECOND})",
        None,
    ),
    "withdrawn, and its status says reversed": (
        {FIRST: _history(_step("reversed", SECOND), status="reversed"), SECOND: WITHDRAWN},
        Treatment.REVERSED,
        f"reversed by a decision that is not on record; later course not known: {RECORD_OF} ({SECOND})",
        None,
    ),
    "withdrawn affirmation": ({FIRST: _history(_step("affirmed", SECOND)), SECOND: WITHDRAWN}, None, "", None),
    "withdrawn affirmation that was reversed": (
        {FIRST: _history(_step("affirmed", SECOND)), SECOND: {**WITHDRAWN, **_history(_step("reversed", THIRD))}},
        Treatment.COURSE_NOT_KNOWN,
        f"later course not known: {RECORD_OF} ({SECOND})",
        None,
    ),
    "affirmed, and the record of the reversal withdrawn": (
        {FIRST: _history(_step("affirmed", SECOND)), SECOND: _history(_step("reversed", THIRD)), THIRD: WITHDRAWN},
        Treatment.COURSE_NOT_KNOWN,
        f"{AFFIRMED}; later course of [2024] AVUT 2 not known: {RECORD_OF} ({THIRD})",
        SECOND,
    ),
    "reversed, and the record of the reversal of that withdrawn": (
        {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("reversed", THIRD)), THIRD: WITHDRAWN},
        Treatment.REVERSED,
        f"{REVERSED}; later course of [2024] AVUT 2 not known: {RECORD_OF} ({THIRD})",
        SECOND,
    ),
    "restored, and the record of the last reversal withdrawn": (
        {
            FIRST: _history(_step("reversed", SECOND)),
            SECOND: _history(_step("reversed", THIRD)),
            THIRD: _history(_step("reversed", FOURTH)),
            FOURTH: WITHDRAWN,
        },
        Treatment.LATER_STEP_CHANGED,
        (
            f"{REVERSED}, which was itself reversed by {BY_THIRD}; "
            f"later course of [2025] AVCA 3 not known: {RECORD_OF} ({FOURTH})"
        ),
        THIRD,
    ),
    "status only": (
        {FIRST: {"status": "varied"}},
        Treatment.VARIED,
        "varied by a decision that is not on record",
        None,
    ),
}


def test_an_appeal_that_went_on_in_a_proceeding_that_is_over_is_not_pending(tmp_path: Path) -> None:
    went_on = _history(_step("continued-in", THIRD), status="pending", decided=None)
    appeal, result = _step("appealed-to", SECOND), _step("affirmed", THIRD)
    asked = f"the appeal {SECOND} went on in {THIRD}, which is `decided`, and no entry of `history` says its result"
    for number, (first, third, is_pending, reported) in enumerate(
        (
            (_history(appeal, status="under-appeal"), {}, False, [asked]),
            (_history(appeal), {"status": "not-known"}, False, []),
            (_history(result, appeal, status="final"), {}, False, []),
            (_history(appeal, status="under-appeal"), {"status": "pending", "decided": None}, True, []),
        )
    ):
        _dossier(tmp_path / str(number), **{FIRST: first, SECOND: went_on, THIRD: third})
        root = tmp_path / str(number) / "toy"
        dossier, source = load_source(root, _source(root, 1, neutral_citation="[2023] AVRT 1"))
        assert ("pending" in plain(cite_source(dossier, source))) is is_pending, number
        assert [each.message for each in history_mismatch(dossier) if FIRST in each.span.path] == reported, number


@pytest.mark.parametrize("case", CASES)
def test_the_fate_of_a_decision(case: str, tmp_path: Path) -> None:
    histories, treatment, words, last = CASES[case]
    dossier = _dossier(tmp_path, **histories)
    first = dossier.proceeding(FIRST)
    assert first is not None
    fate = fate_of(dossier, first)
    if treatment is None:
        assert fate is None
        assert list(reversals(dossier, FIRST)) == []
    else:
        assert fate is not None
        assert (fate.treatment, fate.words, fate.last) == (treatment, words, last)


def test_a_withdrawn_record_takes_no_reversal_with_it(tmp_path: Path) -> None:
    """The record of the later decision may be withdrawn, or the record of the decision itself."""
    histories, *_ = CASES["withdrawn"]
    of_decision = {FIRST: {**WITHDRAWN, **_history(_step("reversed", SECOND))}}
    own = f"the record of the decision was withdrawn ({FIRST})"
    for number, (given, why) in enumerate([(histories, f"{RECORD_OF} ({SECOND})"), (of_decision, own)]):
        _dossier(tmp_path / str(number), **given)
        root = tmp_path / str(number) / "toy"
        judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
        dossier, claim = _claim(root, {"source": judgment, "stance": "supports", "says": "holds it"})
        source = dossier.source(judgment)
        assert source is not None
        words = f"later course not known: {why}"
        assert later_course(dossier, source) == f"Later course not known: {why}."
        assert later_course(dossier, claim) == f"It rests on [2023] AVRT 1, {words}."
        assert f"Rests on [2023] AVRT 1, {words}" in str(content_of(dossier, dossier.entries[claim.id]))
        cited = cited_itself(dossier, source)
        assert cited is not None
        for form in FORMATS:
            assert why in plain(formatted(cited, form)), form
        assert "revd" not in plain(cite_source(dossier, source))
        rests_on = resting_fate(dossier, authorities(dossier, claim))
        status = revision_status({}, {}, is_newest=True, is_redacted=False, rests_on=rests_on)
        assert status.statuses == (Status.COURSE_NOT_KNOWN,)
        assert [each for each in check(dossier) if claim.id in each.span.path] == []
        line = str(decisions_text(summarise(dossier, FIRST)))
        assert ("Later course not known" if given is histories else "text='Reversed'") in line
        assert [each for each in withdrawn_support(dossier) if FIRST in each.span.path] == []
        mismatches = [each.message for each in history_mismatch(dossier) if FIRST in each.span.path]
        uncertain = [f"the status is `decided`, but the record of {SECOND} was withdrawn"]
        assert mismatches == (uncertain if given is histories else [])


PARTS: dict[str, Any] = {"affects": {"extent": "part", "on": "ground 3"}}
TOLD: list[tuple[list[dict[str, Any]], str, str, str]] = [
    (
        [_step("remitted", SECOND), _step("reversed", SECOND)],
        *("revd and remitted [2024]", "rev’d and remanded, [2024]", "reversed and remitted by"),
    ),
    (
        [_step("reversed", SECOND, **PARTS), _step("remitted", SECOND, **PARTS)],
        *("revd in part and remitted in part [", "rev’d in part and remanded in part, [", ""),
    ),
    (
        [_step("reversed", SECOND, **PARTS), _step("affirmed", SECOND, **PARTS)],
        *("affd in part and revd in part [", "aff’d in part, rev’d in part, [", ""),
    ),
    (
        [_step("affirmed", SECOND, **PARTS), _step("remitted", SECOND), _step("reversed", SECOND, **PARTS)],
        *("affd in part, revd in part and remitted [", "aff’d in part, rev’d in part, and remanded, [", ""),
    ),
    # What it did to the whole counts.
    (
        [_step("reversed", SECOND, **PARTS), _step("reversed", SECOND)],
        *(", revd [2024]", ", rev’d, [2024]", ""),
    ),
]


@pytest.mark.parametrize(("history", "oscola", "bluebook", "words"), TOLD)
def test_a_citation_tells_everything_that_a_later_decision_did(
    history: list[dict[str, Any]], oscola: str, bluebook: str, words: str, tmp_path: Path
) -> None:
    _dossier(tmp_path, **{FIRST: _history(*json.loads(json.dumps(history)))})  # a file may have no YAML aliases
    judgment = _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1")
    dossier, source = load_source(tmp_path / "toy", judgment)
    told = fate_of_record(dossier, source)
    assert told is not None
    assert words in told.words
    for cited in (cited_itself(dossier, source), cited_itself(dossier, dossier.entries[FIRST].record)):
        assert cited is not None
        assert oscola in plain(formatted(cited, CitationFormat.OSCOLA5))
        assert bluebook in plain(formatted(cited, CitationFormat.BLUEBOOK))
        for form in (*FORMATS, CitationFormat.PLAIN):
            assert f"Later {words}" in plain(formatted(cited, form)), form
    [later] = json.loads(snapshot(dossier, dossier.entries[judgment]))["resolved"]["later"]
    assert len(later["effects"]) == len({each["relation"] for each in history})


def test_citations_say_that_the_extent_of_a_reversal_is_not_known(tmp_path: Path) -> None:
    """Those in sentences say it, and the frozen record. OSCOLA has no form for it."""
    histories, *_ = CASES["to an extent that is not known"]
    _dossier(tmp_path, **histories)
    judgment = _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1")
    dossier, source = load_source(tmp_path / "toy", judgment)
    cited = cited_itself(dossier, source)
    assert cited is not None
    for form in FORMATS:
        text = plain(formatted(cited, form))
        assert ("reversed (how much is not known) by" in text) != ("AVUT 2" in text and "revd " in text), form
    [later] = json.loads(snapshot(dossier, dossier.entries[judgment]))["resolved"]["later"]
    assert later["effects"] == [{"relation": "reversed", "extent": "not-known"}]


def test_citations_say_what_became_of_the_proceeding_in_which_a_case_went_on(tmp_path: Path) -> None:
    """No style has a form for that. Formats for programs say it, and the line about a decision."""
    histories = {FIRST: _history(_step("continued-in", SECOND)), SECOND: _history(_step("reversed", THIRD))}
    _dossier(tmp_path, **histories)
    judgment = _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1")
    dossier, source = load_source(tmp_path / "toy", judgment)
    words = f"Continued in [2024] AVUT 2 on 1 February 2024, which was reversed by {BY_THIRD}"
    assert later_course(dossier, source) == f"{words}."
    for record in (source, dossier.entries[FIRST].record):
        cited = cited_itself(dossier, record)
        assert cited is not None
        assert cited.caveat.startswith(words)
        for form in (*FORMATS, CitationFormat.PLAIN):
            assert words in plain(formatted(cited, form)).replace("&#91;", "[").replace("&#93;", "]"), form
    assert words in str(decisions_text(summarise(dossier, FIRST)))


def test_the_line_about_a_decision_names_each_reversal_once(tmp_path: Path) -> None:
    part = {"affects": {"extent": "part", "on": "costs"}, "date": "2024-02-01"}
    whole = {"date": "2025-03-01"}
    dossier = _dossier(
        tmp_path, **{FIRST: _history(_step("reversed", SECOND, **part), _step("reversed", THIRD, **whole))}
    )
    for text in (later_text(dossier, summarise(dossier, FIRST)), reversal_text(summarise(dossier, FIRST))):
        line = str(text)
        assert line.index("in part (costs)") < line.index(SECOND) < line.index(THIRD)
        assert (line.count(f"identifier='{SECOND}'"), line.count(f"identifier='{THIRD}'")) == (1, 1)


def test_the_line_about_a_decision_tells_in_one_sentence_what_a_later_decision_did(tmp_path: Path) -> None:
    part = {"affects": {"extent": "part", "on": "ground 3"}, "date": "2024-02-01"}
    steps = (_step("remitted", SECOND, date="2024-02-01"), _step("reversed", SECOND, **part))
    dossier = _dossier(tmp_path, **{FIRST: _history(_step("appealed-to", SECOND), *steps)})
    summary = summarise(dossier, FIRST)
    for text in (later_text(dossier, summary)[-1:], reversal_text(summary), decisions_text(summary)):
        line = "".join(re.findall("text='(.*?)'", str(text)))
        assert line.strip().startswith("Reversed in part (ground 3) and remitted by Ashby v Vale")
        assert str(text).count(f"identifier='{SECOND}'") == 1


def test_the_line_about_a_decision_follows_the_whole_course(tmp_path: Path) -> None:
    histories, *_ = CASES["reversal affirmed, which was reversed"]
    dossier = _dossier(tmp_path, **histories)
    assert not summarise(dossier, FIRST).is_reversed
    line = str(decisions_text(summarise(dossier, FIRST)))
    assert line.index("which was itself affirmed") < line.index(THIRD) < line.index("which was reversed")
    assert line.index("which was reversed") < line.index(FOURTH)
    histories, *_ = CASES["affirmed twice, then reversed"]
    assert summarise(_dossier(tmp_path / "again", **histories), FIRST).is_reversed


LONG_COURSES: dict[str, tuple[dict[int, list[tuple[str, int]]], Treatment, str]] = {
    "all but the last affirm each before it": (
        {n: [("affirmed", later) for later in range(n + 1, 11)] for n in range(10)} | {10: [("reversed", 11)]},
        Treatment.REVERSED,
        (
            "affirmed by 1; 1 was affirmed by 2; 2 was affirmed by 3; 3 was affirmed by 4; "
            "after more decisions, 10 was reversed by 11"
        ),
    ),
    "affirmed three times, varied, reversed and varied": (
        {0: [("affirmed", n) for n in (1, 2, 3)] + [("varied", 4), ("reversed", 5), ("varied", 6)]},
        Treatment.LATER_STEP_CHANGED,
        "affirmed by 1; affirmed by 2; after more decisions, it was varied by 4; reversed by 5; varied by 6",
    ),
    "affirmed four times, reversed, remitted": (
        {0: [("affirmed", n) for n in (1, 2, 3, 4)] + [("reversed", 5), ("remitted", 6)]},
        Treatment.REVERSED,
        "affirmed by 1; affirmed by 2; affirmed by 3; after more decisions, it was reversed by 5; remitted by 6",
    ),
    "reversed, affirmed and affirmed": (
        {0: [("varied", 1), ("varied", 2), ("reversed", 3), ("varied", 4), ("varied", 5), ("affirmed", 6)]},
        Treatment.LATER_STEP_CHANGED,
        "varied by 1; varied by 2; reversed by 3; after more decisions, it was varied by 5; affirmed by 6",
    ),
    "reversed through affirmations, and later varied": (
        {
            0: [("affirmed", 1), ("varied", 7), ("varied", 8)],
            1: [("affirmed", 2)],
            2: [("affirmed", 3)],
            3: [("reversed", 4)],
        },
        Treatment.LATER_STEP_CHANGED,
        "affirmed by 1, which was affirmed by 2; after more decisions, 3 was reversed by 4; varied by 7; varied by 8",
    ),
}


@pytest.mark.parametrize("case", LONG_COURSES)
def test_a_long_course_keeps_the_gravest_effect(case: str, tmp_path: Path) -> None:
    """The last change and the first clause are kept too. Affirmations are left out first."""
    histories, treatment, words = LONG_COURSES[case]
    names = [f"PRO-2026-02{number:02}" for number in range(12)]
    root = tmp_path / "toy"
    _dossier(tmp_path)
    text = (root / f"evidence/proceedings/{FOURTH}.yaml").read_text("utf-8")
    for number, name in enumerate(names):
        own = text.replace(FOURTH, name).replace("[2026] AVSC 4", f"[{2020 + number}] AVSC {number}")
        own = own.replace("2026-04-01", f"{2020 + number}-04-01")
        steps = [_step(relation, names[later]) for relation, later in histories.get(number, ())]
        own += yaml.safe_dump({"history": steps}) if steps else ""
        (root / f"evidence/proceedings/{name}.yaml").write_text(own, "utf-8")
    dossier = load(root, DAY).dossier
    first = dossier.proceeding(names[0])
    assert first is not None
    fate = fate_of(dossier, first)
    assert fate is not None
    numbers = re.sub(r"\[\d+\] AVSC (\d+)", r"\1", re.sub(r" on 1 April \d+", "", fate.words))
    assert (fate.treatment, numbers) == (treatment, words)


def _source(root: Path, number: int, **fields: Any) -> str:
    """Add a source to the toy, a judgment unless the fields say otherwise."""
    name = f"SRC-2026-01{number:02}"
    record = {
        "id": name,
        "type": "legal_case",
        "genre": "court-judgment",
        "title": "Ashby v Vale",
        "authors": "none",
        "issued": "2023-01-01",
        "url": f"https://example.org/{number}",
        "language": "en",
        "tier": "primary",
        "checked": {"level": "full-text", "on": "2026-11-20"},
        **fields,
    }
    (root / f"evidence/sources/{name}.yaml").write_text(yaml.safe_dump(record, sort_keys=False), "utf-8")
    return name


@pytest.mark.parametrize(
    ("fields", "is_judgment"),
    [
        ({"neutral_citation": "[2023] AVRT 0001"}, True),
        ({"official_id": "[2023] AVRT 1, Ground 3"}, True),
        ({"case_number": "[2023] AVRT 1"}, True),
        ({"title": "Ashby v Vale [2023] AVRT 1"}, True),
        ({"title": "[2023] AVRT 1: Ashby v Vale"}, True),
        ({"title": "Ashby v Vale, on appeal from [2023] AVRT 1"}, False),
        ({"title": "Ashby v Vale (No 2), following Cole v Dean [2023] AVRT 1"}, False),
        ({"title": "Ashby v Vale, remitted in [2023] AVRT 1"}, False),
        ({"title": "Ashby v Vale [2023] AVRT 1 (costs) [2023] AVRT 9"}, False),
        ({"title": "Ashby v Vale [2023] AVRT 1", "neutral_citation": "[2024] AVUT 2"}, False),
        ({"type": "article-journal", "genre": "commentary", "title": "A note on [2023] AVRT 1"}, False),
        ({"neutral_citation": "[2023] AVRT 11"}, False),
    ],
)
def test_a_judgment_is_known_by_its_citation_in_any_field(
    fields: dict[str, Any], is_judgment: bool, tmp_path: Path
) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: _history(_step("reversed", SECOND))})
    source = load_source(root, _source(root, 1, **fields))
    fate = fate_of_record(*source)
    if is_judgment:
        assert fate is not None
        assert fate.words == REVERSED
    else:
        # Any other judgment does not say what it decided.
        is_another = fields.get("genre") == "commentary" or fields.get("neutral_citation") == CITATIONS[SECOND]
        unknown = None if is_another else Treatment.COURSE_NOT_KNOWN
        assert (fate and fate.treatment) is unknown


def load_source(root: Path, name: str) -> tuple[Dossier, Any]:
    dossier = load(root, DAY).dossier
    return dossier, dossier.source(name)


@pytest.mark.parametrize(
    ("more", "rests"),
    [
        ([], True),
        ([{"source": "SRC-2026-0102", "stance": "supports", "says": "says it on page 2"}], True),
        ([{"source": "SRC-2026-0103", "stance": "supports", "says": "repeats it"}], True),
        ([{"source": "SRC-2026-0001", "stance": "supports", "says": "saw it"}], False),
        ([{"source": "SRC-2026-0001", "stance": "supports", "says": "x", "origin": "SRC-2026-0101"}], True),
        ([{"source": "SRC-2026-0001", "stance": "context", "says": "reports it"}], True),
    ],
)
def test_a_claim_rests_on_a_judgment_unless_another_origin_supports_it(
    more: list[dict[str, Any]], rests: bool, tmp_path: Path
) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: _history(_step("reversed", SECOND))})
    judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
    _source(root, 2, official_id="[2023] AVRT 1, Ground 3")
    _source(root, 3, type="article-newspaper", genre="news", tier="secondary", derived_from=[judgment])
    dossier, claim = _claim(root, {"source": judgment, "stance": "supports", "says": "holds it"}, *more)
    claim = claim.model_copy(update={"standing": Standing.REPORTED})
    assert [each.id for each in authorities(dossier, claim)] == ([FIRST] if rests else [])
    among_others = f"One of its sources is [2023] AVRT 1, {REVERSED}; other sources support it."
    assert later_course(dossier, claim) == (f"It rests on [2023] AVRT 1, {REVERSED}." if rests else among_others)


def _claim(root: Path, *evidence: dict[str, Any]) -> tuple[Dossier, Claim]:
    """Add a claim with this evidence to the toy."""
    claim = {
        "id": "CLM-2026-0101",
        "statement": "The council may not keep the plates.",
        "date": "2023-01-01",
        "standing": "found-by-court",
        "adverse_to": [],
        "evidence": list(evidence),
    }
    (root / "evidence/claims/CLM-2026-0101.yaml").write_text(yaml.safe_dump(claim, sort_keys=False), "utf-8")
    loaded = load(root, DAY)
    record = loaded.dossier.claim("CLM-2026-0101")
    assert record is not None, loaded.diagnostics
    return loaded.dossier, record


def test_a_short_sentence_does_not_say_of_one_decision_what_became_of_another(tmp_path: Path) -> None:
    varied = _history(_step("varied", FOURTH, affects={"extent": "whole", "on": "the sum"}))
    dossier = _dossier(tmp_path, **{FIRST: _history(_step("reversed", THIRD)), SECOND: varied})
    fate = resting_fate(
        dossier, [entry.record for entry in dossier.proceedings() if entry.record.id in {FIRST, SECOND}]
    )
    assert fate is not None
    assert fate.sentence.endswith(f"; and on [2024] AVUT 2, varied on the sum by {BY_FOURTH}.")
    long_name = replace(fate.clauses[0], effect="Administrative Court of Appeal in Stockholm, decision (4756-21)")
    shorter = short_sentence(replace(fate, clauses=(long_name, *fate.clauses[1:])), longest=180)
    assert shorter.startswith(
        "A decision that it rests on was reversed. It rests on … [2024] AVUT 2 was varied on the sum by"
    )


def test_a_claim_rests_on_joined_decisions_if_each_was_changed(tmp_path: Path) -> None:
    """A decision that was restored after its reversal counts as changed."""
    root = tmp_path / "toy"
    both = [{"source": f"SRC-2026-010{number}", "stance": "supports", "says": "holds it"} for number in (1, 2)]
    reversed_ = {FIRST: _history(_step("reversed", FOURTH))}
    restored = {FIRST: _history(_step("reversed", SECOND)), SECOND: _history(_step("reversed", FOURTH))}
    of_first = f"It rests on [2023] AVRT 1, reversed by {BY_FOURTH}"
    for histories, words in (
        (reversed_, f"One of its sources is [2023] AVRT 1, reversed by {BY_FOURTH}; other sources support it."),
        (reversed_ | {SECOND: _history(_step("remitted", FOURTH))}, f"{of_first}; and on [2024] AVUT 2, remitted"),
        (restored, f"It rests on [2023] AVRT 1, {REVERSED}, which was itself reversed by {BY_FOURTH}; and on "),
    ):
        shutil.rmtree(root, ignore_errors=True)
        _dossier(tmp_path, **histories)
        _source(root, 1, neutral_citation=CITATIONS[FIRST])
        _source(root, 2, neutral_citation=CITATIONS[SECOND])
        dossier, claim = _claim(root, *both)
        assert (later_course(dossier, claim) or "").startswith(words)
        is_reported = any("CLM-2026-0101" in each.span.path for each in check(dossier))
        assert is_reported == words.startswith("It rests on")


@pytest.mark.parametrize("fields", [{"origin": "SRC-2026-0101"}, {}])
def test_a_claim_rests_on_a_judgment_that_its_only_source_repeats(fields: dict[str, str], tmp_path: Path) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: _history(_step("reversed", SECOND))})
    judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
    press = {"type": "article-newspaper", "genre": "news", "tier": "secondary"}
    _source(root, 2, **press, **({} if fields else {"derived_from": [judgment]}))
    dossier, claim = _claim(root, {"source": "SRC-2026-0102", "stance": "supports", "says": "reports it", **fields})
    assert later_course(dossier, claim) == f"It rests on [2023] AVRT 1, {REVERSED}."


def test_what_became_of_one_part_is_told_of_that_part(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    costs = {"neutral_citation": None, "case_number": "[2023] AVRT 1, costs"}
    penalty = {"neutral_citation": None, "case_number": "[2023] AVRT 1, penalty"}
    _dossier(tmp_path, **{FIRST: costs, SECOND: {**penalty, **_history(_step("reversed", THIRD))}})
    for number, citation in enumerate(("[2023] AVRT 1", costs["case_number"], penalty["case_number"]), 1):
        dossier, source = load_source(root, _source(root, number, neutral_citation=citation))
        fate = fate_of_record(dossier, source)
        cited = plain(cite_source(dossier, source))
        if number == 2:
            assert fate is None
            assert "revd" not in cited
            continue
        assert fate is not None
        part = "in part ([2023] AVRT 1, penalty, PRO-2026-0102) " if number == 1 else ""
        words = f"{part}reversed by {BY_THIRD}"
        assert (fate.treatment is Treatment.REVERSED_IN_PART, fate.words) == (number == 1, words)
        assert f"revd {'in part ' if number == 1 else ''}[2025] AVCA 3" in cited
    assert [each for each in duplicates(dossier) if "PRO-2026-010" in each.message] == []


def test_a_case_number_that_is_a_neutral_citation_makes_a_twin(tmp_path: Path) -> None:
    dossier = _dossier(tmp_path, **{SECOND: {"neutral_citation": None, "case_number": "[2023] AVRT 0001"}})
    assert [each.message for each in duplicates(dossier)] == [f"`{FIRST}` has the same `neutral_citation`"]


@pytest.mark.parametrize(
    ("of_proceeding", "of_source", "is_same"),
    [
        *((("[2020] EWHC 5 (Admin)", written, True)) for written in ("[2020]EWHC 5 (Admin)", "[2020] ewhc 05(admin)")),
        ("[2020] EWHC 5 (Admin)", "(2020) EWHC 5 (Admin)", True),
        ("[2020] EWHC 5 (Admin)", "[2020] EWHC no 5 (Admin)", True),
        ("[2020] EWHC 5 (Admin)", "[2020] EWHC 4 (Admin) and [2020] EWHC 5 (Admin)", True),
        ("[2020] EWHC 5 (Admin)", "Case C1, [2020] EWHC 5 (Admin)", True),
        ("[2020] EWHC 5 (Admin)", "[2020] EWHC 4 (Admin), affirming [2020] EWHC 5 (Admin)", False),
        ("[2020] EWHC 5 (Admin)", "[2020] EWHC 5 (Ch)", False),
        ("[2020] EWHC 5 (Admin)", "[2020] EWHC 5", True),
        ("[2020] EWHC 5", "[2020] EWHC 5 (Admin)", True),
        ("[2020] EWCA Civ 5", "[2020] EWCA 5", True),
        ("[2020] EWCA Civ 5", "[2020] EWCA 5 (Civ)", True),
        ("[2020] EWCA Civ 5", "[2020] EWCA (Civ) 5", True),
        ("[2020] EWCA Civ 5", "[2020] EWCA Crim 5", False),
        ("[2020] EWCA Civ 5", "[2020] EWCA 15", False),
        ("[2020] EWCA Civ 5", "[2020] EWCA Civ. 5", True),
        ("[2020] EWHC 5 (Admin)", "Neutral Citation Number: [2020] EWHC 5 (Admin)", True),
        *(
            (("[2020] EWHC 5 (Admin)", f"[2020] EWHC {written}", True))
            for written in ("Admin 5", "5 (Administrative Court)")
        ),
        ("[2020] EWHC 5 (Ch)", "[2020] EWHC 5 (ChD)", True),
        ("[2020] EWHC 5 (Ch)", "[2020] EWHC 5 (QBD)", False),
        ("[2020] UKFTT 96 (GRC)", "[2020] UKFTT no. 96 (General Regulatory Chamber, Information Rights)", True),
        ("[2020] UKUT 96 (AAC)", "[2020] UKUT 96 (Administrative Appeals Chamber)", True),
        ("[2020] CSIH 5", "[2020] C.S.I.H. 5", True),
        ("2021 SCC 5", "2021 SCC 5 (CanLII), [2021] 1 SCR 20", True),
        ("[2021] NIQB 11", "[2021] NIKB 11", True),
        ("[2022] NIQB 11", "[2022] NIKB 11", False),
        ("[2022] EWHC 5 (KB)", "[2022] EWHC 5 (QB)", True),
        ("[2020] IESC 9", "2020 IESC 9", True),
        ("[2019] SAC (Civ) 12", "[2019] SAC (civ) 12", True),
        ("[2019] SAC (Civ) 12", "[2019] SAC (Civ) 13", False),
        ("ECLI:EU:C:2014:317", "ecli:EU:C:2014:317", True),
        ("ECLI:EU:C:2014:317", "EU:C:2014:317", True),
        ("EU:C:2014:317", "ECLI: EU:C:2014:317", True),
    ],
)
def test_a_judgment_is_known_by_each_spelling_of_its_citation(
    of_proceeding: str, of_source: str, is_same: bool, tmp_path: Path
) -> None:
    root = tmp_path / "toy"
    numbers = {"neutral_citation": of_proceeding, "case_number": "C-311/18", "sources": ["SRC-2026-0101"]}
    _dossier(tmp_path, **{FIRST: {**numbers, **_history(_step("reversed", SECOND))}})
    dossier, source = load_source(root, _source(root, 1, neutral_citation=of_source))
    fate = fate_of_record(dossier, source)
    assert fate is not None
    assert fate.treatment is (Treatment.REVERSED if is_same else Treatment.COURSE_NOT_KNOWN)


def test_a_number_without_its_division_is_linked_only_if_one_judgment_can_be_meant(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    numbers = {FIRST: "[2019] EWHC 2341 (Admin)", SECOND: "[2019] EWHC 2341 (Ch)", THIRD: "[2019] EWHC 9 (QB)"}
    histories = {
        name: {"neutral_citation": number, **_history(_step("reversed", FOURTH))} for name, number in numbers.items()
    }
    _dossier(tmp_path, **histories)
    unclear = _source(root, 1, official_id="[2019] EWHC 2341, costs")
    clear = _source(root, 2, publication="[2019] EWHC 9")
    news = _source(root, 3, type="article-journal", genre="commentary", publication="[2019] EWHC 9", volume="1")
    dossier = load(root, DAY).dossier
    fates = [fate_of_record(dossier, dossier.entries[name].record) for name in (unclear, clear, news)]
    assert [fate and fate.treatment for fate in fates] == [Treatment.COURSE_NOT_KNOWN, Treatment.REVERSED, None]
    [warning] = [each for each in incomplete(dossier) if "different ones" in each.message]
    assert (unclear in warning.span.path, f"`{FIRST}` and `{SECOND}`" in warning.message) == (True, True)


def test_a_claim_on_both_the_reversed_and_the_reversing_judgment_must_say_which_it_goes_by(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: _history(_step("reversed", SECOND, date="2024-02-01"))})
    sources = [_source(root, 1, neutral_citation="[2023] AVRT 1"), _source(root, 2, neutral_citation="[2024] AVUT 2")]
    dossier, claim = _claim(root, *({"source": name, "stance": "supports", "says": "holds it"} for name in sources))
    among_others = f"One of its sources is [2023] AVRT 1, {REVERSED}; other sources support it."
    assert later_course(dossier, claim) == among_others
    references = str(content_of(dossier, dossier.entries[claim.id]))
    assert "revd" in references
    [warning] = [each for each in check(dossier) if claim.id in each.span.path]
    assert warning.severity is Severity.WARNING
    assert warning.message == f"`{FIRST}` and `{SECOND}`, by which it was reversed, both support the claim"
    told = {"later_history": LaterHistory(effect=HistoryEffect.FALLEN, text="Reversed.")}
    about = {"proceedings": (SECOND,), "date": Edtf.parse("2024-02-01")}
    for change in (told, about):
        entry = replace(dossier.entries[claim.id], record=claim.model_copy(update=change))
        silent = replace(dossier, entries={**dossier.entries, claim.id: entry})
        assert [each for each in check(silent) if claim.id in each.span.path] == []


def test_a_decision_of_which_nobody_knows_the_end_is_not_only_called_current(tmp_path: Path) -> None:
    _dossier(tmp_path, **{FIRST: {"status": "not-known"}})
    dossier, source = load_source(tmp_path / "toy", _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1"))
    words = "Later course not known: nothing that was read says how the case ended"
    for record in (dossier.entries[FIRST].record, source):
        fate = fate_as_looked_up(dossier, record)
        status = revision_status({}, {}, is_newest=True, is_redacted=False, fate=fate)
        assert status.statuses == (Status.COURSE_NOT_KNOWN,)
        assert status.sentences == {Status.COURSE_NOT_KNOWN: f"{words}."}
        assert later_course(dossier, record) is None
    assert words in str(content_of(dossier, dossier.entries[source.id]))


def test_a_decision_under_appeal_after_a_reversal_was_reversed_is_not_only_called_restored(tmp_path: Path) -> None:
    remitted = _history(_step("reversed", THIRD, affects={"extent": "whole"}), _step("remitted", THIRD))
    dossier = _dossier(
        tmp_path, **{FIRST: _history(_step("reversed", SECOND), status="under-appeal"), SECOND: remitted}
    )
    first = dossier.proceeding(FIRST)
    assert first is not None
    fate = fate_of(dossier, first)
    assert fate is not None
    end = f"which was itself reversed as a whole and remitted by {BY_THIRD}"
    assert (fate.treatment, fate.words) == (Treatment.RESTORED, f"{REVERSED}, {end}; it is under appeal")
    cited = cited_itself(dossier, first)
    assert cited is not None
    assert all("It is under appeal." in plain(formatted(cited, form)) for form in FORMATS)
    line = re.findall("text='(.*?)'", str(decisions_text(summarise(dossier, FIRST))))
    assert "".join(line).endswith(
        "which was itself reversed as a whole and remitted by Ashby v Vale [2025] AVCA 3 It is under appeal."
    )


SUSPENDED = "Later course not known: records of it are suspended."


def test_a_suspended_proceeding_takes_no_reversal_with_it(tmp_path: Path) -> None:
    """The judgment may have ended other proceedings as well."""
    root = tmp_path / "toy"
    both = [
        _history(_step("reversed", THIRD), case_number=number, neutral_citation=CITATIONS[FIRST]) for number in "AB"
    ]
    stands = {"case_number": "A", "neutral_citation": CITATIONS[FIRST]}
    restored = {FIRST: both[0], SECOND: _history(_step("remitted", FOURTH), neutral_citation=CITATIONS[FIRST])}
    of_first = f"Reversed by {BY_THIRD}; {uncapitalised(SUSPENDED)}."
    for histories, gone, words in (
        ({FIRST: both[0]}, FIRST, SUSPENDED),
        ({FIRST: stands, SECOND: both[1]}, SECOND, SUSPENDED),
        (restored, SECOND, of_first),
        # A later decision may be recorded in the suspended proceeding at any time.
        ({FIRST: both[0], SECOND: both[1]}, SECOND, of_first),
        ({FIRST: stands, SECOND: stands}, SECOND, SUSPENDED),
    ):
        shutil.rmtree(root, ignore_errors=True)
        _dossier(tmp_path, **histories)
        judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
        part = _source(root, 2, official_id="[2023] AVRT 1, costs")
        evidence = [{"source": name, "stance": "supports", "says": "holds it"} for name in (judgment, part)]
        dossier, claim = _claim(root, *evidence)
        first, second = release("2026.11.20"), release("2026.11.23")
        frozen = FrozenRevision(Revision(judgment, 1), first, b"", snapshot(dossier, dossier.entries[judgment]))
        without = dossier.without([gone])
        # The next release freezes the judgment again, without what was suspended.
        newest = FrozenRevision(Revision(judgment, 2), second, b"", snapshot(without, without.entries[judgment]))
        published = Published({})
        vars(published).update(releases=(first, second), revisions={judgment: (frozen, newest)}, records_out={})
        assert hidden_courses(published, dossier, without) == frozenset()
        suspension = Suspension(SuspendedFile("", "", "", gone), first.version)
        vars(published).update(records_out={gone: suspension})
        # Nothing is left of the proceeding.
        assert {judgment, part} <= hidden_courses(published, without, without)
        cut = replace(without, hidden_courses=hidden_courses(published, dossier, without))
        assert cut.hidden_courses == {judgment, part}
        assert later_course(cut, cut.entries[judgment].record) == words
        # The later course of both sources is hidden, and the claim says it once.
        course = f"It rests on [2023] AVRT 1, {uncapitalised(words)}."
        assert later_course(cut, cut.entries[claim.id].record) == course
        assert course.removeprefix("It r").removesuffix(".") in str(content_of(cut, cut.entries[claim.id]))
        assert [each for each in check(cut) if each.message.startswith(f"`{judgment}`")] == []
        assert words.removesuffix(".") in str(content_of(cut, cut.entries[judgment]))


def test_a_withdrawn_record_of_a_joined_proceeding_takes_no_reversal_with_it(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    joined = {"neutral_citation": CITATIONS[FIRST]}
    lost = {**WITHDRAWN, **joined, **_history(_step("reversed", THIRD))}
    replaced = {**lost, "withdrawn": {**WITHDRAWN["withdrawn"], "replaced_by": FIRST}}
    unknown = f"later course not known: the record of the decision was withdrawn ({SECOND})"
    for first, second, words in (
        ({}, lost, unknown),
        ({}, replaced, None),
        ({}, {**WITHDRAWN, **joined}, None),
        (_history(_step("reversed", THIRD)), lost, f"reversed by {BY_THIRD}"),
    ):
        shutil.rmtree(root, ignore_errors=True)
        _dossier(tmp_path, **{FIRST: first, SECOND: second})
        judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
        dossier, claim = _claim(root, {"source": judgment, "stance": "supports", "says": "holds it"})
        fate = fate_of_record(dossier, dossier.entries[judgment].record)
        assert (fate and fate.words) == words
        assert later_course(dossier, claim) == (words and f"It rests on [2023] AVRT 1, {words}.")


def test_an_ecli_links_a_judgment_to_its_proceeding(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: {"neutral_citation": "ECLI:EU:C:2014:317", **_history(_step("reversed", SECOND))}})
    assert fate_of_record(*load_source(root, _source(root, 1, ecli="ECLI:EU:C:2014:317"))) is not None
