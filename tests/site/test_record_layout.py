"""The first lines of record pages, links in their prose, and print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dossier.model.identifiers import Kind
from dossier.pages.content import Badge, Block, Fact, Facts, Notice, Paragraph, Prose, RecordLink, Words
from dossier.pages.page_content import Section
from dossier.pages.sections import LEAD
from dossier.reading.load import load
from dossier.site.block_printer import Printer
from dossier.site.fragments import print_section
from tests.shared.browser import watching
from tests.shared.toy import DAY, TOY


def test_the_standing_comes_first_and_what_was_not_read_is_a_line(toy: Path) -> None:
    dossier = load(TOY, DAY).dossier
    unread = 0
    for entry in dossier.entries.values():
        page = toy / "build/site" / dossier.subject.living_page(entry.kind, entry.record.id) / "index.html"
        text = page.read_text("utf-8")
        lead = text[text.index("</h1>") : text.index("<h2")]
        if entry.kind in {Kind.CLAIM, Kind.PROCEEDING}:
            first = '<p class="d-standing"><strong>' if entry.record.withdrawn is None else '<div class="d-notice '
            assert re.match(rf'</h1>\s+<div class="d-block d-block--lead">{first}', lead)
        assert lead.count('class="d-notice ') <= 1
        assert "d-notice--unread" not in text
        unread += '<p class="d-meta">This source was' in lead
    assert unread


def test_notices_share_a_box_the_gravest_on_top() -> None:
    standing = Paragraph((Words("Found by a court"),), "Standing", "standing")
    others = (Notice("unread", "Unread", (Words("Not opened."),)), Paragraph((Words("Text"),)), standing)
    blocks = (Notice("history", "Later", (Words("By B."),)), Notice("disputed", "Disputed <x>"), *others)

    def printed(*blocks: Block) -> str:
        return " ".join(print_section(Printer("../../"), Section(LEAD, blocks)).split("\n"))

    lines = (
        '<p class="d-standing"><strong>Standing:</strong> Found by a court</p> '
        '<p class="d-meta">Unread. Not opened.</p>'
    )
    inner = (
        '<p class="d-notice__title">Disputed &lt;x&gt;</p>'
        '<p class="d-notice__title">Later</p><p dir="auto">By B.</p></div>'
    )
    assert printed(*blocks) == f'{lines} <div class="d-notice d-notice--disputed" role="note">{inner} <p>Text</p>'
    # What was withdrawn has no standing any more, so that comes first.
    box = '<div class="d-notice d-notice--withdrawn" role="note"><p class="d-notice__title">Withdrawn</p>'
    assert printed(*blocks, Notice("withdrawn", "Withdrawn")) == f"{box}{inner} {lines} <p>Text</p>"


def test_prose_links_a_record_by_its_title_and_then_by_its_identifier() -> None:
    title = "The council <b>answered</b> that it had kept the number plates of cars for seven years."
    titles = {"CLM-2026-0001": title, "SRC-2026-0002": "SRC-2026-0002"}
    printer = Printer(
        "../../", mentions={name: RecordLink(Kind.CLAIM, name, text, "") for name, text in titles.items()}
    )
    text = printer.text((Prose("See CLM-2026-0001, SRC-2026-0002, CLM-2026-0003 and CLM-2026-0001."),))
    assert text == (
        '<bdi>See <a class="d-mention" href="../../claims/CLM-2026-0001/" data-pagefind-ignore><span dir="auto">'
        "The council &lt;b&gt;answered&lt;/b&gt; that it had kept the number…</span> "
        '<small class="d-id">CLM-2026-0001</small></a>, '
        '<a class="d-id" href="../../sources/SRC-2026-0002/">SRC-2026-0002</a>, CLM-2026-0003 and '
        '<a class="d-id" href="../../claims/CLM-2026-0001/">CLM-2026-0001</a>.</bdi>'
    )


@pytest.mark.browser
def test_a_printed_claim_has_its_address_and_its_day_and_no_closed_parts(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("claims/CLM-2026-0004/")
        page = watched.page
        assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) <= 3
        lists = page.locator(".d-cites details")
        assert lists.first.is_visible()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        printed = page.locator(".d-printed")
        assert printed.count() == 1
        printed_as = rf"Cameras of Ashby Vale, {toy_address}claims/CLM-2026-0004/, printed on 20\d\d-\d\d-\d\d"
        assert re.fullmatch(printed_as, printed.inner_text())
        assert not lists.first.is_visible()
        page.emulate_media(media="screen")
        assert not printed.is_visible()
        # A list that the reader opened is printed.
        watched.open("claims/CLM-2026-0004/")
        lists.first.locator("summary").click()
        page.emulate_media(media="print")
        assert lists.first.is_visible()
        assert watched.harmless(), watched


def test_a_proceeding_says_first_what_was_decided_and_its_status_once(toy: Path) -> None:
    dossier = load(TOY, DAY).dossier
    shown = 0
    for entry in dossier.proceedings():
        text = (toy / f"build/site/proceedings/{entry.record.id}/index.html").read_text("utf-8")
        lead = text[text.index("</h1>") : text.index('<dl class="d-facts"')]
        if entry.record.outcome is not None:
            result = re.search(r'<p class="d-result"><bdi>(.*?)</bdi></p>', lead)
            assert result is not None
            assert entry.record.outcome.startswith(result[1].partition("<")[0])
            # Nobody may read what was decided before the reversal of it.
            assert "d-notice" not in lead or lead.index("d-notice") < result.start()
            shown += 1
    assert shown


def test_a_notice_does_not_repeat_the_badge_before_it() -> None:
    standing = Paragraph((Badge("Later course not known", "status-not-known"),), "Status", "standing")
    notice = Notice("unread", "Later course not known", (Words("Nothing says so."),))
    printed = print_section(Printer("../../"), Section(LEAD, (notice, standing))).striptags()
    assert printed == "Status: Later course not known Nothing says so."


@pytest.mark.browser
@pytest.mark.parametrize(
    ("page", "most"),
    [("claims/CLM-2026-0001/", 2), ("proceedings/PRO-2026-0001/", 2), ("forces/ashby-vale-police/", 2)],
)
def test_a_record_is_printed_on_few_sheets_and_whole(page: str, most: int, chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open(page)
        assert len(re.findall(rb"/Type /Page\b", watched.page.pdf(format="A4"))) <= most
        watched.page.emulate_media(media="print")
        for part in (".d-facts > div", ".d-cards > li", ".d-evidence > li", ".d-course > li", ".d-references > li"):
            assert all(each.is_visible() for each in watched.page.locator(part).all()), part
        # A fact takes one line with its label.
        fact = watched.page.locator(".d-facts > div").first
        assert fact.evaluate("(fact) => fact.firstElementChild.offsetTop === fact.lastElementChild.offsetTop")


def test_the_words_of_a_fact_do_not_stick_to_its_label() -> None:
    printed = Printer("../../").blocks((Facts((Fact("Country", (Words("Wales"),)),)),))
    assert printed.striptags() == "Country Wales"


@pytest.mark.browser
@pytest.mark.parametrize("page", ["claims/CLM-2026-0007/", "forces/ashby-vale-police/"])
def test_a_long_label_makes_no_page_wider_than_a_phone(page: str, chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        watched.open(page)
        label = watched.page.locator(".d-tag", has_text="Reported use").first
        for words in ("\N{GRINNING FACE}" * 50, "W" * 10_000):
            label.evaluate("(tag, words) => { tag.textContent = words; }", words)
            assert watched.page.evaluate("document.scrollingElement.scrollWidth") == 390
            label = watched.page.locator(".d-tag", has_text=words)
