"""What an import will write, and which sources are already recorded.

What the file does not say and a record must have is said to be unknown: `authors: not-seen`, `issued: not-seen`,
`checked: {level: not-opened}`. Nobody opened the document for this dossier, whatever the file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossier.checks.duplicate_citation import same_citation
from dossier.checks.duplicate_url import address, two_versions
from dossier.diagnostics import Diagnostic, Span
from dossier.drafting.identifiers import placeholder, slug
from dossier.drafting.missing import faults, missing_fields
from dossier.drafting.template import draft
from dossier.imports.entries import LibraryEntry
from dossier.imports.types import JUDGED
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import AuthorState, CheckLevel, CslType
from dossier.reading.decode import decode
from dossier.reading.files import EVIDENCE
from dossier.reading.text import first_forbidden, shown
from dossier.reading.yaml_nodes import MAX_BYTES, parse

_DOI_RESOLVER = "doi.org/"


@dataclass(slots=True)
class SourceIndex:
    """The sources that are there, found by what tells documents apart; compared as `duplicate-url` and others do."""

    _by_number: dict[tuple[str, str], Source] = field(default_factory=dict)
    _by_address: dict[str, list[Source]] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        """Know one more source."""
        for key in _numbers(source):
            self._by_number.setdefault(key, source)
        for one in _addresses(source):
            self._by_address.setdefault(one, []).append(source)

    def same(self, source: Source) -> Source | None:
        """The source of the same document; one whose date excludes that is another version of the page."""
        for key in _numbers(source):
            if key in self._by_number:
                return self._by_number[key]
        for one in _addresses(source):
            for other in self._by_address.get(one, ()):
                if not two_versions(source, other):
                    return other
        return None


def _numbers(source: Source) -> Iterator[tuple[str, str]]:
    if source.doi is not None:
        yield "doi", source.doi.casefold()
    for one in _addresses(source):
        if one.startswith(_DOI_RESOLVER + "10."):
            yield "doi", one.removeprefix(_DOI_RESOLVER).casefold()
    if source.neutral_citation is not None:
        yield "neutral", same_citation(source.neutral_citation)
    if source.ecli is not None:
        yield "ecli", same_citation(source.ecli)


def _addresses(source: Source) -> Iterator[str]:
    # The exports give the address that is promised to last in the place of the other.
    for url in (source.url, source.persistent_url):
        if url is not None:
            yield address(url)


_LOCATED = ("url", "official_id", "unpublished", "seen_at")


@dataclass(frozen=True, slots=True)
class New:
    """A record to be written."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AlreadyPresent:
    """An entry whose document has a record, or has one by an earlier entry of the file."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, what is there already, and what stands against it; with an error nothing is written."""

    new: tuple[New, ...]
    there: tuple[AlreadyPresent, ...]
    diagnostics: tuple[Diagnostic, ...]


def plan(
    entries: Iterable[LibraryEntry],
    defaults: Mapping[str, str],
    sources: Iterable[Source],
    taken: Iterable[str],
    day: date,
) -> Plan:
    """The plan for the entries of a file.

    `defaults` are fields for entries that lack them; `sources` those of the dossier, `taken` all its identifiers.
    """
    known = SourceIndex()
    for source in sources:
        known.add(source)
    names = set(taken)
    new: list[New] = []
    there: list[AlreadyPresent] = []
    problems: list[Diagnostic] = []
    for entry in entries:
        values = completed(entry, defaults, day)
        found = list(_against(entry, values))
        if found:
            problems.extend(found)
            continue
        identifier = _identifier(entry, values, names, day)
        content = draft(Kind.SOURCE, identifier, values).encode("utf-8")
        record = _proved(content, {"id": identifier, **values})
        same = known.same(record)
        if same is not None:
            there.append(AlreadyPresent(called(entry), same.id))
            continue
        known.add(record)
        names.add(identifier)
        new.append(New(f"{EVIDENCE}/{Kind.SOURCE.folder}/{identifier}.yaml", content))
    return Plan(tuple(new), tuple(there), tuple(problems))


def called(entry: LibraryEntry) -> str:
    """What a message calls an entry: as the file does, else its title."""
    return entry.name or str(entry.values.get("title", "the entry"))


def completed(entry: LibraryEntry, defaults: Mapping[str, str], day: date) -> dict[str, Any]:
    """The values of the source: those of the entry, then the defaults, what its type says, and what is not known."""
    values: dict[str, Any] = {**defaults, **entry.values}
    kind = values.get("type")
    if entry.is_type_exact and kind in JUDGED:
        genre, tier = JUDGED[CslType(kind)]
        values.setdefault("genre", genre.value)
        values.setdefault("tier", tier.value)
    if "doi" in values:
        values["doi"] = _bare_doi(values["doi"])
        if not any(name in values for name in _LOCATED):
            # A DOI is made an address by the resolver of its foundation (DOI Handbook, section 3.8).
            values["url"] = f"https://doi.org/{values['doi']}"
            entry.places.setdefault("url", entry.places["doi"])
    if not values.get("authors"):
        values["authors"] = AuthorState.NOT_SEEN.value
    values.setdefault("issued", AuthorState.NOT_SEEN.value)
    values["checked"] = {"level": CheckLevel.NOT_OPENED.value, "on": day.isoformat()}
    return values


def _bare_doi(text: str) -> str:
    for before in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"):
        if text.lower().startswith(before):
            return text[len(before) :].strip()
    return text


def _against(entry: LibraryEntry, values: dict[str, Any]) -> Iterable[Diagnostic]:
    """Yield what stands against the entry: what is missing, then what its fields refuse."""
    options = [name for name in ("genre", "tier", "language") if name not in values]
    if options:
        flags = " and ".join(f"--{name}" for name in options)
        yield _missing(entry, " and ".join(f"`{name}`" for name in options), f"give {flags} for all entries without")
    wanted = [name for name in ("type", "title") if name not in values]
    if wanted:
        yield _missing(
            entry, " and ".join(f"`{name}`" for name in wanted), "write it in the file, or take the entry out"
        )
    if not any(name in values for name in _LOCATED):
        yield _missing(entry, "an address, DOI or official number", "write one in the file, or take the entry out")
    inner = [str(one) for one in missing_fields(Kind.SOURCE, values) if len(one.path) > 1]
    if inner:
        yield _missing(entry, " and ".join(f"`{name}`" for name in inner), "write it in the file, too")
    hidden = [(name, found) for name, value in values.items() if (found := _hidden(value))]
    for name, character in hidden:
        message = f"`{name}` holds U+{ord(character):04X}, which is invisible or changes how other text is shown"
        yield Diagnostic("import-value", message, _place(entry, name), "delete the character")
    if not hidden:
        yield from (
            Diagnostic("import-value", one.diagnostic.message, _place(entry, str(one.path[0])), one.diagnostic.help)
            for one in faults(Kind.SOURCE, values)
            if one.path
        )
    if sum(len(text.encode("utf-8", "replace")) for text in _texts(values)) > MAX_BYTES // 4:
        message = f"`{shown_name(entry)}` has more text than a record holds"
        yield Diagnostic("import-value", message, entry.span, "shorten it")


def _missing(entry: LibraryEntry, what: str, help_: str) -> Diagnostic:
    return Diagnostic("import-missing", f"`{shown_name(entry)}` lacks {what}", entry.span, help_)


def shown_name(entry: LibraryEntry) -> str:
    """The name of an entry as a message quotes it."""
    return shown(called(entry))


def _place(entry: LibraryEntry, name: str) -> Span:
    return entry.places.get(name, entry.span)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value
    return [text for one in inner for text in _texts(one)]


def _hidden(value: Any) -> str | None:
    return next((found for text in _texts(value) if (found := first_forbidden(text))), None)


def _identifier(entry: LibraryEntry, values: dict[str, Any], taken: set[str], day: date) -> str:
    words = slug(values["title"]) or slug(entry.name) or "imported"
    return placeholder(Kind.SOURCE, day.year, words, taken)


def _proved(content: bytes, values: dict[str, Any]) -> Source:
    """The record as the check will read it; raises RuntimeError where that is not what was given."""
    parsed = parse(content, "")
    record = decode(parsed, Kind.SOURCE, "").record
    if not isinstance(record, Source) or parsed.plain != values:
        raise RuntimeError("the draft does not hold the values given")
    return record
