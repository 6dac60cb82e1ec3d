"""Neutral citations of judgments: year, court, number and chamber.

A neutral citation does not depend on who publishes the judgment: `[2023] UKFTT 819 (GRC)`, `2024 BCSC 2311`. People
write the number with or without leading zeros. It is printed without them (OSCOLA 5 §2.1.3). These citations were
introduced by Practice Direction (Judgments: Form and Citation) [2001] 1 WLR 194 and [2002] 1 WLR 346.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# The courts and tribunals whose citations name the chamber or division (OSCOLA 5 §2.1.3).
CHAMBERED = frozenset({"EWCA", "EWHC", "UKFTT", "UKUT"})
# Courts of the United Kingdom began to give neutral citations in 2001 (in Scotland in 2005). Citations with an earlier
# year were added afterwards by others and are not used (OSCOLA 5 §2.1.3).
_BRITISH = re.compile(r"(?:UK|EW|CS(?:IH|OH)|HCJ|NI|EAT|SAC )")
FIRST_YEAR = 2001

# The letter or number of another judgment that was put between two numbers: "11A", "11-A", "11 bis", "11-1", "11(1)".
_LETTER = (
    r"(?:\s?[-\u2010-\u2015\u2212./:_][0-9]{1,3}(?![0-9])|\s?\([0-9]{1,3}\)"
    r"|\s?[-\u2010-\u2015\u2212./]?\s?(?i:bis|ter|quater)(?![^\W_])"
    r"|[-\u2010-\u2015\u2212./]?[^\W\d_](?![^\W_])"
    r"|\s[-\u2010-\u2015\u2212]?\s?[^\W\d_](?=\s*(?:[(\[,;]|$)))"
)
_FORM = re.compile(
    r"\s*(?P<open>\[)?(?P<year>[12][0-9]{3})(?P<close>\])?\s+"
    r"(?P<court>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)\s+(?P<number>[0-9]{1,7})"
    rf"(?![0-9]|{_LETTER})(?:\s*\((?P<chamber>[A-Za-z][A-Za-z &]*)\))?"
)
# The possible beginning of a neutral citation.
_BEGINNING = re.compile(r"\[?\b[12][0-9]{3}\b")

# The same as people write it: in round brackets or none, without a space or with a hyphen, in lower case.
_LOOSE_FORM = re.compile(
    r"(?i:\s*(?:neutral citation(?: (?:number|no\.?))?|ncn|citation)\s*:?)?"
    r"\s*(?:[\[(](?P<year>[12][0-9]{3})[\])]\s*[-\u2010-\u2015\u2212]?\s*"
    r"(?P<court>(?:[A-Za-z]\.?){2,}(?: \(?(?:[A-Za-z]\.?){2,}\)?)?(?: [Nn]o\.?)?)"
    r"(?:\s*[-\u2010-\u2015\u2212])?|(?P<bare_year>[12][0-9]{3})\s+(?P<bare_court>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?))"
    rf"\s*(?P<number>[0-9]{{1,7}})(?![0-9])(?P<letter>{_LETTER})?"
    r"(?:\s*\((?P<chamber>[A-Za-z][A-Za-z &,'\u2019-]*)\))?"
)
# The space in "A.V. R.T.".
_SPACED_LETTERS = re.compile(r"(?<=\.) (?=[A-Za-z]\.)")
# What is in brackets after the number. The Queen's Bench Division was the King's Bench Division from September 2022,
# and its numbers ran on. The name of a publisher says nothing of the court.
_DIVISIONS = {
    **dict.fromkeys(("qb", "qbd", "kbd", "queen's bench division", "king's bench division", "king's bench"), "kb"),
    **dict.fromkeys(("administrative court", "admin court", "administrative", "qbd admin", "kbd admin"), "admin"),
    **dict.fromkeys(("chd", "chancery", "chancery division"), "ch"),
    **dict.fromkeys(("comm court", "commercial", "commercial court"), "comm"),
    **dict.fromkeys(("technology and construction", "technology and construction court"), "tcc"),
    **dict.fromkeys(("family", "family division", "fd"), "fam"),
    **dict.fromkeys(("patents", "patents court"), "pat"),
    **dict.fromkeys(("admiralty", "admiralty court"), "admlty"),
    **dict.fromkeys(("civil", "civil division"), "civ"),
    **dict.fromkeys(("criminal", "criminal division"), "crim"),
    "general regulatory chamber": "grc",
    "administrative appeals chamber": "aac",
    "immigration and asylum chamber": "iac",
    "health education and social care chamber": "hesc",
    "social entitlement chamber": "sec",
    "tax and chancery chamber": "tcc",
    "tax chamber": "tc",
    "lands chamber": "lc",
    "property chamber": "pc",
    **dict.fromkeys(("austlii", "bailii", "canlii", "hklii", "nzlii", "saflii"), ""),
}
# In this year, courts with "Queen's Bench" in their names became courts of King's Bench. Not all numbers ran on.
_ACCESSION = 2022
# The court whose citations name the division before the number.
_DIVISION_FIRST = "ewca"


@dataclass(frozen=True, slots=True)
class NeutralCitation:
    """The parts of a neutral citation."""

    year: int
    court: str
    number: int
    chamber: str | None
    has_brackets: bool

    @property
    def is_british(self) -> bool:
        """True if a court or tribunal of the United Kingdom gave it."""
        return _BRITISH.match(self.court) is not None

    @property
    def is_retrospective(self) -> bool:
        """True if it was added afterwards, to a judgment older than the system."""
        return self.is_british and self.year < FIRST_YEAR

    @property
    def lacks_chamber(self) -> bool:
        """True if the court sits in chambers or divisions and the citation names neither."""
        return self.court in CHAMBERED and self.chamber is None

    def __str__(self) -> str:
        """The citation as courts print it, the number without leading zeros."""
        year = f"[{self.year}]" if self.has_brackets else str(self.year)
        chamber = "" if self.chamber is None else f" ({self.chamber})"
        return f"{year} {self.court} {self.number}{chamber}"


@lru_cache(maxsize=4096)
def leading_citation(text: str) -> tuple[NeutralCitation, str] | None:
    """The neutral citation at the beginning of a text and the rest of the text, or None.

    >>> leading_citation("[2025] UKUT 319 (AAC), Ground 3")[1]
    ', Ground 3'
    """
    match = _FORM.match(text)
    if match is None or bool(match["open"]) is not bool(match["close"]):
        return None
    court = match["court"]
    brackets = bool(match["open"]) or _BRITISH.match(court) is not None
    citation = NeutralCitation(int(match["year"]), court, int(match["number"]), match["chamber"], brackets)
    return citation, text[match.end() :]


@lru_cache(maxsize=4096)
def leading_key(text: str) -> tuple[str, str] | None:
    """The citation at the beginning of a text, equal for all its spellings, and the rest of the text, or None.

    >>> leading_key("(2020)ewhc 012 (QB), costs"), leading_key("[2020] UKSC 5-A")
    (('2020 ewhc 12 kb', ', costs'), ('2020 uksc 5a', ''))
    >>> leading_key("[2020] CAT 5 (costs order)"), leading_key("[2020] CAT 5.1")
    (('2020 cat 5', ' (costs order)'), ('2020 cat 5-1', ''))
    """
    match = _LOOSE_FORM.match(text)
    if match is None:
        return None
    year = int(match["year"] or match["bare_year"])
    court = _SPACED_LETTERS.sub("", match["court"] or match["bare_court"])
    court = re.sub("[().]", "", court).casefold().removesuffix(" no")
    end, chamber = match.end(), _division(match["chamber"] or "")
    if match["chamber"] and not _is_division(match["chamber"], court):
        end, chamber = max(match.end("number"), match.end("letter")), ""
    first, _, second = court.partition(" ")
    if second and first.upper() in CHAMBERED:
        # "[2019] EWHC Admin 2341".
        court, chamber = first, _division(second)
    elif court.endswith("qb") and year != _ACCESSION:
        court = f"{court.removesuffix('qb')}kb"
    if court == _DIVISION_FIRST and chamber:
        court, chamber = f"{court} {chamber}", ""
    letter = "".join(filter(str.isalnum, match["letter"] or "")).casefold()
    letter = f"-{letter}" if letter.isdecimal() else letter
    return f"{year} {court} {int(match['number'])}{letter} {chamber}".strip(), text[end:]


def _is_division(text: str, court: str) -> bool:
    """True if the words in brackets after a number name a division, and not a part of the judgment: "(costs)"."""
    is_known = _division(text) in _DIVISIONS.values()
    is_short_or_of_court = text.isupper() or (court.upper() in CHAMBERED and text[0].isupper())
    return is_known or is_short_or_of_court


def _division(text: str) -> str:
    """The short name of a division or chamber, however it was written.

    >>> _division("General Regulatory Chamber, Information Rights"), _division("QBD"), _division("CanLII")
    ('grc', 'kb', '')
    """
    name = " ".join(text.casefold().replace("\u2019", "'").split())
    return next(
        (_DIVISIONS[each] for each in (name, name.replace(",", ""), name.partition(",")[0]) if each in _DIVISIONS), name
    )


def without_division(key: str) -> str:
    """The key of a citation without the division or chamber, of which each counts its own judgments.

    >>> (
    ...     without_division("2020 ewca civ 1058"),
    ...     without_division("2019 ewhc 2341 admin"),
    ...     without_division("2020 uksc 5"),
    ... )
    ('2020 ewca 1058', '2019 ewhc 2341', '2020 uksc 5')
    """
    year, court, *rest = key.split(" ")
    if court.upper() not in CHAMBERED:
        return key
    return " ".join([year, court, *(word for word in rest if word[0].isdecimal())])


def lacks_division(key: str) -> bool:
    """True if the court has divisions or chambers, and the key of the citation names none.

    >>> lacks_division("2019 ewhc 2341"), lacks_division("2020 ewca civ 1058"), lacks_division("2020 uksc 5")
    (True, False, False)
    """
    return without_division(key) == key and key.split(" ")[1].upper() in CHAMBERED


def printed_form(text: str) -> str:
    """The citation as courts print it, or the text itself if its form is unknown."""
    parsed = leading_citation(text)
    return text if parsed is None or parsed[1].strip() else str(parsed[0])


def citations_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each neutral citation in a text, as courts print it, with the text before it and the text after it.

    >>> [citation for citation, _, _ in citations_in("Reported as 2024 BCSC 2311; see [2023] UKFTT 0819 (GRC)")]
    ['2024 BCSC 2311', '[2023] UKFTT 819 (GRC)']
    """
    for match in _BEGINNING.finditer(text):
        parsed = leading_citation(text[match.start() :])
        if parsed is not None:
            yield str(parsed[0]), text[: match.start()], parsed[1]
