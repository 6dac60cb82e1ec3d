"""Rows of the CSV that Zotero exports."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dossier.diagnostics import Span
from dossier.imports.entries import ImportedLibrary
from dossier.imports.people import read_names
from dossier.imports.values import EntryValues
from dossier.model.vocabulary import CslType

# Names in lower case, because some tools write the same columns in another case.
REQUIRED = frozenset({"item type", "title"})
_TYPES = {
    "artwork": CslType.GRAPHIC,
    "bill": CslType.BILL,
    "blogpost": CslType.POST_WEBLOG,
    "book": CslType.BOOK,
    "booksection": CslType.CHAPTER,
    "case": CslType.LEGAL_CASE,
    "conferencepaper": "paper-conference",
    "dataset": CslType.DATASET,
    "document": CslType.DOCUMENT,
    "email": CslType.PERSONAL_COMMUNICATION,
    "encyclopediaarticle": CslType.ENTRY_ENCYCLOPEDIA,
    "film": CslType.MOTION_PICTURE,
    "forumpost": CslType.POST,
    "hearing": CslType.HEARING,
    "instantmessage": CslType.PERSONAL_COMMUNICATION,
    "interview": CslType.INTERVIEW,
    "journalarticle": CslType.ARTICLE_JOURNAL,
    "letter": CslType.PERSONAL_COMMUNICATION,
    "magazinearticle": CslType.ARTICLE_MAGAZINE,
    "newspaperarticle": CslType.ARTICLE_NEWSPAPER,
    "preprint": CslType.ARTICLE,
    "presentation": CslType.SPEECH,
    "radiobroadcast": CslType.BROADCAST,
    "report": CslType.REPORT,
    "statute": CslType.LEGISLATION,
    "thesis": CslType.THESIS,
    "tvbroadcast": CslType.BROADCAST,
    "videorecording": CslType.MOTION_PICTURE,
    "webpage": CslType.WEBPAGE,
}
_FIELDS = {
    "title": "title",
    "publication title": "publication",
    "publisher": "publisher",
    "language": "language",
    "issue": "issue",
    "volume": "volume",
    "pages": "pages",
}
# The code in which an act is printed.
_CODE = {"code": "publication", "code number": "volume"}
_NUMBERED = frozenset({CslType.BILL, CslType.HEARING, CslType.LEGISLATION, CslType.REPORT})
# Notes of Zotero about its own item.
_ABOUT_THE_ITEM = frozenset({"key", "date added", "date modified", "item type", "publication year"})
_TIME = re.compile(r"(?<=[0-9])[ T][0-9:.]+(?:Z|[+-][0-9:]+)?$")


def is_zotero(names: list[str]) -> bool:
    """True if the columns are those of Zotero."""
    return {name.casefold() for name in names} >= REQUIRED


def read_row(cells: Mapping[str, str], span: Span, library: ImportedLibrary) -> None:
    """Read a row into an entry of the library. Columns that sources do not have are reported."""
    row = {name.casefold(): cell.strip() for name, cell in cells.items() if cell.strip()}
    if row.get("item type", "").casefold() in {"attachment", "note", "annotation"}:
        library.report_unmapped(f"Item Type: {row['item type']}", span)
        return
    _ZoteroRow(row, {name.casefold(): name for name in cells}, span, library).read()


class _ZoteroRow:
    """Reads the cells of a row, each by its meaning in the type of the item."""

    def __init__(self, row: dict[str, str], names: dict[str, str], span: Span, library: ImportedLibrary) -> None:
        self.row = row
        # The names of the columns as the file has them.
        self.names = names
        self.span = span
        self.library = library
        self.entry = library.add_entry(row.get("key", ""), span)
        self.values = EntryValues(library, self.entry)

    def read(self) -> None:
        """Read the type, then what the cells mean in it, and report the other cells."""
        self._set_type()
        is_case = self.entry.values["type"] == CslType.LEGAL_CASE
        self._set_authors()
        if is_case:
            self._set_case()
        for name, field in {**_FIELDS, **_CODE}.items():
            if cell := self._take(name):
                self.values.set_text(field, cell, self.span, self.names[name])
        if cell := self._take("number"):
            if self.entry.values["type"] in _NUMBERED:
                self.values.set_text("official_id", cell, self.span, "Number")
            else:
                self.library.report_unmapped("Number", self.span)
        if date := self._take("date") or self.row.get("publication year", ""):
            self.entry.set_if_absent("issued", date, self.span)
        if date := self._take("access date"):
            self.entry.set_if_absent("accessed", _TIME.sub("", date), self.span)
        self._set_identifiers()
        for name in self.row:
            if name not in _ABOUT_THE_ITEM:
                self.library.report_unmapped(self.names[name], self.span)

    def _take(self, name: str) -> str:
        """The text of a cell, which is then no longer among those to read."""
        return self.row.pop(name, "")

    def _set_type(self) -> None:
        name = self.row.get("item type", "")
        type_ = str(_TYPES.get(name.casefold(), ""))
        is_known = type_ in set(CslType)
        self.entry.set_if_absent("type", type_ if is_known else CslType.DOCUMENT.value, self.span)
        if not is_known:
            self.library.report_unmapped(f"Item Type: {name}", self.span)

    def _set_authors(self) -> None:
        names = read_names(self.values.plain(self._take("author")))
        if names.authors:
            self.entry.set_if_absent("authors", names.authors, self.span)
        if names.has_more or names.is_nobody:
            self.library.report_unmapped(f"Author ({'et al.' if names.has_more else 'anonymous'})", self.span)

    def _set_case(self) -> None:
        if court := self._take("court"):
            self.values.set_text("court", court, self.span, self.names["court"])
        for name in ("docket number", "number"):
            if number := self._take(name):
                self.values.set_case_number(number, self.span, self.names[name])
        columns = [name for name in ("volume", "reporter", "pages") if name in self.row]
        self.values.set_report([(self._take(name), self.span, self.names[name]) for name in columns])

    def _set_identifiers(self) -> None:
        if text := self._take("url"):
            self.values.set_address(text, self.span, self.names["url"])
        if text := self._take("doi"):
            self.values.set_doi(text, self.span, self.names["doi"])
        if (text := self._take("isbn")) and not self.values.set_isbns(text, self.span, self.names["isbn"]):
            self.library.report_unmapped(self.names["isbn"], self.span)
        if text := self._take("extra"):
            self.values.set_notes(text, self.span, self.names["extra"])
