"""Texts that cannot be redacted, because every page has them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from dossier.model import vocabulary
from dossier.model.subject import Subject
from dossier.model.vocabulary import Term
from dossier.releases.redact.folding import skeleton
from dossier.releases.redact.wanted import TextToRedact

_ADDRESSES = "https://www."


def refusal(text: TextToRedact, subject: Subject) -> str | None:
    """The words of pages that a text is a part of, or None: the label of a term, a word for bodies, or an address."""
    wanted = skeleton(text.passage)
    return next((words for words in _words(subject) if wanted in skeleton(words)), None)


def _words(subject: Subject) -> Iterator[str]:
    yield from (_ADDRESSES, subject.focus.name, subject.focus.plural)
    yield from (scheme.label for scheme in subject.file.identifiers)
    terms = [getattr(vocabulary, name) for name in vocabulary.__all__]
    for kind in (*terms, subject.involvements, subject.focus_kinds, subject.organisation_kinds):
        if issubclass(kind, StrEnum):
            for term in kind:
                yield term.value
                yield getattr(term, "label", "")
                if isinstance(term, Term):
                    yield from (term.summary, term.converse)
