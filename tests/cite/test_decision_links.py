"""A decision is linked by its own record or by its citation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dossier.checks import mistaken_decision, unlinked_decision
from dossier.cite.fate import fate_of_record, later_course
from dossier.cite.with_history import later_decisions_of_source
from dossier.model.dates import Edtf, PartialDate
from dossier.model.record import Withdrawal
from dossier.model.redaction import MARK
from dossier.model.vocabulary import CslType, DecisionLink, Genre, ProceedingStatus, Undated
from dossier.reading.authorities import authorities
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from dossier.reading.lost_links import lost_links
from tests.cite.test_fate import FIRST, SECOND, THIRD, _claim, _dossier, _history, _source, _step
from tests.cite.test_redacted_numbers import Change, _changed

SOURCE, OTHER, CLAIM = "SRC-2026-0101", "SRC-2026-0102", "CLM-2026-0101"
CITATION = {"neutral_citation": "[2023] AVRT 1"}
NUMBERED = {"case_number": "RT/2023/7"}
OF_FORUM = {"court": "Roads Tribunal"}
DECLARED = {"decision_of": (FIRST,)}
NONE_ON_RECORD = {"decision_of": DecisionLink.NONE_ON_RECORD}
NOTICE = {"type": CslType.DOCUMENT, "genre": Genre.REGULATOR_DECISION, "accessed": None, "publisher": "A reprint"}
UNLINKED = "the source is a decision, and does not say which proceeding it decided"
SAME_TITLE = {"title": "Ashby v  vale"}
THREE_DAYS_LATER = PartialDate.parse("2023-01-04")


def _number_of(part: str) -> str:
    return f"[2023] AVRT 1 {part}" if part.startswith("(") else f"[2023] AVRT 1, {part}".rstrip(", ")


def _read(dossier: Dossier, name: str) -> Any:
    return dossier.entries[name].record


def _treatment(dossier: Dossier, name: str) -> Treatment | None:
    fate = fate_of_record(dossier, _read(dossier, name))
    return None if fate is None else fate.treatment


def _messages(dossier: Dossier) -> list[str]:
    found = (*unlinked_decision.check(dossier), *mistaken_decision.check(dossier))
    return [each.message for each in found if SOURCE in each.span.path]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A decision of 1 January 2023 without a number, reversed in 2024, two sources without a number, and a claim.

    The claim rests on the first source. The second says that it decided nothing on record.
    """
    folder: Path = tmp_path_factory.mktemp("links")
    decision = {"neutral_citation": None, "status": "reversed"}
    _dossier(folder, **{FIRST: {**decision, **_history(_step("reversed", SECOND))}})
    for number in (1, 2):
        _source(folder / "toy", number, issued="2023-01-01")
    claimed = _claim(folder / "toy", {"source": SOURCE, "stance": "supports", "says": "holds it"})[0]
    return _changed(claimed, {OTHER: NONE_ON_RECORD})


# The fields of a source and of a proceeding that was reversed.
LINKED: dict[str, tuple[Change, Change]] = {
    "named": (DECLARED, {}),
    "named, a reprint of a notice": ({**NOTICE, **DECLARED}, {}),
    "named, with a number in another spelling": ({**DECLARED, "case_number": "RT-7"}, NUMBERED),
    "named, and its number was redacted": ({**DECLARED, "case_number": MARK}, {"case_number": MARK}),
    "named, of another day": ({**DECLARED, "issued": PartialDate.parse("2023-02-01")}, {}),
    "the same citation, and said to have decided none on record": ({**CITATION, **NONE_ON_RECORD}, CITATION),
    "the same citation, and another proceeding is named": ({**CITATION, "decision_of": (THIRD,)}, CITATION),
    "the same ECLI": ({"ecli": "ECLI:EU:C:2023:1"}, {"neutral_citation": "ECLI:EU:C:2023:1"}),
    **{
        f"second of two numbers: {written}": ({"neutral_citation": written}, CITATION)
        for written in (
            "[2022] AVRT 9 / [2023] AVRT 1",
            "[2022] AVRT 9 + [2023] AVRT 1",
            "[2022] AVRT 9 [2023] AVRT 1",
            "[2023] AVRT 8 and 1",
        )
    },
    "a court with a space between its letters": ({"neutral_citation": "[2023] A.V. R.T. 1"}, CITATION),
    "two numbers with a bar": ({"neutral_citation": "[2022] AVRT 9 | [2023] AVRT 1"}, CITATION),
    "an ECLI with a full stop and a case number": (
        {"ecli": "ECLI:EU:C:2023:1"},
        {"neutral_citation": "ECLI:EU:C:2023:1 (C-1/23)."},
    ),
    "a number in full-width brackets": ({"neutral_citation": "\uff3b2023\uff3d AVRT 1"}, CITATION),
    "a number in square brackets of the East": ({"official_id": "\u30102023\u3011AVRT 1"}, CITATION),
    "a number after a hyphen": ({"neutral_citation": "[2023] AVRT-1"}, CITATION),
    "second of two numbers, each with a part": (
        {"neutral_citation": "[2022] EWHC 9 (Admin) (liability), [2023] EWHC 1 (Admin) (quantum)"},
        {"neutral_citation": "[2023] EWHC 1 (Admin)"},
    ),
}
# Nothing but its own record can say what these decided.
NOT_LINKED: dict[str, tuple[Change, Change]] = {
    "listed": (OF_FORUM, {"sources": (SOURCE,)}),
    "listed, with the same case number": ({**OF_FORUM, **NUMBERED}, {"sources": (SOURCE,), **NUMBERED}),
    "the same case number": ({**OF_FORUM, **NUMBERED}, NUMBERED),
    "the same case number, of a misspelled court": ({"court": "Roads Tribnal", **NUMBERED}, NUMBERED),
    "one of two joined cases": ({**OF_FORUM, "case_number": "C-1/23"}, {"case_number": "C-1/23 and C-2/23"}),
    "an ECLI and a case number": ({**OF_FORUM, "ecli": "ECLI:EU:C:2023:1"}, NUMBERED),
    "an ECLI of no court, three days later": ({"ecli": "ECLI:EU:C:2023:1", "issued": THREE_DAYS_LATER}, NUMBERED),
    "an ECLI with a zero": ({"ecli": "ECLI:EU:C:2023:01"}, {"neutral_citation": "ECLI:EU:C:2023:1"}),
    "a reprint of a notice": (NOTICE, {}),
    "a law report of another case": ({"report": "[2023] AVRT 1 considered"}, CITATION),
    "a number with a year of two digits": ({"neutral_citation": "[23] AVRT 1"}, CITATION),
    "a misspelled citation": ({**OF_FORUM, "neutral_citation": "[2032] AVRT 1"}, {**CITATION, "sources": (SOURCE,)}),
    "a number after words": ({"neutral_citation": "[2022] AVRT 9, as varied by [2023] AVRT 1"}, CITATION),
    "a case number with a note": ({"neutral_citation": "[2023] AVRT 1\u00b2"}, {"neutral_citation": "[2023] AVRT 12"}),
    "withdrawn proceedings with a number": ({}, NUMBERED),
    **{
        f"a citation with a letter: {number}": ({"neutral_citation": number}, CITATION)
        for number in (
            *("[2023] AVRT 1A", "[2023] AVRT 1 bis", "[2023] AVRT 1-A", "[2023] AVRT 1 A"),
            *("[2023] AVRT 1-2", "[2023] AVRT 1.2", "[2023] AVRT 1 (2)", "[2023] AVRT 1/2"),
        )
    },
}


@pytest.mark.parametrize("case", LINKED.values(), ids=LINKED)
def test_a_decision_is_linked_to_the_proceeding_that_it_names_or_whose_citation_it_has(
    case: tuple[Change, Change], toy: Dossier
) -> None:
    of_source, of_first = case
    dossier = _changed(toy, {SOURCE: of_source, FIRST: of_first})
    is_also_another = THIRD in of_source.get("decision_of", ())
    assert _treatment(dossier, SOURCE) is (Treatment.REVERSED_IN_PART if is_also_another else Treatment.REVERSED)
    claim = _read(dossier, CLAIM)
    assert FIRST in {each.id for each in authorities(dossier, claim)}
    assert "reversed by" in (later_course(dossier, claim) or "")
    contradicts = of_source.get("decision_of", (FIRST,)) != (FIRST,) or "issued" in of_source
    contradicts |= of_source.get("case_number") == "RT-7"
    assert bool(_messages(dossier)) is contradicts


@pytest.mark.parametrize("case", NOT_LINKED.values(), ids=NOT_LINKED)
def test_a_decision_that_does_not_say_what_it_decided_is_asked_about(case: tuple[Change, Change], toy: Dossier) -> None:
    """Its later course is not known, nor is that of a claim on it, even if nothing on record was changed."""
    of_source, of_first = case
    dossier = _changed(toy, {SOURCE: of_source, FIRST: of_first})
    for each in (dossier, _changed(dossier, {FIRST: {"history": (), "status": ProceedingStatus.FINAL}})):
        assert _treatment(each, SOURCE) is Treatment.COURSE_NOT_KNOWN
        claim = _read(each, CLAIM)
        assert [authority.id for authority in authorities(each, claim)] == [SOURCE]
        assert "later course not known: its record does not say which" in (later_course(each, claim) or "")
        assert _messages(each) == [UNLINKED]
    # Once it says so, its status is that of its proceeding, or none.
    for declared, treatment in ((DECLARED, Treatment.REVERSED), (NONE_ON_RECORD, None)):
        told = _changed(dossier, {SOURCE: {**of_source, **declared}})
        assert UNLINKED not in _messages(told)
        # That it decided none on record is doubted if a proceeding of its day lists it or has its forum or case.
        if not any("may be the decision" in message for message in _messages(told)):
            assert _treatment(told, SOURCE) is treatment


def test_the_question_names_the_proceedings_that_it_may_mean(toy: Dossier) -> None:
    another_court = {"court": "Roads Regulator"}
    for of_source, of_first, is_named in (
        (OF_FORUM, {}, True),
        ({**OF_FORUM, "issued": PartialDate.parse("2023")}, {}, True),
        ({**OF_FORUM, "issued": THREE_DAYS_LATER}, {}, False),
        ({"court": "Roads Tribnal", **NUMBERED, "issued": THREE_DAYS_LATER}, NUMBERED, True),
        ({**OF_FORUM, "issued": THREE_DAYS_LATER}, {"published": Edtf.parse("2023-02-01")}, True),
        ({}, {}, False),
        ({}, {"sources": (SOURCE,)}, True),
        ({"issued": THREE_DAYS_LATER}, {"sources": (SOURCE,)}, True),
        ({"issued": PartialDate.parse("2023-03-01")}, {"sources": (SOURCE,)}, False),
        ({**OF_FORUM, **NUMBERED}, {**NUMBERED, "decided": None}, True),
        ({**OF_FORUM, "neutral_citation": "[2023] AVRT 8"}, {**CITATION, "sources": (SOURCE,)}, True),
        ({**OF_FORUM, "neutral_citation": "[2023] AVRT 8"}, CITATION, False),
        (another_court, {"sources": (SOURCE,)}, False),
        (SAME_TITLE, {}, True),
        ({**SAME_TITLE, "issued": THREE_DAYS_LATER}, {}, False),
        ({**SAME_TITLE, **another_court}, {}, False),
    ):
        dossier = _changed(toy, {SOURCE: {"title": "Cole v Dean", **of_source}, FIRST: of_first})
        [asked] = [each for each in unlinked_decision.check(dossier) if SOURCE in each.span.path]
        assert (f"`decision_of: [{FIRST}]`" in (asked.help or "")) is is_named, (of_source, of_first)


@pytest.mark.parametrize(
    ("of_source", "of_first", "of_second", "expected"),
    [
        ("ground 1", "ground 1", "ground 2", (Treatment.REVERSED, [FIRST])),
        ("ground 1", "grounds 1 and 2", "costs", (Treatment.REVERSED, [FIRST])),
        ("liability", "costs and liability", "liability", (Treatment.REVERSED_IN_PART, [FIRST, SECOND])),
        ("grounds 1 to 3", "ground 2", "costs", (Treatment.REVERSED_IN_PART, [FIRST])),
        ("", "ground 2", None, (Treatment.REVERSED_IN_PART, [FIRST])),
        ("", "RT/2023/7", None, (Treatment.REVERSED, [FIRST])),
        ("ground 1", "", None, (Treatment.REVERSED, [FIRST])),
        ("ground 1", "ground 2", "grounds 1 and 3", (None, [SECOND])),
        # Other words for the whole, and a range of many paragraphs.
        ("ground 1", "(AC-2025-1)", "ground 1", (Treatment.REVERSED_IN_PART, [FIRST, SECOND])),
        ("ground 1", "all grounds", "ground 1", (Treatment.REVERSED_IN_PART, [FIRST, SECOND])),
        ("para 1150", "paras 1-1300", "paras 1150-1160", (Treatment.REVERSED_IN_PART, [FIRST, SECOND])),
        # Nobody knows if this is the same part.
        ("ground 1", "liability", "ground 1", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("liability", "breach of duty", "liability", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("quantum", "damages", "quantum", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("(costs)", "(costs order)", "(costs)", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("(Liability)", "(Breach of duty)", "(liability)", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("", "(costs)", None, (Treatment.REVERSED_IN_PART, [FIRST])),
        ("costs", "costs order", "costs", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("order for costs", "the costs", "order for costs", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("costs", "all grounds but not costs", "costs", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("ground 1", "all of ground 1 and half of ground 2", "ground 1", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("ground 1", "ground 1(a)", "ground 1", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        # It is known that these are others.
        ("ground 1", "costs", "ground 1", (None, [SECOND])),
        ("liability", "costs order", "liability", (None, [SECOND])),
        ("ground 1(a)", "ground 1(b)", "ground 1(a)", (None, [SECOND])),
        ("ground 2", "ground 1(a)", "ground 2", (None, [SECOND])),
        ("third ground", "first and second grounds", "ground iii", (None, [SECOND])),
        ("part 1: liability", "part 2: quantum", "part 1", (None, [SECOND])),
        # Other ways to write the same, or the whole.
        ("fourth ground", "ground four", "costs", (Treatment.REVERSED, [FIRST])),
        ("ground iv", "4th ground of appeal", "costs", (Treatment.REVERSED, [FIRST])),
        ("ground 2", "first and second grounds", "costs", (Treatment.REVERSED, [FIRST])),
        *(
            ("ground 1", whole, "ground 1", (Treatment.REVERSED_IN_PART, [FIRST, SECOND]))
            for whole in ("everything", "full judgment", "the judgment as a whole")
        ),
        ("costs", "all costs", "costs", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        # These may include costs, or be another word for them.
        ("costs", "consequential orders", "costs", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("ancillary relief", "costs", "ancillary relief", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
        ("(expenses)", "(costs)", "(expenses)", (Treatment.COURSE_NOT_KNOWN, [SECOND])),
    ],
)
def test_parts_that_overlap_are_linked_and_the_rest_is_not_called_reversed(
    of_source: str, of_first: str, of_second: str | None, expected: tuple[Treatment | None, list[str]], toy: Dossier
) -> None:
    def numbers(part: str | None) -> Change:
        return {} if part is None else {"neutral_citation": None, "case_number": _number_of(part)}

    dossier = _changed(toy, {SOURCE: numbers(of_source), FIRST: numbers(of_first), SECOND: numbers(of_second)})
    source = _read(dossier, SOURCE)
    fate = fate_of_record(dossier, source)
    assert ((fate and fate.treatment), [each.id for each in decisions_in(dossier, source)]) == expected
    doubts = [lost] if (lost := lost_links(dossier).get(SOURCE)) else []
    assert doubts == [f"{FIRST} may be about the same part of the judgment"] * (
        expected[0] is Treatment.COURSE_NOT_KNOWN
    )
    effects = [effect.in_part for each in later_decisions_of_source(dossier, source) for effect in each.effects]
    words = {None: [], Treatment.COURSE_NOT_KNOWN: [], Treatment.REVERSED: [""]}
    assert effects == words.get(expected[0], [" in part"])
    # A source that says what it decided leaves no doubt about a part in other words.
    told = _changed(dossier, {SOURCE: {**numbers(of_source), "decision_of": (SECOND,)}})
    if expected[0] is Treatment.COURSE_NOT_KNOWN:
        assert fate_of_record(told, _read(told, SOURCE)) is None


def test_one_decision_may_end_several_proceedings_and_a_claim_says_which_it_is_about(toy: Dossier) -> None:
    """A claim on the joined case that was not appealed does not rest on what was reversed."""
    joined = _changed(toy, {SOURCE: {"decision_of": (FIRST, THIRD)}})
    assert _treatment(joined, SOURCE) is Treatment.REVERSED_IN_PART
    [later] = later_decisions_of_source(joined, _read(joined, SOURCE))
    assert [effect.in_part for effect in later.effects] == [" in part"]
    for about, rests_on in (
        ((), [FIRST, THIRD]),
        ((FIRST,), [FIRST]),
        ((THIRD,), [THIRD]),
        ((SECOND,), [FIRST, THIRD]),
    ):
        dossier = _changed(joined, {CLAIM: {"proceedings": about}})
        claim = _read(dossier, CLAIM)
        assert [each.id for each in authorities(dossier, claim)] == rests_on
        assert ("reversed" in (later_course(dossier, claim) or "")) is (FIRST in rests_on)


def test_a_decision_that_names_another_proceeding_of_its_case_and_day_is_asked_about(toy: Dossier) -> None:
    """A joined case may be forgotten. Its later course is not known if the other proceeding was changed."""
    same_day: Change = {"decided": Edtf.parse("2023-01-01"), "neutral_citation": None}
    for of_source, of_first, is_asked in (
        (NUMBERED, NUMBERED, True),
        ({"case_number": "C-1/23, C-2/23"}, {"case_number": "C-1/23"}, True),
        ({}, {"sources": (SOURCE,)}, True),
        (NUMBERED, {**NUMBERED, "decided": Edtf.parse("2023-01-02")}, False),
        (NUMBERED, {**NUMBERED, "decided": None}, False),
        (NUMBERED, {}, False),
        (NUMBERED, {"case_number": "RT/2023/8", "sources": (SOURCE,)}, False),
        ({**NUMBERED, "neutral_citation": "[2023] AVRT 8"}, {**NUMBERED, **CITATION}, False),
        ({**NUMBERED, "court": "Roads Regulator"}, NUMBERED, False),
    ):
        named: Change = {**OF_FORUM, **of_source, "decision_of": (THIRD,)}
        dossier = _changed(toy, {SOURCE: named, FIRST: of_first, THIRD: same_day})
        assert _treatment(dossier, SOURCE) is (Treatment.COURSE_NOT_KNOWN if is_asked else None), of_source
        asked = f"the source may be the decision in `{FIRST}` as well"
        assert (asked in _messages(dossier)) is is_asked
        # If the proceeding only lists it, it is certain once another source is the decision there. A source with the
        # same case number may be a copy.
        told = _changed(dossier, {OTHER: DECLARED})
        is_copy = is_asked and "sources" not in of_first
        assert _treatment(told, SOURCE) is (Treatment.COURSE_NOT_KNOWN if is_copy else None)
        assert (asked in _messages(told)) is is_copy


def test_that_a_decision_decided_none_on_record_is_asked_again_if_a_proceeding_may_be_its_own(toy: Dossier) -> None:
    """It was perhaps written before the proceeding was on record. Often another source is entered with that."""
    same_case: Change = {**OF_FORUM, **NUMBERED}
    listed: Change = {"sources": (SOURCE,)}
    other_day = {"decided": Edtf.parse("2022-12-28")}
    for of_source, of_first, is_asked, is_asked_beside_another in (
        (OF_FORUM, {}, True, True),
        (same_case, NUMBERED, True, True),
        (same_case, {**NUMBERED, "decided": None}, True, True),
        ({**same_case, "issued": Undated.UNDATED}, NUMBERED, True, True),
        (OF_FORUM, {**listed, "decided": None}, True, True),
        ({**NOTICE, "publisher_body": "roads-regulator"}, listed, True, True),
        ({**OF_FORUM, "neutral_citation": "[2032] AVRT 1"}, {**CITATION, **listed}, True, True),
        ({"court": "Roads Tribnal", **NUMBERED, "issued": THREE_DAYS_LATER}, NUMBERED, True, False),
        # The order on costs in the case, if its judgment is on record.
        (same_case, {**NUMBERED, **other_day}, True, False),
        (OF_FORUM, {**listed, **other_day}, True, False),
        (OF_FORUM, {**listed, "decided": Edtf.parse("2022-06-01")}, False, False),
        ({**same_case, "court": "Roads Regulator"}, {**NUMBERED, **other_day}, False, False),
        (same_case, {"case_number": "RT/2023/8", **listed}, False, False),
        ({**OF_FORUM, "neutral_citation": "[2023] AVRT 8"}, CITATION, False, False),
        # The same title and day, although the numbers differ: either may be misspelled.
        ({**SAME_TITLE, "neutral_citation": "[2023] AVRT 8"}, CITATION, True, True),
        ({**SAME_TITLE, "case_number": "RT/2023/77"}, NUMBERED, True, True),
        # A reprint that is listed, a few days later.
        ({**NOTICE, "issued": THREE_DAYS_LATER}, listed, True, False),
        ({**NOTICE, "issued": PartialDate.parse("2023-03-01")}, listed, False, False),
    ):
        fields: Change = {"title": "Cole v Dean", **of_source, **NONE_ON_RECORD}
        dossier = _changed(toy, {SOURCE: fields, FIRST: of_first})
        beside = _changed(dossier, {OTHER: DECLARED})
        for each, is_expected in ((dossier, is_asked), (beside, is_asked_beside_another)):
            assert _treatment(each, SOURCE) is (Treatment.COURSE_NOT_KNOWN if is_expected else None), of_source
            asked = [f"the source may be the decision in `{FIRST}`"]
            assert _messages(each) == (asked if is_expected else []), of_source


def test_two_decisions_in_a_case_are_told_apart_by_what_they_name(toy: Dossier) -> None:
    """The order on costs is not called reversed with the judgment, although a proceeding lists every paper."""
    later = {"issued": PartialDate.parse("2023-02-01")}
    costs: Change = {"decided": Edtf.parse("2023-02-01"), "neutral_citation": None, **NUMBERED}
    listed: Change = {"sources": (SOURCE, OTHER), **NUMBERED}
    numbered: Change = {**OF_FORUM, **NUMBERED}
    for named, of_third in (({"decision_of": (THIRD,)}, costs), (NONE_ON_RECORD, {})):
        records: dict[str, Change] = {SOURCE: {**numbered, **later, **named}, OTHER: {**numbered, **DECLARED}}
        dossier = _changed(toy, {**records, FIRST: listed, THIRD: of_third})
        assert _treatment(dossier, SOURCE) is None
        assert _treatment(dossier, OTHER) is Treatment.REVERSED
        assert _messages(dossier) == []


def test_a_source_agrees_with_the_proceeding_that_it_is_linked_to(toy: Dossier) -> None:
    """Also if a misspelled citation links it. A translation may have a day of its own."""
    later: Change = {"issued": PartialDate.parse("2024-06-11")}
    another_day = f"the decision in `{FIRST}` is of another day"
    dossier = _changed(toy, {SOURCE: {**later, **CITATION}, FIRST: CITATION})
    assert _messages(dossier) == [another_day]
    dossier = _changed(toy, {SOURCE: {**later, **DECLARED}})
    assert _messages(dossier) == [another_day]
    for repeated, messages in ((DECLARED, []), (NONE_ON_RECORD, [another_day])):
        translation: Change = {**later, **DECLARED, "derived_from": (OTHER,)}
        assert _messages(_changed(toy, {SOURCE: translation, OTHER: repeated})) == messages


def test_the_record_of_a_proceeding_that_was_entered_twice_takes_no_decision_away(toy: Dossier) -> None:
    gone = Withdrawal.model_validate({"date": "2026-11-01", "reason": "A duplicate.", "replaced_by": FIRST})
    dossier = _changed(toy, {SOURCE: {"decision_of": (FIRST, THIRD)}, THIRD: {"withdrawn": gone}})
    assert _treatment(dossier, SOURCE) is Treatment.REVERSED
    # If only the withdrawn record is named, nobody vouches for what it says.
    dossier = _changed(toy, {SOURCE: {"decision_of": (THIRD,)}, THIRD: {"withdrawn": gone, **_read_history(toy)}})
    assert _treatment(dossier, SOURCE) is Treatment.COURSE_NOT_KNOWN
    assert _messages(dossier) == [f"`{THIRD}` was withdrawn"]


def _read_history(dossier: Dossier) -> Change:
    return {"history": _read(dossier, FIRST).history}
