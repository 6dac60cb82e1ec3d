"""Pictures of records, each with a table that says the same.

A picture is a value, as the other blocks of a page are. Its content is a `Drawing`, which has a type of its own for
each kind of picture and is drawn in `dossier/site`. Its words come from the summaries that the page prints, so that a
picture never says more, or less, than the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossier.pages.content import LivingBlock
from dossier.pages.lists import RecordList


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a picture, without places and shapes. Each kind of picture has a type of its own."""

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the records that it shows. The table of the picture must have them all."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Picture(LivingBlock):
    """A picture, with its words for those who do not see it, and a table that says the same."""

    # Its name in anchors, which no other picture on the page has.
    name: str
    title: str
    # What it shows, in a sentence or two. Only programs that read pages aloud print it.
    description: str
    # What its shapes mean, and what it leaves out.
    caption: str
    drawing: Drawing
    table: RecordList
    # True if the text next to it says the same, so that paper needs no table.
    is_next_to_text: bool = False
    # False if that text has the same order and shape, so that paper needs no picture either.
    is_on_paper: bool = True
