"""The coordinates of a place are on the Earth, and complete.

Why it matters
    A pin in the wrong place is worse than no pin. If the two coordinates were exchanged, the place is in another
    country, and nothing on the page shows it.

Reported
    places:
      - name: Ashby Vale
        country: GB
        latitude: 151.5    # more than 90 degrees
        longitude: -0.1

Instead
    Give both coordinates in degrees (WGS 84), the latitude between -90 and 90 and the longitude between -180 and 180.
    Or give neither: the name and the country of a place are enough. `precision` says how exactly the place is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier

CODE = "impossible-place"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_POLE = 90


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each latitude beyond a pole, and for each coordinate without the other."""
    for entry in dossier.live_claims():
        for number, place in enumerate(entry.record.places):
            if place.latitude is not None and abs(place.latitude) > _POLE:
                message = f"the latitude {place.latitude} is not on the Earth"
                help_ = "give degrees between -90 and 90; perhaps the two coordinates were exchanged"
                yield Diagnostic(CODE, message, entry.at("places", number, "latitude"), help_, SEVERITY)
            for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
                # The other coordinate may be there, in a form that cannot be read.
                if not entry.is_partial and getattr(place, name) is not None and getattr(place, other) is None:
                    message = f"the place has a {name}, but no {other}"
                    help_ = f"give the {other} too, or leave out both"
                    yield Diagnostic(CODE, message, entry.at("places", number, name), help_, SEVERITY)
