"""The head of every page: one title, headings that skip no level, and what a reader must know before the rest."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dossier.configuration import RepositoryLinks
from dossier.model import Claim, Record
from dossier.model.identifiers import Kind
from dossier.model.labels import NONE_READ_IN_FULL, UNREVIEWED
from dossier.model.vocabulary import CheckLevel, Stance
from dossier.pages.claim import claim_content
from dossier.pages.hubs import hubs
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.load import load
from dossier.releases.freeze.page import Stamped, frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.fragments import record_fragments
from tests.shared.hostile import Hostile
from tests.shared.toy import DAY, TOY

STAMPED = Stamped("https://cameras.example.org/vale/", "Cameras of Ashby Vale", "2026.11.23", 2, 1)
DOSSIER = load(TOY, DAY).dossier
RECORDS = tuple(DOSSIER.entries.values())
REVISED = tuple(one for one in RECORDS if one.kind is not Kind.CAPTURE)


class Headings(HTMLParser):
    """The levels of the headings of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _: object) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def misplaced_headings(page: str) -> list[str]:
    """What is wrong with the headings of a page."""
    levels = Headings(page).levels
    problems = [f"h{one} is followed by h{next_}" for one, next_ in pairwise([0, *levels]) if next_ > one + 1]
    if levels.count(1) != 1:
        problems.append(f"{levels.count(1)} headings are h1")
    return problems


def misplaced_in(site: Path) -> dict[str, list[str]]:
    """The pages of a site whose headings are out of order, with what is wrong."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    found = {str(path.relative_to(site)): misplaced_headings(path.read_text("utf-8")) for path in pages}
    return {path: problems for path, problems in found.items() if problems}


def frozen(dossier: Dossier, one: Entry[Record]) -> str:
    return frozen_page(dossier, one, snapshot(dossier, one), STAMPED).decode()


def head_of(page: str) -> str:
    """What is printed between the title and the first heading below it, without what a search leaves out."""
    head = page[page.index("</h1>") : page.index("<h2", page.index("</h1>"))]
    assert "data-pagefind-ignore" not in head
    return head


def living_head(toy: Path, one: Entry[Record]) -> str:
    return head_of((toy / f"build/site/{one.kind.folder}/{one.record.id}/index.html").read_text("utf-8"))


def test_headings_out_of_order_are_found() -> None:
    assert misplaced_headings("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>") == []
    assert misplaced_headings("<h1>a</h1><h3>b</h3>") == ["h1 is followed by h3"]
    assert misplaced_headings("<h2>a</h2><h1>b</h1>") == ["h0 is followed by h2"]
    assert misplaced_headings("<h1>a</h1><h1>b</h1>") == ["2 headings are h1"]


def test_no_page_skips_a_level_of_headings(toy: Path, hostile: Hostile) -> None:
    for root in (toy, hostile.root):
        assert misplaced_in(root / "build/site") == {}


@pytest.mark.parametrize("one", REVISED, ids=lambda one: one.record.id)
def test_no_frozen_page_skips_a_level_of_headings(one: Entry[Record]) -> None:
    assert misplaced_headings(frozen(DOSSIER, one)) == []


def test_some_records_were_reviewed_and_some_were_not() -> None:
    for kind in Kind:
        assert {one.record.reviewed is None for one in RECORDS if one.kind is kind} >= {False}
    assert {one.record.reviewed is None for one in REVISED} == {True, False}


@pytest.mark.parametrize("one", RECORDS, ids=lambda one: one.record.id)
def test_a_page_says_at_its_head_who_reviewed_it(toy: Path, one: Entry[Record]) -> None:
    reviewed = one.record.reviewed
    words = UNREVIEWED if reviewed is None else f"Reviewed on {reviewed.on} by {reviewed.by}."
    heads = [living_head(toy, one)]
    if one.kind is not Kind.CAPTURE:
        heads.append(head_of(frozen(DOSSIER, one)))
    for head in (re.sub("</?bdi>", "", head) for head in heads):
        assert head.count(f"{words}</p>") == 1
        assert (UNREVIEWED in head) is (reviewed is None)
        if one.kind is Kind.CLAIM:
            # Next to the standing, which begins the page unless there is a notice.
            assert re.search(r"[Ss]tanding.*</p>\n<p[^>]*>[^\n]*" + re.escape(words), head)


def read_as(one: Entry[Claim], levels: dict[str, CheckLevel]) -> Dossier:
    """The toy dossier in which the sources of a claim were read as far as is given here."""
    entries = dict(DOSSIER.entries)
    for name, level in levels.items():
        was, source = entries[name], DOSSIER.source(name)
        assert source is not None
        record = source.model_copy(update={"checked": source.checked.model_copy(update={"level": level})})
        entries[name] = entry(was.kind, record, was.path, was.root)
    return link_records(entries | {one.record.id: one}, DOSSIER.names, DOSSIER.today)


@pytest.mark.parametrize(
    ("support", "other", "is_unread"),
    [
        (CheckLevel.FULL_TEXT, CheckLevel.EXCERPT, False),
        (CheckLevel.EXCERPT, CheckLevel.FULL_TEXT, True),
        (CheckLevel.NOT_OPENED, CheckLevel.EXCERPT, True),
    ],
)
def test_a_claim_says_at_its_head_if_no_source_that_supports_it_was_read_in_full(
    support: CheckLevel, other: CheckLevel, *, is_unread: bool
) -> None:
    claim = next(one.record for one in DOSSIER.claims() if len({each.source for each in one.record.evidence}) > 1)
    first, *others = claim.evidence
    rest = [each for each in others if each.source != first.source]
    sides = {Stance.SUPPORTS: (first,), Stance.CONTRADICTS: rest, Stance.CONTEXT: rest}
    evidence = tuple(each.model_copy(update={"stance": side}) for side, many in sides.items() for each in many)
    was = DOSSIER.entries[claim.id]
    one = entry(was.kind, claim.model_copy(update={"evidence": evidence}), was.path, was.root)
    dossier = read_as(one, {first.source: support, **{each.source: other for each in rest}})
    assert dossier.is_unread(one.record) is is_unread
    lead = record_fragments(claim_content(dossier, one), RepositoryLinks(), None, None)["lead"]
    assert (NONE_READ_IN_FULL in lead) is is_unread
    assert (NONE_READ_IN_FULL in head_of(frozen(dossier, one))) is is_unread
    assert (hubs(dossier).unread_claims > 0) is is_unread


def test_a_claim_without_support_is_not_unread() -> None:
    claim = next(DOSSIER.claims()).record
    evidence = tuple(each.model_copy(update={"stance": Stance.CONTEXT}) for each in claim.evidence)
    assert not DOSSIER.is_unread(claim.model_copy(update={"evidence": evidence}))
