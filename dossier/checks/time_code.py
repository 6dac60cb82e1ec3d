"""A pinpoint in a film or recording is a time code.

Why it matters
    A reader who cannot find the second in an hour of footage cannot check the claim, and no page or paragraph leads
    there.

Reported
    evidence:
      - source: SRC-2026-0011    # genre: video
        stance: supports
        says: shows two lorries at the gate
        pinpoint: after the first minute

Instead
    Write hours, minutes and seconds as the player shows them: `00:01:23`, or `00:01:23 to 00:01:40`. Minutes and
    seconds end at 59, and the second code comes after the first. A file without hours may have `01:23`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.pinpoints import PinpointRange, Unit, parse_pinpoint
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Source
from dossier.model.vocabulary import CslType, Genre
from dossier.reading.dossier import Dossier

CODE = "time-code"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_RECORDINGS = frozenset({CslType.MOTION_PICTURE, CslType.BROADCAST})


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pinpoint that is an impossible time code, or should be a time code."""
    for claim in dossier.claims():
        for number, evidence in enumerate(claim.record.evidence):
            source, pinpoint = dossier.source(evidence.source), evidence.pinpoint
            problem = None if pinpoint is None else _problem(source, pinpoint)
            if problem is not None:
                help_ = "write hours, minutes and seconds, such as `00:01:23` or `00:01:23 to 00:01:40`"
                yield Diagnostic(CODE, problem, claim.at("evidence", number, "pinpoint"), help_, SEVERITY)


def _problem(source: Source | None, pinpoint: str) -> str | None:
    """The problem of a pinpoint, or None."""
    place = parse_pinpoint(pinpoint)
    if place is None or place.unit is not Unit.TIME:
        is_recording = source is not None and (source.genre is Genre.VIDEO or source.type in _RECORDINGS)
        return f"`{pinpoint}` is not a time code, and the source is a recording" if is_recording else None
    return None if all(_is_possible(times) for times in place.ranges) else f"`{pinpoint}` is not a possible time code"


def _is_possible(times: PinpointRange) -> bool:
    codes = [[int(part) for part in text.split(":")] for text in (times.first, times.last) if text is not None]
    seconds = [sum(part * 60**place for place, part in enumerate(reversed(code))) for code in codes]
    return all(part <= 59 for code in codes for part in code[1:]) and seconds == sorted(set(seconds))
