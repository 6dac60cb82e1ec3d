"""Languages as libraries name them, and their tags (BCP 47)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from dossier.model.registered_codes import parse_language

# Languages that name themselves in the libraries that were tried.
_OWN_NAMES = (
    "cs",
    "da",
    "de",
    "en",
    "es",
    "fi",
    "fr",
    "it",
    "nb",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "zh",
    "ja",
)
# The names of the packages babel and polyglossia of LaTeX, which BibLaTeX has in `langid`.
_LATEX = {
    "acadian": "fr-CA",
    "american": "en-US",
    "australian": "en-AU",
    "austrian": "de-AT",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "canadian": "en-CA",
    "canadien": "fr-CA",
    "francais": "fr",
    "frenchb": "fr",
    "germanb": "de",
    "mexican": "es-MX",
    "naustrian": "de-AT",
    "newzealand": "en-NZ",
    "ngerman": "de",
    "norsk": "nb",
    "nswissgerman": "de-CH",
    "nynorsk": "nn",
    "polutonikogreek": "el",
    "portuges": "pt",
    "swissgerman": "de-CH",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
}
_PART = re.compile(r"[-_]")


def language_tag(text: str) -> str | None:
    """The tag of a language that is given by its tag, its code of three letters (ISO 639-2) or its name.

    None for any other text, and for several languages.

    >>> (
    ...     language_tag("en-us"),
    ...     language_tag("eng"),
    ...     language_tag("French"),
    ...     language_tag("ngerman"),
    ...     language_tag("de_CH"),
    ... )
    ('en-US', 'en', 'fr', 'de', 'de-CH')
    >>> language_tag("English; French"), language_tag("n/a")
    (None, None)
    """
    word = " ".join(text.split()).strip(" .").casefold()
    named = _by_name().get(word)
    if named is not None:
        return named
    language, *others = _PART.split(word)
    short = get_global("language_aliases").get(language, language)
    tag = "-".join([short, *map(_subtag, others)])
    try:
        return parse_language(tag)
    except ValueError:
        return None


def _subtag(part: str) -> str:
    """A part of a tag as it is written: a region in capitals, a script with a capital."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part


@cache
def _by_name() -> dict[str, str]:
    return {**dict(_names()), **_LATEX}


def _names() -> Iterator[tuple[str, str]]:
    """Yield the names of languages in English and in themselves, with their codes."""
    for code, name in Locale("en").languages.items():
        if "_" not in code:
            yield name.casefold(), code
    for code in _OWN_NAMES:
        name = Locale(code).languages.get(code)
        if name is not None:
            yield name.casefold(), code
