"""The days and months that a passage names, however it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.releases.redact.day_spellings import ENDING, LINK, ORDINALS, SHORT_YEAR, WrittenDate, in_words
from dossier.releases.redact.folding import skeleton
from dossier.releases.redact.grouped_numbers import letters_and_numbers
from dossier.releases.redact.letters import ACCENTS, Spellings
from dossier.releases.redact.months import months_named

_DAY_OF_ORDINAL = {skeleton(word): day for day, word in enumerate(ORDINALS, 1)}
_LETTER = rf"[^\W\d_]{ACCENTS}"
# Two months have two words in Irish.
_NAME = rf"(?P<name>{_LETTER}(?:{_LETTER})*+(?: fo{ACCENTS}mhair)?)"
_WORDS = "|".join(in_words(day) for day in range(len(ORDINALS), 0, -1))
_DAY = rf"(?P<day>(?:(?<![0-9])[0-9]{{1,2}}{ENDING}|{_WORDS})(?!\w))"
_YEAR = "(?P<year>[12][0-9]{3})"
_NUMBER, _ANY_YEAR = "[0-9]{1,2}", "[12][0-9]{3}|[0-9]{2}"
# Hungarian and Lithuanian end with it.
_POINT = r"(?:(?: d)?\.\Z)?"
_START, _END = r"(?<!\w)", r"(?!\w|[-/.][0-9])"
# If two of them find the same words, the first is meant.
_DATES = tuple(
    re.compile(f"{pattern}{_END}")
    for pattern in (
        rf"{_START}{_DAY}{LINK}{_NAME}{LINK}(?P<year>[12][0-9]{{3}}|{SHORT_YEAR}[0-9]{{2}})",
        rf"{_START}{_NAME}{LINK}{_DAY}{LINK}{_YEAR}",
        rf"(?<![\w-]){_YEAR}(?P<iso>[/.-])(?P<month>{_NUMBER})(?P=iso)(?P<day>{_NUMBER})(?!-)",
        rf"(?<![\w-]){_YEAR}-(?P<month>{_NUMBER})(?!-)",
        rf"(?<![\w/.-])(?P<day>{_NUMBER})(?P<mark>[/-]|\. ?)(?P<month>{_NUMBER})(?P=mark)(?P<year>{_ANY_YEAR})",
        rf"{_START}{_NAME}{LINK}{_YEAR}",
        rf"{_START}{_YEAR}{LINK}{_NAME}{LINK}{_DAY}{_POINT}",
        rf"{_START}{_YEAR}{LINK}{_DAY}{LINK}{_NAME}",
    )
)


def days(text: str) -> Iterator[tuple[int, int, Spellings]]:
    """Yield the place of each day and month in a folded text, with its spellings, from left to right."""
    found: list[tuple[int, int, Spellings]] = []
    for date in _DATES:
        start = 0
        while (match := date.search(text, start)) is not None:
            start = match.start() + 1
            if any(match.start() < end and begin < match.end() for begin, end, _ in found):
                continue
            meant = _dates_meant(match.groupdict())
            if meant:
                found.append((*match.span(), _spellings(match, meant)))
                start = match.end()
    yield from sorted(found, key=lambda each: each[0])


def _dates_meant(parts: dict[str, str]) -> list[WrittenDate]:
    """The days or months that the parts of a date mean, or an empty list if there are none in the calendar."""
    day = _number_of_day(parts.get("day"))
    months = months_named(parts["name"], has_day=day is not None) if "name" in parts else [int(parts["month"])]
    dates = (WrittenDate(parts["year"], month, day) for month in months)
    return [date for date in dates if date.is_possible] or _other_order(parts)


def _other_order(parts: dict[str, str]) -> list[WrittenDate]:
    """The day with the month first, if the parts are numbers with the year last, as in 3/5/1985."""
    if "mark" not in parts:
        return []
    other = WrittenDate(parts["year"], int(parts["day"]), int(parts["month"]))
    return [other] if other.is_possible else []


def _number_of_day(word: str | None) -> int | None:
    if word is None:
        return None
    return _DAY_OF_ORDINAL.get(skeleton(word)) or int(re.sub("[^0-9]", "", word))


def _spellings(match: re.Match[str], dates: list[WrittenDate]) -> Spellings:
    """The spellings of the dates that a match means. In skeletons, numbers are also read with the month first."""
    folded = [form for date in dates for form in date.folded()]
    plain = [form for date in dict.fromkeys((*dates, *_other_order(match.groupdict()))) for form in date.skeleton()]
    # In ISO 8601, a month is also the beginning of each of its days, and these are other dates.
    found = Spellings(f"(?:{'|'.join(folded)}){ACCENTS}(?![-/.]?[0-9])", f"(?:{'|'.join(plain)})(?!(?<=[0-9])[0-9])")
    if "mark" not in match.groupdict() or len(dates[0].year) > 2:
        return found
    # It can also be the code of a bank or another number in groups.
    number = letters_and_numbers(match.group())
    return Spellings(f"(?:{found.folded}|{number.folded})", f"(?:{found.skeleton}|{number.skeleton})")
