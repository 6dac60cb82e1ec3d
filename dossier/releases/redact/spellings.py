"""Patterns for all spellings of a day, a number or a name.

Each pattern is for folded text, or for a skeleton, which has neither spaces nor punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from dossier.releases.redact.folding import APART, fold, skeleton

_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?"),
    *("sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_MONTH = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, 1))
_IN_WORDS = rf"(?P<day>[0-9]{{1,2}})?(?:st|nd|rd|th)?(?: of)? ?\b(?:{_MONTH})\b\.?,? (?P<day2>[0-9]{{1,2}}(?=\D))?"
_DATE = re.compile(
    rf"(?<!\w){_IN_WORDS}(?:st|nd|rd|th)?,? ?(?P<year>[12][0-9]{{3}})(?!\w)"
    r"|(?<![\w-])(?P<iso_year>[12][0-9]{3})(?:-|(?P<iso_mark>[/.-])(?=[0-9]{1,2}(?P=iso_mark)))(?P<iso_month>[0-9]{1,2})"
    r"(?:(?P=iso_mark)(?P<iso_day>[0-9]{1,2}))?(?![\w-])"
    r"|(?<![\w/.])(?P<first>[0-9]{1,2})(?P<mark>[/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<last>[12][0-9]{3})(?![\w/])"
)
_NUMBER = re.compile(r"(?<![\w.,-])[0-9]{1,3}(?:[, .'][0-9]{3})+(?![\w-]|[.,][0-9])|(?<![\w.,-])[0-9]{4,}(?![\w-])")
_ORDINAL = "(?:st|nd|rd|th)?"
# Words in a name that are written without a capital letter in some languages. Before a family name they belong to it.
_PARTICLES = frozenset(
    {"af", "al", "ap", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos"}
    | {"du", "e", "el", "ibn", "la", "las", "le", "los", "op", "ter", "ten", "van", "vom", "von", "wa", "y"}
    | {"zu", "zum", "zur"}
)
_MOST_NAMES = 5
# The names of fields that formats put between the parts of a name.
_NAME_FIELDS = "(?:family|given|lastname|firstname|surname|names?)?"


@dataclass(frozen=True, slots=True)
class Spellings:
    """The pattern of a passage for folded text, and the pattern for skeletons."""

    folded: str
    skeleton: str


def spellings(text: str) -> Spellings:
    """The patterns of a folded passage, with the days and numbers in it in each spelling."""
    folded, plain, end = [], [], 0
    for start, stop, number in _days_and_numbers(text):
        folded += [re.escape(text[end:start]), number.folded]
        plain += [_letters(text[end:start]), number.skeleton]
        end = stop
    return Spellings("".join((*folded, re.escape(text[end:]))), join_letters((*plain, _letters(text[end:]))))


def join_letters(patterns: Iterable[str]) -> str:
    """The pattern for skeletons in which these patterns follow each other."""
    return f"{APART}?".join(pattern for pattern in patterns if pattern)


def _letters(text: str) -> str:
    """The pattern for skeletons of a folded text. A tag between two numbers does not keep them apart."""
    return re.escape(skeleton(text)).replace(APART, f"{APART}?")


def _days_and_numbers(text: str) -> Iterator[tuple[int, int, Spellings]]:
    """Yield the place of each day, month and number, with its spellings, from left to right."""
    days = [(match.start(), match.end(), _day_spellings(match)) for match in _DATE.finditer(text)]
    numbers = [(match.start(), match.end(), _number_spellings(match.group())) for match in _NUMBER.finditer(text)]
    end = 0
    for start, stop, found in sorted(chain(days, numbers), key=lambda each: (each[0], -each[1])):
        if start >= end:
            yield start, stop, found
            end = stop


def _day_spellings(match: re.Match[str]) -> Spellings:
    groups = match.groupdict()
    day = groups["day"] or groups["day2"] or groups["iso_day"]
    year = groups["year"] or groups["iso_year"] or groups["last"]
    if groups["last"] is not None:
        day, month = int(groups["first"]), int(groups["second"])
        if month > 12:
            day, month = month, day
    else:
        named = (number for number in range(1, 13) if groups[f"m{number}"] is not None)
        month = int(groups["iso_month"] or next(named))
        day = None if day is None else int(day)
    if not 1 <= month <= 12:
        return Spellings(re.escape(match.group()), _letters(match.group()))
    name, number = f"(?:{_MONTHS[month - 1]})", f"0?{month}"
    forms: list[tuple[str, ...]]
    if day is None:
        forms = [(name, year), (year, number), (number, year)]
    else:
        forms = [
            (f"0?{day}{_ORDINAL}", "(?:of)?", name, year),
            (name, f"0?{day}{_ORDINAL}", year),
            (year, f"{month:02}", f"{day:02}"),
            (year, number, f"0?{day}"),
            (f"0?{day}", number, year),
            (number, f"0?{day}", year),
        ]
    # In ISO 8601, a month is also the beginning of each of its days, and these are other dates.
    # A digit before or after would make it another day.
    starts = ["" if form[0] == name else "(?<![0-9])" for form in forms]
    folded = (start + "[ ,./-]{0,2}".join(form) for start, form in zip(starts, forms, strict=True))
    plain = (start + f"{APART}?".join(form) for start, form in zip(starts, forms, strict=True))
    return Spellings(f"(?:{'|'.join(folded)})(?![-/.]?[0-9])", f"(?:{'|'.join(plain)})(?![0-9])")


def _number_spellings(text: str) -> Spellings:
    digits = re.sub("[^0-9]", "", text)
    groups = [digits[max(end - 3, 0) : end] for end in range(len(digits), 0, -3)][::-1]
    return Spellings("[,.' ]?".join(groups), f"(?<![0-9]){f'{APART}?'.join(groups)}(?![0-9])")


@dataclass(frozen=True, slots=True)
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

    @property
    def family_words(self) -> frozenset[str]:
        """The words of the family name, folded, which may stand alone for the person."""
        words = fold(self.family).text.split()
        return frozenset(part for word in words if word not in _PARTICLES for part in (word, *word.split("-")))

    @property
    def other_words(self) -> frozenset[str]:
        """The names after the first, folded, any of which may be a family name as well."""
        words = fold(" ".join(self.given[1:])).text.split()
        return frozenset(part for word in words if word not in _PARTICLES for part in (word, *word.split("-")))

    @property
    def spellings(self) -> Spellings:
        """The patterns of the name in both orders, whichever of its words are the family name."""
        words = [fold(word).text for word in (*self.given, *self.family.split())]
        folded, plain = [" ".join(map(re.escape, words))], []
        for number in range(1, len(words)):
            first, last = words[:number], words[number:]
            folded.append(f"{' '.join(map(re.escape, last))},? {' '.join(map(re.escape, first))}")
            begin, end = (_letters(" ".join(part)) for part in (first, last))
            plain += [f"{begin}{_NAME_FIELDS}{end}", f"{end}{_NAME_FIELDS}{begin}"]
        return Spellings(f"(?:{'|'.join(folded)})", f"(?:{'|'.join(plain)})")


def _can_be_in_name(word: str) -> bool:
    letter = word.lstrip("'’‘")[:1]
    return letter.isalpha() and (letter == letter.upper() or word.lower() in _PARTICLES)
