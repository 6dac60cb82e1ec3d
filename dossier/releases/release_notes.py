"""Turn what was released into what the living pages say of it: revision, permalink, and the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dossier.cite.page import CitedRevision
from dossier.model.dates import PartialDate
from dossier.pages.revisions import FieldChange, PastRevision, Released
from dossier.reading.dossier import Dossier
from dossier.releases.later_truth import is_ahead
from dossier.releases.published import FrozenRevision, Published
from dossier.releases.word_differences import record_differences


def release_notes(published: Published, dossier: Dossier) -> Mapping[str, Released]:
    """What the living page of each record that has been released says of its revisions."""
    return {
        name: _released(revisions, dossier)
        for name, revisions in published.revisions.items()
        if name in dossier.entries
    }


def _released(revisions: tuple[FrozenRevision, ...], dossier: Dossier) -> Released:
    newest = revisions[-1]
    record = newest.record
    # As frozen: the living page may have another title by now.
    title = " ".join(next(str(record[name]) for name in ("statement", "title", "name") if name in record).split())
    before: tuple[FrozenRevision | None, ...] = (None, *revisions[:-1])
    history = tuple(_past(one, last) for one, last in zip(revisions, before, strict=True))
    return Released(
        number=newest.number,
        release=newest.release.version,
        date=_day(newest.release.date),
        cited_as=CitedRevision(newest.number, newest.permalink, title, date.fromisoformat(newest.release.date)),
        history=history[::-1],
        is_ahead=is_ahead(dossier, newest),
    )


def _past(one: FrozenRevision, last: FrozenRevision | None) -> PastRevision:
    redaction = one.redactions[0] if one.redactions else None
    return PastRevision(
        number=one.number,
        release=one.release.version,
        date=_day(one.release.date),
        corrections=tuple((_day(made.date), made.reason) for made in one.corrections),
        reissued=one.reissued,
        redacted=None
        if redaction is None
        else (redaction.file.authority, redaction.file.reason, redaction.release.version),
        changes=() if last is None else _changes(last, one),
    )


def _changes(before: FrozenRevision, after: FrozenRevision) -> tuple[FieldChange, ...]:
    """What changed but for declared corrections, first in the record itself, then in what it refers to."""
    return record_differences(_compared(before), _compared(after))


def _compared(one: FrozenRevision) -> dict[str, Any]:
    fields = {**one.described["record"], "refers to": one.described["resolved"]}
    fields.pop("corrections", None)
    return fields


def _day(text: str) -> str:
    return str(PartialDate.parse(text))
