"""Entries of a BibTeX file, with their fields as typed.

A parser of our own, because one unclosed brace made bibtexparser swallow the entries after it without a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

# Possessive, as are the patterns below: a run of white space is never tried again at another length.
_START = re.compile(r"@[ \t]*+([A-Za-z][\w-]*+)\s*+([{(])")
# An entry that begins a line ends the entry before it, even if that has no end of its own.
_START_OF_LINE = re.compile(r"^[ \t]*+(?=@[ \t]*+[A-Za-z][\w-]*+\s*+[{(])", re.MULTILINE)
_KEY = re.compile(r"\s*+([^,={}\"\s]*+(?:[ \t]++[^,={}\"\s]++)*+)\s*+(?:,|(?=[})]))")
_GAP = re.compile(r"(?:[\s,]++|(?<=\s)%[^\n]*+)*+")
_NAME = re.compile(r"([^\s=,{}\"#%()]++)\s*+=\s*+")
_BARE = re.compile(r"[^\s,{}\"#=()]+")
_JOIN = re.compile(r"\s*+#\s*+")
_SPACE = re.compile(r"\s*")
_BRACES = re.compile(r"[{}]")
_BRACES_AND_QUOTES = re.compile(r'[{}"]')
_UNESCAPED_BRACES = re.compile(r"(?<!\\)[{}]")
_CLOSING = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a value: text between delimiters, or a bare word or number."""

    text: str
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field of a block, with the pieces of its value and the line of its name."""

    name: str
    pieces: tuple[Piece, ...]
    line: int


@dataclass(slots=True)
class Block:
    """An entry, `@string`, `@comment` or `@preamble`. `inner` counts the entries that begin inside a comment."""

    kind: str
    key: str
    line: int
    fields: list[TypedField] = field(default_factory=list)
    is_whole: bool = True
    inner: int = 0


@dataclass(frozen=True, slots=True)
class OutsideText:
    """Text outside of all blocks, which is no comment."""

    line: int


class _UnreadableError(Exception):
    pass


def count_starts(text: str) -> int:
    """The number of places at which a block may begin."""
    return sum(1 for _ in _START.finditer(text))


def split_blocks(text: str) -> Iterator[Block | OutsideText]:
    """Yield the blocks of the file and the text between them, in their order. Lines end with a line feed."""
    yield from _Splitter(text).blocks()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [match.end() for match in _START_OF_LINE.finditer(text)]
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.has_endless_comment = False

    def line(self, at: int) -> int:
        return bisect_right(self.newlines, at - 1) + 1

    def limit(self, at: int) -> int:
        """The beginning of the next entry that begins a line, or the end of the file."""
        following = bisect_right(self.starts, at)
        return self.starts[following] if following < len(self.starts) else len(self.text)

    def blocks(self) -> Iterator[Block | OutsideText]:
        at = 0
        while match := _START.search(self.text, at):
            yield from self.outside(at, match.start())
            if self.is_commented_out(match.start()):
                at = match.end()
                continue
            block, at = self.block(match)
            yield block
        yield from self.outside(at, len(self.text))

    def outside(self, start: int, end: int) -> Iterator[OutsideText]:
        between = self.text[start:end]
        offset = start
        for line in between.splitlines(keepends=True):
            if line.strip(" \t\n,;}") and not line.lstrip().startswith("%"):
                yield OutsideText(self.line(offset))
                return
            offset += len(line)

    def is_commented_out(self, at: int) -> bool:
        return self.text[self.text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("%")

    def block(self, match: re.Match[str]) -> tuple[Block, int]:
        kind = match.group(1).casefold()
        block = Block(kind, "", self.line(match.start()))
        if kind == "comment":
            return self.comment(match, block)
        limit = self.limit(match.start())
        closing = _CLOSING[match.group(2)]
        try:
            if kind == "preamble":
                _, at = self.value(match.end(), limit)
            else:
                at = self.entry(block, match.end(), limit, closing)
        except _UnreadableError:
            block.is_whole = False
            return block, limit
        at = _SPACE.match(self.text, at).end()  # type: ignore[union-attr]
        return block, at + 1 if self.text[at : at + 1] == closing else at

    def comment(self, match: re.Match[str], block: Block) -> tuple[Block, int]:
        limit = self.limit(match.start()) if self.has_endless_comment else len(self.text)
        try:
            end = self.closing_brace(match.end() - 1, limit, _BRACES)
        except _UnreadableError:
            self.has_endless_comment = True
            return block, match.end()
        block.inner = bisect_right(self.starts, end) - bisect_right(self.starts, match.end())
        return block, end + 1

    def entry(self, block: Block, at: int, limit: int, closing: str) -> int:
        """Read the key and the fields into the block. Returns the place of the closing delimiter."""
        if block.kind != "string":
            key = _KEY.match(self.text, at, limit)
            if key is not None:
                block.key, at = key.group(1), key.end()
        while True:
            at = _GAP.match(self.text, at, limit).end()  # type: ignore[union-attr]
            if self.text[at : at + 1] == closing and at < limit:
                return at
            name = _NAME.match(self.text, at, limit)
            if name is None:
                raise _UnreadableError
            pieces, at = self.value(name.end(), limit)
            block.fields.append(TypedField(name.group(1).casefold(), pieces, self.line(name.start())))

    def value(self, at: int, limit: int) -> tuple[tuple[Piece, ...], int]:
        pieces: list[Piece] = []
        while True:
            piece, at = self.piece(at, limit)
            pieces.append(piece)
            join = _JOIN.match(self.text, at, limit)
            if join is None:
                return tuple(pieces), at
            at = join.end()

    def piece(self, at: int, limit: int) -> tuple[Piece, int]:
        opening = self.text[at : at + 1] if at < limit else ""
        if opening == "{":
            try:
                end = self.closing_brace(at, limit, _BRACES)
            except _UnreadableError:
                # Some tools write a single brace as `\{`, which BibTeX itself would count.
                end = self.closing_brace(at, limit, _UNESCAPED_BRACES)
            return Piece(self.text[at + 1 : end]), end + 1
        if opening == '"':
            end = self.closing_quote(at, limit)
            return Piece(self.text[at + 1 : end]), end + 1
        bare = _BARE.match(self.text, at, limit)
        if bare is None:
            # `month = ,` has an empty value.
            if opening in {",", "}", ")"}:
                return Piece(""), at
            raise _UnreadableError
        return Piece(bare.group(), is_bare=True), bare.end()

    def closing_brace(self, at: int, limit: int, braces: re.Pattern[str]) -> int:
        depth = 0
        for brace in braces.finditer(self.text, at, limit):
            depth += 1 if brace.group() == "{" else -1
            if depth == 0:
                return brace.start()
        raise _UnreadableError

    def closing_quote(self, at: int, limit: int) -> int:
        depth = 0
        for mark in _BRACES_AND_QUOTES.finditer(self.text, at + 1, limit):
            if mark.group() == '"' and depth == 0:
                return mark.start()
            depth += (mark.group() == "{") - (mark.group() == "}")
        raise _UnreadableError
