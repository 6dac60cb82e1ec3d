"""Text of record files, and diagnostics for forbidden bytes and characters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from dossier.diagnostics import Diagnostic, Span
from dossier.reading.invisible import is_needed

# C0 and C1 controls, bidirectional controls, zero-width and invisible characters, tag characters, lone surrogates,
# line breaks that only some programs see, and the replacement character of a failed conversion (Unicode 16;
# CVE-2021-42574).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]|\r(?!\n)"
)
# Bytes that are always allowed. Deleting them first is many times faster than searching the text.
_HARMLESS = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
# Control characters have no name in Unicode. Programs write these by mistake.
_NAMES = {
    "\0": "null",
    "\b": "backspace",
    "\x0b": "vertical tab",
    "\f": "form feed",
    "\r": "carriage return",
    "\x1b": "escape",
}
# Python reads bytes that are not UTF-8 as these surrogates (PEP 383).
_FIRST_SURROGATE, _LAST_SURROGATE = 0xDC80, 0xDCFF
_MAX_DIAGNOSTICS = 10
_MAX_QUOTED = 80


def read_text(content: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file, and a diagnostic for each forbidden byte or character, up to ten of them."""
    rest = content.translate(None, _HARMLESS)
    if not rest:
        return content.decode("ascii"), []
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [_not_utf8("the file is in UTF-16", Span(path, 1, 1, 1, 2))]
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    # Searching only the rest is faster. The whole text is tested for UTF-8 because invalid bytes of the rest, now next
    # to each other, may form a valid character.
    if not _FORBIDDEN.search(rest.decode("utf-8", "surrogateescape")) and _is_utf_8(text):
        return text, []
    problems = list(islice(_forbidden(text, path), _MAX_DIAGNOSTICS))
    # In a file of another encoding, the other problems are most likely a consequence.
    return text, [problem for problem in problems if problem.code == "not-utf-8"] or problems


def first_forbidden(text: str) -> str | None:
    """The first forbidden character of a value, or None."""
    return next((match.group() for match in _matches(text)), None)


def shortened(text: str) -> str:
    """The author's text for use in a message: on a single line, and cut if it is long."""
    text = " ".join(text[:1000].split())
    return text if len(text) <= _MAX_QUOTED else f"{text[: _MAX_QUOTED - 3]}…"


def alternatives(words: Sequence[str]) -> str:
    """The words in backticks, with `or` before the last.

    >>> print(alternatives(["RS"]), alternatives(["CW", "SX", "BQ"]), sep="; ")
    `RS`; `CW`, `SX` or `BQ`
    """
    *first, last = (f"`{word}`" for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def forbidden_escape(character: str, span: Span) -> Diagnostic:
    """The diagnostic for an escape that stands for a forbidden character."""
    message = f"an escape stands for {named(character)}, which is invisible or changes how other text is shown"
    return Diagnostic("forbidden-character", message, span, help="remove the escape")


def _is_utf_8(text: str) -> bool:
    """True if no byte was read as a surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield each forbidden character that the text around it does not need."""
    return (match for match in _FORBIDDEN.finditer(text) if not is_needed(text, match.start()))


def named(character: str) -> str:
    """The code point of a character and, if it has one, its name in Unicode."""
    name = _NAMES.get(character) or unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f' ({name})' if name else ''}"


def _forbidden(text: str, path: str) -> Iterator[Diagnostic]:
    for match in _matches(text):
        start = match.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        yield _forbidden_character(match.group(), Span(path, line, column, line, column + 1))


def _forbidden_character(character: str, span: Span) -> Diagnostic:
    if _FIRST_SURROGATE <= ord(character) <= _LAST_SURROGATE:
        return _not_utf8(f"the byte 0x{ord(character) & 0xFF:02X} is not UTF-8", span)
    message = f"the character {named(character)} is invisible or changes how other text is shown"
    help_ = "delete it; retype the text instead of pasting it"
    return Diagnostic("forbidden-character", message, span, help=help_)


def _not_utf8(message: str, span: Span) -> Diagnostic:
    return Diagnostic("not-utf-8", message, span, help="save the file as UTF-8")
