"""The type of a citation example, and builders of cited records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dossier.cite import Decision, Effect, LaterDecision, Style, decision
from dossier.model import Proceeding, Source
from dossier.model.vocabulary import Relation


class Origin(StrEnum):
    """The origin of an example. All are second-hand, because neither OSCOLA 5 nor The Bluebook itself was available."""

    NOTES = "the guide's own example, from the rule notes of karwalski/obiter, made from the PDF on 22 September 2026"
    GUIDE4 = "the guide's own example (4th edition, 2012), from copies and summaries that university libraries publish"
    LIBRARY = "an example that a law library publishes in its guide to the style"
    RULE = "the rule from those notes and guides, applied to a record of ours"
    MEMORY = "the rule as commonly taught; its text was not available, so have someone read it before relying on it"
    OURS = "no rule covers this case; the wording is this project's own"


@dataclass(frozen=True, slots=True)
class Example:
    """A citation that a rule asks for. In `expected`, asterisks mark italics."""

    rule: str
    origin: Origin
    expected: str
    cited: Source | Decision
    pinpoint: str | None = None
    later: tuple[LaterDecision, ...] = ()
    styles: tuple[Style, ...] = (Style.OSCOLA5,)


OSCOLA = (Style.OSCOLA5, Style.OSCOLA4)
OSCOLA4 = (Style.OSCOLA4,)
BLUEBOOK = (Style.BLUEBOOK,)

_SOURCE = {
    "id": "SRC-2026-0001",
    "authors": "none",
    "issued": "undated",
    "language": "en",
    "tier": "secondary",
    "checked": {"level": "full-text", "on": "2026-11-20"},
}


def source(type_: str, genre: str, title: str, **fields: Any) -> Source:
    """A source record. In `by`, an author is written as "Given/Family", a body without a slash."""
    authors = fields.pop("by", None)
    if authors is not None:
        fields["authors"] = [_author(name) for name in authors.split("; ")]
    return Source.model_validate({**_SOURCE, "type": type_, "genre": genre, "title": title, **fields})


def _author(name: str) -> dict[str, str]:
    given, slash, family = name.partition("/")
    return {"given": given, "family": family} if slash else {"literal": name}


def case(title: str, **fields: Any) -> Source:
    """A judgment."""
    return source("legal_case", "court-judgment", title, **{"seen_at": "https://copy.example/judgment", **fields})


def act(title: str, **fields: Any) -> Source:
    """A law."""
    return source("legislation", "statute", title, **{"seen_at": "https://copy.example/act", **fields})


def article(title: str, journal: str, **fields: Any) -> Source:
    """An article in a journal."""
    return source("article-journal", "academic", title, publication=journal, official_id="print", **fields)


def page(title: str, **fields: Any) -> Source:
    """A page of a website."""
    return source("webpage", "commentary", title, **fields)


def news(title: str, paper: str, **fields: Any) -> Source:
    """An article in a newspaper."""
    return source("article-newspaper", "news", title, publication=paper, **fields)


def proceeding(title: str, forum: str, *, court: bool = False, country: str = "GB", **fields: Any) -> Decision:
    """A proceeding as it is cited."""
    fields = {
        "id": "PRO-2026-0001",
        "kind": "decision",
        "title": title,
        "forum": "forum",
        "status": "final",
        "status_checked": {"on": "2026-11-20"},
        **fields,
    }
    return decision(Proceeding.model_validate(fields), forum, is_court=court, country=country)


def effect(relation: Relation, later: Decision) -> LaterDecision:
    """A later decision, and what it did."""
    return LaterDecision((Effect(relation),), later)
