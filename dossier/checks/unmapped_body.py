"""A map has every body of its countries and kinds.

Why it matters
    A square without a body says that the dossier has no record there. If there is such a record, the map hides it, and
    readers take the gap for an answer.

Reported
    # subject.yml
    maps:
      - title: Airlines of the islands
        countries: [GB]
        kinds: [company]
        tiles:
          - {name: North, column: 0, row: 0}    # evidence/airlines/north-air.yaml is such a body

Instead
    Name the body on its square, as in `{name: North, column: 0, row: 0, body: north-air}`, or add a square for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.reading.dossier import Dossier

CODE = "unmapped-body"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each body of the countries and kinds of a map that has no square on it."""
    for number, drawn in enumerate(dossier.subject.file.maps):
        on_map = {tile.body for tile in drawn.tiles}
        for entry in dossier.focus_bodies():
            body = entry.record
            is_meant = body.country in drawn.countries and body.kind.value in drawn.kinds
            if is_meant and body.withdrawn is None and body.id not in on_map:
                message = f"`{body.id}` has no square on the map `{drawn.title}`"
                label = Label(dossier.at_subject("maps", number, "title"), "this map")
                help_ = f"add `body: {body.id}` to its square in `subject.yml`, or add a square for it"
                yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY, (label,))
