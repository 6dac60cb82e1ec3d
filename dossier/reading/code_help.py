"""Codes of languages, places and currencies from their names and other spellings."""

from __future__ import annotations

import re

from dossier.model.registered_codes import COUNTRIES, CURRENCIES, SHORTER_CODES, language_problem

# What the Common Locale Data Repository does not have. The European Union writes `EL` for Greece.
_COUNTRY_NAMES = {
    "britain": "GB",
    "burma": "MM",
    "czech republic": "CZ",
    "el": "GR",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "northern ireland": "GB",
    "republic of ireland": "IE",
    "scotland": "GB",
    "the netherlands": "NL",
    "the united kingdom": "GB",
    "the united states": "US",
    "turkey": "TR",
    "united states of america": "US",
    "wales": "GB",
}
_PARTS_OF_THE_UK = {"england": "GB-ENG", "northern ireland": "GB-NIR", "scotland": "GB-SCT", "wales": "GB-WLS"}


def language_tags(text: str) -> list[str]:
    """The tag of a language that is written in another spelling of BCP 47, or by its name in English. Else empty.

    >>> language_tags("EN_us"), language_tags("en-UK"), language_tags("eng"), language_tags("French")
    (['en-US'], ['en-GB'], ['en'], ['fr'])
    >>> language_tags("zz"), language_tags("Elvish, late")
    ([], [])
    """
    if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        first, *further = re.split("[-_]", text)
        language = SHORTER_CODES.get(first.lower(), first.lower())
        # A part that was written twice is written once.
        parts = list(dict.fromkeys(_subtag(part) for part in further))
        regions = [next(iter(country_codes(part)), part) if len(part) == 2 else part for part in parts]
        tags = ("-".join([language, *subtags]) for subtags in (parts, regions))
        return [tag for tag in tags if language_problem(tag) is None][:1]
    known = _by_name("languages").get(" ".join(text.casefold().split()))
    return [] if known is None else [known]


def currency_codes(text: str) -> list[str]:
    """The code of a currency that is written in small letters, with its sign or with its English name. Else empty.

    >>> currency_codes("gbp"), currency_codes("€"), currency_codes("British Pound"), currency_codes("GBX")
    (['GBP'], ['EUR'], ['GBP'], [])
    """
    from babel import Locale  # noqa: PLC0415  (see _by_name)

    # In this locale, a dollar sign without letters belongs to no currency.
    signs = {sign: code for code, sign in Locale("en", "GB").currency_symbols.items()}
    known = [text.upper(), signs.get(text), _by_name("currencies").get(" ".join(text.casefold().split()))]
    return [code for code in known if code in CURRENCIES][:1]


def country_codes(text: str) -> list[str]:
    """The codes of the country that a text means, or of the countries that followed it.

    The text is another code, a code in small letters, or the English name.

    >>> country_codes("France"), country_codes("uk"), country_codes("YU"), country_codes("Ruritania")
    (['FR'], ['GB'], ['RS', 'ME'], [])
    """
    from babel.core import get_global  # noqa: PLC0415  (see _by_name)

    name = " ".join(text.casefold().replace(".", "").split())
    known = [name.upper(), _COUNTRY_NAMES.get(name), _by_name("territories").get(name)]
    codes = next(([code] for code in known if code in COUNTRIES), None)
    return codes or [code for code in get_global("territory_aliases").get(name.upper(), []) if code in COUNTRIES]


def jurisdiction_codes(text: str) -> list[str]:
    """The codes of the country, or of the part of a country, that a text means.

    >>> jurisdiction_codes("Scotland"), jurisdiction_codes("uk-eng"), jurisdiction_codes("France")
    (['GB-SCT'], ['GB-ENG'], ['FR'])
    """
    parts = re.fullmatch(r"([A-Za-z]{2})[-_](?:([A-Za-z0-9]{1,3})|.*)", text)
    if parts is not None:
        part = f"-{parts[2].upper()}" if parts[2] else ""
        return [f"{code}{part}" for code in country_codes(parts[1])]
    part_of_the_uk = _PARTS_OF_THE_UK.get(" ".join(text.casefold().split()))
    return [part_of_the_uk] if part_of_the_uk else country_codes(text)


def _subtag(text: str) -> str:
    """A part of a language tag as BCP 47 writes it: `Latn` for a script, `US` for a region."""
    if len(text) == 4 and text.isalpha():
        return text.capitalize()
    return text.upper() if len(text) == 2 else text.lower()


def _by_name(kind: str) -> dict[str, str]:
    """The codes of languages, territories or currencies by their English names in the Common Locale Data Repository."""
    from babel import Locale  # noqa: PLC0415  (loading it takes a twentieth of a second, for mistakes only)

    codes = getattr(Locale("en"), kind)
    return {name.casefold(): code.replace("_", "-") for code, name in codes.items()}
