"""Every reference names a record that exists and has the right kind.

Why it matters
    A reader who follows a reference must arrive somewhere. A misspelt identifier can also name another record, which
    then seems to say what it never said.

Reported
    evidence:
      - source: SRC-2026-0099    # no record has this identifier

Instead
    Name a record that has a file under `evidence/`, or add the record first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Body, Record
from dossier.model.fields import field_at
from dossier.model.identifiers import Kind, hyphenated, number_of
from dossier.model.introspection import RecordReference
from dossier.model.subject import Subject
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.no_value import how_to_remove, is_word_for_nothing
from dossier.reading.subject_records import story_records, tile_bodies

CODE = "dangling-reference"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each missing record, and for each reference to a record of another kind."""
    for entry in dossier.entries.values():
        missing: dict[str, list[RecordReference]] = {}
        for reference in entry.references:
            known = dossier.names.get(reference.target)
            if known is None:
                missing.setdefault(reference.target, []).append(reference)
            # If several files have the identifier, `duplicate-identifier` reports it.
            elif known[0] not in reference.kinds and len(known[1]) == 1:
                yield _wrong_kind(dossier.subject, entry, reference, known[0])
        for references in missing.values():
            yield _missing_record(dossier, entry, references)
    for name, place in story_records(dossier):
        if name not in dossier.names:
            help_ = "name a record that has a file, or add it with `new`"
            yield Diagnostic(CODE, f"there is no record `{name}`", place, help_, SEVERITY)
    for name, place in tile_bodies(dossier):
        known = dossier.names.get(name)
        if known is None or known[0] is not Kind.FOCUS:
            wanted = dossier.subject.phrase(Kind.FOCUS)
            message = f"there is no {dossier.subject.name(Kind.FOCUS)} `{name}`"
            help_ = f"name {wanted} that has a file, or leave `body` out"
            yield Diagnostic(CODE, message, place, help_, SEVERITY)


def _missing_record(dossier: Dossier, entry: Entry[Record], references: list[RecordReference]) -> Diagnostic:
    """One diagnostic for a missing record, however often the entry refers to it."""
    reference = references[0]
    wanted = _nouns(dossier.subject, reference.kinds)
    help_ = f"name {_with_article(dossier.subject, reference.kinds)} that has a file, or add it with `new`"
    similar = _similar_name(dossier, reference)
    if similar is not None:
        help_ = f"did you mean `{similar}`?"
    elif is_word_for_nothing(reference.target):
        removal = how_to_remove(field_at(type(entry.record), reference.path), reference.path)
        help_ = help_ if removal is None else f"{removal}, or {help_}"
    message = f"there is no {wanted} `{reference.target}`"
    also = tuple(Label(entry.at(*other.path), "and here") for other in references[1:])
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY, also)


def _similar_name(dossier: Dossier, reference: RecordReference) -> str | None:
    """The identifier that the author most likely meant, or None. Similar numbers are no hint: only words count."""
    target = reference.target
    if number_of(target) is not None:
        return None
    spellings = _spellings(dossier, reference.kinds)
    similar = difflib.get_close_matches(target, spellings, n=1, cutoff=0.8)
    if similar:
        return spellings[similar[0]]
    words = set(target.split("-"))
    with_more_or_fewer = {
        identifier
        for spelling, identifier in spellings.items()
        if words > (others := set(spelling.split("-"))) or words < others
    }
    return with_more_or_fewer.pop() if len(with_more_or_fewer) == 1 else None


@lru_cache(maxsize=8)
def _spellings(dossier: Dossier, kinds: tuple[Kind, ...]) -> dict[str, str]:
    """By spelling, the identifier that has it: its own, and the names and aliases of bodies as identifiers.

    Only the names of records that were read are known.
    """
    spellings = {name: name for name, (kind, _) in dossier.names.items() if kind in kinds and number_of(name) is None}
    for identifier, entry in dossier.entries.items():
        if entry.kind in kinds and isinstance(entry.record, Body):
            for name in (entry.record.name, *(alias.name for alias in entry.record.aliases)):
                spellings.setdefault(hyphenated(name), identifier)
    spellings.pop("", None)
    return spellings


def _wrong_kind(subject: Subject, entry: Entry[Record], reference: RecordReference, kind: Kind) -> Diagnostic:
    wanted = _with_article(subject, reference.kinds)
    message = f"`{reference.target}` is {subject.phrase(kind)}, not {wanted}"
    help_ = f"name {wanted}"
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY)


def _with_article(subject: Subject, kinds: tuple[Kind, ...]) -> str:
    return " or ".join(sorted(subject.phrase(kind) for kind in kinds))


def _nouns(subject: Subject, kinds: tuple[Kind, ...]) -> str:
    return " or ".join(sorted(subject.name(kind) for kind in kinds))
