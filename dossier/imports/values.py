"""Values that several readers put into entries."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from dossier.diagnostics import Span
from dossier.imports.entries import ImportedLibrary, LibraryEntry, one_line
from dossier.imports.markup import without_markup
from dossier.model import identifiers
from dossier.model.code_types import is_isbn
from dossier.model.identifiers import Kind
from dossier.model.neutral_citation import leading_citation
from dossier.reading.no_value import is_word_for_nothing

_ISBN = re.compile(r"(?<![0-9])(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])")
_ISSN = re.compile(r"(?:ISSN:? *)?[0-9]{4}-?[0-9]{3}[0-9Xx](?![0-9])", re.IGNORECASE)
_REPORT_PARTS = 3
# No number is longer, and the search for one takes the square of the length.
_LONGEST = 1_000
_ECLI_PARTS = r"([A-Z]{2}:[A-Z0-9]{1,7}:[0-9]{4}:[A-Z0-9.]{1,25})"
_ECLI = re.compile(rf"(?:ECLI:)?{_ECLI_PARTS}")
_ECLI_LINE = re.compile(rf"ECLI:\s*(?:ECLI:)?{_ECLI_PARTS}")
# A resolver of DOIs without a DOI is no address.
_ADDRESS = re.compile(r"(?!https?://(?:dx\.)?doi\.org/?$)https?://\S+", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"www\.[a-z0-9-]+\.[a-z]", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r"[;|](?=https?://)", re.IGNORECASE)
_NOTHING = frozenset({"NA", "NaN", "N.PAG", "undefined", "[not available]", "[No title available]"})


def is_nothing(text: str) -> bool:
    """True if the text is empty or a word that tools write for nothing.

    >>> is_nothing("NA"), is_nothing(" - "), is_nothing("Nature")
    (True, True, False)
    """
    text = text.strip()
    return not text or text in _NOTHING or is_word_for_nothing(text)


def is_issn(text: str) -> bool:
    """True if the text begins with an International Standard Serial Number, which sources do not have.

    >>> is_issn("1553-7358 (ISSN)"), is_issn("R-17")
    (True, False)
    """
    return _ISSN.match(text.strip()) is not None


class EntryValues:
    """Puts the texts of a file into the fields of an entry that can hold them.

    `original` is what the file calls a text. Each text that no field can hold is reported under this name.
    """

    def __init__(self, library: ImportedLibrary, entry: LibraryEntry) -> None:
        self.library = library
        self.entry = entry
        # The texts of a dossier's own export are as the records hold them.
        self.is_own = identifiers.matches(entry.name, Kind.SOURCE)

    def plain(self, text: str) -> str:
        """The text on one line, without markup unless a dossier exported it."""
        return one_line(text) if self.is_own else without_markup(text)

    def set_text(self, name: str, text: str, span: Span, original: str) -> None:
        """Set a field to a text, unless the text says nothing."""
        value = self.plain(text)
        if value and (self.is_own or name == "title" or not is_nothing(value)):
            self.library.set_field(self.entry, name, value, span, original)

    def set_address(self, text: str, span: Span, original: str) -> None:
        """Set the address to the first in a text. Further addresses, and all that is no address, are reported."""
        parts = [text.strip()] if self.is_own else _address_parts(text)
        addresses = [part.strip("<>") for part in parts if _ADDRESS.match(part.strip("<>"))]
        if not addresses and len(parts) == 1 and _BARE_ADDRESS.match(parts[0]):
            addresses = [f"https://{parts[0]}"]
        if addresses:
            self.library.set_field(self.entry, "url", addresses[0], span, original)
        if len(addresses) != 1 or len(parts) != 1:
            self.library.report_unmapped(f"{original} (further text)" if addresses else original, span)

    def set_doi(self, text: str, span: Span, original: str) -> None:
        """Set the DOI, with the characters that references of HTML stand for."""
        self.library.set_field(self.entry, "doi", html.unescape(one_line(text)), span, original)

    def set_isbns(self, text: str, span: Span, original: str) -> bool:
        """Set the ISBN to the first in a text, and report further ones. False if the text has none."""
        found = [match.group().strip(" -") for match in _ISBN.finditer(text[:_LONGEST])]
        if not found:
            return False
        valid = [number for number in found if is_isbn(number)]
        self.library.set_isbn(self.entry, (valid or found)[0], span, original)
        if len(found) > 1:
            self.library.report_unmapped(f"{original} (further numbers)", span)
        return True

    def set_case_number(self, text: str, span: Span, original: str) -> None:
        """Set the number of a case: its ECLI, its neutral citation, or the number that the court gave it."""
        number = one_line(text)
        if len(number) > _LONGEST:
            self.library.report_unmapped(original, span)
            return
        ecli = _ECLI.fullmatch(number)
        parsed = leading_citation(number)
        if ecli:
            self.library.set_field(self.entry, "ecli", f"ECLI:{ecli.group(1)}", span, original)
        elif parsed is not None and not parsed[1].strip() and (number.startswith("[") or parsed[0].is_british):
            self.library.set_field(self.entry, "neutral_citation", number, span, original)
        elif not is_nothing(number):
            self.library.set_field(self.entry, "case_number", number, span, original)

    def set_report(self, parts: Sequence[tuple[str, Span, str]]) -> None:
        """Set the law report from its volume, name and first page. Fewer than three are reported."""
        if len(parts) == _REPORT_PARTS and not any(is_nothing(text) for text, _, _ in parts):
            report = " ".join(self.plain(text) for text, _, _ in parts)
            self.library.set_field(self.entry, "report", report, *parts[1][1:])
            return
        for _, span, original in parts:
            self.library.report_unmapped(original, span)

    def set_notes(self, text: str, span: Span, original: str) -> None:
        """Set what lines such as `ECLI: …` of a note say. The other lines are reported together."""
        is_read = True
        for line in text.splitlines():
            label, colon, value = (part.strip() for part in line.partition(":"))
            if found := _ECLI_LINE.fullmatch(line.strip()):
                self.library.set_field(self.entry, "ecli", f"ECLI:{found.group(1)}", span, original)
            elif colon and label.casefold() == "doi" and value:
                self.set_doi(value, span, original)
            elif line.strip():
                is_read = False
        if not is_read:
            self.library.report_unmapped(original, span)


def _address_parts(text: str) -> list[str]:
    """The parts of a text between spaces, and between semicolons before an address."""
    words = text.split()
    parts = [part for word in words for part in _NEXT_ADDRESS.split(word)]
    return parts if len(parts) == 1 else [part.rstrip(";|") for part in parts if part.strip(";|")]
