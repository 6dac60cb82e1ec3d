"""Search a text for a quotation, verbatim or after a documented normalisation.

The normalisation makes texts equal only if a reader takes them for the same text in another typesetting:

- every run of white space is one space, and there is none at either end;
- typographic quotation marks are straight; single and double marks stay different;
- every hyphen, dash and minus, or run of them, is one `-` without white space around it;
- soft hyphens and zero-width characters, which do not show, are removed;
- letters are in Unicode Normalization Form C (UAX #15), not in form KC, which makes `10²` equal to `102`.

No letter, digit or other mark is ever changed, removed or skipped. There is no edit distance, and an ellipsis in a
quotation matches only an ellipsis. A match begins and ends with a whole word: `we can` does not quote `we can't`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.vocabulary import QuoteTier

# The hyphen-minus is last, so that a character set takes it literally.
_DASHES = "‐‑‒–—―−-"
# Soft hyphen; zero-width space, joiners and direction marks; word joiner; byte order mark.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_DOUBLE = "“”„‟«»"
_SINGLE = "‘’‚‛‹›"
_REPLACEABLE = re.compile(f"[\\s{_INVISIBLE}{_DASHES}]+|[{_DOUBLE}{_SINGLE}]")
_DASH = re.compile(f"[{_DASHES}]")
_INVISIBLE_ONLY = re.compile(f"[{_INVISIBLE}]+")
# Scripts written without spaces between words: Thai and Lao, Burmese, Khmer, kana and Chinese characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a quotation in a text, and how it was found.

    `start` counts the characters before the quotation, `end` the characters up to and including its last.
    """

    start: int
    end: int
    tier: QuoteTier


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text after normalisation, with the stretch of the original text that each of its characters comes from."""

    original: str
    text: str
    starts: array[int]
    ends: array[int]


def normalise(text: str) -> str:
    r"""The text after the normalisation described above.

    >>> normalise(" the mayor’s  “pilot” – now\u00a0over ")
    'the mayor\'s "pilot"-now over'
    """
    return normalise_with_offsets(text).text


def normalise_with_offsets(text: str) -> NormalisedText:
    """The normalised text with offsets into the original: normalise a long text once, then search it often."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    for piece, start, end in _pieces(text):
        pieces.append(piece)
        if len(piece) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif piece:
            starts.append(start)
            ends.append(end)
    joined = "".join(pieces)
    if unicodedata.is_normalized("NFC", joined):
        return NormalisedText(text, joined, starts, ends)
    return _composed(text, joined, starts, ends)


def find_quotation(
    exact: str, text: NormalisedText, *, prefix: str | None = None, suffix: str | None = None
) -> tuple[Match, ...]:
    """Every place at which the text has the exact words, directly after the prefix and directly before the suffix.

    If the words appear anywhere as typed, only such places are returned; otherwise, those found after normalisation.
    The caller reports if there is no place or more than one.
    """
    words = normalise(exact)
    before, after = normalise(prefix or ""), normalise(suffix or "")
    matches = []
    for start in _places(words, text.text):
        end = start + len(words)
        if _cuts_word(text.text, start) or _cuts_word(text.text, end):
            continue
        if _follows(text.text, start, before) and _precedes(text.text, end, after):
            matches.append(_match(exact.strip(), text, start, end))
    verbatim = tuple(match for match in matches if match.tier is QuoteTier.VERBATIM)
    return verbatim or tuple(matches)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of the text, unchanged and replaced in turn, with the start and end of each."""
    last = 0
    for match in _REPLACEABLE.finditer(text):
        start, end = match.span()
        yield text[last:start], last, start
        yield _replacement(match.group(), at_end=start == 0 or end == len(text)), start, end
        last = end
    yield text[last:], last, len(text)


def _replacement(piece: str, *, at_end: bool) -> str:
    """The replacement of a quotation mark, or of a run of white space, dashes and invisible characters."""
    if piece in _DOUBLE:
        return '"'
    if piece in _SINGLE:
        return "'"
    if _DASH.search(piece):
        return "-"
    return "" if at_end or _INVISIBLE_ONLY.fullmatch(piece) else " "


def _composed(original: str, text: str, starts: array[int], ends: array[int]) -> NormalisedText:
    """The text in form C. A letter composed of a base and accents has the offsets of all of them."""
    parts: list[str] = []
    new_starts, new_ends = array("L"), array("L")
    for first, last in _clusters(text):
        part = unicodedata.normalize("NFC", text[first:last])
        parts.append(part)
        new_starts.extend([starts[first]] * len(part))
        new_ends.extend([ends[last - 1]] * len(part))
    return NormalisedText(original, "".join(parts), new_starts, new_ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each stretch that form C composes on its own."""
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
    """True if form C joins the character to the cluster, as it joins the parts of a Korean syllable."""
    return unicodedata.normalize("NFC", cluster + char) != unicodedata.normalize(
        "NFC", cluster
    ) + unicodedata.normalize("NFC", char)


def _places(words: str, text: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _cuts_word(text: str, index: int) -> bool:
    """True if the place is inside a word of the normalised text."""
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


def _match(exact: str, text: NormalisedText, start: int, end: int) -> Match:
    first, last = text.starts[start], text.ends[end - 1]
    tier = QuoteTier.VERBATIM if text.original[first:last] == exact else QuoteTier.NORMALISED
    return Match(first, last, tier)
