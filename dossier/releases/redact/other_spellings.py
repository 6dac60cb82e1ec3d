"""Words of a file that have the letters of a text.

An address often has the title of its page in such words.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.releases.redact.base64_runs import base64_runs
from dossier.releases.redact.folding import APART, LINK_ADDRESS, fold, is_inside_word, is_mark, skeletons
from dossier.releases.redact.wanted import TextToRedact

_DIGITS = frozenset("0123456789")


def other_spellings(part: str, text: TextToRedact, *, is_html: bool) -> Iterator[TextToRedact]:
    """Yield a text for each place in a part of a file that has the letters and digits of a text, with whole words."""
    found: list[str] = []
    # The folded part is without the addresses of links.
    for reading in (part, *LINK_ADDRESS.findall(part)):
        folded = fold(reading, is_html=is_html).text
        letters, places = skeleton_with_places(folded)
        spans = text.loose_spans(letters)
        found += [_with_whole_words(folded, places[start], places[end - 1] + 1) for start, end in spans]
    found += [run for run, said in base64_runs(part) if text.is_loosely_in(skeletons(said))]
    for words in dict.fromkeys(found):
        try:
            yield TextToRedact(words)
        except ValueError:
            # The mark of an earlier redaction is among the words.
            continue


def skeleton_with_places(folded: str) -> tuple[str, list[int]]:
    """The skeleton of a folded text, and the place of each of its characters."""
    letters: list[str] = []
    places: list[int] = []
    is_apart = False
    for place, character in enumerate(folded):
        if not character.isalnum():
            is_apart |= not is_mark(character)
            continue
        if is_apart and letters and letters[-1] in _DIGITS and character in _DIGITS:
            letters.append(APART)
            places.append(place)
        letters.append(character)
        places.append(place)
        is_apart = False
    return "".join(letters), places


def _with_whole_words(folded: str, start: int, end: int) -> str:
    while is_inside_word(folded, start, start):
        start -= 1
    while is_inside_word(folded, end, end):
        end += 1
    return folded[start:end]
