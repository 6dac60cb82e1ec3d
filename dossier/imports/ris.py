"""Turn RIS (Research Information Systems, 2011) into entries: one tag a line, `TY` to `ER`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.diagnostics import Span
from dossier.imports.entries import MOST_ENTRIES, Gathering, LibraryEntry, agree, one_line, slashed
from dossier.imports.types import RIS
from dossier.model.vocabulary import CslType
from dossier.reading.text import shown

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
class _Line:
    tag: str
    text: str
    span: Span


def read(text: str, path: str) -> Gathering:
    """The entries of the file, and all that is wrong with it."""
    gathering = Gathering(path)
    lines: list[_Line] | None = None
    for line in _lines(text, gathering):
        if line.tag == "TY":
            if lines is not None:
                _unclosed(lines, gathering)
            lines = [line]
        elif lines is None:
            message = f"`{line.tag}` stands outside an entry"
            gathering.malformed(message, line.span, "begin each entry with a line such as `TY  - NEWS`")
        elif line.tag == "ER":
            _entry(lines, gathering)
            lines = None
        else:
            lines.append(line)
        if len(gathering.entries) > MOST_ENTRIES:
            return gathering
    if lines is not None:
        _unclosed(lines, gathering)
    return gathering


def _lines(text: str, gathering: Gathering) -> Iterator[_Line]:
    """Yield the tags; a line without one continues the line before."""
    last: _Line | None = None
    more: list[str] = []
    for number, content in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        found = _TAG.fullmatch(content)
        if found:
            if last is not None:
                yield replace(last, text=" ".join([last.text, *more]))
            last, more = _Line(found.group(1), found.group(2) or "", gathering.line(number, content)), []
        elif not content.strip():
            continue
        elif last is None or last.tag == "ER":
            message = f"`{shown(content)}` is no line of RIS"
            help_ = "begin each line with a tag, two spaces, a hyphen and a space"
            gathering.malformed(message, gathering.line(number, content), help_)
        else:
            more.append(content)
    if last is not None:
        yield replace(last, text=" ".join([last.text, *more]))


def _unclosed(lines: list[_Line], gathering: Gathering) -> None:
    gathering.malformed("the entry that begins here does not end", lines[0].span, "end it with the line `ER  - `")


def _entry(lines: list[_Line], gathering: Gathering) -> None:
    first = lines[0]
    name = next((one.text for one in lines if one.tag == "ID"), "")
    entry = gathering.begin(name, first.span)
    kind = RIS.get(first.text.strip())
    entry.put("type", (kind or CslType.DOCUMENT).value, first.span)
    if kind is None:
        gathering.leave(f"TY  - {first.text.strip()}", first.span)
    for line in lines[1:]:
        text = one_line(line.text)
        if not text or line.tag in {"ID", *_DATES, "SP", "EP"}:
            continue
        if line.tag in _AUTHORS:
            entry.values.setdefault("authors", []).append(_author(text))
            entry.places.setdefault("authors", line.span)
        elif line.tag == "Y2":
            entry.put("accessed", slashed(text), line.span)
        elif line.tag in _FIELDS:
            gathering.take(entry, _FIELDS[line.tag], text, line.span, line.tag)
        elif line.tag == "SN" and kind in _BOOKS and _ISBN.fullmatch(text.replace("-", "")):
            gathering.take(entry, "official_id", f"ISBN {text}", line.span, line.tag)
        else:
            gathering.leave(line.tag, line.span)
    _dates(entry, lines, gathering)
    _pages(entry, lines)


def _dates(entry: LibraryEntry, lines: list[_Line], gathering: Gathering) -> None:
    """Take the finest date; one that contradicts it is an error, for neither can be preferred."""
    found = [(slashed(one.text), one) for tag in _DATES for one in lines if one.tag == tag and one.text.strip()]
    if not found:
        return
    text, line = max(found, key=lambda one: len(one[0]))
    entry.put("issued", text, line.span)
    for other, where in found:
        if not agree(text, other):
            message = f"`{where.tag}` says `{shown(other)}`, but `{line.tag}` says `{shown(text)}`"
            gathering.malformed(message, where.span, "keep the date that the document carries")


def _pages(entry: LibraryEntry, lines: list[_Line]) -> None:
    found = [one for tag in ("SP", "EP") for one in lines if one.tag == tag and one.text.strip()]
    if found:
        entry.put("pages", "–".join(one_line(one.text) for one in found[:2]), found[0].span)


def _author(text: str) -> dict[str, str]:
    """A person as `Family, Given[, Suffix]`; a name without a comma has no parts."""
    family, _, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if family and given else {"literal": text}
