"""A standing or status on a page leads to its definition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.model.vocabulary import ProceedingStatus, Standing, Term
from dossier.pages.claim import claim_content
from dossier.pages.content import Badge, PageLink, Paragraph
from dossier.pages.definitions import STANDINGS, STATUSES, definition_link
from dossier.pages.proceeding import proceeding_content
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.paragraphs import frozen_sections
from dossier.site.block_printer import Printer
from dossier.site.term_tables import with_term_tables
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

TABLES = "# Method\n\n[terms: standing]\n\n[terms: status of a proceeding]\n"


def with_page(path: str, text: str) -> Dossier:
    return replace(load(TOY, DAY).dossier, prose={path: text})


@pytest.mark.parametrize(("table", "terms"), [(STANDINGS, Standing), (STATUSES, ProceedingStatus)])
@pytest.mark.parametrize(
    ("path", "page"), [("pages/method.md", "method/"), ("pages/index.md", ""), ("pages/a/terms.md", "a/terms/")]
)
def test_each_term_leads_to_its_row(path: str, page: str, table: str, terms: type[Term]) -> None:
    dossier, printed = with_page(path, TABLES), with_term_tables(TABLES, path, TOY_SUBJECT)
    for term in terms:
        link = definition_link(dossier, table, term)
        assert link is not None
        assert link.text == (term.summary or term.meaning)
        start, _, anchor = link.page.partition("#")
        assert start == page
        assert printed.count(f'<tr id="{anchor}">') == 1


@pytest.mark.parametrize("text", ["# Method\n", "```\n[terms: standing]\n```\n", "Some [terms: standing] in a line.\n"])
def test_without_the_table_nothing_is_linked(text: str) -> None:
    assert definition_link(with_page("pages/method.md", text), STANDINGS, Standing.DISPUTED) is None


def test_the_badge_on_the_page_of_a_record_is_a_link_and_frozen_pages_have_the_label_alone() -> None:
    dossier = with_page("pages/method.md", TABLES)
    contents = (
        claim_content(dossier, dossier.entries["CLM-2026-0005"]),  # type: ignore[arg-type]
        proceeding_content(dossier, dossier.entries["PRO-2026-0002"]),  # type: ignore[arg-type]
    )
    for content in contents:
        blocks = [block for block in content.sections[0].blocks if isinstance(block, Paragraph)]
        [badge] = [piece for block in blocks for piece in block.text if isinstance(piece, Badge)]
        assert isinstance(badge.definition, PageLink)
        printed = Printer("../../").text((badge,))
        assert f'href="../../{badge.definition.page}" data-definition="' in printed
        assert printed.striptags() == badge.label
        plain = Printer("../../").text((replace(badge, definition=None),))
        assert "<a" not in plain
        assert not [section for section in frozen_sections(content, {}) if "data-definition" in str(section)]
