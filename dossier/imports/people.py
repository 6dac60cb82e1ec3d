"""Names of authors in RIS and in tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MORE = re.compile(
    r"(?:^|[,;\s]+)(?:(?:and|&|und|et)\s+others|(?:and\s+|&\s+)?et\.?\s+al(?:ii|\b)\.?)\s*$", re.IGNORECASE
)
_NOBODY = re.compile(
    r"\[?(?:anon(?:ymous|ym|\.)?|no author(?:ship)?(?: (?:given|indicated|listed))?|n/?a|null)\]?", re.IGNORECASE
)
_LEGAL_FORM = re.compile(
    r"(?:Inc|Incorporated|Ltd|Limited|L\.?L\.?C|L\.?L\.?P|L\.?P|Corp|Corporation|Co|Company|GmbH|AG|S\.?A|S\.?A\.?S"
    r"|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|P\.?L\.?C|e\.? ?V|Pty|Pte|A/S|AB|Oy)\.?(?:\s+(?:Ltd|Limited|KG)\.?)?",
    re.IGNORECASE,
)
# No list of names in one line is longer. The search for its end takes the square of its length.
_LONGEST = 5_000
_JOINED = re.compile(r"(.*\S)\s(?:and|&|und|et)\s(\S.*)")


@dataclass(frozen=True, slots=True)
class Names:
    """The authors in a text, and true if it says that there are more of them."""

    authors: list[dict[str, str]]
    has_more: bool = False
    # True if the text says that nobody is named, as `Anonymous` does.
    is_nobody: bool = False


def read_names(text: str) -> Names:
    """The authors in a text, with semicolons between them: persons as `Family, Given`, all others as they are.

    >>> names = read_names("Smith, John; Doe, Anna et al.")
    >>> names.authors, names.has_more
    ([{'family': 'Smith', 'given': 'John'}, {'family': 'Doe', 'given': 'Anna'}], True)
    >>> read_names("Foo and Bar, Inc.").authors, read_names("Committee on Health, Education and Welfare,").authors
    ([{'literal': 'Foo and Bar, Inc.'}], [{'literal': 'Committee on Health, Education and Welfare'}])
    """
    if len(text) > _LONGEST:
        return Names([{"literal": text}])
    kept = _MORE.sub("", text)
    has_more = kept != text or text.strip().casefold() == "others"
    if text.strip().casefold() == "others":
        kept = ""
    if _NOBODY.fullmatch(kept.strip()):
        return Names([], has_more, is_nobody=True)
    names = [name.strip() for name in kept.split(";")]
    return Names([author for name in names if name for author in _read_name(name)], has_more)


def one_author(text: str) -> dict[str, str]:
    """The author that an export of a dossier names: a person as `Family, Given`, a body with a comma behind its name.

    >>> one_author("Berg, Ann"), one_author("Foo and Bar, Inc.,"), one_author("Harbour Union")
    ({'family': 'Berg', 'given': 'Ann'}, {'literal': 'Foo and Bar, Inc.'}, {'literal': 'Harbour Union'})
    """
    family, _, given = (part.strip() for part in text.partition(","))
    if text.endswith(",") and text.strip(" ,"):
        return {"literal": text[:-1].strip()}
    return {"family": family, "given": given} if family and given else {"literal": text}


def _read_name(text: str) -> list[dict[str, str]]:
    if text.endswith(","):  # the sign of EndNote for a body
        return [{"literal": text.strip(" ,")}] if text.strip(" ,") else []
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma or not family or not given or _LEGAL_FORM.fullmatch(given.rpartition(",")[2].strip()):
        return [{"literal": text}]
    joined = _JOINED.fullmatch(text)
    if joined is None:
        return [{"family": family, "given": given}]
    first, second = (_person(part) for part in joined.groups())
    # The names of persons hold no "and": it is a body, or two persons.
    return [first, second] if first and second else [{"literal": text}]


def _person(text: str) -> dict[str, str] | None:
    """A person of whom both names are given, or None."""
    family, _, given = (part.strip() for part in text.strip(" ,").partition(","))
    is_person = family and given and "," not in given and not _JOINED.fullmatch(text)
    return {"family": family, "given": given} if is_person else None
