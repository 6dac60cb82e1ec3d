"""A workbook for spreadsheets, with the rows of the CSV files.

Each cell is written as a text, a number or a link, so XlsxWriter takes no text for a formula or an address.
Text that begins like a formula is also marked as text, so that it stays text when somebody edits the cell. The same
dossier gives the same bytes: the files inside have a fixed time, and the workbook counts as made on the day of the
records.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from dossier.configuration import About
from dossier.exports.feeds import newest_day
from dossier.exports.tables import FIRST_CHARACTERS, Row, Table
from dossier.model.field_types import ValueType
from dossier.model.subject import Subject
from dossier.reading.dossier import Dossier

# The limits of Excel. It measures text in UTF-16 units, of which a character has one or two.
MAX_UNITS, MAX_LINKS, MAX_ADDRESS, MAX_ROWS, MAX_DIGITS = 32_767, 65_530, 2_079, 1_048_576, 15
CUT = " … [Cut here, because a cell cannot hold more. The page of the record has the whole text.]"
CONTENTS = "About"
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL})
_NARROW, _WIDE, _WIDEST = 16, 44, 100


def sheets(content: Mapping[Table, list[Row]]) -> dict[Table, list[Row]]:
    """The tables that become sheets: the kinds of record, then each list with rows that hold more than one value."""
    kinds = {table: rows for table, rows in content.items() if table.kind is not None and not table.path}
    # The first two columns are the record and the position.
    return kinds | {table: rows for table, rows in content.items() if table.path and rows and len(table.columns) > 3}


def workbook(dossier: Dossier, about: About, content: Mapping[Table, list[Row]]) -> bytes:
    """The workbook of these tables, whose first sheet says what it is and what the other sheets hold."""
    packed = io.BytesIO()
    # Apple Numbers shows no text of a workbook that was written with `constant_memory`.
    book = Workbook(packed, {"in_memory": True})
    day = newest_day(dossier)
    book.set_properties({"title": about.name[:255], "created": datetime.combine(day, time())})
    shown = sheets(content)
    _write_contents(book, dossier.subject, about, day, shown)
    for table, rows in shown.items():
        _write_table(book, dossier.subject, about, table, rows)
    book.close()
    return packed.getvalue()


@dataclass(slots=True)
class _Sheet:
    """A sheet, and the number of links that it can still have."""

    sheet: Any
    # The format of text that begins like a formula.
    guarded: Any
    links: int

    def write(self, row: int, column: int, text: str, address: str | None = None, form: Any = None) -> None:
        """Write a text, with a link to the address if there is one and Excel accepts it."""
        text = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for finished XML. In pieces, it is text.
            self.sheet.write_rich_string(row, column, text[0], text[1], text[2:])
        elif address and self.links and len(address) <= MAX_ADDRESS:
            self.links -= 1
            self.sheet.write_url(row, column, address, string=text)
        else:
            self.sheet.write_string(row, column, text, self.guarded if text[:1] in FIRST_CHARACTERS else form)


def _add_sheet(book: Any, name: str) -> _Sheet:
    return _Sheet(book.add_worksheet(name), book.add_format({"quote_prefix": True}), MAX_LINKS)


def _write_contents(book: Any, subject: Subject, about: About, day: date, shown: Mapping[Table, list[Row]]) -> None:
    page, bold = _add_sheet(book, CONTENTS), book.add_format({"bold": True, "valign": "top"})
    page.sheet.set_column(0, 0, _WIDE // 2, bold)
    page.sheet.set_column(1, 1, _WIDEST, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, (label, text, address) in enumerate(_facts(about, day)):
        page.write(row, 0, label)
        page.write(row, 1, text, address)
        start = row + 2
    for column, name in enumerate(("Sheet", "What it holds", "Rows")):
        page.write(start, column, name, form=bold)
    for row, (table, rows) in enumerate(shown.items(), start + 1):
        page.write(row, 0, table.name, f"internal:'{table.name}'!A1")
        page.write(row, 1, _description(subject, table))
        page.sheet.write_number(row, 2, len(rows))


def _description(subject: Subject, table: Table) -> str:
    return table.description if table.kind is None or table.path else f"All {subject.plural(table.kind)}."


def _facts(about: About, day: date) -> Iterator[tuple[str, str, str | None]]:
    """Yield each line about the workbook: what it says, and an address to which it leads."""
    yield "Dossier", about.name, about.address
    yield "Described as", about.description or about.name, None
    yield "Records as at", day.isoformat(), None
    releases = [f"{version}, {released}" for version, (released, _) in about.releases.items()]
    yield "Newest release", releases[-1] if releases else "none: each record is a draft", None
    yield "Licence of the records", about.licence_line or "No licence is stated.", about.licence_url
    yield "Quotations", "They belong to their authors.", None
    yield (
        "How to cite",
        (
            "Cite a record, not this workbook. The identifier in the first column of each sheet leads to the page of "
            "the record, which has its permalink and its citation. Say how far a claim is established: “reported” is "
            "not “found”."
        ),
        None,
    )
    yield (
        "Columns",
        (
            "They have the names and the values of the columns of the CSV files. A date is text, as exact as is known: "
            "2021-05-27, 2021-05 or 2020/2021."
        ),
        about.absolute("data/columns/") if about.address else None,
    )


def _write_table(book: Any, subject: Subject, about: About, table: Table, rows: list[Row]) -> None:
    page, bold = _add_sheet(book, table.name), book.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(table.columns):
        width = _WIDE if column.value_type is ValueType.TEXT else _NARROW
        page.sheet.set_column(at, at, max(width, len(column.name) + 4))
        page.write(0, at, column.name, form=bold)
    numbers = {at for at, column in enumerate(table.columns) if column.value_type in _NUMBERS}
    for number, row in enumerate(rows[: MAX_ROWS - 1], 1):
        _write_row(page, number, row, numbers, _record_page(subject, about, table, row))
    page.sheet.freeze_panes(1, 1)
    page.sheet.autofilter(0, 0, min(len(rows), MAX_ROWS - 1), len(table.columns) - 1)


def _record_page(subject: Subject, about: About, table: Table, row: Row) -> str | None:
    """The address of the page of the record that a row is or belongs to, or None if the site has no address."""
    if not about.address or table.kind is None:
        return None
    return about.absolute(subject.living_page(table.kind, str(row[0])))


def _write_row(page: _Sheet, number: int, row: Row, numbers: Container[int], address: str | None) -> None:
    page.write(number, 0, str(row[0]), address)
    for at, cell in enumerate(row):
        if at == 0 or cell is None:
            continue
        text = str(cell)
        if at in numbers and len(text.lstrip("-").replace(".", "")) <= MAX_DIGITS:
            page.sheet.write_number(number, at, float(cell))
        elif len(text) > MAX_UNITS // 2 and (cut := _cut(text)):
            page.write(number, at, cut, address)
        else:
            page.write(number, at, text)


def _cut(text: str) -> str | None:
    """As much of the text as fits into a cell, with the sentence that it is cut, or None if the whole text fits."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * MAX_UNITS:
        return None
    return units[: 2 * (MAX_UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT
