"""Turn the addresses of a source into the end of its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.cite.days import american
from dossier.cite.runs import Run
from dossier.cite.styles import Style
from dossier.model.source import Source

ADDRESS_NOT_RECORDED = "(address of the original not recorded)"

# Hosts that promise to keep an address for good: with one of these no day of access is given (OSCOLA 5 §3.7.1).
_PERSISTENT = re.compile(r"https?://(?:www\.)?(?:perma\.cc|(?:dx\.)?doi\.org|hdl\.handle\.net)/", re.IGNORECASE)
_PERMA = re.compile(r"https?://(?:www\.)?perma\.cc/", re.IGNORECASE)
_WWW = re.compile(r"https?://(?=www\.)", re.IGNORECASE)


def is_persistent(url: str) -> bool:
    """Whether the address itself is of the lasting kind."""
    return _PERSISTENT.match(url) is not None


def persistent_address(source: Source) -> str | None:
    """The lasting address of a source, if it has one."""
    if source.persistent_url is not None:
        return source.persistent_url
    if source.url is not None and is_persistent(source.url):
        return source.url
    return next((archive.url for archive in source.archives if _PERMA.match(archive.url)), None)


def needs_access_date(source: Source) -> bool:
    """Whether the citation of this web source is not whole without the day it was opened (OSCOLA 5 §3.7.1)."""
    return source.url is not None and source.doi is None and persistent_address(source) is None


def shown(url: str) -> str:
    """The address as OSCOLA prints it: without the scheme where `www.` says what it is (OSCOLA 5 §3.1.4)."""
    return _WWW.sub("", url)


def oscola_address(source: Source, style: Style) -> Iterator[Run]:
    """The address in angle brackets; OSCOLA 4 always adds the day of access, OSCOLA 5 not where the link lasts."""
    if source.doi is not None and style is Style.OSCOLA5:
        yield Run(" DOI: ")
        yield Run(source.doi, href=f"https://doi.org/{source.doi}")
        return
    lasting = f"https://doi.org/{source.doi}" if source.doi is not None else persistent_address(source)
    address = lasting or source.url
    if address is None:
        if source.seen_at is not None:
            yield Run(f" {ADDRESS_NOT_RECORDED}")
        return
    yield Run(" <")
    yield Run(shown(address), href=address)
    dated = source.accessed is not None and (style is Style.OSCOLA4 or lasting is None)
    yield Run(f"> accessed {source.accessed}" if dated else ">")


def bluebook_address(source: Source) -> Iterator[Run]:
    """The address and, in square brackets, the archived copy (Bluebook rule 18.2.1(d)); a DOI stands alone."""
    if source.doi is not None:
        yield Run(", ")
        yield Run(f"https://doi.org/{source.doi}", href=f"https://doi.org/{source.doi}")
        return
    archived = source.persistent_url or next((archive.url for archive in source.archives), None)
    if source.url is None and archived is None:
        if source.seen_at is not None:
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
    """The day of access, as the Bluebook gives it for a page without a date (rule 18.2.2(c)); "" where not recorded."""
    return "" if source.accessed is None else f" (last visited {american(source.accessed.earliest)})"
