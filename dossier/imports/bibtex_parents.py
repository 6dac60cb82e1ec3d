"""The fields that a BibTeX entry takes from others (`crossref`, `xdata`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dossier.diagnostics import Span

_PARTS = frozenset(
    {"inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook", "suppcollection"}
)
# What a part has in common with the work that it is a part of. Its address, number and authors are its own.
_SHARED = frozenset(
    {
        *("address", "booktitle", "booksubtitle", "date", "day", "edition", "editor", "eventtitle", "isbn", "issn"),
        *("journal", "journaltitle", "langid", "language", "location", "month", "organization", "publisher", "series"),
        *("volume", "year", "institution"),
    }
)
_DATE = frozenset({"date", "day", "month", "year"})
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle"}
_DEEPEST = 20
_Fields = dict[str, tuple[str, Span]]


@dataclass(slots=True)
class RawEntry:
    """An entry as it is typed: the text and place of each field, by name."""

    kind: str
    key: str
    span: Span
    fields: dict[str, tuple[str, Span]] = field(default_factory=dict)
    # Fields whose value cannot be read, each with what is wrong with it.
    unreadable: dict[str, tuple[str, Span]] = field(default_factory=dict)


class Parents:
    """Looks up what entries take from others. `problems` holds the references that lead nowhere, with their places."""

    def __init__(self, entries: Iterable[RawEntry]) -> None:
        self.problems: list[tuple[str, Span]] = []
        self._by_key: dict[str, RawEntry] = {}
        # What was found for an entry, by its identity: keys may be empty or occur twice.
        self._found: dict[int, _Fields] = {}
        for entry in entries:
            if entry.key:
                self._by_key.setdefault(entry.key.casefold(), entry)

    def fields(self, entry: RawEntry, path: tuple[int, ...] = ()) -> _Fields:
        """The fields of the entry with those that it takes from others."""
        if id(entry) not in self._found:
            self._found[id(entry)] = self._inherit(entry, (*path, id(entry)))
        return self._found[id(entry)]

    def _inherit(self, entry: RawEntry, path: tuple[int, ...]) -> _Fields:
        fields = dict(entry.fields)
        for name in ("xdata", "crossref"):
            text, span = entry.fields.get(name, ("", entry.span))
            for key in dict.fromkeys(part.strip() for part in text.split(",") if part.strip()):
                parent = self._by_key.get(key.casefold())
                if parent is None:
                    self.problems.append((f"{name} = {key}, which is no entry of the file", span))
                elif id(parent) in path:
                    self.problems.append((f"{name} = {key}, which leads back to the entry", span))
                elif len(path) > _DEEPEST:
                    self.problems.append((f"{name} = {key}, which is too far from the entry", span))
                else:
                    inherited = self.fields(parent, path)
                    taken = inherited if name == "xdata" else _of_whole(entry, parent, inherited)
                    _add(fields, {each: (value, span) for each, (value, _) in taken.items()})
        return fields


def _of_whole(entry: RawEntry, parent: RawEntry, inherited: _Fields) -> _Fields:
    shared = {name: value for name, value in inherited.items() if name in _SHARED}
    if entry.kind in _PARTS:
        shared |= {own: inherited[name] for name, own in _TITLES.items() if name in inherited and own not in shared}
    elif parent.kind in {"periodical", "article"} and "title" in inherited:
        shared.setdefault("journaltitle", inherited["title"])
    return shared


def _add(fields: _Fields, more: _Fields) -> None:
    has_date = not _DATE.isdisjoint(fields)
    for name, value in more.items():
        if not (has_date and name in _DATE) and name not in {"xdata", "crossref"}:
            fields.setdefault(name, value)
