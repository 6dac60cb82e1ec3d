"""The authors in a BibTeX value, as persons and bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

# Words for further authors.
_OTHERS = re.compile(r"(?:^|[\s,]+)(?:and\s+)?(?:others|et\.?\s*al\.?(?:ii|ia)?|u\.\s*a\.)\s*\.?$", re.IGNORECASE)
_ET_AL_IN_BRACES = re.compile(r"[\s,]+et\.?\s*al\.?\s*\}$", re.IGNORECASE)
_BRACED_OTHERS = re.compile(r"\{+\s*others\s*\}+[,.]?$", re.IGNORECASE)
# BibLaTeX 3.20, section 2.3.2: names with their parts named.
_EXTENDED = re.compile(r'\s*"?\s*(?:family|given|prefix|suffix|useprefix|given-i|family-i|prefix-i|nosortothers)\s*=')
# Words that are in names of bodies, and in no name of a person.
_BODY_WORDS = frozenset(
    {
        *("agency", "association", "associates", "authority", "board", "bureau", "center", "centre", "college"),
        *("commission", "committee", "company", "consortium", "corporation", "council", "court", "department"),
        *("foundation", "government", "institute", "ministry", "nations", "office", "organisation", "organization"),
        *("parliament", "project", "society", "tribunal", "union", "university", "universität", "université"),
        *("bundesamt", "bundesministerium", "ministerium", "ministère", "ministerio", "verein", "stiftung"),
        *("international", "national", "network", "team", "group", "initiative", "secretariat", "federation"),
    }
)
_COMPANY = re.compile(r"(?:inc|ltd|llc|llp|gmbh|plc|corp|pty|limited|incorporated)\.?", re.IGNORECASE)
# BibTeX has the suffix of a name between two commas. Other words there are names of further authors.
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|junior|senior|filho|neto|[ivx]+|[1-9](?:st|nd|rd|th))\.?", re.IGNORECASE)
# DBLP numbers authors of the same name, and library catalogues add the years of their lives.
_ADDITION = re.compile(r"\s+(?:0[0-9]{3}|\([0-9.?‐-―-]*[0-9]{4}[0-9.? ‐-―-]*\))$")


@dataclass(frozen=True, slots=True)
class NameList:
    """The authors that a value names, and whether it says that there are more."""

    authors: tuple[dict[str, str], ...]
    has_others: bool


def parse_authors(value: str, print_text: Callable[[str], str]) -> NameList:
    """The authors in a value. `print_text` turns the TeX of a name into text.

    Names are separated by `and`, as BibTeX has it, or by semicolons. Raises ValueError if a name has more commas than
    its parts need, braces that do not match, or an `and` that may belong to it: `Foo and Bar, Inc.`.
    """
    authors: list[dict[str, str]] = []
    has_others = False
    names = list(_split_names(" ".join(value.split())))
    if any(_is_company_with_comma(name) and "," not in before for before, name in pairwise(names)):
        raise ValueError("has a name with an and that may be of a company")
    for name in names:
        # Some tools put braces around the whole: `{Smith et al.}`.
        rest = _ET_AL_IN_BRACES.sub("}", _OTHERS.sub("", _BRACED_OTHERS.sub("others", name)))
        has_others = has_others or rest != name
        author = _parse_name(_ADDITION.sub("", rest.strip(" ,")), print_text) if rest.strip(' ,;{}"') else {}
        if author:
            authors.append(author)
    return NameList(tuple(authors), has_others)


def _split_names(value: str) -> Iterator[str]:
    for name in split_multiple_persons_names(value):
        for part in _split_outside_braces(name, ";"):
            # The parser keeps an `and` at either end of the value.
            yield re.sub(r"^and\s+|\s+and$|^and$", "", part.strip(), flags=re.IGNORECASE)


def _parse_name(name: str, print_text: Callable[[str], str]) -> dict[str, str]:
    if name.startswith("{") and _closes_at_end(name):
        return _body(print_text(name))
    if "{" not in name and not any(char.isalpha() for char in name):
        raise ValueError("has a name with no letters")
    if _EXTENDED.match(name):
        return _parse_extended(name, print_text)
    if _is_body(name):
        return _body(print_text(name))
    commas = _split_outside_braces(name, ",")
    if len(commas) > 3 or (len(commas) == 3 and not _SUFFIX.fullmatch(commas[1].strip(" {}"))):
        raise ValueError("has a name with too many commas")
    parts = parse_single_name_into_parts(name, strict=False)
    family = print_text(" ".join([*parts.von, *parts.last]))
    given = print_text(" ".join([*parts.first, *(f", {suffix}" for suffix in parts.jr)])).replace(" ,", ",")
    return _person(family, given)


def _body(name: str) -> dict[str, str]:
    return {"literal": name} if name else {}


def _person(family: str, given: str) -> dict[str, str]:
    if family and given:
        return {"family": family, "given": given}
    return _body(family or given)


def _is_body(name: str) -> bool:
    """True if the name is of a body, though no braces keep its words together."""
    if "{" in name:
        return False
    if "," in name:
        return _is_company_with_comma(name)
    words = name.casefold().split()
    return len(words) > 1 and (_BODY_WORDS.intersection(words) != set() or _is_company(words))


def _is_company_with_comma(name: str) -> bool:
    """True for such as `Foo, Inc.`, without braces that keep it together."""
    return "{" not in name and _COMPANY.fullmatch(name.partition(",")[2].strip()) is not None


def _is_company(words: list[str]) -> bool:
    # "Co" and the like may be names of persons, but a full stop or a known form of a company is no name.
    return words[-1].rstrip(".") in {"inc", "ltd", "llc", "llp", "gmbh", "plc", "corp", "limited", "incorporated"}


def _parse_extended(name: str, print_text: Callable[[str], str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in _split_outside_braces(name, ","):
        key, _, text = part.strip().strip('"').partition("=")
        parts.setdefault(key.strip().casefold(), print_text(text.strip().strip('"')))
    family = " ".join(text for text in (parts.get("prefix", ""), parts.get("family", "")) if text)
    given = ", ".join(text for text in (parts.get("given", ""), parts.get("suffix", "")) if text)
    return _person(family, given)


def _closes_at_end(name: str) -> bool:
    """True if the brace at the beginning closes at the end, so that all of it is a single name."""
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(name) - 1
    return False


def _split_outside_braces(text: str, separator: str) -> list[str]:
    """The parts of the text between separators outside of braces and straight quotation marks."""
    parts: list[str] = []
    depth, start, is_quoted = 0, 0, False
    for at, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0 and text[at - 1 : at] != "\\":
            is_quoted = not is_quoted
        elif char == separator and depth == 0 and not is_quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
