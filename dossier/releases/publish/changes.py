"""Changes since the last release, and facts that earlier releases fixed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier.errors import DossierError
from dossier.model.addresses import Revision, release_description
from dossier.model.identifiers import guess
from dossier.releases.store import release_json
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import AddedRecord, ChangedRecord, CorrectionNote, ReissuedRecord, Release
from dossier.releases.store.salt import with_salt, without_salt
from dossier.releases.verify.verify import Tree


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a release makes, sorted by identifier, and the newest revisions after it."""

    # The `record.json` of each new revision.
    snapshots: Mapping[Revision, bytes]
    added: tuple[AddedRecord, ...]
    changed: tuple[ChangedRecord, ...]
    corrected: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reissued: tuple[ReissuedRecord, ...]
    newest: Mapping[str, Revision]
    # The records that cannot be compared, because the published bytes of their newest revision are missing.
    not_compared: tuple[str, ...]


def find_changes(
    snapshots: Mapping[str, bytes],
    state: ReleaseTreeState,
    published: Mapping[str, bytes],
    reissue: Mapping[str, str],
    new_salt: Callable[[], str],
) -> Changes:
    """The new revisions that make the newest revision of each record equal to its snapshot.

    `published` has the newest `record.json` of each published record that is not suspended, as it was published. A
    record that is missing there cannot be compared, and gets no new revision. `reissue` has the reason for each record
    that gets a new page although it did not change. Its `record.json` stays the same, and any other gets a new salt.

    Raises DossierError if a published record is missing, or if a record to reissue was never published.
    """
    snapshots = {name: snapshot for name, snapshot in snapshots.items() if name not in state.suspended_records}
    known = state.newest.keys() - state.suspended_records
    _check_names(snapshots, known, published, reissue)
    not_compared = known - published.keys()
    new: dict[Revision, bytes] = {}
    added: list[AddedRecord] = []
    changed: list[ChangedRecord] = []
    corrected: list[str] = []
    withdrawn: list[str] = []
    reissued: list[ReissuedRecord] = []
    newest = dict(state.newest)
    for name, snapshot in sorted(snapshots.items()):
        if name in not_compared:
            continue
        last = published.get(name)
        is_same = last is not None and without_salt(last) == snapshot
        if is_same and name not in reissue:
            continue
        number = 1 if last is None else state.newest[name].number + 1
        newest[name] = Revision(name, number)
        content = last if last is not None and is_same else with_salt(snapshot, new_salt())
        new[newest[name]] = content
        before = {} if last is None else _record(last)
        now = _record(snapshot)
        if last is None:
            added.append(AddedRecord(name, number, digest(content)))
        elif is_same:
            reissued.append(ReissuedRecord(name, number, reissue[name]))
        else:
            corrections = new_corrections(now, before)
            # A notice may be in the place of the last revision.
            previous = state.hashes[state.newest[name].record]
            changed.append(ChangedRecord(name, number, digest(content), previous, corrections))
            corrected += [name] if corrections else []
        if "withdrawn" in now and "withdrawn" not in before:
            withdrawn.append(name)
    return Changes(
        new,
        tuple(added),
        tuple(changed),
        tuple(corrected),
        tuple(withdrawn),
        tuple(reissued),
        newest,
        tuple(sorted(not_compared)),
    )


def _check_names(
    snapshots: Mapping[str, bytes], known: Set[str], published: Mapping[str, bytes], reissue: Mapping[str, str]
) -> None:
    missing = sorted(known - snapshots.keys())
    if missing:
        raise DossierError(
            f"`{missing[0]}` was published and is no longer in the evidence: put it back, with `withdrawn` if the "
            "record no longer applies"
        )
    unknown = sorted(reissue.keys() - published.keys())
    if unknown:
        raise DossierError(f"`{unknown[0]}` has no revision that could be issued again{guess(unknown[0], published)}")


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
        for revision in release.revisions:
            permalinks[revision.id] = revision.place.permalink(release.site_url), day
    return permalinks
