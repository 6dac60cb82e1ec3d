"""Codes of languages and places from their names and other spellings."""

from __future__ import annotations

import re

_COUNTRY_NAMES = {
    "britain": "GB",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "northern ireland": "GB",
    "scotland": "GB",
    "the netherlands": "NL",
    "the united kingdom": "GB",
    "the united states": "US",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "wales": "GB",
}
_PARTS_OF_THE_UK = {"england": "GB-ENG", "northern ireland": "GB-NIR", "scotland": "GB-SCT", "wales": "GB-WLS"}


def language_tag(text: str) -> str | None:
    """The tag of a language that is written in another spelling of BCP 47, or by its name in English, or None.

    >>> language_tag("EN_us"), language_tag("sr-latn-rs"), language_tag("French"), language_tag("Elvish, late")
    ('en-US', 'sr-Latn-RS', 'fr', None)
    """
    if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        first, *further = re.split("[-_]", text)
        return "-".join([first.lower(), *(_subtag(part) for part in further)])
    return _by_name("languages").get(" ".join(text.casefold().split()))


def country_code(text: str) -> str | None:
    """The code of a country that is written in small letters, with three letters, or by its name, or None.

    >>> country_code("France"), country_code("uk"), country_code("DEU"), country_code("Ruritania")
    ('FR', 'GB', 'DE', None)
    """
    from babel.core import get_global  # noqa: PLC0415  (see _by_name)

    name = " ".join(text.casefold().split())
    aliases = get_global("territory_aliases").get(text.upper(), [])
    known = _by_name("territories")
    if name.upper() in known.values() and len(name) == 2:
        return name.upper()
    return _COUNTRY_NAMES.get(name) or known.get(name) or next(iter(aliases), None)


def jurisdiction_code(text: str) -> str | None:
    """The code of a country, or of a part of the United Kingdom, or None.

    >>> jurisdiction_code("Scotland"), jurisdiction_code("gb-eng"), jurisdiction_code("France")
    ('GB-SCT', 'GB-ENG', 'FR')
    """
    if re.fullmatch(r"[A-Za-z]{2}[-_][A-Za-z0-9]{1,3}", text):
        return text.upper().replace("_", "-")
    return _PARTS_OF_THE_UK.get(" ".join(text.casefold().split())) or country_code(text)


def _subtag(text: str) -> str:
    """A part of a language tag as BCP 47 writes it: `Latn` for a script, `US` for a region."""
    if len(text) == 4 and text.isalpha():
        return text.capitalize()
    return text.upper() if len(text) == 2 else text.lower()


def _by_name(kind: str) -> dict[str, str]:
    """The codes of languages or of territories by their English names in the Common Locale Data Repository."""
    from babel import Locale  # noqa: PLC0415  (loading it takes a twentieth of a second, for mistakes only)

    codes = getattr(Locale("en"), kind)
    return {name.casefold(): code.replace("_", "-") for code, name in codes.items()}
