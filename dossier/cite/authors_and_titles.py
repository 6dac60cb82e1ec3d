"""Authors and titles as citations print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.model.source import Author, Source
from dossier.model.vocabulary import AuthorState

NOT_RECORDED = "(author not recorded)"

_STOPPED_INITIALS = re.compile(r"(?<![^\s.\-])([^\W\d_])\.\s*(?=[^\W\d_]\.)")
_STOP = re.compile(r"(?<![^\s.\-])([^\W\d_]{1,4})\.")


def name_of(author: Author) -> str:
    """The name of an author in the order it is spoken."""
    if author.literal is not None:
        return author.literal
    return f"{author.given} {author.family}" if author.given else str(author.family)


def oscola_authors(source: Source) -> str:
    """The authors by OSCOLA 5 §3.1.1: up to three by name, of more the first and "and others"; "" if it names none."""
    if isinstance(source.authors, AuthorState):
        return NOT_RECORDED if source.authors is AuthorState.NOT_SEEN else ""
    names = [_without_stops(author) for author in source.authors]
    if len(names) > 3:
        return f"{names[0]} and others"
    return _listed(names, " and ")


def bluebook_authors(source: Source) -> str:
    """The authors by Bluebook rule 15.1: two joined by "&", of more the first and "et al."; "" if it names none."""
    if isinstance(source.authors, AuthorState):
        return NOT_RECORDED if source.authors is AuthorState.NOT_SEEN else ""
    names = [name_of(author) for author in source.authors]
    return f"{names[0]} et al." if len(names) > 2 else _listed(names, " & ")


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}" if names else ""


def _without_stops(author: Author) -> str:
    """The name with initials closed up and without full stops (OSCOLA 5 §1.3.1): "JAG Griffith"."""
    if author.given is None or "." not in author.given:
        return name_of(author)
    given = _STOP.sub(r"\1", _STOPPED_INITIALS.sub(r"\1.", author.given))
    return f"{given} {author.family}"


_ABBREVIATED = re.compile(r"\b(Inc|Ltd|Co|Corp|Bros|No|Nos)\.(?!\w)")
_OTHERS = re.compile(r",? (?:et al\.?|and others|and another|and ors\.?|& ors\.?)(?= v\.? |$)", re.IGNORECASE)
_VERSUS = re.compile(r" (?:vs?\.?|V\.?) ")
_IN_RE = re.compile(r"^In re ")


def quoted(title: str) -> str:
    """The title in single quotation marks, its own made double (OSCOLA 5 §1.5)."""
    return f"‘{curled(title)}’"


def curled(title: str) -> str:
    r"""The title with typographic apostrophes, and each quotation of its own in double marks.

    >>> curled("Noyb Files Complaint Against 'Law-Dodging' Firm's \"Friends\"")
    'Noyb Files Complaint Against “Law-Dodging” Firm’s “Friends”'
    """
    if not any(mark in title for mark in "\"'“”‘’"):
        return title
    made: list[str] = []
    is_open = is_single_open = False
    for at, char in enumerate(title):
        if char in "“”" or char == '"':
            is_open = char == "“" or (char == '"' and not is_open)
            made.append("“" if is_open else "”")
        elif char in "‘’'":
            ends = not title[at + 1 : at + 2].isalnum()
            if is_single_open and ends and char != "‘":
                made.append("”")
                is_single_open = False
            elif not is_single_open and _opens(title, at):
                made.append("“")
                is_single_open = True
            else:
                made.append("’")
        else:
            made.append(char)
    return "".join(made)


_SHORT_FORM = re.compile(r"(?:\b(?:Inc|Ltd|Co|Corp|etc|al|[A-Z])|\.)\.$")


def sentence(title: str) -> str:
    """The title without the full stop of a sentence, which belongs to the note that the citation stands in."""
    return title if _SHORT_FORM.search(title) else title.removesuffix(".")


def _opens(title: str, at: int) -> bool:
    """Whether the single mark here opens a quotation: it stands before a word, and a later one closes it."""
    before, after = title[at - 1 : at] if at else "", title[at + 1 : at + 2]
    if before.isalnum() or not after.strip() or title[at] == "’":
        return False
    rest = title[at + 2 :]
    return any(mark in "’'" and not rest[place + 1 : place + 2].isalnum() for place, mark in enumerate(rest))


def oscola_case_name(title: str) -> str:
    """The name of a case by OSCOLA 5 §§1.3.1 and 2.1.2: `v` and abbreviations without full stops, first parties only.

    >>> oscola_case_name("Union of Walkers et al. v. Kerbwatch, Inc.")
    'Union of Walkers v Kerbwatch, Inc'
    """
    name = _VERSUS.sub(" v ", _OTHERS.sub("", curled(title)))
    return _IN_RE.sub("Re ", _ABBREVIATED.sub(r"\1", name))


def bluebook_case_name(title: str) -> str:
    """The name of a case by Bluebook rule 10.2: `v.` with a full stop, first parties only.

    >>> bluebook_case_name("Corr v IBC Vehicles Ltd")
    'Corr v. IBC Vehicles Ltd'
    """
    return _VERSUS.sub(" v. ", _OTHERS.sub("", curled(title)))


_SIDE = re.compile(r"\([^)]*\)|\b(?:the|inc|ltd|plc|office|of)\b|’s|[^\w\s]")


def same_parties(one: str, other: str) -> bool:
    """Whether two names of cases have the same parties, be it the other way round (Bluebook rule 10.7.2).

    >>> same_parties("Kerbwatch Ltd v The Roads Commissioner", "Roads Commissioner v Kerbwatch Ltd")
    True
    """
    return _sides(one) == _sides(other)


def _sides(name: str) -> frozenset[str]:
    sides = _VERSUS.split(_OTHERS.sub("", curled(name)))
    return frozenset(" ".join(_SIDE.sub(" ", side.casefold()).split()) for side in sides)
