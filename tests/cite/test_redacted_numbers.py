"""Decisions whose numbers were redacted have no known later course."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dossier.checks import (
    duplicate_citation,
    duplicate_statement,
    duplicate_url,
    incomplete_citation,
    undeclared_correction,
    unlinked_decision,
)
from dossier.cite.fate import fate_of_record, later_course
from dossier.model.dates import PartialDate
from dossier.model.introspection import references
from dossier.model.record import Withdrawal
from dossier.model.redaction import MARK
from dossier.model.vocabulary import CslType, DecisionLink, Genre
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.later_steps import Treatment
from dossier.releases.suspend.remaining import numbers
from tests.cite.test_fate import FIRST, SECOND, _claim, _dossier, _history, _source, _step
from tests.shared.toy import DAY

SOURCE, OTHER, CLAIM = "SRC-2026-0101", "SRC-2026-0102", "CLM-2026-0101"
CITATION, KNOWN = "[2023] AVRT 1", {"neutral_citation": "[2023] AVRT 1"}
NO_CITATION = {"neutral_citation": None}
Change = dict[str, Any]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A judgment that was reversed, the claim that rests on it, and another judgment of the same forum."""
    folder: Path = tmp_path_factory.mktemp("numbers")
    _dossier(folder, **{FIRST: _history(_step("reversed", SECOND), status="reversed")})
    for number in (1, 2):
        _source(folder / "toy", number, court="Roads Tribunal", issued="2023-01-01", case_number=f"T{number}")
    return _claim(folder / "toy", {"source": SOURCE, "stance": "supports", "says": "holds it"})[0]


def _changed(dossier: Dossier, changes: dict[str, Change]) -> Dossier:
    """The dossier with other fields of these records."""
    entries = dict(dossier.entries)
    for name, fields in changes.items():
        record = entries[name].record.model_copy(update=fields)
        entries[name] = replace(entries[name], record=record, references=tuple(references(record)))
    return link_records(entries, dossier.names, dossier.subject, dossier.today)


def _treatment(dossier: Dossier, name: str) -> Treatment | None:
    fate = fate_of_record(dossier, dossier.entries[name].record)
    return None if fate is None else fate.treatment


class Case(NamedTuple):
    """The numbers of the judgment and its proceeding as published, and the fields that were redacted since."""

    source: Change
    proceeding: Change
    redacted: dict[str, Change]


CASES = {
    "neutral citation": Case(KNOWN, {**KNOWN, "sources": (SOURCE,)}, {SOURCE: {"neutral_citation": MARK}}),
    "a piece of it": Case(KNOWN, KNOWN, {SOURCE: {"neutral_citation": f"[2023] AVRT {MARK}"}}),
    "a division": Case(
        *({"neutral_citation": "[2023] UKUT 1 (AAC)"},) * 2, {SOURCE: {"neutral_citation": f"[2023] UKUT 1 {MARK}"}}
    ),
    "official number and part": Case(
        {"official_id": f"{CITATION}, costs", "case_number": None},
        KNOWN,
        {SOURCE: {"official_id": f"{CITATION}, {MARK}"}},
    ),
    "official number alone": Case(
        {"official_id": CITATION, "case_number": None, "court": None}, KNOWN, {SOURCE: {"official_id": MARK}}
    ),
    "ECLI": Case(
        {"ecli": "ECLI:GB:AVRT:2023:1"}, {"neutral_citation": "ECLI:GB:AVRT:2023:1"}, {SOURCE: {"ecli": MARK}}
    ),
    "report": Case({"report": CITATION}, KNOWN, {SOURCE: {"report": MARK}}),
    "title": Case(
        {"title": f"A v B {CITATION}", "case_number": None, "report": "1 VLR 2"},
        KNOWN,
        {SOURCE: {"title": f"A v B {MARK}"}},
    ),
    "of the proceeding": Case(KNOWN, {**KNOWN, "sources": (SOURCE,)}, {FIRST: {"neutral_citation": MARK}}),
    "of the proceeding, which names no source": Case(KNOWN, KNOWN, {FIRST: {"neutral_citation": MARK}}),
    "of the proceeding, of a source of another sort": Case(
        {"official_id": CITATION, "type": CslType.DOCUMENT, "genre": Genre.OFFICIAL_DOCUMENT, "accessed": DAY},
        KNOWN,
        {FIRST: {"neutral_citation": MARK}},
    ),
    "of both": Case(KNOWN, KNOWN, {SOURCE: {"neutral_citation": MARK}, FIRST: {"neutral_citation": MARK}}),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_course_is_not_known_if_the_number_was_redacted(case: Case, toy: Dossier) -> None:
    published = _changed(toy, {SOURCE: case.source, FIRST: case.proceeding})
    assert _treatment(published, SOURCE) is Treatment.REVERSED
    now = _changed(published, case.redacted)
    source = now.source(SOURCE)
    assert source is not None
    assert [*decisions_in(now, source)] == []
    hidden = fate_of_record(now, source)
    assert hidden is not None
    assert hidden.treatment is Treatment.COURSE_NOT_KNOWN
    assert "redacted" in hidden.caveat
    assert f"ater course not known: {hidden.words.partition(': ')[2]}" in (
        later_course(now, now.entries[CLAIM].record) or ""
    )
    # The proceeding names its later decisions by their records, so its own course is known.
    assert _treatment(now, FIRST) is Treatment.REVERSED
    # The mark follows the redaction, and no check asks for more.
    texts = {name: frozenset((field, text) for field, text in fields.items()) for name, fields in case.redacted.items()}
    base = replace(published, redacted_texts=texts)
    assert [*undeclared_correction.check(now, base)] == []
    forged = replace(published, redacted_texts=dict.fromkeys(texts, frozenset()))
    assert {each.code for each in undeclared_correction.check(now, forged)} == {undeclared_correction.CODE}
    checks = (duplicate_citation, incomplete_citation, unlinked_decision)
    paths = {now.entries[name].path for name in (SOURCE, FIRST)}
    found = [each for rule in checks for each in rule.check(now) if each.span.path in paths]
    # If only the number of the proceeding was redacted, the source may name it by its identifier.
    is_asked = SOURCE not in case.redacted and case.source.get("genre") is None
    assert [each.code for each in found] == ([unlinked_decision.CODE] if is_asked else [])
    told = _changed(now, {SOURCE: {"decision_of": (FIRST,)}})
    assert _treatment(told, SOURCE) is Treatment.REVERSED


def test_a_citation_that_is_left_still_links(toy: Dossier) -> None:
    now = _changed(toy, {SOURCE: {"neutral_citation": MARK, "official_id": CITATION}, FIRST: KNOWN})
    assert _treatment(now, SOURCE) is Treatment.REVERSED


def test_whatever_may_be_the_decision_has_no_known_course(toy: Dossier) -> None:
    """If the number of a proceeding was redacted, it may be that of any source that has no other link."""
    gone = Withdrawal.model_construct(date=PartialDate.parse("2026-11-21"), reason="")
    other_sort: Change = {**KNOWN, "type": CslType.DOCUMENT, "genre": Genre.OFFICIAL_DOCUMENT, "accessed": DAY}
    for source, proceeding, is_lost in (
        (other_sort, {}, True),
        ({**KNOWN, "withdrawn": gone}, {}, True),
        ({**other_sort, "neutral_citation": None, "case_number": None}, {}, False),
        # Both have a citation, so they are two judgments, unless the proceeding lists the source.
        (other_sort, {"case_number": MARK, "neutral_citation": "[2023] AVRT 7"}, False),
        (other_sort, {"case_number": MARK, "neutral_citation": "[2023] AVRT 7", "sources": (SOURCE,)}, True),
        # The record of the source says what it decided.
        ({**KNOWN, "decision_of": (SECOND,)}, {}, False),
        ({**KNOWN, "decision_of": DecisionLink.NONE_ON_RECORD, "court": "Roads Regulator"}, {}, False),
    ):
        now = _changed(toy, {SOURCE: source, FIRST: {"neutral_citation": MARK, **proceeding}})
        expected = Treatment.COURSE_NOT_KNOWN if is_lost else None
        assert _treatment(now, SOURCE) is expected, (source, proceeding)


def test_two_marks_are_not_the_same_number(toy: Dossier) -> None:
    marks = {
        "url": f"https://example.org/{MARK}",
        "neutral_citation": MARK,
        "case_number": MARK,
        "ecli": MARK,
        "report": MARK,
        "official_id": MARK,
    }
    proceedings = {name: {"neutral_citation": MARK, "case_number": MARK} for name in (FIRST, SECOND)}
    now = _changed(toy, {SOURCE: marks, OTHER: marks, **proceedings})
    decisions = [[*decisions_in(now, source)] for name in (SOURCE, OTHER) if (source := now.source(name))]
    assert decisions == [[], []]
    assert [*duplicate_citation.check(now), *duplicate_url.check(now)] == []
    of_first = fate_of_record(now, now.entries[FIRST].record)
    assert of_first is not None
    assert of_first.words.startswith(f"reversed by Roads Tribunal, appeal ({MARK}, {SECOND}) on ")
    # A claim on both names both, and a suspended number is not found at each mark.
    claim = now.claim(CLAIM)
    assert claim is not None
    evidence = (claim.evidence[0], claim.evidence[0].model_copy(update={"source": OTHER}))
    course = later_course(now, claim.model_copy(update={"evidence": evidence}))
    assert course is not None
    assert course.count("later course not known") == 2
    assert numbers(b'{"record": {"case_number": "[redacted]", "neutral_citation": "[2023] AVRT 1"}}') == {CITATION}
    statements = {name: {"statement": MARK} for name in (CLAIM, "CLM-2026-0001")}
    assert [*duplicate_statement.check(_changed(now, statements))] == []
