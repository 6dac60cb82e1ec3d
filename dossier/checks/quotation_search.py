"""Find the words of a quotation in the visible text of a preserved copy: as typed, or after a documented normalisation.

The normalisation makes equal only what a reader takes for the same text set by another typesetter:

- every run of white space is one space, and none stands at either end;
- typographic quotation marks are straight, single and double kept apart;
- every hyphen, dash and minus, or run of them, is one `-` without white space around it;
- soft hyphens and zero-width characters, which do not show, are left out;
- letters are in Unicode Normalization Form C (UAX #15). Not form KC, which makes `10²` equal to `102`.

No letter, digit or other mark is ever changed, left out or passed over: there is no edit distance, and an ellipsis in a
quotation is three full stops. A place that begins or ends inside a word is none: `we can` does not quote `we can't`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.vocabulary import QuoteTier

# The hyphen-minus comes last, where a set of characters takes it for itself.
_DASHES = "‐‑‒–—―−-"
# Soft hyphen; zero-width space, joiners and marks of direction; word joiner; byte order mark.
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_DOUBLE = "“”„‟«»"
_SINGLE = "‘’‚‛‹›"
_PIECE = re.compile(f"[\\s{_UNSEEN}{_DASHES}]+|[{_DOUBLE}{_SINGLE}]")
_DASH = re.compile(f"[{_DASHES}]")
_UNSEEN_ONLY = re.compile(f"[{_UNSEEN}]+")
# Scripts written without spaces between words: Thai and Lao, Burmese, Khmer, kana and Chinese characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands, in characters before its first and up to its last one, and how it was found."""

    start: int
    end: int
    tier: QuoteTier


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text after normalisation, and for each of its characters the stretch of the original it stands for."""

    original: str
    text: str
    starts: array[int]
    ends: array[int]


def normalise(text: str) -> str:
    r"""The text after the documented normalisation.

    >>> normalise(" the force’s  “pilot” – now\u00a0over ")
    'the force\'s "pilot"-now over'
    """
    return prepare(text).text


def prepare(text: str) -> Normalised:
    """The normalised text, with the way back to the original: prepare a long text once, then search it often."""
    folded: list[str] = []
    starts, ends = array("L"), array("L")
    for piece, start, end in _pieces(text):
        folded.append(piece)
        if len(piece) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif piece:
            starts.append(start)
            ends.append(end)
    joined = "".join(folded)
    if unicodedata.is_normalized("NFC", joined):
        return Normalised(text, joined, starts, ends)
    return _composed(text, joined, starts, ends)


def find(exact: str, within: Normalised, *, prefix: str | None = None, suffix: str | None = None) -> tuple[Match, ...]:
    """Every place where the words stand, with what is told to stand before and after them.

    Places where they stand as typed win over places where they are found only after normalisation. One place is a
    quotation found; none, or several, are for the caller to report.
    """
    words = normalise(exact)
    before, after = normalise(prefix or ""), normalise(suffix or "")
    matches = []
    for start in _places(words, within.text):
        end = start + len(words)
        if _cuts_word(within.text, start) or _cuts_word(within.text, end):
            continue
        if _follows(within.text, start, before) and _precedes(within.text, end, after):
            matches.append(_match(exact.strip(), within, start, end))
    typed = tuple(one for one in matches if one.tier is QuoteTier.VERBATIM)
    return typed or tuple(matches)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Stretches of the text as they are, and by turns the one character, or none, that another stretch becomes."""
    last = 0
    for found in _PIECE.finditer(text):
        start, end = found.span()
        yield text[last:start], last, start
        yield _folded(found.group(), at_end=start == 0 or end == len(text)), start, end
        last = end
    yield text[last:], last, len(text)


def _folded(piece: str, *, at_end: bool) -> str:
    """What stands for a quotation mark, or for a run of white space, dashes and characters that do not show."""
    if piece in _DOUBLE:
        return '"'
    if piece in _SINGLE:
        return "'"
    if _DASH.search(piece):
        return "-"
    return "" if at_end or _UNSEEN_ONLY.fullmatch(piece) else " "


def _composed(original: str, text: str, starts: array[int], ends: array[int]) -> Normalised:
    """The text in form C: letters typed as base and accents become one, and stand for all of these."""
    parts: list[str] = []
    new_starts, new_ends = array("L"), array("L")
    for first, last in _clusters(text):
        part = unicodedata.normalize("NFC", text[first:last])
        parts.append(part)
        new_starts.extend([starts[first]] * len(part))
        new_ends.extend([ends[last - 1]] * len(part))
    return Normalised(original, "".join(parts), new_starts, new_ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that form C changes each on its own."""
    first = 0
    for index in range(1, len(text)):
        char = text[index]
        if char >= "\u0300" and (unicodedata.combining(char) or _joins(text[first:index], char)):
            continue
        yield first, index
        first = index
    if text:
        yield first, len(text)


def _joins(cluster: str, char: str) -> bool:
    """Whether form C makes one letter of the cluster's last and this one, as of the parts of a Korean syllable."""
    return unicodedata.normalize("NFC", cluster + char) != unicodedata.normalize(
        "NFC", cluster
    ) + unicodedata.normalize("NFC", char)


def _places(words: str, text: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _cuts_word(text: str, index: int) -> bool:
    """Whether a word goes on across a place in normalised text."""
    if index in (0, len(text)):
        return False
    left, right = text[index - 1], text[index]
    if _UNSPACED.match(left) or _UNSPACED.match(right):
        return False
    if right == "'" and index + 1 < len(text):
        right = text[index + 1]
    elif left == "'" and index > 1:
        left = text[index - 2]
    return _in_word(left) and _in_word(right)


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _follows(text: str, start: int, before: str) -> bool:
    return text.endswith(before, 0, start) or (text[start - 1 : start] == " " and text.endswith(before, 0, start - 1))


def _precedes(text: str, end: int, after: str) -> bool:
    return text.startswith(after, end) or (text[end : end + 1] == " " and text.startswith(after, end + 1))


def _match(exact: str, within: Normalised, start: int, end: int) -> Match:
    first, last = within.starts[start], within.ends[end - 1]
    tier = QuoteTier.VERBATIM if within.original[first:last] == exact else QuoteTier.NORMALISED
    return Match(first, last, tier)
