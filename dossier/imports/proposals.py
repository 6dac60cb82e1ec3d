"""Proposals for the genre, tier and language of a source.

A proposal is a guess that a person has to look at. It never says more of a source than its type does: what may be
either of two things becomes the weaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dossier.model.vocabulary import CslType, Genre, Tier

# The language that is not known (ISO 639-2, "undetermined").
UNKNOWN_LANGUAGE = "und"
_BY_TYPE = {
    CslType.ARTICLE: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.ARTICLE_JOURNAL: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.ARTICLE_MAGAZINE: (Genre.NEWS, Tier.SECONDARY),
    CslType.ARTICLE_NEWSPAPER: (Genre.NEWS, Tier.SECONDARY),
    CslType.BILL: (Genre.PARLIAMENTARY_RECORD, Tier.PRIMARY),
    CslType.BOOK: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.BROADCAST: (Genre.NEWS, Tier.SECONDARY),
    CslType.CHAPTER: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.DATASET: (Genre.DATA_SET, Tier.SECONDARY),
    CslType.GRAPHIC: (Genre.PHOTOGRAPH, Tier.SECONDARY),
    CslType.HEARING: (Genre.PARLIAMENTARY_RECORD, Tier.PRIMARY),
    CslType.INTERVIEW: (Genre.NEWS, Tier.SECONDARY),
    CslType.LEGAL_CASE: (Genre.COURT_JUDGMENT, Tier.PRIMARY),
    CslType.LEGISLATION: (Genre.STATUTE, Tier.PRIMARY),
    CslType.MOTION_PICTURE: (Genre.VIDEO, Tier.SECONDARY),
    CslType.PAPER_CONFERENCE: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.PERSONAL_COMMUNICATION: (Genre.TESTIMONY, Tier.PRIMARY),
    CslType.POST: (Genre.SOCIAL_POST, Tier.PRIMARY),
    CslType.REGULATION: (Genre.STATUTE, Tier.PRIMARY),
    CslType.SPEECH: (Genre.TESTIMONY, Tier.PRIMARY),
    CslType.THESIS: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.TREATY: (Genre.STATUTE, Tier.PRIMARY),
}
_OTHER = (Genre.COMMENTARY, Tier.SECONDARY)
# Types whose genre depends on who published them.
_OPEN = frozenset({CslType.DOCUMENT, CslType.REPORT, CslType.WEBPAGE, CslType.POST_WEBLOG})
_NEWSPAPER = re.compile(
    r"\b(?:BBC|CNN|Daily|Financial Times|Gazette|Guardian|Herald|News|Newspaper|New York Times|Reuters|Tribune"
    r"|Washington Post|Le Monde|Zeitung|Spiegel|NRC|El País|Corriere)\b"
)
_AUTHORITY = re.compile(
    r"\b(?:Agency|Authority|Commission|Commissioner|Council|Department|Government|Home Office|Ministry|Parliament"
    r"|Parlement|Bundestag|House of (?:Commons|Lords)|Ministère|Ministerium|Senate)\b"
)


def proposed(values: Mapping[str, Any], *, is_type_exact: bool) -> dict[str, str]:
    """The proposals for those of genre, tier and language that an entry and the options of the import lack.

    `is_type_exact` is False if the type of the entry also stands for others, as `@article` of BibTeX does for
    newspapers.
    """
    genre, tier = _genre_and_tier(values, is_type_exact=is_type_exact)
    found = {"genre": genre.value, "tier": tier.value, "language": UNKNOWN_LANGUAGE}
    return {name: value for name, value in found.items() if name not in values}


def _genre_and_tier(values: Mapping[str, Any], *, is_type_exact: bool) -> tuple[Genre, Tier]:
    type_ = CslType(values["type"]) if values.get("type") in set(CslType) else CslType.DOCUMENT
    published = " ".join(str(values[name]) for name in ("publication", "publisher") if name in values)
    is_open = type_ in _OPEN or (type_ is CslType.ARTICLE_JOURNAL and not is_type_exact)
    if is_open and _NEWSPAPER.search(published):
        return Genre.NEWS, Tier.SECONDARY
    if type_ in _OPEN and _AUTHORITY.search(published):
        return Genre.OFFICIAL_DOCUMENT, Tier.SECONDARY
    return _BY_TYPE.get(type_, _OTHER)
