"""Values of records in the forms that FollowTheMoney accepts.

The forms are those of the types of FollowTheMoney 4.11.2. A function returns None if a value has no such form.
"""

from __future__ import annotations

import re

from dossier.model.dates import Edtf, NoDate, PartialDate, Precision
from dossier.model.vocabulary import Undated

# Records give languages as BCP 47, FollowTheMoney as ISO 639-3. It knows these languages, among others.
_LANGUAGE_PAIRS = (
    "ar=ara bg=bul bs=bos ca=cat cs=ces da=dan de=deu el=ell en=eng es=spa et=est fi=fin fr=fra ga=gle he=heb hi=hin "
    "hr=hrv hu=hun is=isl it=ita ja=jpn ko=kor lt=lit lv=lav mk=mkd mt=mlt nl=nld pl=pol pt=por ro=ron ru=rus sk=slk "
    "sl=slv sq=sqi sr=srp sv=swe tr=tur uk=ukr ur=urd zh=zho"
)
_LANGUAGES = {pair[:2]: pair[3:] for pair in _LANGUAGE_PAIRS.split()}
# FollowTheMoney refuses longer identifiers.
MAX_IDENTIFIER = 64
_EXACT = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})


def is_wikidata(text: str | None) -> bool:
    """True if the text is the identifier of a Wikidata item, such as `Q42`."""
    return text is not None and re.fullmatch(r"Q[1-9][0-9]*", text) is not None


def country_of(code: str | None) -> str | None:
    """The country of a country code or of a jurisdiction such as `GB-ENG`, or None for an international body."""
    return None if code is None or code == "INT" else code.split("-")[0].lower()


def date_of(when: PartialDate | NoDate) -> str | None:
    """The date if it is exact, else None.

    FollowTheMoney cannot express that a date is approximate, or that an end is open or unknown.
    """
    if isinstance(when, NoDate):
        return None
    return when.text[:10] if when.precision in _EXACT and not when.qualifier and "X" not in when.text else None


def start_of(when: Edtf | None) -> str | None:
    """The first day, month or year of a period, or the date itself if it is a single date."""
    return None if when is None else date_of(when.start)


def period_of(when: Edtf | Undated) -> dict[str, str | None]:
    """The date properties of an `Interest`: a single date, or a start and an end."""
    if isinstance(when, Undated):
        return {}
    if not when.is_interval:
        return {"date": start_of(when)}
    return {"startDate": start_of(when), "endDate": date_of(when.end)}


def language_of(tag: str) -> str | None:
    """The ISO 639-3 code of a language given as a BCP 47 tag."""
    return _LANGUAGES.get(tag.split("-", maxsplit=1)[0])
