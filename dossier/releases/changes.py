"""Turn the records as they are and the newest revisions as published into what a release must add."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.errors import DossierError
from dossier.releases.ledger import Newest
from dossier.releases.record_json import digest
from dossier.releases.release_json import Added, Changed, CorrectionMade, Reissued


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
