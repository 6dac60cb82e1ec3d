"""Sources from CSV (RFC 4180).

Its columns are named as fields of sources, or as Zotero names them. The dossier's own export has the names of fields
too. Spreadsheets of some countries put semicolons between cells.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dossier.diagnostics import Span
from dossier.drafting.options import parse_authors
from dossier.exports.computed_columns import AUTHOR_NAMES
from dossier.exports.tables import recorded_value
from dossier.imports import zotero_csv
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary, LibraryEntry, one_line
from dossier.model import Source
from dossier.model.fields import FieldLayout, fields_of
from dossier.model.source import UnpublishedDocument
from dossier.model.vocabulary import AuthorState
from dossier.reading.text import shortened

# Fields about the work on a record: who reviewed or read it, and how it was changed. No other file can vouch for that.
_NEVER_IMPORTED = frozenset({"id", "reviewed", "checked", "corrections", "withdrawn"})
# Only the dossier's own export has all of these columns. It puts an apostrophe before text that a spreadsheet would
# take for a formula.
_EXPORT_COLUMNS = frozenset({"id", "page", "citation"})
_LONGEST_HEADER = 20_000
_LONGEST_CELL = 10_000_000
# Each repair reads on from the next line, and may run to the end of the file.
_MOST_REPAIRS = 50


def read_csv(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    rows = _rows(text, library)
    header, _ = next(rows, ([], 1))
    names = [name.strip() for name in header]
    is_zotero = zotero_csv.is_zotero(names)
    if not is_zotero:
        names = [_field_name(name) for name in names]
    if not _check_columns(names, library, is_zotero=is_zotero):
        return library
    is_export = set(names) >= _EXPORT_COLUMNS
    read_row = zotero_csv.read_row if is_zotero else _read_entry
    for row, line in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            message = f"the row has {len(row):,} cells, the first row {len(names):,}"
            library.report_syntax(message, library.span(line), "quote each cell that holds a comma")
            continue
        cells = [recorded_value(cell) for cell in row] if is_export else row
        read_row(dict(zip(names, cells, strict=True)), library.span(line), library)
        if len(library.entries) > MOST_ENTRIES:
            break
    return library


def _rows(text: str, library: ImportedLibrary) -> Iterator[tuple[list[str], int]]:
    """Yield the rows, each with the number of the line on which it begins.

    A row that is not CSV is reported, and reading goes on in the line below its beginning.
    """
    lines = list(io.StringIO(text, newline=""))
    delimiter = _delimiter(lines[0][:_LONGEST_HEADER] if lines else "")
    # Notes of Zotero can be longer than Python's usual limit.
    csv.field_size_limit(_LONGEST_CELL)
    start = 0
    for _ in range(_MOST_REPAIRS):
        reader = csv.reader(islice(lines, start, None), strict=True, delimiter=delimiter)
        line = start + 1
        try:
            for row in reader:
                yield row, line
                line = start + reader.line_num + 1
        except csv.Error as error:
            message = f"the file is not CSV here: {error}"
            library.report_syntax(message, library.span(line), "write each quotation mark in a cell twice")
            start = line
        else:
            return


def _delimiter(header: str) -> str:
    """The character that separates most known names in the first line, or a comma."""
    names = header.lstrip("\ufeff")
    return max(",;\t", key=lambda char: sum(_is_known(name) for name in names.split(char)))


def _is_known(cell: str) -> bool:
    name = cell.strip(' "')
    return _field_path(_field_name(name)) is not None or name.casefold() in zotero_csv.REQUIRED


def _field_name(column: str) -> str:
    """The name of a field from that of a column: `Case number` is `case_number`, `DOI` is `doi`."""
    name = "_".join(column.casefold().split())
    return name if _field_path(name) is not None or name in _EXPORT_COLUMNS else column


def _check_columns(names: list[str], library: ImportedLibrary, *, is_zotero: bool) -> bool:
    """True if the names of the columns are usable. Columns that are not fields of a source are reported."""
    span = library.span(1)
    if "title" not in names and not is_zotero:
        help_ = "name the columns in the first row as the fields of a source are named"
        library.report_syntax("no column is called `title`", span, help_)
        return False
    repeated = sorted(name for name, count in Counter(names).items() if name and count > 1)
    for name in repeated:
        library.report_syntax(f"two columns are called `{shortened(name)}`", span, "rename one of them")
    for name in [] if is_zotero else names:
        if name != "id" and _field_path(name) is None:
            library.report_unmapped(name or "(a column without a name)", span)
    return not repeated


def _field_path(column: str) -> tuple[str, ...] | None:
    """The path of the field of a source that a column holds, or None if the column is not imported."""
    field = fields_of(Source).get(column)
    if column in {"authors", AUTHOR_NAMES.name}:
        return (column,)
    if field is not None and column not in _NEVER_IMPORTED and field.layout is FieldLayout.TEXT and not field.targets:
        return (column,)
    inner = column.removeprefix("unpublished_")
    return ("unpublished", inner) if inner != column and inner in UnpublishedDocument.model_fields else None


def _read_entry(cells: dict[str, str], span: Span, library: ImportedLibrary) -> None:
    entry = library.add_entry(cells.get("id", ""), span)
    for column, cell in cells.items():
        path = _field_path(column)
        if path is None or not cell.strip():
            continue
        if column in {"authors", AUTHOR_NAMES.name}:
            _set_authors(entry, one_line(cell), span)
        elif len(path) == 2:
            entry.values.setdefault("unpublished", {})[path[1]] = cell.strip()
            entry.places.setdefault("unpublished", span)
        else:
            # A note may have paragraphs.
            text = cell.strip() if column in {"note", "issued_basis"} else one_line(cell)
            entry.set_if_absent(column, text, span)


def _set_authors(entry: LibraryEntry, text: str, span: Span) -> None:
    if text in set(AuthorState):
        entry.set_if_absent("authors", text, span)
    elif authors := parse_authors(text):
        entry.set_if_absent("authors", authors, span)
