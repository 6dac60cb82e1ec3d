"""The story of the subject, with the current status of its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dossier.cite.fate import fate_of_record
from dossier.model import Claim, Proceeding
from dossier.model.labels import uncapitalised
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
            _without_repetition(_record(dossier, name) for name in sentence.records),
            sentence.date.latest == date.max,
        )
        for sentence in dossier.subject.file.story
    )


def _without_repetition(records: Iterable[StoryRecord]) -> tuple[StoryRecord, ...]:
    """The records of a sentence. What became of several in the same way is said after the last of them, of each."""
    groups = [tuple(group) for _, group in groupby(records, key=lambda record: record.fate)]
    return tuple(
        record
        for group in groups
        for record in (
            group
            if len(group) == 1 or not group[0].fate
            else (*(replace(each, fate="") for each in group[:-1]), replace(group[-1], fate=_of_each(group[-1].fate)))
        )
    )


def _of_each(fate: str) -> str:
    return f"Each: {uncapitalised(fate)}"


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
