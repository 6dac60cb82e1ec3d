"""Names in scripts without spaces between words.

A title can follow such a name, and marks can be between names. A mark in the middle of the line is between the parts of
a name of another language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dossier.releases.redact.spellings import EAST_ASIAN, WITHOUT_SPACES, PersonName

_BETWEEN_NAMES = re.compile("[、，,;；／/&＆\\s]+")
_BETWEEN_PARTS = re.compile("[・･·‧•＝=]+")
_PHONETIC = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]+")
_TITLE = re.compile("\\s*(?:先生|女士|小姐|太太|博士|教授|さん|さま|ちゃん|くん|君|氏|様|殿|선생님?|씨|님)\\Z")
_LONGEST_FAMILY, _LONGEST_NAME = 3, 12
# Of the other scripts, a syllable can have three letters.
_FEWEST_LETTERS = 3


def names_without_spaces(text: str) -> Iterator[PersonName]:
    """Yield each name in a text of such a script, once for each family name that it can have."""
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    if not all(WITHOUT_SPACES.fullmatch(part) for name in names for part in _parts(name)):
        return
    for name in names:
        *given, family = _parts(name) or [""]
        for shown in dict.fromkeys((family, without_title(family))) if family else ():
            yield from [PersonName((*given,), shown)] if given else _names(shown)


def without_title(text: str) -> str:
    """The text without a title at its end, unless it is nothing else."""
    return _TITLE.sub("", text) or text


def unspaced_parts(word: str) -> Iterator[PersonName]:
    """Yield the names with which a word of such a script can begin. The word can be a sentence, or a whole name."""
    if EAST_ASIAN.fullmatch(word) and not _BETWEEN_PARTS.search(word) and len(word) >= _LONGEST_FAMILY:
        yield from (PersonName((word[at:],), word[:at]) for at in range(1, _LONGEST_FAMILY + 1) if word[at:])


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN_PARTS.split(name) if part]


def _names(name: str) -> Iterator[PersonName]:
    if _PHONETIC.fullmatch(name):
        yield PersonName((), name)
    elif EAST_ASIAN.fullmatch(name):
        ends = range(1, min(len(name), _LONGEST_FAMILY + 1)) if len(name) <= _LONGEST_NAME else ()
        yield from (PersonName((name[at:],), name[:at]) for at in ends)
    elif name:
        yield PersonName((), name)
        letters = [at for at, letter in enumerate(name) if unicodedata.category(letter)[0] != "M"]
        for at in letters[_FEWEST_LETTERS : 1 - _FEWEST_LETTERS]:
            yield PersonName((name[at:],), name[:at])
