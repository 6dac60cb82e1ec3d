"""Broken links, when only a part of the site is checked again."""

from __future__ import annotations

import pytest

from dossier.site.link_check import Links, marks

HUB = '<h2 id="topic">Topic</h2> <a href="CLM-2026-0001/">The claim</a>'
CLAIM = '<a href="../#topic">Topic</a> <a href="../../api/CLM-2026-0001.json">JSON</a>'
PAGES = {"claims/": HUB, "claims/CLM-2026-0001/": CLAIM}
FILES = {"api/CLM-2026-0001.json"}


@pytest.fixture
def links() -> Links:
    """The links of a small site after a check that found none broken."""
    links = Links()
    for page, text in PAGES.items():
        links.add(page, marks(text))
    assert not links.broken(FILES)
    return links


def test_a_page_that_loses_an_anchor_breaks_links_of_other_pages(links: Links) -> None:
    links.add("claims/", marks(HUB.replace("topic", "other")))
    assert links.broken(FILES) == [("claims/CLM-2026-0001/", "../#topic")]


def test_a_page_that_is_gone_breaks_links_of_other_pages(links: Links) -> None:
    del links.pages["claims/CLM-2026-0001/"]
    assert links.broken(FILES) == [("claims/", "CLM-2026-0001/")]


def test_a_file_that_is_gone_breaks_links(links: Links) -> None:
    assert links.broken(()) == [("claims/CLM-2026-0001/", "../../api/CLM-2026-0001.json")]


def test_a_new_page_is_checked(links: Links) -> None:
    links.add("about/", marks('<a href="../nowhere/">Nowhere</a>'))
    assert links.broken(FILES) == [("about/", "../nowhere/")]


def test_a_broken_link_is_reported_until_it_leads_somewhere(links: Links) -> None:
    links.add("claims/", marks(HUB.replace("topic", "other")))
    assert links.broken(FILES)
    assert links.broken(FILES) == [("claims/CLM-2026-0001/", "../#topic")]
    links.add("claims/", marks(HUB))
    assert not links.broken(FILES)
    assert not links.broken(FILES)


def test_a_page_that_comes_back_has_only_its_new_anchors(links: Links) -> None:
    del links.pages["claims/"]
    assert links.broken(FILES)
    links.add("claims/", marks(""))
    assert links.broken(FILES) == [("claims/CLM-2026-0001/", "../#topic")]
