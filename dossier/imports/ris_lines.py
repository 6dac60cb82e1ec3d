"""Lines of RIS with a tag, and entries of such lines.

An entry begins with the tag `TY` and ends with `ER`. Tools leave out the end, put other lines between entries, or write
the tags with one space; lines of that kind are read only if nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier.diagnostics import Span
from dossier.imports.entries import ImportedLibrary
from dossier.imports.ris_types import KNOWN_TYPES

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?:[ \t\xa0](.*)|[ \t\xa0]*)")
_LOOSE_TAG = re.compile(r"\s*([A-Za-z][A-Za-z0-9])\s{0,3}-\s*(.*)")
_TITLES = frozenset({"TI", "T1", "CT", "BT", "ST"})
# A line of two other formats that are offered next to RIS.
_OTHER_FORMAT = re.compile(r"(?:FN |PT [A-Z]\b|PMID- |%0 )")
_NUMBER = re.compile(r"[<\[(]?[0-9]+[.>\])]*")
_HEADERS = ("Provider:", "Database:", "Content:")


@dataclass(slots=True)
class TaggedLine:
    """A tag with its text, which may go on over more lines of the file."""

    tag: str
    parts: list[str]
    span: Span

    @property
    def text(self) -> str:
        """The text of all its lines."""
        return " ".join(self.parts)


@dataclass(slots=True)
class _OpenEntry:
    """State up to a line: the open entry, and the tags outside of entries."""

    lines: list[TaggedLine] | None = None
    outside: list[TaggedLine] = field(default_factory=list)
    is_loose: bool = False


def ris_entries(text: str, library: ImportedLibrary) -> Iterator[list[TaggedLine]]:
    """Yield the tagged lines of each entry, from `TY` on and without `ER`. A missing type is empty."""
    state = _OpenEntry()
    for number, content in enumerate(_lines(text), 1):
        if not content.strip():
            continue
        line = _tagged_line(content, state, library, number)
        if line is None:
            _add_text(content, state, library, number)
        elif line.tag == "TY":
            yield from _closed(state, library, is_ended=False)
            state.lines = [line, *_outside(state, library)]
        elif line.tag == "ER":
            yield from _closed(state, library, is_ended=True)
            yield from _without_type(state)
            _report_outside(state, library)
        elif state.lines is not None:
            state.lines.append(line)
        else:
            state.outside.append(line)
    yield from _closed(state, library, is_ended=False)
    _report_outside(state, library)
    if not library.entries and (other := _OTHER_FORMAT.match(text.lstrip("\ufeff \r\n"))):
        message = f"the file is not RIS: it begins with `{other.group().strip()}`"
        library.report_syntax(message, library.span(1, other.group()), "export the library again, as RIS")


def _lines(text: str) -> list[str]:
    text = text.replace("\r\n", "\n")
    lone = text.count("\r")
    # Old programs end lines with a carriage return alone. A few of them among other lines are strays.
    return text.replace("\r", "\n" if lone > text.count("\n") else " ").split("\n")


def _tagged_line(content: str, state: _OpenEntry, library: ImportedLibrary, number: int) -> TaggedLine | None:
    content = content.lstrip("\ufeff")
    match = _TAG.fullmatch(content)
    is_loose = match is None
    if match is None:
        match = _LOOSE_TAG.fullmatch(content)
        if match is None or not _is_loose_tag(match[1], match[2], state):
            return None
    tag, text = match[1].upper(), (match[2] or "").strip()
    if tag == "TY":
        state.is_loose = is_loose
    return TaggedLine(tag, [text], library.span(number, content))


def _is_loose_tag(tag: str, text: str, state: _OpenEntry) -> bool:
    """True if a line without exactly two spaces before its hyphen must be a tag."""
    if tag.upper() == "TY":
        return text.strip().upper() in KNOWN_TYPES
    if tag.upper() == "ER":
        return not text.strip()
    return state.is_loose and state.lines is not None


def _add_text(content: str, state: _OpenEntry, library: ImportedLibrary, number: int) -> None:
    """Add a line without a tag to the line that it continues, or report it if it is outside of an entry."""
    if state.lines is not None:
        state.lines[-1].parts.append(content.strip())
        return
    text = content.strip().lstrip("\ufeff")
    if not text.startswith(_HEADERS) and not _NUMBER.fullmatch(text):
        library.report_unmapped("text outside entries", library.span(number, content))


def _closed(state: _OpenEntry, library: ImportedLibrary, *, is_ended: bool) -> Iterator[list[TaggedLine]]:
    """Yield the open entry. An entry that neither ends nor has a title was cut off, and is reported."""
    lines, state.lines = state.lines, None
    if lines is None:
        return
    if is_ended or _TITLES & {line.tag for line in lines}:
        yield lines
    else:
        library.report_syntax("the entry that begins here does not end", lines[0].span, "end it with the line `ER  - `")


def _without_type(state: _OpenEntry) -> Iterator[list[TaggedLine]]:
    """Yield the tags before an end as an entry whose type is empty, if they have a title."""
    lines = state.outside
    if _TITLES & {line.tag for line in lines}:
        state.outside = []
        yield [TaggedLine("TY", [""], lines[0].span), *lines]


def _outside(state: _OpenEntry, library: ImportedLibrary) -> list[TaggedLine]:
    """The identifier that some tools write before `TY`. Other tags in that place are reported."""
    if all(line.tag == "ID" for line in state.outside):
        lines, state.outside = state.outside, []
        return lines
    _report_outside(state, library)
    return []


def _report_outside(state: _OpenEntry, library: ImportedLibrary) -> None:
    if state.outside:
        first = state.outside[0]
        message = f"`{first.tag}` is outside an entry"
        library.report_syntax(message, first.span, "begin each entry with a line such as `TY  - NEWS`")
    state.outside = []
