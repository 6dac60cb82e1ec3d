"""Citation templates of English Wikipedia for sources (Help:Citation Style 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.cite.classify import medium_of, title_note
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState

# Characters that end a parameter, a template or a link, that begin a tag or an entity, or that are always expanded.
_MARKUP = re.compile(r"[|{}\[\]<>&]|''+|~~~+|__+")
_UNSAFE = re.compile(r"[\s|{}\[\]<>\"'`^\\]")


def wikipedia(source: Source, pinpoint: str | None = None, later: str = "") -> str:
    """The template `{{cite web}}`, or `{{citation}}` for a source without an address, which `{{cite web}}` requires.

    It leaves out what was not recorded, and dates that Citation Style 1 refuses (a decade, a century). The templates
    have no place for later history, so `later`, sentences on it, follow the template.
    """
    fields = [f"|{name}={value}" for name, value in _fields(source, pinpoint) if value]
    name = "cite web" if _address(source) else "citation"
    return " ".join((f"{{{{{name}", *fields)) + "}}" + (f" {escape(later)}" if later else "")


def escape(text: str) -> str:
    """The text as a value of a template, printed as it is except that each run of white space becomes one space.

    >>> escape("A | {{b}}")
    'A &#124; &#123;&#123;b&#125;&#125;'
    """
    return _MARKUP.sub(lambda match: "".join(f"&#{ord(char)};" for char in match[0]), " ".join(text.split()))


def _fields(source: Source, pinpoint: str | None) -> Iterator[tuple[str, str | None]]:
    address, medium = _address(source), medium_of(source)
    yield "url", None if address is None else _encoded(address)
    yield "title", escape(source.title + title_note(source))
    if not isinstance(source.authors, AuthorState):
        for number, author in enumerate(source.authors, 1):
            yield from _author(author, str(number) if len(source.authors) > 1 else "")
    yield from (
        (name, None if text is None else escape(text))
        for name, text in (
            ("website", source.publication),
            ("publisher", source.publisher or source.court),
            ("type", None if medium is None else medium.capitalize()),
            ("doi", source.doi),
            ("isbn", source.isbn),
            ("id", _numbers(source) or None),
            ("at", pinpoint),
        )
    )
    yield "date", _day(source.issued) if isinstance(source.issued, PartialDate) else None
    yield "language", None if source.language.split("-")[0] == "en" else escape(source.language)
    if address is not None:
        yield "access-date", None if source.accessed is None else str(source.accessed)
        newest = source.newest_archive
        if newest is not None and newest.date is not None:
            yield "archive-url", _encoded(newest.url)
            yield "archive-date", str(newest.date)
            # Otherwise the template would link to the copy instead of the original.
            yield "url-status", "live"


def _author(author: Author, number: str) -> Iterator[tuple[str, str | None]]:
    if author.literal is not None:
        yield f"author{number}", escape(author.literal)
        return
    yield f"last{number}", escape(author.family or "")
    yield f"first{number}", None if author.given is None else escape(author.given)


def _numbers(source: Source) -> str:
    numbers = (
        source.neutral_citation,
        source.report,
        source.ecli,
        source.oj_reference,
        source.official_id,
        source.case_number,
    )
    return ", ".join(dict.fromkeys(text for text in numbers if text))


def _day(issued: PartialDate) -> str | None:
    """The date in a form that Citation Style 1 accepts, or None.

    An uncertain date is cut to its year, because Citation Style 1 accepts `c.` only before a year.
    """
    if issued.precision in {Precision.DECADE, Precision.CENTURY}:
        return None
    return f"c. {issued.earliest.year}" if issued.qualifier else str(issued)


def _address(source: Source) -> str | None:
    return source.persistent_url or source.url


def _encoded(address: str) -> str:
    """The address, with percent-encoded characters that would otherwise end it."""
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)
