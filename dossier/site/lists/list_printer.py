"""HTML of lists of records: their links, their filters and their tables.

A long list has several pages, and a document with all rows for its script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from dossier.model import addresses
from dossier.model.labels import capitalised
from dossier.pages.list_pages import MOST_ROWS, ListPage, list_pages, needs_pages
from dossier.pages.lists import Cell, RecordList, with_bare_rows
from dossier.site.block_printer import Printer
from dossier.site.escaping import escaped
from dossier.site.lists.list_filters import print_filters
from dossier.site.lists.list_links import contents_links, group_links, page_links
from dossier.site.lists.list_table import TextPrinter, cell_content, is_long, joined, print_table, words_of


def print_list(listed: RecordList, base: str) -> Markup:
    """A list with its contents, its filters and the script that they need. Of a long list, the first page."""
    if needs_pages(len(listed.rows)):
        pages = list_pages(listed)
        return _page(listed, pages, pages[0], print_filters(listed), base)
    return _list(listed, base, "", (contents_links(listed), print_filters(listed), _said(""), print_rows(listed, base)))


def print_further_pages(listed: RecordList, base: str) -> Iterator[tuple[ListPage, Markup]]:
    """Yield each further page of a list that is long. Their filters are the same, and printed once."""
    if needs_pages(len(listed.rows)):
        pages, filters = list_pages(listed), print_filters(listed)
        yield from ((page, _page(listed, pages, page, filters, base)) for page in pages[1:])


def print_rows(listed: RecordList, base: str) -> Markup:
    """The table of a list alone."""
    return print_table(listed, Printer(base).text)


def _page(listed: RecordList, pages: Iterable[ListPage], page: ListPage, filters: str, base: str) -> Markup:
    """A page of a long list, with links to the others."""
    rows = with_bare_rows(listed, page.rows)
    attributes = f' data-root="{base}" data-rows="{escaped(base + addresses.list_rows(listed.name))}"'
    attributes += f' data-count="{len(listed.rows)}" data-step="{MOST_ROWS}"'
    parts = (
        page_links(listed, pages, page, base),
        "" if page.word else group_links(listed, base),
        filters,
        _said(capitalised(page.words(listed))),
        print_rows(rows, base),
        f'<p class="d-list__more" hidden><button type="button">Show {MOST_ROWS} more</button></p>',
    )
    return _list(listed, base, attributes, parts)


# The HTML of a cell, or a list of it, its sort key or None, True if it has a long word, and its date in EDTF if that is
# not the key.
CellParts: TypeAlias = str | list[str | bool | None]


class ListRows(NamedTuple):
    """The rows of a list for its script: the names of the facets, and the parts of each row."""

    facets: tuple[str, ...]
    # The record, the words for each facet, the cells, and the values for the columns of the downloaded list alone.
    rows: tuple[tuple[str, list[str], list[CellParts], str], ...]


def list_rows(listed: RecordList) -> ListRows:
    """The rows of a list for its script. Links lead from the root of the site."""
    text = Printer("").text
    return ListRows(
        tuple(facet.name for facet in listed.facets),
        tuple(
            (row.record, words_of(listed, row), [_cell_parts(cell, text) for cell in row.cells], joined(row.download))
            for row in listed.rows
        ),
    )


def _list(listed: RecordList, base: str, attributes: str, parts: Iterable[str]) -> Markup:
    one, several = map(escaped, listed.words)
    names = f'data-name="{escaped(listed.name)}" data-one="{one}" data-several="{several}"'
    if listed.download_columns:
        names += f' data-download="{escaped(joined(listed.download_columns))}"'
    script = f'<script type="module" src="{base}assets/dossier-list.js"></script>'
    lines = (f'<div class="d-list" {names}{attributes}>', *parts, "</div>", script)
    return Markup("\n".join(lines))  # noqa: S704  (each value was escaped)


def _said(words: str) -> str:
    return f'<p class="d-list__said" role="status">{escaped(words)}</p>'


def _cell_parts(cell: Cell, text: TextPrinter) -> CellParts:
    content, is_broken = cell_content(cell, text), is_long(cell)
    if cell.edtf is not None:
        return [content, cell.key, is_broken, cell.edtf]
    return content if cell.key is None and not is_broken else [content, cell.key, is_broken]
