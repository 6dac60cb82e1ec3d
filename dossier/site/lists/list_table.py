"""HTML of the tables of lists of records.

A table is complete without a script. Plain string operations are used for the reason that `block_printer` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from markupsafe import Markup

from dossier.pages.content import Text
from dossier.pages.lists import Cell, Column, Order, RecordList, Row, anchor_of
from dossier.pages.plain_text import plain_text
from dossier.site.escaping import escaped

_LONGEST_WORD = 30

# Prints the text of a cell as HTML, with its values escaped.
TextPrinter: TypeAlias = Callable[[Text], str]


def print_table(listed: RecordList, text: TextPrinter) -> Markup:
    """The table of a list or of a picture."""
    heads = " ".join(map(_head, listed.columns))
    anchors: set[str] = set()
    rows = "\n".join(_row(listed, row, text, anchors) for row in listed.rows)
    table = f'<table class="d-table d-list__rows"><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>'
    return Markup(table)  # noqa: S704  (each value was escaped)


def _head(column: Column) -> str:
    style = ' class="d-number"' if column.order is Order.NUMBER else ""
    mark = " data-date" if column.order is Order.DATE else ""
    return f'<th scope="col" data-column="{column.name}"{mark}{style}>{escaped(column.label)}</th>'


def _row(listed: RecordList, row: Row, text: TextPrinter, anchors: set[str]) -> str:
    """A row. The first row with a value of the contents has the anchor of that value."""
    pairs = zip(listed.facets, words_of(listed, row), strict=True)
    values = "".join(f' data-{facet.name}="{escaped(words)}"' for facet, words in pairs)
    if listed.download_columns:
        values += f' data-download="{escaped(joined(row.download))}"'
    marks = ""
    for choice in row.choices[listed.contents] if listed.contents else ():
        anchor = anchor_of(listed.contents, choice.word)
        if anchor not in anchors:
            anchors.add(anchor)
            marks += f'<span id="{escaped(anchor)}"></span>'
    first, *others = map(_cell, row.cells, listed.columns, [text] * len(row.cells))
    cells = f'<th scope="row"{first[0]}>{marks}{first[1]}</th>'
    cells += "".join(f"<td{attributes}>{html}</td>" for attributes, html in others)
    return f'<tr data-record="{escaped(row.record)}"{values}>{cells}</tr>'


def words_of(listed: RecordList, row: Row) -> list[str]:
    """The values of each facet of a row, as words with spaces between them."""
    return [" ".join(choice.word for choice in row.choices[facet.name]) for facet in listed.facets]


def joined(values: Iterable[str]) -> str:
    """The values for a downloaded list in one text."""
    return "|".join(values)


def _cell(cell: Cell, column: Column, text: TextPrinter) -> tuple[str, str]:
    """The attributes and the content of a cell. Its label is shown if a narrow screen has no columns."""
    key = "" if cell.key is None else f' data-key="{escaped(cell.key)}"'
    edtf = "" if cell.edtf is None else f' data-edtf="{escaped(cell.edtf)}"'
    style = ' class="d-long"' if is_long(cell) else ""
    return f' data-label="{escaped(column.label)}"{key}{edtf}{style}', cell_content(cell, text)


def is_long(cell: Cell) -> bool:
    """True if a cell has a word that is too long for a column, such as an address. Only such a word is broken."""
    return max(map(len, plain_text(cell.text).split()), default=0) > _LONGEST_WORD


def cell_content(cell: Cell, text: TextPrinter) -> str:
    """The HTML in a cell."""
    html = text(cell.text)
    return f"<s>{html}</s>" if cell.is_undone else html
