"""Types of sources for the types of BibTeX entries."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.imports.source_types import BIBTEX, BIBTEX_VAGUE
from dossier.model.vocabulary import CslType

# Types that other tools and styles write. Proceedings and collections are books.
_TYPES = BIBTEX | {
    "bookinbook": CslType.BOOK,
    "case": CslType.LEGAL_CASE,
    "collection": CslType.BOOK,
    "inreference": CslType.ENTRY_ENCYCLOPEDIA,
    "letter": CslType.PERSONAL_COMMUNICATION,
    "masterthesis": CslType.THESIS,
    "mvbook": CslType.BOOK,
    "mvcollection": CslType.BOOK,
    "mvproceedings": CslType.BOOK,
    "newspaper": CslType.ARTICLE_NEWSPAPER,
    "magazine": CslType.ARTICLE_MAGAZINE,
    "periodical": CslType.DOCUMENT,
    "proceedings": CslType.BOOK,
    "reference": CslType.BOOK,
    "suppbook": CslType.CHAPTER,
    "suppcollection": CslType.CHAPTER,
    "webpage": CslType.WEBPAGE,
    "website": CslType.WEBPAGE,
}
# Types that stand for several types of sources.
_VAGUE = BIBTEX_VAGUE | {"legal", "misc", "unpublished"}
_BY_SUBTYPE = {"newspaper": CslType.ARTICLE_NEWSPAPER, "magazine": CslType.ARTICLE_MAGAZINE}
# Works as a whole. If such a work has editors and no author, no author is missing.
EDITED_WORKS = frozenset(
    {"book", "collection", "mvbook", "mvcollection", "proceedings", "mvproceedings", "reference", "periodical"}
)
# The number of these is the number in a series of books, not a number of the document.
NUMBERED_IN_SERIES = EDITED_WORKS | {"inbook", "incollection", "inproceedings", "conference", "booklet"}


def type_of(kind: str, fields: Mapping[str, str]) -> tuple[CslType, bool, str | None]:
    """The type of an entry, whether it is exact, and the word for it that sources do not have, if any."""
    subtype = fields.get("entrysubtype", "").strip().casefold()
    if kind == "article" and subtype in _BY_SUBTYPE:
        return _BY_SUBTYPE[subtype], True, None
    if kind in _TYPES:
        return _TYPES[kind], kind not in _VAGUE, None
    return CslType.DOCUMENT, kind not in _VAGUE, f"@{kind}"
