"""Pages that show the current status of each released revision.

Frozen pages never change, but each build writes these pages again: the status notice that a frozen page shows in a
frame, the page that leads from a record to its newest revision, and a page for each published record that is no longer
in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.model import addresses
from dossier.model.dates import PartialDate
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.browser_data import BrowserRevision, ReplacedFile, known_revisions, original_texts
from dossier.releases.aftermath.published import FrozenRevision, Published, frozen_pages
from dossier.releases.aftermath.status import RevisionStatus, revision_status
from dossier.releases.freeze.page import environment, style
from dossier.releases.freeze.revision import snapshot

_LINK = re.compile(rb'href="\.\./\.\./\.\./([^"]*)"')


@dataclass(frozen=True, slots=True)
class _CurrentRevision:
    """A frozen revision with its current status."""

    revision: FrozenRevision
    newest: FrozenRevision
    status: RevisionStatus


def status_pages(published: Published, dossier: Dossier, site_name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the root of the site, and the content of each status page and of the checkers' data."""
    living = {name: addresses.living_page(entry.kind, name) for name, entry in dossier.entries.items()}
    frozen: list[BrowserRevision] = []
    for name, revisions in published.revisions.items():
        newest = revisions[-1]
        record = _current_record(dossier, newest)
        for revision in revisions:
            current = _CurrentRevision(revision, newest, _status(revision, newest, record))
            yield f"{revision.path.status}index.html", _status_page(current, dossier, site_name)
            frozen.append(_frozen(current))
        yield f"{addresses.newest_revision(name)}index.html", _page("newest.html", newest=newest, site_name=site_name)
    for kind, name in sorted(_linked(published) - {(entry.kind, name) for name, entry in dossier.entries.items()}):
        revisions = published.revisions.get(name, ())
        path = f"{addresses.living_page(kind, name)}index.html"
        yield path, _page("tombstone.html", kind=kind.value, name=name, revisions=revisions, site_name=site_name)
    versions = [release.version for release in published.releases]
    yield addresses.KNOWN_REVISIONS, known_revisions(versions, frozen, living, _replaced_files(published))
    yield addresses.ORIGINAL_TEXTS, original_texts(frozen)


def is_ahead(dossier: Dossier, newest: FrozenRevision) -> bool:
    """True if the record in the evidence differs from its newest revision."""
    entry = dossier.entries[newest.identifier]
    return snapshot(dossier, entry) != newest.content


def _current_record(dossier: Dossier, newest: FrozenRevision) -> Mapping[str, Any]:
    """The record as it is in the evidence, or as it was last released if it is no longer there."""
    entry = dossier.entries.get(newest.identifier)
    if entry is None:
        return newest.record
    return entry.record.model_dump(mode="json", exclude_unset=True)


def _status(revision: FrozenRevision, newest: FrozenRevision, record: Mapping[str, Any]) -> RevisionStatus:
    is_redacted = bool(revision.redactions)
    return revision_status(revision.record, record, is_newest=revision is newest, is_redacted=is_redacted)


def _status_page(current: _CurrentRevision, dossier: Dossier, site_name: str) -> bytes:
    revision = current.revision
    successor = (current.status.withdrawn or {}).get("replaced_by")
    entry = None if successor is None else dossier.entries.get(successor)
    return _page(
        "status.html",
        revision=revision,
        newest=current.newest,
        status=current.status,
        redaction=revision.redactions[0] if revision.redactions else None,
        successor=None if entry is None else addresses.living_page(entry.kind, entry.record.id),
        site_name=site_name,
    )


def _frozen(current: _CurrentRevision) -> BrowserRevision:
    revision = current.revision
    return BrowserRevision(
        identifier=revision.identifier,
        revision=revision.number,
        release=revision.release.version,
        living=revision.living,
        permalink=revision.permalink,
        page=revision.page,
        record=revision.content,
        statuses=[status.value for status in current.status.statuses],
    )


def _replaced_files(published: Published) -> Iterator[ReplacedFile]:
    """Yield the files that redactions replaced. Readers may still have copies of them."""
    by_path = {
        path: revision
        for revisions in published.revisions.values()
        for revision in revisions
        for path in revision.path.files
    }
    for path, redactions in published.redactions.items():
        revision = by_path[path]
        for redaction in redactions:
            yield ReplacedFile(
                path,
                redaction.file.old_sha256,
                revision.identifier,
                revision.number,
                revision.release.version,
                redaction.release.version,
            )


def _linked(published: Published) -> set[tuple[Kind, str]]:
    """The kind and identifier of each living page that a published page links to. Each must always answer."""
    linked: set[tuple[Kind, str]] = set()
    for _, content in frozen_pages(published):
        pages = (addresses.parse_living_page(link.decode()) for link in _LINK.findall(content))
        linked.update(page for page in pages if page is not None)
    return linked


def _page(template: str, **values: object) -> bytes:
    return environment().get_template(template).render(css=style(), day=_day, **values).lstrip().encode()


def _day(text: str) -> str:
    """The date in words."""
    return str(PartialDate.parse(text))
