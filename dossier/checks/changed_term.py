"""A term that published records use keeps its words.

Why it matters
    Records say with a term of `subject.yml` what a body did. If the term gets another meaning, each record that uses it
    says something else, and no correction says so.

Reported
    # subject.yml
    involvements:
      - term: trial
        label: Bought                                 # the base said: Tried
        meaning: The airport bought the product       # the base said: The airport tried the product

Instead
    If the term is to mean something else, put its words back, add another term, and use that in the records that it
    fits. If the words were wrong, add a correction to each record that uses the term. If only the wording is better,
    keep it: the next release makes a new revision of each of these records. The words for the bodies in focus are only
    in headings, and make no revision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.checks.marked_texts import OTHER_WORDS
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model.identifiers import is_placeholder
from dossier.model.subject_file import Definition, Word
from dossier.reading.dossier import Dossier

CODE = "changed-term"
SEVERITY = Severity.WARNING


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each term whose words differ from those that published records were read with."""
    published = (entry.record for name, entry in base.entries.items() if not is_placeholder(name))
    uses = Counter(word for record in published for word in set(base.subject.words_of(record)))
    before, now = base.subject.file.definitions(), dossier.subject.file.definitions()
    for word, times in uses.items():
        changes = list(_changes(dossier, word, before[word], now[word])) if word in now else []
        if changes:
            fields = ", ".join(f"`{field}`" for field, _ in changes)
            verb = "differs" if len(changes) == 1 else "differ"
            use = "1 published record uses it" if times == 1 else f"{times:,} published records use it"
            message = f"{fields} of `{word.text}` {verb} from what was published, and {use}"
            labels = tuple(label for _, label in changes)
            help_ = "if it now means something else, put the published words back and add another term"
            yield Diagnostic(CODE, message, labels[0].span, help_, SEVERITY, labels)
    yield from _words_for_focus(dossier, base)


def _words_for_focus(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    for field in ("name", "plural"):
        old, new = getattr(base.subject.focus, field), getattr(dossier.subject.focus, field)
        if old != new and any(not is_placeholder(name) for name in base.names):
            message = f"`{new}` was published as another word"
            help_ = "put that word back, unless both words mean the same"
            yield Diagnostic(CODE, message, dossier.at_subject("focus", field), help_, SEVERITY)


def _changes(dossier: Dossier, word: Word, before: Definition, now: Definition) -> Iterator[tuple[str, Label]]:
    """Yield the fields of a term that differ, each with a note."""
    number = [other for other in dossier.subject.file.definitions() if other.path == word.path].index(word)
    for field in ("label", "meaning", "voice"):
        old, new = getattr(before, field, None), getattr(now, field, None)
        if old != new:
            yield field, Label(dossier.at_subject(*word.path, number, field), OTHER_WORDS)
