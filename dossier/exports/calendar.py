"""The calendar of proceedings whose exact dates are known (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from dossier.configuration import About
from dossier.exports.summary import RecordSummaries
from dossier.model import Proceeding
from dossier.model.dates import Edtf, Precision
from dossier.model.labels import DECIDED, OPENED, PUBLISHED
from dossier.reading.dossier import Dossier

CALENDAR = "calendar.ics"
_MAX_OCTETS = 75


def calendar(dossier: Dossier, about: About, summaries: RecordSummaries) -> bytes:
    """The calendar, with an all-day event for each exact date of a proceeding that is not withdrawn."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dossier//exports v1//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(about.name)}")
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            lines.extend(_events(dossier, entry.record, about, summaries))
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _events(dossier: Dossier, proceeding: Proceeding, about: About, summaries: RecordSummaries) -> Iterator[str]:
    dates = ((OPENED, proceeding.opened), (DECIDED, proceeding.decided), (PUBLISHED, proceeding.published))
    for label, when in dates:
        day = _day(when)
        if day is not None:
            yield from _event(dossier, proceeding, about, summaries, label=label, day=day)


def _event(
    dossier: Dossier, proceeding: Proceeding, about: About, summaries: RecordSummaries, *, label: str, day: date
) -> Iterator[str]:
    forum = dossier.body(proceeding.forum)
    status = f"{proceeding.kind.label}: {proceeding.status.label}"
    description = status if proceeding.outcome is None else f"{status}\n\n{proceeding.outcome}"
    yield "BEGIN:VEVENT"
    # RFC 5545, 3.8.4.7: the host name makes the identifier unique. It stays the same until the site moves.
    yield f"UID:{proceeding.id}-{label.lower()}@{urlsplit(about.address).hostname or 'localhost'}"
    yield f"DTSTAMP:{proceeding.status_checked.on.earliest:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{label}: {proceeding.title}')}"
    yield f"DESCRIPTION:{_escaped(description)}"
    if forum is not None:
        yield f"LOCATION:{_escaped(forum.name)}"
    yield f"URL:{about.absolute(summaries[proceeding.id].page)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(when: Edtf | None) -> date | None:
    """The day, if the date is a single day and neither uncertain nor approximate."""
    single = None if when is None else when.single
    if single is None or single.precision is not Precision.DAY or single.qualifier:
        return None
    return single.earliest


def _escaped(text: str) -> str:
    """The text escaped as a TEXT value (RFC 5545, 3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line, folded so that no line has more than 75 octets (RFC 5545, 3.1)."""
    octets = line.encode()
    if len(octets) <= _MAX_OCTETS:
        return line
    pieces, at, room = [], 0, _MAX_OCTETS
    while at < len(octets):
        end = min(at + room, len(octets))
        # A cut must not fall inside a character, whose octets after the first begin with the bits 10.
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[at:end].decode())
        # The space at the beginning of the next line counts as an octet.
        at, room = end, _MAX_OCTETS - 1
    return "\r\n ".join(pieces)
