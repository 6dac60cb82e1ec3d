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


# The properties for identifiers by the name of the scheme, each with the form of its values.
_ANY_IDENTIFIER = rf".{{1,{MAX_IDENTIFIER}}}"
_IDENTIFIERS = {
    "wikidata": ("wikidataId", r"Q[1-9][0-9]*"),
    "company_number": ("registrationNumber", _ANY_IDENTIFIER),
    "registration_number": ("registrationNumber", _ANY_IDENTIFIER),
    "license_number": ("licenseNumber", _ANY_IDENTIFIER),
    "tax_number": ("taxNumber", _ANY_IDENTIFIER),
    "vat_number": ("vatCode", r".{1,32}"),
    "lei": ("leiCode", r"[0-9A-Z]{18}[0-9]{2}"),
    "duns": ("dunsCode", r".{1,16}"),
    "bic": ("swiftBic", r"[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?"),
}


def identifier_of(scheme: str, text: str) -> dict[str, str | None]:
    """The property for an identifier of a scheme, or nothing if there is none or it refuses the text.

    >>> (
    ...     identifier_of("lei", "5493001KJTIIGC8Y1R12"),
    ...     identifier_of("company_number", "none"),
    ...     identifier_of("ons", "E1"),
    ... )
    ({'leiCode': '5493001KJTIIGC8Y1R12'}, {}, {})
    """
    name, form = _IDENTIFIERS.get(scheme, ("", ""))
    # "none" says that the register does not have the body.
    if not name or text == "none" or re.fullmatch(form, text) is None:
        return {}
    return {} if name == "leiCode" and not _is_lei(text) else {name: text}


def _is_lei(text: str) -> bool:
    """True if the check digits of a Legal Entity Identifier are right (ISO 17442, ISO/IEC 7064 MOD 97-10)."""
    return int("".join(str(int(character, 36)) for character in text)) % 97 == 1


def country_of(code: str | None) -> str | None:
    """The country of a country code or of a jurisdiction such as `GB-ENG`."""
    return None if code is None else code.split("-")[0].lower()


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
