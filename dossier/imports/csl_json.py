"""Turn CSL-JSON (Citation Style Language 1.0.2, as Zotero exports it) into entries.

Every number is taken as the text its author typed. The place of a field is that of its name in the entry.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from dossier.cite.neutral_citation import leading
from dossier.diagnostics import Span
from dossier.imports.entries import MOST_ENTRIES, Gathering, LibraryEntry, day, one_line
from dossier.model.vocabulary import CslType
from dossier.reading.text import shown

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
# A quotation mark inside a string has a backslash before it.
_NAME = re.compile(r'"((?:[^"\\]|\\.)*+)"[ \t\r\n]*:')
_NAME_PARTS = frozenset({"family", "given", "literal", "dropping-particle", "non-dropping-particle"})


class _RefusedError(ValueError):
    """What Python's reader lets pass: an object with two equal names, a number that is none."""


def read(text: str, path: str) -> Gathering:
    """The entries of the file, and all that is wrong with it."""
    gathering = Gathering(path)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    try:
        for item, start, end in _items(text):
            if len(gathering.entries) > MOST_ENTRIES:
                break
            place = _Place(gathering, lines, text, start, end)
            if isinstance(item, dict):
                _entry(item, place)
            else:
                gathering.malformed("an item is no object", place.span(), "write an object with `id` and `type`")
    except json.JSONDecodeError as error:
        span = gathering.line(error.lineno, column=error.colno)
        gathering.malformed(f"the file is not JSON here: {error.msg.lower()}", span, "export the library anew")
    except _RefusedError as error:
        gathering.malformed(str(error), Span(path), "export the library anew")
    except RecursionError:
        gathering.malformed("lists or objects are nested too deep", Span(path), "export the library anew")
    return gathering


def _items(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield the items of the list with the offsets at which each begins and ends."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_constant, strict=True
    )
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        raise json.JSONDecodeError("a list of items begins with `[`", text, at)
    at = _skip(text, at + 1)
    if text[at : at + 1] != "]":
        while True:
            item, end = decoder.raw_decode(text, at)
            yield item, at, end
            at = _skip(text, end)
            if text[at : at + 1] != ",":
                break
            at = _skip(text, at + 1)
    if text[at : at + 1] != "]":
        raise json.JSONDecodeError("`,` or `]` is missing", text, at)
    at = _skip(text, at + 1)
    if at < len(text):
        raise json.JSONDecodeError("more stands after the list", text, at)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _RefusedError(f"`{shown(name)}` stands twice in one object")
        made[name] = value
    return made


def _no_constant(name: str) -> Any:
    raise _RefusedError(f"`{name}` is no value of JSON")


class _Place:
    """Where an item stands, and where its fields do."""

    def __init__(self, gathering: Gathering, lines: list[int], text: str, start: int, end: int) -> None:
        self.gathering = gathering
        self.lines = lines
        self.start = start
        # The first of a name is taken: in the items of other tools only names of authors' parts are deeper.
        found = reversed(list(_NAME.finditer(text, start, end)))
        self.names = {one.group(1): one.start() for one in found}

    def span(self, name: str = "") -> Span:
        """The name of a field, or the beginning of the item."""
        at = self.names.get(name, self.start)
        line = bisect_right(self.lines, at)
        return self.gathering.line(line, f'"{name}"' if name in self.names else "{", at - self.lines[line - 1] + 1)


def _entry(item: dict[str, Any], place: _Place) -> None:
    gathering = place.gathering
    name = item.get("id")
    entry = gathering.begin(name if isinstance(name, str) else "", place.span())
    for key, value in item.items():
        span = place.span(key)
        if key == "id" or value in (None, "", [], {}):
            continue
        if key == "type" and isinstance(value, str):
            _type(entry, value, span, gathering)
        elif key == "author" and isinstance(value, list):
            entry.put("authors", [_author(one, span, gathering) for one in value], span)
        elif key in {"issued", "accessed"}:
            entry.put(key, _date(value), span)
        elif key in _FIELDS and isinstance(value, str):
            gathering.take(entry, _FIELDS[key], one_line(value), span, key)
        elif key in {"number", "ISBN"} and isinstance(value, str):
            continue
        elif key in _FIELDS or key in {"type", "author", "number", "ISBN"}:
            gathering.malformed(f"`{key}` is not in the form that CSL-JSON wants", span, "export the library anew")
        else:
            gathering.leave(key, span)
    _number(entry, item, place)


def _type(entry: LibraryEntry, value: str, span: Span, gathering: Gathering) -> None:
    is_ours = value in set(CslType)
    entry.put("type", value if is_ours else CslType.DOCUMENT.value, span)
    if not is_ours:
        gathering.leave(f"type: {value}", span)


def _number(entry: LibraryEntry, item: dict[str, Any], place: _Place) -> None:
    """Take the number that names the document: of a judgment in its neutral citation, or in its case."""
    number = item.get("number")
    if isinstance(number, str) and number.strip():
        span = place.span("number")
        neutral = _neutral(entry, one_line(number))
        if neutral:
            entry.put("neutral_citation", neutral, span)
            entry.values.pop("court", None)
        else:
            is_case = entry.values.get("type") == CslType.LEGAL_CASE
            entry.put("case_number" if is_case else "official_id", one_line(number), span)
    isbn = item.get("ISBN")
    if isinstance(isbn, str) and isbn.strip():
        text = one_line(isbn) if isbn.lstrip().upper().startswith("ISBN") else f"ISBN {one_line(isbn)}"
        place.gathering.take(entry, "official_id", text, place.span("ISBN"), "ISBN")


def _neutral(entry: LibraryEntry, number: str) -> str | None:
    """The neutral citation whose court and number the item gives apart, as styles want it (a British court only)."""
    court = entry.values.get("court")
    year = str(entry.values.get("issued", ""))[:4]
    if entry.values.get("type") != CslType.LEGAL_CASE or not isinstance(court, str) or court != court.upper():
        return None
    text = f"[{year}] {court} {number}"
    found = leading(text)
    return text if found is not None and found[0].is_british and not found[1].strip() else None


def _author(value: Any, span: Span, gathering: Gathering) -> dict[str, str]:
    parts = (
        {key: one_line(part) for key, part in value.items() if isinstance(part, str) and part.strip()}
        if (isinstance(value, dict))
        else {}
    )
    if not {"family", "literal"} & parts.keys():
        gathering.malformed("an author has neither `family` nor `literal`", span, "name the author")
        return {"literal": "?"}
    for key in sorted(value.keys() - _NAME_PARTS):
        gathering.leave(f"author.{key}", span)
    if "literal" in parts:
        return {"literal": parts["literal"]}
    family = " ".join(parts[key] for key in ("non-dropping-particle", "family") if key in parts)
    given = " ".join(parts[key] for key in ("given", "dropping-particle") if key in parts)
    return {"family": family, "given": given} if given else {"family": family}


def _date(value: Any) -> str:
    """The text of a CSL date; what cannot be read as one is left for the record's field to refuse."""
    if isinstance(value, str):
        return one_line(value)
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if not isinstance(parts, list):
        said = (
            [value[name] for name in ("raw", "literal") if isinstance(value.get(name), str)]
            if (isinstance(value, dict))
            else []
        )
        return one_line(said[0]) if said else json.dumps(value, ensure_ascii=False)
    days = [_day(one, value) for one in parts]
    mark = "~" if value.get("circa") not in (None, False, "", "0") else ""
    return "/".join(f"{one}{mark}" for one in days)


def _day(parts: Any, value: dict[str, Any]) -> str:
    if not isinstance(parts, list) or not all(isinstance(one, str) for one in parts):
        return json.dumps(parts, ensure_ascii=False)
    season = str(value.get("season", ""))
    if len(parts) == 1 and season in {"1", "2", "3", "4"}:
        return f"{parts[0]}-2{season}"
    return day(*parts) if 1 <= len(parts) <= 3 else "-".join(parts)
