"""BibTeX entries of sources, for BibTeX, BibLaTeX, Zotero and pandoc.

A character that TeX would interpret is written as the command that prints it, so no part of a title is lost. Titles
are in two pairs of braces, so no style changes their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from string import punctuation

from pylatexenc.latexencode import (  # type: ignore[import-untyped]
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from dossier.cite.classify import medium_of
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Undated

_TYPES = {
    CslType.ARTICLE: "article",
    CslType.ARTICLE_JOURNAL: "article",
    CslType.ARTICLE_MAGAZINE: "article",
    CslType.ARTICLE_NEWSPAPER: "article",
    CslType.BOOK: "book",
    CslType.CHAPTER: "incollection",
    CslType.ENTRY_ENCYCLOPEDIA: "incollection",
    CslType.PAPER_CONFERENCE: "inproceedings",
    CslType.REPORT: "techreport",
    CslType.THESIS: "phdthesis",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}

# The encoder leaves straight quotation marks alone or makes them curly, and prints `<` and `>` as mathematics.
_OWN_RULES = {
    "<": r"\textless",
    ">": r"\textgreater",
    # A grave accent over nothing.
    "`": r"\`{}",
    "'": r"\textquotesingle",
    '"': r"\textquotedbl",
}
_ENCODER = UnicodeToLatexEncoder(
    conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, str.maketrans(_OWN_RULES)), "defaults"],
    replacement_latex_protection="braces-after-macro",
)
# The encoder is asked once for each character, because it takes 14 times as long as this table and would normalise
# text to NFC. Characters beyond ASCII are written as they are, in UTF-8.
_COMMANDS = str.maketrans({char: _ENCODER.unicode_to_latex(char) for char in punctuation})
# BibTeX also counts a brace after a backslash, so an unmatched brace would end the file early unless it is written by
# name. TeX prints this name. Pandoc does not know it and omits the brace.
_UNMATCHED = _COMMANDS | str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
_BRACES = re.compile("[{}]")
# TeX joins hyphens into a longer dash.
_HYPHENS = re.compile("--+")


def bibtex(sources: Iterable[Source], later: Mapping[str, str]) -> bytes:
    """The BibTeX file of the sources. `later` has sentences on the later history of judgments, by identifier."""
    return "\n".join(_entry(source, later.get(source.id, "")) for source in sources).encode()


def escape(text: str) -> str:
    """The text in TeX, printed as it is except that each run of white space becomes one space."""
    escaped = " ".join(text.split()).translate(_COMMANDS if is_balanced(text) else _UNMATCHED)
    return _HYPHENS.sub(lambda hyphens: "-{}" * len(hyphens[0]), escaped)


def is_balanced(text: str) -> bool:
    """True if every brace is matched."""
    depth = 0
    for brace in _BRACES.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _entry(source: Source, later: str) -> str:
    kind = _TYPES.get(source.type, "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(source, kind, later)]
    return "\n".join((f"@{kind}{{{source.id},", *lines, "}\n"))


def _fields(source: Source, kind: str, later: str) -> Iterator[tuple[str, str]]:
    if not isinstance(source.authors, AuthorState):
        yield "author", f"{{{' and '.join(map(_name, source.authors))}}}"
    yield "title", f"{{{{{escape(source.title)}}}}}"
    if isinstance(source.issued, PartialDate):
        yield from _date(source.issued)
    texts = (
        (_CONTAINERS.get(kind, "howpublished"), source.publication),
        (_PUBLISHERS.get(kind, "publisher"), source.publisher),
        ("volume", source.volume),
        ("number", source.issue or source.official_id or source.case_number),
        ("pages", source.pages),
        ("isbn", source.isbn),
        ("language", source.language),
        ("note", ". ".join(text for text in (_note(source), later) if text)),
    )
    yield from ((name, f"{{{escape(text)}}}") for name, text in texts if text)
    # Addresses are read verbatim, so characters that could end the field are percent-encoded.
    if source.doi:
        yield "doi", f"{{{_verbatim(source.doi)}}}"
    address = source.persistent_url or source.url
    if address:
        yield "url", f"{{{_verbatim(address)}}}"
        if source.accessed is not None:
            yield "urldate", f"{{{source.accessed.text}}}"


def _date(issued: PartialDate) -> Iterator[tuple[str, str]]:
    """Yield the date for BibLaTeX (EDTF), and the year and month for BibTeX."""
    yield "date", f"{{{issued.text}}}"
    if issued.precision not in {Precision.DECADE, Precision.CENTURY}:
        yield "year", f"{{{issued.earliest.year}}}"
    if issued.precision in {Precision.DAY, Precision.MONTH}:
        yield "month", f"{{{issued.earliest.month}}}"


def _name(author: Author) -> str:
    # Braces keep a name that contains "and" or a comma together.
    if author.literal is not None:
        return f"{{{escape(author.literal)}}}"
    family = f"{{{escape(author.family or '')}}}"
    return f"{family}, {{{escape(author.given)}}}" if author.given else family


def _note(source: Source) -> str:
    """The medium, the numbers and the court of a document, for which BibTeX has no fields, and "undated"."""
    parts = (medium_of(source), source.neutral_citation, source.report, source.ecli, source.oj_reference, source.court)
    undated = "undated" if source.issued is Undated.UNDATED else None
    return ", ".join(text for text in (*parts, undated) if text)


def _verbatim(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
