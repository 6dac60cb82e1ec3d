"""HTML of lists of records: their tables and their filters.

A table is complete without a script. The filters are hidden until a script shows them. Plain string operations are
used for the reason that `block_printer` gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from dossier.pages.lists import Cell, Column, Facet, Order, RecordList, Row, anchor_of
from dossier.pages.plain_text import plain_text
from dossier.site.block_printer import Printer
from dossier.site.escaping import escaped

_LONGEST_WORD = 30


def print_list(listed: RecordList, base: str) -> Markup:
    """A list with its table of contents, its filters and the script that they need."""
    one, several = map(escaped, listed.words)
    parts = (
        f'<div class="d-list" data-name="{escaped(listed.name)}" data-one="{one}" data-several="{several}">',
        _contents(listed),
        _filters(listed),
        '<p class="d-list__said" role="status"></p>',
        print_rows(listed, base),
        "</div>",
        f'<script type="module" src="{base}assets/dossier-list.js"></script>',
    )
    return Markup("\n".join(parts))  # noqa: S704  (each value was escaped)


def print_rows(listed: RecordList, base: str) -> Markup:
    """The table of a list alone."""
    printer = Printer(base)
    heads = " ".join(map(_head, listed.columns))
    anchors: set[str] = set()
    rows = "\n".join(_row(listed, row, printer, anchors) for row in listed.rows)
    table = f'<table class="d-table d-list__rows"><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>'
    return Markup(table)  # noqa: S704  (each value was escaped)


def _head(column: Column) -> str:
    style = ' class="d-number"' if column.order is Order.NUMBER else ""
    return f'<th scope="col" data-column="{column.name}"{style}>{escaped(column.label)}</th>'


def _row(listed: RecordList, row: Row, printer: Printer, anchors: set[str]) -> str:
    """A row. The first row with a value of the contents has the anchor of that value."""
    values = "".join(
        f' data-{facet.name}="{escaped(" ".join(choice.word for choice in row.choices[facet.name]))}"'
        for facet in listed.facets
    )
    marks = ""
    for choice in row.choices[listed.contents] if listed.contents else ():
        anchor = anchor_of(listed.contents, choice.word)
        if anchor not in anchors:
            anchors.add(anchor)
            marks += f'<span id="{escaped(anchor)}"></span>'
    first, *others = map(_cell, row.cells, listed.columns, [printer] * len(row.cells))
    cells = f'<th scope="row"{first[0]}>{marks}{first[1]}</th>'
    cells += "".join(f"<td{attributes}>{html}</td>" for attributes, html in others)
    return f'<tr data-record="{escaped(row.record)}"{values}>{cells}</tr>'


def _cell(cell: Cell, column: Column, printer: Printer) -> tuple[str, str]:
    """The attributes and the content of a cell. Its label is shown if a narrow screen has no columns."""
    key = "" if cell.key is None else f' data-key="{escaped(cell.key)}"'
    html = printer.text(cell.text)
    # A word is broken only if it is too long for a column, such as an address.
    key += ' class="d-long"' if max(map(len, plain_text(cell.text).split()), default=0) > _LONGEST_WORD else ""
    return f' data-label="{escaped(column.label)}"{key}', f"<s>{html}</s>" if cell.is_undone else html


def _contents(listed: RecordList) -> str:
    """Links to the first row with each value of the contents, for readers without a script."""
    facet = next((each for each in listed.facets if each.name == listed.contents), None)
    if facet is None:
        return ""
    items = "".join(
        f'<li><a href="#{escaped(anchor_of(facet.name, each.word))}" dir="auto">{escaped(each.label)}</a></li>'
        for each in facet.choices
    )
    return f'<nav class="d-contents" aria-label="{escaped(facet.label)}"><ul>{items}</ul></nav>'


def _filters(listed: RecordList) -> str:
    """The form of the filters and of the order. A facet with the same value in all rows has no filter."""
    fields = [_field(each) for each in listed.facets if len(each.choices) > 1]
    fields.append(_select("sort", "Sort by", "As listed", _orders(listed)))
    buttons = (
        '<button type="button" class="d-list__all">Show all</button> '
        '<button type="button" class="d-list__take">Download these rows (CSV)</button>'
    )
    return (
        '<form class="d-list__filters" autocomplete="off" aria-label="Filter and sort" hidden>'
        f'<details><summary>Filter and sort</summary><div class="d-list__fields">{"".join(fields)}</div></details>'
        f"<p>{buttons}</p></form>"
    )


def _field(facet: Facet) -> str:
    return _select(facet.name, facet.label, "All", ((each.word, each.label) for each in facet.choices))


def _orders(listed: RecordList) -> Iterator[tuple[str, str]]:
    for column in listed.columns:
        for sign, words in zip(("", "-"), column.order.value, strict=True):
            yield f"{sign}{column.name}", f"{column.label}, {words}"


def _select(name: str, label: str, unset: str, options: Iterator[tuple[str, str]]) -> str:
    printed = "".join(f'<option value="{escaped(word)}">{escaped(text)}</option>' for word, text in options)
    return (
        f'<div><label for="list-{name}">{escaped(label)}</label>'
        f'<select id="list-{name}" name="{name}"><option value="">{unset}</option>{printed}</select></div>'
    )
