"""Patterns for all spellings of a passage, and of a name.

Each pattern is for folded text, or for a skeleton, which has neither spaces nor punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from dossier.releases.redact.days import days
from dossier.releases.redact.folding import fold
from dossier.releases.redact.grouped_numbers import letters_and_numbers
from dossier.releases.redact.letters import ACCENTS, Spellings, join_letters, letters

# Words in a name that are written without a capital letter in some languages. Before a family name they belong to it.
_PARTICLES = frozenset(
    {"af", "al", "ap", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos"}
    | {"du", "e", "el", "ibn", "la", "las", "le", "los", "op", "ter", "ten", "van", "vom", "von", "wa", "y"}
    | {"zu", "zum", "zur"}
)
_MOST_NAMES = 5
# The names of fields that formats put between the parts of a name.
_NAME_FIELDS = "(?:family|given|lastname|firstname|surname|names?)?"


def spellings(text: str) -> Spellings:
    """The patterns of a folded passage, with the days and numbers in it in each spelling."""
    # An accent does not keep two digits apart.
    text, found, end = re.sub(f"(?<=[0-9]){ACCENTS}", "", text), [], 0
    for start, stop, day in days(text):
        found += [letters_and_numbers(text[end:start]), day]
        end = stop
    found.append(letters_and_numbers(text[end:]))
    return Spellings("".join(each.folded for each in found), join_letters(each.skeleton for each in found))


@dataclass(frozen=True)
class PersonName:
    """A text that can be the name of a person: two to five words with capital letters, and particles."""

    given: tuple[str, ...]
    family: str

    @classmethod
    def parse(cls, text: str) -> PersonName | None:
        """The name, written with the family name last, or first with a comma after it. None for another text."""
        family, comma, given = text.partition(",")
        words = text.replace(",", " ").split()
        names = [word for word in words if word.lower() not in _PARTICLES]
        if not 2 <= len(names) <= _MOST_NAMES or not all(map(_can_be_in_name, words)) or "," in given:
            return None
        if comma:
            return cls(tuple(given.split()), " ".join(family.split())) if given.strip() else None
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in _PARTICLES:
            start -= 1
        return cls(tuple(words[:start]), " ".join(words[start:]))

    @cached_property
    def family_words(self) -> re.Pattern[str]:
        """The pattern of a folded word of the family name, which may stand alone for the person."""
        return _any_word(self.family)

    @cached_property
    def other_words(self) -> re.Pattern[str]:
        """The pattern of a folded word of the names after the first. Any of them may be a family name as well."""
        return _any_word(" ".join(self.given[1:]))

    @property
    def spellings(self) -> Spellings:
        """The patterns of the name in both orders, whichever of its words are the family name."""
        words = [fold(word).text for word in (*self.given, *self.family.split())]
        folded, plain = [letters(" ".join(words)).folded], []
        for number in range(1, len(words)):
            first, last = (letters(" ".join(part)) for part in (words[:number], words[number:]))
            folded.append(f"{last.folded},? {first.folded}")
            plain += [f"{begin.skeleton}{_NAME_FIELDS}{end.skeleton}" for begin, end in permutations((first, last))]
        return Spellings(f"(?:{'|'.join(folded)})", f"(?:{'|'.join(plain)})")


def _any_word(names: str) -> re.Pattern[str]:
    """The pattern of each word of some names, and of each part of a double name."""
    words = [word for word in fold(names).text.split() if word not in _PARTICLES]
    parts = dict.fromkeys(part for word in words for part in (word, *word.split("-")) if part)
    # Without a word it fits nothing.
    return re.compile("|".join(letters(part).folded for part in parts) or r"(?!)")


def _can_be_in_name(word: str) -> bool:
    letter = word.lstrip("'’‘")[:1]
    return letter.isalpha() and (letter == letter.upper() or word.lower() in _PARTICLES)
