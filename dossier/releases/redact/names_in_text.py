"""Names of persons at the beginning of a longer text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dossier.releases.redact.spellings import AROUND_WORD, PersonName, can_be_in_name, is_particle
from dossier.releases.redact.unspaced import names_without_spaces, unspaced_parts, without_title

# In a longer text, what follows a name or is between two.
_AND = "(?:and|en|et|i|och|og|or|und|y)"
_AFTER_NAME = re.compile(rf"(?:[’']s\s|\s*[,;:()\[\]/&+–—]\s*|\s-\s)+(?:{_AND}\s)?|\s{_AND}\s")
_MOST_WORDS = 12
# What says more of a person: the place, the age or the birth. A number does so as well.
_DETAILS = frozenset(
    {"age", "aged", "at", "born", "by", "c/o", "from", "geb", "geboren", "in", "living", "near", "nee", "née", "né"}
    | {"of", "on", "resident", "then", "to", "who", "whose", "with", "wohnhaft"}
)
_NO_NAMES = frozenset(
    {
        "a",
        "an",
        "at",
        "he",
        "in",
        "it",
        "no",
        "on",
        "she",
        "that",
        "the",
        "there",
        "these",
        "they",
        "this",
        "those",
        "we",
    }
)
_IN = re.compile(r"\sin\s")


def names_in(text: str) -> Iterator[PersonName]:
    """Yield each name of a person in a text that begins with one. A longer text is not searched for names.

    A name in a script without spaces is yielded once for each family name that it can have.
    """
    text = _without_signs(text)
    if len(text.split()) > _MOST_WORDS:
        return
    whole = PersonName.parse(without_title(text))
    if whole is not None:
        # The word is a particle of some family names.
        before = PersonName.parse(_IN.split(text)[0])
        yield from dict.fromkeys(name for name in (whole, before) if name is not None)
        return
    first, *others = (_names_at_start(piece) for piece in _AFTER_NAME.split(text))
    if first:
        yield from (name for names in (first, *others) for name in names)


def possible_names_in(text: str) -> Iterator[PersonName]:
    """Yield each further name with which a text may begin: words with capital letters, which have many meanings."""
    text = _without_signs(text)
    yield from (name for word in text.split() for name in unspaced_parts(word))
    first = _AFTER_NAME.split(text)[0]
    if first.split()[:1] and first.split()[0].lower() not in _NO_NAMES and not any(names_in(text)):
        name = PersonName.parse(first) or _before_other_words(first)
        yield from () if name is None else (name,)


def _without_signs(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip(f"{AROUND_WORD} "))


def _names_at_start(piece: str) -> list[PersonName]:
    names = [*names_without_spaces(piece)]
    if names:
        return names
    name = PersonName.parse(piece) or _before_other_words(piece, _DETAILS)
    return [] if name is None else [name]


def _before_other_words(piece: str, following: frozenset[str] | None = None) -> PersonName | None:
    """The name that the first words are, before a number or any of these words, or before any other word."""
    words = piece.split()
    number = next((at for at, word in enumerate(words) if not can_be_in_name(word)), len(words))
    if number == len(words):
        return None
    if following is not None and not words[number][0].isdigit() and words[number].strip(AROUND_WORD) not in following:
        return None
    while number and is_particle(words[number - 1]):
        number -= 1
    return PersonName.parse(" ".join(words[:number]))
