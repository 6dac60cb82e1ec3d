"""Sources from CSL-JSON (Citation Style Language 1.0.2).

Every number is kept as the text that was typed. The span of a field is that of its name in the item.
"""

from __future__ import annotations

from typing import Any

from dossier.diagnostics import Span
from dossier.imports.csl_values import csl_date, csl_name
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary, one_line
from dossier.imports.json_items import EXPORT_AGAIN, ItemList, ItemPlaces, Members
from dossier.imports.ris_types import PERIODICALS
from dossier.imports.values import EntryValues
from dossier.model.neutral_citation import leading_citation
from dossier.model.vocabulary import CslType
from dossier.reading.text import shortened

_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "language": "language",
    "issue": "issue",
}
# In a judgment they are parts of the report that prints it.
_PLACE = {"volume": "volume", "container-title": "publication", "page": "pages"}
# The names of types in the interface of Crossref and in older versions of CSL.
_OTHER_TYPES = {
    "journal-article": CslType.ARTICLE_JOURNAL,
    "book-chapter": CslType.CHAPTER,
    "book-section": CslType.CHAPTER,
    "monograph": CslType.BOOK,
    "edited-book": CslType.BOOK,
    "reference-book": CslType.BOOK,
    "dissertation": CslType.THESIS,
    "posted-content": CslType.ARTICLE,
    "preprint": CslType.ARTICLE,
    "website": CslType.WEBPAGE,
    "proceedings-article": "paper-conference",
}
# Types in which a number may be that of the article or of the volume in a series.
_NUMBER_IS_NOT_OFFICIAL = PERIODICALS | {CslType.BOOK, CslType.CHAPTER, CslType.ARTICLE, "paper-conference"}
_IDENTIFIERS = frozenset({"id", "citation-key", "citation-label"})


def read_csl_json(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    for item, places in ItemList(text, library).read():
        if len(library.entries) > MOST_ENTRIES:
            break
        if isinstance(item, Members):
            _ItemReader(item, places).read()
        else:
            message = "an item is not an object"
            library.report_syntax(message, places.span(), "write an object with `id` and `type`")
    return library


class _ItemReader:
    """Reads an item into an entry of the library."""

    def __init__(self, item: Members, places: ItemPlaces) -> None:
        self.item = {key: value for key, value in item.items() if value not in (None, "", [], {})}
        self.places = places
        self.library = places.library
        name = item.get("id")
        self.entry = self.library.add_entry(name if isinstance(name, str) else "", places.span())
        self.values = EntryValues(self.library, self.entry)
        for problem in item.problems:
            self.entry.refuse(problem, places.span(), EXPORT_AGAIN)

    def read(self) -> None:
        """Read the type, then the fields, each by its meaning in that type."""
        self._set_type()
        is_case = self.entry.values.get("type") == CslType.LEGAL_CASE
        for key in self.item:
            span = self.places.span(key)
            if key in _IDENTIFIERS or key in {"type", "number"} or (is_case and key in _PLACE):
                continue
            if key == "author":
                self._set_authors(span)
            elif key in {"issued", "accessed"}:
                if date := csl_date(self.item[key]):
                    self.entry.set_if_absent(key, date, span)
            elif not self._set_field(key, span, is_case=is_case):
                self.library.report_unmapped(key, span)
        self._set_number(is_case=is_case)
        if is_case:
            parts = [(self._text(key), self.places.span(key), key) for key in _PLACE if key in self.item]
            self.values.set_report(parts)

    def _set_field(self, key: str, span: Span, *, is_case: bool) -> bool:
        """Set the field for a key. False if sources have no such field."""
        name = {**_FIELDS, **_PLACE}.get(key)
        if key == "authority" and is_case:
            name = "court"
        elif key == "jurisdiction" and self.values.is_own:
            # Other tools write codes of their own: PA is Pennsylvania, and not Panama.
            name = key
        setters = {
            "URL": self.values.set_address,
            "DOI": self.values.set_doi,
            "note": self.values.set_notes,
            "ECLI": self.values.set_case_number,
        }
        if name is None and key not in setters and key != "ISBN":
            return False
        text = self._text(key)
        if text and name is not None:
            self.values.set_text(name, text, span, key)
        elif text and key in setters:
            setters[key](text, span, key)
        elif text:
            return self.values.set_isbns(text, span, key)
        return True

    def _text(self, key: str) -> str:
        """The text of a field, or the first of a list of texts. Other forms are refused, and further texts reported."""
        value = self.item[key]
        texts = [text for text in value if isinstance(text, str)] if isinstance(value, list) else [value]
        if not texts or not isinstance(texts[0], str):
            message = f"`{key}` does not have the form that CSL-JSON requires"
            self.entry.refuse(message, self.places.span(key), EXPORT_AGAIN)
            return ""
        if len(texts) > 1:
            self.library.report_unmapped(f"{key} (further values)", self.places.span(key))
        return str(texts[0])

    def _set_type(self) -> None:
        value, span = self.item.get("type"), self.places.span("type")
        if value is None:
            return
        if not isinstance(value, str):
            self.entry.refuse("`type` does not have the form that CSL-JSON requires", span, EXPORT_AGAIN)
            return
        value = str(_OTHER_TYPES.get(value, value))
        is_known = value in set(CslType)
        self.entry.set_if_absent("type", value if is_known else CslType.DOCUMENT.value, span)
        if not is_known:
            self.library.report_unmapped(f"type: {shortened(value)}", span)

    def _set_authors(self, span: Span) -> None:
        value = self.item["author"]
        if not isinstance(value, list):
            self.entry.refuse("`author` does not have the form that CSL-JSON requires", span, EXPORT_AGAIN)
            return
        authors = []
        for each in value:
            name = csl_name(each)
            for part in (*name.lost, *(["et al."] if name.is_more else [])):
                self.library.report_unmapped(f"author.{part}", span)
            if name.author is not None:
                authors.append({part: self.values.plain(text) for part, text in name.author.items()})
            elif not name.is_more and "anonymous" not in name.lost:
                self.library.report_unmapped("author (without a name)", span)
        if authors:
            self.entry.set_if_absent("authors", authors, span)

    def _set_number(self, *, is_case: bool) -> None:
        """Set the official number of the document. For a judgment this is its neutral citation or its case number."""
        if "number" not in self.item:
            return
        text, span = one_line(self._text("number")), self.places.span("number")
        if not text:
            return
        if is_case:
            neutral_citation = self._neutral_citation(text)
            if neutral_citation:
                self.entry.set_if_absent("neutral_citation", neutral_citation, span)
                self.entry.values.pop("court", None)
            else:
                self.values.set_case_number(text, span, "number")
        elif self.entry.values.get("type") in _NUMBER_IS_NOT_OFFICIAL and not self.values.is_own:
            self.library.report_unmapped("number", span)
        else:
            self.values.set_text("official_id", text, span, "number")

    def _neutral_citation(self, number: str) -> str | None:
        """The neutral citation of a British judgment, or None.

        CSL styles need its court and its number in separate fields of the item.
        """
        court: Any = self.entry.values.get("court")
        year = str(self.entry.values.get("issued", ""))[:4]
        if not isinstance(court, str) or court != court.upper():
            return None
        text = f"[{year}] {court} {number}"
        parsed = leading_citation(text)
        return text if parsed is not None and parsed[0].is_british and not parsed[1].strip() else None
