"""Patterns for numbers and references in groups of digits.

Amounts, numbers of telephones, accounts and cards, and references such as `GB29 NWBK 6016` are written with spaces,
points or hyphens in different places, or without any.
"""

from __future__ import annotations

import re

from dossier.releases.redact.folding import APART
from dossier.releases.redact.letters import ACCENTS, Spellings, after_no_digit, join_letters, letters

_SEPARATORS = " .,'/()-"
# Between two characters of a number. A bracket can have a space after it, as in `(01632) 960003`.
_BETWEEN = f"[{_SEPARATORS}]{{0,2}}"
# A group with a digit in it.
_GROUP = "[a-z]*+[0-9][0-9a-z]*+"
# With the separators before and after the number, because `GB29 NWBK 6016` is also written without them.
_NUMBER = re.compile(
    rf"(?P<before>(?<=[a-z])[+{_SEPARATORS}]{{1,3}}|\A[+(]{{1,2}})?"
    rf"(?<![0-9a-z])(?P<number>{_GROUP}(?:[{_SEPARATORS}]{{1,2}}{_GROUP})*+)"
    rf"(?P<after>[{_SEPARATORS}]{{1,2}}(?=[a-z]))?"
)
_YEAR_OR_THOUSANDS = re.compile("[0-9]{4}")
# A shorter number is written in a single way.
_FEWEST_CHARACTERS = 4


def letters_and_numbers(text: str) -> Spellings:
    """The patterns of a folded text, with the numbers in it in each spelling."""
    folded, plain, end = [], [], 0
    for match in _NUMBER.finditer(text):
        words, number = letters(text[end : match.start()]), _spellings(match["number"])
        before = f"[+{_SEPARATORS}]{{0,3}}" if match["before"] else ""
        folded += [words.folded, before, number.folded, _BETWEEN if match["after"] else ""]
        plain += [words.skeleton, number.skeleton]
        end = match.end()
    words = letters(text[end:])
    return Spellings("".join((*folded, words.folded)), join_letters((*plain, words.skeleton)))


def _spellings(number: str) -> Spellings:
    characters = [character for character in number if character.isalnum()]
    if len(characters) < _FEWEST_CHARACTERS:
        return letters(number)
    if _YEAR_OR_THOUSANDS.fullmatch(number):
        # In other groups, it could be two numbers.
        folded = f"{number[0]}[,.' ]?{number[1:]}{ACCENTS}"
    else:
        folded = _BETWEEN.join(f"{character}{ACCENTS}" for character in characters)
    # Only digits are kept apart in a skeleton.
    plain = re.sub("(?<=[0-9])(?=[0-9])", f"{APART}?", "".join(characters))
    # A digit before or after would make it another number.
    start, end = ("(?<![0-9])" if characters[0].isdigit() else ""), ("(?![0-9])" if characters[-1].isdigit() else "")
    return Spellings(f"{start}{folded}{end}", f"{after_no_digit(plain)}{end}")
