"""Turn the bytes of a record file into text, or into what stands in them that no record may hold."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from dossier.diagnostics import Diagnostic, Span

# C0 and C1 controls, bidirectional controls, zero-width and invisible characters, tag characters, halves of surrogates,
# line breaks that only some programs see, and the mark left by a failed conversion (Unicode 16; CVE-2021-42574).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]|\r(?!\n)"
)
# Bytes that need no second look: deleting them is many times faster than searching what they spell.
_HARMLESS = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
# Python's stand-ins for bytes that are not UTF-8 (PEP 383).
_FIRST_STAND_IN, _LAST_STAND_IN = 0xDC80, 0xDCFF
_MOST = 10
_LONGEST_QUOTED = 80


def read_text(content: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file, and a diagnostic for each byte or character that is refused, up to ten of them."""
    rest = content.translate(None, _HARMLESS)
    if not rest:
        return content.decode("ascii"), []
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [_not_utf8("the file is in UTF-16", Span(path, 1, 1, 1, 2))]
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    # What is no ASCII is a small part of a file; but bytes that are no UTF-8 may spell a character once put together.
    if not _FORBIDDEN.search(rest.decode("utf-8", "surrogateescape")) and _is_utf_8(text):
        return text, []
    found = list(islice(_refused(text, path), _MOST))
    # In another encoding the rest is most likely a consequence.
    return text, [one for one in found if one.code == "not-utf-8"] or found


def first_forbidden(text: str) -> str | None:
    """The first character of a value that no record may hold, or None."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else None


def shown(text: str) -> str:
    """The author's words as a message quotes them: on one line, cut where they are long."""
    text = " ".join(text[:1000].split())
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 3]}…"


def forbidden_escape(character: str, span: Span) -> Diagnostic:
    """The diagnostic for an escape in quotation marks that stands for such a character."""
    message = f"an escape stands for U+{ord(character):04X}, which is invisible or changes how other text is shown"
    return Diagnostic("forbidden-character", message, span, help="remove the escape")


def _is_utf_8(text: str) -> bool:
    """Whether no byte had to be stood in for."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(text: str, path: str) -> Iterator[Diagnostic]:
    for match in _FORBIDDEN.finditer(text):
        at = match.start()
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        yield _refusal(ord(match.group()), Span(path, line, column, line, column + 1))


def _refusal(character: int, span: Span) -> Diagnostic:
    if _FIRST_STAND_IN <= character <= _LAST_STAND_IN:
        return _not_utf8(f"the byte 0x{character & 0xFF:02X} is not UTF-8", span)
    message = f"the character U+{character:04X} is invisible, or changes how other text is shown"
    help_ = "delete it; typing the text anew, not pasting it, helps"
    return Diagnostic("forbidden-character", message, span, help=help_)


def _not_utf8(message: str, span: Span) -> Diagnostic:
    return Diagnostic("not-utf-8", message, span, help="save the file as UTF-8")
