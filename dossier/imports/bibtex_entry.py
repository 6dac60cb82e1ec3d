"""The fields of a source from the fields of a BibTeX entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dossier.diagnostics import Span
from dossier.imports.bibtex_addresses import (
    AddressNote,
    addresses,
    arxiv_address,
    eprint_address,
    read_note,
    without_tex,
)
from dossier.imports.bibtex_dates import find_date
from dossier.imports.bibtex_law import LAW_FIELDS, read_case
from dossier.imports.bibtex_names import parse_authors
from dossier.imports.bibtex_numbers import is_number, isbns, once
from dossier.imports.bibtex_parents import RawEntry
from dossier.imports.bibtex_types import EDITED_WORKS, NUMBERED_IN_SERIES, type_of
from dossier.imports.entries import ImportedLibrary, LibraryEntry
from dossier.imports.markup import without_markup
from dossier.imports.tex import plain_text
from dossier.imports.tex_commands import journal_name
from dossier.model import Source
from dossier.model.vocabulary import AuthorState, CslType
from dossier.reading.text import shortened

_LONGEST = 64 * 1024
_DATES = ("date", "year", "month", "day")
_PUBLICATIONS = (("journaltitle", "journalsubtitle"), ("journal", "journalsubtitle"), ("booktitle", "booksubtitle"))
_WITH_MARKUP = frozenset({"title", "subtitle"}.union(*_PUBLICATIONS))
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_LANGUAGES = ("language", "langid", "hyphenation", "lang")
_ACCESS_DAYS = ("urldate", "accessed", "lastchecked", "lastaccessed", "urlaccessdate", "access-date")
_ARCHIVES = ("eprinttype", "archiveprefix")
# What only serves to sort, find or typeset the entry.
_SILENT = frozenset(
    {"crossref", "xdata", "useprefix", "options", "entrysubtype", "sortkey", "eprintclass", "primaryclass"}
)
_ISSN = re.compile("(?:ISSN:? *)?[0-9]{4}-?[0-9]{3}[0-9Xx]")
_QUOTED = re.compile("`[^`@]*`, ")


def read_entry(raw: RawEntry, fields: dict[str, tuple[str, Span]], library: ImportedLibrary) -> None:
    """Add the entry to the library. What sources cannot hold of it is reported there."""
    _BibtexEntry(raw, fields, library).read()


class _BibtexEntry:
    def __init__(self, raw: RawEntry, fields: dict[str, tuple[str, Span]], library: ImportedLibrary) -> None:
        self.raw = raw
        self.fields = fields
        self.library = library
        self.entry: LibraryEntry = library.add_entry(raw.key, raw.span)
        self.used: set[str] = set(_SILENT)

    def read(self) -> None:
        for name, (problem, span) in self.raw.unreadable.items():
            self.cannot_read(name, problem, span)
        self.set_type()
        self.set_title()
        self.set_authors()
        self.set_date()
        if self.entry.values["type"] == CslType.LEGAL_CASE.value:
            self.set_case()
        self.set_publication()
        self.set_publisher()
        self.set_numbers()
        self.set_addresses()
        self.set_language()
        for name, (_, span) in self.fields.items():
            if name not in self.used:
                self.library.report_unmapped(name, span)

    # -- values ----------------------------------------------------------------------------------------------------

    def raw_text(self, name: str) -> str:
        return self.fields[name][0] if name in self.fields else ""

    def span(self, name: str) -> Span:
        return self.fields[name][1] if name in self.fields else self.raw.span

    def text(self, name: str) -> str:
        """The text of a field as TeX prints it. A text that cannot be read is reported, and is empty."""
        value = self.raw_text(name)
        if not value:
            return ""
        if len(value) > _LONGEST:
            self.cannot_read(name, "is longer than a record", self.span(name))
            return ""
        # An escaped `&` is meant as it is. Our own export escapes it.
        if name in _WITH_MARKUP and "\\&" not in value:
            value = without_markup(value)
        try:
            return self.printer(name)(value)
        except ValueError as error:
            self.cannot_read(name, str(error), self.span(name))
            return ""

    def printer(self, name: str) -> Callable[[str], str]:
        span = self.span(name)
        return lambda value: plain_text(value, lambda command: self.library.report_unmapped(f"\\{command}", span))

    def cannot_read(self, name: str, problem: str, span: Span) -> None:
        """Refuse the entry if its title cannot be read, else leave the field out and say so."""
        self.used.add(name)
        if name == "title":
            help_ = "write the characters themselves, in UTF-8"
            self.entry.refuse(f"`{shortened(name)}` {problem}", span, help_)
        else:
            # The words differ from entry to entry, and would fill the list.
            reason = _QUOTED.sub("", problem).replace("`", "")
            self.library.report_unmapped(f"{name}, which {reason}", span)

    def set(self, target: str, value: object, name: str) -> None:
        """Set a field of the source from a field of the entry."""
        if value:
            self.used.add(name)
            self.library.set_field(self.entry, target, value, self.span(name), name)

    def set_first(self, target: str, names: tuple[str, ...]) -> None:
        """Set a field from the first field of the entry that has a text. Others with other words are reported."""
        for name in names:
            if name not in self.used and (text := self.text(name)):
                self.set(target, text, name)

    # -- fields ----------------------------------------------------------------------------------------------------

    def set_type(self) -> None:
        type_, is_exact, unknown = type_of(self.raw.kind, {"entrysubtype": self.raw_text("entrysubtype")})
        self.entry.set_if_absent("type", type_.value, self.raw.span)
        self.entry.is_type_exact = is_exact
        if unknown is not None:
            self.library.report_unmapped(unknown, self.raw.span)

    def joined(self, name: str, subtitle: str) -> str:
        """A title with its subtitle."""
        title, more = self.text(name), self.text(subtitle)
        if title and more:
            self.used.add(subtitle)
            return f"{title} {more}" if title[-1] in ".:!?" else f"{title}: {more}"
        return title

    def set_title(self) -> None:
        self.set("title", self.joined("title", "subtitle"), "title")

    def set_authors(self) -> None:
        value, span = self.fields.get("author", ("", self.raw.span))
        if len(value) > _LONGEST:
            self.cannot_read("author", "is longer than a record", span)
            return
        try:
            names = parse_authors(value, self.printer("author"))
        except ValueError as error:
            self.cannot_read("author", str(error), span)
            return
        if value:
            self.used.add("author")
        if names.has_others:
            self.library.report_unmapped("and others", span)
        if names.authors:
            self.entry.set_if_absent("authors", list(names.authors), span)
        elif not value and "editor" in self.fields and self.raw.kind in EDITED_WORKS:
            # The catalogue names its editors, so the author was not overlooked. The editors are reported.
            self.entry.set_if_absent("authors", AuthorState.NONE.value, self.span("editor"))

    def set_date(self) -> None:
        texts = {name: text for name in _DATES if (text := self.text(name))}
        found = find_date(texts)
        self.used.update(texts)
        if found is None:
            for name in texts:
                self.library.report_unmapped(name, self.span(name))
            return
        name = "date" if "date" in texts else "year"
        for lost in found.lost:
            self.library.report_unmapped(f"{lost} = {texts[lost]}", self.span(lost))
        self.entry.set_if_absent("issued", found.text, self.span(name))
        if found.contradiction is not None:
            self.entry.refuse(found.contradiction, self.span(name), "keep the date that the document carries")

    def set_case(self) -> None:
        texts = {name: text for name in LAW_FIELDS if (text := self.text(name))}
        for target, text, names in read_case(texts):
            self.set(target, text, names[0])
            self.used.update(names)
        # What is left of a report names no journal, volume or pages of the judgment.
        for name in sorted(texts.keys() - self.used):
            self.used.add(name)
            self.library.report_unmapped(name, self.span(name))

    def set_publication(self) -> None:
        for name, subtitle in _PUBLICATIONS:
            if name not in self.used:
                if name != "booktitle" and "://" in self.raw_text(name):
                    self.read_note(name)
                else:
                    journal = journal_name(self.raw_text(name))
                    self.set("publication", journal or self.joined(name, subtitle), name)

    def set_publisher(self) -> None:
        self.set_first("publisher", _PUBLISHERS)

    def set_numbers(self) -> None:
        for name in ("volume", "issue"):
            self.set_first(name, (name,))
        self.set("pages", once(self.text("pages")) if "pages" not in self.used else "", "pages")
        number = self.text("number") if "number" not in self.used else ""
        if number and self.raw.kind in {"article", "suppperiodical", "periodical"}:
            self.set("issue", number, "number")
        elif number and self.raw.kind not in NUMBERED_IN_SERIES and is_number(number):
            self.set("official_id", number, "number")
        self.set_isbn()

    def set_isbn(self) -> None:
        text = self.text("isbn")
        if not text:
            return
        self.used.add("isbn")
        if _ISSN.fullmatch(text):
            self.library.report_unmapped("issn", self.span("isbn"))
            return
        numbers = isbns(text)
        self.library.set_isbn(self.entry, numbers[0] if numbers else text, self.span("isbn"), "isbn")
        for _ in numbers[1:]:
            self.library.report_unmapped("isbn: further numbers", self.span("isbn"))

    def set_addresses(self) -> None:
        self.set("doi", "".join(without_tex(self.raw_text("doi")).split()), "doi")
        self.set_url(self.raw_text("url"), "url")
        for name in _ACCESS_DAYS:
            self.set("accessed", self.text(name), name)
        for name in ("howpublished", "note"):
            self.read_note(name)
        archive = next((name for name in _ARCHIVES if name in self.fields), "")
        eprint = eprint_address(self.raw_text("eprint"), self.raw_text(archive))
        doi = str(self.entry.values.get("doi", ""))
        # A preprint of a document that has a DOI of its own is another version of it.
        if eprint is not None and (not doi or "arxiv" in doi.casefold()):
            self.used.update({"eprint", archive})
            if "url" not in self.entry.values:
                self.set("url", eprint, "eprint")
        elif "url" not in self.entry.values and not doi:
            arxiv = arxiv_address(str(self.entry.values.get("publication", "")))
            if arxiv is not None:
                self.entry.set_if_absent("url", arxiv, self.raw.span)
        self.drop_other_scheme()

    def drop_other_scheme(self) -> None:
        """Leave out an address that sources cannot hold, such as `www.a.example`, if others find the source."""
        values = self.entry.values
        others = values.keys() - {"url"}
        is_found = all(Source.has_one_of(alternatives, others) for alternatives in Source.one_of)
        if is_found and not str(values.get("url", "https://")).startswith(("https://", "http://")):
            self.library.report_unmapped(f"url = {values.pop('url')}", self.entry.places.pop("url"))

    def set_language(self) -> None:
        # BibLaTeX has keys such as `langfrench` for `french`.
        for name in _LANGUAGES:
            self.set("language", re.sub("^lang(?=[a-z]{3})", "", self.text(name)), name)

    def set_url(self, value: str, name: str) -> None:
        found = addresses(value) if value else []
        if found:
            self.set("url", found[0], name)
        for _ in found[1:]:
            self.library.report_unmapped(f"{name}: further addresses", self.span(name))

    def read_note(self, name: str) -> None:
        """Set the address and the day of access from a field whose words are about them."""
        value = self.raw_text(name)
        if not value:
            return
        note = read_note(value)
        if note.rest and name == "note":
            return
        for target, text in _access(note):
            if target not in self.entry.values:
                self.set(target, text, name)
        if not note.rest:
            self.used.add(name)
        elif note.url is None and note.accessed is None and not note.is_medium:
            self.set("publication", self.text(name), name)
        else:
            self.library.report_unmapped(f"{name} = {note.rest}", self.span(name))
            self.used.add(name)


def _access(note: AddressNote) -> Iterator[tuple[str, str]]:
    if note.url is not None:
        yield "url", note.url
    if note.accessed is not None:
        yield "accessed", note.accessed
