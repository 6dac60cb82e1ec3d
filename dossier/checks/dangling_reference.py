"""A reference names a record that exists and is of the kind wanted.

Why it matters
    A reader who follows a reference must arrive somewhere. A misspelt identifier can also hit another record, which
    then seems to say what it never said.

Reported
    evidence:
      - source: SRC-2026-0099    # there is no such file

Instead
    Name a record that has a file under `evidence/`, or add the record first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Record
from dossier.model.identifiers import Kind, number_of
from dossier.model.introspection import Reference
from dossier.reading.dossier import Dossier, Entry

CODE = "dangling-reference"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reference that leads nowhere, or to a record of another kind."""
    for entry in dossier.entries.values():
        lost: dict[str, list[Reference]] = {}
        for reference in entry.references:
            known = dossier.names.get(reference.target)
            if known is None:
                lost.setdefault(reference.target, []).append(reference)
            elif known[0] not in reference.kinds and len(known[1]) == 1:  # two files: `duplicate-identifier` says so
                yield _other_kind(entry, reference, known[0])
        for references in lost.values():
            yield _nowhere(dossier, entry, references)


def _nowhere(dossier: Dossier, entry: Entry[Record], references: list[Reference]) -> Diagnostic:
    """One diagnostic for a name that leads nowhere, however often the record uses it."""
    reference = references[0]
    wanted = _kinds(reference.kinds)
    near = _near(dossier, reference)
    help_ = (
        f"did you mean `{near[0]}`?"
        if near
        else f"name {_phrase(reference.kinds)} that has a file, or add it with `new`"
    )
    message = f"there is no {wanted} `{reference.target}`"
    also = tuple(Label(entry.at(*one.path), "and here") for one in references[1:])
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY, also)


def _near(dossier: Dossier, reference: Reference) -> list[str]:
    """A name that looks like the one written; numbers that look alike mean nothing, so there must be a word in it."""
    if number_of(reference.target) is not None:
        return []
    names = [name for name, (kind, _) in dossier.names.items() if kind in reference.kinds and number_of(name) is None]
    return difflib.get_close_matches(reference.target, names, n=1, cutoff=0.8)


def _other_kind(entry: Entry[Record], reference: Reference, found: Kind) -> Diagnostic:
    message = f"`{reference.target}` is {found.phrase}, not {_phrase(reference.kinds)}"
    help_ = f"name {_phrase(reference.kinds)}"
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY)


def _phrase(kinds: frozenset[Kind]) -> str:
    return " or ".join(kind.phrase for kind in sorted(kinds))


def _kinds(kinds: frozenset[Kind]) -> str:
    return " or ".join(sorted(kind.value for kind in kinds))
