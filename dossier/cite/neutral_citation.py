"""Turn the text of a neutral citation into year, court, number and chamber, and back into the form courts use.

A neutral citation names a judgment without regard to who prints it: `[2023] UKFTT 819 (GRC)`, `2024 BCSC 2311`. Both
zero-padded and plain numbers are in circulation; the number is printed as an integer (Practice Direction (Judgments:
Form and Citation) [2001] 1 WLR 194 and [2002] 1 WLR 346 introduced the citations; OSCOLA 5 §2.1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# The courts and tribunals whose citations name the chamber or division (OSCOLA 5 §2.1.3).
CHAMBERED = frozenset({"EWHC", "UKFTT", "UKUT"})
# Courts of the United Kingdom, whose neutral citations begin in 2001 (2005 in Scotland): older ones were made later,
# by others, and are not used (OSCOLA 5 §2.1.3).
_BRITISH = re.compile(r"(?:UK|EW|CS(?:IH|OH)|HCJ|NI|EAT|SAC )")
FIRST_YEAR = 2001

_FORM = re.compile(
    r"\s*(?P<open>\[)?(?P<year>[12][0-9]{3})(?P<close>\])?\s+"
    r"(?P<court>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)\s+(?P<number>[0-9]{1,7})"
    r"(?:\s*\((?P<chamber>[A-Za-z][A-Za-z &]*)\))?"
)


@dataclass(frozen=True, slots=True)
class NeutralCitation:
    """The parts of a neutral citation; its text is the citation with the number as an integer."""

    year: int
    court: str
    number: int
    chamber: str | None
    has_brackets: bool

    @property
    def is_british(self) -> bool:
        """Whether a court or tribunal of the United Kingdom gave it."""
        return _BRITISH.match(self.court) is not None

    @property
    def is_retrospective(self) -> bool:
        """Whether it was made up after the event, for a judgment older than the system."""
        return self.is_british and self.year < FIRST_YEAR

    @property
    def lacks_chamber(self) -> bool:
        """Whether the court sits in chambers or divisions, and the citation names none."""
        return self.court in CHAMBERED and self.chamber is None

    def __str__(self) -> str:
        """The citation as courts print it."""
        year = f"[{self.year}]" if self.has_brackets else str(self.year)
        chamber = "" if self.chamber is None else f" ({self.chamber})"
        return f"{year} {self.court} {self.number}{chamber}"


@lru_cache(maxsize=4096)
def leading(text: str) -> tuple[NeutralCitation, str] | None:
    """The neutral citation that a text begins with and what follows it, or None.

    >>> leading("[2025] UKUT 319 (AAC), Ground 3")[1]
    ', Ground 3'
    """
    found = _FORM.match(text)
    if found is None or bool(found["open"]) is not bool(found["close"]):
        return None
    court = found["court"]
    brackets = bool(found["open"]) or _BRITISH.match(court) is not None
    citation = NeutralCitation(int(found["year"]), court, int(found["number"]), found["chamber"], brackets)
    return citation, text[found.end() :]


def normalised(text: str) -> str:
    """The citation as courts print it; the text itself where it is in no form known here."""
    found = leading(text)
    return text if found is None or found[1].strip() else str(found[0])
