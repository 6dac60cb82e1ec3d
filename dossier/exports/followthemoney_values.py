"""Turn values of records into those that the types of FollowTheMoney 4.11.2 take; None where they take none."""

from __future__ import annotations

import re

from dossier.model.dates import Edtf, NoDate, PartialDate, Precision
from dossier.model.field_types import Undated

# FollowTheMoney names languages by ISO 639-3, and knows these among others; records name them by BCP 47.
_LANGUAGE_PAIRS = (
    "ar=ara bg=bul bs=bos ca=cat cs=ces da=dan de=deu el=ell en=eng es=spa et=est fi=fin fr=fra ga=gle he=heb hi=hin "
    "hr=hrv hu=hun is=isl it=ita ja=jpn ko=kor lt=lit lv=lav mk=mkd mt=mlt nl=nld pl=pol pt=por ro=ron ru=rus sk=slk "
    "sl=slv sq=sqi sr=srp sv=swe tr=tur uk=ukr ur=urd zh=zho"
)
_LANGUAGES = {pair[:2]: pair[3:] for pair in _LANGUAGE_PAIRS.split()}
# Longer ones are refused.
LONGEST_IDENTIFIER = 64
_EXACT = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})


def is_wikidata(text: str | None) -> bool:
    """Whether the text is the identifier of a Wikidata item."""
    return text is not None and re.fullmatch(r"Q[1-9][0-9]*", text) is not None


def country_of(code: str | None) -> str | None:
    """The country of a code or of a jurisdiction in it; an international body has none."""
    return None if code is None or code == "INT" else code.split("-")[0].lower()


def date_of(when: PartialDate | NoDate) -> str | None:
    """The date if it is exact: FollowTheMoney has no word for "about", nor for an end that is open or not known."""
    if isinstance(when, NoDate):
        return None
    return when.text[:10] if when.precision in _EXACT and not when.qualifier and "X" not in when.text else None


def start_of(when: Edtf | None) -> str | None:
    """The beginning of a period, or its one date."""
    return None if when is None else date_of(when.start)


def period_of(when: Edtf | Undated) -> dict[str, str | None]:
    """The dates of an interest: one, or a beginning and an end."""
    if isinstance(when, Undated):
        return {}
    if not when.is_interval:
        return {"date": start_of(when)}
    return {"startDate": start_of(when), "endDate": date_of(when.end)}


def language_of(tag: str) -> str | None:
    """The ISO 639-3 code of a language (BCP 47)."""
    return _LANGUAGES.get(tag.split("-", maxsplit=1)[0])
