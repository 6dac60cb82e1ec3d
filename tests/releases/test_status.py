"""Tests of the statuses of a revision and its status page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from dossier.cite.course import Clause, caveat, not_known
from dossier.cite.fate import ONE_SOURCE_IS, RESTS_ON, Fate
from dossier.cite.pending_appeals import PendingAppeals
from dossier.configuration import About
from dossier.model.addresses import Revision
from dossier.model.dates import PartialDate
from dossier.model.labels import capitalised
from dossier.model.record import Withdrawal
from dossier.model.vocabulary import HistoryEffect, ProceedingStatus
from dossier.reading.dossier import link_records
from dossier.reading.later_steps import Treatment
from dossier.reading.load import load
from dossier.releases.aftermath import status_pages
from dossier.releases.aftermath.published import FrozenRevision, Redaction
from dossier.releases.aftermath.status import RevisionStatus, Status, revision_status
from dossier.releases.aftermath.status_sentence import LONGEST, short_sentence, with_label
from dossier.releases.freeze.revision import snapshot
from dossier.releases.store.release_json import RedactedFile
from tests.shared.frozen_samples import release
from tests.shared.toy import DAY, TOY

NAME = "CLM-2026-0001"
ABOUT = About("Vale", "", "", "", "")
# So many courts that they do not fit on the status page.
COURSE = tuple(Clause("affirmed", by=f" by [2020] AVCA {n}") for n in range(20))
FATES = [
    None,
    *(Fate(each, (*COURSE, Clause(each.value, by=" by [2026] AVSC 4", says=each))) for each in Treatment),
]
EFFECTS = [None, *HistoryEffect]
CLAIMS = "Of the claims that this page lists, since then: 1 withdrawn."
FACTS = ("withdrawn", "redacted", "superseded", "corrected", "disputed", "answered", "newest", "listing")


def _statuses() -> Iterator[tuple[Fate | None, bool, RevisionStatus]]:
    """Yield the status for each combination of what can happen to a record, with the fate and if it is a claim's."""
    for fate, effect, is_claim, *happened in product(FATES, EFFECTS, (True, False), *((True, False) for _ in FACTS)):
        facts = dict(zip(FACTS, happened, strict=True))
        if not is_claim and (effect is not None or facts["superseded"]):
            continue
        # Only bodies list claims, and they are no decisions.
        if facts["listing"] and (is_claim or fate is not None):
            continue
        now: dict[str, Any] = {"standing": "disputed" if facts["disputed"] else "reported"}
        now |= {"standing": "superseded"} if facts["superseded"] else {}
        now |= {"withdrawn": {"date": "2026-11-21", "reason": "x"}} if facts["withdrawn"] else {}
        now |= {"corrections": [{"date": "2026-11-22", "was": "x", "reason": "y"}]} if facts["corrected"] else {}
        now |= {"reply": {"status": "received"}} if facts["answered"] else {}
        now |= {"later_history": {"effect": effect.value}} if effect is not None else {}
        fates = [{"rests_on": fate and replace(fate, opening=RESTS_ON)}] if is_claim else [{"fate": fate}]
        fates += [{"among_others": replace(fate, opening=ONE_SOURCE_IS)}] if is_claim and fate else []
        for each in fates:
            yield (
                fate,
                is_claim,
                revision_status(
                    {},
                    now,
                    is_newest=facts["newest"],
                    is_redacted=facts["redacted"],
                    claims_changed=CLAIMS if facts["listing"] else None,
                    **each,
                ),
            )


def test_no_status_page_leaves_out_what_became_of_a_decision() -> None:
    dossier = load(TOY, DAY).dossier
    file = RedactedFile(f"r/{NAME}/1/index.html", "a" * 64, authority="A court", reason="A name", changed=("p1",))
    redaction = Redaction(file, release("2026.11.23"))
    frozen = FrozenRevision(Revision(NAME, 1), release("2026.11.20"), b"", b'{"kind":"claim","record":{}}')
    frozen, newest = replace(frozen, redactions=(redaction,)), replace(frozen, revision=Revision(NAME, 2))
    shown: dict[str, int] = {}
    for fate, is_claim, status in {repr(each): each for each in _statuses()}.values():
        page = status_pages._status_page(frozen, newest, status, dossier, ABOUT, living="claims/X/").decode()
        words = " ".join(re.sub("<[^>]+>", " ", page.partition("<main>")[2]).split())
        assert status.statuses[0].label.capitalize() in words
        if fate is not None:
            assert f"{fate.treatment} by [2026] AVSC 4 (in full on the living page)." in words, status
            assert is_claim or f"{fate.treatment.capitalize()} ." in words, status
        told = [each for each in status.statuses if f"<b>{each.label.capitalize()}</b>" in page]
        assert len(told) == min(4, len(status.statuses))
        assert ("Current" in words) == (status.statuses == (Status.CURRENT,))
        assert ("This is the newest revision." in words) == ("Current" in words)
        more = f"All {len(status.statuses)} statuses, reasons and history"
        assert (more in words) == (len(status.statuses) > 4)
        shown[more] = shown.get(more, 0) + 1
    assert len(shown) == 6
    reversed_ = RevisionStatus((Status.REVERSED,), (), None, *[{Status.REVERSED: "Reversed by [2026] AVSC 4."}] * 2)
    for last, said in ((newest, "Newest: <a"), (frozen, "There is no newer revision. <a")):
        page = status_pages._status_page(frozen, last, reversed_, dossier, ABOUT, living="x/").decode()
        assert "<p><b>Reversed</b> by [2026] AVSC 4.</p>" in page
        assert f"<p>{said}" in page


def test_each_status_can_apply_and_the_most_serious_comes_first() -> None:
    """A suspended revision has no other status, because it is not known what else may be said."""
    statuses = {status for _, _, each in _statuses() for status in each.statuses}
    # These have tests of their own, because twice as many combinations would take twice as long.
    assert statuses == set(Status) - {Status.SUSPENDED, Status.COURSE_CORRECTED, Status.APPEAL_PENDING}
    assert all(list(each.statuses) == sorted(each.statuses, key=list(Status).index) for _, _, each in _statuses())


STOCKHOLM = " by Administrative Court of Appeal in Stockholm, appeal (PRO-2026-0041) (about 24 November 2022)"
IN_STOCKHOLM = Clause(
    "reversed (the fine; how much else is not known)", "reversed (…; how much else is not known)", STOCKHOLM
)
AUSTRIAN = " by Bundesverwaltungsgericht (Austria), appeal (W108 2274731-1/11E, PRO-2026-0014) on 28 January 2025"
REMITTED = Clause("remitted in part (the refusal of a ban, point 3 of the decision)", "remitted in part (…)", AUSTRIAN)
TRIBUNAL = Clause("reversed on jurisdiction", "reversed (…)", " by [2023] UKFTT 819 (GRC) on 17 October 2023")
UPPER = Clause(
    *(
        "reversed on jurisdiction and remitted",
        "reversed (…) and remitted",
        " by [2025] UKUT 319 (AAC) on 6 October 2025",
    ),
    *(", ", "which was itself "),
)
CIVIL = Clause(
    *("reversed in part (ground 2) and remitted", "reversed in part (…) and remitted"),
    *(" by [2027] EWCA Civ 100 on 4 March 2027", ", ", "which was itself ", "[2025] UKUT 319 (AAC)"),
)
SUPREME_COURT = Clause(
    *(
        "reversed as a whole",
        "",
        " by [2028] UKSC 5 on 9 February 2028",
        ", ",
        "which was itself ",
        "[2027] EWCA Civ 100",
    )
)
AFFIRMED = Clause(
    "affirmed", by=" by Administrative Court in Stockholm, appeal (4756-21, PRO-2026-0040) (about 1 October 2021)"
)
SUPREME = " by [2026] AVSC 4 on 3 March 2026"
LONG_EXTENT = Clause(
    f"reversed in part ({'grounds 1 and 2, ' * 20}as (far) as they go)", "reversed in part (…)", SUPREME
)
RULED = Clause(f"reversed {'in all ways ' * 20}", by=SUPREME)
FULL = " (in full on the living page)."
UNDER_APPEAL = caveat("it is under appeal")
# Each with the opening of the sentence, and the sentence on a status page.
SHORTENED: list[tuple[str, tuple[Clause, ...], str]] = [
    # Those of real records.
    (
        "",
        (TRIBUNAL, UPPER, UNDER_APPEAL),
        f"{capitalised(TRIBUNAL.words)}, {UPPER.words}; it is under appeal.",
    ),
    ("", (REMITTED,), f"R{REMITTED.words[1:]}."),
    # After a gap, "which was itself" would speak of another decision.
    (
        "",
        (TRIBUNAL, UPPER, CIVIL),
        f"{capitalised(TRIBUNAL.words)} … [2025] UKUT 319 (AAC) was {CIVIL.effect}{CIVIL.by}{FULL}",
    ),
    (
        "",
        (AFFIRMED, replace(IN_STOCKHOLM, joint=", ", subject="which was "), IN_STOCKHOLM),
        f"… {IN_STOCKHOLM.words}{FULL}",
    ),
    (
        "it rests on",
        (
            Clause("Datenschutzbehörde (Austria), decision (D130.703, PRO-2026-0013)", joint=" "),
            replace(REMITTED, joint=", "),
        ),
        f"It rests on … {REMITTED.words}{FULL}",
    ),
    # What the effects were about is left out before a clause is.
    (
        "it rests on",
        (
            Clause("[2023] UKFTT 819 (GRC)", joint=" "),
            replace(UPPER, subject=""),
            CIVIL,
            replace(SUPREME_COURT, says=Treatment.REVERSED),
        ),
        (
            f"It rests on [2023] UKFTT 819 (GRC), {UPPER.brief}{UPPER.by} … [2027] EWCA Civ 100 was reversed as a "
            f"whole by [2028] UKSC 5 on 9 February 2028{FULL}"
        ),
    ),
    # An extent of any length, which is free text, and what follows the last decision.
    ("", (LONG_EXTENT,), f"Reversed in part (…){SUPREME}{FULL}"),
    ("", (LONG_EXTENT, UNDER_APPEAL), f"Reversed in part (…){SUPREME}{FULL}"),
    ("", (TRIBUNAL, RULED), f"{capitalised(TRIBUNAL.words)} …{SUPREME}{FULL}"),
    ("", (TRIBUNAL, not_known("a record was withdrawn, " * 9)), f"{capitalised(TRIBUNAL.words)}{FULL}"),
    ("", (not_known("a record was withdrawn, " * 9),), "What later decisions did is on the living page."),
]


def test_a_sentence_that_is_too_long_loses_whole_clauses_from_the_middle() -> None:
    for opening, clauses, expected in SHORTENED:
        fate = Fate(clauses[-1].says or Treatment.REMITTED, clauses, opening)
        assert (
            short_sentence(replace(fate, clauses=tuple(replace(each, says=fate.treatment) for each in clauses)))
            == expected
        )
        assert len(expected) <= LONGEST
        for longest in range(100, LONGEST):
            text = short_sentence(fate, longest)
            assert len(text) <= longest
            assert text.count("(") == text.count(")")
            assert "… …" not in text
    # The status of a claim says the gravest effect, unless a clause that is left says it.
    first, second = Clause("[2020] AVRT 1", joint=" "), Clause("[2020] AVRT 2", joint="; and on ")
    reversed_ = Clause("reversed", by=" by [2021] AVCA 1 on 1 May 2021", joint=", ", says=Treatment.REVERSED)
    varied = Clause(f"varied {'in all ways ' * 20}", by=SUPREME, joint=", ", says=Treatment.VARIED)
    fate = Fate(Treatment.REVERSED, (first, reversed_, second, varied), "it rests on")
    told = f"It rests on [2020] AVRT 1, reversed by [2021] AVCA 1 on 1 May 2021 …{SUPREME}{FULL}"
    assert short_sentence(fate, len(told)) == told
    told = f"A decision that it rests on was reversed. It rests on …{SUPREME}{FULL}"
    assert short_sentence(fate, len(told)) == told


def test_the_label_of_a_status_is_not_said_twice() -> None:
    unknown = "Later course not known: nothing that was read says how the case ended."
    assert with_label(Status.COURSE_NOT_KNOWN.label, unknown) == ("Later course not known", unknown[22:])
    assert with_label(Status.REVERSED.label, "Affirmed by a court.") == ("Reversed", ". Affirmed by a court.")


def test_a_page_whose_later_decision_was_taken_back_is_not_called_revised_without_a_correction() -> None:
    """The correction is in the record of the proceeding."""
    told, judgment = load(TOY, DAY).dossier, "SRC-2026-0002"
    reversed_, appeal = "PRO-2026-0002", "PRO-2026-0003"

    def statuses(name: str, changed: str, **fields: Any) -> tuple[Status, ...]:
        entry = told.entries[changed]
        entries = {**told.entries, changed: replace(entry, record=entry.record.model_copy(update=fields))}
        now = link_records(entries, told.names, told.subject, told.today)
        content = snapshot(told, told.entries[name])
        first, second = (FrozenRevision(Revision(name, each), release("2026.11.20"), b"", content) for each in (1, 2))
        return status_pages._status(now, first, second, first.record).statuses

    taken_back = {"history": (), "status": ProceedingStatus.FINAL}
    for name in (judgment, "CLM-2026-0002"):
        found = statuses(name, reversed_, **taken_back)
        assert Status.COURSE_CORRECTED in found
        assert Status.REVISED not in found
    # The reversal is as it was, or its record was withdrawn.
    withdrawn = Withdrawal.model_construct(date=PartialDate.parse("2026-11-21"), reason="No.")
    for each in (statuses(judgment, reversed_), statuses(judgment, appeal, withdrawn=withdrawn)):
        assert Status.COURSE_CORRECTED not in each
        assert Status.REVERSED in each


def test_before_is_said_only_of_corrections_on_earlier_days() -> None:
    dossier = load(TOY, DAY).dossier
    frozen = FrozenRevision(Revision(NAME, 1), release("2026.11.20"), b"", b'{"kind":"claim","record":{}}')

    def shown(*days: str) -> str:
        corrections = [{"date": day, "was": "x", "reason": str(number)} for number, day in enumerate(days)]
        status = revision_status({}, {"corrections": corrections}, is_newest=True, is_redacted=False)
        page = status_pages._status_page(frozen, frozen, status, dossier, ABOUT, living="claims/X/").decode()
        return page.partition("<b>Corrected since</b>")[2].partition(".")[0]

    assert shown("2026-11-22", "2026-11-22") == ", on 22 November 2026"
    assert shown("2026-11-22", "2026-11-21") == ", on 22 November 2026 and before"


def test_a_claim_has_one_status_for_what_it_rests_on_and_is_not_called_reversed() -> None:
    superseded = {"standing": "superseded"}
    undisturbed, fallen = ({"later_history": {"effect": effect}} for effect in ("undisturbed", "fallen"))
    lost, changed = (Fate(each, COURSE[:1], RESTS_ON) for each in (Treatment.COURSE_NOT_KNOWN, Treatment.REVERSED))
    rows: tuple[tuple[str, Fate, dict[str, Any], Status], ...] = (
        ("rests_on", changed, {}, Status.EFFECT_NOT_KNOWN),
        ("rests_on", changed, fallen, Status.FALLEN),
        ("rests_on", changed, superseded, Status.SUPERSEDED),
        ("rests_on", changed, {**superseded, **fallen}, Status.SUPERSEDED),
        ("rests_on", changed, {**superseded, **undisturbed}, Status.UNDISTURBED),
        ("rests_on", lost, {}, Status.COURSE_NOT_KNOWN),
        ("rests_on", lost, superseded, Status.SUPERSEDED),
        ("among_others", changed, {}, Status.SOURCE_CHANGED),
        ("among_others", changed, undisturbed, Status.UNDISTURBED),
        ("among_others", changed, superseded, Status.SUPERSEDED),
    )
    for keyword, fate, now, expected in rows:
        fates: dict[str, Any] = {keyword: fate}
        told = revision_status({}, now, is_newest=True, is_redacted=False, **fates)
        assert told.statuses == (expected,), (keyword, now)
        # The sentence on the decision is that of this status.
        assert told.sentences == {expected: fate.sentence}
        assert told.most_serious(0) == (expected,)


def test_a_pending_appeal_is_a_status_or_in_the_sentence_of_one() -> None:
    """The frame of a frozen page has room for a single status with a sentence on decisions."""
    names = ("Court of Appeal of the Vale, appeal (A 12, PRO-2026-0103)", "another court of the Vale " * 9)
    cases = [
        PendingAppeals(names[:number], case) for number in (1, 2) for case in ("", " in the case of [2025] AVRT 4")
    ]
    reversed_ = Fate(Treatment.REVERSED, (Clause("reversed", by=SUPREME, says=Treatment.REVERSED),))
    long = Fate(Treatment.REVERSED, (*COURSE, *reversed_.clauses))
    on_claim = replace(reversed_, opening=RESTS_ON)
    effects: list[dict[str, Any]] = [{"later_history": {"effect": each.value}} for each in HistoryEffect]
    rows: list[tuple[dict[str, Any], dict[str, Any], Status | None]] = [
        ({}, {}, Status.APPEAL_PENDING),
        ({"fate": reversed_}, {}, Status.REVERSED),
        ({"fate": long}, {}, Status.REVERSED),
        ({"rests_on": on_claim}, {}, Status.EFFECT_NOT_KNOWN),
        ({"among_others": on_claim}, {}, Status.SOURCE_CHANGED),
        *(({}, {"standing": "superseded", **each}, None) for each in ({}, *effects)),
        *(({}, each, None) for each in effects),
    ]
    for pending, (fates, now, expected) in product(cases, rows):
        told = revision_status({}, now, is_newest=True, is_redacted=False, pending=pending, **fates)
        [status] = told.statuses
        assert expected in {None, status}
        assert told.sentences[status].endswith(pending.sentence)
        short = told.short_sentences[status]
        assert "Appeal pending" in short
        assert len(short) <= LONGEST, short
        for fate in fates.values():
            assert SUPREME in short, fate
        if not fates:
            assert short.startswith(status.sentence)
