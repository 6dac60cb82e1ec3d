"""The page of a body in focus: its gaps, and two columns of claims."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dossier.reading.backlinks import live_concerns
from dossier.reading.load import load
from tests.shared.browser import watching
from tests.shared.toy import DAY, TOY

PAGE = "forces/ashby-vale-police/"


def test_the_page_says_first_which_questions_no_claim_answers(toy: Path) -> None:
    dossier = load(TOY, DAY).dossier
    for entry in dossier.focus_bodies():
        said = {use.concern.involvement for use in live_concerns(dossier, entry.record.id)}
        text = (toy / f"build/site/forces/{entry.record.id}/index.html").read_text("utf-8")
        found = re.search(r'<p class="d-gaps">No claim here answers: <bdi>(.*?)</bdi> That is not evidence', text)
        questions = [each.question for each in dossier.subject.file.questions if said.isdisjoint(each.involvements)]
        assert found is not None
        assert found[1] == " ".join(questions)
        assert text.index("d-gaps") < text.index("d-review")
        assert len(questions) < len(dossier.subject.file.questions) or not said


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_next_to_it"), [(1280, True), (1000, True), (390, False)])
def test_reports_and_answers_are_two_columns_with_room_for_them(
    width: int, is_next_to_it: bool, chromium: Any, toy_address: str
) -> None:
    with watching(chromium, toy_address, viewport={"width": width, "height": 900}) as watched:
        watched.open(PAGE)
        parts = [watched.page.locator(each) for each in ("h2:has(+ .d-block--reported)", "h2:has(+ .d-block--answers)")]
        parts += [watched.page.locator(f".d-block--{name}") for name in ("reported", "answers", "references")]
        heading, answers, reported, answered, references = (part.bounding_box() for part in parts)
        assert (heading["y"] == answers["y"]) is is_next_to_it
        assert (reported["y"] == answered["y"]) is is_next_to_it
        assert (answered["x"] >= reported["x"] + reported["width"]) is is_next_to_it
        assert references["y"] > max(reported["y"] + reported["height"], answered["y"] + answered["height"])
        claims = watched.page.locator(
            ":is(.d-block--reported, .d-block--answers, .d-block--claims) .d-claim > a:first-child"
        )
        addresses = claims.evaluate_all("links => links.map((link) => link.href)")
        assert addresses
        assert len(addresses) == len(set(addresses))
        assert watched.page.evaluate("document.documentElement.scrollWidth") == width
        assert watched.harmless(), watched
