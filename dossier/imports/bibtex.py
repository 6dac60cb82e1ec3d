"""Sources from BibTeX, and the TeX in its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.model import Entry as Block
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db  # type: ignore[import-untyped]
from pylatexenc.latexwalker import LatexMacroNode, LatexWalkerError  # type: ignore[import-untyped]

from dossier.diagnostics import Diagnostic, Span
from dossier.imports.entries import MOST_ENTRIES, ImportedLibrary, LibraryEntry, is_within, join_date
from dossier.imports.source_types import BIBTEX, BIBTEX_VAGUE
from dossier.model.vocabulary import CslType
from dossier.reading.text import shortened

# Commands that pylatexenc does not know, or prints as a character that only looks the same.
_CHARACTERS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textasciigrave": "`",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "slash": "/",
    "allowbreak": "",
}
# Accents without a letter below them, which TeX prints by themselves.
_ACCENTS = {"`": "`", "'": "´", "^": "^", "~": "~", '"': "¨"}


def plain_text(text: str) -> str:
    r"""The text that TeX would print, on one line. Mathematics is kept as it was typed.

    Raises ValueError if braces do not match or a command is unknown. Its text continues a sentence that begins with the
    name of the field.

    >>> plain_text(r"M{\"u}ller {{\textless}b> -- 50\% of $x^2$}")
    'Müller <b> – 50% of $x^2$'
    """
    try:
        converted = _converter().latex_to_text(text, tolerant_parsing=False)
    except LatexWalkerError:
        raise ValueError("has braces or TeX commands that do not match") from None
    except RecursionError:
        raise ValueError("has braces that are nested too deep") from None
    return " ".join(converted.split())


@cache
def _converter() -> LatexNodes2Text:
    commands = get_default_latex_context_db()
    characters = [MacroTextSpec(name, simplify_repl=char) for name, char in _CHARACTERS.items()]
    accents = [_accent(name, mark, commands.get_macro_spec(name).simplify_repl) for name, mark in _ACCENTS.items()]
    commands.add_context_category("characters", prepend=True, macros=[*characters, *accents])
    commands.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_refuse_command))
    # A percent sign begins a comment in TeX, but authors of bibliographies mostly mean the sign itself.
    return LatexNodes2Text(latex_context=commands, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)


def _accent(name: str, mark: str, put_on_letter: Callable[[LatexMacroNode, LatexNodes2Text], str]) -> MacroTextSpec:
    """The command of an accent, which prints the mark alone if there is no letter."""

    def print_accent(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        return put_on_letter(node, l2tobj) or mark

    return MacroTextSpec(name, simplify_repl=print_accent)


def _refuse_command(node: LatexMacroNode) -> str:
    raise ValueError(f"has the unknown command `\\{node.macroname}`")


_FIELDS = {
    "title": "title",
    "journal": "publication",
    "journaltitle": "publication",
    "booktitle": "publication",
    "howpublished": "publication",
    "publisher": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "volume": "volume",
    "pages": "pages",
    "language": "language",
}
_VERBATIM = {"doi": "doi", "url": "url", "urldate": "accessed"}
_DATES = frozenset({"date", "year", "month", "day"})
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
# Text that the parser takes for the beginning of a block. Each occurrence costs time, even inside a title.
_BLOCK_START = re.compile(r"@\w*[ \t]*[{(]")
_MOST_BLOCKS = 4 * MOST_ENTRIES
_LONGEST = 64 * 1024
_ESCAPED_CHARACTER = re.compile(r"\\([#$%&_{}~^])")
_URL_COMMAND = re.compile(r"\\url\{([^{}]*)\}")


def read_bibtex(text: str, path: str) -> ImportedLibrary:
    """The entries of the file, and its problems."""
    library = ImportedLibrary(path)
    if sum(1 for _ in _BLOCK_START.finditer(text)) > _MOST_BLOCKS:
        message = f"the file has more than {_MOST_BLOCKS:,} beginnings of entries, such as `@misc{{`"
        help_ = "split it into several files"
        library.problems.append(Diagnostic("import-too-large", message, Span(path), help_))
        return library
    # Without middleware, values keep their braces, which names need, and their quotation marks.
    parsed = parse_string(text.replace("\r\n", "\n"), parse_stack=[])
    abbreviations: dict[str, str] = {}
    for block in parsed.blocks:
        span = library.span((block.start_line or 0) + 1)
        if isinstance(block, ParsingFailedBlock):
            _report_failed_block(block, span, library)
        elif isinstance(block, String):
            _define_abbreviation(block, abbreviations, library, span)
        elif isinstance(block, Block):
            _EntryReader(block, abbreviations, library, span).read()
        elif isinstance(block, ImplicitComment) and not _is_comment(block.comment):
            library.report_unmapped("text outside entries", span)
        if len(library.entries) > MOST_ENTRIES:
            break
    return library


def _is_comment(text: str) -> bool:
    return all(line.lstrip().startswith("%") for line in text.splitlines() if line.strip())


def _report_failed_block(block: ParsingFailedBlock, span: Span, library: ImportedLibrary) -> None:
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(f"`{shortened(name)}`" for name in sorted(block.duplicate_keys))
        library.report_syntax(f"the entry has {names} twice", span, "remove one of the two")
    elif isinstance(block, DuplicateBlockKeyBlock):
        library.report_syntax(f"two entries are called `{shortened(block.key)}`", span, "rename one of them")
    else:
        message = "the entry that begins here cannot be read to its end"
        library.report_syntax(message, span, "look for a missing brace, quotation mark, comma or `=`")


def _define_abbreviation(block: String, abbreviations: dict[str, str], library: ImportedLibrary, span: Span) -> None:
    """Remember the text of a `@string`. It may use abbreviations that were defined before it."""
    try:
        text = _resolve_value(block.value, abbreviations)
    except ValueError as error:
        library.report_syntax(f"`{shortened(block.key)}` {error}", span, "define it before it is used")
        return
    # A chain of abbreviations, each twice as long as the last, would grow without this limit.
    abbreviations[block.key.casefold()] = text[: _LONGEST + 1]


def _resolve_value(raw: str, abbreviations: dict[str, str]) -> str:
    """The text of a value, with its parts joined, its delimiters removed and its abbreviations resolved.

    Raises ValueError if an abbreviation is unknown or the text becomes too long.
    """
    text = ""
    for part in _joined_parts(raw):
        text += _resolve_part(part, abbreviations)
        # Abbreviations could turn a file of 10 MB into a terabyte of text.
        if len(text) > len(raw) + _LONGEST:
            raise ValueError("is longer than a record, once its abbreviations are resolved")
    return text


def _resolve_part(part: str, abbreviations: dict[str, str]) -> str:
    if part[:1] + part[-1:] in {"{}", '""'} and len(part) > 1:
        return part[1:-1]
    if part.isdigit():
        return part
    text = abbreviations.get(part.casefold(), part if part.casefold() in _MONTHS else None)
    if text is None:
        raise ValueError(f"has `{shortened(part)}` without braces or quotation marks, and no `@string` defines it")
    return text


class _EntryReader:
    """Reads the fields of a BibTeX entry into an entry of the library."""

    def __init__(self, block: Block, abbreviations: dict[str, str], library: ImportedLibrary, span: Span) -> None:
        self.block = block
        self.abbreviations = abbreviations
        self.library = library
        self.entry: LibraryEntry = library.add_entry(block.key, span)
        self.dates: dict[str, tuple[str, Span]] = {}

    def read(self) -> None:
        """Read the type, every field, and the date."""
        name = self.block.entry_type.casefold()
        type_ = BIBTEX.get(name)
        self.entry.set_if_absent("type", (type_ or CslType.DOCUMENT).value, self.entry.span)
        self.entry.is_type_exact = name not in BIBTEX_VAGUE
        if type_ is None:
            self.library.report_unmapped(f"@{name}", self.entry.span)
        for field in self.block.fields:
            span = self.library.span((field.start_line or 0) + 1)
            try:
                self._read_field(field.key.casefold(), _resolve_value(str(field.value), self.abbreviations), span)
            except ValueError as error:
                help_ = "write the characters themselves, in UTF-8"
                self.library.report_syntax(f"`{shortened(field.key)}` {error}", span, help_)
        self._set_date()

    def _read_field(self, name: str, value: str, span: Span) -> None:
        if not value.strip():
            return
        if len(value) > _LONGEST and (name in _FIELDS or name in {"author", "number", "isbn", *_DATES}):
            raise ValueError("is longer than a record")
        set_field = self.library.set_field
        if name == "author":
            self.entry.set_if_absent("authors", list(_parse_authors(value)), span)
        elif name in _DATES:
            self.dates[name] = (plain_text(value), span)
        elif name in _VERBATIM:
            set_field(self.entry, _VERBATIM[name], _unescape(value), span, name)
        elif name == "howpublished" and (command := _URL_COMMAND.fullmatch(value.strip())):
            set_field(self.entry, "url", _unescape(command.group(1)), span, name)
        elif name == "number":
            is_article = self.block.entry_type.casefold() == "article"
            set_field(self.entry, "issue" if is_article else "official_id", plain_text(value), span, name)
        elif name == "isbn":
            self.library.set_isbn(self.entry, plain_text(value), span, name)
        elif name in _FIELDS:
            set_field(self.entry, _FIELDS[name], plain_text(value), span, name)
        else:
            self.library.report_unmapped(name, span)

    def _set_date(self) -> None:
        """Set the date from `date` (BibLaTeX), else from year, month and day. If the entry has both they must agree."""
        year, year_span = self.dates.get("year", ("", self.entry.span))
        month, day = (self.dates.get(name, ("", year_span))[0] for name in ("month", "day"))
        classic = join_date(year, month, day) if year else ""
        date, span = self.dates.get("date", (classic, year_span))
        if date:
            self.entry.set_if_absent("issued", date, span)
        agrees = is_within(date, classic) or is_within(classic, date) or "X" in date or _is_season(date)
        if classic and not agrees:
            message = f"`year` and `month` say `{shortened(classic)}`, but `date` says `{shortened(date)}`"
            self.library.report_syntax(message, span, "keep the date that the document carries")


def _is_season(date: str) -> bool:
    return date[5:6] == "2" and len(date) >= 7


def _joined_parts(raw: str) -> Iterator[str]:
    """Yield the parts of a value that `#` joins. A `#` inside braces or quotation marks is text."""
    depth, start, is_quoted = 0, 0, False
    for at, char in enumerate(raw):
        if char == "{" and raw[at - 1 : at] != "\\":
            depth += 1
        elif char == "}" and raw[at - 1 : at] != "\\":
            depth -= 1
        elif char == '"' and depth == 0:
            is_quoted = not is_quoted
        elif char == "#" and depth == 0 and not is_quoted:
            yield raw[start:at].strip()
            start = at + 1
    yield raw[start:].strip()


def _unescape(address: str) -> str:
    """An address without white space and without the backslashes that some tools put before its characters."""
    return _ESCAPED_CHARACTER.sub(r"\1", "".join(address.split()))


def _parse_authors(value: str) -> Iterator[dict[str, str]]:
    for name in split_multiple_persons_names(" ".join(value.split())):
        if name.startswith("{") and _closes_at_end(name):
            yield {"literal": plain_text(name)}
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        family = plain_text(" ".join([*parts.von, *parts.last]))
        given = plain_text(" ".join([*parts.first, *(f", {suffix}" for suffix in parts.jr)])).replace(" ,", ",")
        if not given:
            yield {"literal": family}
        else:
            yield {"family": family, "given": given}


def _closes_at_end(name: str) -> bool:
    """True if the brace at the beginning closes at the end, so that all of it is a single name."""
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(name) - 1
    return False
