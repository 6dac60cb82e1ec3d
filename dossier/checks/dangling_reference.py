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

from dossier.diagnostics import Diagnostic, Severity
from dossier.graph import Dossier, Entry
from dossier.identifiers import Kind
from dossier.records import Record
from dossier.shape import Reference

CODE = "dangling-reference"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reference that leads nowhere, or to a record of another kind."""
    for entry in dossier.entries.values():
        for reference in entry.references:
            known = dossier.names.get(reference.target)
            if known is None:
                yield _nowhere(dossier, entry, reference)
            elif known[0] not in reference.kinds and len(known[1]) == 1:  # two files: `duplicate-identifier` says so
                yield _other_kind(entry, reference, known[0])


def _nowhere(dossier: Dossier, entry: Entry[Record], reference: Reference) -> Diagnostic:
    wanted = _kinds(reference.kinds)
    names = [name for name, (kind, _) in dossier.names.items() if kind in reference.kinds]
    near = difflib.get_close_matches(reference.target, names, n=1, cutoff=0.8)
    help_ = f"did you mean `{near[0]}`?" if near else f"name a {wanted} that has a file, or add it with `new`"
    message = f"there is no {wanted} `{reference.target}`"
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY)


def _other_kind(entry: Entry[Record], reference: Reference, found: Kind) -> Diagnostic:
    message = f"`{reference.target}` is a {found.value}, not a {_kinds(reference.kinds)}"
    help_ = f"name a {_kinds(reference.kinds)}"
    return Diagnostic(CODE, message, entry.at(*reference.path), help_, SEVERITY)


def _kinds(kinds: frozenset[Kind]) -> str:
    return " or ".join(sorted(kind.value for kind in kinds))
