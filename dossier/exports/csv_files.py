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
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def recorded(cell: str) -> str:
    """The value that a cell of the file stands for."""
    return cell[1:] if GUARDED.match(cell) else cell


def _guarded(cell: Cell) -> Cell:
    if type(cell) is not str or cell[:1] not in _BEGINNINGS or not _FORMULA.match(cell):
        return cell
    return f"'{cell}"
