"""Turn the authors of a source into the words that open its citation."""

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
