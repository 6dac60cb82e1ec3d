"""Turn what was released, and the records as they are now, into the pages that tell what became of it.

The frozen pages never change; these are made anew by each build: the notice in the frame of each frozen page, the way
from a record to its newest revision, and pages for records that were published and are no longer in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.model.dates import PartialDate
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.browser_data import Frozen, Replaced, known, originals
from dossier.releases.aftermath.published import FrozenRevision, Published, folder, frozen_pages
from dossier.releases.aftermath.status import RevisionStatus, standing
from dossier.releases.freeze.page import environment, style
from dossier.releases.freeze.revision import snapshot

_LIVING = re.compile(rb'href="\.\./\.\./\.\./([a-z]+)/([A-Za-z0-9-]+)/"')
_FOLDERS = {kind.folder: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class _Told:
    """A frozen revision and how it stands."""

    revision: FrozenRevision
    newest: FrozenRevision
    standing: RevisionStatus


def status_pages(published: Published, dossier: Dossier, site_name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the root of the site, and the content of each page that tells what became of a revision."""
    living = {name: f"{one.kind.folder}/{name}/" for name, one in dossier.entries.items()}
    frozen: list[Frozen] = []
    for name, revisions in published.revisions.items():
        newest = revisions[-1]
        now = _record_now(dossier, newest)
        for one in revisions:
            told = _Told(one, newest, _standing(one, newest, now))
            yield f"status/{folder(name, one.number)[2:]}index.html", _status_page(told, dossier, site_name)
            frozen.append(_frozen(told))
        yield f"r/{name}/index.html", _page("newest.html", newest=newest, site_name=site_name)
    for kind, name in sorted(_linked(published) - {(one.kind, name) for name, one in dossier.entries.items()}):
        revisions = published.revisions.get(name, ())
        path = f"{kind.folder}/{name}/index.html"
        yield path, _page("tombstone.html", kind=kind.value, name=name, revisions=revisions, site_name=site_name)
    versions = [line.version for line in published.lines]
    yield "verify/known.json", known(versions, frozen, living, _replaced(published))
    yield "verify/originals.json", originals(frozen)


def is_ahead(dossier: Dossier, newest: FrozenRevision) -> bool:
    """Whether the record says something now that its newest revision does not."""
    entry = dossier.entries[newest.identifier]
    return snapshot(dossier, entry) != newest.content


def _record_now(dossier: Dossier, newest: FrozenRevision) -> Mapping[str, Any]:
    """The record as it is in the evidence, or, of one that is no longer there, as it was last released."""
    entry = dossier.entries.get(newest.identifier)
    if entry is None:
        return newest.record
    return entry.record.model_dump(mode="json", exclude_unset=True)


def _standing(one: FrozenRevision, newest: FrozenRevision, now: Mapping[str, Any]) -> RevisionStatus:
    return standing(one.record, now, is_newest=one is newest, is_redacted=bool(one.redactions))


def _status_page(told: _Told, dossier: Dossier, site_name: str) -> bytes:
    successor = (told.standing.withdrawn or {}).get("replaced_by")
    entry = None if successor is None else dossier.entries.get(successor)
    return _page(
        "status.html",
        one=told.revision,
        newest=told.newest,
        standing=told.standing,
        redaction=told.revision.redactions[0] if told.revision.redactions else None,
        successor=None if entry is None else f"{entry.kind.folder}/{successor}/",
        site_name=site_name,
    )


def _frozen(told: _Told) -> Frozen:
    one = told.revision
    return Frozen(
        identifier=one.identifier,
        revision=one.number,
        release=one.release.version,
        living=one.living,
        permalink=one.permalink,
        page=one.page,
        record=one.content,
        statuses=[status.value for status in told.standing.statuses],
    )


def _replaced(published: Published) -> Iterator[Replaced]:
    """The files that redactions replaced, of which readers may still hold a copy."""
    by_path = {
        f"{folder(one.identifier, one.number)}{file}": one
        for revisions in published.revisions.values()
        for one in revisions
        for file in ("index.html", "record.json")
    }
    for path, redactions in published.redactions.items():
        one = by_path[path]
        for each in redactions:
            yield Replaced(
                path, each.file.old_sha256, one.identifier, one.number, one.release.version, each.release.version
            )


def _linked(published: Published) -> set[tuple[Kind, str]]:
    """The living pages that a published page links to: each must answer for ever."""
    found: set[tuple[Kind, str]] = set()
    for _, content in frozen_pages(published):
        for part, name in _LIVING.findall(content):
            kind = _FOLDERS.get(part.decode())
            if kind is not None:
                found.add((kind, name.decode()))
    return found


def _page(template: str, **values: object) -> bytes:
    return environment().get_template(template).render(css=style(), day=_day, **values).lstrip().encode()


def _day(text: str) -> str:
    """A day in words."""
    return str(PartialDate.parse(text))
