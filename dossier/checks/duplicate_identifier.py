"""An identifier belongs to one record, of one kind.

Why it matters
    An identifier is what courts, readers and other records cite. If it names two things, every citation of it is in
    doubt. `CLM-2026-0042` and `CLM-2026-00042` are one number.

Reported
    evidence/forces/harbour.yaml
    evidence/organisations/harbour.yaml

Instead
    Give the newer record an identifier of its own, or put both into one if they are the same thing. `new` writes a
    placeholder that cannot clash, and `assign-ids` takes the next free number.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model.identifiers import Number, number_of
from dossier.reading.dossier import Dossier

CODE = "duplicate-identifier"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

HELP = "give the newer record an identifier of its own, or put both into one"


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each identifier with several files, and for each number written in two ways."""
    numbers: dict[tuple[str, Number], str] = {}
    for name, (_, paths) in dossier.names.items():
        if not dossier.complete and name not in dossier.entries:
            continue
        if len(paths) > 1:
            yield _several_files(dossier, name, paths)
        number = number_of(name)
        if number is None:
            continue
        other = numbers.setdefault((name[:3], number), name)
        if other != name:
            yield _same_number(dossier, name, other)


def _several_files(dossier: Dossier, name: str, paths: tuple[str, ...]) -> Diagnostic:
    first, *others = (_place(dossier, name, path) for path in paths)
    related = tuple(Label(span, "the same identifier") for span in others)
    count = "two" if len(paths) == 2 else str(len(paths))
    return Diagnostic(CODE, f"`{name}` is the identifier of {count} files", first, HELP, SEVERITY, related)


def _same_number(dossier: Dossier, name: str, other: str) -> Diagnostic:
    span, before = (_place(dossier, one, dossier.names[one][1][0]) for one in (name, other))
    message = f"`{name}` and `{other}` are the same number"
    return Diagnostic(CODE, message, span, HELP, SEVERITY, (Label(before, "the same number"),))


def _place(dossier: Dossier, name: str, path: str) -> Span:
    """The record's own `id`, else the file as a whole: of files with one name only the first is read as a record."""
    entry = dossier.entries.get(name)
    return entry.at("id") if entry is not None and entry.path == path else Span(path)
