"""Patterns for all spellings of a day, or of a month.

The month has its name in a language of Europe, its number, or its Roman number. The day can be in English words, and
the year can have two digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from dossier.releases.redact.folding import APART, skeleton
from dossier.releases.redact.letters import ACCENTS, after_no_digit
from dossier.releases.redact.months import branches, names_of_month

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
    *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
# What languages write after the number of a day.
ENDING = "(?:st|nd|rd|th|er|re|mh|o|a)?"
# Words between the parts of a day in English, the Romance languages, Maltese, Gaelic, Latvian and Lithuanian.
_LINKS = ("day of", "of", "the", "del", "de", "di", "d", "dhen", "den", "ta", "gada", "m")
_GAP = "[ ,./'-]{0,3}"
LINK = rf"{_GAP}(?:(?:{'|'.join(_LINKS)})\b{_GAP})?"
_LINK_IN_SKELETON = f"(?:{APART}|{'|'.join(map(skeleton, _LINKS))})?"
# Two figures are a year only if there is a mark before them.
SHORT_YEAR = "(?<=[-./'])"
_FIGURE_GAP, _SHORT_GAP = "[ ,./-]{0,2}", " ?[-./] ?"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, or a month if there is no day. The year has four figures or two."""

    year: str
    month: int
    day: int | None

    @property
    def is_possible(self) -> bool:
        """True if there is such a month, and a month can have such a day."""
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= 31)

    def folded(self) -> list[str]:
        """The patterns for folded text."""
        name, year, month = f"(?:{'|'.join(self._names(ACCENTS))})", self._year, f"0?{self.month}"
        if self.day is None:
            return [f"{name}{LINK}{year}", *map(_figures, ((year, month), (month, year)))]
        figures = f"0?{self.day}"
        day = f"(?:(?<![0-9]){figures}{ENDING}|{in_words(self.day)})"
        in_figures = (
            *((year, f"{self.month:02}", f"{self.day:02}"), (year, month, figures)),
            *((figures, month, year), (month, figures, year)),
        )
        short = (_SHORT_GAP.join((*parts, self.year[-2:])) for parts in permutations((figures, month)))
        return [
            f"{day}{LINK}{name}{LINK}(?:{year}|{SHORT_YEAR}{self.year[-2:]})",
            f"{name}{LINK}{day}{LINK}{year}",
            f"(?<![0-9]){year}{LINK}(?:{name}{LINK}{day}|{day}{LINK}{name})",
            *map(_figures, in_figures),
            *(f"(?<![0-9])(?<![0-9][-./]){form}" for form in short),
        ]

    def skeleton(self) -> list[str]:
        """The patterns for skeletons. Each begins with a letter or digit, which makes the search fast."""
        names, link, year, month = self._names(), _LINK_IN_SKELETON, self._year, f"0?{self.month}"
        years, months = [*map(after_no_digit, self._years)], _first_figures(self.month)
        if self.day is None:
            return [
                *(f"{each}{link}{year}" for each in names),
                *(f"{each}{APART}?{month}" for each in years),
                *(f"{each}{APART}?{year}" for each in months),
            ]
        name, figures, in_letters = f"(?:{'|'.join(names)})", f"0?{self.day}", skeleton(ORDINALS[self.day - 1])
        day, short = f"(?:{figures}{ENDING}|{in_letters})", self.year[-2:]
        rest = f"{link}{name}{link}(?:{year}|{short})"
        numbers = {
            each: f"{APART}?{{}}{APART}?{year}|{APART}{{}}{APART}{short}".replace("{}", each)
            for each in (month, figures)
        }
        return [
            f"{in_letters}{rest}",
            *(f"{each}(?:{ENDING}{rest}|{numbers[month]})" for each in _first_figures(self.day)),
            *(f"{each}(?:{numbers[figures]})" for each in months),
            *(f"{each}{link}{day}{link}{year}" for each in names),
            *(
                f"{each}(?:{link}{name}{link}{day}|{link}{day}{link}{name}|{APART}?{month}{APART}?{figures})"
                for each in years
            ),
        ]

    @property
    def _years(self) -> list[str]:
        return [self.year] if len(self.year) == 4 else [f"19{self.year}", f"20{self.year}"]

    @property
    def _year(self) -> str:
        return f"(?:{'|'.join(self._years)})"

    def _names(self, accents: str = "") -> list[str]:
        names = names_of_month(self.month, has_day=self.day is not None)
        return branches(names if accents else map(skeleton, names), accents)


def in_words(day: int) -> str:
    """The pattern for folded text of the day in English words."""
    return ORDINALS[day - 1].replace("-", "[ -]?")


def _figures(parts: tuple[str, ...]) -> str:
    # A digit before it would make it another day.
    return f"(?<![0-9]){_FIGURE_GAP.join(parts)}"


def _first_figures(number: int) -> list[str]:
    """The patterns for skeletons of a number with and without a zero, if no digit is before it."""
    return [after_no_digit(figures) for figures in dict.fromkeys((str(number), f"{number:02}"))]
