"""Help for misspelt words and unreadable values, guessed from their text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from dossier.model.identifiers import EXAMPLES, Kind, identifier_meant
from dossier.reading.code_help import country_codes, currency_codes, jurisdiction_codes, language_tags
from dossier.reading.date_help import date_meant, interval_meant
from dossier.reading.number_help import amount_meant, degrees_meant, number_meant, whole_number_meant
from dossier.reading.text import alternatives, shortened

# A looser comparison offers `commentary` for `secondary`, which is no help.
_NEAR = 0.75
_URL_IN_TEXT = re.compile(r"https?://[^\s()<>\[\]]+")
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/(10\..+)|doi:\s*(10\..+)", re.IGNORECASE)
# Longer text is never a date or number that was written in another way.
_LONGEST_GUESS = 60
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
        case "unreadable-date" if len(text) <= _LONGEST_GUESS:
            return _date_help(text, reason)
        case "unreadable-number" if len(text) <= _LONGEST_GUESS:
            return _number_help(text, reason)
        case "unreadable-url":
            return _url_help(text, reason)
        case "unreadable-identifier":
            meant = next((identifier_meant(text, kind) for kind in Kind if reason.endswith(f" {EXAMPLES[kind]}")), None)
            return f"write `{meant}`, if that is the name of its file" if meant is not None else None
        case "unreadable-code":
            return _code_help(text, reason)
    return None


def author_help(text: str) -> str:
    """The help for authors who are named in a text: the lines to write, for a person and for a body.

    >>> author_help("Ann Li and Bob Ray")
    'write `- family: Li` below `authors:`, and `given: Ann` below `family`; for a body, `- literal: Ann Li`'
    """
    name = shortened(re.split(r"\s*(?:;|&|\band\b)\s*", text.strip())[0] or text)
    given, _, family = name.rpartition(" ")
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
    literal = f"`- literal: {name}`"
    if not given or not family:
        return f"write {literal} below `authors:`"
    person = f"`- family: {family}` below `authors:`, and `given: {given}` below `family`"
    return f"write {person}; for a body, {literal}"


def _code_help(text: str, reason: str) -> str | None:
    guess, general = next((_CODES[form] for form in _CODES if form in reason), (None, None))
    meant = [code for code in guess(text) if code != text] if guess is not None else []
    return f"write {alternatives(meant)}" if meant else general


def _bare_doi(text: str) -> list[str]:
    found = _DOI_ADDRESS.fullmatch(text.strip())
    return [] if found is None else [found[1] or found[2]]


_COUNTRY_HELP = "write the two letters that ISO 3166-1 has for the country, such as `FR` for France"
# By the words with which dossier.model.code_types describes a code: the codes that a text means, and the help if it
# means none.
_CODES = {
    "a DOI": (_bare_doi, None),
    "a language tag": (language_tags, "write the code that ISO 639 has for the language, such as `cy` for Welsh"),
    "its part": (jurisdiction_codes, _COUNTRY_HELP),
    "the code of a country": (country_codes, _COUNTRY_HELP),
    "the code of a currency": (
        currency_codes,
        "write the three letters that ISO 4217 has for the currency; a sum without them goes into text",
    ),
}


def _date_help(text: str, reason: str) -> str | None:
    match reason:
        case "is not a date or interval such as 2021-05-27, 2021 or 2019-10/2020-02":
            meant, takes_interval = interval_meant(text), True
        case "is not a date such as 2021-05-27, 2021-05 or 2021":
            meant, takes_interval = date_meant(text), False
        case "is not a full date such as 2026-11-23":
            meant = date_meant(text)
            return f"write `{meant}`" if meant is not None and meant.count("-") == 2 else None
        case _:
            return None
    if meant is not None:
        return f"write `{meant}`"
    about = _WORD_BEFORE_YEAR.fullmatch(text)
    if about is not None:
        exact, near = f"`{about[1]}`", f"`{about[1]}~` for about {about[1]}"
        if takes_interval:
            return f"write {exact}, {near}, or an interval such as `{about[1]}-01/{about[1]}-04`"
        return f"write {exact}, or {near}"
    return "write a single date, because this field takes no interval" if interval_meant(text) is not None else None


def _number_help(text: str, reason: str) -> str | None:
    meant = next((guess(text) for form, guess in _NUMBERS.items() if form in reason), None)
    return f"write `{meant}`" if meant not in {None, text} else None


# By the words with which dossier.model.number_types describes a number.
_NUMBERS = {
    "a whole number": whole_number_meant,
    "an amount": amount_meant,
    "a number of degrees": degrees_meant,
    "a number such as": number_meant,
}


def _url_help(text: str, reason: str) -> str | None:
    address = _URL_IN_TEXT.search(text)
    match reason:
        case "is a Markdown link" if address is not None:
            return f"write only the address, `{address.group()}`"
        case "has a space in it":
            return "write `%20` for a space that belongs to the address, and move other words to another field"
    return None
