"""The title, headings and opening lines of every page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dossier.configuration import RepositoryLinks
from dossier.model import Claim, Record
from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.model.labels import NONE_READ_IN_FULL, UNREVIEWED
from dossier.model.vocabulary import CheckLevel, Stance
from dossier.pages.claim import claim_content
from dossier.pages.hubs import hubs
from dossier.reading.dossier import Dossier, Entry, link_records
from dossier.reading.dossier import entry as new_entry
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.fragments import record_fragments
from tests.shared.frozen_samples import imprint, release
from tests.shared.hostile import Hostile
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

RELEASE = release("2026.11.23")
DOSSIER = load(TOY, DAY).dossier
RECORDS = tuple(DOSSIER.entries.values())
REVISED = tuple(record for record in RECORDS if record.kind is not Kind.CAPTURE)


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
    """The problems with the headings of a page."""
    levels = Headings(page).levels
    problems = [f"h{level} is followed by h{next_}" for level, next_ in pairwise([0, *levels]) if next_ > level + 1]
    if levels.count(1) != 1:
        problems.append(f"{levels.count(1)} headings are h1")
    return problems


def misplaced_in(site: Path) -> dict[str, list[str]]:
    """The pages of a site whose headings are out of order, with the problems."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    results = {str(path.relative_to(site)): misplaced_headings(path.read_text("utf-8")) for path in pages}
    return {path: problems for path, problems in results.items() if problems}


def frozen(dossier: Dossier, entry: Entry[Record]) -> str:
    revision, record = Revision(entry.record.id, 2), snapshot(dossier, entry)
    return frozen_page(dossier, revision, record, imprint(RELEASE, "Cameras of Ashby Vale")).decode()


def head_of(page: str) -> str:
    """The HTML between the title and the next heading. The search must index all of it."""
    head = page[page.index("</h1>") : page.index("<h2", page.index("</h1>"))]
    assert "data-pagefind-ignore" not in head
    return head


def living_head(toy: Path, entry: Entry[Record]) -> str:
    return head_of(
        (toy / f"build/site/{TOY_SUBJECT.folder(entry.kind)}/{entry.record.id}/index.html").read_text("utf-8")
    )


def test_headings_out_of_order_are_found() -> None:
    assert misplaced_headings("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>") == []
    assert misplaced_headings("<h1>a</h1><h3>b</h3>") == ["h1 is followed by h3"]
    assert misplaced_headings("<h2>a</h2><h1>b</h1>") == ["h0 is followed by h2"]
    assert misplaced_headings("<h1>a</h1><h1>b</h1>") == ["2 headings are h1"]


def test_no_page_skips_a_level_of_headings(toy: Path, hostile: Hostile) -> None:
    for root in (toy, hostile.root):
        assert misplaced_in(root / "build/site") == {}


@pytest.mark.parametrize("entry", REVISED, ids=lambda entry: entry.record.id)
def test_no_frozen_page_skips_a_level_of_headings(entry: Entry[Record]) -> None:
    assert misplaced_headings(frozen(DOSSIER, entry)) == []


def test_some_records_were_reviewed_and_some_were_not() -> None:
    for kind in Kind:
        assert {entry.record.last_review is None for entry in RECORDS if entry.kind is kind} >= {False}
    assert {entry.record.last_review is None for entry in REVISED} == {True, False}


@pytest.mark.parametrize("entry", RECORDS, ids=lambda entry: entry.record.id)
def test_a_page_says_at_its_head_who_reviewed_it(toy: Path, entry: Entry[Record]) -> None:
    reviewed = entry.record.last_review
    words = UNREVIEWED if reviewed is None else f"Reviewed on {reviewed.on} by {reviewed.by} ({reviewed.role.label})."
    heads = [living_head(toy, entry)]
    if entry.kind is not Kind.CAPTURE:
        heads.append(head_of(frozen(DOSSIER, entry)))
    for head in (re.sub("</?bdi>", "", head) for head in heads):
        assert head.count(f"{words}</p>") == 1
        assert (UNREVIEWED in head) is (reviewed is None)
        if entry.kind is Kind.CLAIM:
            # On a living page, what was not read and the notices come between the standing and the review.
            between = r'(?:<p class="d-meta">[^\n]*\n)*(?:<div class="d-notice[^\n]*\n)?'
            assert re.search(rf"[Ss]tanding[^\n]*</p>\n{between}<p[^>]*>[^\n]*{re.escape(words)}", head)


def read_as(claim: Entry[Claim], levels: dict[str, CheckLevel]) -> Dossier:
    """The toy dossier with another claim, and sources that were read as far as these levels say."""
    entries = dict(DOSSIER.entries)
    for name, level in levels.items():
        was, source = entries[name], DOSSIER.source(name)
        assert source is not None
        record = source.model_copy(update={"checked": source.checked.model_copy(update={"level": level})})
        entries[name] = new_entry(was.kind, record, was.path, was.root)
    return link_records(entries | {claim.record.id: claim}, DOSSIER.names, DOSSIER.subject, DOSSIER.today)


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
    claims = (entry.record for entry in DOSSIER.claims())
    claim = next(claim for claim in claims if len({evidence.source for evidence in claim.evidence}) > 1)
    first, *others = claim.evidence
    rest = [evidence for evidence in others if evidence.source != first.source]
    sides = {Stance.SUPPORTS: (first,), Stance.CONTRADICTS: rest, Stance.CONTEXT: rest}
    evidence = tuple(item.model_copy(update={"stance": side}) for side, items in sides.items() for item in items)
    was = DOSSIER.entries[claim.id]
    entry = new_entry(was.kind, claim.model_copy(update={"evidence": evidence}), was.path, was.root)
    dossier = read_as(entry, {first.source: support, **{evidence.source: other for evidence in rest}})
    assert dossier.is_unread(entry.record) is is_unread
    lead = record_fragments(claim_content(dossier, entry), RepositoryLinks(), None, None)["lead"]
    assert (NONE_READ_IN_FULL in lead) is is_unread
    assert (NONE_READ_IN_FULL in head_of(frozen(dossier, entry))) is is_unread
    assert (hubs(dossier).unread_claims > 0) is is_unread


def test_a_claim_without_support_is_not_unread() -> None:
    claim = next(DOSSIER.claims()).record
    evidence = tuple(item.model_copy(update={"stance": Stance.CONTEXT}) for item in claim.evidence)
    assert not DOSSIER.is_unread(claim.model_copy(update={"evidence": evidence}))
