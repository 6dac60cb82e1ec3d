"""Tables of terms with their definitions, for pages of prose.

The table of a vocabulary replaces a line of its own such as `[terms: standing]`. To MkDocs and Zensical, and to readers
of the file, the line is ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from dossier.errors import DossierError
from dossier.model import vocabulary
from dossier.model.labels import capitalised
from dossier.model.subject import Subject
from dossier.model.vocabulary import Term
from dossier.pages.definitions import STANDINGS, STATUSES, TABLE_LINE, definition_anchor
from dossier.site.fragments import term_table

# The tables by the name that a page asks for. Two vocabularies may define the same term.
_TABLES: dict[str, tuple[type[Term], ...]] = {
    STANDINGS: (vocabulary.Standing,),
    "independence": (vocabulary.Independence,),
    "effect of later history": (vocabulary.HistoryEffect,),
    "precision of a place": (vocabulary.PlacePrecision,),
    "voice": (vocabulary.Voice,),
    "stance": (vocabulary.Stance,),
    "reply": (vocabulary.ReplyStatus,),
    "role of a reviewer": (vocabulary.ReviewRole,),
    "hold": (vocabulary.HoldKind,),
    "genre": (vocabulary.Genre,),
    "tier": (vocabulary.Tier,),
    "title basis": (vocabulary.TitleBasis,),
    "reading": (vocabulary.CheckLevel,),
    "search for an origin": (vocabulary.Derivation,),
    "proceeding of a decision": (vocabulary.DecisionLink,),
    "missing authors and dates": (vocabulary.AuthorState, vocabulary.Undated),
    "kinds of proceeding": (vocabulary.ProceedingKind,),
    STATUSES: (vocabulary.ProceedingStatus,),
    "role of a party": (vocabulary.Role,),
    "later proceeding": (vocabulary.Relation,),
    "extent": (vocabulary.Extent,),
    "state of a penalty": (vocabulary.PenaltyState,),
    "payment": (vocabulary.PaymentState,),
    "penalties in force": (vocabulary.Validity,),
    "method of capture": (vocabulary.CaptureMethod,),
    "captured file": (vocabulary.FileRole,),
    "match of a quotation": (vocabulary.QuoteTier,),
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in a table: its anchor, its labels, its text in the files, and its definition."""

    anchor: str
    label: str
    value: str
    meaning: Markup
    example: Markup
    counter_example: Markup


def term_tables(subject: Subject) -> dict[str, tuple[type[Term], ...]]:
    """The tables by the name that a page asks for, with those of the subject's own vocabularies."""
    return {
        **_TABLES,
        "involvement": (subject.involvements,),
        "kinds of body in focus": (subject.focus_kinds,),
        "kinds of organisation": (subject.organisation_kinds,),
    }


def with_term_tables(text: str, path: str, subject: Subject) -> str:
    """The Markdown of a page, with the tables that its lines ask for.

    Raises DossierError, which names the page by its path, if there is no such table.
    """
    tables = term_tables(subject)

    def table(match: re.Match[str]) -> str:
        name = match[2]
        if name is None:
            return match[0]
        if name not in tables:
            raise DossierError(f"`{path}` asks for `[terms: {name}]`, but the tables are: {', '.join(tables)}")
        # In Markdown, HTML needs an empty line before and after it.
        return f"\n{term_table(name, tuple(_rows(name, tables[name])))}\n"

    return TABLE_LINE.sub(table, text)


def _rows(name: str, vocabularies: tuple[type[Term], ...]) -> Iterator[TermRow]:
    """Yield the terms of a table, each once."""
    terms = {term.value: term for vocabulary_ in vocabularies for term in vocabulary_}
    for value, term in terms.items():
        label = capitalised(term.label)
        if term.converse:
            label += f"; {term.converse}"
        yield TermRow(
            definition_anchor(name, value),
            label,
            value,
            _marked(term.meaning),
            _marked(term.example),
            _marked(term.counter_example),
        )


def _marked(text: str) -> Markup:
    """The text as HTML, with what is in backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  (the text is escaped)
