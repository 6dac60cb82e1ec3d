"""Changes since the last release, and what earlier releases fixed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier.errors import DossierError
from dossier.releases.store import release_json
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine, Newest
from dossier.releases.store.release_json import Added, Changed, CorrectionMade, Reissued, Release
from dossier.releases.verify.verify import Tree


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision to be frozen."""

    id: str
    number: int
    previous: int | None
    snapshot: bytes

    @property
    def folder(self) -> str:
        """Where it stands, from the root of the site."""
        return f"r/{self.id}/{self.number}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release adds, in the order of identifiers, and the newest revisions after it."""

    revisions: tuple[Revision, ...]
    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    corrected: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reissued: tuple[Reissued, ...]
    newest: Mapping[str, Newest]


def changes(
    snapshots: Mapping[str, bytes],
    published: Mapping[str, Newest],
    before: Callable[[Newest], bytes],
    reissue: Mapping[str, str],
) -> Changes:
    """What must be added so that the newest revision of each record is as it is now.

    `before` gives the published record of a newest revision; `reissue` names records that get a new page without having
    changed, with the reason. Raises DossierError where a published record is missing, or one to reissue is unknown.
    """
    _check_names(snapshots, published, reissue)
    revisions: list[Revision] = []
    added: list[Added] = []
    changed: list[Changed] = []
    corrected: list[str] = []
    withdrawn: list[str] = []
    reissued: list[Reissued] = []
    newest = dict(published)
    for name, snapshot in sorted(snapshots.items()):
        hash_, last = digest(snapshot), published.get(name)
        if last is not None and last.digest == hash_ and name not in reissue:
            continue
        number = 1 if last is None else last.revision + 1
        newest[name] = Newest(name, number, hash_)
        revisions.append(Revision(name, number, None if last is None else last.revision, snapshot))
        was = {} if last is None else _record(before(last))
        now = _record(snapshot)
        if last is None:
            added.append(Added(name, number, hash_))
        elif last.digest == hash_:
            reissued.append(Reissued(name, number, reissue[name]))
        else:
            made = corrections_between(now, was)
            changed.append(Changed(name, number, hash_, last.digest, made))
            corrected += [name] if made else []
        if "withdrawn" in now and "withdrawn" not in was:
            withdrawn.append(name)
    return Changes(
        tuple(revisions), tuple(added), tuple(changed), tuple(corrected), tuple(withdrawn), tuple(reissued), newest
    )


def _check_names(snapshots: Mapping[str, bytes], published: Mapping[str, Newest], reissue: Mapping[str, str]) -> None:
    missing = sorted(published.keys() - snapshots.keys())
    if missing:
        raise DossierError(
            f"`{missing[0]}` was published and is no longer in the evidence: put it back, with `withdrawn` if it "
            "no longer stands"
        )
    unknown = sorted(reissue.keys() - published.keys())
    if unknown:
        raise DossierError(f"`{unknown[0]}` has no revision that could be issued again")


def _record(snapshot: bytes) -> dict[str, Any]:
    record = json.loads(snapshot)["record"]
    return record if isinstance(record, dict) else {}


def corrections_between(now: Mapping[str, Any], was: Mapping[str, Any]) -> tuple[CorrectionMade, ...]:
    """The corrections that the record declares now and did not declare before."""
    known = list(was.get("corrections", ()))
    made = []
    for one in now.get("corrections", ()):
        if one in known:
            known.remove(one)
        else:
            made.append(CorrectionMade(one["date"], one["reason"]))
    return tuple(made)


Permalinks = dict[str, tuple[str, date]]


def releases_of(tree: Tree, lines: Sequence[LedgerLine]) -> tuple[Release, ...]:
    """What the releases of a verified tree say of themselves, the first one first."""
    paths = [f"releases/{line.version}/release.json" for line in lines]
    return tuple(release_json.parse(content) for _, content in tree.read(paths))


def newest_permalinks(releases: Iterable[Release]) -> Permalinks:
    """The permalink of the newest revision of each record, and the day of its release."""
    found: Permalinks = {}
    for release in releases:
        day = date.fromisoformat(release.date)
        revisions: tuple[Added | Changed | Reissued, ...] = (*release.added, *release.changed, *release.reissued)
        for one in revisions:
            found[one.id] = f"{release.site_url}r/{one.id}/{one.revision}/", day
    return found


def permalinks_to_be(revisions: Iterable[Revision], address: str, day: date) -> Permalinks:
    """The same of the revisions that a release adds."""
    return {one.id: (f"{address}{one.folder}/", day) for one in revisions}


def refuse_redacted(releases: Iterable[Release], revisions: Iterable[Revision]) -> None:
    """Raise DossierError where a record would be published again as it was before words of it were redacted."""
    removed = {one.old_sha256: release.version for release in releases for one in release.redacted}
    for revision in revisions:
        version = removed.get(digest(revision.snapshot))
        if version is not None:
            raise DossierError(
                f"`{revision.id}` still holds in the evidence what release {version} redacted: put [redacted] in its "
                "place there, too"
            )
