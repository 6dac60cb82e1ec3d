"""Turn a source into the template of English Wikipedia that cites it (Help:Citation Style 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.cite.classify import title_note
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState

# What ends a parameter, a template or a link, opens a tag or an entity, or is expanded wherever it stands.
_MARKUP = re.compile(r"[|{}\[\]<>&]|''+|~~~+|__+")
_UNSAFE = re.compile(r"[\s|{}\[\]<>\"'`^\\]")


def wikipedia(source: Source, pinpoint: str | None = None) -> str:
    """`{{cite web}}`, or `{{citation}}` where there is no address, without which the former is an error.

    What was not seen is left out. Dates that Citation Style 1 refuses (a decade, a century) are left out, too.
    """
    fields = [f"|{name}={value}" for name, value in _fields(source, pinpoint) if value]
    name = "cite web" if _address(source) else "citation"
    return " ".join((f"{{{{{name}", *fields)) + "}}"


def escaped(text: str) -> str:
    """The text as a template prints it unchanged; white space becomes one space.

    >>> escaped("A | {{b}}")
    'A &#124; &#123;&#123;b&#125;&#125;'
    """
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(char)};" for char in found.group()), " ".join(text.split()))


def _fields(source: Source, pinpoint: str | None) -> Iterator[tuple[str, str | None]]:
    address = _address(source)
    yield "url", None if address is None else _encoded(address)
    yield "title", escaped(source.title + title_note(source))
    if not isinstance(source.authors, AuthorState):
        for number, author in enumerate(source.authors, 1):
            yield from _author(author, str(number) if len(source.authors) > 1 else "")
    yield from (
        (name, None if text is None else escaped(text))
        for name, text in (
            ("website", source.publication),
            ("publisher", source.publisher or source.court),
            ("id", _numbers(source) or None),
            ("at", pinpoint),
        )
    )
    yield "date", _day(source.issued) if isinstance(source.issued, PartialDate) else None
    yield "language", None if source.language.split("-")[0] == "en" else escaped(source.language)
    if address is not None:
        yield "access-date", None if source.accessed is None else str(source.accessed)
        newest = max(source.archives, key=lambda one: one.date.earliest, default=None)
        if newest is not None:
            yield "archive-url", _encoded(newest.url)
            yield "archive-date", str(newest.date)
            # Else the template links the copy in the place of the original.
            yield "url-status", "live"


def _author(author: Author, number: str) -> Iterator[tuple[str, str | None]]:
    if author.literal is not None:
        yield f"author{number}", escaped(author.literal)
        return
    yield f"last{number}", escaped(author.family or "")
    yield f"first{number}", None if author.given is None else escaped(author.given)


def _numbers(source: Source) -> str:
    found = (
        source.neutral_citation,
        source.report,
        source.ecli,
        source.oj_reference,
        source.official_id,
        source.case_number,
    )
    return ", ".join(dict.fromkeys(text for text in found if text))


def _day(issued: PartialDate) -> str | None:
    """The date in a form that Citation Style 1 reads; of an uncertain one the year, for it knows `c.` before years."""
    if issued.precision in {Precision.DECADE, Precision.CENTURY}:
        return None
    return f"c. {issued.earliest.year}" if issued.qualifier else str(issued)


def _address(source: Source) -> str | None:
    return source.persistent_url or source.url


def _encoded(address: str) -> str:
    """The address with what would end it percent-encoded."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), address)
