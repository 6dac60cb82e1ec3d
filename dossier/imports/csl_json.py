"""Sources from CSL-JSON (Citation Style Language 1.0.2, as Zotero exports it).

Every number is kept as the text that was typed. The span of a field is that of its name in the item.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from dossier.diagnostics import Span
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary, LibraryEntry, join_date, one_line
from dossier.model.neutral_citation import leading_citation
from dossier.model.vocabulary import CslType
from dossier.reading.text import shortened

_FIELDS = {
    "title": "title",
    "container-title": "publication",
    "publisher": "publisher",
    "URL": "url",
    "DOI": "doi",
    "language": "language",
    "jurisdiction": "jurisdiction",
    "authority": "court",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
}
_SPACE = re.compile(r"[ \t\r\n]*")
# The name of a member of an object. A quotation mark inside a string has a backslash before it.
_MEMBER_NAME = re.compile(r'"((?:[^"\\]|\\.)*+)"[ \t\r\n]*:')
_NAME_PARTS = frozenset({"family", "given", "literal", "dropping-particle", "non-dropping-particle"})
_EXPORT_AGAIN = "export the library again"


class _StrictJsonError(ValueError):
    """JSON that Python's reader accepts and RFC 8259 does not: a repeated name, or a constant such as NaN."""


def read_csl_json(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    try:
        for item, start, end in _items(text):
            if len(library.entries) > MOST_ENTRIES:
                break
            places = _ItemPlaces(library, line_starts, text, start, end)
            if isinstance(item, dict):
                _read_entry(item, places)
            else:
                message = "an item is not an object"
                library.report_syntax(message, places.span(), "write an object with `id` and `type`")
    except json.JSONDecodeError as error:
        span = library.span(error.lineno, column=error.colno)
        library.report_syntax(f"the file is not JSON here: {error.msg.lower()}", span, _EXPORT_AGAIN)
    except _StrictJsonError as error:
        library.report_syntax(str(error), Span(path), _EXPORT_AGAIN)
    except RecursionError:
        library.report_syntax("lists or objects are nested too deep", Span(path), _EXPORT_AGAIN)
    return library


def _items(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield the items of the list, each with the offsets at which it begins and ends."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_refuse_constant, strict=True
    )
    at = _skip_space(text, 0)
    if text[at : at + 1] != "[":
        raise json.JSONDecodeError("a list of items begins with `[`", text, at)
    at = _skip_space(text, at + 1)
    if text[at : at + 1] != "]":
        while True:
            item, end = decoder.raw_decode(text, at)
            yield item, at, end
            at = _skip_space(text, end)
            if text[at : at + 1] != ",":
                break
            at = _skip_space(text, at + 1)
    if text[at : at + 1] != "]":
        raise json.JSONDecodeError("`,` or `]` is missing", text, at)
    at = _skip_space(text, at + 1)
    if at < len(text):
        raise json.JSONDecodeError("there is more text after the list", text, at)


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise _StrictJsonError(f"`{shortened(name)}` occurs twice in one object")
        members[name] = value
    return members


def _refuse_constant(name: str) -> Any:
    raise _StrictJsonError(f"`{name}` is not a JSON value")


class _ItemPlaces:
    """The spans of an item and of its fields."""

    def __init__(self, library: ImportedLibrary, line_starts: list[int], text: str, start: int, end: int) -> None:
        self.library = library
        self.line_starts = line_starts
        self.start = start
        # The first occurrence of a name counts: in items of other tools, only the parts of authors' names are nested.
        matches = reversed(list(_MEMBER_NAME.finditer(text, start, end)))
        self.offsets = {match.group(1): match.start() for match in matches}

    def span(self, name: str = "") -> Span:
        """The span of a field's name, or the beginning of the item if it has no such field."""
        at = self.offsets.get(name, self.start)
        line = bisect_right(self.line_starts, at)
        column = at - self.line_starts[line - 1] + 1
        return self.library.span(line, f'"{name}"' if name in self.offsets else "{", column)


def _read_entry(item: dict[str, Any], places: _ItemPlaces) -> None:
    library = places.library
    name = item.get("id")
    entry = library.add_entry(name if isinstance(name, str) else "", places.span())
    for key, value in item.items():
        span = places.span(key)
        if key == "id" or value in (None, "", [], {}):
            continue
        if key == "type" and isinstance(value, str):
            _set_type(entry, value, span, library)
        elif key == "author" and isinstance(value, list):
            entry.set_if_absent("authors", [_parse_author(author, span, library) for author in value], span)
        elif key in {"issued", "accessed"}:
            entry.set_if_absent(key, _date_text(value), span)
        elif key in _FIELDS and isinstance(value, str):
            library.set_field(entry, _FIELDS[key], one_line(value), span, key)
        elif key in {"number", "ISBN"} and isinstance(value, str):
            continue
        elif key in _FIELDS or key in {"type", "author", "number", "ISBN"}:
            library.report_syntax(f"`{key}` does not have the form that CSL-JSON requires", span, _EXPORT_AGAIN)
        else:
            library.report_unmapped(key, span)
    _set_number(entry, item, places)


def _set_type(entry: LibraryEntry, value: str, span: Span, library: ImportedLibrary) -> None:
    is_known = value in set(CslType)
    entry.set_if_absent("type", value if is_known else CslType.DOCUMENT.value, span)
    if not is_known:
        library.report_unmapped(f"type: {value}", span)


def _set_number(entry: LibraryEntry, item: dict[str, Any], places: _ItemPlaces) -> None:
    """Set the official number of the document. For a judgment this is its neutral citation or its case number."""
    number = item.get("number")
    if isinstance(number, str) and number.strip():
        span = places.span("number")
        neutral_citation = _neutral_citation(entry, one_line(number))
        if neutral_citation:
            entry.set_if_absent("neutral_citation", neutral_citation, span)
            entry.values.pop("court", None)
        else:
            is_case = entry.values.get("type") == CslType.LEGAL_CASE
            entry.set_if_absent("case_number" if is_case else "official_id", one_line(number), span)
    isbn = item.get("ISBN")
    if isinstance(isbn, str) and isbn.strip():
        places.library.set_isbn(entry, one_line(isbn), places.span("ISBN"), "ISBN")


def _neutral_citation(entry: LibraryEntry, number: str) -> str | None:
    """The neutral citation of a British judgment, or None.

    CSL styles need its court and its number in separate fields of the item.
    """
    court = entry.values.get("court")
    year = str(entry.values.get("issued", ""))[:4]
    if entry.values.get("type") != CslType.LEGAL_CASE or not isinstance(court, str) or court != court.upper():
        return None
    text = f"[{year}] {court} {number}"
    parsed = leading_citation(text)
    return text if parsed is not None and parsed[0].is_british and not parsed[1].strip() else None


def _parse_author(value: Any, span: Span, library: ImportedLibrary) -> dict[str, str]:
    parts = (
        {key: one_line(part) for key, part in value.items() if isinstance(part, str) and part.strip()}
        if (isinstance(value, dict))
        else {}
    )
    if not {"family", "literal"} & parts.keys():
        library.report_syntax("an author has neither `family` nor `literal`", span, "name the author")
        return {"literal": "?"}
    for key in sorted(value.keys() - _NAME_PARTS):
        library.report_unmapped(f"author.{key}", span)
    if "literal" in parts:
        return {"literal": parts["literal"]}
    family = " ".join(parts[key] for key in ("non-dropping-particle", "family") if key in parts)
    given = " ".join(parts[key] for key in ("given", "dropping-particle") if key in parts)
    return {"family": family, "given": given} if given else {"family": family}


def _date_text(value: Any) -> str:
    """The text of a CSL date. Text that is not a date is returned too, so that the field of the record refuses it."""
    if isinstance(value, str):
        return one_line(value)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if not isinstance(parts, list):
        texts = (
            [value[name] for name in ("raw", "literal") if isinstance(value.get(name), str)]
            if (isinstance(value, dict))
            else []
        )
        return one_line(texts[0]) if texts else json.dumps(value, ensure_ascii=False)
    days = [_day_text(day, value) for day in parts]
    mark = "~" if value.get("circa") not in (None, False, "", "0") else ""
    return "/".join(f"{day}{mark}" for day in days)


def _day_text(parts: Any, date: dict[str, Any]) -> str:
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return json.dumps(parts, ensure_ascii=False)
    season = str(date.get("season", ""))
    if len(parts) == 1 and season in {"1", "2", "3", "4"}:
        return f"{parts[0]}-2{season}"
    return join_date(*parts) if 1 <= len(parts) <= 3 else "-".join(parts)
