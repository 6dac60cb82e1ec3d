"""Texts that cannot be redacted, because every page has them."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from enum import StrEnum

from dossier.model import vocabulary
from dossier.model.subject import Subject
from dossier.model.vocabulary import Term
from dossier.releases.redact.folding import skeleton
from dossier.releases.redact.replacing import Texts
from dossier.releases.redact.wanted import TextToRedact

_ADDRESSES = "https://www."
_MORE_WORDS = "give more of the words around it"


def refusal(text: TextToRedact, subject: Subject) -> str | None:
    """The words of pages that a text is a part of, or None: the label of a term, a word for bodies, or an address."""
    wanted = skeleton(text.passage)
    return next((words for words in _words(subject) if wanted in skeleton(words)), None)


def identifiers_in(files: Collection[bytes], identifiers: Iterable[str], texts: Texts) -> list[str]:
    """The identifiers that are like a text and are in any of these published files, sorted."""
    names = [name for name in identifiers if any(text.is_like(name) for text in texts)]
    return sorted(name for name in names if any(name.encode() in content for content in files))


def on_identifier(identifier: str, *, is_loose: bool) -> str:
    """The way on from a text that is like a part of an identifier, as the end of a sentence."""
    leave = "`--leave` without `--loose`" if is_loose else "`--leave`"
    return f"{_on_addresses(identifier)}, and {leave} leaves it"


def on_fixed(text: str, identifiers: Container[str], *, is_spelling: bool) -> str:
    """The way on from a text that is a part of what a record needs, as the end of a sentence.

    `is_spelling` is True if a loose order found it by other words than those given. The words given cannot be left.
    """
    if text not in identifiers:
        return _MORE_WORDS
    if is_spelling:
        return on_identifier(text, is_loose=True)
    return f"{_on_addresses(text)}; {_MORE_WORDS} if you mean other words"


def _on_addresses(identifier: str) -> str:
    return f"neither it nor its addresses can change; `suspend {identifier}` takes the text of the record away"


def on_frame(part: str) -> str:
    """The way on from a text in this part of the frame of pages, as the end of a sentence."""
    if part != "header":
        return f"which is the same on all pages: {_MORE_WORDS}"
    return (
        f"which is not redacted: {_MORE_WORDS} if you mean other words; to take away a line on the publisher, change "
        "`extra.publisher` and suspend the records, because a notice has the publisher as the settings are then; the "
        "pages of releases keep it"
    )


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
