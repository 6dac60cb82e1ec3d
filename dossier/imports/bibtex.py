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
from dossier.imports.entries import MOST_ENTRIES, Gathering, LibraryEntry, agree, day
from dossier.imports.types import BIBTEX, BIBTEX_VAGUE
from dossier.model.vocabulary import CslType
from dossier.reading.text import shown

# What the library's own table lacks, or prints as a sign that only looks alike.
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
# Accents over nothing, which TeX prints by themselves.
_ACCENTS = {"`": "`", "'": "´", "^": "^", "~": "~", '"': "¨"}


def plain(text: str) -> str:
    r"""The text that TeX would print, on one line; mathematics stands as it was typed.

    Raises ValueError, with the reason in words, where braces do not match or a command is not known.

    >>> plain("M{\\"u}ller {{\\textless}b> -- 50\\% of $x^2$}")
    'Müller <b> – 50% of $x^2$'
    """
    try:
        found = _converter().latex_to_text(text, tolerant_parsing=False)
    except LatexWalkerError:
        raise ValueError("has braces or commands of TeX that do not fit together") from None
    except RecursionError:
        raise ValueError("has braces that are nested too deep") from None
    return " ".join(found.split())


@cache
def _converter() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    characters = [MacroTextSpec(name, simplify_repl=char) for name, char in _CHARACTERS.items()]
    accents = [_accent(name, alone, known.get_macro_spec(name).simplify_repl) for name, alone in _ACCENTS.items()]
    known.add_context_category("characters", prepend=True, macros=[*characters, *accents])
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_refuse))
    # A percent sign begins a comment in TeX, and is mostly meant as one in bibliographies.
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)


def _accent(name: str, alone: str, over: Callable[[LatexMacroNode, LatexNodes2Text], str]) -> MacroTextSpec:
    def print_accent(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        return over(node, l2tobj) or alone

    return MacroTextSpec(name, simplify_repl=print_accent)


def _refuse(node: LatexMacroNode) -> str:
    raise ValueError(f"has the command `\\{node.macroname}`, which is not known")


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
# What the parser takes, or tries, as a block: each costs time, even in a title.
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_MOST_BLOCKS = 4 * MOST_ENTRIES
_LONGEST = 64 * 1024
_ESCAPED = re.compile(r"\\([#$%&_{}~^])")
_URL_COMMAND = re.compile(r"\\url\{([^{}]*)\}")


def read(text: str, path: str) -> Gathering:
    """The entries of the file, and all that is wrong with it."""
    gathering = Gathering(path)
    if sum(1 for _ in _BLOCK.finditer(text)) > _MOST_BLOCKS:
        message = f"the file has more than {_MOST_BLOCKS:,} beginnings of entries, such as `@misc{{`"
        help_ = "split it into several files"
        gathering.problems.append(Diagnostic("import-too-large", message, Span(path), help_))
        return gathering
    # No middleware: values keep their braces, which names need, and their quotation marks.
    library = parse_string(text.replace("\r\n", "\n"), parse_stack=[])
    strings: dict[str, str] = {}
    for block in library.blocks:
        span = gathering.line((block.start_line or 0) + 1)
        if isinstance(block, ParsingFailedBlock):
            _malformed(block, span, gathering)
        elif isinstance(block, String):
            _define(block, strings, gathering, span)
        elif isinstance(block, Block):
            _BibtexReading(block, strings, gathering, span).run()
        elif isinstance(block, ImplicitComment) and not _is_comment(block.comment):
            gathering.leave("text outside entries", span)
        if len(gathering.entries) > MOST_ENTRIES:
            break
    return gathering


def _is_comment(text: str) -> bool:
    return all(line.lstrip().startswith("%") for line in text.splitlines() if line.strip())


def _malformed(block: ParsingFailedBlock, span: Span, gathering: Gathering) -> None:
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(f"`{shown(one)}`" for one in sorted(block.duplicate_keys))
        gathering.malformed(f"the entry has {names} twice", span, "remove one of the two")
    elif isinstance(block, DuplicateBlockKeyBlock):
        gathering.malformed(f"two entries are called `{shown(block.key)}`", span, "rename one of them")
    else:
        message = "the entry that begins here does not end as it should"
        gathering.malformed(message, span, "look for a brace, quotation mark, comma or `=` that is missing")


def _define(block: String, strings: dict[str, str], gathering: Gathering, span: Span) -> None:
    """Keep what an abbreviation stands for; it may use those before it."""
    try:
        text = _value(block.value, strings)
    except ValueError as error:
        gathering.malformed(f"`{shown(block.key)}` {error}", span, "define it before it is used")
        return
    # Each may double the one before.
    strings[block.key.casefold()] = text[: _LONGEST + 1]


def _value(raw: str, strings: dict[str, str]) -> str:
    """The value without what encloses it, its parts joined and its abbreviations resolved."""
    text = ""
    for one in _parts(raw):
        text += _part(one, strings)
        # A file of 10 MB could ask for a terabyte.
        if len(text) > len(raw) + _LONGEST:
            raise ValueError("is longer than a record, once its abbreviations are resolved")
    return text


def _part(part: str, strings: dict[str, str]) -> str:
    if part[:1] + part[-1:] in {"{}", '""'} and len(part) > 1:
        return part[1:-1]
    if part.isdigit():
        return part
    found = strings.get(part.casefold(), part if part.casefold() in _MONTHS else None)
    if found is None:
        raise ValueError(f"has `{shown(part)}` without braces or quotation marks, which no `@string` explains")
    return found


class _BibtexReading:
    """Reads one entry."""

    def __init__(self, block: Block, strings: dict[str, str], gathering: Gathering, span: Span) -> None:
        self.block = block
        self.strings = strings
        self.gathering = gathering
        self.entry: LibraryEntry = gathering.begin(block.key, span)
        self.dates: dict[str, tuple[str, Span]] = {}

    def run(self) -> None:
        """Take over what the entry has."""
        name = self.block.entry_type.casefold()
        kind = BIBTEX.get(name)
        self.entry.put("type", (kind or CslType.DOCUMENT).value, self.entry.span)
        self.entry.is_type_exact = name not in BIBTEX_VAGUE
        if kind is None:
            self.gathering.leave(f"@{name}", self.entry.span)
        for field in self.block.fields:
            span = self.gathering.line((field.start_line or 0) + 1)
            try:
                self._field(field.key.casefold(), _value(str(field.value), self.strings), span)
            except ValueError as error:
                help_ = "write the characters themselves, in UTF-8"
                self.gathering.malformed(f"`{shown(field.key)}` {error}", span, help_)
        self._date()

    def _field(self, name: str, value: str, span: Span) -> None:
        if not value.strip():
            return
        if len(value) > _LONGEST and (name in _FIELDS or name in {"author", "number", "isbn", *_DATES}):
            raise ValueError("is longer than a record")
        take = self.gathering.take
        if name == "author":
            self.entry.put("authors", list(_authors(value)), span)
        elif name in _DATES:
            self.dates[name] = (plain(value), span)
        elif name in _VERBATIM:
            take(self.entry, _VERBATIM[name], _verbatim(value), span, name)
        elif name == "howpublished" and (found := _URL_COMMAND.fullmatch(value.strip())):
            take(self.entry, "url", _verbatim(found.group(1)), span, name)
        elif name == "number":
            is_article = self.block.entry_type.casefold() == "article"
            take(self.entry, "issue" if is_article else "official_id", plain(value), span, name)
        elif name == "isbn":
            take(self.entry, "official_id", f"ISBN {plain(value)}", span, name)
        elif name in _FIELDS:
            take(self.entry, _FIELDS[name], plain(value), span, name)
        else:
            self.gathering.leave(name, span)

    def _date(self) -> None:
        """Take `date` (BibLaTeX), else year, month and day; where both are there they must agree."""
        year, at = self.dates.get("year", ("", self.entry.span))
        month, date = (self.dates.get(name, ("", at))[0] for name in ("month", "day"))
        classic = day(year, month, date) if year else ""
        found, span = self.dates.get("date", (classic, at))
        if found:
            self.entry.put("issued", found, span)
        if classic and not agree(found, classic) and not (agree(classic, found) or "X" in found or _is_season(found)):
            message = f"`year` and `month` say `{shown(classic)}`, but `date` says `{shown(found)}`"
            self.gathering.malformed(message, span, "keep the date that the document carries")


def _is_season(text: str) -> bool:
    return text[5:6] == "2" and len(text) >= 7


def _parts(raw: str) -> Iterator[str]:
    """Yield the parts of a value that `#` joins; braces and quotation marks keep what is in them together."""
    depth, start, quoted = 0, 0, False
    for at, char in enumerate(raw):
        if char == "{" and raw[at - 1 : at] != "\\":
            depth += 1
        elif char == "}" and raw[at - 1 : at] != "\\":
            depth -= 1
        elif char == '"' and depth == 0:
            quoted = not quoted
        elif char == "#" and depth == 0 and not quoted:
            yield raw[start:at].strip()
            start = at + 1
    yield raw[start:].strip()


def _verbatim(value: str) -> str:
    """An address as it is, but for the backslashes with which some tools escape it."""
    return _ESCAPED.sub(r"\1", "".join(value.split()))


def _authors(value: str) -> Iterator[dict[str, str]]:
    for name in split_multiple_persons_names(" ".join(value.split())):
        if name.startswith("{") and _closes_at_end(name):
            yield {"literal": plain(name)}
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        family = plain(" ".join([*parts.von, *parts.last]))
        given = plain(" ".join([*parts.first, *(f", {one}" for one in parts.jr)])).replace(" ,", ",")
        if not given:
            yield {"literal": family}
        else:
            yield {"family": family, "given": given}


def _closes_at_end(name: str) -> bool:
    """Whether the brace at the beginning closes at the end, so that the whole is one name."""
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(name) - 1
    return False
