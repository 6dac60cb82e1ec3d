"""Each identifier belongs to exactly one record.

Why it matters
    Courts, readers and other records cite a record by its identifier. If it names two things, every citation of it is
    in doubt. `CLM-2026-0042` and `CLM-2026-00042` are the same number.

Reported
    evidence/airlines/harbour.yaml
    evidence/organisations/harbour.yaml

Instead
    Give the newer record an identifier of its own, or merge the records if they describe the same thing. `new` writes
    a placeholder that cannot clash, and gets the next free number at the merge.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model.identifiers import Number, number_of
from dossier.reading.dossier import Dossier

CODE = "duplicate-identifier"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

HELP = "give the newer record another identifier, after `id:` and as the name of its file, or merge the records"


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each identifier that more than one file has, and for each number written in two ways."""
    numbers: dict[tuple[str, Number], str] = {}
    for name, (_, paths) in dossier.names.items():
        if not dossier.complete and name not in dossier.entries:
            continue
        if len(paths) > 1:
            yield _shared_identifier(dossier, name, paths)
        number = number_of(name)
        if number is None:
            continue
        first_name = numbers.setdefault((name[:3], number), name)
        if first_name != name:
            yield _same_number(dossier, name, first_name)


def _shared_identifier(dossier: Dossier, name: str, paths: tuple[str, ...]) -> Diagnostic:
    first, *further = (_span(dossier, name, path) for path in paths)
    related = tuple(Label(span, "the same identifier") for span in further)
    count = "two" if len(paths) == 2 else str(len(paths))
    return Diagnostic(CODE, f"`{name}` is the identifier of {count} files", first, HELP, SEVERITY, related)


def _same_number(dossier: Dossier, name: str, first_name: str) -> Diagnostic:
    span, first_span = (
        _span(dossier, identifier, dossier.names[identifier][1][0]) for identifier in (name, first_name)
    )
    message = f"`{name}` and `{first_name}` are the same number"
    return Diagnostic(CODE, message, span, HELP, SEVERITY, (Label(first_span, "the same number"),))


def _span(dossier: Dossier, name: str, path: str) -> Span:
    """The `id` in the file, or the whole file if it was not read: only the first file of a name is read."""
    entry = dossier.entries.get(name)
    return entry.at("id") if entry is not None and entry.path == path else Span(path)
