"""Names of months in the languages of Europe (from CLDR)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from dossier.releases.redact.folding import fold
from dossier.releases.redact.letters import without_accents, written_out

_LANGUAGES = (
    *("bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "fo", "fr", "ga", "gd", "gl", "hr"),
    *("hu", "hy", "is", "it", "ka", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl"),
    *("sq", "sr", "sr_Latn", "sv", "tr", "uk"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# What Catalan and Gaelic write before the name.
_ARTICLE = re.compile(r"\A(?:de |d'|dhen |an |am )?(?:t-)?")
# The fewest letters of a name, and of a name before a year alone: shorter names are the ends of other words.
_FEWEST, _FEWEST_WITHOUT_DAY = 3, 4


@cache
def names_of_month(month: int, *, has_day: bool) -> frozenset[str]:
    """The names, abbreviations and Roman number of a month, folded, without accents, in both spellings of umlauts.

    Without a day next to them, only long names and the English abbreviations are recognised.
    """
    names = {spelling for language in _LANGUAGES for spelling in _spellings(language, month)}
    if has_day:
        return frozenset({*names, _ROMAN[month - 1]})
    return frozenset({*_spellings("en", month), *(name for name in names if len(name) >= _FEWEST_WITHOUT_DAY)})


def months_named(name: str, *, has_day: bool) -> list[int]:
    """The months that a folded name means. The same word can mean two: `listopad` is October and November."""
    plain = without_accents(name)
    return [month for month in range(1, 13) if plain in names_of_month(month, has_day=has_day)]


def branches(words: Iterable[str], after: str = "") -> list[str]:
    """Patterns that find the words, one for each first letter, with the pattern `after` after each letter.

    Words that begin alike share that part of the pattern, so a search need not try each word.
    """
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    return [f"{re.escape(letter)}{after}{_rest(rests[letter], after)}" for letter in sorted(rests)]


def _rest(words: set[str], after: str) -> str:
    if words == {""}:
        return ""
    return f"(?:{'|'.join(branches(words - {''}, after))}){'?' if '' in words else ''}"


@cache
def _spellings(language: str, month: int) -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415  (loading the languages takes half a second, and few commands need them)

    months, found = Locale.parse(language).months, set()
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        name = _ARTICLE.sub("", fold(months[context][width][month]).text).rstrip(".")
        found |= {without_accents(name), without_accents(written_out(name))}
    # English and Dutch have two abbreviations of September.
    found |= {f"{name}t" for name in found if name == "sep"}
    return frozenset(name for name in found if len(name) >= _FEWEST and name.replace(" ", "").isalpha())
