"""RIS records of sources (Research Information Systems, 2011).

Each line holds one tag and ends in CRLF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dossier.cite.classify import medium_of
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType

_TYPES = {
    CslType.ARTICLE: "GEN",
    CslType.ARTICLE_JOURNAL: "JOUR",
    CslType.ARTICLE_MAGAZINE: "MGZN",
    CslType.ARTICLE_NEWSPAPER: "NEWS",
    CslType.BILL: "BILL",
    CslType.BOOK: "BOOK",
    CslType.CHAPTER: "CHAP",
    CslType.DATASET: "DATA",
    CslType.ENTRY_ENCYCLOPEDIA: "ENCYC",
    CslType.GRAPHIC: "ART",
    CslType.HEARING: "HEAR",
    CslType.LEGAL_CASE: "CASE",
    CslType.LEGISLATION: "STAT",
    CslType.MOTION_PICTURE: "VIDEO",
    CslType.PAPER_CONFERENCE: "CPAPER",
    CslType.PERSONAL_COMMUNICATION: "PCOMM",
    CslType.POST: "ICOMM",
    CslType.POST_WEBLOG: "BLOG",
    CslType.REGULATION: "STAT",
    CslType.REPORT: "RPRT",
    CslType.THESIS: "THES",
    CslType.WEBPAGE: "ELEC",
}


def ris(sources: Iterable[Source], later: Mapping[str, str]) -> bytes:
    """The content of a RIS file. `later` has sentences on the later history of judgments, by identifier."""
    records = (_record(source, later.get(source.id, "")) for source in sources)
    lines = (f"{tag}  - {text}\r\n" for record in records for tag, text in record)
    return "".join(lines).encode()


def _record(source: Source, later: str) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(source.type, "GEN")
    yield "ID", source.id
    if not isinstance(source.authors, AuthorState):
        yield from (("AU", _one_line(_name(author))) for author in source.authors)
    yield "TI", _one_line(source.title)
    if isinstance(source.issued, PartialDate):
        yield from _date(source.issued)
    texts = (
        ("T2", source.publication),
        ("PB", source.publisher),
        ("VL", source.volume),
        ("IS", source.issue),
        ("SP", source.pages),
        ("SN", source.isbn),
        ("M1", source.official_id or source.case_number),
        ("LA", source.language),
        ("N1", ". ".join(text for text in (_note(source), later) if text)),
        ("DO", source.doi),
        ("UR", source.persistent_url or source.url),
    )
    yield from ((tag, _one_line(text)) for tag, text in texts if text)
    if source.accessed is not None:
        yield "Y2", source.accessed.text.replace("-", "/")
    yield "ER", ""


def _one_line(text: str) -> str:
    """The value on one line, because a line break would begin another tag."""
    return " ".join(text.split())


def _name(author: Author) -> str:
    if author.literal is not None:
        # EndNote's sign for a body, without which a comma in its name would end a family name.
        return f"{author.literal}," if "," in author.literal else author.literal
    return f"{author.family}, {author.given}" if author.given else str(author.family)


def _date(issued: PartialDate) -> Iterator[tuple[str, str]]:
    if issued.precision in {Precision.DECADE, Precision.CENTURY}:
        return
    first = issued.earliest
    yield "PY", str(first.year)
    if issued.precision is Precision.DAY:
        yield "DA", f"{first.year}/{first.month:02}/{first.day:02}"
    elif issued.precision is Precision.MONTH:
        yield "DA", f"{first.year}/{first.month:02}"


def _note(source: Source) -> str:
    parts = (medium_of(source), source.neutral_citation, source.report, source.ecli, source.oj_reference, source.court)
    return ", ".join(text for text in parts if text)
