"""The content of the bibliography: cases, legislation and other works.

The order is that of OSCOLA 4 §1.7: cases by their first party, legislation by title, other works by author, or by title
if they have no author.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dossier.cite import Run
from dossier.cite.classify import CitationForm, form_of, law_and_provision
from dossier.cite.fate import caveat_of
from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.vocabulary import AuthorState
from dossier.pages.content import ArchivedCopy, RecordLink
from dossier.pages.initials import initial_key, initial_of, word_of_initial
from dossier.pages.list_pages import needs_pages
from dossier.pages.parts import newest_copy, record_link
from dossier.reading.backlinks import evidence_uses
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Work:
    """A source as it is cited, and how many claims rely on it."""

    source: RecordLink
    citation: tuple[Run, ...]
    # What the citation does not hold of its later course, as sentences.
    caveat: str
    copy: ArchivedCopy | None
    claims: int
    # The letter under which it is sorted.
    initial: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All sources of the dossier, sorted into three lists."""

    cases: tuple[Work, ...]
    legislation: tuple[Work, ...]
    works: tuple[Work, ...]


_CASES = frozenset({CitationForm.CASE, CitationForm.EU_CASE})
_LAWS = frozenset({CitationForm.LAW, CitationForm.EU_LAW})
# A reader looks for a case under its first party, and for a title under its first word after the article.
_BEFORE_PARTY = re.compile(r"(?:In re|Re|Ex p(?:arte)?|The) ", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"(?:The|A|An) ", re.IGNORECASE)


def bibliography(dossier: Dossier) -> Bibliography:
    """The bibliography of the dossier. Withdrawn sources are listed and marked, unless another took their place."""
    sources = [entry.record for entry in dossier.sources() if not _is_replaced(entry.record)]
    cases = [source for source in sources if form_of(source) in _CASES]
    laws = [source for source in sources if form_of(source) in _LAWS]
    others = [source for source in sources if form_of(source) not in _CASES | _LAWS]
    return Bibliography(
        _sorted(dossier, cases, _party), _sorted(dossier, laws, _law_name), _sorted(dossier, others, _first_author)
    )


def works_by_letter(works: Bibliography, name: str) -> Iterator[tuple[str, str, tuple[Work, ...]]]:
    """Yield the word in addresses, the letter and the works of each page of the list that has this name.

    There is nothing to yield if the list fits on one page, or if there is no such list.
    """
    lists = {"cases": works.cases, "legislation": works.legislation, "works": works.works}
    listed = lists.get(name, ())
    if needs_pages(len(listed)):
        letters: dict[str, list[Work]] = {}
        for work in listed:
            letters.setdefault(work.initial, []).append(work)
        for letter in sorted(letters, key=initial_key):
            yield f"{name}_{word_of_initial(letter)}", letter, tuple(letters[letter])


def _is_replaced(source: Source) -> bool:
    return source.withdrawn is not None and source.withdrawn.replaced_by is not None


def _sorted(dossier: Dossier, sources: Iterable[Source], name_of: Callable[[Source], str]) -> tuple[Work, ...]:
    def key(source: Source) -> tuple[str, str, str]:
        return (_sort_key(name_of(source)), _sort_key(source.title), source.id)

    return tuple(_work(dossier, source, name_of(source)) for source in sorted(sources, key=key))


def _work(dossier: Dossier, source: Source, name: str) -> Work:
    claims = {use.claim.id for use in evidence_uses(dossier, source.id)}
    citation, caveat = cite_source(dossier, source), caveat_of(dossier, source)
    return Work(record_link(dossier, source.id), citation, caveat, newest_copy(source), len(claims), initial_of(name))


def _party(source: Source) -> str:
    return _BEFORE_PARTY.sub("", source.title, count=1)


def _law_name(source: Source) -> str:
    name, provision = law_and_provision(source)
    return _BEFORE_TITLE.sub("", name, count=1) if provision is None else f"{name} {provision}"


def _title(source: Source) -> str:
    return _BEFORE_TITLE.sub("", source.title, count=1)


def _first_author(source: Source) -> str:
    """The family name of the first author, or its name if it is a body, or the title if no author is known."""
    if isinstance(source.authors, AuthorState):
        return _title(source)
    first = source.authors[0]
    return first.literal or f"{first.family} {first.given or ''}"


def _sort_key(text: str) -> str:
    """The text to sort by: punctuation and case do not count, and article 3 comes before article 14."""
    return re.sub(r"[0-9]+", lambda number: number.group().zfill(9), re.sub(r"[^\w\s]", "", text).casefold())
