"""Links to the pages of countries and topics."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from dossier.model.labels import country
from dossier.pages.content import PageLink

COUNTRIES, TOPICS = "countries", "topics"


class GroupKind(NamedTuple):
    """The facet by which lists are filtered for a country or a topic, and the words for one and for several."""

    facet: str
    label: str
    plural: str


# By the folder of the pages.
GROUP_KINDS = {COUNTRIES: GroupKind("country", "Country", "Countries"), TOPICS: GroupKind("topic", "Topic", "Topics")}
COUNTRY = GROUP_KINDS[COUNTRIES].label
# File systems allow 255 bytes for a name, and a letter takes up to four.
_MOST_LETTERS = 60


def country_link(code: str) -> PageLink:
    """The link to the page of a country, by its name."""
    return PageLink(country(code), group_page(COUNTRIES, code.lower()))


def topic_link(name: str) -> PageLink:
    """The link to the page of a topic."""
    return PageLink(name, group_page(TOPICS, word_of(name)))


def group_page(folder: str, word: str) -> str:
    """The address of the page of a country or a topic, given its word in addresses."""
    return f"{folder}/{word}/"


def word_of(label: str) -> str:
    """The word of a label in addresses: its words in small letters with hyphens between them.

    A long word is cut. It ends with a part of its SHA-256 digest, so that it differs from others with this beginning.

    >>> word_of("Mill Street"), word_of("!"), word_of("very " * 20)
    ('mill-street', '-', 'very-very-very-very-very-very-very-very-very-very-c78950c6')
    """
    cleaned = "".join(char if char.isalnum() else " " for char in label.casefold())
    word = "-".join(cleaned.split()) or "-"
    if len(word) <= _MOST_LETTERS:
        return word
    return f"{word[: _MOST_LETTERS - 10].rstrip('-')}-{hashlib.sha256(word.encode()).hexdigest()[:8]}"
