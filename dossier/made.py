"""Turn a record into all that its page is made of, and know when it need not be made again."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dossier import headtags
from dossier.cite.formats.box import CiteBox, cite_box
from dossier.exports.summary import About, Fact
from dossier.fragments import View, view_of, with_release
from dossier.model import Record
from dossier.pages.revisions import Released
from dossier.reading.dossier import Dossier, Entry
from dossier.reads import Reads, watched


@dataclass(frozen=True, slots=True)
class Given:
    """What a page is made from beside the records."""

    about: About
    fact: Fact
    released: Released | None


@dataclass(frozen=True, slots=True)
class Made:
    """What a page shows, what it was made from, and what was looked up in the dossier for it, if that was watched."""

    view: View
    head: Markup
    box: CiteBox | None
    given: Given
    reads: Reads | None

    @property
    def shown(self) -> tuple[View, Markup, CiteBox | None]:
        """All that the page is made of."""
        return self.view, self.head, self.box

    def holds(self, dossier: Dossier, given: Given) -> bool:
        """Whether it would certainly be made the same again."""
        return self.reads is not None and self.given == given and self.reads.hold(dossier)


def make(dossier: Dossier, entry: Entry[Record], given: Given, *, watches: bool) -> Made:
    """What the page of a record is made of; with `watches` it knows what it was made from."""
    read, reads = watched(dossier) if watches else (dossier, None)
    if reads is not None:
        reads.entries[entry.record.id] = entry
    return Made(
        with_release(view_of(read, entry), given.released),
        headtags.head(read, entry, given.about, given.fact),
        cite_box(read, entry, given.about.name, None if given.released is None else given.released.cited_as),
        given,
        reads,
    )
