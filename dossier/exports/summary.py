"""Title, page and citation that exports add to each record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dossier.cite import plain
from dossier.cite.formats.box import cited_page, styled_page
from dossier.cite.formats.documents import CitedPage
from dossier.cite.with_history import cite_proceeding, cite_source
from dossier.configuration import About
from dossier.model import Proceeding, Record, Source, title_of
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """The title of a record, the path of its page from the root of the site, and its citation in plain text."""

    title: str
    page: str
    citation: str
    # The page as it is cited, even if the citation above is of the document that the page is about.
    cited: CitedPage


RecordSummaries = Mapping[str, RecordSummary]


def record_summaries(dossier: Dossier, about: About) -> RecordSummaries:
    """The summaries of all records, by identifier."""
    return {name: record_summary(dossier, entry, about) for name, entry in dossier.entries.items()}


def record_summary(dossier: Dossier, entry: Entry[Record], about: About) -> RecordSummary:
    """The summary of a record."""
    record = entry.record
    cited = _cited(dossier, record, about)
    page = dossier.subject.living_page(entry.kind, record.id)
    return RecordSummary(title_of(record), page, _citation(dossier, record, cited), cited)


def _cited(dossier: Dossier, record: Record, about: About) -> CitedPage:
    """The page of a record as its newest revision, or as a draft before the first."""
    draft = cited_page(dossier, record, about.name, None)
    if record.id not in about.permalinks:
        return draft
    permalink, day = about.permalinks[record.id]
    return replace(draft, title=about.titles.get(record.id, draft.title), permalink=permalink, released=day)


def _citation(dossier: Dossier, record: Record, page: CitedPage) -> str:
    """The citation of a record in plain text: that of the document, otherwise of its page in this dossier."""
    match record:
        case Source():
            return plain(cite_source(dossier, record))
        case Proceeding():
            return plain(cite_proceeding(dossier, record))
    return plain(styled_page(page))
