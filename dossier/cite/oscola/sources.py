"""Turn a source into its citation by OSCOLA, 5th or 4th edition.

The Oxford University Standard for the Citation of Legal Authorities is published by the Faculty of Law of the
University of Oxford. A citation is given without its final full stop, which belongs to the footnote (§1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import curled, oscola_authors, oscola_case_name, quoted
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
from dossier.cite.dates_and_addresses import oscola_address, oscola_day, oscola_oj, year_of
from dossier.cite.decisions import Turn
from dossier.cite.oscola.decisions import history
from dossier.cite.oscola.pinpoints import in_case, in_document, in_eu_case, in_law
from dossier.cite.runs import Run, Style, commas
from dossier.model.source import Source


def cite_source(source: Source, style: Style, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """Yield the citation of a source in the form that its type calls for."""
    match form_of(source):
        case CitationForm.CASE:
            yield from _case(source, pinpoint, later)
        case CitationForm.EU_CASE:
            yield from _eu_case(source, style, pinpoint)
        case CitationForm.LAW | CitationForm.EU_LAW:
            yield from _law(source, pinpoint)
        case CitationForm.ARTICLE:
            yield from _article(source, style, pinpoint)
        case CitationForm.NEWSPAPER:
            yield from _newspaper(source, style, pinpoint)
        case CitationForm.BOOK:
            yield from _book(source, style, pinpoint)
        case CitationForm.DOCUMENT:
            yield from _document(source, style, pinpoint)


def _case(source: Source, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """§§2.1.1 to 2.1.6: name, neutral citation, best report with its own year; else the report and the court."""
    citation, part = citation_of(source)
    name = case_title(source, part)
    yield Run(oscola_case_name(name), italic=True)
    yield Run(" ")
    place = with_part(part, pinpoint)
    if citation is not None:
        report = "" if source.report is None else f", {source.report}"
        yield Run(citation + report, href=source.url)
        yield from in_case(place, after_bracket=citation.endswith(")") and not report)
    elif source.report is not None:
        court = f" ({source.court})" if source.court else ""
        yield Run(source.report + court, href=source.url)
        yield from in_case(place, after_bracket=bool(court))
    else:
        bracket = ", ".join(one for one in (source.court, oscola_day(source.issued)) if one)
        number = "" if source.case_number is None else f"{source.case_number} "
        yield Run(f"{number}({bracket})" if bracket else number.rstrip(), href=source.url)
        yield from in_case(place, after_bracket=bool(bracket))
    yield from history(name, later, is_case=True)


_NUMBER_OF_MANY = re.compile(r",|\band\b|–.*–|-.*/.*-")


def _eu_case(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§4.4.2: number, name, ECLI without its prefix; the 4th edition (§2.6.2) puts a dash and adds the report."""
    number = source.case_number
    if number is not None:
        bare = re.sub(r"^(Joined )?Cases? ", "", number)
        if style is Style.OSCOLA4:
            bare = re.sub(r"\b([CTF])-(?=[0-9])", r"\1–", bare)
        yield Run(f"{'Joined Cases' if _NUMBER_OF_MANY.search(bare) else 'Case'} {bare} ")
    yield Run(oscola_case_name(source.title), italic=True)
    ecli = re.sub(r"^ECLI:", "", source.ecli or "", flags=re.IGNORECASE)
    report = f", {source.report}" if source.report and style is Style.OSCOLA4 else ""
    yield Run(" ")
    yield Run(ecli + report, href=source.url)
    yield from in_eu_case(pinpoint, style)


# The states whose laws are told apart by an abbreviation in brackets (§2.6.2).
_PLACES = {"AU": "Cth", "AU-NSW": "NSW", "AU-VIC": "Vic", "AU-QLD": "Qld", "NZ": "NZ"}  # fmt: skip


def _law(source: Source, pinpoint: str | None) -> Iterator[Run]:
    """§§2.4.1, 2.5.1, 2.6.2 and 4.4.1: name in roman, number or Official Journal, provision after a comma."""
    name, provision = law_and_provision(source)
    words = curled(name)
    place = _PLACES.get(source.jurisdiction or "")
    if place is not None and not words.endswith(f"({place})"):
        words += f" ({place})"
    number = instrument_number(source)
    if number is not None:
        words += f", {number}"
    if source.oj_reference is not None:
        words += f" {oscola_oj(source.oj_reference)}"
    yield Run(words, href=source.url)
    yield from in_law(with_part(provision, pinpoint))


def _article(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.3: year in square brackets where it is the volume, else in round ones; no address where there are pages."""
    year = year_of(source.issued)
    issue = f"({source.issue})" if source.issue else ""
    volume = f"({year}) {source.volume}{issue}" if source.volume else f"[{year}]"
    first = "" if source.pages is None else " " + re.split(r"[-–,]", source.pages, maxsplit=1)[0].strip()
    yield from _author_and_title(source)
    yield Run(f" {volume} {curled(source.publication or source.publisher or '')}".rstrip() + first)
    yield from in_document(pinpoint, is_after_page=bool(first))
    yield Run(title_note(source))
    if not first or (source.doi is not None and style is Style.OSCOLA5):
        yield from oscola_address(source, style)


def _newspaper(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.7.7: the paper in italics before the date; the 4th edition (§3.4.9) adds the city, which no record has."""
    yield from _author_and_title(source)
    yield Run(" ")
    yield Run(curled(source.publication or ""), italic=True)
    day = oscola_day(source.issued)
    page = "" if source.pages is None else f" {source.pages}"
    yield Run((f" ({day})" if day else "") + page)
    yield from in_document(pinpoint, is_after_page=bool(page))
    yield Run(title_note(source))
    if not page:
        yield from oscola_address(source, style)


def _book(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§3.2.1: author, title in italics, publisher and year."""
    authors = oscola_authors(source)
    if authors:
        yield Run(f"{authors}, ")
    yield Run(curled(source.title), italic=True)
    publisher = "" if source.publisher is None else f"{source.publisher} "
    yield Run(f" ({publisher}{year_of(source.issued)})")
    yield from in_document(pinpoint)
    yield Run(title_note(source))
    yield from oscola_address(source, style)


def _document(source: Source, style: Style, pinpoint: str | None) -> Iterator[Run]:
    """§§3.7.1 and 3.7.10: author, title, in brackets what it is, its number, where and when it appeared; address."""
    yield from _author_and_title(source)
    bracket = commas(_bracket(source))
    if bracket:
        yield Run(" (")
        yield from bracket
        yield Run(")")
    yield from in_document(pinpoint)
    yield Run(title_note(source))
    yield from oscola_address(source, style)


def _author_and_title(source: Source) -> Iterator[Run]:
    authors = oscola_authors(source)
    yield Run(f"{authors}, {quoted(source.title)}" if authors else quoted(source.title))


def _bracket(source: Source) -> Iterator[Run]:
    descriptor, number, day = descriptor_of(source), number_of(source), oscola_day(source.issued)
    what = " ".join(one for one in (descriptor, number) if one)
    if what:
        yield Run(what)
    if source.court is not None:
        yield Run(source.court)
    if source.publication is not None:
        yield Run(curled(source.publication), italic=True)
    elif source.publisher is not None and source.publisher != oscola_authors(source):
        yield Run(curled(source.publisher))
    if day:
        yield Run(day)
