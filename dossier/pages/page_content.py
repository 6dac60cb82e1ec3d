"""The content of a record's page with its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.model.identifiers import Kind
from dossier.pages.content import Block, RecordLink


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under the heading of that name. Without blocks, nothing is recorded."""

    name: str
    blocks: tuple[Block, ...]
    is_frozen: bool = True


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of the page of a record."""

    kind: Kind
    # The words for a record of this kind and for several of them, in lower case.
    kind_name: str
    kind_plural: str
    identifier: str
    title: str
    # The title with its language and its translation.
    heading: RecordLink
    # The number that the living page prints after the title, because other records may have the same title, or "".
    distinction: str
    description: str
    # The folder of the living page, relative to the root of the site.
    page: str
    # The file of the record, from the root of the dossier.
    path: str
    sections: tuple[Section, ...]
    # The heading of each section that a page of this kind can have, or None.
    headings: Mapping[str, str | None]
    # The records that its prose names by identifier.
    mentions: Mapping[str, RecordLink]
