"""Sources from RIS (Research Information Systems, 2011)."""

from __future__ import annotations

import re

from dossier.imports import ris_types
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary, LibraryEntry, one_line
from dossier.imports.people import Names, one_author, read_names
from dossier.imports.ris_dates import issued_date, ris_date
from dossier.imports.ris_lines import TaggedLine, ris_entries
from dossier.imports.values import EntryValues, is_issn, is_nothing
from dossier.model.vocabulary import CslType

# Tags that one field holds in every type.
_FIELDS = {"PB": "publisher", "LA": "language"}
_JOURNALS = ("T2", "JF", "JO")
_SHORT_JOURNALS = ("JA", "J2", "J1")
_EDITORS = frozenset({"A2", "A3", "A4", "ED"})
_EDITOR_MARK = re.compile(r"\s\(?eds\.?\)?\s*$")
_ISSUE = re.compile(r"[0-9]{1,3}(?:[-–/][0-9]{1,3})?")
_RANGE = re.compile(r"\s*[-–—]+\s*")


def read_ris(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    for lines in ris_entries(text, library):
        _RisReader(lines, library).read()
        if len(library.entries) > MOST_ENTRIES:
            break
    return library


class _RisReader:
    """Reads the tagged lines of an entry into an entry of the library."""

    def __init__(self, lines: list[TaggedLine], library: ImportedLibrary) -> None:
        self.library = library
        self.kind = lines[0].text.strip().upper()
        self.lines: dict[str, list[TaggedLine]] = {}
        for line in lines[1:]:
            if line.text.strip():
                self.lines.setdefault(line.tag, []).append(line)
        names = self._take("ID")
        self.entry: LibraryEntry = library.add_entry(names[0].text if names else "", lines[0].span)
        self.values = EntryValues(library, self.entry)
        self.is_own = self.values.is_own

    def read(self) -> None:
        """Read the type, then what the tags mean in it, and report the other tags."""
        self._set_type()
        for tag in ("TI", "T1", "CT"):
            self._set("title", tag)
        if "title" not in self.entry.values:
            for tag in ("BT", "ST"):
                self._set("title", tag)
        self._set_authors()
        self._set_dates()
        if self.entry.values["type"] == CslType.LEGAL_CASE and not self.is_own:
            self._set_case()
        else:
            self._set_publication()
            self._set_numbers()
            self._set_pages()
        for tag, name in _FIELDS.items():
            self._set(name, tag)
        for line in self._take("DO", "DI"):
            self.values.set_doi(line.text, line.span, line.tag)
        for line in self._take("UR", "LK"):
            self.values.set_address(line.text, line.span, line.tag)
        for tag, lines in self.lines.items():
            for line in lines:
                self.library.report_unmapped(f"{tag} (editors)" if tag in _EDITORS else tag, line.span)

    def _take(self, *tags: str) -> list[TaggedLine]:
        """The lines with these tags, which are then no longer among those to read."""
        return [line for tag in tags for line in self.lines.pop(tag, [])]

    def _set(self, name: str, *tags: str) -> None:
        for line in self._take(*tags):
            self.values.set_text(name, line.text, line.span, line.tag)

    def _set_type(self) -> None:
        type_ = ris_types.TYPES.get(self.kind)
        if type_ is None:
            missing = "TY (missing, read as a document)"
            self.library.report_unmapped(f"TY  - {self.kind}" if self.kind else missing, self.entry.span)
            type_ = CslType.DOCUMENT
        self.entry.set_if_absent("type", type_.value, self.entry.span)

    def _set_authors(self) -> None:
        lines = self._take("AU", "A1")
        # EconLit marks the last name only, and means all of them.
        is_marked = not self.is_own and any(_EDITOR_MARK.search(line.text) for line in lines)
        if is_marked or self.kind in ris_types.AU_IS_EDITOR:
            for line in lines:
                self.library.report_unmapped(f"{line.tag} (editors)", line.span)
            return
        for line in lines:
            text = self.values.plain(line.text)
            names = Names([one_author(text)]) if self.is_own else read_names(text)
            if names.has_more or names.is_nobody:
                self.library.report_unmapped(f"{line.tag} ({'et al.' if names.has_more else 'anonymous'})", line.span)
            if names.authors:
                self.entry.values.setdefault("authors", []).extend(names.authors)
                self.entry.places.setdefault("authors", line.span)

    def _set_dates(self) -> None:
        for line in self._take("Y2"):
            self.library.set_field(self.entry, "accessed", ris_date(line.text, ""), line.span, line.tag)
        if self.kind in ris_types.DA_IS_ACCESS and {"PY", "Y1"} & self.lines.keys():
            for line in self._take("DA"):
                self.library.report_unmapped(line.tag, line.span)
        issued_date(self.entry, self._take("DA", "Y1", "PY", "YR"), self.library)

    def _set_publication(self) -> None:
        if self.kind in ris_types.CONFERENCE:
            self._set("publication", "C3")
        if self.kind in ris_types.T2_IS_SERIES and not self.is_own:
            return
        self._set("publication", "BT")
        full = [line for line in self._take(*_JOURNALS) if not is_nothing(line.text) or self.is_own]
        if not full:
            self._set("publication", *_SHORT_JOURNALS)
            return
        first = next((line for line in full if line.tag == "JF"), full[0])
        chosen = max((line for line in full if _is_short_for(first.text, line.text)), key=_length, default=first)
        for line in (chosen, *full):
            if line is chosen or not _is_short_for(line.text, chosen.text):
                self.values.set_text("publication", line.text, line.span, line.tag)

    def _set_numbers(self) -> None:
        if self.is_own or self.kind in ris_types.HAS_VOLUME:
            self._set("volume", "VL")
        self._set("issue", "IS")
        for line in self._take("M1"):
            is_issue = self.kind in ris_types.M1_IS_ISSUE and _ISSUE.fullmatch(line.text.strip())
            if self.is_own or self.kind in ris_types.M1_IS_NUMBER:
                self.values.set_text(self._number_field(), line.text, line.span, line.tag)
            elif is_issue and "issue" not in self.entry.values and not self.is_own:
                self.values.set_text("issue", line.text, line.span, line.tag)
            else:
                self.library.report_unmapped(line.tag, line.span)
        for line in self._take("BN", "SN"):
            self._set_serial_number(line)

    def _number_field(self) -> str:
        return "case_number" if self.entry.values["type"] == CslType.LEGAL_CASE else "official_id"

    def _set_serial_number(self, line: TaggedLine) -> None:
        text = one_line(line.text)
        is_article = self.entry.values["type"] in ris_types.PERIODICALS
        if is_article and not self.is_own:
            self.library.report_unmapped(line.tag, line.span)
        elif not self.values.set_isbns(text, line.span, line.tag):
            if self.kind in ris_types.SN_IS_NUMBER and not is_issn(text):
                self.values.set_text("official_id", text, line.span, line.tag)
            else:
                self.library.report_unmapped(line.tag, line.span)

    def _set_pages(self) -> None:
        lines = self._take("SP", "EP")
        has_pages = self.is_own or self.kind in ris_types.HAS_PAGES or len({line.tag for line in lines}) == 2
        if not has_pages:
            for line in lines:
                self.library.report_unmapped(line.tag, line.span)
            return
        texts = [self.values.plain(line.text) for line in lines if not is_nothing(line.text)]
        if texts:
            self.entry.set_if_absent("pages", texts[0] if self.is_own else _pages(texts), lines[0].span)

    def _set_case(self) -> None:
        """Set the court, the number and the report of a judgment, which EndNote puts under tags of its own."""
        self._set("court", "PB")
        for line in self._take("SV", "M1"):
            self.values.set_case_number(line.text, line.span, line.tag)
        reporter = self._take("NV", "A2", "T2", "JO", "JF")
        parts = [*self._take("VL")[:1], *reporter[:1], *self._take("SP")[:1]]
        self.values.set_report([(line.text, line.span, line.tag) for line in parts])
        for line in reporter[1:]:
            self.library.report_unmapped(line.tag, line.span)


def _length(line: TaggedLine) -> int:
    return len(line.text.strip())


def _is_short_for(short: str, full: str) -> bool:
    """True if the words of a name are the beginnings of words of another name, in order, or the name is the same.

    >>> _is_short_for("J. Fam. Law", "Journal of Family Law"), _is_short_for("Law", "Oxford Papers")
    (True, False)
    """
    rest = iter(re.findall(r"\w+", full.casefold()))
    return all(any(word.startswith(part) for word in rest) for part in re.findall(r"\w+", short.casefold()))


def _pages(texts: list[str]) -> str:
    """The pages from the first and the last one. Some tools write the whole range in each place."""
    first, last = (_RANGE.sub("–", text) for text in (texts[0], texts[-1]))
    if "–" in first or first == last:
        return first
    return last if last.startswith(f"{first}–") else f"{first}–{last}"
