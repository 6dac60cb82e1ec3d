"""Turn sources into CSL-JSON items (Citation Style Language 1.0.2), in the shape from which its styles print well.

Styles print what they are given where their authors expected it: a case with a container, an Act whose title has its
year, or an EU act in parts comes out wrong in every processor. There is no variable for the address of an archive.
What was not seen is left out, never guessed.
"""

from __future__ import annotations

import re
from typing import Any

from dossier.cite.neutral_citation import leading
from dossier.model import Source
from dossier.model.dates import PartialDate, Precision
from dossier.model.field_types import Undated
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Genre

Item = dict[str, Any]

_ENDS_WITH_YEAR = re.compile(r"(.+) ([12]\d{3})")


def item(source: Source) -> Item:
    """The item of a source."""
    if source.type is CslType.LEGAL_CASE:
        made = _case(source)
    elif source.oj_reference and source.type in {CslType.REGULATION, CslType.LEGISLATION}:
        # The whole in the title, and nothing else: from fields every style makes "… 2016 (OJ) 1".
        return {"id": source.id, "type": source.type.value, "title": f"{source.title} {source.oj_reference}"}
    elif source.type is CslType.LEGISLATION:
        made = _act(source)
    else:
        made = _document(source)
    return {name: value for name, value in made.items() if value not in (None, [], "")}


def _case(source: Source) -> Item:
    found = leading(source.neutral_citation) if source.neutral_citation else None
    if found is None:
        return {**_base(source), "authority": source.court, "number": source.case_number or source.ecli}
    neutral, rest = found
    # "819 (GRC)" beside "UKFTT", and no container: else the citation is printed twice, or in pieces.
    chamber = "" if neutral.chamber is None else f" ({neutral.chamber})"
    return {**_base(source), "authority": neutral.court, "number": f"{neutral.number}{chamber}{rest}"}


def _act(source: Source) -> Item:
    found = _ENDS_WITH_YEAR.fullmatch(source.title)
    if found is None:
        return {**_base(source), "number": source.official_id}
    # An Act is cited by the year of its short title, which styles print from the date.
    year = {"date-parts": [[int(found.group(2))]]}
    return {**_base(source), "title": found.group(1), "issued": year, "number": source.official_id}


def _document(source: Source) -> Item:
    # As a report it would lose the day of its date.
    is_notice = source.genre is Genre.REGULATOR_DECISION and source.url is not None
    return {
        **_base(source),
        "type": CslType.WEBPAGE.value if is_notice else source.type.value,
        "author": authors(source),
        "container-title": source.publication,
        "publisher": source.publisher,
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
        "issued": None if isinstance(source.issued, Undated) else date(source.issued),
        "accessed": None if source.accessed is None else date(source.accessed),
        "URL": source.persistent_url or source.url,
        "DOI": source.doi,
        "language": source.language,
        "jurisdiction": source.jurisdiction,
    }


def authors(source: Source) -> list[dict[str, str]]:
    """The authors as CSL names; none where the source names none or that part was not seen."""
    return [] if isinstance(source.authors, AuthorState) else [_name(one) for one in source.authors]


def _name(author: Author) -> dict[str, str]:
    named = (
        {"literal": author.literal} if author.literal is not None else {"family": author.family, "given": author.given}
    )
    return {part: text for part, text in named.items() if text}


def date(when: PartialDate) -> dict[str, Any]:
    """The CSL date; a decade or century, which CSL has no form for, as words."""
    first = when.earliest
    circa = {"circa": True} if when.qualifier else {}
    match when.precision:
        case Precision.DAY:
            return {"date-parts": [[first.year, first.month, first.day]], **circa}
        case Precision.MONTH:
            return {"date-parts": [[first.year, first.month]], **circa}
        case Precision.SEASON:
            return {"date-parts": [[first.year]], "season": int(when.text[5:7]) - 20, **circa}
        case Precision.YEAR:
            return {"date-parts": [[first.year]], **circa}
    return {"literal": str(when)}
