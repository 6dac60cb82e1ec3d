"""Patterns for all spellings of a passage, and of a name.

Each pattern is for folded text, or for a skeleton, which has neither spaces nor punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from dossier.releases.redact.days import days
from dossier.releases.redact.folding import fold
from dossier.releases.redact.grouped_numbers import letters_and_numbers
from dossier.releases.redact.letters import ACCENTS, Spellings, join_letters, letters, without_accents

# Words in a name that are written without a capital letter in some languages. Before a family name they belong to it.
# They are written here without accents and apostrophes.
_PARTICLES = frozenset(
    {"ab", "af", "al", "am", "ap", "auf", "aus", "av", "ben", "bin", "bint", "da", "dal", "dalla", "das", "de"}
    | {"degli", "dei", "del", "della", "delle", "dello", "den", "der", "di", "do", "dos", "du", "e", "el", "i", "ibn"}
    | {"im", "in", "la", "las", "le", "lo", "los", "mac", "mhic", "na", "ni", "nic", "op", "s", "t", "ten", "ter"}
    | {"ua", "ui", "uit", "und", "van", "ver", "vom", "von", "wa", "y", "zu", "zum", "zur"}
)
_MOST_NAMES = 8
AROUND_WORD = "\"'’‘“”„«».,;:!?"
_APOSTROPHE = re.compile("['’‘ʼ]")
# What follows a family name, such as the office of a judge or a degree.
_SUFFIX = re.compile(r"(?:L?J|CJ|MR|VP|[KQ]C|JP|MPs?|[CDKMO]BE|MD|PhD|II|III|IV|[JS]r|Esq)\.?")
# Chinese, Japanese and Korean, and then Thai, Lao, Burmese and Khmer: the words of a name have no space between them
# there, and a text often has none at all.
EAST_ASIAN = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
WITHOUT_SPACES = re.compile(
    f"{EAST_ASIAN.pattern}|[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f\u200b\u200c]+"
)
# A shorter name is inside too many other words.
_LEAST_INSIDE, _LEAST_WITHOUT_CASE, _LEAST_EAST_ASIAN, _LEAST_WITHOUT_SPACES = 5, 4, 2, 3
# A shorter name without a space can be in many longer addresses.
_LEAST_TOGETHER = 6
# Scottish and Irish names have many spellings of the word for son.
_SON = re.compile(r"m(?:ac(?=[^\W\d_]{4})|(?:c|')(?=[^\W\d_]{3}))")
# What another case of a name replaces, and the longest ending that it can have instead, as in Квиллановой.
_LAST_VOWELS = (f"(?:[aeiouyаеёиоуыэюяіαεηιουωაეიოუ]{ACCENTS}){{{number}}}[sσ]?\\Z" for number in (2, 1))
_ENDINGS = tuple(map(re.compile, _LAST_VOWELS))
_OTHER_ENDING = rf"(?:[^\W\d_]{ACCENTS}){{1,4}}"
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
    """A text that can be the name of a person: two to six words with capital letters, and particles."""

    given: tuple[str, ...]
    family: str

    @classmethod
    def parse(cls, text: str) -> PersonName | None:
        """The name, written with the family name last, or first with a comma after it. None for another text."""
        text = text.strip(f"{AROUND_WORD} ")
        family, comma, given = text.partition(",")
        words = text.replace(",", " ").split()
        names = [word for word in words if not is_particle(word)]
        if not 2 <= len(names) <= _MOST_NAMES or not all(map(can_be_in_name, words)) or "," in given:
            return None
        if comma:
            return cls(tuple(given.split()), " ".join(family.split())) if given.strip() else None
        start = len(words) - 1
        # In capital letters throughout, a short family name looks like a suffix.
        while start > 0 and text != text.upper() and _SUFFIX.fullmatch(words[start]):
            start -= 1
        while start > 1 and is_particle(words[start - 1]):
            start -= 1
        return cls(tuple(words[:start]), " ".join(words[start:]))

    @classmethod
    def of_words(cls, text: str) -> PersonName | None:
        """The name that a few words of letters would make, with or without capital letters. None for another text."""
        words = text.split()
        is_possible = 2 <= len(words) <= _MOST_NAMES and not any(map(str.isdigit, text))
        return cls(tuple(words[:-1]), words[-1]) if is_possible else None

    @cached_property
    def family_words(self) -> re.Pattern[str]:
        """The pattern of a folded word of the family name, which may stand alone for the person."""
        spelled = [f"{son}{stem}" for stem in self._after_son for son in ("mac", "mc", "m")]
        return _pattern([letters(part).folded for part in (*_parts(self.family.split()), *spelled)])

    @cached_property
    def other_words(self) -> re.Pattern[str]:
        """The pattern of a folded word of the names after the first, and of Carrick for McCarrick.

        Any of them may be a family name as well.
        """
        return _pattern([letters(part).folded for part in (*_parts(self.given[1:]), *self._after_son)])

    @cached_property
    def first_word(self) -> re.Pattern[str]:
        """The pattern of the folded first name. In some languages it is the family name."""
        return _pattern([letters(part).folded for part in _parts(self.given[:1])])

    @cached_property
    def together(self) -> re.Pattern[str]:
        """The pattern of the name without spaces. It fits nothing if the name is short."""
        return _pattern([letters(each).folded for each in self._handles if len(each) >= _LEAST_TOGETHER])

    @cached_property
    def handles(self) -> re.Pattern[str]:
        """The pattern of a whole word of an address: the name without spaces, or with initials."""
        return _pattern([letters(each).folded for each in (*self._handles, *self._initials)])

    @property
    def _handles(self) -> list[str]:
        given, family = _together(self.given), _together(self.family.split())
        first = _together(self.given[:1])
        return list(dict.fromkeys((given + family, family + given, first + family, family + first))) if given else []

    @property
    def _initials(self) -> list[str]:
        family, initials = _together(self.family.split()), "".join(_together([each])[:1] for each in self.given)
        return list(dict.fromkeys((initials[:1] + family, initials + family, family + initials))) if initials else []

    @property
    def _after_son(self) -> list[str]:
        """The rest of the family name after the word for son, such as Carrick in McCarrick."""
        return [_SON.sub("", word) for word in _parts(self.family.split()) if _SON.match(word)]

    @cached_property
    def inside_words(self) -> re.Pattern[str]:
        """The pattern of the family name inside a longer folded word. It fits nothing if the name is short."""
        names = [self.family, *self.given] if WITHOUT_SPACES.fullmatch(self.family) else [self.family]
        parts = [part for name in names for part in _parts(name.split()) if _is_long(part)]
        return _pattern([letters(part).folded for part in parts])

    @cached_property
    def other_cases(self) -> re.Pattern[str]:
        """The pattern of a folded word that is the family name with another ending."""
        stems = (stem for part in _parts(self.family.split()) for stem in _stems(part))
        return _pattern([f"{letters(stem).folded}{_OTHER_ENDING}" for stem in stems if _is_long(stem)])

    @property
    def letters_of_words(self) -> list[str]:
        """The patterns of a skeleton for the least that each word of the name but the first has in all its cases."""
        parts = [*_parts(self.family.split()), *_parts(self.given[1:]), *self._after_son]
        stems = (next((stem for stem in _stems(part) if _is_long(stem)), part) for part in parts)
        return [found for found in (letters(stem).skeleton for stem in stems) if found]

    @cached_property
    def characters(self) -> re.Pattern[str]:
        """The pattern of a family name of a single character in a script without spaces."""
        is_character = len(self.family) == 1 and EAST_ASIAN.fullmatch(self.family)
        return _pattern([letters(fold(self.family).text).folded] if is_character else [])

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


def _together(names: Sequence[str]) -> str:
    return "".join(re.sub(r"[-'.\s]", "", fold(each).text) for each in names)


def _parts(names: Sequence[str]) -> list[str]:
    """The folded words of some names, and their parts. The letter of an initial or an elision stands for nobody."""
    parts: dict[str, None] = {}
    # A whole family name can look like a particle, such as Lo.
    words = [word for word in names if not _SUFFIX.fullmatch(word) and not is_particle(word)]
    for word in words or names:
        folded = fold(word.strip(AROUND_WORD)).text
        pieces = (re.sub("[-']", "", folded), *re.split("[-']", folded))
        parts |= dict.fromkeys(piece for piece in pieces if len(piece) > 1 or (piece and not piece.isascii()))
    return [*parts]


def _stems(part: str) -> list[str]:
    """A folded part of a name without the vowels at its end that another case replaces, the shortest first."""
    return [ending.sub("", part) for ending in _ENDINGS]


def _pattern(alternatives: Sequence[str]) -> re.Pattern[str]:
    # Without an alternative it fits nothing.
    return re.compile("|".join(alternatives) or r"(?!)")


def _is_long(part: str) -> bool:
    """True if a folded part of a name is long enough to be looked for inside other words."""
    composed = unicodedata.normalize("NFC", without_accents(part))
    if EAST_ASIAN.fullmatch(composed):
        return len(composed) >= _LEAST_EAST_ASIAN
    if WITHOUT_SPACES.fullmatch(composed):
        return sum(unicodedata.category(letter)[0] != "M" for letter in composed) >= _LEAST_WITHOUT_SPACES
    return len(composed) >= (_LEAST_INSIDE if composed != composed.upper() else _LEAST_WITHOUT_CASE)


def is_particle(word: str) -> bool:
    """True for a word that is written without a capital letter in names."""
    return without_accents(fold(word.strip(AROUND_WORD)).text) in _PARTICLES and word[-1:].islower()


def can_be_in_name(word: str) -> bool:
    """True for a particle, and for a word with a capital letter, at least after an elision as in d'Arcole.

    Letters of a script without capital letters are their own title case.
    """
    pieces = _APOSTROPHE.split(word.strip(AROUND_WORD))
    return is_particle(word) or any(piece[:1].isalpha() and piece[:1] == piece[:1].title() for piece in pieces)
