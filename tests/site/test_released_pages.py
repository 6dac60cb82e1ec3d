"""Living pages after releases and suspensions, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dossier.cite.formats.box import cite_box
from dossier.cite.page import CitedRevision
from dossier.configuration import RepositoryLinks
from dossier.model.addresses import Revision
from dossier.pages.record import content_of
from dossier.pages.revisions import PastRevision, RevisionHistory, SuspensionStep
from dossier.pages.sections import CITE, FOOT, hub_pages
from dossier.reading.load import load
from dossier.releases.aftermath.release_list import ListedRelease, ListedRevision
from dossier.releases.aftermath.release_words import release_words
from dossier.releases.store.release_json import (
    AddedRecord,
    ChangedRecord,
    LiftedFile,
    RedactedFile,
    ReissuedRecord,
    Release,
    RewrittenSource,
    SuspendedFile,
)
from dossier.site.fragments import hub_fragments, record_fragments
from tests.shared.browser import watching
from tests.shared.frozen_samples import MINE, SITE_URL, release
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

FILES = tuple(f"r/{MINE}/{number}/{name}" for number in (1, 2) for name in ("index.html", "record.json"))
SUSPENDED = tuple(SuspendedFile(path, "a" * 64, "An order", MINE) for path in FILES)
PAST = PastRevision(
    *(Revision(MINE, 1), "2026.11.20", "20 November 2026", ()),
    reissued=None,
    redacted=None,
    suspensions=(),
    changes=(),
)
STEP = SuspensionStep("2026.11.23", "23 November 2026", "An order")
CITED = CitedRevision(PAST.revision, f"{SITE_URL}r/{MINE}/1/", "Title", date(2026, 11, 20))
# The visible cells that are cut off by an element around them. On a phone the heads of columns are not shown.
CUT = """() => [...document.querySelectorAll("article th, article td")].filter(cell => {
    if (!cell.checkVisibility()) return false;
    const {left, right} = cell.getBoundingClientRect();
    for (let outer = cell.parentElement; outer; outer = outer.parentElement) {
        const box = outer.getBoundingClientRect();
        if (left < box.left - 1 || right > box.right + 1) return true;
    }
    return false;
}).map(cell => cell.textContent)"""
COLOURS = """() => [...document.querySelectorAll("article, article *")].map(element => {
    const style = getComputedStyle(element);
    return [element.tagName + "." + element.className, style.color, style.backgroundColor, style.borderTopColor];
})"""


def releases() -> Iterator[Release]:
    first, changed = release("2026.11.20.15"), ChangedRecord(MINE, 2, "a" * 64, "b" * 64, ())
    yield replace(first, added=tuple(AddedRecord(f"CLM-2026-{number:04}", 1, "a" * 64) for number in range(1, 1001)))
    yield replace(first, added=(AddedRecord(MINE, 1, "a" * 64),), changed=(changed, changed), suspended=SUSPENDED)
    yield replace(first, changed=(changed,), corrected=(MINE,), withdrawn=(MINE,))
    yield replace(first, lifted=tuple(LiftedFile(path, "a" * 64) for path in FILES))
    yield replace(
        first,
        reissued=(ReissuedRecord(MINE, 3, "A misprint"),),
        redacted=(RedactedFile(FILES[0], "a" * 64, "A court", "An order", ()),),
        source_rewritten=RewrittenSource("A court", "An order", "a" * 40),
    )


def test_each_release_is_described_in_words() -> None:
    assert [release_words(each) for each in releases()] == [
        "1,000 added",
        "1 added, 2 changed, 4 files suspended",
        "1 changed (1 corrected), 1 withdrawn",
        "4 files put back after a suspension",
        "1 issued again, 1 file redacted, history of the source rewritten",
    ]


@pytest.mark.parametrize(
    ("history", "state"),
    [
        (None, "No release has frozen this page yet"),
        (
            RevisionHistory(None, (replace(PAST, suspensions=(STEP,)),), is_ahead=True),
            "The newest revision is suspended: citations will have a permalink again after the next release.",
        ),
        (RevisionHistory(CITED, (PAST,), is_ahead=False), "Revision 1, at its permalink."),
    ],
)
def test_a_page_says_how_it_can_be_cited(history: RevisionHistory | None, state: str) -> None:
    dossier = load(TOY, DAY).dossier
    entry = dossier.entries[MINE]
    box = cite_box(dossier, entry, "Cameras", None if history is None else history.cited_as)
    fragments = record_fragments(content_of(dossier, entry), RepositoryLinks("", "main"), box, history)
    assert state in fragments[CITE]
    assert ("No release" in fragments[CITE]) == (history is None)
    # A redaction or a suspension may change what was frozen.
    assert ("only if a release declares that it is redacted or suspended" in fragments[FOOT]) == ("its perm" in state)


@pytest.mark.browser
def test_the_table_of_releases_is_never_cut(chromium: Any, toy_address: str) -> None:
    [hub] = (page for page in hub_pages(TOY_SUBJECT.focus) if page.path == "releases/index.md")
    made = tuple(ListedRevision(Revision(f"CLM-2026-{number:04}", 1), f"Title {number}", "added") for number in (1, 2))
    listed = tuple(
        ListedRelease(each.version, "20 November 2026", each.records, release_words(each), made) for each in releases()
    )
    html = str(hub_fragments(hub, listed)["releases"])
    with watching(chromium, toy_address) as watched:
        watched.open("releases/")
        page = watched.page
        page.evaluate("html => { document.querySelector('article').innerHTML = `<h2>Releases</h2>${html}` }", html)
        for width, media in ((390, "screen"), (1280, "screen"), (794, "print")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            assert page.locator("article td:last-child").count() == 5
            assert page.evaluate(CUT) == [], (width, media)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        # Print it without an empty second sheet.
        page.set_viewport_size({"width": 390, "height": 844})
        assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('article h2')).breakAfter") == "avoid"


@pytest.mark.browser
def test_paper_always_has_the_light_colours(chromium: Any, toy_address: str) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        with watching(chromium, toy_address, color_scheme=scheme, bypass_csp=True) as watched:
            watched.open(f"claims/{MINE}/")
            watched.page.add_style_tag(content="* { transition: none !important }")
            seen[scheme] = watched.page.evaluate(COLOURS)
            watched.page.emulate_media(media="print")
            chosen = watched.page.locator("body").get_attribute("data-md-color-scheme")
            assert chosen == {"light": "default", "dark": "slate"}[scheme]
            seen[f"{scheme} on paper"] = watched.page.evaluate(COLOURS)
    assert seen["light"] != seen["dark"]
    assert seen["dark on paper"] == seen["light on paper"]
