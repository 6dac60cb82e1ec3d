"""Numbers that say the same as a number to redact.

A judgment has its year and number also in its ECLI and in the address of its page, and a telephone number is written
with and without the country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.model.neutral_citation import leading_key
from dossier.releases.redact.folding import APART

_KEY = re.compile("(?P<year>[0-9]{4}) .*?(?P<number>[0-9]+)(?: [a-z]+)?")
_BETWEEN_DIGITS = r"[\s.,'/()+-]{0,3}"
_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class OtherNumbers:
    """The pattern of such numbers in a text, and that of their letters in its skeleton."""

    written: re.Pattern[str]
    skeleton: re.Pattern[str]
    is_judgment: bool


def other_numbers(text: str) -> OtherNumbers | None:
    """The patterns for a neutral citation or a text of mostly digits. None for another text.

    >>> other_numbers("[2025] AVRT 4").written.findall("ECLI:GB:AVRT:2025:4 at https://a.example/2025/4, /2025/41")
    ['ECLI:GB:AVRT:2025:4', '2025/4']
    >>> other_numbers("+44 7700 900123").written.search("(0)7700/900123") is not None
    True
    """
    key, rest = leading_key(text.strip()) or ("", "")
    judgment = None if rest.strip() else _KEY.fullmatch(key)
    if judgment is not None:
        return _of_judgment(judgment["year"], judgment["number"])
    digits = re.sub("[^0-9]", "", text)
    if len(digits) < _FEWEST_DIGITS or 2 * len(digits) <= sum(map(str.isalnum, text)):
        return None
    last = digits[-_FEWEST_DIGITS:]
    return OtherNumbers(
        re.compile(f"{_BETWEEN_DIGITS.join(last)}(?![0-9])"), re.compile(f"{APART}?".join(last)), is_judgment=False
    )


def _of_judgment(year: str, number: str) -> OtherNumbers:
    end = f"{number}(?![0-9])"
    ecli = f"ecli:[a-z]{{2}}:[a-z0-9]+:{year}:[a-z]*{end}"
    # A further number would make it a day.
    address = f"(?<=/){year}/(?:[a-z]+/)?(?:{year})?[a-z]*{end}(?!/[0-9])"
    letters = f"{year}{APART}?(?:{year})?[a-z]*{APART}?{number}"
    return OtherNumbers(re.compile(f"{ecli}|{address}", re.IGNORECASE), re.compile(letters), is_judgment=True)
