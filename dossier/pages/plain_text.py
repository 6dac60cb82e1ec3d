"""The words of a text without its links and marks."""

from __future__ import annotations

import re

from markupsafe import Markup

from dossier.cite import plain
from dossier.pages.content import (
    Aside,
    Badge,
    CitationText,
    Emphasis,
    LivingOnly,
    Piece,
    Prose,
    RecordLink,
    SourceMark,
    Tag,
    Text,
    Translation,
)

# A word of four letters or more, or a closing bracket, a full stop, and a capital letter after a space.
_SENTENCE = re.compile(r".*?(?:\w{4}|[)”’])\.(?= +[A-Z])", re.DOTALL)


def plain_text(text: Text) -> str:
    """The words of a text, as a living page shows them, on one line.

    >>> from dossier.pages.content import Words
    >>> plain_text((Words("Reversed by "), Aside((Prose("the *court*"),)), Words(".")))
    'Reversed by the *court*.'
    """
    return " ".join("".join(map(_plain, text)).split())


def shortened(text: str, most: int) -> str:
    """The first words of a text, in at most so many characters.

    >>> shortened("The council kept number plates", 20), shortened("The council", 11)
    ('The council kept…', 'The council')
    """
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def first_sentence(text: str) -> str:
    """The first sentence of a text. A full stop after a short word, such as an abbreviation, ends no sentence.

    >>> first_sentence("The fine of Kerbwatch Inc. Ltd was set aside. No costs."), first_sentence("Dismissed")
    ('The fine of Kerbwatch Inc. Ltd was set aside.', 'Dismissed')
    """
    found = _SENTENCE.match(text)
    return text if found is None else found.group()


def _plain(piece: Piece) -> str:
    match piece:
        case Aside(text) | Emphasis(text) | LivingOnly(text):
            return "".join(map(_plain, text))
        case Badge(label) | Tag(label):
            return label
        case CitationText(runs):
            return plain(runs)
        case RecordLink() | Translation():
            return piece.words
        case Prose(Markup() as html):
            return html.striptags()
    return "" if isinstance(piece, SourceMark) else piece.text
