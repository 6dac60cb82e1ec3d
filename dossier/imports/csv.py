"""Turn CSV (RFC 4180) into entries: columns are named as the fields of a source, as in the dossier's own export."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from dossier.diagnostics import Span
from dossier.drafting.options import authors
from dossier.exports.tables import recorded
from dossier.imports.entries import MOST_ENTRIES, Gathering, LibraryEntry, one_line
from dossier.model import Source
from dossier.model.introspection import FieldLayout, shapes
from dossier.model.source import Unpublished
from dossier.model.vocabulary import AuthorState
from dossier.reading.text import shown

# What no other file can vouch for: who reviewed and read, what was corrected or withdrawn.
_OWN = frozenset({"id", "reviewed", "checked", "corrections", "withdrawn"})
# Only the dossier's own export has all of these, and an apostrophe before what a spreadsheet takes for a formula.
_EXPORT = frozenset({"id", "page", "citation"})


def read(text: str, path: str) -> Gathering:
    """The entries of the file, and all that is wrong with it."""
    gathering = Gathering(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = _rows(reader)
        header, _ = next(rows, ([], 1))
        names = [name.strip() for name in header]
        if not _columns(names, gathering):
            return gathering
        is_export = set(names) >= _EXPORT
        for row, line in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(names):
                message = f"the row has {len(row):,} cells, the first row {len(names):,}"
                gathering.malformed(message, gathering.line(line), "quote each cell that holds a comma")
                continue
            cells = [recorded(cell) for cell in row] if is_export else row
            _entry(dict(zip(names, cells, strict=True)), gathering.line(line), gathering)
            if len(gathering.entries) > MOST_ENTRIES:
                break
    except csv.Error as error:
        message = f"the file is not CSV here: {error}"
        gathering.malformed(
            message, gathering.line(max(1, reader.line_num)), "write each quotation mark in a cell twice"
        )
    return gathering


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[list[str], int]]:
    """Yield the rows, each with the line on which it begins."""
    line = 1
    for row in reader:
        yield row, line
        line = getattr(reader, "line_num", line) + 1


def _columns(names: list[str], gathering: Gathering) -> bool:
    """Whether the first row names columns, each once; those that are no field of a source are reported."""
    span = gathering.line(1)
    if "title" not in names:
        gathering.malformed("no column is called `title`", span, "name the columns in the first row as sources' fields")
        return False
    twice = sorted(name for name, count in Counter(names).items() if name and count > 1)
    for name in twice:
        gathering.malformed(f"two columns are called `{shown(name)}`", span, "rename one of them")
    for name in names:
        if name != "id" and _field(name) is None:
            gathering.leave(name or "(a column without a name)", span)
    return not twice


def _field(name: str) -> tuple[str, ...] | None:
    """The field of a source that a column holds, by its path; None for what is not taken over."""
    shape = shapes(Source).get(name)
    if name == "authors":
        return (name,)
    if shape is not None and name not in _OWN and shape.form is FieldLayout.TEXT and not shape.is_reference:
        return (name,)
    inner = name.removeprefix("unpublished_")
    return ("unpublished", inner) if inner != name and inner in Unpublished.model_fields else None


def _entry(cells: dict[str, str], span: Span, gathering: Gathering) -> None:
    entry = gathering.begin(cells.get("id", ""), span)
    for name, cell in cells.items():
        path = _field(name)
        if path is None or not cell.strip():
            continue
        if name == "authors":
            _authors(entry, one_line(cell), span)
        elif len(path) == 2:
            entry.values.setdefault("unpublished", {})[path[1]] = cell.strip()
            entry.places.setdefault("unpublished", span)
        else:
            # A note may have paragraphs.
            entry.put(name, cell.strip() if name in {"note", "issued_basis"} else one_line(cell), span)


def _authors(entry: LibraryEntry, text: str, span: Span) -> None:
    if text in set(AuthorState):
        entry.put("authors", text, span)
    elif found := authors(text):
        entry.put("authors", found, span)
