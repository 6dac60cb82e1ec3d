"""Turn a source into its citation by The Bluebook, 22nd edition, in the typeface of court documents.

What the rules leave to tables of abbreviations of names (T6, T10, T13) is printed in full: to shorten a name is the
citing lawyer's choice, and a wrong abbreviation hides a body that a full name shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import bluebook_authors, bluebook_case_name, curled
from dossier.cite.bluebook.decisions import docket, gap, history
from dossier.cite.bluebook.pinpoints import in_case, in_document, in_law, place_of
from dossier.cite.classify import (
    CitationForm,
    case_title,
    citation_of,
    descriptor_of,
    form_of,
    instrument_number,
    law_and_provision,
    number_of,
    title_note,
    with_part,
)
from dossier.cite.dates_and_addresses import bluebook_address, bluebook_day, bluebook_oj, last_visited, year_of
from dossier.cite.decisions import Turn
from dossier.cite.runs import Run
from dossier.model.source import Source
from dossier.model.vocabulary import Genre


def cite_source(source: Source, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """Yield the citation of a source in the form that its type calls for."""
    match form_of(source):
        case CitationForm.CASE:
            yield from _case(source, pinpoint, later)
        case CitationForm.EU_CASE:
            yield from _eu_case(source, pinpoint)
        case CitationForm.EU_LAW:
            yield from _eu_law(source, pinpoint)
        case CitationForm.LAW:
            yield from _law(source, pinpoint)
        case CitationForm.ARTICLE:
            yield from _article(source, pinpoint)
        case CitationForm.BOOK:
            yield from _book(source, pinpoint)
        case CitationForm.NEWSPAPER | CitationForm.DOCUMENT:
            yield from _document(source, pinpoint)


def _case(source: Source, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """Rules 10.8 and 20.3: name, citation and report, place; a case in no report by number, court and day."""
    citation, part = citation_of(source)
    name = case_title(source, part)
    place = with_part(part, pinpoint)
    yield Run(bluebook_case_name(name), italic=True)
    if citation is not None or source.report is not None:
        reference = ", ".join(one for one in (citation, source.report) if one)
        yield Run(gap(reference))
        yield Run(reference, href=source.url)
        yield from in_case(place)
        court = source.court if citation is None else None
        # At home the year stands with the court (rule 10.5); abroad the report carries it.
        year = year_of(source.issued) if _is_american(source) else None
        bracket = " ".join(one for one in (place_of(source.jurisdiction), court, year) if one)
        yield Run(f" ({bracket})" if bracket else "")
    else:
        number = docket(source.case_number)
        yield Run(f", {number}" if number else "", href=source.url)
        yield from in_case(place)
        bracket = " ".join(one for one in (source.court, bluebook_day(source.issued)) if one)
        yield Run(f" ({bracket})" if bracket else "")
    yield from history(name, later, is_case=True)


def _is_american(source: Source) -> bool:
    return source.jurisdiction is not None and source.jurisdiction.partition("-")[0] == "US"


def _eu_case(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 21.5.2: number, name, ECLI, paragraph, day."""
    if source.case_number is not None:
        yield Run(f"Case {re.sub(r'^Cases? ', '', source.case_number)}, ")
    yield Run(bluebook_case_name(source.title), italic=True)
    ecli = source.ecli or ""
    yield Run(", ")
    yield Run(ecli if ecli.upper().startswith("ECLI:") else f"ECLI:{ecli}", href=source.url)
    yield from in_law(pinpoint)
    day = bluebook_day(source.issued)
    yield Run(f" ({day})" if day else "")


def _eu_law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 21.9: the act, the provision, the Official Journal."""
    name, provision = law_and_provision(source)
    yield Run(curled(name), href=source.url)
    yield from in_law(with_part(provision, pinpoint))
    if source.oj_reference is not None:
        yield Run(f", {bluebook_oj(source.oj_reference)}")


_UK_ACT = re.compile(
    r"https?://www\.legislation\.gov\.uk/(?:id/)?ukpga/(?P<year>[12][0-9]{3})/(?P<chapter>[0-9]+)(?:/|$)"
)


def _law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rules 12.3 and 20.5: the act with its chapter or number, the provision, the place."""
    name, provision = law_and_provision(source)
    words = curled(name)
    # The register's addresses are made of type, year and chapter: legislation.gov.uk/developer/uris.
    act = None if source.url is None else _UK_ACT.match(source.url)
    if act is not None and words.endswith(act["year"]):
        words += f", c. {act['chapter']}"
    number = instrument_number(source)
    if number is not None:
        words += f", {number}"
    yield Run(words, href=source.url)
    yield from in_law(with_part(provision, pinpoint))
    country = place_of(source.jurisdiction)
    yield Run(f" ({country})" if country else "")


def _article(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 16.4: author, title in italics, volume (else the year), journal, first page, year."""
    yield from _author(source)
    yield Run(curled(source.title), italic=True)
    year = year_of(source.issued)
    first = "" if source.pages is None else " " + re.split(r"[-–,]", source.pages, maxsplit=1)[0].strip()
    journal = curled(source.publication or source.publisher or "")
    yield Run(f", {source.volume or year} {journal}".rstrip() + first)
    yield from in_document(pinpoint, before_page=", " if first else ", at ")
    yield Run((f" ({year})" if source.volume else "") + title_note(source))
    if not first or source.doi is not None:
        yield from bluebook_address(source)


def _book(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rule 15: author, title, page, year."""
    yield from _author(source)
    yield Run(curled(source.title), italic=True)
    yield from in_document(pinpoint, before_page=" ")
    yield Run(f" ({year_of(source.issued)}){title_note(source)}")
    yield from bluebook_address(source)


def _document(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """Rules 16.6 and 18.2.2: author, title, where it appeared, pinpoint, date, address; no date: the day of access."""
    is_release = source.genre is Genre.PRESS_RELEASE
    if is_release:
        yield Run("Press Release, ")
    yield from _author(source)
    yield Run(curled(source.title), italic=not is_release)
    descriptor = None if is_release else descriptor_of(source)
    what = " ".join(one for one in (descriptor, number_of(source)) if one)
    place = source.publication or source.publisher
    if place is not None and place == bluebook_authors(source):
        place = None
    parts = [one for one in (what, source.court, place and curled(place)) if one]
    yield Run("".join(f", {one}" for one in parts))
    yield from in_document(pinpoint)
    day = bluebook_day(source.issued)
    yield Run((f" ({day})" if day else "") + title_note(source))
    yield from bluebook_address(source)
    if not day and source.url is not None and source.doi is None:
        yield Run(last_visited(source))


def _author(source: Source) -> Iterator[Run]:
    authors = bluebook_authors(source)
    if authors:
        yield Run(f"{authors}, ")
