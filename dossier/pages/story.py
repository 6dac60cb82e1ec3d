"""The story of the subject, with the current status of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite.fate import fate_of_record
from dossier.model import Claim, Proceeding
from dossier.pages.content import Badge, RecordLink
from dossier.pages.fate import standing_badge
from dossier.pages.parts import record_link
from dossier.pages.proceeding_summary import status_badge
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A record on which a sentence of the story rests, and its standing or status today."""

    record: RecordLink
    badge: Badge | None
    # What became of it since, as a sentence, or "".
    fate: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A sentence of the story with its date and its records. It is open if its interval has no end yet."""

    date: str
    text: str
    records: tuple[StoryRecord, ...]
    is_open: bool


def story(dossier: Dossier) -> tuple[StoryLine, ...]:
    """The sentences of the story in the order of `subject.yml`."""
    return tuple(
        StoryLine(
            str(sentence.date),
            sentence.text,
            tuple(_record(dossier, name) for name in sentence.records),
            sentence.date.latest == date.max,
        )
        for sentence in dossier.subject.file.story
    )


def _record(dossier: Dossier, name: str) -> StoryRecord:
    entry = dossier.entries.get(name)
    record = None if entry is None else entry.record
    badge = None
    match record:
        case Claim():
            badge = standing_badge(dossier, record)
        case Proceeding():
            badge = status_badge(record)
    fate = None if record is None else fate_of_record(dossier, record)
    return StoryRecord(record_link(dossier, name), badge, "" if fate is None else fate.sentence)
