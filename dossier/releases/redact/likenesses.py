"""Parts of a published file that are like a text to redact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from dossier.releases.redact.folding import fold
from dossier.releases.redact.other_spellings import other_spellings, skeleton_with_places
from dossier.releases.redact.replacing import Texts, removed_pieces
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.marked_places import FRAME, parts_of

_TAG = re.compile("<(?:/?[a-z]|!doctype )[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A likeness and its place, as the end of a sentence, and the words there as further texts."""

    words: str
    spellings: tuple[TextToRedact, ...] = ()


def likenesses(path: str, content: bytes, texts: Texts, before: bytes | None = None) -> Iterator[Likeness]:
    """Yield each likeness in a page or a JSON file.

    A page is also read as a browser reads it, with its attributes. `before` is the file as it was, if it has
    changed: of what was like a text there, another text may have removed only a part.
    """
    is_page = path.endswith(".html")
    parts = list(parts_of(path, content))
    whole = content.decode()
    readings = [whole]
    if is_page and is_sound(whole):
        readings.append(_read_as_browser(whole))
    elif is_page:
        yield Likeness("damaged tags, so it is not known what a browser shows")
    for text in texts:
        found = [(place, part) for place, part in parts if text.is_like(part)]
        for place, part in found:
            spellings = tuple(other_spellings(part, text, is_html=is_page))
            yield Likeness(f"letters and digits of the text at `{place}`", spellings)
        if not found and any(map(text.is_like, readings)):
            yield Likeness("letters and digits of the text at several places together")
        for place, part in parts:
            if place not in FRAME and text.has_name_word_in(part, is_html=is_page):
                yield Likeness(f"a word of the name at `{place}`")
    for place, part in () if before is None else parts_of(path, before):
        yield from _half_removed(place, part, texts, is_html=is_page)


def _half_removed(place: str, part: str, texts: Texts, *, is_html: bool) -> Iterator[Likeness]:
    """Yield a likeness for each text of whose letters in this part of the old file some are removed, and others not."""
    like = [text for text in texts if not text.has_context and text.is_like(part)]
    if not like:
        return
    folded = fold(part, is_html=is_html)
    removed = {at for start, stop in removed_pieces(part, folded, texts) for at in range(start, stop)}
    letters, places = skeleton_with_places(folded.text)
    for text in like:
        for start, end in text.loose_spans(letters):
            gone = {folded.places[place][0] in removed for place in places[start:end]}
            if len(gone) == 2:
                spellings = tuple(other_spellings(part, text, is_html=is_html))
                yield Likeness(f"a part of the text at `{place}`, of which another part is removed", spellings)
                break


def is_sound(page: str) -> bool:
    """True if each tag ends, and there is no comment, as on each page of a release.

    The parser takes quadratic time for other pages.
    """
    return page.count("<") == len(_TAG.findall(page))


def _read_as_browser(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join(("".join(reader.text), *reader.others))


class _Reader(HTMLParser):
    """Collects the text of a page, and apart from it its attributes. A sound page has no comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.others += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.text.append(data)
