"""Pinpoints, read from a contributor's words such as "paragraphs 1 to 3".

A style rewrites only a pinpoint in an unambiguous form. It prints anything else as it was written, after a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """The kind of place that a pinpoint counts."""

    PARAGRAPH = "paragraph"
    ARTICLE = "article"
    SECTION = "section"
    REGULATION = "regulation"
    RULE = "rule"
    SCHEDULE = "schedule"
    RECITAL = "recital"
    CHAPTER = "chapter"
    PART = "part"
    PAGE = "page"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class PinpointRange:
    """A single number, or the first and last number of a range."""

    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in a document: numbers that all count the same unit."""

    unit: Unit
    ranges: tuple[PinpointRange, ...]

    @property
    def is_plural(self) -> bool:
        """True if it names several paragraphs, sections or articles. "3(2) and (2A)" names a single article."""
        return sum(not numbers.first.startswith("(") for numbers in self.ranges) > 1 or any(
            numbers.last is not None and not numbers.last.startswith("(") for numbers in self.ranges
        )


_WORDS = {
    "paragraph": Unit.PARAGRAPH, "paragraphs": Unit.PARAGRAPH, "para": Unit.PARAGRAPH, "paras": Unit.PARAGRAPH,
    "article": Unit.ARTICLE, "articles": Unit.ARTICLE, "art": Unit.ARTICLE, "arts": Unit.ARTICLE,
    "section": Unit.SECTION, "sections": Unit.SECTION, "s": Unit.SECTION, "ss": Unit.SECTION, "§": Unit.SECTION,
    "§§": Unit.SECTION, "regulation": Unit.REGULATION, "regulations": Unit.REGULATION, "reg": Unit.REGULATION,
    "regs": Unit.REGULATION, "rule": Unit.RULE, "rules": Unit.RULE, "r": Unit.RULE, "rr": Unit.RULE,
    "schedule": Unit.SCHEDULE, "schedules": Unit.SCHEDULE, "sch": Unit.SCHEDULE, "schs": Unit.SCHEDULE,
    "recital": Unit.RECITAL, "recitals": Unit.RECITAL, "chapter": Unit.CHAPTER, "chapters": Unit.CHAPTER,
    "ch": Unit.CHAPTER, "chs": Unit.CHAPTER, "part": Unit.PART, "parts": Unit.PART, "pt": Unit.PART,
    "pts": Unit.PART, "page": Unit.PAGE, "pages": Unit.PAGE, "p": Unit.PAGE, "pp": Unit.PAGE, "¶": Unit.PARAGRAPH,
    "¶¶": Unit.PARAGRAPH,
}  # fmt: skip

_NUMBER = r"(?:[0-9]+[A-Z]{0,2}(?:\.[0-9]+)*(?:\([0-9A-Za-z]{1,5}\))*|(?:\([0-9A-Za-z]{1,5}\))+)"
_ITEM = rf"({_NUMBER})(?:\s*(?:to|-|–)\s*({_NUMBER}))?"
_LIST = re.compile(rf"{_ITEM}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_ITEM})*", re.IGNORECASE)
_RANGE = re.compile(_ITEM, re.IGNORECASE)
_WORDED = re.compile(r"([A-Za-z]+|§§?|¶¶?)\.?\s*(?=[0-9(])(.+)")
_BRACKETED = re.compile(r"\[([0-9]+)\](?:\s*[-–]\s*\[([0-9]+)\])?")
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}){1,2}"
_TIME = re.compile(rf"({_CLOCK})(?:\s*(?:to|-|–)\s*({_CLOCK}))?")
_BRACKETS = re.compile(rf"{_BRACKETED.pattern}(?:,\s*{_BRACKETED.pattern})*")


@lru_cache(maxsize=4096)
def parse_pinpoint(text: str) -> Pinpoint | None:
    """The pinpoint that a text expresses, or None if its form is unknown or ambiguous.

    >>> parse_pinpoint("Paragraphs 1 to 3").ranges
    (PinpointRange(first='1', last='3'),)
    """
    text = text.strip()
    if _BRACKETS.fullmatch(text):
        return Pinpoint(Unit.PARAGRAPH, _ranges(_BRACKETED, text))
    if _TIME.fullmatch(text):
        return Pinpoint(Unit.TIME, _ranges(_TIME, text))
    match = _WORDED.fullmatch(text)
    unit = None if match is None else _WORDS.get(match[1].casefold())
    if match is None or unit is None or _LIST.fullmatch(match[2].strip()) is None:
        return None
    return Pinpoint(unit, _ranges(_RANGE, match[2]))


def _ranges(pattern: re.Pattern[str], text: str) -> tuple[PinpointRange, ...]:
    return tuple(PinpointRange(match[1], match[2]) for match in pattern.finditer(text))


def short_last_page(first: str, last: str) -> str:
    """The last page of a range in as few digits as possible, at least two (OSCOLA 5 §1.3.2, Bluebook rule 3.2).

    >>> short_last_page("1782", "1783"), short_last_page("201", "203"), short_last_page("11", "17")
    ('83', '203', '17')
    """
    if len(first) != len(last) or not (first + last).isdigit():
        return last
    shared = next((index for index, digit in enumerate(last) if digit != first[index]), len(last))
    short = last[min(shared, len(last) - 2) :] if len(last) > 2 else last
    return last if short.startswith("0") else short


def dashed_range(numbers: PinpointRange, *, short: bool = False) -> str:
    """A number, or the first and last number of a range with an en dash between them.

    `short` shortens the last number, as the styles do for pages.
    """
    if numbers.last is None:
        return numbers.first
    return f"{numbers.first}–{short_last_page(numbers.first, numbers.last) if short else numbers.last}"


def join_numbers(pinpoint: Pinpoint, *, short: bool = False, before_last: str = " and ") -> str:
    """The numbers with commas between them, and `before_last` instead of the last comma."""
    numbers = [dashed_range(each, short=short) for each in pinpoint.ranges]
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])}{before_last}{numbers[-1]}"
