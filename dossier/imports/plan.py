"""The records that an import will write, and the existing sources.

A required field that the file does not provide is recorded as unknown: `authors: not-seen`, `issued: not-seen`. A
genre, tier and language that it does not provide are proposed. Every source gets `checked: {level: not-opened}`,
because nobody has opened the document for this dossier yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossier.checks.duplicate_citation import source_keys
from dossier.checks.duplicate_url import are_two_versions, normalised_address
from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.drafting.identifiers import placeholder, slug
from dossier.drafting.missing import field_problems, missing_fields
from dossier.drafting.template import draft
from dossier.imports.dates import read_date
from dossier.imports.dois import bare_doi
from dossier.imports.entries import LibraryEntry
from dossier.imports.languages import language_tag
from dossier.imports.proposals import proposed
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import AuthorState, CheckLevel, Undated
from dossier.reading.decode import decode
from dossier.reading.files import EVIDENCE
from dossier.reading.text import first_forbidden, shortened
from dossier.reading.yaml_nodes import MAX_BYTES, parse

_DOI_RESOLVER = "doi.org/"


@dataclass(slots=True)
class SourceIndex:
    """The known sources, by their numbers and addresses, which are compared as `duplicate-url` and others compare."""

    _by_number: dict[tuple[str, str], Source] = field(default_factory=dict)
    _by_address: dict[str, list[Source]] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        """Add a source to the index."""
        for key in _numbers(source):
            self._by_number.setdefault(key, source)
        for url in _addresses(source):
            self._by_address.setdefault(url, []).append(source)

    def find_same(self, source: Source) -> Source | None:
        """The known source of the same document, or None.

        A source with the same address is another version of the page if the dates of the two exclude each other.
        """
        for key in _numbers(source):
            if key in self._by_number:
                return self._by_number[key]
        for url in _addresses(source):
            for known in self._by_address.get(url, ()):
                if not are_two_versions(source, known):
                    return known
        return None


def _numbers(source: Source) -> Iterator[tuple[str, str]]:
    yield from source_keys(source)
    for url in _addresses(source):
        if url.startswith(_DOI_RESOLVER + "10."):
            yield "doi", url.removeprefix(_DOI_RESOLVER).casefold()


def _addresses(source: Source) -> Iterator[str]:
    # An export writes the persistent address in the place of the ordinary address.
    for url in (source.url, source.persistent_url):
        if url is not None:
            yield normalised_address(url)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that the import will write, and the fields in it that are proposals."""

    path: str
    content: bytes
    proposed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AlreadyPresent:
    """An entry whose document has a record already, or gets a record from an earlier entry of the file."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The records to write, the entries that have a record already, the number of the others, and all problems."""

    new: tuple[NewRecord, ...]
    present: tuple[AlreadyPresent, ...]
    left_out: int
    diagnostics: tuple[Diagnostic, ...]


def plan(
    entries: Iterable[LibraryEntry],
    defaults: Mapping[str, str],
    sources: Iterable[Source],
    taken: Iterable[str],
    day: date,
) -> Plan:
    """The plan for the entries of a file.

    `defaults` holds values of fields for the entries that lack them, `sources` are the sources of the dossier, and
    `taken` holds all its identifiers. `day` is the day of the import.
    """
    index = SourceIndex()
    for source in sources:
        index.add(source)
    names = set(taken)
    new: list[NewRecord] = []
    present: list[AlreadyPresent] = []
    problems: list[Diagnostic] = []
    left_out = 0
    for entry in entries:
        problems += _put_in_form(entry)
        values = complete_values(entry, defaults, day)
        proposals = proposed(values, is_type_exact=entry.is_type_exact)
        values |= proposals
        entry_problems = [*entry.problems, *_entry_problems(entry, values)]
        if entry_problems:
            problems.extend(entry_problems)
            left_out += 1
            continue
        identifier = _identifier(entry, values, names, day)
        content = draft(Source, identifier, values).encode("utf-8")
        record = _decode_draft(content, {"id": identifier, **values})
        if record.is_identified_by_name_alone and not record.is_found_by_name:
            problems.append(_unplaced(entry))
            left_out += 1
            continue
        same = index.find_same(record)
        if same is not None:
            present.append(AlreadyPresent(display_name(entry), same.id))
            continue
        index.add(record)
        names.add(identifier)
        new.append(NewRecord(f"{EVIDENCE}/{Kind.SOURCE.collection}/{identifier}.yaml", content, proposals))
    return Plan(tuple(new), tuple(present), left_out, tuple(problems))


def display_name(entry: LibraryEntry) -> str:
    """The name of an entry in messages: the name that the file gives it, else its title."""
    return entry.name or str(entry.values.get("title", "the entry"))


def complete_values(entry: LibraryEntry, defaults: Mapping[str, str], day: date) -> dict[str, Any]:
    """The values of the source.

    A value comes from the entry if it has one, else from the defaults. Required values that neither provides are
    recorded as unknown.
    """
    values: dict[str, Any] = {**defaults, **entry.values}
    if not values.get("authors"):
        values["authors"] = AuthorState.NOT_SEEN.value
    values.setdefault("issued", AuthorState.NOT_SEEN.value)
    values["checked"] = {"level": CheckLevel.NOT_OPENED.value, "on": day.isoformat()}
    return values


def _put_in_form(entry: LibraryEntry) -> Iterator[Diagnostic]:
    """Put the dates, the DOI and the language of an entry into the form of a record.

    Yields a warning for each that cannot be read, which is left out.
    """
    for name, read in _FORMS.items():
        text = entry.values.get(name)
        if not isinstance(text, str):
            continue
        value = read(text)
        if value is not None:
            entry.values[name] = value
            continue
        del entry.values[name]
        message = f"`{shortened(display_name(entry))}`: `{name}` is not imported, because it cannot be read: "
        message += f"`{shortened(text)}`"
        yield Diagnostic("import-unmapped", message, _place(entry, name), "add it by hand", Severity.WARNING)


def _issued(text: str) -> str | None:
    """The date in a text. A date in EDTF, and the word for why there is none, are kept."""
    if text in set(Undated):
        return text
    try:
        return PartialDate.parse(text).text
    except ValueError:
        return _calendar_date(text)


def _calendar_date(text: str) -> str | None:
    found = read_date(text)
    try:
        return None if found is None else PartialDate.parse(found).text
    except ValueError:
        return None


def _day(text: str) -> str | None:
    found = _calendar_date(text)
    return found if found is not None and len(found) == len("2021-05-14") else None


_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "issued": _issued,
    "accessed": _day,
    "doi": bare_doi,
    "language": language_tag,
}


def _entry_problems(entry: LibraryEntry, values: dict[str, Any]) -> Iterator[Diagnostic]:
    """Yield what keeps the entry from becoming a record: missing values, then refused values."""
    required = [name for name in ("type", "title") if name not in values]
    if required:
        yield _missing(entry, _quoted_list(required), "write it in the file, or take the entry out")
    if not all(Source.has_one_of(alternatives, values) for alternatives in Source.one_of):
        yield _unplaced(entry)
    inner = [str(field) for field in missing_fields(Source, values) if len(field.path) > 1]
    if inner:
        yield _missing(entry, _quoted_list(inner), "write it in the file, too")
    forbidden = [(name, character) for name, value in values.items() if (character := _forbidden_character(value))]
    for name, character in forbidden:
        message = f"`{name}` holds U+{ord(character):04X}, which is invisible or changes how other text is shown"
        yield Diagnostic("import-value", message, _place(entry, name), "delete the character")
    if not forbidden:
        for problem in field_problems(Source, values):
            if problem.path:
                place = _place(entry, str(problem.path[0]))
                yield Diagnostic("import-value", problem.diagnostic.message, place, problem.diagnostic.help)
    if sum(len(text.encode("utf-8", "replace")) for text in _texts(values)) > MAX_BYTES // 4:
        message = f"`{shortened(display_name(entry))}` has more text than a record can hold"
        yield Diagnostic("import-value", message, entry.span, "shorten it")


def _unplaced(entry: LibraryEntry) -> Diagnostic:
    what = "an address, a number, or a place in a publication"
    return _missing(entry, what, "write one in the file, or take the entry out")


def _missing(entry: LibraryEntry, what: str, help_: str) -> Diagnostic:
    return Diagnostic("import-missing", f"`{shortened(display_name(entry))}` lacks {what}", entry.span, help_)


def _quoted_list(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _place(entry: LibraryEntry, name: str) -> Span:
    return entry.places.get(name, entry.span)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value
    return [text for item in inner for text in _texts(item)]


def _forbidden_character(value: Any) -> str | None:
    return next((character for text in _texts(value) if (character := first_forbidden(text))), None)


def _identifier(entry: LibraryEntry, values: dict[str, Any], taken: set[str], day: date) -> str:
    words = slug(values["title"]) or slug(entry.name) or "imported"
    return placeholder(Kind.SOURCE, day.year, words, taken)


def _decode_draft(content: bytes, values: dict[str, Any]) -> Source:
    """The record as `check` will read it. Raises RuntimeError if it does not hold exactly these values."""
    parsed = parse(content, "")
    record = decode(parsed, Source, "").value
    if record is None or parsed.plain != values:
        raise RuntimeError("the draft does not hold the values it was made from")
    return record
