"""A map has the bodies of its countries and kinds alone.

Why it matters
    A square without a body says that the dossier has no record there. If there is such a record, the map hides it, and
    readers take the gap for an answer. A body of another country or kind on a square is shown as what it is not.

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
    """Yield a warning for each body that is missing on a map, and for each that a map has and does not mean."""
    for number, drawn in enumerate(dossier.subject.file.maps):
        this_map = Label(dossier.at_subject("maps", number, "title"), "this map")
        squares = {tile.body: position for position, tile in enumerate(drawn.tiles)}
        for entry in dossier.focus_bodies():
            body = entry.record
            is_meant = body.country in drawn.countries and body.kind.value in drawn.kinds
            if is_meant and body.withdrawn is None and body.id not in squares:
                message = f"`{body.id}` has no square on the map `{drawn.title}`"
                help_ = f"add `body: {body.id}` to its square in `subject.yml`, or add a square for it"
                yield Diagnostic(CODE, message, entry.at("id"), help_, SEVERITY, (this_map,))
            elif not is_meant and body.id in squares:
                field, value = (
                    ("kind", body.kind.value) if body.country in drawn.countries else ("country", body.country)
                )
                message = (
                    f"the map `{drawn.title}` has a square with `{body.id}`, whose {field} `{value}` it does not show"
                )
                span = dossier.at_subject("maps", number, "tiles", squares[body.id], "body")
                help_ = "remove the body from the square, or correct what its record or the map says"
                yield Diagnostic(CODE, message, span, help_, SEVERITY, (Label(entry.at(field), f"its {field}"),))
