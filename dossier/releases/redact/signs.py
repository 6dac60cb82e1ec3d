"""Signs of a text in files that do not have it.

They are words that can be the family name, and numbers in another form.

The owner decides if they are what was meant: nothing stops a redaction because of them. Places with more words of the
name come first, because a word alone, such as That of Ton-That, can be an ordinary one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache

from dossier.releases.redact.folding import skeletons
from dossier.releases.redact.replacing import Texts
from dossier.releases.store.marked_places import texts_of

# A place, and the number of different signs there.
PlaceWithWords = tuple[str, int]


def may_have_signs(read: Iterable[str], texts: Texts) -> bool:
    """True if the skeletons of a file have the letters of a sign. That takes little time."""
    return any(text.may_have_signs(read) for text in texts)


def signs_in_records(records: Iterable[tuple[str, bytes]], texts: Texts) -> list[str]:
    """The places in each `record.json` that have a sign of a text."""
    count = _counting(texts)
    return _most_words_first(
        (f"{path}: {place}", count(text)) for path, content in records for place, text in texts_of(json.loads(content))
    )


def signs_in_lines(files: Iterable[tuple[str, bytes]], texts: Texts) -> list[str]:
    """The lines of each text file that have a sign of a text."""
    count = _counting(texts)
    return _most_words_first(
        (f"{path}: line {number}", count(line))
        for path, content in files
        for number, line in enumerate(content.decode("utf-8", "ignore").splitlines(), 1)
    )


def _counting(texts: Texts) -> Callable[[str], int]:
    """A function that counts the different words and numbers that are signs of a text.

    It looks for names in what is between two spaces, each once, because records have few different words.
    """

    @cache
    def found_in(written: str) -> frozenset[str]:
        if not may_have_signs(skeletons(written), texts):
            return frozenset()
        return frozenset(word for each in texts for word in each.family_words_in(written))

    def count(text: str) -> int:
        numbers = (each.numbers_in(text) for each in texts)
        return len(frozenset[str]().union(*map(found_in, text.split()), *numbers))

    return count


def _most_words_first(places: Iterable[PlaceWithWords]) -> list[str]:
    found = [place for place in places if place[1]]
    return [place for place, _ in sorted(found, key=lambda each: -each[1])]
