"""Turn tables into CSV (RFC 4180: UTF-8, CRLF, a line of names first) that no spreadsheet takes for a formula.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break, or with apostrophes and then one of these, gets an
apostrophe before it: spreadsheets show such a cell as text (OWASP, "CSV Injection"). To have the value as recorded,
take one apostrophe off every cell that matches `GUARDED`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from dossier.exports.fields import Type
from dossier.exports.tables import Cell, Row, Table

# The full-width forms are read as formulas by spreadsheets of East Asian locales.
_BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """The CSV file of a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    # All other types have forms of their own, none of which begins a formula.
    texts = [number for number, column in enumerate(table.columns) if column.type is Type.TEXT]
    writer.writerows(_guarded(row, texts) for row in rows)
    return text.getvalue().encode()


def recorded(cell: str) -> str:
    """The value that a cell of the file stands for."""
    return cell[1:] if GUARDED.match(cell) else cell


def _guarded(row: Row, texts: list[int]) -> Iterable[Cell]:
    """The row with an apostrophe before each text that a spreadsheet would take for a formula."""
    found = [number for number in texts if (row[number] or " ")[0] in _BEGINNINGS]  # type: ignore[index]
    if not found:
        return row
    cells = list(row)
    for number in found:
        if _FORMULA.match(str(cells[number])):
            cells[number] = f"'{cells[number]}"
    return cells
