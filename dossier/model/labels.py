"""Words that several pages and exports print: labels, notices, countries and languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale

from dossier.model.vocabulary import HistoryEffect, ProceedingStatus

# A claim has this sentence if none of its supporting sources was read in full.
NONE_READ_IN_FULL = "None of the sources that support this claim was read in full"

# A record has this sentence until a person has reviewed it.
UNREVIEWED = "Prepared with software; not yet reviewed by a person."

# A record has this sentence if its text is not what its last reviewer read.
CHANGED_SINCE_REVIEW = "Changed since it was reviewed."

# The sentence that explains a withdrawal.
WITHDRAWN = "This record no longer applies."

# If what became of its authority touches a claim, for running text.
EFFECTS = {
    HistoryEffect.FALLEN: "no longer holds",
    HistoryEffect.NOT_KNOWN: "may be touched by later history",
    HistoryEffect.UNDISTURBED: "not touched by later history",
}

# Fields whose label several pages and exports print.
OPENED, DECIDED, PUBLISHED = "Opened", ProceedingStatus.DECIDED.label, "Published"
NEUTRAL_CITATION = "Neutral citation"
CASE_NUMBER = "Case number"
TITLE = "Title"
TRANSLATED_TITLE = "Our translation of the title"


# Words in the place of a country.
_NOT_A_COUNTRY = {"INT": "International", "none": "No country"}


def explained(label: str, sentence: str) -> str:
    """The title of a notice, made of a label and its sentence: "Withdrawn: this record no longer applies"."""
    return f"{label}: {uncapitalised(sentence)}"


def capitalised(words: str) -> str:
    """The words with a capital at the beginning, and nothing else changed.

    >>> capitalised("fined companies")
    'Fined companies'
    """
    return f"{words[:1].upper()}{words[1:]}"


def uncapitalised(sentence: str) -> str:
    """The sentence as a part of another: with a small letter at the beginning, and without its full stop.

    >>> uncapitalised("This record no longer applies.")
    'this record no longer applies'
    """
    return f"{sentence[:1].lower()}{sentence[1:].removesuffix('.')}"


def enumeration(words: Sequence[str]) -> str:
    """The words with "and" before the last.

    >>> enumeration(["affirmed in part", "reversed in part", "remitted"])
    'affirmed in part, reversed in part and remitted'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


@cache
def country(code: str) -> str:
    """The English name of a country (Unicode CLDR), or the code if CLDR has no name.

    >>> country("IE"), country("INT"), country("none")
    ('Ireland', 'International', 'No country')
    """
    return _NOT_A_COUNTRY.get(code) or str(Locale("en", "GB").territories.get(code, code))


@cache
def jurisdiction(code: str) -> str:
    """The country of a jurisdiction, with the code of its region: "Canada (CA-BC)"."""
    country_code, _, region = code.partition("-")
    return f"{country(country_code)} ({code})" if region else country(country_code)


@cache
def language(tag: str) -> str:
    """The English name of a language (Unicode CLDR), or the tag if CLDR has no name."""
    return str(Locale("en", "GB").languages.get(tag.split("-", maxsplit=1)[0], tag))
