"""Parts of a published file that are like a text to redact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from dossier.releases.redact.folding import fold
from dossier.releases.redact.other_spellings import other_spellings
from dossier.releases.redact.replacing import Texts
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.marked_places import FRAME, parts_of

_TAG = re.compile("<(?:/?[a-z]|!doctype )[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A likeness and its place, as the end of a sentence, and the words there as further texts."""

    words: str
    spellings: tuple[TextToRedact, ...] = ()


def likenesses(path: str, content: bytes, texts: Texts) -> Iterator[Likeness]:
    """Yield each likeness in a page or a JSON file.

    A page is also read as a browser reads it, with its attributes and comments.
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
        if text.name is not None:
            for place, part in parts:
                if place not in FRAME and text.has_family_in(fold(part, is_html=is_page).text):
                    yield Likeness(f"the family name at `{place}`")


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
    """Collects the text of a page, and apart from it its attributes and comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.others += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)
