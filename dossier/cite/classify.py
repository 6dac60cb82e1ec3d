"""Which form of citation a source takes, and which of its fields the form prints."""

from __future__ import annotations

import re
from enum import StrEnum

from dossier.cite.neutral_citation import leading
from dossier.cite.pinpoints import parse
from dossier.model.source import Source
from dossier.model.vocabulary import CslType, Genre, TitleBasis


class CitationForm(StrEnum):
    """The forms that the styles tell apart."""

    CASE = "case"
    EU_CASE = "eu-case"
    LAW = "law"
    EU_LAW = "eu-law"
    ARTICLE = "article"
    NEWSPAPER = "newspaper"
    BOOK = "book"
    DOCUMENT = "document"


_LAWS = frozenset({CslType.LEGISLATION, CslType.REGULATION, CslType.BILL, CslType.TREATY})
_NEWSPAPERS = frozenset({CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE})
_EU_ECLI = re.compile(r"(?:ECLI:)?EU:[CTF]:", re.IGNORECASE)
_EU_TITLE = re.compile(
    r"(?:(?:Council|Commission|Commission Delegated|Commission Implementing) )?"
    r"(?:Regulation|Directive|Decision|Framework Decision) (?:\((?:EU|EC|EEC|Euratom)|[0-9]{2,4}/)"
)


def form_of(source: Source) -> CitationForm:
    """The form of citation that the type and numbers of a source call for."""
    if source.type is CslType.LEGAL_CASE:
        return CitationForm.EU_CASE if source.ecli and _EU_ECLI.match(source.ecli) else CitationForm.CASE
    if source.type in _LAWS:
        return CitationForm.EU_LAW if _is_of_the_union(source) else CitationForm.LAW
    if source.type is CslType.ARTICLE_JOURNAL:
        return CitationForm.ARTICLE
    if source.type in _NEWSPAPERS and source.publication is not None:
        return CitationForm.NEWSPAPER
    return CitationForm.BOOK if source.type is CslType.BOOK else CitationForm.DOCUMENT


def _is_of_the_union(source: Source) -> bool:
    return source.oj_reference is not None or _EU_TITLE.match(source.title) is not None


def citation_of(source: Source) -> tuple[str | None, str | None]:
    """The neutral citation of a case, and the part of the judgment that the record is of, where it is of a part.

    A record of a part has no neutral citation of its own, which belongs to the whole: its official number begins with
    it, as in `[2025] UKUT 319 (AAC), Ground 3`.
    """
    if source.neutral_citation is not None:
        found = leading(source.neutral_citation)
        if found is None or found[1].strip():
            return source.neutral_citation, None
        return (None if found[0].is_retrospective else str(found[0])), None
    found = None if source.official_id is None else leading(source.official_id)
    if found is None:
        return None, None
    part = found[1].removeprefix(",").strip()
    return str(found[0]), part or None


def case_title(source: Source, part: str | None) -> str:
    """The name of the case, without the part that the record is of."""
    return source.title.removesuffix(f": {part}") if part else source.title


def law_and_provision(source: Source) -> tuple[str, str | None]:
    """The name of a law and the provision that the record is of, where it is of one.

    A title of our own gives way to the official number where that names law and provision, as in
    `Data Protection Act 2018, ss 34–35`.
    """
    if source.official_id is not None and source.title_basis is TitleBasis.DESCRIBED:
        name, comma, provision = source.official_id.rpartition(", ")
        if comma and parse(provision) is not None:
            return name, provision
    return source.title, None


_INSTRUMENT = re.compile(r"(?:SI|SSI|SR|WSI|SR ?& ?O|NISR) [0-9]{4}/[0-9]+")


def instrument_number(source: Source) -> str | None:
    """The number of a statutory instrument, which follows its name (OSCOLA 5 §2.5.1)."""
    number = source.official_id
    is_new = number is not None and number not in source.title and _INSTRUMENT.fullmatch(number) is not None
    return number if is_new else None


def number_of(source: Source) -> str | None:
    """The number of a decision or request, unless its title has it."""
    title = _squeezed(source.title)
    numbers = (source.case_number, source.official_id)
    return next((one for one in numbers if one is not None and _squeezed(one) not in title), None)


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


_DESCRIPTORS = {Genre.PRESS_RELEASE: ("press release", r"press release"),
                Genre.FOI_RESPONSE: ("FOI response", r"\bfoi\b|freedom of information")}  # fmt: skip


def descriptor_of(source: Source) -> str | None:
    """What sort of document it is, where that must be said and neither title nor publication says it."""
    if source.unpublished is not None:
        return "unpublished"
    described = _DESCRIPTORS.get(source.genre)
    if described is None:
        return None
    words, pattern = described
    return None if re.search(pattern, f"{source.title} {source.publication or ''}", re.IGNORECASE) else words


def title_note(source: Source) -> str:
    """What a reader must know of a title that is not the document's own."""
    match source.title_basis:
        case TitleBasis.FROM_ADDRESS:
            return " [title taken from its address]"
        case TitleBasis.DESCRIBED:
            return " [our title]"
        case TitleBasis.AS_PUBLISHED:
            return ""


def with_part(part: str | None, pinpoint: str | None) -> str | None:
    """The place cited: the part that the record is of, made more precise by the pinpoint."""
    if part is None or pinpoint is None:
        return pinpoint or part
    if pinpoint.casefold().startswith(part.casefold()):
        return pinpoint
    whole, within = parse(part), parse(pinpoint)
    if whole is not None and within is not None and whole.unit is within.unit:
        return pinpoint
    return f"{part}, {pinpoint}"
