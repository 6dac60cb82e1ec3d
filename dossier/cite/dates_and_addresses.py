"""Dates, addresses and journal references as citations print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier.cite.runs import Run, Style
from dossier.model.dates import PartialDate, Precision
from dossier.model.source import Source
from dossier.model.vocabulary import Undated

DATE_NOT_RECORDED = "date not recorded"

# Bluebook table T12.
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def oscola_date(issued: PartialDate | Undated) -> str:
    """The date in the order day, month, year, or "" if the document has no date."""
    if isinstance(issued, Undated):
        return DATE_NOT_RECORDED if issued is Undated.NOT_SEEN else ""
    return str(issued)


def bluebook_date(issued: PartialDate | Undated) -> str:
    """The date in the order month, day, year, or "" if the document has no date.

    Months are abbreviated by Bluebook table T12.

    >>> bluebook_date(PartialDate.parse("2022-01-18"))
    'Jan. 18, 2022'
    """
    if isinstance(issued, Undated):
        return DATE_NOT_RECORDED if issued is Undated.NOT_SEEN else ""
    if issued.qualifier or issued.precision not in {Precision.DAY, Precision.MONTH}:
        return str(issued)
    first = issued.earliest
    return month_day_year(first) if issued.precision is Precision.DAY else f"{_MONTHS[first.month - 1]} {first.year}"


def month_day_year(day: date) -> str:
    """A day as the Bluebook prints it, the month abbreviated by table T12: `Jan. 18, 2022`."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def year_of(issued: PartialDate | Undated) -> str:
    """The year alone, for law reports and journals."""
    if isinstance(issued, Undated):
        return DATE_NOT_RECORDED if issued is Undated.NOT_SEEN else "undated"
    return str(issued.earliest.year) if issued.earliest.year == issued.latest.year else str(issued)


ADDRESS_NOT_RECORDED = "(address of the original not recorded)"

# Hosts that promise to keep an address permanently. Such an address needs no day of access (OSCOLA 5 §3.7.1).
_PERSISTENT = re.compile(r"https?://(?:www\.)?(?:perma\.cc|(?:dx\.)?doi\.org|hdl\.handle\.net)/", re.IGNORECASE)
_PERMA = re.compile(r"https?://(?:www\.)?perma\.cc/", re.IGNORECASE)
_WWW = re.compile(r"https?://(?=www\.)", re.IGNORECASE)


def is_persistent(url: str) -> bool:
    """True if the host promises to keep this address permanently."""
    return _PERSISTENT.match(url) is not None


def persistent_address(source: Source) -> str | None:
    """The permanent address of a source, or None."""
    if source.persistent_url is not None:
        return source.persistent_url
    if source.url is not None and is_persistent(source.url):
        return source.url
    return next((archive.url for archive in source.archives if _PERMA.match(archive.url)), None)


def needs_access_date(source: Source) -> bool:
    """True if the citation of this web source is incomplete without the day of access (OSCOLA 5 §3.7.1)."""
    return source.url is not None and source.doi is None and persistent_address(source) is None


def without_scheme(url: str) -> str:
    """The address without `https://` if it begins with `www.` (OSCOLA 5 §3.1.4)."""
    return _WWW.sub("", url)


def oscola_address(source: Source, style: Style) -> Iterator[Run]:
    """Yield the DOI, or the address in angle brackets with the day of access.

    OSCOLA 4 always prints the day of access. OSCOLA 5 omits it if the address is permanent.
    """
    if source.doi is not None and style is Style.OSCOLA5:
        yield Run(" DOI: ")
        yield Run(source.doi, href=source.doi_address)
        return
    permanent = source.doi_address or persistent_address(source)
    address = permanent or source.url
    if address is None:
        if source.lacks_address:
            yield Run(f" {ADDRESS_NOT_RECORDED}")
        return
    yield Run(" <")
    yield Run(without_scheme(address), href=address)
    has_access_date = source.accessed is not None and (style is Style.OSCOLA4 or permanent is None)
    yield Run(f"> accessed {source.accessed}" if has_access_date else ">")


def bluebook_address(source: Source) -> Iterator[Run]:
    """Yield the address and, in square brackets, the archived copy (Bluebook rule 18.2.1(d)).

    A DOI is printed alone.
    """
    if source.doi_address is not None:
        yield Run(", ")
        yield Run(source.doi_address, href=source.doi_address)
        return
    archived = source.persistent_url or next((archive.url for archive in source.archives), None)
    if source.url is None and archived is None:
        if source.lacks_address:
            yield Run(f" {ADDRESS_NOT_RECORDED}")
        return
    address = source.url or archived or ""
    yield Run(", ")
    yield Run(address, href=address)
    if archived is not None and archived != address:
        yield Run(" [")
        yield Run(archived, href=archived)
        yield Run("]")


def last_visited(source: Source) -> str:
    """The day of access in brackets, or "" if it was not recorded.

    The Bluebook asks for it if a page has no date (rule 18.2.2(c)).
    """
    return "" if source.accessed is None else f" (last visited {month_day_year(source.accessed.earliest)})"


# The form of legal writing: `[2016] OJ L119/1`.
_LEGAL_FORM = re.compile(r"\[(?P<year>[0-9]{4})\] OJ (?P<series>[LC]) ?(?P<issue>[0-9]+)/(?P<page>[0-9]+)")
# The form of the Journal itself until September 2023: `OJ L 119, 4.5.2016, p. 1`.
_JOURNAL_FORM = re.compile(
    r"OJ (?P<series>[LC]) (?P<issue>[0-9]+), [0-9]{1,2}\.[0-9]{1,2}\.(?P<year>[0-9]{4}), pp?\. ?(?P<page>[0-9]+).*"
)
# Since 1 October 2023 each act is a separate issue, cited by its day: `OJ L, 2024/1689, 12.7.2024`.
_FORM_BY_DAY = re.compile(r"\[?(?:[0-9]{4}\] )?OJ (?P<series>[LC]),? (?:[0-9]{4}/[0-9]+, )?(?P<day>[0-9]{1,2}\.[0-9]{1,2}\.(?P<year>[0-9]{4}))")  # fmt: skip  # noqa: E501


def oscola_oj_reference(reference: str) -> str:
    """The reference to the Official Journal by OSCOLA 5 §4.4.1, or as recorded if its form is unknown.

    >>> oscola_oj_reference("OJ L 119, 4.5.2016, p. 1")
    '[2016] OJ L119/1'
    """
    found = _LEGAL_FORM.fullmatch(reference) or _JOURNAL_FORM.fullmatch(reference)
    if found is not None:
        return f"[{found['year']}] OJ {found['series']}{found['issue']}/{found['page']}"
    found = _FORM_BY_DAY.fullmatch(reference)
    return reference if found is None else f"[{found['year']}] OJ {found['series']} {found['day']}"


def bluebook_oj_reference(reference: str) -> str:
    """The reference to the Official Journal by Bluebook rule 21.9, or as recorded if its form is unknown.

    >>> bluebook_oj_reference("[2009] OJ L311/35")
    '2009 O.J. (L 311) 35'
    """
    found = _LEGAL_FORM.fullmatch(reference) or _JOURNAL_FORM.fullmatch(reference)
    return reference if found is None else f"{found['year']} O.J. ({found['series']} {found['issue']}) {found['page']}"
