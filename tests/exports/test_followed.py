"""Feeds of bodies in focus, countries and cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from dossier.configuration import About
from dossier.exports import followed
from dossier.exports.followed import FollowedFeeds
from dossier.pages.hubs import hubs
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY, copy_toy

ABOUT = About("Cameras <of> Vale", "What is known.", "https://cameras.example.org/vale/", "CC-BY-4.0", "")
FIRST, SECOND, APPEAL, LATER = (f"PRO-2026-000{number}" for number in (1, 2, 3, 5))
HISTORY = """history:
  - relation: reversed
    proceeding: PRO-2026-0003
    date: 2025-10-06
    affects:
      extent: whole
      on: jurisdiction
"""
FURTHER = f"""id: {LATER}
kind: appeal
title: Roads Regulator v Ashby Vale Council
forum: roads-tribunal
decided: 2026-11-20
status: final
status_checked:
  on: 2026-11-22
sources: [SRC-2026-0003]
"""


def feeds(dossier: Dossier, about: About = ABOUT) -> dict[str, bytes]:
    return dict(FollowedFeeds(dossier, about).files(hubs(dossier).groups))


def address(name: str) -> str:
    return f"proceedings/{name}/feed.xml"


def parsed(content: bytes) -> Any:
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


@pytest.fixture(scope="module")
def toy_feeds() -> dict[str, bytes]:
    return feeds(load(TOY, DAY).dossier)


def test_a_later_appeal_reaches_those_who_follow_the_first_instance(
    tmp_path: Path, toy_feeds: dict[str, bytes]
) -> None:
    root = copy_toy(tmp_path / "dossier")
    appeal = root / f"evidence/proceedings/{APPEAL}.yaml"
    appeal.write_text(
        f"{appeal.read_text('utf-8')}history:\n  - relation: affirmed\n    proceeding: {LATER}\n", "utf-8"
    )
    appeal.with_name(f"{LATER}.yaml").write_text(FURTHER, "utf-8")
    before, now = toy_feeds[address(FIRST)], feeds(load(root, DAY).dossier)
    assert all(now[address(name)] == now[address(FIRST)] for name in (SECOND, APPEAL, LATER))
    old, new = parsed(before), parsed(now[address(FIRST)])
    assert new.feed.id == old.feed.id == f"{ABOUT.address}{address(FIRST)}"
    assert new.feed.link == f"{ABOUT.address}proceedings/{FIRST}/"
    known = {entry.id for entry in old.entries}
    assert known < {entry.id for entry in new.entries}
    assert new.entries[0].id not in known
    assert new.entries[0].title == "Draft: Final: Roads Regulator v Ashby Vale Council"
    assert f"Affirms {APPEAL}." in new.entries[0].content[0].value


def test_no_address_goes_if_two_cases_become_one(tmp_path: Path, toy_feeds: dict[str, bytes]) -> None:
    root = copy_toy(tmp_path / "dossier")
    second = root / f"evidence/proceedings/{SECOND}.yaml"
    text = second.read_text("utf-8")
    second.write_text(text.replace(HISTORY, ""), "utf-8")
    apart = feeds(load(root, DAY).dossier)
    assert parsed(apart[address(SECOND)]).feed.id.endswith(address(FIRST))
    assert parsed(apart[address(APPEAL)]).feed.id.endswith(address(APPEAL))
    assert apart.keys() == toy_feeds.keys()
    assert toy_feeds[address(APPEAL)] == toy_feeds[address(FIRST)]


def test_a_new_revision_is_a_new_item(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = load(TOY, DAY).dossier
    permalinks = {
        name: (f"{ABOUT.address}r/{name}/{number}/", date(2026, 11, 20 + number))
        for name, number in (("CLM-2026-0005", 1), (APPEAL, 2))
    }
    made = feeds(dossier, replace(ABOUT, permalinks=permalinks))
    case = parsed(made[address(FIRST)]).entries
    assert (case[0].id, case[0].title) == (permalinks[APPEAL][0], f"Changed (revision 2): Final: {_title(APPEAL)}")
    assert case[0].link == f"{ABOUT.address}proceedings/{APPEAL}/"
    country = parsed(made["countries/gb/feed.xml"]).entries
    assert [entry.title for entry in country if entry.id == permalinks["CLM-2026-0005"][0]] == [
        f"New: Corroborated: {_title('CLM-2026-0005')}"
    ]
    monkeypatch.setattr(followed, "MOST_ITEMS", 1)
    assert len(parsed(feeds(dossier)[address(FIRST)]).entries) == 1


def test_each_feed_has_the_records_of_its_page(toy_feeds: dict[str, bytes]) -> None:
    dossier = load(TOY, DAY).dossier
    places = [f"forces/{entry.record.id}" for entry in dossier.focus_bodies()]
    places += [f"proceedings/{entry.record.id}" for entry in dossier.proceedings()]
    places += [group.page.rstrip("/") for group in hubs(dossier).groups if group.folder == "countries"]
    assert toy_feeds.keys() == {f"{place}/feed.xml" for place in places}
    # A draft of a body has no day. Nothing else is recorded on these.
    empty = {path for path, content in toy_feeds.items() if not parsed(content).entries}
    assert empty == {"countries/eu/feed.xml", "countries/ie/feed.xml", "countries/none/feed.xml"}
    for content in toy_feeds.values():
        entries = parsed(content).entries
        assert len({entry.id for entry in entries}) == len(entries)
        assert [entry.updated for entry in entries] == sorted((entry.updated for entry in entries), reverse=True)
        # Sources, preserved copies and reviews are not news.
        assert not any(part in entry.link for entry in entries for part in ("/sources/", "/captures/"))
        assert not any(entry.title.startswith("Reviewed") for entry in entries)
        assert all(len(entry.content[0].value) < 500 for entry in entries)
    # A claim is never there without its standing.
    texts = b"".join(toy_feeds.values()).decode()
    for claim in (entry.record for entry in dossier.claims()):
        assert f"<title>Draft: {claim.statement[:20]}" not in texts


def _title(name: str) -> str:
    record = load(TOY, DAY).dossier.entries[name].record
    return " ".join((getattr(record, "statement", None) or record.title).split())  # type: ignore[attr-defined]
