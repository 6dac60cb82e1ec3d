"""A decision is linked to its proceeding, and another decision is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dossier.checks import unlinked_decision
from dossier.cite.fate import fate_of_record
from dossier.cite.with_history import later_decisions_of_source
from dossier.model.body import Alias
from dossier.model.dates import Edtf, PartialDate
from dossier.model.proceeding import HistoryEntry
from dossier.model.record import Withdrawal
from dossier.model.redaction import MARK
from dossier.model.vocabulary import CslType, Genre, ProceedingStatus, Undated
from dossier.reading.authorities import authorities
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment
from tests.cite.test_fate import FIRST, SECOND, THIRD, _claim, _dossier, _history, _source, _step
from tests.cite.test_redacted_numbers import Change, _changed

SOURCE, OTHER, CLAIM = "SRC-2026-0101", "SRC-2026-0102", "CLM-2026-0101"
NOTICE = {"type": CslType.DOCUMENT, "genre": Genre.REGULATOR_DECISION, "accessed": None}
LISTED = {"sources": (SOURCE,)}
NUMBERED = {"case_number": "RT/2023/7"}
OF_FORUM = {"court": "Roads Tribunal"}
LATER, EARLIER, AFTERWARDS = (PartialDate.parse(day) for day in ("2023-02-01", "2022-12-31", "2024-02-02"))
ALIASES = ("Tribunal of Roads", "Court of Roads (Vale)", "Vale's Tribunal")
AFFIRMED_FIRST = (
    HistoryEntry.model_validate({"relation": "affirmed", "proceeding": SECOND, "date": "2023-01-15"}),
    HistoryEntry.model_validate({"relation": "reversed", "proceeding": THIRD}),
)
NOT_LISTED = "`SRC-2026-0101` is a decision of the same forum and day, and this proceeding does not list it"
NO_FORUM = "`SRC-2026-0101` does not name the forum, so later decisions are not linked to it"
OTHER_NUMBER = (
    "`SRC-2026-0101` has the number `X-1`, and this proceeding has `RT/2023/7`, so later decisions are not linked to "
    "the judgment"
)
OTHER_TIME = "`SRC-2026-0101` was issued before the decision or after a later decision changed it, so it is not linked"


def _may_be(number: str, own: str) -> str:
    same = "is of the same forum and day, and its number"
    return f"`{SOURCE}` {same} `{number}` may be `{own}`, so they are not linked"


def _number_of(part: str) -> str:
    return f"[2023] AVRT 1 {part}" if part.startswith("(") else f"[2023] AVRT 1, {part}".rstrip(", ")


def _part(of_source: str, own: str) -> str:
    numbers = f"`{_number_of(of_source)}`, and `{_number_of(own)}`"
    return f"`{SOURCE}` is about a part of the judgment, {numbers} may be the same part, so they are not linked"


SAME_CASE = "`SRC-2026-0101` has the case number"
NOT_ITS_FORUM = "of this proceeding, and does not name its forum"
SAME_CASE_OTHER_BODY = f"{SAME_CASE} of this proceeding, and names another body than its forum"
SAME_CASE_OTHER_TIME = f"{SAME_CASE} of this proceeding, and {OTHER_TIME.partition(' ')[2]}"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A decision of 1 January 2023 without a number, reversed in 2024, two sources without a number, and a claim."""
    folder: Path = tmp_path_factory.mktemp("links")
    decision = {"neutral_citation": None, "sources": [SOURCE, OTHER], "status": "reversed"}
    _dossier(folder, **{FIRST: {**decision, **_history(_step("reversed", SECOND))}, THIRD: {"sources": [SOURCE]}})
    for number in (1, 2):
        _source(folder / "toy", number, issued="2023-01-01")
    listed = _claim(folder / "toy", {"source": SOURCE, "stance": "supports", "says": "holds it"})[0]
    return _changed(listed, {FIRST: {"sources": ()}, THIRD: {"sources": ()}})


class Case(NamedTuple):
    """The fields of a source and of a proceeding, and the warning if there is one."""

    source: dict[str, Any]
    proceeding: dict[str, Any]
    warning: str | None = None
    """If there is one, the source may be the decision in the proceeding, so its later course is not known."""


CITATION = {"neutral_citation": "[2023] AVRT 1"}
JOINED = {"case_number": "C-1/23 and C-2/23"}
ONE_CASE = (
    "`SRC-2026-0101` has the number `C-1/23`, and this proceeding has `C-1/23 and C-2/23`, so they are not linked "
    "although a case is the same"
)
BOTH = {**LISTED, **NUMBERED}
LINKED = {
    "listed": Case(OF_FORUM, LISTED),
    "listed, with the forum as publisher": Case({"publisher": "The Roads Tribunal", **NOTICE}, LISTED),
    "listed, with the record of the publisher": Case({"publisher_body": "roads-tribunal", **NOTICE}, LISTED),
    "listed, with an alias of the forum": Case({"court": "Tribunal of Roads"}, LISTED),
    "listed, with an alias of the forum without its place": Case({"court": "Court of Roads"}, LISTED),
    "listed, with another apostrophe": Case({"court": "Vale\u2019s Tribunal"}, LISTED),
    "listed, issued later": Case({**OF_FORUM, "issued": LATER}, LISTED),
    "listed, issued after it was affirmed": Case({**OF_FORUM, "issued": LATER}, {**LISTED, "history": AFFIRMED_FIRST}),
    "listed, and one of them has a number": Case(OF_FORUM, BOTH),
    "listed, with a citation that the proceeding lacks": Case({**OF_FORUM, **CITATION}, BOTH),
    "same case number": Case({**OF_FORUM, **NUMBERED}, NUMBERED),
    "same case number, of an alias": Case({"court": "Tribunal of Roads", **NUMBERED}, NUMBERED),
    "same case number, listed": Case(NUMBERED, BOTH),
    "same case number and a law report": Case(
        {**OF_FORUM, **NUMBERED, "report": "[2023] AC 12"}, {**NUMBERED, **CITATION}
    ),
    **{
        f"second of two numbers: {written}": Case({"neutral_citation": written}, CITATION)
        for written in (
            "[2022] AVRT 9 / [2023] AVRT 1",
            "[2022] AVRT 9 + [2023] AVRT 1",
            "[2022] AVRT 9 [2023] AVRT 1",
            "[2023] AVRT 8 and 1",
        )
    },
    **{
        f"same case number, written {written}": Case(
            {**OF_FORUM, "case_number": written}, {"sources": (SOURCE,), "case_number": number}
        )
        for number, *spellings in (
            ("KW-17", "KW/17", "KW17", "kw 17", "KW-017", "No KW-17", "Case No. KW-17"),
            ("C-1/23 and C-2/23", "C-1/23, C-2/23", "Joined Cases C-2/23 & C-1/23"),
        )
        for written in spellings
    },
    "a court with a space between its letters": Case({"neutral_citation": "[2023] A.V. R.T. 1"}, CITATION),
    "two numbers with a bar": Case({"neutral_citation": "[2022] AVRT 9 | [2023] AVRT 1"}, CITATION),
    "an ECLI with a full stop and a case number": Case(
        {"ecli": "ECLI:EU:C:2023:1"}, {"neutral_citation": "ECLI:EU:C:2023:1 (C-1/23)."}
    ),
    "a number in full-width brackets": Case({"neutral_citation": "\uff3b2023\uff3d AVRT 1"}, CITATION),
    "a number in square brackets of the East": Case({"official_id": "\u30102023\u3011AVRT 1"}, CITATION),
    "a number after a hyphen": Case({"neutral_citation": "[2023] AVRT-1"}, CITATION),
    "second of two numbers, each with a part": Case(
        {"neutral_citation": "[2022] EWHC 9 (Admin) (liability), [2023] EWHC 1 (Admin) (quantum)"},
        {"neutral_citation": "[2023] EWHC 1 (Admin)"},
    ),
}
UNLINKED = {
    "listed, with another number": Case({**OF_FORUM, "case_number": "X-1"}, BOTH, OTHER_NUMBER),
    "a number that has the same digits": Case(
        {**OF_FORUM, "neutral_citation": "[2023] AVRT 8, 1"},
        CITATION,
        _may_be("[2023] AVRT 8, 1", "[2023] AVRT 1"),
    ),
    "listed, of no forum": Case({}, LISTED, NO_FORUM),
    "listed, of another forum": Case({"court": "Roads Regulator"}, LISTED),
    "listed, issued earlier": Case({**OF_FORUM, "issued": EARLIER}, LISTED, OTHER_TIME),
    "listed, issued after the reversal": Case({**OF_FORUM, "issued": AFTERWARDS}, LISTED, OTHER_TIME),
    "listed, issued earlier, with a number": Case({**OF_FORUM, "case_number": "X-1", "issued": EARLIER}, BOTH),
    "listed, of another sort": Case({**OF_FORUM, **NOTICE, "genre": Genre.COMMENTARY}, LISTED),
    "listed by a pending proceeding": Case(OF_FORUM, {**LISTED, "status": ProceedingStatus.PENDING}),
    "not listed": Case(OF_FORUM, {}, NOT_LISTED),
    "not listed, of another day": Case({**OF_FORUM, "issued": LATER}, {}),
    "same case number, of no forum": Case(NUMBERED, NUMBERED, f"{SAME_CASE} and the day {NOT_ITS_FORUM}"),
    "same case number, of a misspelled court": Case(
        {"court": "Roads Tribnal", **NUMBERED}, NUMBERED, f"{SAME_CASE} and the day {NOT_ITS_FORUM}"
    ),
    "same case number of another forum": Case({"court": "Roads Regulator", **NUMBERED}, NUMBERED),
    "same case number of another forum, listed": Case(
        {"court": "Roads Regulator", **NUMBERED},
        BOTH,
        f"{SAME_CASE} of this proceeding, and names another body than its forum",
    ),
    "same case number, issued earlier": Case(
        {**OF_FORUM, **NUMBERED, "issued": EARLIER}, NUMBERED, SAME_CASE_OTHER_TIME
    ),
    "same case number, issued earlier, listed": Case({**OF_FORUM, **NUMBERED, "issued": EARLIER}, BOTH, OTHER_TIME),
    "same case number, after the reversal": Case(
        {**OF_FORUM, **NUMBERED, "issued": AFTERWARDS}, NUMBERED, SAME_CASE_OTHER_TIME
    ),
    "same case number, after the reversal, listed": Case(
        {**OF_FORUM, **NUMBERED, "issued": AFTERWARDS}, BOTH, OTHER_TIME
    ),
    "same case number and another citation": Case(
        {**OF_FORUM, **NUMBERED, "neutral_citation": "[2023] AVRT 2"}, {**NUMBERED, **CITATION}
    ),
    "a law report of another case": Case({"report": "[2023] AVRT 1 considered"}, CITATION),
    "an ECLI and a case number": Case({**OF_FORUM, "ecli": "ECLI:EU:C:2023:1"}, NUMBERED, NOT_LISTED),
    "one of two joined cases": Case({**OF_FORUM, "case_number": "C-1/23", "issued": LATER}, JOINED, ONE_CASE),
    "one of two joined cases, of another forum": Case({"court": "Roads Regulator", "case_number": "C-1/23"}, JOINED),
    "one of two joined cases, with other citations": Case(
        {**OF_FORUM, "case_number": "C-1/23", "neutral_citation": "[2023] AVRT 2"}, {**JOINED, **CITATION}
    ),
    "another case": Case({**OF_FORUM, "case_number": "C-11/23", "issued": LATER}, JOINED),
    **{
        f"perhaps the same number: {number} for {own}": Case(
            {**OF_FORUM, "case_number": number}, {"case_number": own}, _may_be(number, own)
        )
        for number, own in (
            ("CO/1234/25", "CO/1234/2025"),
            ("19-12.345", "19-12345"),
            ("C-293-4/12", "C-293/12"),
            ("KW/\u0661\u0667", "KW/17"),
            ("KW 1/7", "KW17"),
            ("58 170/13", "58170/13"),
            ("X-1", "[2023] AVRT 1"),
        )
    },
    "perhaps the same number, and the citation of another series": Case(
        {**OF_FORUM, **NUMBERED, "neutral_citation": "2023 CanLII 477"},
        {**NUMBERED, **CITATION},
        _may_be("2023 CanLII 477", "[2023] AVRT 1"),
    ),
    "a number with a year of two digits": Case({**OF_FORUM, "neutral_citation": "[23] AVRT 1"}, CITATION, NOT_LISTED),
    "two citations of the same day": Case({**OF_FORUM, "neutral_citation": "[2023] AVRT 2"}, CITATION),
    "two ECLIs of the same day": Case(
        {**OF_FORUM, "ecli": "ECLI:EU:C:2023:2"}, {"neutral_citation": "ECLI:EU:C:2023:1"}
    ),
    "an ECLI with a zero": Case(
        {**OF_FORUM, "ecli": "ECLI:EU:C:2023:01"},
        {"neutral_citation": "ECLI:EU:C:2023:1"},
        _may_be("ECLI:EU:C:2023:01", "ECLI:EU:C:2023:1"),
    ),
    **{
        f"a citation with a letter: {number}": Case(
            {**OF_FORUM, "neutral_citation": number}, CITATION, _may_be(number, "[2023] AVRT 1")
        )
        for number in (
            *("[2023] AVRT 1A", "[2023] AVRT 1 bis", "[2023] AVRT 1-A", "[2023] AVRT 1 A"),
            *("[2023] AVRT 1-2", "[2023] AVRT 1.2", "[2023] AVRT 1 (2)", "[2023] AVRT 1/2"),
        )
    },
    "a citation with a letter, of another day": Case(
        {**OF_FORUM, "neutral_citation": "[2023] AVRT 1A", "issued": LATER}, CITATION
    ),
    "a case number with a note": Case(
        {"neutral_citation": "[2023] AVRT 1\u00b2"}, {"neutral_citation": "[2023] AVRT 12"}
    ),
    "a number after words": Case({"neutral_citation": "[2022] AVRT 9, as varied by [2023] AVRT 1"}, CITATION),
}


@pytest.mark.parametrize("case", (LINKED | UNLINKED).values(), ids=LINKED | UNLINKED)
def test_a_decision_is_linked_by_its_number_or_because_its_proceeding_lists_it(case: Case, toy: Dossier) -> None:
    changes = {
        SOURCE: case.source,
        FIRST: case.proceeding,
        "roads-tribunal": {"aliases": tuple(Alias(name=name) for name in ALIASES)},
    }
    dossier = _changed(toy, changes)
    is_linked = case in LINKED.values()
    fate = fate_of_record(dossier, dossier.entries[SOURCE].record)
    is_possible = case.warning is not None
    unlinked = Treatment.COURSE_NOT_KNOWN if is_possible else None
    assert (fate and fate.treatment) == (Treatment.REVERSED if is_linked else unlinked)
    claim = dossier.claim(CLAIM)
    assert claim is not None
    assert [each.id for each in authorities(dossier, claim)] == (
        [FIRST] if is_linked else [SOURCE] if is_possible else []
    )
    messages = [each.message for each in unlinked_decision.check(dossier)]
    assert messages == ([] if case.warning is None else [case.warning])


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
    doubts = [each.message for each in unlinked_decision.check(dossier)]
    assert doubts == [_part(of_source, of_first)] * (expected[0] is Treatment.COURSE_NOT_KNOWN)
    effects = [effect.in_part for each in later_decisions_of_source(dossier, source) for effect in each.effects]
    told = {None: [], Treatment.COURSE_NOT_KNOWN: [], Treatment.REVERSED: [""]}
    assert effects == told.get(expected[0], [" in part"])


def test_of_the_sources_that_are_listed_the_one_of_the_day_is_the_decision(toy: Dossier) -> None:
    both = {"sources": (SOURCE, OTHER), **NUMBERED}
    for own in ({}, NUMBERED):
        # Another decision with a number of its own is that of its own proceeding, although the first lists it too.
        for other, of_other in (({"issued": LATER}, []), ({"neutral_citation": "[2025] AVCA 3"}, [THIRD])):
            records: dict[str, Change] = {SOURCE: {**OF_FORUM, **own}, OTHER: {**OF_FORUM, **other}, FIRST: both}
            dossier = _changed(toy, records)
            found = [[each.id for each in decisions_in(dossier, _read(dossier, name))] for name in (SOURCE, OTHER)]
            assert found == [[FIRST], of_other]


def test_a_decision_is_not_linked_by_the_list_alone_if_a_number_was_redacted(toy: Dossier) -> None:
    for source, proceeding in (
        ({"case_number": MARK}, LISTED),
        ({"case_number": "X-1"}, {**LISTED, "case_number": MARK}),
    ):
        dossier = _changed(toy, {SOURCE: {**OF_FORUM, **source}, FIRST: proceeding})
        fate = fate_of_record(dossier, _read(dossier, SOURCE))
        assert (fate and fate.treatment) is Treatment.COURSE_NOT_KNOWN


def test_a_proceeding_without_a_number_does_not_take_the_decision_of_another(toy: Dossier) -> None:
    """Its later course is not known if any of the proceedings was changed, and the check asks."""
    unchanged: Change = {"history": (), "status": ProceedingStatus.FINAL}
    changed: Change = {"history": _read(toy, FIRST).history}
    of_day: Change = {"decided": _read(toy, FIRST).decided, "neutral_citation": None}
    for number, sources in (("X-1", (SOURCE,)), ("RT/2023/7 and 8", ())):
        own: Change = {**of_day, "case_number": "RT/2023/7", "sources": sources}
        for first, second, is_changed in (
            (changed, unchanged, True),
            (unchanged, changed, True),
            (unchanged, unchanged, False),
        ):
            records: dict[str, Change] = {FIRST: {**LISTED, **first}, SECOND: {**own, **second}}
            dossier = _changed(toy, {SOURCE: {**OF_FORUM, "case_number": number}, **records})
            fate = fate_of_record(dossier, _read(dossier, SOURCE))
            assert (fate and fate.treatment) is (Treatment.COURSE_NOT_KNOWN if is_changed else None)
            [warning] = [each.message for each in unlinked_decision.check(dossier)]
            assert f"`{number}`" in warning
    # So it is if nothing shows that the numbers are other ones, until the proceeding has the number or the other lists
    # its own decision.
    for source in ({"case_number": "RT/23/7"}, {"ecli": "ECLI:EU:C:2023:1"}):
        own_number = {"case_number": next(iter(source.values()))}
        of_second: Change = {**of_day, **NUMBERED, **changed, "sources": ()}
        for first, second, is_possible in (
            ({}, {}, True),
            (own_number, {}, False),
            ({}, {"sources": (OTHER,)}, False),
        ):
            records = {FIRST: {**LISTED, **unchanged, **first}, SECOND: {**of_second, **second}}
            dossier = _changed(toy, {SOURCE: {**OF_FORUM, **source}, OTHER: {**OF_FORUM, **NUMBERED}, **records})
            fate = fate_of_record(dossier, _read(dossier, SOURCE))
            assert (fate and fate.treatment) is (Treatment.COURSE_NOT_KNOWN if is_possible else None)
            assert len(list(unlinked_decision.check(dossier))) == is_possible
    # A redacted number does not leave the decision to the other proceeding either.
    redacted = {**of_day, "case_number": MARK}
    dossier = _changed(toy, {SOURCE: OF_FORUM, FIRST: {**LISTED, **unchanged}, SECOND: redacted})
    fate = fate_of_record(dossier, _read(dossier, SOURCE))
    assert (fate and fate.treatment) is Treatment.COURSE_NOT_KNOWN


def test_another_decision_in_the_same_case_is_not_called_reversed(toy: Dossier) -> None:
    """Neither an older decision, nor a decision of a later day if the decision of the proceeding is on record."""
    listed: Change = {"sources": (OTHER,), **NUMBERED}
    for issued, own in ((EARLIER, listed), (LATER, listed), (LATER, NUMBERED)):
        numbered: Change = {**OF_FORUM, **NUMBERED}
        dossier = _changed(toy, {SOURCE: {**numbered, "issued": issued}, OTHER: numbered, FIRST: own})
        assert fate_of_record(dossier, _read(dossier, SOURCE)) is None
        assert fate_of_record(dossier, _read(dossier, OTHER)) is not None
        assert list(unlinked_decision.check(dossier)) == []


IN_CASE: Change = {**OF_FORUM, **NUMBERED}
LATER_IN_CASE: Change = {**IN_CASE, "issued": LATER}
BOTH_LISTED: Change = {"sources": (SOURCE, OTHER), **NUMBERED}
DAY, THREE_DAYS_LATER = (Edtf.parse(day) for day in ("2023-01-01", "2023-01-04"))
OWN: Change = {"decided": Edtf.parse("2023-02-01"), "neutral_citation": None}
COSTS = {"neutral_citation": "[2023] AVRT 9"}
EITHER = f"`{SOURCE}` may be the decision, but another source with the number of this proceeding may be it as well"
APART = Edtf.parse("2022-06-01")
# The second decision in a case, the decision itself, and the proceeding there, which was reversed.
SECOND_DECISIONS: dict[str, tuple[Change, Change, Change, Change]] = {
    "listed": (LATER_IN_CASE, IN_CASE, BOTH_LISTED, {}),
    "listed, of no court": ({**NUMBERED, "issued": LATER, "publisher": "BAILII"}, IN_CASE, BOTH_LISTED, {}),
    "listed, older": ({**IN_CASE, "issued": EARLIER}, IN_CASE, BOTH_LISTED, {}),
    "listed, after the reversal": ({**IN_CASE, "issued": AFTERWARDS}, IN_CASE, BOTH_LISTED, {}),
    "listed, and the decision is not": (LATER_IN_CASE, IN_CASE, BOTH, {}),
    "listed, without a number": ({**OF_FORUM, "issued": LATER}, IN_CASE, BOTH_LISTED, {}),
    "listed, without a number, older": ({**OF_FORUM, "issued": EARLIER}, IN_CASE, BOTH_LISTED, {}),
    "listed, without a number, and the decision is not": ({**OF_FORUM, "issued": LATER}, IN_CASE, BOTH, {}),
    "listed, with a citation": ({**OF_FORUM, **COSTS, "issued": LATER}, IN_CASE, BOTH_LISTED, {}),
    "with the citation of its own proceeding": (
        {**LATER_IN_CASE, **COSTS},
        IN_CASE,
        BOTH_LISTED,
        {**OWN, **COSTS, **LISTED},
    ),
    "with the citation of its own proceeding, which has no day": (
        {**LATER_IN_CASE, **COSTS},
        {},
        BOTH,
        {**OWN, **COSTS, "decided": None},
    ),
    "with the citation and number of its own proceeding": (
        {**LATER_IN_CASE, **COSTS},
        IN_CASE,
        NUMBERED,
        {**OWN, **COSTS, **NUMBERED},
    ),
    "with the number and day of its own proceeding": (LATER_IN_CASE, {}, BOTH, {**OWN, **NUMBERED}),
    "without a number, listed by its own proceeding": ({**OF_FORUM, "issued": LATER}, {}, BOTH, {**OWN, **LISTED}),
    "with its own proceeding, and no day of the first": (
        LATER_IN_CASE,
        IN_CASE,
        {**BOTH_LISTED, "decided": None},
        {**OWN, **NUMBERED},
    ),
    "with its own proceeding, and the year of the first": (
        LATER_IN_CASE,
        IN_CASE,
        {**BOTH_LISTED, "decided": Edtf.parse("2023")},
        {**OWN, **NUMBERED},
    ),
}
UNCERTAIN: dict[str, tuple[Change, Change]] = {
    "of the same day, without a number": (OF_FORUM, BOTH_LISTED),
    "of the day of publication, without a number": (
        {**OF_FORUM, "issued": PartialDate.parse("2023-01-04")},
        {**BOTH_LISTED, "published": THREE_DAYS_LATER},
    ),
    "between decision and publication": (LATER_IN_CASE, {**BOTH_LISTED, "published": Edtf.parse("2023-03-01")}),
    "undated": ({**IN_CASE, "issued": Undated.UNDATED}, BOTH_LISTED),
    "in the year of the decision": (LATER_IN_CASE, {**BOTH_LISTED, "decided": Edtf.parse("2023")}),
    "and no day of the decision": (LATER_IN_CASE, {**BOTH_LISTED, "decided": None}),
    "and the decision is of a later day": (LATER_IN_CASE, {**BOTH_LISTED, "decided": Edtf.parse("2022-12-30")}),
}


@pytest.mark.parametrize("case", SECOND_DECISIONS.values(), ids=SECOND_DECISIONS)
def test_a_second_decision_in_a_case_is_not_called_reversed(
    case: tuple[Change, Change, Change, Change], toy: Dossier
) -> None:
    """No matter if the proceeding lists every paper of the case. The decision itself is linked all the same."""
    of_source, of_main, of_first, of_own = case
    dossier = _changed(toy, {SOURCE: of_source, OTHER: of_main, FIRST: of_first, THIRD: of_own})
    assert fate_of_record(dossier, _read(dossier, SOURCE)) is None
    main = fate_of_record(dossier, _read(dossier, OTHER))
    assert (main and main.treatment) == (Treatment.REVERSED if of_main else None)
    claim = dossier.claim(CLAIM)
    assert claim is not None
    assert FIRST not in {each.id for each in authorities(dossier, claim)}
    assert list(unlinked_decision.check(dossier)) == []


@pytest.mark.parametrize("case", UNCERTAIN.values(), ids=UNCERTAIN)
def test_a_decision_that_may_be_a_copy_or_a_second_one_is_asked_about(
    case: tuple[Change, Change], toy: Dossier
) -> None:
    of_source, of_first = case
    dossier = _changed(toy, {SOURCE: of_source, OTHER: IN_CASE, FIRST: of_first})
    fate = fate_of_record(dossier, _read(dossier, SOURCE))
    assert (fate and fate.treatment) is Treatment.COURSE_NOT_KNOWN
    assert EITHER in [each.message for each in unlinked_decision.check(dossier)]


def test_a_withdrawn_record_or_another_case_does_not_take_a_decision_from_its_proceeding(toy: Dossier) -> None:
    gone = {"date": "2026-11-01", "reason": "A duplicate."}
    for decided, of_other in (
        ("2023", {**NUMBERED, "withdrawn": Withdrawal.model_validate(gone)}),
        ("2022-06-01", {**NUMBERED, "withdrawn": Withdrawal.model_validate({**gone, "replaced_by": FIRST})}),
        ("2023", {"case_number": "RT/2023/8", **LISTED}),
    ):
        first: Change = {**NUMBERED, "decided": Edtf.parse(decided)}
        other: Change = {"decided": DAY, "neutral_citation": None, **of_other}
        dossier = _changed(toy, {SOURCE: IN_CASE, FIRST: first, THIRD: other})
        fate = fate_of_record(dossier, _read(dossier, SOURCE))
        assert (fate and fate.treatment) is Treatment.REVERSED


def test_a_decision_is_known_by_the_day_of_its_publication(toy: Dossier) -> None:
    """It is linked if a list or a number says so, and asked about if not. So is one between both days."""
    published: Change = {"published": THREE_DAYS_LATER}
    only_published: Change = {**published, "decided": None}
    for day in ("2023-01-03", "2023-01-04"):
        dated: Change = {**OF_FORUM, "issued": PartialDate.parse(day)}
        is_last = day == "2023-01-04"
        for of_source, of_first, is_linked in (
            ({}, {**published, **LISTED}, True),
            (NUMBERED, {**published, **NUMBERED, "sources": (OTHER,)}, is_last),
            (NUMBERED, {**only_published, **NUMBERED}, is_last),
            ({}, published, False),
            *([({}, only_published, False)] if is_last else []),
        ):
            records: dict[str, Change] = {SOURCE: {**dated, **of_source}, OTHER: IN_CASE, FIRST: of_first}
            dossier = _changed(toy, records)
            fate = fate_of_record(dossier, _read(dossier, SOURCE))
            assert (fate and fate.treatment) is (Treatment.REVERSED if is_linked else Treatment.COURSE_NOT_KNOWN)
            warnings = [each for each in unlinked_decision.check(dossier) if SOURCE in each.message]
            assert bool(warnings) is not is_linked
            if warnings and not of_source:
                lines = dossier.entries[FIRST]
                assert [each.span for each in warnings] == [lines.at("published")]
    # It may be published after a later decision changed it.
    late: Change = {**LISTED, "published": Edtf.parse("2024-02-02")}
    dossier = _changed(toy, {SOURCE: {**OF_FORUM, "issued": AFTERWARDS}, FIRST: late})
    assert [each.id for each in decisions_in(dossier, _read(dossier, SOURCE))] == [FIRST]
    # The number may be written in another way, and no day is known.
    spelling = {**OF_FORUM, "case_number": "RT/2023/7-8"}
    dossier = _changed(toy, {SOURCE: spelling, FIRST: {**NUMBERED, "decided": None}})
    assert fate_of_record(dossier, _read(dossier, SOURCE)) is not None
    [warning] = unlinked_decision.check(dossier)
    assert "a day is missing" in warning.message


def test_a_link_to_one_proceeding_does_not_hide_that_another_was_changed(toy: Dossier) -> None:
    """It shares a joined case, lists the decision, or has its number and day, and its own decision is not on record."""
    joined, single = {"case_number": "C-1/23, C-2/23"}, {"case_number": "C-1/23"}
    unchanged: Change = {"decided": DAY, "neutral_citation": None}
    for of_source, of_first, of_third in (
        (joined, single, joined),
        (joined, {**single, **LISTED}, {**joined, **LISTED}),
        (COSTS, single, {**joined, **COSTS}),
        (COSTS, single, {**single, **COSTS}),
        (single, LISTED, single),
        (single, single, {**single, **LISTED}),
        (joined, {**single, "decided": None}, joined),
    ):
        records: dict[str, Change] = {SOURCE: {**OF_FORUM, **of_source}, FIRST: of_first}
        dossier = _changed(toy, {**records, THIRD: {**unchanged, **of_third}})
        fate = fate_of_record(dossier, _read(dossier, SOURCE))
        assert (fate and fate.treatment) is Treatment.COURSE_NOT_KNOWN
        assert [each.id for each in decisions_in(dossier, _read(dossier, SOURCE))] == [THIRD]
        [warning] = unlinked_decision.check(dossier)
        assert f"`{SOURCE}` is linked to another proceeding" in warning.message
        # It is certain if that proceeding lists its own decision, or is of another day.
        listing: list[Change] = [{"sources": (OTHER,)}] if "case_number" in of_first else []
        for change in (*listing, {"decided": APART}):
            told = _changed(dossier, {OTHER: {**OF_FORUM, **single}, FIRST: {**of_first, **change}})
            assert fate_of_record(told, _read(told, SOURCE)) is None


def test_a_decision_that_its_own_proceeding_lists_is_not_taken_for_an_older_one(tmp_path: Path) -> None:
    """Its proceeding has a number of another sort. All decisions in the case have the case number."""
    older = {"neutral_citation": None, **NUMBERED, "status": "reversed", **_history(_step("reversed", THIRD))}
    for decided, is_linked in ((LATER, False), (AFTERWARDS, True)):
        folder = tmp_path / decided.text
        _dossier(folder, **{FIRST: older, SECOND: {"sources": [SOURCE], "decided": decided.text}})
        words = {**OF_FORUM, **NUMBERED, "issued": LATER.text, "genre": "court-judgment"}
        name = _source(folder / "toy", 1, **words)
        dossier, _ = _claim(folder / "toy", {"source": name, "stance": "supports", "says": "holds it"})
        assert (FIRST in {each.id for each in decisions_in(dossier, _read(dossier, name))}) is is_linked


def _read(dossier: Dossier, name: str) -> Any:
    return dossier.entries[name].record
