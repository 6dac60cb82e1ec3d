"""Texts that only a page has with the words around them.

A citation has the name of an author next to the title, and a record has both in fields of their own. There the part to
remove must fill a whole field, or the given and the family name of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.releases.redact.folding import fold
from dossier.releases.redact.replacing import Texts, redact_page, redact_record
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.marked_places import FRAME, marked_places, parts_of

# The parts of a page that repeat a heading, and cut it.
_HEADINGS = frozenset({*FRAME, "title", "h1"})
# The number of letters on each side of a place by which it is recognised.
_AROUND = 12
_NAME_FIELDS = frozenset({"family", "given", "literal"})


@dataclass(frozen=True, slots=True)
class MarkedByContext:
    """A record with marks, and True if its page has the same words at other places, which stay."""

    record: bytes
    is_elsewhere: bool


def redact_by_context(page: str, record: bytes, texts: Texts) -> MarkedByContext:
    """The `record.json` with marks, also for a text that only the page has with the words around it.

    An author whose name is the part to remove is one person, so all fields with that name get marks. With other words,
    several fields can mean different things: they get marks if the page loses these words at all places.
    """
    new_page, alone, is_elsewhere = redact_page(page, texts), list[TextToRedact](), False
    before = marked_places("record.json", redact_record(record, texts).content)
    for text in texts:
        if not text.has_context or all(_in_both(page, record, text)):
            continue
        filled = marked_places("record.json", redact_record(record, texts, alone=[text]).content) - before
        persons = {place.removesuffix("/given").removesuffix("/family") for place in filled}
        is_left = _has_words(new_page, text)
        if len(persons) == 1 or not is_left or all(place.rpartition("/")[2] in _NAME_FIELDS for place in filled):
            alone.append(text)
            is_elsewhere |= len(persons) > 1 and is_left
    return MarkedByContext(redact_record(record, texts, alone=alone).content, is_elsewhere)


def places_with_part(page: str, texts: Texts) -> list[str]:
    """The places of a page that have the part to remove of a text with context, with any words around it."""
    parts = [(name, part) for name, part in parts_of("index.html", page.encode()) if name not in _HEADINGS]
    removed = [text for text in texts if text.has_context]
    return [name for name, part in parts if any(text.has_part_in(part, is_html=True) for text in removed)]


def _in_both(page: str, record: bytes, text: TextToRedact) -> Iterator[bool]:
    """Yield for each place of the text on the page if the record has the same words around it."""
    known = [around for _, part in parts_of("record.json", record) for around in _around(part, text, is_html=False)]
    for name, part in parts_of("index.html", page.encode()):
        if name not in _HEADINGS:
            for before, after in _around(part, text, is_html=True):
                yield any(before.endswith(first) and after.startswith(last) for first, last in known)


def _around(part: str, text: TextToRedact, *, is_html: bool) -> Iterator[tuple[str, str]]:
    """Yield the letters before and after each place of a text."""
    folded = fold(part, is_html=is_html).text
    for start, end in text.spans(folded):
        yield folded[max(start - _AROUND, 0) : start].lstrip(), folded[end : end + _AROUND].rstrip()


def _has_words(page: str, text: TextToRedact) -> bool:
    """True if the page has the part to remove, with any words around it."""
    parts = (part for name, part in parts_of("index.html", page.encode()) if name not in FRAME)
    return any(text.has_part_in(part, is_html=True) for part in parts)
