"""The calendar of proceedings whose exact dates are known (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from dossier.configuration import About
from dossier.exports.statuses import later_sentence
from dossier.exports.summary import RecordSummaries
from dossier.model import Proceeding
from dossier.model.dates import Edtf, PartialDate, Precision
from dossier.model.labels import DECIDED, OPENED, PUBLISHED
from dossier.reading.dossier import Dossier

CALENDAR = "calendar.ics"
_MAX_OCTETS = 75


def calendar(dossier: Dossier, about: About, summaries: RecordSummaries) -> bytes:
    """The calendar, with an event for each exact date of a proceeding that is not withdrawn.

    The event lasts all day unless the time of day is known.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dossier//exports v1//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(about.name)}")
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            lines.extend(_events(dossier, entry.record, about, summaries))
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _events(dossier: Dossier, proceeding: Proceeding, about: About, summaries: RecordSummaries) -> Iterator[str]:
    dates = ((OPENED, proceeding.opened), (DECIDED, proceeding.decided), (PUBLISHED, proceeding.published))
    for label, when in dates:
        day = _exact_date(when)
        if day is not None:
            yield from _event(dossier, proceeding, about, summaries, label=label, day=day)


def _event(
    dossier: Dossier, proceeding: Proceeding, about: About, summaries: RecordSummaries, *, label: str, day: PartialDate
) -> Iterator[str]:
    forum = dossier.body(proceeding.forum)
    status = f"{proceeding.kind.label}: {proceeding.status.label}"
    description = "\n\n".join(filter(None, (status, later_sentence(dossier, proceeding), proceeding.outcome)))
    yield "BEGIN:VEVENT"
    # RFC 5545, 3.8.4.7: the host name makes the identifier unique. It stays the same until the site moves.
    yield f"UID:{proceeding.id}-{label.lower()}@{urlsplit(about.address).hostname or 'localhost'}"
    yield f"DTSTAMP:{proceeding.status_checked.on.earliest:%Y%m%d}T000000Z"
    yield from _start(day)
    yield f"SUMMARY:{_escaped(f'{label}: {proceeding.title}')}"
    yield f"DESCRIPTION:{_escaped(description)}"
    if forum is not None:
        yield f"LOCATION:{_escaped(forum.name)}"
    yield f"URL:{about.absolute(summaries[proceeding.id].page)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _start(when: PartialDate) -> Iterator[str]:
    """Yield the start, and the end of an event that lasts all day. Without an end, an event is a moment."""
    if when.moment is not None:
        yield f"DTSTART:{when.moment:%Y%m%dT%H%M%S}Z"
    elif when.time is not None:
        # A time without a zone is that of the reader's place. The standard has no time of another unknown place.
        yield f"DTSTART:{datetime.fromisoformat(when.text):%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{when.earliest:%Y%m%d}"
        if when.earliest < date.max:
            yield f"DTEND;VALUE=DATE:{when.earliest + timedelta(days=1):%Y%m%d}"


def _exact_date(when: Edtf | None) -> PartialDate | None:
    """The date, if it is a single day or moment, and neither uncertain nor approximate."""
    single = None if when is None else when.single
    if single is None or single.precision is not Precision.DAY or single.qualifier:
        return None
    return single


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
