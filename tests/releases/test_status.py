"""Tests of the statuses of a revision and its status page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from dossier.cite.fate import Fate
from dossier.model.addresses import Revision
from dossier.model.vocabulary import HistoryEffect
from dossier.reading.later_steps import Treatment
from dossier.reading.load import load
from dossier.releases.aftermath import status_pages
from dossier.releases.aftermath.published import FrozenRevision, Redaction
from dossier.releases.aftermath.status import RevisionStatus, Status, revision_status
from dossier.releases.store.release_json import RedactedFile
from tests.shared.frozen_samples import release
from tests.shared.toy import DAY, TOY

NAME = "CLM-2026-0001"
# So many courts that the reversal at the end does not fit on the status page.
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
        page = status_pages._status_page(frozen, newest, status, dossier, living="claims/X/", site_name="Vale").decode()
        words = " ".join(re.sub("<[^>]+>", " ", page.partition("<main>")[2]).split())
        assert status.statuses[0].label.capitalize() in words
        if fate is not None:
            label = (
                f"A decision that it rests on: {fate.treatment}." if is_claim else f"{fate.treatment.capitalize()} ."
            )
            assert label in words, status
        told = [each for each in status.statuses if f"<b>{each.label.capitalize()}</b>" in page]
        assert len(told) == min(4, len(status.statuses))
        more = f"All {len(status.statuses)} statuses, reasons and history"
        assert (more in words) == (len(status.statuses) > 4)
        shown[more] = shown.get(more, 0) + 1
    assert len(shown) == 6


def test_each_status_can_apply_and_the_most_serious_comes_first() -> None:
    """A suspended revision has no other status, because it is not known what else may be said."""
    statuses = {status for _, _, each in _statuses() for status in each.statuses}
    assert statuses == set(Status) - {Status.SUSPENDED}
    assert all(list(each.statuses) == sorted(each.statuses, key=list(Status).index) for _, _, each in _statuses())
