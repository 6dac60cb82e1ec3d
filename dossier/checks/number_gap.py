"""A new record has the next number of its kind and year.

Why it matters
    Numbers are given in order, when a change is merged. A number that somebody chose may be given to another record
    before the change is merged. A number far above the others leaves a gap that looks like deleted records.

Reported
    id: CLM-2026-0999    # the base ends with CLM-2026-0118

Instead
    id: CLM-2026-NEW-late-reply
    Write a placeholder with words of your own, in the `id`, the file name and all references. The number is given at
    the merge. If the numbers came from `assign-ids`, `assign-ids --undo` puts placeholders back everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.drafting.identifiers import highest_numbers
from dossier.model.identifiers import assigned, number_of, sort_key
from dossier.reading.dossier import Dossier

CODE = "number-gap"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each new number that is not the next number after those of the base."""
    # The numbers of deleted records are not used again, so they leave no gap.
    highest = highest_numbers([*base.names, *base.used])
    for name in sorted(dossier.names.keys() - base.names.keys(), key=sort_key):
        kind, paths = dossier.names[name]
        number = number_of(name)
        if number is None:
            continue
        following = highest.get((kind, number.year), 0) + 1
        expected = assigned(kind, number.year, following)
        if name == expected:
            highest[kind, number.year] = following
        else:
            message = f"`{name}` is not the next number, which is `{expected}`"
            span = dossier.entries[name].at("id") if name in dossier.entries else Span(paths[0])
            help_ = "write a placeholder instead, or run `assign-ids --undo`: the number is given at the merge"
            yield Diagnostic(CODE, message, span, help_, SEVERITY)
