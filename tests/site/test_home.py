"""The home page: what happened, and what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dossier.model.subject_file import StoryEntry
from dossier.pages.hubs import hubs
from dossier.pages.sections import hub_pages
from dossier.pages.story import story
from dossier.reading.load import load
from dossier.site.fragments import hub_fragments
from tests.shared.browser import watching
from tests.shared.toy import DAY, TOY


def test_each_sentence_of_the_story_says_how_its_records_stand_today() -> None:
    toy = load(TOY, DAY).dossier
    written = [
        {"date": "2025", "text": "It was fined.", "records": ["CLM-2026-0001", "PRO-2026-0001", "CLM-2026-0007"]},
        {"date": "2025-10-06/..", "text": "A <b>court</b> is to decide.", "records": ["SRC-2026-0001"]},
    ]
    file = toy.subject.file.model_copy(update={"story": tuple(map(StoryEntry.model_validate, written))})
    dossier = replace(toy, subject=replace(toy.subject, file=file))
    fined, pending = story(dossier)
    assert (fined.date, fined.is_open) == ("2025", False)
    claim, decision, withdrawn = fined.records
    assert claim.badge is not None
    assert claim.fate == ""
    assert decision.badge is not None
    assert "reversed on jurisdiction by [2025] AVRT 4" in decision.fate
    assert withdrawn.record.is_withdrawn
    assert (pending.is_open, pending.records[0].badge) == (True, None)
    (home,) = (page for page in hub_pages(dossier.subject.focus) if page.path == "index.md")
    fragments = hub_fragments(home, hubs(dossier))
    assert "Still open, since 6 October 2025" in fragments["home"]
    assert "A &lt;b&gt;court&lt;/b&gt; is to decide." in fragments["home"]
    assert decision.fate in fragments["story"]
    assert "is to decide" not in fragments["story"]
    assert fragments["story"].count(">withdrawn<") == 1


def test_what_became_of_several_records_in_the_same_way_is_said_once() -> None:
    toy = load(TOY, DAY).dossier
    written = {"date": "2025", "text": "It was fined.", "records": ["PRO-2026-0002", "PRO-2026-0002", "CLM-2026-0007"]}
    file = toy.subject.file.model_copy(update={"story": (StoryEntry.model_validate(written),)})
    dossier = replace(toy, subject=replace(toy.subject, file=file))
    first, second, other = story(dossier)[0].records
    assert first.fate == ""
    assert second.fate.startswith("Each: reversed on jurisdiction by ")
    assert other.fate == ""


@pytest.mark.browser
def test_the_first_screen_of_a_phone_says_what_happened_and_has_the_box(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        watched.open("")
        page = watched.page
        for seen in ("h1", "h1 ~ p", ".d-finder--large", ".d-story > li:nth-child(1)", ".d-story > li:nth-child(2)"):
            box = page.locator(seen).first.bounding_box()
            assert box is not None, seen
            assert box["y"] + box["height"] <= 844, seen
        long = "(badge) => { badge.textContent = 'Corroborated (one of its sources is a decision that was reversed)'; }"
        page.locator(".d-story .d-badge").first.evaluate(long)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        # No warning comes before the story.
        order = "document.querySelector('.d-story').compareDocumentPosition(document.querySelector('.admonition'))"
        assert page.locator(".admonition").count() == 0 or page.evaluate(order) == 4
        page.locator("#d-find-here").press_sequentially("avp")
        page.locator("#d-find-here-list [aria-selected=true]").wait_for()
        assert page.locator("#d-find-list").count() == 0
        page.keyboard.press("Enter")
        page.locator("h1.d-title").wait_for()
        assert page.url == f"{toy_address}forces/ashby-vale-police/"
        assert watched.harmless(), watched
