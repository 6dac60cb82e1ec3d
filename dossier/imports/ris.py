"""Sources from RIS (Research Information Systems, 2011).

Each line has a tag. An entry begins with the tag `TY` and ends with `ER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.diagnostics import Span
from dossier.imports.entries import (
    MOST_ENTRIES,
    ImportedLibrary,
    LibraryEntry,
    is_within,
    one_line,
    parse_slashed_date,
)
from dossier.imports.source_types import RIS
from dossier.model.vocabulary import CslType
from dossier.reading.text import shortened

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|\s*)")
_FIELDS = {
    "TI": "title",
    "T1": "title",
    "T2": "publication",
    "JO": "publication",
    "JF": "publication",
    "BT": "publication",
    "PB": "publisher",
    "VL": "volume",
    "IS": "issue",
    "M1": "official_id",
    "LA": "language",
    "DO": "doi",
    "UR": "url",
}
_AUTHORS = frozenset({"AU", "A1"})
_DATES = ("DA", "Y1", "PY")
_BOOKS = frozenset({CslType.BOOK, CslType.CHAPTER})
_ISBN = re.compile(r"(?:97[89])?[0-9]{9}[0-9X]")


@dataclass(frozen=True, slots=True)
class _TaggedLine:
    tag: str
    text: str
    span: Span


def read_ris(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    lines: list[_TaggedLine] | None = None
    for line in _tagged_lines(text, library):
        if line.tag == "TY":
            if lines is not None:
                _report_unclosed(lines, library)
            lines = [line]
        elif lines is None:
            message = f"`{line.tag}` is outside an entry"
            library.report_syntax(message, line.span, "begin each entry with a line such as `TY  - NEWS`")
        elif line.tag == "ER":
            _read_entry(lines, library)
            lines = None
        else:
            lines.append(line)
        if len(library.entries) > MOST_ENTRIES:
            return library
    if lines is not None:
        _report_unclosed(lines, library)
    return library


def _tagged_lines(text: str, library: ImportedLibrary) -> Iterator[_TaggedLine]:
    """Yield the lines with a tag, each with the lines without a tag that continue it."""
    last: _TaggedLine | None = None
    more: list[str] = []
    for number, content in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        match = _TAG.fullmatch(content)
        if match:
            if last is not None:
                yield replace(last, text=" ".join([last.text, *more]))
            last, more = _TaggedLine(match.group(1), match.group(2) or "", library.span(number, content)), []
        elif not content.strip():
            continue
        elif last is None or last.tag == "ER":
            message = f"`{shortened(content)}` is not a line of RIS"
            help_ = "begin each line with a tag, two spaces, a hyphen and a space"
            library.report_syntax(message, library.span(number, content), help_)
        else:
            more.append(content)
    if last is not None:
        yield replace(last, text=" ".join([last.text, *more]))


def _report_unclosed(lines: list[_TaggedLine], library: ImportedLibrary) -> None:
    library.report_syntax("the entry that begins here does not end", lines[0].span, "end it with the line `ER  - `")


def _read_entry(lines: list[_TaggedLine], library: ImportedLibrary) -> None:
    first = lines[0]
    name = next((line.text for line in lines if line.tag == "ID"), "")
    entry = library.add_entry(name, first.span)
    type_ = RIS.get(first.text.strip())
    entry.set_if_absent("type", (type_ or CslType.DOCUMENT).value, first.span)
    if type_ is None:
        library.report_unmapped(f"TY  - {first.text.strip()}", first.span)
    for line in lines[1:]:
        text = one_line(line.text)
        if not text or line.tag in {"ID", *_DATES, "SP", "EP"}:
            continue
        if line.tag in _AUTHORS:
            entry.values.setdefault("authors", []).append(_parse_author(text))
            entry.places.setdefault("authors", line.span)
        elif line.tag == "Y2":
            entry.set_if_absent("accessed", parse_slashed_date(text), line.span)
        elif line.tag in _FIELDS:
            library.set_field(entry, _FIELDS[line.tag], text, line.span, line.tag)
        elif line.tag == "SN" and type_ in _BOOKS and _ISBN.fullmatch(text.replace("-", "")):
            library.set_isbn(entry, text, line.span, line.tag)
        else:
            library.report_unmapped(line.tag, line.span)
    _set_date(entry, lines, library)
    _set_pages(entry, lines)


def _set_date(entry: LibraryEntry, lines: list[_TaggedLine], library: ImportedLibrary) -> None:
    """Set the most precise date. A date that contradicts it is an error, because neither is more credible."""
    dates = [
        (parse_slashed_date(line.text), line)
        for tag in _DATES
        for line in lines
        if line.tag == tag and line.text.strip()
    ]
    if not dates:
        return
    precise, precise_line = max(dates, key=lambda date: len(date[0]))
    entry.set_if_absent("issued", precise, precise_line.span)
    for date, line in dates:
        if not is_within(precise, date):
            message = f"`{line.tag}` says `{shortened(date)}`, but `{precise_line.tag}` says `{shortened(precise)}`"
            library.report_syntax(message, line.span, "keep the date that the document carries")


def _set_pages(entry: LibraryEntry, lines: list[_TaggedLine]) -> None:
    pages = [line for tag in ("SP", "EP") for line in lines if line.tag == tag and line.text.strip()]
    if pages:
        entry.set_if_absent("pages", "–".join(one_line(line.text) for line in pages[:2]), pages[0].span)


def _parse_author(text: str) -> dict[str, str]:
    """A person written as `Family, Given[, Suffix]`. A name without a comma is kept whole."""
    family, _, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if family and given else {"literal": text}
