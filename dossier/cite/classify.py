"""The form of citation for each source, and which fields it prints."""

from __future__ import annotations

import re
from enum import StrEnum

from dossier.cite.pinpoints import parse_pinpoint
from dossier.model.neutral_citation import leading_citation
from dossier.model.source import IDENTIFYING_FIELDS, Source
from dossier.model.vocabulary import AuthorState, CslType, Genre, TitleBasis, Undated


class CitationForm(StrEnum):
    """The kinds of document that the styles cite differently."""

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
    """The form of citation for a source, chosen by its type and its numbers."""
    if source.type is CslType.LEGAL_CASE:
        return CitationForm.EU_CASE if source.ecli and _EU_ECLI.match(source.ecli) else CitationForm.CASE
    if source.type in _LAWS:
        return CitationForm.EU_LAW if _is_eu_law(source) else CitationForm.LAW
    if source.type is CslType.ARTICLE_JOURNAL:
        return CitationForm.ARTICLE
    if source.type in _NEWSPAPERS and source.publication is not None:
        return CitationForm.NEWSPAPER
    return CitationForm.BOOK if source.type is CslType.BOOK else CitationForm.DOCUMENT


def _is_eu_law(source: Source) -> bool:
    return source.oj_reference is not None or _EU_TITLE.match(source.title) is not None


def neutral_citation_and_part(source: Source) -> tuple[str | None, str | None]:
    """The neutral citation of a case, and the part of the judgment that the record describes (None for the whole).

    A neutral citation belongs to the whole judgment. So a record of a part has none, but its official number begins
    with it, as in `[2025] UKUT 319 (AAC), Ground 3`.
    """
    if source.neutral_citation is not None:
        parsed = leading_citation(source.neutral_citation)
        if parsed is None or parsed[1].strip():
            return source.neutral_citation, None
        return (None if parsed[0].is_retrospective else str(parsed[0])), None
    parsed = None if source.official_id is None else leading_citation(source.official_id)
    if parsed is None:
        return None, None
    part = parsed[1].removeprefix(",").strip()
    return str(parsed[0]), part or None


def case_title(source: Source, part: str | None) -> str:
    """The name of the case, without the name of the part that the record describes."""
    return source.title.removesuffix(f": {part}") if part else source.title


def law_and_provision(source: Source) -> tuple[str, str | None]:
    """The name of a law, and the provision that the record describes (None for the whole law).

    If the title is our own description, both are taken from an official number that names them, as in
    `Data Protection Act 2018, ss 34–35`.
    """
    if source.official_id is not None and source.title_basis is TitleBasis.DESCRIBED:
        name, comma, provision = source.official_id.rpartition(", ")
        if comma and parse_pinpoint(provision) is not None:
            return name, provision
    return source.title, None


_INSTRUMENT = re.compile(r"(?:SI|SSI|SR|WSI|SR ?& ?O|NISR) [0-9]{4}/[0-9]+")


def instrument_number(source: Source) -> str | None:
    """The number to print after the name of a statutory instrument (OSCOLA 5 §2.5.1), or None.

    None if the title already contains it.
    """
    number = source.official_id
    if number is None or number in source.title or _INSTRUMENT.fullmatch(number) is None:
        return None
    return number


def number_of(source: Source) -> str | None:
    """The number of a decision or request, or None if the title already contains it."""
    title = _letters_and_digits(source.title)
    numbers = (source.case_number, source.official_id)
    return next((number for number in numbers if number is not None and _letters_and_digits(number) not in title), None)


def _letters_and_digits(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


# The words for a kind of document, and what shows the kind already.
_DESCRIPTORS = {
    Genre.PRESS_RELEASE: ("press release", r"press release"),
    Genre.FOI_RESPONSE: ("FOI response", r"\bfoi\b|freedom of information"),
    Genre.VIDEO: ("video", r"\bvideo|\bfilm|\bfootage\b"),
    Genre.PHOTOGRAPH: ("photograph", r"\bphoto"),
    Genre.SOCIAL_POST: ("post", r"\bpost(?:ed)?\b|\btweet"),
    Genre.TESTIMONY: ("testimony", r"\btestimon|\bwitness statement|\bstatement of\b|\binterview"),
    Genre.DATA_SET: ("data set", r"\bdata(?: ?set|base)?\b"),
}
# What a citation prints of a source whose author nobody may learn.
PROTECTED = "protected source"
_MEDIA = frozenset({Genre.VIDEO, Genre.PHOTOGRAPH, Genre.SOCIAL_POST, Genre.TESTIMONY, Genre.DATA_SET})


def descriptor_of(source: Source) -> str | None:
    """The kind of document, or None if a citation need not name it or the title or publication does."""
    if source.is_protected:
        return PROTECTED
    if source.unpublished is not None:
        return "unpublished"
    described = _DESCRIPTORS.get(source.genre)
    if described is None:
        return None
    words, pattern = described
    return None if re.search(pattern, f"{source.title} {source.publication or ''}", re.IGNORECASE) else words


def medium_of(source: Source) -> str | None:
    """The words for what is no ordinary document, such as a video, or None for any other source."""
    return _DESCRIPTORS[source.genre][0] if source.genre in _MEDIA else None


def anonymous(source: Source) -> Source:
    """The source as citations see it: a protected source has neither author nor date, nor anything else of its own."""
    if not source.is_protected:
        return source
    nothing = {name: Source.model_fields[name].default for name in IDENTIFYING_FIELDS}
    return source.model_copy(update={**nothing, "authors": AuthorState.NONE, "issued": Undated.UNDATED})


def title_note(source: Source) -> str:
    """The note in brackets after a title that is not the document's own, otherwise ""."""
    if source.is_protected:
        return ""
    match source.title_basis:
        case TitleBasis.FROM_ADDRESS:
            return " [title taken from its address]"
        case TitleBasis.DESCRIBED:
            return " [our title]"
        case TitleBasis.AS_PUBLISHED:
            return ""


def part_and_pinpoint(part: str | None, pinpoint: str | None) -> str | None:
    """The place to cite: the part that the record describes, with the pinpoint inside that part."""
    if part is None or pinpoint is None:
        return pinpoint or part
    if pinpoint.casefold().startswith(part.casefold()):
        return pinpoint
    whole, within = parse_pinpoint(part), parse_pinpoint(pinpoint)
    if whole is not None and within is not None and whole.unit is within.unit:
        return pinpoint
    return f"{part}, {pinpoint}"
