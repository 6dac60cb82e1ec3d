"""Turn a pinpoint as a contributor wrote it ("paragraphs 1 to 3", "Article 3(2)") into what a style prints.

Only forms that are read without doubt are rewritten; anything else is printed as it was written, after a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """What is counted."""

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
    """One number, or the first and the last of several."""

    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in a document: numbers of one unit."""

    unit: Unit
    spans: tuple[PinpointRange, ...]

    @property
    def is_plural(self) -> bool:
        """Whether it names more than one paragraph, section or article; "3(2) and (2A)" is of one."""
        return len(self.spans) - sum(span.first.startswith("(") for span in self.spans) > 1 or any(
            span.last is not None and not span.last.startswith("(") for span in self.spans
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
_SPAN = re.compile(_ITEM, re.IGNORECASE)
_WORDED = re.compile(r"([A-Za-z]+|§§?|¶¶?)\.?\s*(?=[0-9(])(.+)")
_BRACKETED = re.compile(r"\[([0-9]+)\](?:\s*[-–]\s*\[([0-9]+)\])?")
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}){1,2}"
_TIME = re.compile(rf"({_CLOCK})(?:\s*(?:to|-|–)\s*({_CLOCK}))?")
_BRACKETS = re.compile(rf"{_BRACKETED.pattern}(?:,\s*{_BRACKETED.pattern})*")


@lru_cache(maxsize=4096)
def parse(text: str) -> Pinpoint | None:
    """The pinpoint that a text is, or None where it is in no form known here.

    >>> parse("Paragraphs 1 to 3").spans
    (Span(first='1', last='3'),)
    """
    text = text.strip()
    if _BRACKETS.fullmatch(text):
        return Pinpoint(Unit.PARAGRAPH, tuple(PinpointRange(*found) for found in _spans(_BRACKETED, text)))
    if _TIME.fullmatch(text):
        return Pinpoint(Unit.TIME, tuple(PinpointRange(*found) for found in _spans(_TIME, text)))
    found = _WORDED.fullmatch(text)
    unit = None if found is None else _WORDS.get(found[1].casefold())
    if found is None or unit is None or _LIST.fullmatch(found[2].strip()) is None:
        return None
    return Pinpoint(unit, tuple(PinpointRange(*one) for one in _spans(_SPAN, found[2])))


def _spans(form: re.Pattern[str], text: str) -> list[tuple[str, str | None]]:
    return [(found[1], found[2]) for found in form.finditer(text)]


def shortened(first: str, last: str) -> str:
    """The last page of a range in as few digits as possible, but two at least (OSCOLA 5 §1.3.2; Bluebook rule 3.2).

    >>> shortened("1782", "1783"), shortened("201", "203"), shortened("11", "17")
    ('83', '203', '17')
    """
    if len(first) != len(last) or not (first + last).isdigit():
        return last
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(last))
    short = last[min(same, len(last) - 2) :] if len(last) > 2 else last
    return last if short.startswith("0") else short


def dashed(span: PinpointRange, *, short: bool = False) -> str:
    """A number, or the first and the last with an en dash between them."""
    if span.last is None:
        return span.first
    return f"{span.first}–{shortened(span.first, span.last) if short else span.last}"


def listed(pinpoint: Pinpoint, *, short: bool = False, last: str = " and ") -> str:
    """The numbers with commas between them, and `last` before the last."""
    numbers = [dashed(span, short=short) for span in pinpoint.spans]
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])}{last}{numbers[-1]}"
