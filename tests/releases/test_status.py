"""Tests of the statuses of a revision and its status page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from dossier.cite.fate import Fate
from dossier.configuration import About
from dossier.model.addresses import Revision
from dossier.model.vocabulary import HistoryEffect
from dossier.reading.later_steps import Treatment
from dossier.reading.load import load
from dossier.releases.aftermath import status_pages
from dossier.releases.aftermath.published import FrozenRevision, Redaction
from dossier.releases.aftermath.status import RevisionStatus, Status, revision_status
from dossier.releases.aftermath.status_sentence import LONGEST, shortened, with_label
from dossier.releases.store.release_json import RedactedFile
from tests.shared.frozen_samples import release
from tests.shared.toy import DAY, TOY

NAME = "CLM-2026-0001"
ABOUT = About("Vale", "", "", "", "")
# So many courts that they do not fit on the status page.
COURSE = "it rests on [2020] AVRT 1, affirmed by " + ", affirmed by ".join(f"[2020] AVCA {n}" for n in range(20))
FATES = [None, *(Fate(each, f"{COURSE}, {each.value} by [2026] AVSC 4", None) for each in Treatment)]
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
        fates = {"rests_on": fate} if is_claim else {"fate": fate}
        yield (
            fate,
            is_claim,
            revision_status(
                {},
                now,
                is_newest=facts["newest"],
                is_redacted=facts["redacted"],
                claims_changed=CLAIMS if facts["listing"] else None,
                **fates,
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
    reversed_ = RevisionStatus((Status.REVERSED,), sentences={Status.REVERSED: "Reversed by [2026] AVSC 4."})
    for last, said in ((newest, "Newest: <a"), (frozen, "There is no newer revision. <a")):
        page = status_pages._status_page(frozen, last, reversed_, dossier, ABOUT, living="x/").decode()
        assert "<p><b>Reversed</b> by [2026] AVSC 4.</p>" in page
        assert f"<p>{said}" in page


def test_each_status_can_apply_and_the_most_serious_comes_first() -> None:
    """A suspended revision has no other status, because it is not known what else may be said."""
    statuses = {status for _, _, each in _statuses() for status in each.statuses}
    assert statuses == set(Status) - {Status.SUSPENDED}
    assert all(list(each.statuses) == sorted(each.statuses, key=list(Status).index) for _, _, each in _statuses())


BY_THE_COURT = "by Administrative Court of Appeal in Stockholm, appeal (PRO-2026-0041) (about 24 November 2022)"
IN_STOCKHOLM = f"reversed (the fine; how much else is not known) {BY_THE_COURT}"
REMITTAL = (
    "emitted in part (the refusal of a ban, point 3 of the decision) by Bundesverwaltungsgericht (Austria), appeal "
    "(W108 2274731-1/11E, PRO-2026-0014) on 28 January 2025"
)
FULL = " (in full on the living page)."
RESTORED = (
    "Reversed on jurisdiction by [2023] UKFTT 819 (GRC) on 17 October 2023, which was itself reversed on jurisdiction "
    "and remitted by [2025] UKUT 319 (AAC) on 6 October 2025; it is under appeal."
)
FIRST_COURT = "Affirmed by Administrative Court in Stockholm, appeal (4756-21, PRO-2026-0040) (about 1 October 2021)"
EXTENT = f"Reversed in part ({'grounds 1 and 2, ' * 20}as (far) as they go)"
SHORTENED = {
    # The sentences of real records.
    RESTORED: RESTORED,
    f"R{REMITTAL}.": f"R{REMITTAL}.",
    f"{FIRST_COURT}, which was {IN_STOCKHOLM}; {IN_STOCKHOLM}.": f"… {IN_STOCKHOLM}{FULL}",
    f"It rests on Datenschutzbehörde (Austria), decision (D130.703 2022-0.277.156, PRO-2026-0013), r{REMITTAL}.": (
        f"It rests on … r{REMITTAL}{FULL}"
    ),
    # An extent of any length, which is free text, and what follows the last decision.
    f"{EXTENT} by [2026] AVSC 4 on 3 March 2026.": f"Reversed in part (…) by [2026] AVSC 4 on 3 March 2026{FULL}",
    f"Affirmed by [2024] AVCA 1; reversed {'in all ways ' * 20}by [2026] AVSC 4 (about 2026).": (
        f"Affirmed by [2024] AVCA 1 … by [2026] AVSC 4 (about 2026){FULL}"
    ),
    f"Reversed by [2026] AVSC 4; later course of it not known: {'a record was withdrawn, ' * 9}too.": (
        f"Reversed by [2026] AVSC 4{FULL}"
    ),
    "Reversed " * 30: "What later decisions did is on the living page.",
}


def test_a_sentence_that_is_too_long_loses_whole_clauses_from_the_middle() -> None:
    for sentence, expected in SHORTENED.items():
        assert shortened(sentence) == expected
        assert len(expected) <= LONGEST
        for longest in range(80, LONGEST):
            text = shortened(sentence, longest=longest)
            assert len(text) <= longest
            assert text.count("(") == text.count(")")
            assert not re.search(r"[^ (]…| on (?![0-9]+ [A-Z][a-z]+ 20[0-9]{2})[0-9]|by(?! (?:Adm|Bun|\[20))", text), (
                text
            )
    # The status of a claim says the gravest effect, unless a clause that is left says it.
    rests = (
        f"It rests on [2020] AVRT 1, reversed by [2021] AVCA 1; and on [2020] AVRT 2, {'varied ' * 30}by [2026] AVSC 4."
    )
    told = f"A decision that it rests on: reversed. It rests on … by [2026] AVSC 4{FULL}"
    assert shortened(rests, Treatment.REVERSED, len(told)) == told


def test_the_label_of_a_status_is_not_said_twice() -> None:
    unknown = "Later course not known: nothing that was read says how the case ended."
    assert with_label(Status.COURSE_NOT_KNOWN.label, unknown) == ("Later course not known", unknown[22:])
    assert with_label(Status.REVERSED.label, f"{FIRST_COURT}.") == ("Reversed", f". {FIRST_COURT}.")
