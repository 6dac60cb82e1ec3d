"""Parts of a page, and the look-ups it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from markupsafe import Markup

from dossier.cite.formats.box import CiteBox, cite_box
from dossier.configuration import About
from dossier.exports.summary import Fact
from dossier.model import Record
from dossier.pages.content import PageContent
from dossier.pages.record import content_of
from dossier.pages.revisions import Released
from dossier.reading.dossier import Dossier, Entry
from dossier.site import head_tags


@dataclass(frozen=True, slots=True)
class Given:
    """What a page is made from beside the records."""

    about: About
    fact: Fact
    released: Released | None


@dataclass(frozen=True, slots=True)
class Made:
    """What a page shows, what it was made from, and what was looked up in the dossier for it, if that was watched."""

    content: PageContent
    head: Markup
    box: CiteBox | None
    given: Given
    reads: Reads | None

    @property
    def shown(self) -> tuple[PageContent, Markup, CiteBox | None, Released | None]:
        """All that the page is made of."""
        return self.content, self.head, self.box, self.given.released

    def holds(self, dossier: Dossier, given: Given) -> bool:
        """Whether it would certainly be made the same again."""
        return self.reads is not None and self.given == given and self.reads.hold(dossier)


def make(dossier: Dossier, entry: Entry[Record], given: Given, *, watches: bool) -> Made:
    """What the page of a record is made of; with `watches` it knows what it was made from."""
    read, reads = watched(dossier) if watches else (dossier, None)
    if reads is not None:
        reads.entries[entry.record.id] = entry
    return Made(
        content_of(read, entry),
        head_tags.head(read, entry, given.about, given.fact),
        cite_box(read, entry, given.about.name, None if given.released is None else given.released.cited_as),
        given,
        reads,
    )


V = TypeVar("V")


@dataclass(slots=True)
class Reads:
    """What was looked up, by mapping and key, with what was found there; None where nothing was."""

    entries: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    backlinks: dict[str, Any] = field(default_factory=dict)
    # What every piece of work may have gone by, and what no list of keys can tell.
    circumstances: tuple[object, ...] = ()
    is_whole: bool = False

    def hold(self, dossier: Dossier) -> bool:
        """Whether the same work would find the same in this dossier, and so come to the same."""
        return (
            not self.is_whole
            and self.circumstances == _circumstances(dossier)
            and _same(self.entries, dossier.entries)
            and _same(self.backlinks, dossier.backlinks)
            and _same(self.names, dossier.names)
            and _same(self.texts, dossier.texts)
        )


def watched(dossier: Dossier) -> tuple[Dossier, Reads]:
    """The same dossier, and what will have been looked up in it."""
    reads = Reads(circumstances=_circumstances(dossier))
    seen = replace(
        dossier,
        entries=_Watched(dossier.entries, reads.entries, reads),
        names=_Watched(dossier.names, reads.names, reads),
        texts=_Watched(dossier.texts, reads.texts, reads),
        backlinks=_Watched(dossier.backlinks, reads.backlinks, reads),
        # What another piece of work had worked out would be looked up by nobody.
        worked_out={},
    )
    return seen, reads


class _Watched(Mapping[str, V]):
    """A mapping that writes down what it is asked for."""

    __slots__ = ("_inner", "_reads", "_seen")

    def __init__(self, inner: Mapping[str, V], seen: dict[str, Any], reads: Reads) -> None:
        self._inner = inner
        self._seen = seen
        self._reads = reads

    def __getitem__(self, key: str) -> V:
        self._seen[key] = self._inner.get(key)
        return self._inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        found = self._seen[key] = self._inner.get(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._reads.is_whole = True
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.is_whole = True
        return len(self._inner)


def _circumstances(dossier: Dossier) -> tuple[object, ...]:
    return dossier.today, dossier.complete, dossier.final


def _same(seen: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether each key leads to what it led to; records that were not read anew are the same object."""
    for key, found in seen.items():
        here = now.get(key)
        if here is not found and here != found:
            return False
    return True
