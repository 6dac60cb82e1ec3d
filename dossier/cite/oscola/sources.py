"""Citations of sources by OSCOLA, 5th and 4th edition.

The Oxford University Standard for the Citation of Legal Authorities is published by the Faculty of Law of the
University of Oxford. Section numbers are those of the 5th edition unless the 4th is named. The final full stop is
left to the footnote (§1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import in_single_quotes, oscola_authors, oscola_case_name, with_curly_quotes
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
from dossier.cite.dates_and_addresses import oscola_address, oscola_date, oscola_oj_reference, year_of
from dossier.cite.decisions import LaterDecision
from dossier.cite.oscola.decisions import subsequent_history
from dossier.cite.oscola.pinpoints import case_pinpoint, document_pinpoint, eu_case_pinpoint, law_pinpoint
from dossier.cite.runs import Run, Style, join_with_commas
from dossier.model.foreign_titles import language_of_title
from dossier.model.source import Source


def cite_source(source: Source, style: Style, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Yield the citation of a source in the form for its type."""
    match form_of(source):
        case CitationForm.CASE:
            yield from _case(source, pinpoint, later)
        case CitationForm.EU_CASE:
            yield from _eu_case(source, style, pinpoint)
            yield from subsequent_history(source.title, later, is_case=True)
        case CitationForm.LAW | CitationForm.EU_LAW:
            yield from _law(source, pinpoint)
        case CitationForm.ARTICLE:
            yield from _article(source, style, pinpoint)
        case CitationForm.NEWSPAPER:
            yield from _newspaper(source, style, pinpoint)
        case CitationForm.BOOK:
            yield from _book(source, style, pinpoint)
        case CitationForm.DOCUMENT:
            yield from _document(source, style, pinpoint, later)


def _case(source: Source, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """§§2.1.1 to 2.1.6: name, neutral citation, best report with its own year.

    Without a neutral citation: the report and the court. Without both: number, court and date.
    """
    citation, part = neutral_citation_and_part(source)
    name = case_title(source, part)
    yield Run(oscola_case_name(name), italic=True, language=language_of_title(source))
    yield Run(" ")
    place = part_and_pinpoint(part, pinpoint)
    if citation is not None:
        report = "" if source.report is None else f", {source.report}"
        yield Run(citation + report, href=source.url)
        yield from case_pinpoint(place, after_bracket=citation.endswith(")") and not report)
    elif source.report is not None:
        court = f" ({source.court})" if source.court else ""
        yield Run(source.report + court, href=source.url)
        yield from case_pinpoint(place, after_bracket=bool(court))
    else:
        bracket = ", ".join(part for part in (source.court, oscola_date(source.issued)) if part)
        number = "" if source.case_number is None else f"{source.case_number} "
        yield Run(f"{number}({bracket})" if bracket else number.rstrip(), href=source.url)
        yield from case_pinpoint(place, after_bracket=bool(bracket))
    yield from subsequent_history(name, later, is_case=True)


_SEVERAL_NUMBERS = re.compile(r",|\band\b|–.*–|-.*/.*-")


def _eu_case(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§4.4.2: number, name, ECLI without its prefix.

    The 4th edition (§2.6.2) prints a dash in the number and adds the report.
    """
    number = source.case_number
    if number is not None:
        bare = re.sub(r"^(Joined )?Cases? ", "", number)
        if style is Style.OSCOLA4:
            bare = re.sub(r"\b([CTF])-(?=[0-9])", r"\1–", bare)
        yield Run(f"{'Joined Cases' if _SEVERAL_NUMBERS.search(bare) else 'Case'} {bare} ")
    yield Run(oscola_case_name(source.title), italic=True, language=language_of_title(source))
    ecli = re.sub(r"^ECLI:", "", source.ecli or "", flags=re.IGNORECASE)
    report = f", {source.report}" if source.report and style is Style.OSCOLA4 else ""
    yield Run(" ")
    yield Run(ecli + report, href=source.url)
    yield from eu_case_pinpoint(pinpoint, style)


# States whose laws take an abbreviation in brackets (§2.6.2).
_PLACES = {"AU": "Cth", "AU-NSW": "NSW", "AU-VIC": "Vic", "AU-QLD": "Qld", "NZ": "NZ"}  # fmt: skip


def _law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """§§2.4.1, 2.5.1, 2.6.2 and 4.4.1: name in roman type, number or Official Journal, provision after a comma."""
    name, provision = law_and_provision(source)
    words = with_curly_quotes(name)
    place = _PLACES.get(source.jurisdiction or "")
    if place is not None and not words.endswith(f"({place})"):
        words += f" ({place})"
    number = instrument_number(source)
    if number is not None:
        words += f", {number}"
    if source.oj_reference is not None:
        words += f" {oscola_oj_reference(source.oj_reference)}"
    yield Run(words, href=source.url, language=language_of_title(source))
    yield from law_pinpoint(part_and_pinpoint(provision, pinpoint))


def _article(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.3: author, title, year, volume, journal, first page, place.

    The year is in square brackets if it serves as the volume, otherwise in round brackets. An article with pages takes
    no address.
    """
    year = year_of(source.issued)
    issue = f"({source.issue})" if source.issue else ""
    volume = f"({year}) {source.volume}{issue}" if source.volume else f"[{year}]"
    first = "" if source.pages is None else " " + re.split(r"[-–,]", source.pages, maxsplit=1)[0].strip()
    yield from _author_and_title(source)
    yield Run(f" {volume} {with_curly_quotes(source.publication or source.publisher or '')}".rstrip() + first)
    yield from document_pinpoint(pinpoint, is_after_page=bool(first))
    yield Run(title_note(source))
    if not first or (source.doi is not None and style is Style.OSCOLA5):
        yield from oscola_address(source, style)


def _newspaper(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.7.7: author, title, newspaper in italics, date, page or address.

    The 4th edition (§3.4.9) also asks for the city, which records do not hold.
    """
    yield from _author_and_title(source)
    yield Run(" ")
    yield Run(with_curly_quotes(source.publication or ""), italic=True)
    day = oscola_date(source.issued)
    page = "" if source.pages is None else f" {source.pages}"
    yield Run((f" ({day})" if day else "") + page)
    yield from document_pinpoint(pinpoint, is_after_page=bool(page))
    yield Run(title_note(source))
    if not page:
        yield from oscola_address(source, style)


def _book(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.2.1: author, title in italics, publisher and year."""
    authors = oscola_authors(source)
    if authors:
        yield Run(f"{authors}, ")
    yield Run(with_curly_quotes(source.title), italic=True, language=language_of_title(source))
    publisher = "" if source.publisher is None else f"{source.publisher} "
    yield Run(f" ({publisher}{year_of(source.issued)})")
    yield from document_pinpoint(pinpoint)
    yield Run(title_note(source))
    yield from oscola_address(source, style)


def _document(source: Source, style: Style, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """§§3.7.1 and 3.7.10: author, title, brackets, address.

    The brackets hold the kind of document, its number, its publication and its date.
    """
    yield from _author_and_title(source)
    bracket = join_with_commas(_bracket(source))
    if bracket:
        yield Run(" (")
        yield from bracket
        yield Run(")")
    yield from document_pinpoint(pinpoint)
    yield Run(title_note(source))
    yield from subsequent_history(source.title, later, is_case=False)
    yield from oscola_address(source, style)


def _author_and_title(source: Source) -> Iterator[Run]:
    authors = oscola_authors(source)
    yield Run(f"{authors}, " if authors else "")
    yield Run(in_single_quotes(source.title), language=language_of_title(source))


def _bracket(source: Source) -> Iterator[Run]:
    descriptor, number, day = descriptor_of(source), number_of(source), oscola_date(source.issued)
    kind_and_number = " ".join(part for part in (descriptor, number) if part)
    if kind_and_number:
        yield Run(kind_and_number)
    if source.court is not None:
        yield Run(source.court)
    if source.publication is not None:
        yield Run(with_curly_quotes(source.publication), italic=True)
    elif source.publisher is not None and source.publisher != oscola_authors(source):
        yield Run(with_curly_quotes(source.publisher))
    if day:
        yield Run(day)
