"""Changes since the last release, and facts that earlier releases fixed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier.errors import DossierError
from dossier.model.addresses import RevisionPath, release_description
from dossier.releases.store import release_json
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine, NewestRevision
from dossier.releases.store.release_json import AddedRecord, ChangedRecord, CorrectionNote, ReissuedRecord, Release
from dossier.releases.verify.verify import Tree


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision to be frozen."""

    id: str
    number: int
    previous: int | None
    snapshot: bytes

    @property
    def path(self) -> RevisionPath:
        """The place of its files."""
        return RevisionPath(self.id, self.number)


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a release makes, sorted by identifier, and the newest revisions after it."""

    revisions: tuple[Revision, ...]
    added: tuple[AddedRecord, ...]
    changed: tuple[ChangedRecord, ...]
    corrected: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reissued: tuple[ReissuedRecord, ...]
    newest: Mapping[str, NewestRevision]


def find_changes(
    snapshots: Mapping[str, bytes],
    published: Mapping[str, NewestRevision],
    read_published: Callable[[NewestRevision], bytes],
    reissue: Mapping[str, str],
) -> Changes:
    """The new revisions that make the newest revision of each record equal to its snapshot.

    `read_published` returns the `record.json` of a published revision. `reissue` has the reason for each record that
    gets a new page although it did not change.

    Raises DossierError if a published record is missing, or if a record to reissue was never published.
    """
    _check_names(snapshots, published, reissue)
    revisions: list[Revision] = []
    added: list[AddedRecord] = []
    changed: list[ChangedRecord] = []
    corrected: list[str] = []
    withdrawn: list[str] = []
    reissued: list[ReissuedRecord] = []
    newest = dict(published)
    for name, snapshot in sorted(snapshots.items()):
        hash_, last = digest(snapshot), published.get(name)
        if last is not None and last.digest == hash_ and name not in reissue:
            continue
        number = 1 if last is None else last.revision + 1
        newest[name] = NewestRevision(name, number, hash_)
        revisions.append(Revision(name, number, None if last is None else last.revision, snapshot))
        before = {} if last is None else _record(read_published(last))
        now = _record(snapshot)
        if last is None:
            added.append(AddedRecord(name, number, hash_))
        elif last.digest == hash_:
            reissued.append(ReissuedRecord(name, number, reissue[name]))
        else:
            corrections = new_corrections(now, before)
            changed.append(ChangedRecord(name, number, hash_, last.digest, corrections))
            corrected += [name] if corrections else []
        if "withdrawn" in now and "withdrawn" not in before:
            withdrawn.append(name)
    return Changes(
        tuple(revisions), tuple(added), tuple(changed), tuple(corrected), tuple(withdrawn), tuple(reissued), newest
    )


def _check_names(
    snapshots: Mapping[str, bytes], published: Mapping[str, NewestRevision], reissue: Mapping[str, str]
) -> None:
    missing = sorted(published.keys() - snapshots.keys())
    if missing:
        raise DossierError(
            f"`{missing[0]}` was published and is no longer in the evidence: put it back, with `withdrawn` if the "
            "record no longer applies"
        )
    unknown = sorted(reissue.keys() - published.keys())
    if unknown:
        raise DossierError(f"`{unknown[0]}` has no revision that could be issued again")


def _record(snapshot: bytes) -> dict[str, Any]:
    record = json.loads(snapshot)["record"]
    return record if isinstance(record, dict) else {}


def new_corrections(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[CorrectionNote, ...]:
    """The corrections that a record declares now and did not declare before."""
    known = list(before.get("corrections", ()))
    added = []
    for correction in now.get("corrections", ()):
        if correction in known:
            known.remove(correction)
        else:
            added.append(CorrectionNote(correction["date"], correction["reason"]))
    return tuple(added)


# By identifier: the permalink of a revision, and the day of its release.
Permalinks = dict[str, tuple[str, date]]


def read_releases(tree: Tree, lines: Sequence[LedgerLine]) -> tuple[Release, ...]:
    """The releases of a verified tree, oldest first."""
    paths = [release_description(line.version) for line in lines]
    return tuple(release_json.parse(content) for _, content in tree.read(paths))


def newest_permalinks(releases: Iterable[Release]) -> Permalinks:
    """The permalink of the newest revision of each record, and the day of its release."""
    permalinks: Permalinks = {}
    for release in releases:
        day = date.fromisoformat(release.date)
        revisions: tuple[AddedRecord | ChangedRecord | ReissuedRecord, ...] = (
            *release.added,
            *release.changed,
            *release.reissued,
        )
        for revision in revisions:
            permalinks[revision.id] = f"{release.site_url}{RevisionPath(revision.id, revision.revision).folder}", day
    return permalinks


def new_permalinks(revisions: Iterable[Revision], address: str, day: date) -> Permalinks:
    """The permalinks of the revisions that a release adds."""
    return {revision.id: (f"{address}{revision.path.folder}", day) for revision in revisions}


def reject_redacted_text(releases: Iterable[Release], revisions: Iterable[Revision]) -> None:
    """Raise DossierError if a new revision equals a published record as it was before its redaction."""
    removed = {file.old_sha256: release.version for release in releases for file in release.redacted}
    for revision in revisions:
        version = removed.get(digest(revision.snapshot))
        if version is not None:
            raise DossierError(
                f"`{revision.id}` still has the words in the evidence that release {version} redacted: replace them "
                "there with [redacted]"
            )
