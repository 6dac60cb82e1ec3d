"""The history of each record's revisions, with the words that changed.

Such differences are shown on living pages only and never frozen. A frozen page that quoted an old wording would still
show it after a redaction. What revisions say of a source that has become protected is never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from dossier.cite.page import CitedRevision
from dossier.configuration import About
from dossier.pages.revisions import Change, FieldChange, PastRevision, RevisionHistory, SuspensionStep, TextSpan
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.aftermath.shown_titles import protected_sources
from dossier.releases.aftermath.status_pages import is_ahead
from dossier.releases.freeze.page import day_in_words
from dossier.releases.publish.changes import newest_permalinks


def release_notes(published: Published, dossier: Dossier) -> Mapping[str, RevisionHistory]:
    """The revisions of each released record that is still in the evidence, for its living page."""
    protected = protected_sources(dossier, published)
    return {
        name: _history(revisions, dossier, protected)
        for name, revisions in published.revisions.items()
        if name in dossier.entries
    }


def with_releases(about: About, published: Published) -> About:
    """The name and address of the dossier together with the permalinks and days of its releases.

    Suspended records have neither a permalink nor a title.
    """
    newest = ((name, revisions[-1]) for name, revisions in published.revisions.items())
    titles = {name: title for name, frozen in newest if (title := frozen.title) is not None}
    permalinks = newest_permalinks(published.releases)
    return replace(
        about,
        permalinks={name: permalink for name, permalink in permalinks.items() if name in titles},
        titles=titles,
        releases={each.version: (date.fromisoformat(each.date), len(each.revisions)) for each in published.releases},
    )


def _history(revisions: tuple[FrozenRevision, ...], dossier: Dossier, protected: frozenset[str]) -> RevisionHistory:
    newest = revisions[-1]
    title = newest.title
    previous: tuple[FrozenRevision | None, ...] = (None, *revisions[:-1])
    past = tuple(_past_revision(*pair, protected) for pair in zip(revisions, previous, strict=True))
    return RevisionHistory(
        cited_as=None
        if title is None
        else CitedRevision(newest.revision, newest.permalink, title, date.fromisoformat(newest.release.date)),
        revisions=past[::-1],
        is_ahead=is_ahead(dossier, newest),
    )


def _past_revision(frozen: FrozenRevision, previous: FrozenRevision | None, protected: frozenset[str]) -> PastRevision:
    redaction = frozen.redactions[0] if frozen.redactions else None
    return PastRevision(
        revision=frozen.revision,
        release=frozen.release.version,
        date=day_in_words(frozen.release.date),
        corrections=()
        if frozen.suspension is not None
        else tuple((day_in_words(correction.date), correction.reason) for correction in frozen.corrections),
        reissued=None if frozen.suspension is not None else frozen.reissued,
        redacted=None
        if redaction is None
        else (redaction.file.authority, redaction.file.reason, redaction.release.version),
        suspensions=tuple(
            SuspensionStep(change.release.version, day_in_words(change.release.date), change.reason)
            for change in frozen.suspension_changes
        ),
        changes=_changes(previous, frozen, protected),
    )


def _changes(
    before: FrozenRevision | None, after: FrozenRevision, protected: frozenset[str]
) -> tuple[FieldChange, ...] | None:
    """The changes of a record except its list of corrections, then the changes in what it refers to.

    None if either revision is suspended.
    """
    if before is None:
        return ()
    if before.suspension is not None or after.suspension is not None:
        return None
    return record_differences(_compared_fields(before, protected), _compared_fields(after, protected))


def _compared_fields(revision: FrozenRevision, protected: frozenset[str]) -> dict[str, Any]:
    """The fields of a revision, without all that it says of these sources."""
    if revision.revision.identifier in protected:
        return {}
    fields = {**revision.record, "refers to": revision.description["resolved"]}
    fields.pop("corrections", None)
    compared: dict[str, Any] = _without(fields, protected)
    return compared


def _without(value: Any, sources: frozenset[str]) -> Any:
    """The value without the entries that these sources are the keys of, or that name them as their `source`."""
    match value:
        case dict():
            return {key: _without(inner, sources) for key, inner in value.items() if key not in sources}
        case list():
            return [
                _without(inner, sources)
                for inner in value
                if not (isinstance(inner, dict) and inner.get("source") in sources)
            ]
    return value


# The fields that identify an entry of a list, so that it is recognised at another place in the list.
_NAME_FIELDS = (
    *("source", "body", "organisation", "proceeding", "claim", "described_as", "url", "date", "name", "role", "term"),
)
_WORDS = re.compile(r"\s+|[^\s]+")


def record_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the later version, then those that were removed."""
    old, new = dict(_fields(before, ())), dict(_fields(after, ()))
    paths = [*new, *(path for path in old if path not in new)]
    return tuple(
        FieldChange(_label(path), word_differences(old.get(path, ""), new.get(path, "")))
        for path in paths
        if old.get(path) != new.get(path)
    )


def word_differences(before: str, after: str) -> tuple[TextSpan, ...]:
    """The later text with the words that were removed and added, in reading order.

    >>> [(span.change.value, span.text) for span in word_differences("four cameras", "five cameras")]
    [('removed', 'four'), ('added', 'five'), ('same', ' cameras')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    spans: list[TextSpan] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if operation == "equal":
            spans.append(TextSpan(Change.SAME, "".join(new[k:m])))
            continue
        spans += [TextSpan(Change.REMOVED, "".join(old[i:j]))] if i < j else []
        spans += [TextSpan(Change.ADDED, "".join(new[k:m]))] if k < m else []
    return tuple(spans)


def _fields(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path and text of each value. In a path, an entry of a list has the name of the thing it is about."""
    match value:
        case dict():
            for key in value:
                yield from _fields(value[key], (*path, key))
        case list():
            uses: dict[str, int] = {}
            for entry in value:
                name = _name(entry)
                uses[name] = uses.get(name, 0) + 1
                unique_name = name if uses[name] == 1 else f"{name} ({uses[name]})"
                yield from _fields(entry, (*path, unique_name))
        case _:
            yield path, str(value)


def _name(entry: object) -> str:
    if isinstance(entry, dict):
        return next((str(entry[name]) for name in _NAME_FIELDS if name in entry), "")
    return str(entry)


def _label(path: tuple[str, ...]) -> str:
    return " › ".join(part.replace("_", " ") for part in path if part)
