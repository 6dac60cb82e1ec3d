"""Citations of sources by The Bluebook, in the typeface of court documents.

The edition is the 22nd. Names that the rules abbreviate by tables T6, T10 and T13 are printed in full. The lawyer who
cites may shorten them; a wrong abbreviation would hide which body is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import bluebook_authors, bluebook_case_name, with_curly_quotes
from dossier.cite.bluebook.decisions import docket_number, separator_before, subsequent_history
from dossier.cite.bluebook.pinpoints import case_pinpoint, document_pinpoint, jurisdiction_abbreviation, law_pinpoint
from dossier.cite.classify import (
    CitationForm,
    case_title,
    descriptor_of,
    form_of,
    instrument_number,
    law_and_provision,
    neutral_citation_and_part,
    number_of,
    part_and_pinpoint,
    title_note,
)
from dossier.cite.dates_and_addresses import (
    bluebook_address,
    bluebook_date,
    bluebook_oj_reference,
    last_visited,
    year_of,
)
from dossier.cite.decisions import LaterDecision
from dossier.cite.runs import Run
from dossier.model.foreign_titles import language_of_title
from dossier.model.source import Source
from dossier.model.vocabulary import Genre


def cite_source(source: Source, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Yield the citation of a source in the form for its type."""
    match form_of(source):
        case CitationForm.CASE:
            yield from _case(source, pinpoint, later)
        case CitationForm.EU_CASE:
            yield from _eu_case(source, pinpoint)
            yield from subsequent_history(source.title, later, is_case=True)
        case CitationForm.EU_LAW:
            yield from _eu_law(source, pinpoint)
        case CitationForm.LAW:
            yield from _law(source, pinpoint)
        case CitationForm.ARTICLE:
            yield from _article(source, pinpoint)
        case CitationForm.BOOK:
            yield from _book(source, pinpoint)
        case CitationForm.NEWSPAPER | CitationForm.DOCUMENT:
            yield from _document(source, pinpoint, later)


def _case(source: Source, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Rules 10.8 and 20.3: name, citation and report, place, jurisdiction.

    Without citation and report: name, number, place, court and date.
    """
    citation, part = neutral_citation_and_part(source)
    name = case_title(source, part)
    place = part_and_pinpoint(part, pinpoint)
    yield Run(bluebook_case_name(name), italic=True, language=language_of_title(source))
    if citation is not None or source.report is not None:
        reference = ", ".join(part for part in (citation, source.report) if part)
        yield Run(separator_before(reference))
        yield Run(reference, href=source.url)
        yield from case_pinpoint(place)
        court = source.court if citation is None else None
        # An American citation has the year next to the court (rule 10.5). Elsewhere the report contains it.
        year = year_of(source.issued) if _is_american(source) else None
        bracket = " ".join(part for part in (jurisdiction_abbreviation(source.jurisdiction), court, year) if part)
        yield Run(f" ({bracket})" if bracket else "")
    else:
        number = docket_number(source.case_number)
        yield Run(f", {number}" if number else "", href=source.url)
        yield from case_pinpoint(place)
        bracket = " ".join(part for part in (source.court, bluebook_date(source.issued)) if part)
        yield Run(f" ({bracket})" if bracket else "")
    yield from subsequent_history(name, later, is_case=True)


def _is_american(source: Source) -> bool:
    return source.jurisdiction is not None and source.jurisdiction.partition("-")[0] == "US"


def _eu_case(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 21.5.2: number, name, ECLI, paragraph, date."""
    if source.case_number is not None:
        yield Run(f"Case {re.sub(r'^Cases? ', '', source.case_number)}, ")
    yield Run(bluebook_case_name(source.title), italic=True, language=language_of_title(source))
    ecli = source.ecli or ""
    yield Run(", ")
    yield Run(ecli if ecli.upper().startswith("ECLI:") else f"ECLI:{ecli}", href=source.url)
    yield from law_pinpoint(pinpoint)
    day = bluebook_date(source.issued)
    yield Run(f" ({day})" if day else "")


def _eu_law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 21.9: the act, the provision, the Official Journal."""
    name, provision = law_and_provision(source)
    yield Run(with_curly_quotes(name), href=source.url, language=language_of_title(source))
    yield from law_pinpoint(part_and_pinpoint(provision, pinpoint))
    if source.oj_reference is not None:
        yield Run(f", {bluebook_oj_reference(source.oj_reference)}")


_UK_ACT = re.compile(
    r"https?://www\.legislation\.gov\.uk/(?:id/)?ukpga/(?P<year>[12][0-9]{3})/(?P<chapter>[0-9]+)(?:/|$)"
)


def _law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rules 12.3 and 20.5: the act with its chapter or number, the provision, the jurisdiction."""
    name, provision = law_and_provision(source)
    words = with_curly_quotes(name)
    # Addresses of the register contain type, year and chapter: legislation.gov.uk/developer/uris.
    act = None if source.url is None else _UK_ACT.match(source.url)
    if act is not None and words.endswith(act["year"]):
        words += f", c. {act['chapter']}"
    number = instrument_number(source)
    if number is not None:
        words += f", {number}"
    yield Run(words, href=source.url, language=language_of_title(source))
    yield from law_pinpoint(part_and_pinpoint(provision, pinpoint))
    country = jurisdiction_abbreviation(source.jurisdiction)
    yield Run(f" ({country})" if country else "")


def _article(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 16.4: author, title in italics, volume (or else the year), journal, first page, place, year."""
    yield from _author(source)
    yield Run(with_curly_quotes(source.title), italic=True, language=language_of_title(source))
    year = year_of(source.issued)
    first = "" if source.pages is None else " " + re.split(r"[-–,]", source.pages, maxsplit=1)[0].strip()
    journal = with_curly_quotes(source.publication or source.publisher or "")
    yield Run(f", {source.volume or year} {journal}".rstrip() + first)
    yield from document_pinpoint(pinpoint, before_page=", " if first else ", at ")
    yield Run((f" ({year})" if source.volume else "") + title_note(source))
    if not first or source.doi is not None:
        yield from bluebook_address(source)


def _book(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 15: author, title, page, year."""
    yield from _author(source)
    yield Run(with_curly_quotes(source.title), italic=True, language=language_of_title(source))
    yield from document_pinpoint(pinpoint, before_page=" ")
    yield Run(f" ({year_of(source.issued)}){title_note(source)}")
    yield from bluebook_address(source)


def _document(source: Source, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Rules 16.6 and 18.2.2: author, title, publication, pinpoint, date, address.

    Without a date, the day of access follows the address.
    """
    is_release = source.genre is Genre.PRESS_RELEASE
    if is_release:
        yield Run("Press Release, ")
    yield from _author(source)
    yield Run(with_curly_quotes(source.title), italic=not is_release, language=language_of_title(source))
    descriptor = None if is_release else descriptor_of(source)
    kind_and_number = " ".join(part for part in (descriptor, number_of(source)) if part)
    publication = source.publication or source.publisher
    if publication is not None and publication == bluebook_authors(source):
        publication = None
    parts = (kind_and_number, source.court, publication and with_curly_quotes(publication))
    yield Run("".join(f", {part}" for part in parts if part))
    yield from document_pinpoint(pinpoint)
    day = bluebook_date(source.issued)
    yield Run((f" ({day})" if day else "") + title_note(source))
    yield from subsequent_history(source.title, later, is_case=False)
    yield from bluebook_address(source)
    if not day and source.url is not None and source.doi is None:
        yield Run(last_visited(source))


def _author(source: Source) -> Iterator[Run]:
    authors = bluebook_authors(source)
    if authors:
        yield Run(f"{authors}, ")
