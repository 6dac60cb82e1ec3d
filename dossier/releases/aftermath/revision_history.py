"""History of each record's revisions, with differences by word.

Such differences are made for living pages only and never frozen: a release page that quoted an old wording would
outlast its redaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from dossier.cite.page import CitedRevision
from dossier.model.dates import PartialDate
from dossier.pages.revisions import Change, FieldChange, PastRevision, Released, Span
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.aftermath.status_pages import is_ahead


def release_notes(published: Published, dossier: Dossier) -> Mapping[str, Released]:
    """What the living page of each record that has been released says of its revisions."""
    return {
        name: _released(revisions, dossier)
        for name, revisions in published.revisions.items()
        if name in dossier.entries
    }


def newest_titles(published: Published) -> Mapping[str, str]:
    """The title of the newest revision of each record ever released."""
    return {name: _title(revisions[-1]) for name, revisions in published.revisions.items()}


def _title(revision: FrozenRevision) -> str:
    """The title as frozen: the living page may have another title by now."""
    record = revision.record
    return " ".join(next(str(record[name]) for name in ("statement", "title", "name") if name in record).split())


def _released(revisions: tuple[FrozenRevision, ...], dossier: Dossier) -> Released:
    newest = revisions[-1]
    before: tuple[FrozenRevision | None, ...] = (None, *revisions[:-1])
    history = tuple(_past(one, last) for one, last in zip(revisions, before, strict=True))
    return Released(
        number=newest.number,
        release=newest.release.version,
        date=_day(newest.release.date),
        cited_as=CitedRevision(
            newest.number, newest.permalink, _title(newest), date.fromisoformat(newest.release.date)
        ),
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


# What tells an entry of a list apart, whatever its place in the list.
_NAMES = ("source", "force", "organisation", "proceeding", "claim", "described_as", "url", "date", "name", "role")
_WORDS = re.compile(r"\s+|[^\s]+")


def record_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order in which the later version has them, then those that went."""
    was, now = dict(_fields(before, ())), dict(_fields(after, ()))
    paths = [*now, *(path for path in was if path not in now)]
    return tuple(
        FieldChange(_label(path), word_differences(was.get(path, ""), now.get(path, "")))
        for path in paths
        if was.get(path) != now.get(path)
    )


def word_differences(before: str, after: str) -> tuple[Span, ...]:
    """The text with the words that went and those that came, in reading order.

    >>> [(one.change.value, one.text) for one in word_differences("four cameras", "five cameras")]
    [('removed', 'four'), ('added', 'five'), ('same', ' cameras')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    spans: list[Span] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if operation == "equal":
            spans.append(Span(Change.SAME, "".join(new[k:m])))
            continue
        spans += [Span(Change.REMOVED, "".join(old[i:j]))] if i < j else []
        spans += [Span(Change.ADDED, "".join(new[k:m]))] if k < m else []
    return tuple(spans)


def _fields(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each value as text, by where it stands; an entry of a list is named for what it is about."""
    match value:
        case dict():
            for key in value:
                yield from _fields(value[key], (*path, key))
        case list():
            taken: dict[str, int] = {}
            for one in value:
                name = _name(one)
                taken[name] = taken.get(name, 0) + 1
                place = name if taken[name] == 1 else f"{name} ({taken[name]})"
                yield from _fields(one, (*path, place))
        case _:
            yield path, str(value)


def _name(entry: object) -> str:
    if isinstance(entry, dict):
        return next((str(entry[name]) for name in _NAMES if name in entry), "")
    return str(entry)


def _label(path: tuple[str, ...]) -> str:
    return " › ".join(part.replace("_", " ") for part in path if part)
