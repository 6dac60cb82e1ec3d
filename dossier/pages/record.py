"""The content of the page of a record of any kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dossier.model import Record
from dossier.model.identifiers import Kind
from dossier.pages.body import body_content
from dossier.pages.capture import capture_content
from dossier.pages.claim import claim_content
from dossier.pages.page_content import PageContent
from dossier.pages.proceeding import proceeding_content
from dossier.pages.source import source_content
from dossier.reading.dossier import Dossier, Entry

_CONTENT: dict[Kind, Callable[[Dossier, Entry[Any]], PageContent]] = {
    Kind.CLAIM: claim_content,
    Kind.SOURCE: source_content,
    Kind.FOCUS: body_content,
    Kind.ORGANISATION: body_content,
    Kind.PROCEEDING: proceeding_content,
    Kind.CAPTURE: capture_content,
}


def content_of(dossier: Dossier, entry: Entry[Record]) -> PageContent:
    """The content of the page of a record."""
    return _CONTENT[entry.kind](dossier, entry)
