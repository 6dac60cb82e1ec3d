"""Authors, titles and case names as citations print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.model.source import Author, Source
from dossier.model.vocabulary import AuthorState

AUTHOR_NOT_RECORDED = "(author not recorded)"

_STOPPED_INITIALS = re.compile(r"(?<![^\s.\-])([^\W\d_])\.\s*(?=[^\W\d_]\.)")
_STOP = re.compile(r"(?<![^\s.\-])([^\W\d_]{1,4})\.")


def name_of(author: Author) -> str:
    """The author's name in spoken order: given name, then family name."""
    if author.literal is not None:
        return author.literal
    return f"{author.given} {author.family}" if author.given else str(author.family)


def oscola_authors(source: Source) -> str:
    """The authors by OSCOLA 5 §3.1.1, or "" if the source names no author.

    Up to three authors are named. If there are more, only the first is named, followed by "and others".
    """
    if isinstance(source.authors, AuthorState):
        return AUTHOR_NOT_RECORDED if source.authors is AuthorState.NOT_SEEN else ""
    names = [_name_without_stops(author) for author in source.authors]
    if len(names) > 3:
        return f"{names[0]} and others"
    return _joined_names(names, " and ")


def bluebook_authors(source: Source) -> str:
    """The authors by Bluebook rule 15.1, or "" if the source names no author.

    Two authors are joined by "&". If there are more, only the first is named, followed by "et al.".
    """
    if isinstance(source.authors, AuthorState):
        return AUTHOR_NOT_RECORDED if source.authors is AuthorState.NOT_SEEN else ""
    names = [name_of(author) for author in source.authors]
    return f"{names[0]} et al." if len(names) > 2 else _joined_names(names, " & ")


def _joined_names(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}" if names else ""


def _name_without_stops(author: Author) -> str:
    """The author's name, its initials without full stops and spaces (OSCOLA 5 §1.3.1): "JAG Griffith"."""
    if author.given is None or "." not in author.given:
        return name_of(author)
    given = _STOP.sub(r"\1", _STOPPED_INITIALS.sub(r"\1.", author.given))
    return f"{given} {author.family}"


_ABBREVIATED = re.compile(r"\b(Inc|Ltd|Co|Corp|Bros|No|Nos)\.(?!\w)")
_OTHER_PARTIES = re.compile(r",? (?:et al\.?|and others|and another|and ors\.?|& ors\.?)(?= v\.? |$)", re.IGNORECASE)
_VERSUS = re.compile(r" (?:vs?\.?|V\.?) ")
_IN_RE = re.compile(r"^In re ")


def in_single_quotes(title: str) -> str:
    """The title in single quotation marks, with double marks for quotations inside it (OSCOLA 5 §1.5)."""
    return f"‘{with_curly_quotes(title)}’"


def with_curly_quotes(title: str) -> str:
    r"""The title with typographic apostrophes, and with double marks around each quotation inside it.

    >>> with_curly_quotes("Noyb Files Complaint Against 'Law-Dodging' Firm's \"Friends\"")
    'Noyb Files Complaint Against “Law-Dodging” Firm’s “Friends”'
    """
    if not any(mark in title for mark in "\"'“”‘’"):
        return title
    printed: list[str] = []
    is_open = is_single_open = False
    for index, char in enumerate(title):
        if char in "“”" or char == '"':
            is_open = char == "“" or (char == '"' and not is_open)
            printed.append("“" if is_open else "”")
        elif char in "‘’'":
            is_word_end = not title[index + 1 : index + 2].isalnum()
            if is_single_open and is_word_end and char != "‘":
                printed.append("”")
                is_single_open = False
            elif not is_single_open and _opens_quotation(title, index):
                printed.append("“")
                is_single_open = True
            else:
                printed.append("’")
        else:
            printed.append(char)
    return "".join(printed)


_ABBREVIATION_AT_END = re.compile(r"(?:\b(?:Inc|Ltd|Co|Corp|etc|al|[A-Z])|\.)\.$")


def without_full_stop(title: str) -> str:
    """The title without the full stop of a sentence at its end. The full stop of an abbreviation is kept."""
    return title if _ABBREVIATION_AT_END.search(title) else title.removesuffix(".")


def _opens_quotation(title: str, index: int) -> bool:
    """True if the single mark at `index` opens a quotation: a word follows it, and a later mark closes it."""
    before, after = title[index - 1 : index] if index else "", title[index + 1 : index + 2]
    if before.isalnum() or not after.strip() or title[index] == "’":
        return False
    rest = title[index + 2 :]
    return any(char in "’'" and not rest[later + 1 : later + 2].isalnum() for later, char in enumerate(rest))


def oscola_case_name(title: str) -> str:
    """The name of a case by OSCOLA 5 §§1.3.1 and 2.1.2.

    `v` and abbreviations have no full stops. Only the first party on each side is named.

    >>> oscola_case_name("Union of Walkers et al. v. Kerbwatch, Inc.")
    'Union of Walkers v Kerbwatch, Inc'
    """
    name = _VERSUS.sub(" v ", _OTHER_PARTIES.sub("", with_curly_quotes(title)))
    return _IN_RE.sub("Re ", _ABBREVIATED.sub(r"\1", name))


def bluebook_case_name(title: str) -> str:
    """The name of a case by Bluebook rule 10.2: `v.` with a full stop, and only the first party of each side.

    >>> bluebook_case_name("Corr v IBC Vehicles Ltd")
    'Corr v. IBC Vehicles Ltd'
    """
    return _VERSUS.sub(" v. ", _OTHER_PARTIES.sub("", with_curly_quotes(title)))


_IGNORED_IN_PARTIES = re.compile(r"\([^)]*\)|\b(?:the|inc|ltd|plc|office|of)\b|’s|[^\w\s]")


def same_parties(case_name: str, other_name: str) -> bool:
    """True if two case names have the same parties, in either order (Bluebook rule 10.7.2).

    >>> same_parties("Kerbwatch Ltd v The Roads Commissioner", "Roads Commissioner v Kerbwatch Ltd")
    True
    """
    return _parties(case_name) == _parties(other_name)


def _parties(case_name: str) -> frozenset[str]:
    sides = _VERSUS.split(_OTHER_PARTIES.sub("", with_curly_quotes(case_name)))
    return frozenset(" ".join(_IGNORED_IN_PARTIES.sub(" ", side.casefold()).split()) for side in sides)
