"""The pages on which a hub continues, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dossier.model.labels import capitalised
from dossier.pages.bibliography import works_by_letter
from dossier.pages.hubs import Hubs
from dossier.pages.list_pages import ListPage
from dossier.pages.lists import RecordList
from dossier.pages.sections import Hub
from dossier.site.fragments import letter_fragment


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A page on which a hub continues: its word in addresses, its label and title, its description, and its block."""

    word: str
    label: str
    title: str
    description: str
    block: Markup


def further_page(hub: Hub, listed: RecordList, page: ListPage, block: Markup) -> FurtherPage:
    """The page of a long list, given its rows as HTML."""
    description = f"{hub.title} {page.words(listed)}"
    return FurtherPage(page.word, capitalised(page.label), f"{hub.title} {page.label}", description, block)


def letter_pages(hub: Hub, view: Hubs) -> Iterator[FurtherPage]:
    """Yield a page for each letter, if the names or the works on this hub are too many for one page."""
    for heading, name in hub.parts:
        if name == "names" and view.names_are_many:
            for each in view.names:
                yield _letter(each.word, each.letter, hub.title, letter_fragment("names_of", each))
        for part, letter, works in works_by_letter(view.bibliography, name):
            yield _letter(part, letter, heading or hub.title, letter_fragment("works_of", works))


def _letter(word: str, letter: str, of_what: str, block: Markup) -> FurtherPage:
    title = f"{of_what} {letter}"
    return FurtherPage(word, title, title, f"{title}.", block)
