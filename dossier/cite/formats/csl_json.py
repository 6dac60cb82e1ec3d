"""CSL-JSON items of sources (Citation Style Language 1.0.2).

Fields are filled in the way from which existing styles print good citations. Every processor misprints a case with a
container, an Act whose title contains its year, and an EU act split into fields. CSL has no variable for the address of
an archived copy. What was not recorded is left out.
"""

from __future__ import annotations

import re
from typing import Any

from dossier.cite.classify import medium_of
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.neutral_citation import leading_citation
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Genre, Undated

Item = dict[str, Any]

_ENDS_WITH_YEAR = re.compile(r"(.+) ([12]\d{3})")


def item(source: Source, later: str) -> Item:
    """The item of a source. `later` are sentences on its later history, which no style prints."""
    if source.type is CslType.LEGAL_CASE:
        variables = _case(source)
    elif source.oj_reference and source.type in {CslType.REGULATION, CslType.LEGISLATION}:
        # All text is in the title, because styles print separate fields as "… 2016 (OJ) 1".
        return {"id": source.id, "type": source.type.value, "title": f"{source.title} {source.oj_reference}"}
    elif source.type is CslType.LEGISLATION:
        variables = _act(source)
    else:
        variables = _document(source)
    return {name: value for name, value in {**variables, "note": later}.items() if value not in (None, [], "")}


def _case(source: Source) -> Item:
    parsed = leading_citation(source.neutral_citation) if source.neutral_citation else None
    if parsed is None:
        return {**_base(source), "authority": source.court, "number": source.case_number or source.ecli}
    neutral, rest = parsed
    # Number "819 (GRC)" with authority "UKFTT" and no container: otherwise the citation is printed twice or in pieces.
    chamber = "" if neutral.chamber is None else f" ({neutral.chamber})"
    return {**_base(source), "authority": neutral.court, "number": f"{neutral.number}{chamber}{rest}"}


def _act(source: Source) -> Item:
    title_and_year = _ENDS_WITH_YEAR.fullmatch(source.title)
    if title_and_year is None:
        return {**_base(source), "number": source.official_id}
    # Styles print the year of the short title from the date.
    year = {"date-parts": [[int(title_and_year[2])]]}
    return {**_base(source), "title": title_and_year[1], "issued": year, "number": source.official_id}


def _document(source: Source) -> Item:
    # Styles print only the year of a report, but the whole date of a web page.
    is_notice = source.genre is Genre.REGULATOR_DECISION and source.url is not None
    return {
        **_base(source),
        "type": CslType.WEBPAGE.value if is_notice else source.type.value,
        "author": _authors(source),
        "container-title": source.publication,
        "publisher": source.publisher,
        "genre": medium_of(source),
        "ISBN": source.isbn,
        "number": source.official_id or source.case_number,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
    }


def _base(source: Source) -> Item:
    return {
        "id": source.id,
        "type": source.type.value,
        "title": source.title,
        "issued": None if isinstance(source.issued, Undated) else _date(source.issued),
        "accessed": None if source.accessed is None else _date(source.accessed),
        "URL": source.persistent_url or source.url,
        "DOI": source.doi,
        "language": source.language,
        "jurisdiction": source.jurisdiction,
    }


def _authors(source: Source) -> list[dict[str, str]]:
    """The authors as CSL names, empty if the source names no author or its authors were not seen."""
    return [] if isinstance(source.authors, AuthorState) else [_name(author) for author in source.authors]


def _name(author: Author) -> dict[str, str]:
    parts = (
        {"literal": author.literal} if author.literal is not None else {"family": author.family, "given": author.given}
    )
    return {part: text for part, text in parts.items() if text}


def _date(day: PartialDate) -> dict[str, Any]:
    """The date in CSL. A decade or a century is in words, because CSL has no form for it."""
    first = day.earliest
    circa = {"circa": True} if day.qualifier else {}
    match day.precision:
        case Precision.DAY:
            return {"date-parts": [[first.year, first.month, first.day]], **circa}
        case Precision.MONTH:
            return {"date-parts": [[first.year, first.month]], **circa}
        case Precision.SEASON:
            return {"date-parts": [[first.year]], "season": int(day.text[5:7]) - 20, **circa}
        case Precision.YEAR:
            return {"date-parts": [[first.year]], **circa}
    return {"literal": str(day)}
