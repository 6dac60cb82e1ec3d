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
from collections.abc import Callable, Collection, Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model.identifiers import number_of
from dossier.model.introspection import values_of_type
from dossier.model.record import Hold
from dossier.reading.dossier import Dossier
from dossier.reading.subject_records import subject_records

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
    hold_too, leave_out = "hold this record as well, or do not name the other", "leave it out until it is published"
    named = [(*found, hold_too) for found in places_naming(dossier, held)] if held else []
    named += [(*found, leave_out) for found in _places_in_prose(dossier, held)] if held else []
    for place, name, help_ in named:
        message = f"this names `{name}`, which is held"
        label = Label(held[name].at("hold", "kind"), "held here")
        yield Diagnostic(CODE, message, place, help_, severity, (label,))


def places_naming(dossier: Dossier, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield each place in other records, the story and the maps that names any of these records, with the name."""
    # A slug may be an ordinary word, so that it counts only as a reference.
    yield from _places(dossier, names, _numbered(names).search)


def places_referring(dossier: Dossier, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield each place in other records, the story and the maps that refers to any of these records, with the name.

    A field refers to a record if it has the identifier and nothing else. A mention in prose is no such field.
    """
    numbered = _numbered(names)
    yield from _places(dossier, names, lambda text: numbered.fullmatch(text.strip()))


def _places(
    dossier: Dossier, names: Collection[str], find: Callable[[str], re.Match[str] | None]
) -> Iterator[tuple[Span, str]]:
    """Yield each reference to any of these records, and each text in which `find` finds one, with the name."""
    for entry in dossier.entries.values():
        if entry.record.id in names:
            continue
        named = {reference.path: reference.target for reference in entry.references if reference.target in names}
        successor = None if entry.record.withdrawn is None else entry.record.withdrawn.replaced_by
        if successor is not None and successor in names:
            named["withdrawn", "replaced_by"] = successor
        for path, text in values_of_type(entry.record, str):
            if path not in named and (found := find(text)) is not None:
                named[path] = found[0]
        yield from ((entry.at(*path), name) for path, name in named.items())
    yield from ((place, name) for name, place in subject_records(dossier) if name in names)


def _places_in_prose(dossier: Dossier, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield each place in the pages of prose that names any of these records or links to its page."""
    slugs = [name for name in names if not number_of(name)]
    folders = {name: dossier.subject.living_page(dossier.entries[name].kind, name).rstrip("/") for name in slugs}
    in_text = re.compile(
        "|".join([_numbered(names).pattern, *(rf"\b{re.escape(path)}\b" for path in folders.values())])
    )
    for path, text in dossier.prose.items():
        for number, line in enumerate(text.splitlines(), 1):
            for found in in_text.finditer(line):
                yield Span(path, number, found.start() + 1, number, found.end() + 1), found[0].rsplit("/", 1)[-1]


def _numbered(names: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names if number_of(name)) or r"(?!)")


def is_held(hold: Hold | None, dossier: Dossier) -> bool:
    """True if the hold still applies. It ends by itself on its day, unless it also has a condition."""
    if hold is None:
        return False
    return hold.condition is not None or hold.until is None or hold.until.earliest > dossier.today
