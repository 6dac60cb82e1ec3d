"""Help for misspelt words and unreadable values, guessed from their text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from dossier.model.identifiers import BODIES, EXAMPLES, hyphenated
from dossier.reading.code_help import country_code, jurisdiction_code, language_tag

# A looser comparison offers `commentary` for `secondary`, which is no help.
_NEAR = 0.75
_URL_IN_TEXT = re.compile(r"https?://[^\s()<>\[\]]+")
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/(10\..+)|doi:\s*(10\..+)", re.IGNORECASE)
_YEARS = re.compile(r"([12][0-9]{3}) ?[-–—] ?([12][0-9]{3})")
_WORD_BEFORE_YEAR = re.compile(r"[a-z][a-z. -]* ?([12][0-9]{3})", re.IGNORECASE)


def nearest(text: str, words: Iterable[str]) -> str | None:
    """The word of which the text is a likely misspelling, or None.

    >>> nearest("suports", ["supports", "contradicts"]), nearest("secondary", ["news", "commentary"])
    ('supports', None)
    """
    return next(iter(difflib.get_close_matches(text, list(words), n=1, cutoff=_NEAR)), None)


def help_for_value(code: str, text: str, reason: str) -> str | None:
    """The help for a value with this text and this problem, or None if nothing can be guessed."""
    match code:
        case "unreadable-date":
            return _date_help(text, reason)
        case "unreadable-url":
            return _url_help(text, reason)
        case "unreadable-identifier" if any(EXAMPLES[kind] in reason for kind in BODIES):
            name = hyphenated(text)
            return f"write `{name}`, if that is the name of its file" if name not in {"", text} else None
        case "unreadable-code":
            meant = next((guess(text) for form, guess in _CODES.items() if form in reason), None)
            return f"write `{meant}`" if meant not in {None, text} else None
    return None


def _bare_doi(text: str) -> str | None:
    found = _DOI_ADDRESS.fullmatch(text.strip())
    return found and (found[1] or found[2])


# By the words with which dossier.model.field_types describes a code.
_CODES = {
    "a DOI": _bare_doi,
    "a language tag": language_tag,
    "a country code": country_code,
    "a jurisdiction": jurisdiction_code,
}


def _date_help(text: str, reason: str) -> str | None:
    if reason != "is not a date such as 2021-05-27, 2021-05 or 2021":
        return None
    years = _YEARS.fullmatch(text)
    if years is not None:
        return f"write `{years[1]}/{years[2]}` for an interval, in a field that takes intervals"
    about = _WORD_BEFORE_YEAR.fullmatch(text)
    if about is not None:
        year = about[1]
        return f"write `{year}`, `{year}~` for about {year}, or an interval such as `{year}-01/{year}-04`"
    return None


def _url_help(text: str, reason: str) -> str | None:
    address = _URL_IN_TEXT.search(text)
    match reason:
        case "is a Markdown link" if address is not None:
            return f"write only the address, `{address.group()}`"
        case "has a space in it":
            return "write `%20` for a space that belongs to the address, and move other words to another field"
    return None
