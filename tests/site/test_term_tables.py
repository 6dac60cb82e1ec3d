"""A line of prose asks for the table of a vocabulary."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dossier.errors import DossierError
from dossier.model.vocabulary import Relation, Standing
from dossier.site.term_tables import term_tables, with_term_tables
from tests.shared.browser import watching
from tests.shared.toy import TOY_SUBJECT
from tests.shared.vocabularies import vocabularies

TABLES = term_tables(TOY_SUBJECT)

HEAD = "# Method\n\nWords.\n"


def cells(page: str) -> list[list[str]]:
    """The text of each cell of each row, without the row of headings."""
    rows = re.findall('<tr id="[^"]*">(.*?)</tr>', page)
    return [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_each_vocabulary_has_a_table() -> None:
    assert {terms for table in TABLES.values() for terms in table} == set(vocabularies(TOY_SUBJECT))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_defines_each_of_its_terms_once(name: str) -> None:
    rows = cells(with_term_tables(f"{HEAD}\n[terms: {name}]\n", "pages/method.md", TOY_SUBJECT))
    assert [re.findall("<code>(.*?)</code>", row[0])[0] for row in rows] == list(
        dict.fromkeys(term.value for terms in TABLES[name] for term in terms)
    )
    assert {len(row) for row in rows} == {4}


def test_a_row_has_label_value_and_definition() -> None:
    page = with_term_tables("[terms: standing]", "pages/method.md", TOY_SUBJECT)
    term = Standing.FOUND_BY_COURT
    row = [
        f"<strong>{term.label}</strong> <br><code>{term.value}</code>",
        term.meaning,
        term.example,
        term.counter_example,
    ]
    assert row in cells(page)
    assert "<code>reported</code> or better" in page


def test_a_relation_has_the_labels_of_both_sides() -> None:
    page = with_term_tables("[terms: later proceeding]", "pages/method.md", TOY_SUBJECT)
    assert f"{Relation.AFFIRMED.label}; {Relation.AFFIRMED.converse}</strong> <br>" in page


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        f"{HEAD}\n```text\n[terms: standing]\n```\n",
        f"{HEAD}\n~~~\n[terms: colours]\n~~~\n",
        f"{HEAD}\nWrite [terms: standing] on a line of its own.\n",
        f"{HEAD}\n    [terms: standing]\n",
        f"{HEAD}\n[terms: standing]: https://example.org/\n",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert with_term_tables(text, "pages/method.md", TOY_SUBJECT) == text


def test_a_table_after_a_block_of_code_is_made() -> None:
    page = with_term_tables("```text\n[terms: standing]\n```\n\n[terms: tier]\n", "pages/method.md", TOY_SUBJECT)
    assert page.startswith("```text\n[terms: standing]\n```\n")
    assert page.count("<table") == 1


@pytest.mark.parametrize("name", ["colours", "", "Standing", "standing and stance"])
def test_an_unknown_name_is_an_error_that_lists_the_tables(name: str) -> None:
    with pytest.raises(DossierError) as error:
        with_term_tables(f"{HEAD}\n[terms: {name}]\n", "pages/method.md", TOY_SUBJECT)
    assert str(error.value).startswith(f"`pages/method.md` asks for `[terms: {name}]`")
    assert all(table in str(error.value) for table in TABLES)


@pytest.mark.browser
def test_a_phone_has_a_card_for_each_term(chromium: Any, toy_address: str) -> None:
    table = with_term_tables("[terms: standing]", "pages/method.md", TOY_SUBJECT)
    for width, display in ((390, "block"), (1280, "table-row")):
        with watching(chromium, toy_address, viewport={"width": width, "height": 844}) as watched:
            watched.open("about/")
            watched.page.locator("article").evaluate("(article, table) => { article.innerHTML = table; }", table)
            row = watched.page.locator(".d-table tbody tr").first
            assert row.evaluate("row => getComputedStyle(row).display") == display
            # Nothing is off the screen.
            assert row.evaluate("row => row.closest('.d-scroll').scrollWidth <= row.closest('.d-scroll').clientWidth")
            labels = row.locator("td").evaluate_all(
                "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
            )
            heads = [f'"{name}: "' for name in ("Means", "Example", "Not this")]
            assert labels == (heads if width == 390 else ["none"] * 3)


@pytest.mark.browser
def test_a_table_of_prose_breaks_no_word_on_a_phone(chromium: Any, toy_address: str) -> None:
    cells = "".join(f"<td>{text}</td>" for text in ("Organisation", "Any other body, such as a regulator " * 3, "ID"))
    with watching(chromium, toy_address, viewport={"width": 390, "height": 844}) as watched:
        watched.open("about/")
        table = f"<table><tbody><tr>{cells}</tr></tbody></table>"
        watched.page.locator("article").evaluate("(article, table) => { article.innerHTML = table; }", table)
        lines = watched.page.locator("td").first.evaluate(
            """cell => { const range = document.createRange(); range.selectNodeContents(cell);
              return range.getClientRects().length; }"""
        )
        assert lines == 1
        assert watched.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
