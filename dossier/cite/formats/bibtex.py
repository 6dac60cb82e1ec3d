"""Turn sources into BibTeX entries, which BibLaTeX, Zotero and pandoc read, too.

Every character that TeX obeys is written as a command that prints it, so that any title survives; titles stand in two
pairs of braces, so that no style changes their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.field_types import Undated
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType

_TYPES = {
    CslType.ARTICLE: "article",
    CslType.ARTICLE_JOURNAL: "article",
    CslType.ARTICLE_MAGAZINE: "article",
    CslType.ARTICLE_NEWSPAPER: "article",
    CslType.BOOK: "book",
    CslType.CHAPTER: "incollection",
    CslType.ENTRY_ENCYCLOPEDIA: "incollection",
    CslType.REPORT: "techreport",
    CslType.THESIS: "phdthesis",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}

_CHARACTERS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    # A grave accent over nothing.
    "`": r"\`{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
}
# BibTeX counts a brace after a backslash, too: one without its fellow is written by name, or it would end the file. TeX
# prints it so; pandoc, which does not know the name, leaves it out.
_LONE = {**_CHARACTERS, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_ESCAPED = re.compile("[" + re.escape("".join(_CHARACTERS)) + "]|--+")


def bibtex(sources: Iterable[Source]) -> bytes:
    """The BibTeX file of the sources."""
    return "\n".join(_entry(source) for source in sources).encode()


def escaped(text: str) -> str:
    """The text as TeX prints it unchanged; white space becomes one space."""
    characters = _CHARACTERS if is_balanced(text) else _LONE
    return _ESCAPED.sub(lambda found: characters.get(found.group(), "-{}" * len(found.group())), " ".join(text.split()))


def is_balanced(text: str) -> bool:
    """Whether every brace has its fellow."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _entry(source: Source) -> str:
    kind = _TYPES.get(source.type, "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(source, kind)]
    return "\n".join((f"@{kind}{{{source.id},", *lines, "}\n"))


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    if not isinstance(source.authors, AuthorState):
        yield "author", f"{{{' and '.join(map(_name, source.authors))}}}"
    yield "title", f"{{{{{escaped(source.title)}}}}}"
    if isinstance(source.issued, PartialDate):
        yield from _date(source.issued)
    texts = (
        (_CONTAINERS.get(kind, "howpublished"), source.publication),
        (_PUBLISHERS.get(kind, "publisher"), source.publisher),
        ("volume", source.volume),
        ("number", source.issue or source.official_id or source.case_number),
        ("pages", source.pages),
        ("language", source.language),
        ("note", _note(source)),
    )
    yield from ((name, f"{{{escaped(text)}}}") for name, text in texts if text)
    # Addresses are read verbatim; what could end the field is percent-encoded.
    if source.doi:
        yield "doi", f"{{{_verbatim(source.doi)}}}"
    address = source.persistent_url or source.url
    if address:
        yield "url", f"{{{_verbatim(address)}}}"
        if source.accessed is not None:
            yield "urldate", f"{{{source.accessed.text}}}"


def _date(issued: PartialDate) -> Iterator[tuple[str, str]]:
    """The date as BibLaTeX reads it (EDTF), and the year and month that BibTeX knows."""
    yield "date", f"{{{issued.text}}}"
    if issued.precision not in {Precision.DECADE, Precision.CENTURY}:
        yield "year", f"{{{issued.earliest.year}}}"
    if issued.precision in {Precision.DAY, Precision.MONTH}:
        yield "month", f"{{{issued.earliest.month}}}"


def _name(author: Author) -> str:
    # Braces keep a name together that holds "and" or a comma.
    if author.literal is not None:
        return f"{{{escaped(author.literal)}}}"
    family = f"{{{escaped(author.family or '')}}}"
    return f"{family}, {{{escaped(author.given)}}}" if author.given else family


def _note(source: Source) -> str:
    """What identifies a legal document, for which BibTeX has no fields."""
    found = (source.neutral_citation, source.report, source.ecli, source.oj_reference, source.court)
    undated = "undated" if source.issued is Undated.UNDATED else None
    return ", ".join(text for text in (*found, undated) if text)


def _verbatim(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
