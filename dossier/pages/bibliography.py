"""What the bibliography shows: the sources as a table of cases, a table of legislation and a list of other works.

The order is that of OSCOLA 4 §1.7: cases by their first party, legislation by title, other works by author, those
without one by title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dossier.cite import Run
from dossier.cite.classify import CitationForm, form_of, law_and_provision
from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.vocabulary import AuthorState
from dossier.pages.content import ArchivedCopy, RecordLink
from dossier.pages.parts import newest_copy, record_link
from dossier.reading.backlinks import evidence_uses
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Work:
    """A source as it is cited, and how many claims rely on it."""

    source: RecordLink
    citation: tuple[Run, ...]
    copy: ArchivedCopy | None
    claims: int


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All sources, each in one of the three."""

    cases: tuple[Work, ...]
    legislation: tuple[Work, ...]
    works: tuple[Work, ...]


_CASES = frozenset({CitationForm.CASE, CitationForm.EU_CASE})
_LAWS = frozenset({CitationForm.LAW, CitationForm.EU_LAW})
# A case is listed under the name that it is looked up by; a title under its first word that is no article.
_BEFORE_PARTY = re.compile(r"(?:In re|Re|Ex p(?:arte)?|The) ", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"(?:The|A|An) ", re.IGNORECASE)


def bibliography(dossier: Dossier) -> Bibliography:
    """The bibliography of the dossier; withdrawn sources are listed and say so."""
    sources = [entry.record for entry in dossier.sources()]
    cases = [one for one in sources if form_of(one) in _CASES]
    laws = [one for one in sources if form_of(one) in _LAWS]
    others = [one for one in sources if form_of(one) not in _CASES | _LAWS]
    return Bibliography(
        _listed(dossier, cases, _party), _listed(dossier, laws, _law), _listed(dossier, others, _author)
    )


def _listed(dossier: Dossier, sources: Iterable[Source], order: Callable[[Source], str]) -> tuple[Work, ...]:
    ordered = sorted(sources, key=lambda one: (_letters(order(one)), _letters(one.title), one.id))
    return tuple(_work(dossier, one) for one in ordered)


def _work(dossier: Dossier, source: Source) -> Work:
    claims = {use.claim.id for use in evidence_uses(dossier, source.id)}
    return Work(record_link(dossier, source.id), cite_source(dossier, source), newest_copy(source), len(claims))


def _party(source: Source) -> str:
    return _BEFORE_PARTY.sub("", source.title, count=1)


def _law(source: Source) -> str:
    name, provision = law_and_provision(source)
    return _BEFORE_TITLE.sub("", name, count=1) if provision is None else f"{name} {provision}"


def _title(source: Source) -> str:
    return _BEFORE_TITLE.sub("", source.title, count=1)


def _author(source: Source) -> str:
    """The family name or the body that comes first; the title where none is named, or the authors were not seen."""
    if isinstance(source.authors, AuthorState):
        return _title(source)
    first = source.authors[0]
    return first.literal or f"{first.family} {first.given or ''}"


def _letters(text: str) -> str:
    """The text as it is put in order: marks and capitals do not count, article 3 comes before article 14."""
    return re.sub(r"[0-9]+", lambda found: found.group().zfill(9), re.sub(r"[^\w\s]", "", text).casefold())
