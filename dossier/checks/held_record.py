"""A held record is not published, and nothing that names it.

Why it matters
    A judgment under embargo, a reporting restriction or a witness in danger cannot wait for the next correction: what
    was published once is copied within minutes.

Reported
    hold:
      kind: embargo
      reason: The court hands the judgment down on 4 December.
      until: 2026-12-04

Instead
    As a warning of `check`, it needs nothing. `build`, `release` and `check --final` refuse the record. To
    publish the other records, take out the held record and all that names it, or remove `hold` once its reason has
    gone. A hold with a condition lasts until somebody removes it, also after the day in `until`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model.identifiers import number_of
from dossier.model.introspection import values_of_type
from dossier.model.record import Hold
from dossier.reading.dossier import Dossier

CODE = "held-record"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each held record and for each place that names one: errors if the records are final."""
    severity = Severity.ERROR if dossier.final else SEVERITY
    held = {name: entry for name, entry in dossier.entries.items() if is_held(entry.record.hold, dossier)}
    for entry in held.values():
        message, help_ = (
            f"`{entry.record.id}` is held, and may not be published",
            "remove `hold` when its reason has gone",
        )
        yield Diagnostic(CODE, message, entry.at("hold", "kind"), help_, severity)
    for place, name in _places(dossier, held) if held else ():
        message, help_ = f"this names `{name}`, which is held", "hold this record as well, or do not name the other"
        label = Label(held[name].at("hold", "kind"), "held here")
        yield Diagnostic(CODE, message, place, help_, severity, (label,))


def _places(dossier: Dossier, held: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield each place outside held records that names a held record, with the name."""
    # A slug may be an ordinary word, so that it counts only as a reference.
    in_prose = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in held if number_of(name)) or r"(?!)")
    for entry in dossier.entries.values():
        if entry.record.id in held:
            continue
        named = {reference.path: reference.target for reference in entry.references if reference.target in held}
        for path, text in values_of_type(entry.record, str):
            if path not in named and (found := in_prose.search(text)) is not None:
                named[path] = found[0]
        yield from ((entry.at(*path), name) for path, name in named.items())
    yield from ((place, name) for name, place in dossier.story_records() if name in held)


def is_held(hold: Hold | None, dossier: Dossier) -> bool:
    """True if the hold still applies. It ends by itself on its day, unless it also has a condition."""
    if hold is None:
        return False
    return hold.condition is not None or hold.until is None or hold.until.earliest > dossier.today
