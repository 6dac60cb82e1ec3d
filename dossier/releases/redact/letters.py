"""Patterns for letters with any accents and both spellings of umlauts.

An accent makes no difference. A passage with `ü` is found with `u` and `ue` as well, and a passage with `ue` with `ü`.
The text that is searched is not changed: `ue` stays two letters in all other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier.model.letters import STROKE
from dossier.releases.redact.folding import APART, skeleton

# Accents of European letters, and the vowel points of Hebrew and Arabic. Other marks are letters for their readers.
_MARK = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
# After each letter of a pattern for folded text. It never gives an accent back, so a search stays linear.
ACCENTS = f"{_MARK}*+"
_DIAERESIS, _RING = "\u0308", "\u030a"


@dataclass(frozen=True, slots=True)
class Spellings:
    """The pattern of a passage for folded text, and the pattern for skeletons."""

    folded: str
    skeleton: str


# Vowels with an accent, and the second of the two letters that are also written for them.
_VOWELS = (
    ("a", _DIAERESIS, "e"),
    ("a", _RING, "a"),
    ("o", _DIAERESIS, "e"),
    ("o", STROKE, "e"),
    ("u", _DIAERESIS, "e"),
)


def _umlauts() -> Iterator[tuple[str, str]]:
    """Yield what stands for an umlaut in a folded text, and its pattern."""
    for vowel, accent, second in _VOWELS:
        plain, further = f"{vowel}{ACCENTS}", f"{second}{ACCENTS}"
        yield vowel + accent, f"{plain}(?:{further})?"
        accents = "".join(each[1] for each in _VOWELS if each[0] == vowel and each[2] == second)
        yield vowel + second, f"(?:{plain}{further}|{vowel}[{accents}]{ACCENTS})"


_UMLAUTS = dict(_umlauts())
_UMLAUT = re.compile(f"({'|'.join(_UMLAUTS)})")
# In a skeleton, an umlaut is a vowel without an accent. The limits keep a search linear.
_IN_SKELETON = re.compile("a[ae]*|[ou]e*")
_ONE_MARK = re.compile(_MARK)


def letters(text: str) -> Spellings:
    """The patterns of a folded text."""
    folded = []
    for piece in _UMLAUT.split(text):
        plain_letters = (f"{re.escape(letter)}{ACCENTS}" for letter in without_accents(piece))
        folded.append(_UMLAUTS.get(piece) or "".join(plain_letters))
    plain = _IN_SKELETON.sub(_vowels, skeleton(text))
    # A tag between two numbers does not keep them apart.
    return Spellings("".join(folded), plain.replace(APART, f"{APART}?"))


def _vowels(match: re.Match[str]) -> str:
    first, most = match.group()[0], len(match.group())
    return f"{first}[{'ae' if first == 'a' else 'e'}]{{0,{most}}}"


def without_accents(text: str) -> str:
    """A folded text without accents."""
    return _ONE_MARK.sub("", text)


def written_out(text: str) -> str:
    """A folded text with two letters for each umlaut.

    >>> written_out("ma\u0308rz")
    'maerz'
    """
    for vowel, accent, second in _VOWELS:
        text = text.replace(vowel + accent, vowel + second)
    return text


def join_letters(patterns: Iterable[str]) -> str:
    """The pattern for skeletons in which these patterns follow each other."""
    return f"{APART}?".join(pattern for pattern in patterns if pattern)


def after_no_digit(pattern: str) -> str:
    """The pattern for skeletons. If it begins with a digit, it is not found after another digit.

    The condition comes after the first character, because a search that begins with a character is much faster.
    """
    return f"{pattern[0]}(?<![0-9]{pattern[0]}){pattern[1:]}" if pattern[0].isdigit() else pattern
