"""The page of a proceeding differs from those with its title."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from dossier.commands.serve import Watcher
from dossier.configuration import RepositoryLinks
from dossier.model.addresses import Revision
from dossier.pages.plain_text import plain_text
from dossier.pages.record import content_of
from dossier.pages.timeline import timeline
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.fragments import record_fragments
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY, copy_toy

COMPLAINT, FINE, RULING, FOREIGN = "PRO-2026-0001", "PRO-2026-0002", "PRO-2026-0003", "PRO-2026-0004"
CASE = "Ashby Vale Council v Roads Regulator"
# For each proceeding, what its record says otherwise, and what the page has after the title.
ROWS = [
    ({RULING: {}}, "[2025] AVRT 4"),
    ({RULING: {"neutral_citation": "[2025] AVRT 0004"}}, "[2025] AVRT 4"),
    ({RULING: {"title": f"{CASE} [2025] AVRT 4"}}, ""),
    ({RULING: {"neutral_citation": None}}, ""),
    ({RULING: {"neutral_citation": None}, FINE: {"title": CASE.upper()}}, "(RT/2025/9)"),
    ({RULING: {"neutral_citation": None, "case_number": None}, FINE: {"title": CASE}}, "(2025)"),
    ({RULING: {"neutral_citation": "[redacted]", "case_number": "[redacted]"}, FINE: {"title": CASE}}, "(2025)"),
    ({FOREIGN: {"neutral_citation": "<i>9</i>"}}, "<i>9</i>"),
]


def changed(dossier: Dossier, fields: dict[str, dict[str, str | None]]) -> Dossier:
    """The dossier with other values in these fields of these records."""
    entries = dict(dossier.entries)
    for name, update in fields.items():
        entry = entries[name]
        entries[name] = type(entry)(
            entry.kind, entry.record.model_copy(update=update), entry.path, entry.root, entry.references
        )
    return link_records(entries, dossier.names, dossier.subject, dossier.today)


def heading_and_title(dossier: Dossier, name: str) -> tuple[str, str]:
    fragments = record_fragments(content_of(dossier, dossier.entries[name]), RepositoryLinks(), None, None)
    return fragments["heading"], fragments["title"]


@pytest.mark.parametrize(("fields", "number"), ROWS)
def test_the_heading_has_the_number_after_the_title(fields: dict[str, dict[str, str | None]], number: str) -> None:
    dossier = changed(load(TOY, DAY).dossier, fields)
    name = next(iter(fields))
    record = dossier.proceeding(name)
    assert record is not None
    heading, title = heading_and_title(dossier, name)
    assert unescape(title) == f"{record.title} {number}".strip()
    assert [unescape(each) for each in re.findall(r'<bdi class="d-title__number">(.*?)</bdi>', heading)] == (
        [number] if number else []
    )
    # What the record is called elsewhere stays its title.
    assert content_of(dossier, dossier.entries[name]).title == record.title


def test_the_timeline_has_the_numbers_of_proceedings() -> None:
    rows = [row for row in timeline(load(TOY, DAY).dossier).rows if row.record == RULING]
    assert {plain_text(row.cells[2].text) for row in rows} == {f"{CASE} [2025] AVRT 4"}


def test_a_frozen_page_does_not_depend_on_the_titles_of_others() -> None:
    dossier = changed(load(TOY, DAY).dossier, {RULING: {"neutral_citation": None}})
    other = changed(dossier, {FINE: {"title": CASE}})
    assert heading_and_title(dossier, RULING) != heading_and_title(other, RULING)
    made = imprint(release("2026.11.23"), "Cameras")
    first, second = (
        frozen_page(each, Revision(RULING, 1), snapshot(each, each.entries[RULING]), made) for each in (dossier, other)
    )
    for page in (first, second):
        assert f">{CASE}</h1>".encode() in page
        assert b"(RT/2025/9)" not in page


def test_a_rebuild_notices_that_another_proceeding_got_the_title(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    page, complaint = (
        root / f"build/site/proceedings/{FINE}/index.html",
        root / f"evidence/proceedings/{COMPLAINT}.yaml",
    )
    title = "Penalty on the council for Mill Street"
    watcher = Watcher(root, with_search=False)
    watcher.run()
    assert f"<title>{title} - " in page.read_text("utf-8")
    complaint.write_text(re.sub(r"(?m)^title: .*", f"title: {title}", complaint.read_text("utf-8")), "utf-8")
    watcher.run()
    assert f"<title>{title} (KW-17) - " in page.read_text("utf-8")
