"""Pages of countries and topics, and links to them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dossier.model import title_of
from dossier.model.vocabulary import ProceedingStatus
from dossier.pages.group_links import word_of
from dossier.pages.groups import Group
from dossier.pages.hubs import hubs
from dossier.reading.dossier import entry as entry_of
from dossier.reading.dossier import link_records
from dossier.reading.load import load
from dossier.site.builder import Builder
from dossier.site.fragments import group_fragments
from tests.shared.toy import DAY, TOY


@pytest.fixture(scope="module")
def groups() -> dict[str, Group]:
    """The countries and topics of the toy dossier, by the addresses of their pages."""
    return {group.page: group for group in hubs(load(TOY, DAY).dossier).groups}


def _section(page: str, anchor: str) -> str:
    """The HTML of a section of a page. Empty if the page lacks it."""
    found = re.search(rf'<h2 id="{anchor}">.*?(?=<h2|<div class="d-block d-block--foot">)', page, re.DOTALL)
    return "" if found is None else found[0]


def test_each_record_is_on_the_pages_of_its_country_and_of_its_topics(toy: Path) -> None:
    dossier = load(TOY, DAY).dossier
    site = toy / "build/site"
    for entry in (*dossier.focus_bodies(), *dossier.organisations()):
        page = (site / f"countries/{entry.record.country.lower()}/index.html").read_text("utf-8")
        assert f'<tr data-record="{entry.record.id}">' in page
        own = (site / dossier.subject.living_page(entry.kind, entry.record.id) / "index.html").read_text("utf-8")
        assert f'<a href="../../countries/{entry.record.country.lower()}/" dir="auto">' in own
    for claim in (entry.record for entry in dossier.claims()):
        pages = [f"topics/{word_of(topic)}" for topic in claim.topics]
        pages += [f"countries/{place.country.lower()}" for place in claim.places]
        own = (site / f"claims/{claim.id}/index.html").read_text("utf-8")
        for address in pages:
            assert f'<tr data-record="{claim.id}">' in (site / address / "index.html").read_text("utf-8")
            assert f'<a href="../../{address}/" dir="auto">' in own
    for proceeding in (entry.record for entry in dossier.proceedings()):
        forum = dossier.body(proceeding.forum)
        assert forum is not None
        page = (site / f"countries/{forum.country.lower()}/index.html").read_text("utf-8")
        assert (
            _section(page, "proceedings-case-by-case").count(f'<li><a href="../../proceedings/{proceeding.id}/"') == 1
        )
        assert page.count(f'<tr data-record="{proceeding.id}">') == len(proceeding.penalties)


def test_a_topic_has_what_its_claims_name(groups: dict[str, Group]) -> None:
    dossier = load(TOY, DAY).dossier
    topics = {word_of(topic) for entry in dossier.claims() for topic in entry.record.topics}
    assert {group.word for group in groups.values() if group.folder == "topics"} == topics
    for group in groups.values():
        claims = [dossier.claim(row.record) for row in group.lists["claims"].rows]
        named = {name for claim in claims if claim for name in (*claim.organisations, *claim.proceedings)}
        if group.folder == "topics":
            listed = (row.record for name in ("organisations", "proceedings") for row in group.lists[name].rows)
            assert named == set(listed)


def test_the_chain_of_a_case_is_printed_once_in_its_order(toy: Path) -> None:
    dossier = load(TOY, DAY).dossier
    earlier = next(entry.record for entry in dossier.proceedings() if entry.record.history)
    later = earlier.history[0].proceeding
    forum = dossier.body(earlier.forum)
    assert forum is not None
    page = (toy / f"build/site/countries/{forum.country.lower()}/index.html").read_text("utf-8")
    chains = re.findall(r'<ol class="d-course">.*?</ol>', _section(page, "proceedings-case-by-case"), re.DOTALL)
    [chain] = [each for each in chains if f"/{earlier.id}/" in each]
    steps = re.findall(r'<li><a href="../../proceedings/([^/]+)/"', chain)
    assert steps.index(earlier.id) < steps.index(later)


def test_an_empty_section_is_left_out_with_its_link(toy: Path) -> None:
    page = (toy / "build/site/topics/index.html").read_text("utf-8")
    for word in re.findall(r'<a href="../topics/([^/]+)/"', page):
        text = (toy / f"build/site/topics/{word}/index.html").read_text("utf-8")
        for anchor in ("penalties", "organisations", "sources"):
            assert (f'id="{anchor}"' in text) == (f"<a href=#{anchor} " in text) == bool(_section(text, anchor))


def test_a_long_topic_in_any_script_has_a_page_that_goes_with_it(tmp_path: Path) -> None:
    shutil.copytree(TOY, tmp_path / "toy", ignore=shutil.ignore_patterns("build"))
    root = tmp_path / "toy"
    path = next((root / "evidence/claims").rglob("CLM-2026-0002.yaml"))
    text = path.read_text("utf-8")
    topic = "Überwachung von Straßen " * 20
    assert "topics: [Penalty]" in text
    path.write_text(text.replace("topics: [Penalty]", f"topics: [{topic.strip()}]"), "utf-8")
    loaded = load(root, DAY)
    builder = Builder(root, with_search=False, will_rebuild=True)
    builder.build(loaded.dossier)
    page = root / "build/site/topics" / word_of(topic) / "index.html"
    assert title_of(loaded.dossier.entries["CLM-2026-0002"].record)[:20] in page.read_text("utf-8")
    path.write_text(text, "utf-8")
    builder.rebuild(load(root, DAY).dossier)
    assert not page.parent.exists()
    assert "berwachung" not in (root / "build/site/topics/index.html").read_text("utf-8")


def test_the_first_sentence_says_what_is_open_and_what_is_not_known() -> None:
    toy = load(TOY, DAY).dossier

    def lead(**statuses: str) -> str:
        entries = dict(toy.entries)
        for name, status in statuses.items():
            one = entries[f"PRO-2026-{name[1:]}"]
            record = one.record.model_copy(update={"status": ProceedingStatus(status)})
            entries[record.id] = entry_of(one.kind, record, one.path, one.root)
        dossier = link_records(entries, toy.names, toy.subject, DAY)
        (country,) = (group for group in hubs(dossier).groups if group.page == "countries/gb/")
        return " ".join(group_fragments(country)["lead"].striptags().split())

    end = " What is not listed is not in the record."
    over = {"_0001": "final", "_0002": "reversed", "_0003": "final"}
    # A withdrawn proceeding, whose course is not known, says nothing.
    assert f". None of the proceedings is open.{end}" in lead(**over)
    assert f"Still open: {title_of(toy.entries['PRO-2026-0001'].record)}" in lead(**over | {"_0001": "pending"})
    assert f"For 2 of the proceedings, it is not known how the case went on.{end}" in lead(
        _0001="not-known", _0002="reversed", _0003="not-known"
    )
