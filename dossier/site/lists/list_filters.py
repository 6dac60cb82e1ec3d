"""HTML of the filters of lists, hidden until a script shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dossier.pages.list_pages import needs_pages
from dossier.pages.lists import Facet, RecordList
from dossier.site.escaping import escaped


def print_filters(listed: RecordList) -> str:
    """The form of the filters and of the order. A facet with the same value in all rows has no filter.

    The script counts the rows of each value. It loads the rows of a long list only if a filter is used, so the numbers
    of all its rows are printed.
    """
    counts = _counts(listed) if needs_pages(len(listed.rows)) else {}
    fields = [_field(each, counts.get(each.name, {})) for each in listed.facets if len(each.choices) > 1]
    fields.append(_select("sort", "Sort by", "As listed", _orders(listed)))
    everything, taken = ("Remove the filters", f"all {len(listed.rows):,}") if counts else ("Show all", "these")
    buttons = (
        f'<button type="button" class="d-list__all">{everything}</button> '
        f'<button type="button" class="d-list__take">Download {taken} rows (CSV)</button>'
    )
    return (
        '<form class="d-list__filters" autocomplete="off" aria-label="Filter and sort" hidden>'
        f'<details><summary>Filter and sort</summary><div class="d-list__fields">{"".join(fields)}</div></details>'
        f"<p>{buttons}</p></form>"
    )


def _field(facet: Facet, counts: Mapping[str, int]) -> str:
    options = ((each.word, each.label, counts.get(each.word)) for each in facet.choices)
    return _select(facet.name, facet.label, "All", options)


def _orders(listed: RecordList) -> Iterator[tuple[str, str, None]]:
    for column in listed.columns:
        for sign, words in zip(("", "-"), column.order.value, strict=True):
            yield f"{sign}{column.name}", f"{column.label}, {words}", None


def _select(name: str, label: str, unset: str, options: Iterator[tuple[str, str, int | None]]) -> str:
    """A choice among options: the word of each, its text, and the number of its rows or None."""
    printed = "".join([_option(word, text, rows) for word, text, rows in options])
    return (
        f'<div><label for="list-{name}">{escaped(label)}</label>'
        f'<select id="list-{name}" name="{name}"><option value="">{unset}</option>{printed}</select></div>'
    )


def _option(word: str, text: str, rows: int | None) -> str:
    count = "" if rows is None else f' data-count="{rows}"'
    return f'<option value="{escaped(word)}"{count}>{escaped(text)}</option>'


def _counts(listed: RecordList) -> dict[str, Counter[str]]:
    """The number of rows that have each value of each facet."""
    names = [facet.name for facet in listed.facets]
    return {name: Counter(choice.word for row in listed.rows for choice in row.choices[name]) for name in names}
