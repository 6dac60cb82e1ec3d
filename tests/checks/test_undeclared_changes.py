"""Tests of facts about decisions that a change takes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pytest

from dossier.checks import correction_removed, correction_words, reversed_authority
from dossier.checks.undeclared_correction import check
from dossier.model.dates import Edtf, PartialDate
from dossier.model.identifiers import Kind
from dossier.model.proceeding import HistoryEntry, ReversalExtent
from dossier.model.record import Correction, Withdrawal
from dossier.model.vocabulary import (
    DecisionLink,
    Derivation,
    Extent,
    Genre,
    HistoryEffect,
    PaymentState,
    PenaltyState,
    ProceedingStatus,
    Relation,
    Stance,
)
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY

PENALTY, JUDGMENT, SOURCE = "PRO-2026-0002", "PRO-2026-0003", "SRC-2026-0003"
REPORT, NOTICE = "SRC-2026-0001", "SRC-2026-0002"
CLAIM, QUOTING, DRAFT = "CLM-2026-0002", "CLM-2026-0001", "CLM-2026-NEW-draft"
CORRECTION = Correction.model_construct(date=PartialDate.parse("2026-11-21"), was="x", reason="y")
WITHDRAWN = Withdrawal.model_construct(date=PartialDate.parse("2026-11-21"), reason="No.")
LATER = HistoryEntry(relation=Relation.REVERSED, proceeding="PRO-2026-0001")
Change = Callable[[Any], dict[str, Any]]


@pytest.fixture(scope="module")
def toy() -> Dossier:
    return load(TOY, DAY).dossier


def _changed(dossier: Dossier, name: str, change: Change, was: str | None = None) -> Dossier:
    """The dossier with other fields of one record, perhaps with a correction of these words."""
    entry = dossier.entries[name]
    fields = change(entry.record)
    if was is not None:
        fields |= {"corrections": (*entry.record.corrections, CORRECTION.model_copy(update={"was": was}))}
    changed = replace(entry, record=entry.record.model_copy(update=fields))
    return link_records({**dossier.entries, name: changed}, dossier.names, dossier.subject, dossier.today)


def _step(**fields: Any) -> Change:
    return lambda record: {"history": (record.history[0].model_copy(update=fields),)}


def _extent(**fields: Any) -> Change:
    return lambda record: _step(affects=record.history[0].affects.model_copy(update=fields))(record)


def _penalty(**fields: Any) -> Change:
    return lambda record: {"penalties": (record.penalties[0].model_copy(update=fields),)}


def _paid(state: PaymentState) -> Change:
    return lambda record: _penalty(paid=record.penalties[0].paid.model_copy(update={"state": state}))(record)


def _quote(exact: str) -> Change:
    def change(record: Any) -> dict[str, Any]:
        quoted = next(number for number, each in enumerate(record.evidence) if each.quote)
        evidence = list(record.evidence)
        quote = evidence[quoted].quote.model_copy(update={"exact": exact})
        evidence[quoted] = evidence[quoted].model_copy(update={"quote": quote})
        return {"evidence": tuple(evidence)}

    return change


def _origin(number: int, origin: str | None) -> Change:
    def change(record: Any) -> dict[str, Any]:
        evidence = list(record.evidence)
        evidence[number] = evidence[number].model_copy(update={"origin": origin})
        return {"evidence": tuple(evidence)}

    return change


def _evidence(**fields: Any) -> Change:
    return lambda record: {"evidence": (record.evidence[0].model_copy(update=fields), *record.evidence[1:])}


def _effect(effect: HistoryEffect) -> Change:
    return lambda record: {"later_history": record.later_history.model_copy(update={"effect": effect})}


def _text(text: str) -> Change:
    return lambda record: {"later_history": record.later_history.model_copy(update={"text": text})}


def _fields(**fields: Any) -> Change:
    return lambda _: fields


TAKEN_BACK = [
    (PENALTY, "history", _fields(history=())),
    (PENALTY, "history", _step(relation=Relation.VARIED)),
    (PENALTY, "history", _step(proceeding="PRO-2026-0001")),
    (PENALTY, "history", _step(date=None)),
    (PENALTY, "history", _step(date=Edtf.parse("2025-10-07"))),
    (PENALTY, "history", _step(affects=None)),
    (PENALTY, "history", _extent(on="costs")),
    (PENALTY, "history", _extent(extent=Extent.NOT_KNOWN)),
    (PENALTY, "status", _fields(status=ProceedingStatus.VARIED)),
    (PENALTY, "status", _fields(status=ProceedingStatus.SETTLED)),
    (JUDGMENT, "status", _fields(status=ProceedingStatus.DECIDED)),
    (JUDGMENT, "status", _fields(status=ProceedingStatus.UNDER_APPEAL)),
    (PENALTY, "outcome", _fields(outcome="A warning.")),
    (PENALTY, "decided", _fields(decided=None)),
    (PENALTY, "penalties", _fields(penalties=())),
    (PENALTY, "penalties", _penalty(state=PenaltyState.IMPOSED)),
    (PENALTY, "penalties", _penalty(amount=2500)),
    (PENALTY, "penalties", _paid(PaymentState.NOT_KNOWN)),
    (JUDGMENT, "neutral_citation", _fields(neutral_citation="[2025] AVRT 14")),
    (JUDGMENT, "case_number", _fields(case_number=None)),
    (SOURCE, "neutral_citation", _fields(neutral_citation=None)),
    (SOURCE, "ecli", _fields(ecli=None)),
    (SOURCE, "case_number", _fields(case_number="RT/2025/10")),
    (SOURCE, "genre", _fields(genre=Genre.COMMENTARY)),
    (CLAIM, "later_history", _fields(later_history=None)),
    (CLAIM, "later_history", _effect(HistoryEffect.NOT_KNOWN)),
    (CLAIM, "later_history", _text("Affirmed.")),
    (CLAIM, "proceedings", _fields(proceedings=("PRO-2026-0001",))),
    # A claim rests on a decision through these fields.
    (NOTICE, "decision_of", _fields(decision_of=())),
    (NOTICE, "decision_of", _fields(decision_of=DecisionLink.NONE_ON_RECORD)),
    (NOTICE, "decision_of", _fields(decision_of=(JUDGMENT,))),
    (REPORT, "derived_from", _fields(derived_from=())),
    (REPORT, "derived_from", _fields(derived_from=Derivation.NONE_FOUND)),
    (REPORT, "derived_from", _fields(derived_from=("SRC-2026-0007", "SRC-2026-0009"))),
    ("CLM-2026-0005", "origin", _origin(2, None)),
    ("CLM-2026-0005", "origin", _origin(2, "SRC-2026-0007")),
    (CLAIM, "origin", _origin(0, "SRC-2026-0007")),
    (CLAIM, "evidence", _evidence(stance=Stance.CONTEXT)),
    (CLAIM, "evidence", _evidence(source="SRC-2026-0006")),
]


@pytest.mark.parametrize(("name", "field", "change"), TAKEN_BACK)
def test_what_was_told_is_not_taken_back_without_a_correction(
    name: str, field: str, change: Change, toy: Dossier
) -> None:
    [found] = check(_changed(toy, name, change), toy)
    assert name in found.span.path
    assert found.message == f"`{field}` differs from what was published, and no new correction says so"
    # Logs are public and stay. The words of the past may have been redacted since.
    told = " ".join(str(label.message) for label in found.related)
    assert not [words for words in _free_texts(toy, name) if words in told]
    # The help says what to repeat. A text in which that is said with other words covers nothing.
    published = toy.entries[name].record
    repeated = _repeated(str(found.help), published)
    assert list(check(_changed(toy, name, change, "\n\n".join(repeated)), toy)) == []
    for was in ("the", *(f"It said {each} at first." for each in repeated)):
        [still] = check(_changed(toy, name, change, was), toy)
        assert still.message == f"`{field}` differs from what was published, and `was` of no new correction repeats it"
        assert _repeated(str(still.help), published) == repeated


def _repeated(help_: str, record: Any) -> list[str]:
    """The values that the help names for a correction, and the published texts of the fields that it names."""
    [told] = re.findall("as a paragraph of its own: ([^;]+)", help_)
    names = re.findall("the words of `([^`]+)`", told)
    values = re.findall("`([^`]+)`", re.sub("the words of `[^`]+`", "", told))
    records = [record.history[0] if name.startswith("history.") else record for name in names]
    texts = (attrgetter(name.removeprefix("history."))(each) for name, each in zip(names, records, strict=True))
    return [*values, *map(str, texts)]


def _free_texts(toy: Dossier, name: str) -> set[str]:
    record = toy.entries[name].record
    fields = ("outcome", "title", "neutral_citation", "case_number", "official_id", "ecli", "report", "publication")
    points = {step.affects.on for step in getattr(record, "history", ()) if step.affects}
    return {text for text in (*points, *(getattr(record, each, None) for each in fields)) if text}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (PENALTY, lambda record: {"history": (*record.history, record.history[0].model_copy())}),
        (PENALTY, _extent(on="[redacted]")),
        (PENALTY, _fields(outcome="A penalty for\nkeeping [redacted].\n\nThe cameras were to come down.")),
        (PENALTY, _paid(PaymentState.PAID)),
        (PENALTY, lambda record: {"penalties": (record.penalties[0].model_copy(), *record.penalties)}),
        (
            JUDGMENT,
            lambda _: {"status": ProceedingStatus.REVERSED, "history": (LATER,)},
        ),
        (JUDGMENT, _fields(neutral_citation="[2025] AVRT 004", case_number="Case RT/2025/9")),
        (SOURCE, _fields(neutral_citation="(2025) avrt 4", report=None)),
        (SOURCE, _fields(case_number="RT/[redacted]")),
        ("SRC-2026-0011", _fields(derived_from=("SRC-2026-0001",))),
        ("CLM-2026-0009", _origin(0, "SRC-2026-0001")),
        (CLAIM, _text("The Roads Tribunal [redacted] on 6 October 2025 ([2025] AVRT 4).")),
    ],
)
def test_what_is_added_needs_no_correction(name: str, change: Change, toy: Dossier) -> None:
    assert list(check(_changed(toy, name, change), toy)) == []


def test_a_claim_does_not_leave_its_authority_together_with_news_of_it(toy: Dossier) -> None:
    """The source may repeat the decision, or the change itself may say so."""
    report, claim = "SRC-2026-0011", "CLM-2026-0009"
    derived = _changed(toy, report, _fields(derived_from=("SRC-2026-0002",)))
    for base in (derived, toy):
        [found] = check(_changed(derived, claim, _evidence(stance=Stance.CONTEXT)), base)
        assert found.message.startswith("`evidence` differs")
    assert list(check(_changed(toy, claim, _evidence(stance=Stance.CONTEXT)), toy)) == []
    # The same source as background does not make up for it.
    published = toy.claim(CLAIM)
    assert published is not None
    [piece] = published.evidence
    both = (piece.model_copy(update={"stance": Stance.CONTEXT}), piece.model_copy(update={"source": report}))
    assert [each.message for each in check(_changed(toy, CLAIM, _fields(evidence=both)), toy)] == [
        "`evidence` differs from what was published, and no new correction says so"
    ]


@pytest.mark.parametrize(
    ("fields", "is_new"),
    [
        ({"decided": Edtf.parse("2025-11-01")}, True),
        # It may have been made before the decision that was on record, or has no day, or nobody vouches for it.
        ({"decided": Edtf.parse("2025")}, False),
        ({"decided": Edtf.parse("2019-01-01")}, False),
        ({}, False),
        ({"decided": Edtf.parse("2025-11-01"), "withdrawn": WITHDRAWN}, False),
    ],
)
def test_only_a_new_decision_explains_another_effect(fields: dict[str, Any], is_new: bool, toy: Dossier) -> None:
    name = "PRO-2026-0004"
    now = _changed(toy, name, _fields(**{"withdrawn": None, **fields}))
    later = {"effect": HistoryEffect.FALLEN, "text": f"The tribunal reversed it, but compare {name}."}
    changed = _changed(now, CLAIM, lambda record: {"later_history": record.later_history.model_copy(update=later)})
    found = [each.message.partition(" ")[0] for each in check(changed, toy)]
    assert found == ([] if is_new else ["`later_history`"])
    # It is not new if the base has its day as well.
    assert len(list(check(changed, now))) == 1


@pytest.mark.parametrize(
    ("extent", "is_reported"), [(Extent.WHOLE, False), (Extent.PART, True), (Extent.NOT_KNOWN, True)]
)
def test_a_plain_reversal_is_not_narrowed_without_a_correction(extent: Extent, is_reported: bool, toy: Dossier) -> None:
    affects = ReversalExtent(extent=extent, on="costs")
    base = _changed(toy, PENALTY, _step(affects=None))
    found = list(check(_changed(base, PENALTY, _step(affects=affects)), base))
    assert [each.message.partition(" ")[0] for each in found] == (["`history`"] if is_reported else [])


def test_a_later_step_explains_another_status(toy: Dossier) -> None:
    """It may be a step on a later decision, or the withdrawal of its record."""
    reversed_ = _changed(toy, JUDGMENT, lambda _: {"history": (LATER,)})
    base = _changed(toy, JUDGMENT, _fields(status=ProceedingStatus.DECIDED))
    withdrawn = _changed(toy, JUDGMENT, _fields(withdrawn=WITHDRAWN))
    for now in (reversed_, withdrawn):
        assert list(check(_changed(now, PENALTY, _fields(status=ProceedingStatus.NOT_KNOWN)), toy)) == []
    assert list(check(_changed(base, JUDGMENT, _fields(status=ProceedingStatus.FINAL)), base)) == []
    # The published status does not say how the case ended.
    for status in (ProceedingStatus.UNDER_APPEAL, ProceedingStatus.NOT_KNOWN):
        base = _changed(toy, JUDGMENT, _fields(status=status))
        assert list(check(toy, base)) == []


def test_a_claim_tells_of_a_reversal_unless_it_is_about_it(toy: Dossier) -> None:
    both, text = ("PRO-2026-0001", PENALTY, JUDGMENT), "and the claim does not say so"
    not_named = "which `later_history` does not name"
    silent, vague = _fields(later_history=None), _text("Reversed.")
    for change, proceedings, day, reported in (
        (silent, both[:2], "2025-10-06", text),
        (silent, both, "2025-10-06", None),
        (silent, both, "2025-10", None),
        (silent, both, "2025-10-05", text),
        (vague, both[:2], "2025-10-06", not_named),
        (vague, both, "2025-10-06", None),
        (_text("Reversed ([2025] AVRT 4)."), both[:2], "2025-10-05", None),
        (_text(f"Reversed ({JUDGMENT})."), both[:2], "2025-10-05", None),
    ):
        about = _changed(toy, CLAIM, _fields(proceedings=proceedings, date=Edtf.parse(day)))
        found = [each for each in reversed_authority.check(_changed(about, CLAIM, change)) if CLAIM in each.span.path]
        assert {each.message.rpartition(", ")[2] for each in found} == ({reported} - {None}), day
    # A citation that was redacted cannot be named.
    marked = _changed(_changed(toy, JUDGMENT, _fields(neutral_citation="[redacted]")), CLAIM, vague)
    assert [each for each in reversed_authority.check(marked) if CLAIM in each.span.path] == []


def test_a_mark_counts_only_if_the_published_revision_has_it(toy: Dossier) -> None:
    """Otherwise anybody could take a number, and so a reversal, out of a record by writing a mark over it."""
    base = replace(toy, redacted_texts={name: frozenset() for name in toy.entries})
    changes: list[tuple[str, str, Change, str]] = [
        (JUDGMENT, "neutral_citation", _fields(neutral_citation="[redacted]"), "[redacted]"),
        (SOURCE, "case_number", _fields(case_number="RT/[redacted]"), "RT/[redacted]"),
        (PENALTY, "history", _extent(on="[redacted]"), "[redacted]"),
        (
            PENALTY,
            "outcome",
            _fields(outcome="A penalty for\nkeeping [redacted]."),
            "A penalty for keeping [redacted].",
        ),
        (CLAIM, "statement", _fields(statement="The [redacted] in law."), "The [redacted] in law."),
        (QUOTING, "quote", _quote("[redacted] for six weeks"), "[redacted] for six weeks"),
    ]
    for name, field, change, text in changes:
        changed = _changed(toy, name, change)
        [found] = check(changed, base)
        assert found.message.startswith(f"`{field}` differs"), (name, field)
        if field not in {"history", "quote"}:
            told = "it has `[redacted]`, and the newest published revision does not have the same text"
            assert [label.message for label in found.related] == [told]
        path = {"history": "history.affects.on", "quote": "evidence.quote.exact"}.get(field, field)
        assert list(check(changed, replace(toy, redacted_texts={name: frozenset({(path, text)})}))) == []
        # Its published bytes are missing, so nobody knows what was redacted.
        assert list(check(changed, replace(toy, redacted_texts={}))) == []


def test_a_mark_in_a_published_correction_takes_a_redaction(toy: Dossier) -> None:
    name, correction = next(
        (name, each.record.corrections[0]) for name, each in toy.entries.items() if each.record.corrections
    )
    marked = correction.model_copy(update={"was": "[redacted]"})
    changed = _changed(toy, name, lambda record: {"corrections": (marked, *record.corrections[1:])})
    [found] = correction_removed.check(changed, replace(toy, redacted_texts={name: frozenset()}))
    assert correction.was not in f"{found.message} {found.help}"
    texts = {name: frozenset({("corrections.was", "[redacted]")})}
    assert list(correction_removed.check(changed, replace(toy, redacted_texts=texts))) == []


def test_a_judgment_stays_linked_to_its_reversal(toy: Dossier) -> None:
    """A new record about the part that it is takes it from the proceeding about another part."""
    number = str(toy.entries[JUDGMENT].record.model_dump()["neutral_citation"])
    part = {"neutral_citation": f"{number}, liability", "status": ProceedingStatus.REVERSED}
    base = _changed(toy, JUDGMENT, _fields(**part))
    base = _changed(base, SOURCE, _fields(neutral_citation=f"{number}, costs", ecli=None))
    now = _changed(base, PENALTY, _fields(neutral_citation=f"{number}, costs"))
    [found] = [each for each in check(now, base) if SOURCE in each.span.path]
    assert found.message.startswith("`decision` differs")
    for was, is_enough in (("Ashby Vale", False), (f"{number}, costs", True)):
        corrected = _changed(now, SOURCE, _fields(), was)
        assert ([each for each in check(corrected, base) if SOURCE in each.span.path] == []) is is_enough
    assert [label.message for label in found.related] == [
        f"it was the decision in {JUDGMENT}, which a later one changed"
    ]


def test_a_correction_of_one_field_covers_no_other(toy: Dossier) -> None:
    """A word of the outcome could be that of a status, of a later decision or of its extent."""
    said = "The council asked that the whole order be reversed. Status and court were open."
    base = _changed(toy, PENALTY, _fields(outcome=said, status=ProceedingStatus.REVERSED))
    silent: dict[str, Any] = {"history": (), "status": ProceedingStatus.FINAL}
    now = _fields(outcome=said.replace("council", "regulator"), **silent)
    first = said.partition(". ")[0]
    for was, undeclared in (
        (first, "`status`, `history`"),
        (f"{first}\n\n{JUDGMENT}", "`status`"),
        (f"{first}\n\n{JUDGMENT}\n\nreversed", ""),
        (f"{JUDGMENT}\n\nreversed", "`outcome`"),
        # The words are still there, or are those of other sentences.
        (f"Status and court were open.\n\n{JUDGMENT}\n\nreversed", "`outcome`"),
        (f"asked that the whole order be reversed\n\n{JUDGMENT}\n\nreversed", "`outcome`"),
    ):
        found = [each.message.partition(" differ")[0] for each in check(_changed(base, PENALTY, now, was), base)]
        assert found == ([undeclared] if undeclared else []), was
    # A correction repeats words of each sentence that is gone. A mark says nothing.
    both = _fields(outcome=None)
    for was, is_enough in (
        (first, False),
        ("Status and court were", False),
        ("[redacted]", False),
        (said, True),
        (said.replace(". ", ".\n\n"), True),
    ):
        assert (list(check(_changed(base, PENALTY, both, was), base)) == []) is is_enough, was


def test_each_changed_detail_of_a_step_and_of_a_penalty_has_its_own_words_in_a_correction(toy: Dossier) -> None:
    """If the step is gone, its decision is enough."""
    whole, part = ReversalExtent(extent=Extent.WHOLE, on="the fine"), ReversalExtent(extent=Extent.PART, on="costs")
    base = _changed(toy, PENALTY, _step(date=Edtf.parse("2025-05-01"), affects=whole))
    several = _step(date=Edtf.parse("2025-05-02"), affects=part)
    affirmed = _step(date=Edtf.parse("2025-05-02"), relation=Relation.AFFIRMED)
    narrowed = _changed(toy, PENALTY, _step(date=Edtf.parse("2025-05-01"), affects=None))
    state = {"state": PenaltyState.IMPOSED, "against": "kerbwatch"}
    council = "ashby-vale-council"
    for published, change, needed in (
        (base, several, ["2025-05-01", "whole", "the fine"]),
        (base, _step(affects=None), ["whole", "the fine"]),
        (base, affirmed, [JUDGMENT]),
        (narrowed, several, ["2025-05-01", JUDGMENT]),
        (toy, _penalty(amount=2500, currency="EUR", **state), ["GBP", "25000", council, "annulled"]),
        (toy, _penalty(currency="EUR"), ["GBP"]),
        (toy, _penalty(against="kerbwatch"), [council]),
    ):
        assert list(check(_changed(published, PENALTY, change, "\n\n".join(needed)), published)) == [], needed
        for left_out in needed:
            others = "\n\n".join(each for each in needed if each != left_out) or "Nobody wrote this."
            [found] = check(_changed(published, PENALTY, change, others), published)
            of_text = "the words of `history.affects.on` that are no longer there"
            assert f"its own: {of_text if left_out == 'the fine' else f'`{left_out}`'}; " in str(found.help), left_out
    # Of two steps by one decision, each says the same of the first detail.
    twice = ReversalExtent(extent=Extent.PART, on="ground 2"), ReversalExtent(extent=Extent.PART, on="ground 3")
    both: Change = lambda record: {"history": tuple(_step(affects=each)(record)["history"][0] for each in twice)}  # noqa: E731
    base = _changed(toy, PENALTY, both)
    now = _step(affects=twice[0])
    assert list(check(_changed(base, PENALTY, now, "ground 3"), base)) == []
    assert len(list(check(_changed(base, PENALTY, now, JUDGMENT), base))) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fined £7.5m in May", "fined €7.5m in May"),
        ("fined £7.5m in May", "fined £75m in May"),
        ("fined £7.5m in May", "fined £7,5m in May"),
        ("shown that 5 was right", "shown that -5 was right"),
        ("shown that 5 was right", "shown that 5 % was right"),
        ("given < 5 years", "given > 5 years"),
        ("held to § 5 of it", "held to 5 of it"),
        ("made to pay 5", "made to pay 5%"),
        ("made to pay 5", "made to pay 5.5"),
        ("made to pay 50%", "made to pay 50"),
    ],
)
def test_a_sentence_is_gone_if_only_a_sign_of_a_number_changed(before: str, after: str, toy: Dossier) -> None:
    first, second = "The council was {}.", "It paid nothing."
    base = _changed(toy, CLAIM, _fields(statement=f"{first.format(before)} {second}"))
    now = _fields(statement=f"{first.format(after)} {second}")
    for was, is_enough in ((second, False), ("The council was", False), (first.format(before), True)):
        corrected = _changed(base, CLAIM, now, was)
        assert ([*check(corrected, base)] == []) is is_enough, was
        # Each is in the published text.
        assert [each for each in correction_words.check(corrected, base) if CLAIM in each.span.path] == []
    # Marks that separate words change nothing of what is said.
    quoted = _fields(statement=f"The council, “was” ({before}). {second}")
    assert list(check(_changed(base, CLAIM, quoted, second), base)) == []


def test_each_number_that_a_judgment_loses_has_its_own_words_in_a_correction(toy: Dossier) -> None:
    """A field that was only spelled in another way has no part in it."""
    changes: dict[str, Any] = {"neutral_citation": "(2025) avrt 4", "case_number": "RT/2025/10", "ecli": None}
    published = toy.source(SOURCE)
    assert published is not None
    number, ecli = str(published.case_number), str(published.ecli)
    for was, undeclared in (
        (None, "`case_number`, `ecli`"),
        (str(published.neutral_citation), "`case_number`, `ecli`"),
        (number, "`ecli`"),
        (f"{number}\n\n{ecli}", ""),
    ):
        found = [
            each.message.partition(" differ")[0] for each in check(_changed(toy, SOURCE, _fields(**changes), was), toy)
        ]
        assert found == [undeclared] * bool(undeclared), was


def test_a_word_from_anywhere_is_no_correction(toy: Dossier) -> None:
    for was, is_enough in (("the", False), ("council kept", False), ("the council kept", True), ("2025-02-11", True)):
        corrected = _fields(corrections=(CORRECTION.model_copy(update={"was": was}),))
        found = list(correction_words.check(_changed(toy, CLAIM, corrected), toy))
        assert (found == []) == is_enough, was


def test_only_corrections_of_records_with_revisions_are_compared(toy: Dossier) -> None:
    # A field that is not in the file has no words.
    for was in ("Nobody wrote this.", "None"):
        words = (CORRECTION.model_copy(update={"was": was}),)
        for name, number in ((CLAIM, 1), ("CAP-2026-0001", 0)):
            changed = _changed(toy, name, _fields(corrections=(*toy.entries[name].record.corrections, *words)))
            assert len([*correction_words.check(changed, toy)]) == number
    # Each new correction is compared, but what a release finds merged may not have been published.
    several = tuple(CORRECTION.model_copy(update={"was": was}) for was in ("the council kept", "Nobody wrote this."))
    changed = _changed(toy, CLAIM, _fields(corrections=several))
    for is_release in (False, True):
        assert len([*correction_words.check(replace(changed, final=is_release), toy)]) == (0 if is_release else 1)
    # A draft was not published, and a record of another kind is another record.
    now, before = ({CLAIM: each.entries[CLAIM]} for each in (_changed(toy, CLAIM, _fields(corrections=words)), toy))
    other = {CLAIM: replace(toy.entries[CLAIM], kind=Kind.SOURCE)}
    for entries, of_base in (({DRAFT: now[CLAIM]}, {DRAFT: before[CLAIM]}), (now, other)):
        found = correction_words.check(replace(toy, entries=entries), replace(toy, entries=of_base))
        assert list(found) == []
