"""Sources from BibTeX and BibLaTeX."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.imports.bibtex_blocks import Block, Piece, TypedField, count_starts, split_blocks
from dossier.imports.bibtex_entry import read_entry
from dossier.imports.bibtex_parents import Parents, RawEntry
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary
from dossier.reading.text import shortened

_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"})
_MOST_BLOCKS = 4 * MOST_ENTRIES
_LONGEST = 64 * 1024
_MOST_WARNINGS = 500


def read_bibtex(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if count_starts(text) > _MOST_BLOCKS:
        message = f"the file has more than {_MOST_BLOCKS:,} beginnings of entries, such as `@misc{{`"
        help_ = "split it into several files"
        library.problems.append(Diagnostic("import-too-large", message, Span(path), help_))
        return library
    entries = _BlockReader(library).read(text)
    parents = Parents(entries)
    for entry in entries:
        if entry.kind == "xdata":  # a container of fields for other entries
            continue
        if entry.kind == "set":  # a list of other entries
            library.report_unmapped("@set", entry.span)
            continue
        read_entry(entry, parents.fields(entry), library)
        if len(library.entries) > MOST_ENTRIES:
            break
    for problem, span in parents.problems:
        library.report_unmapped(problem, span)
    return library


class _BlockReader:
    """Reads the blocks of a file into entries, whose abbreviations are resolved."""

    def __init__(self, library: ImportedLibrary) -> None:
        self.library = library
        self.abbreviations: dict[str, str] = {}
        self.keys: set[str] = set()
        self.entries: list[RawEntry] = []

    def read(self, text: str) -> list[RawEntry]:
        for block in split_blocks(text):
            span = self.library.span(block.line)
            if not isinstance(block, Block):
                self.library.report_unmapped("text outside entries", span)
            elif block.kind == "comment":
                for _ in range(min(block.inner, MOST_ENTRIES)):
                    self.library.report_unmapped("entry inside @comment", span)
            elif not block.is_whole:
                self.report_endless(block, span)
            elif block.kind == "string":
                self.define_abbreviation(block)
            elif block.kind != "preamble":
                self.read_entry(block, span)
        return self.entries

    def report_endless(self, block: Block, span: Span) -> None:
        name = f"`{shortened(block.key)}`" if block.key else "the entry that begins here"
        message = f"{name} cannot be read to its end"
        help_ = "look for a missing brace, quotation mark, comma or `=`"
        self.library.report_syntax(message, span, help_)

    def define_abbreviation(self, block: Block) -> None:
        """Remember the texts of a `@string`. They may use abbreviations that were defined before."""
        for field in block.fields:
            try:
                value = _resolve(field.pieces, self.abbreviations)
            except ValueError as error:
                help_ = "define it before it is used"
                span = self.library.span(field.line)
                self.library.report_syntax(f"`{shortened(field.name)}` {error}", span, help_)
                continue
            # A chain of abbreviations, each twice as long as the last, would grow without this limit.
            self.abbreviations[field.name] = value[: _LONGEST + 1]

    def read_entry(self, block: Block, span: Span) -> None:
        key = block.key.casefold()
        if key and key in self.keys:
            self.warn(
                f"a second entry is called `{shortened(block.key)}`; both are imported", span, "rename one of them"
            )
        self.keys.add(key)
        entry = RawEntry(block.kind, block.key, span)
        for field in block.fields:
            self.read_field(entry, field)
        self.entries.append(entry)

    def read_field(self, entry: RawEntry, field: TypedField) -> None:
        span = self.library.span(field.line)
        try:
            value = _resolve(field.pieces, self.abbreviations)
        except ValueError as error:
            entry.unreadable.setdefault(field.name, (str(error), span))
            return
        if not value.strip():
            return
        if field.name not in entry.fields:
            entry.fields[field.name] = (value, span)
        elif entry.fields[field.name][0].split() != value.split():
            name = f"`{shortened(entry.key)}`" if entry.key else "the entry"
            message = f"{name} has `{shortened(field.name)}` twice; the first is imported"
            self.warn(message, span, "remove one of the two")

    def warn(self, message: str, span: Span, help_: str) -> None:
        if len(self.library.problems) < _MOST_WARNINGS:
            self.library.problems.append(Diagnostic("import-unmapped", message, span, help_, Severity.WARNING))


def _resolve(pieces: tuple[Piece, ...], abbreviations: Mapping[str, str]) -> str:
    """The text of a value, with its pieces joined and its abbreviations resolved.

    Raises ValueError if an abbreviation is unknown or the text becomes too long.
    """
    text = ""
    longest = sum(len(piece.text) for piece in pieces) + _LONGEST
    for piece in pieces:
        text += _resolve_bare(piece.text, abbreviations) if piece.is_bare else piece.text
        # Abbreviations could turn a file of 10 MB into a terabyte of text.
        if len(text) > longest:
            raise ValueError("is longer than a record, once its abbreviations are resolved")
    return text


def _resolve_bare(word: str, abbreviations: Mapping[str, str]) -> str:
    if word.isdecimal():
        return word
    name = word.casefold()
    text = abbreviations.get(name, word if name in _MONTHS else None)
    if text is None:
        raise ValueError(f"has `{shortened(word)}`, a word that no `@string` defines")
    return text
