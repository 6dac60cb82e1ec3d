"""Suspended files: the notice in their place, and the active suspensions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import rfc8785

from dossier.model.addresses import Revision
from dossier.releases.store.release_json import Release, SuspendedFile

SCHEMA = "dossier-suspension/1"
# The reason that is published if the law does not let the publisher give the reason.
WITHHELD = "a legal requirement that we may not describe"


@dataclass(frozen=True, slots=True)
class Suspension:
    """A suspended file, and the release that suspended it."""

    file: SuspendedFile
    version: str


def notice_record(revision: Revision, version: str, reason: str, salt: str) -> bytes:
    """The notice in the place of `record.json`, in canonical JSON (RFC 8785)."""
    return rfc8785.dumps(
        {
            "id": revision.identifier,
            "reason": reason,
            "release": version,
            "revision": revision.number,
            "salt": salt,
            "schema": SCHEMA,
        }
    )


def is_notice(record: bytes) -> bool:
    """True if a `record.json` is the notice of a suspension."""
    try:
        fields = json.loads(record)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and fields.get("schema") == SCHEMA


def suspensions(releases: Iterable[Release]) -> dict[str, Suspension]:
    """The active suspensions after these releases, oldest first, by path."""
    active: dict[str, Suspension] = {}
    for release in releases:
        update(active, release)
    return active


def update(active: dict[str, Suspension], release: Release) -> None:
    """Add the suspensions of a release, and remove those that it ends."""
    for lifted in release.lifted:
        active.pop(lifted.path, None)
    active |= {file.path: Suspension(file, release.version) for file in release.suspended}


def suspended_records(newest: Mapping[str, Revision], active: Mapping[str, Suspension]) -> dict[str, Suspension]:
    """The records that are suspended themselves, each with the suspension of its newest revision.

    The newest revision of another record may be suspended because it shows the text of a suspended record. Such a
    record is not among them.
    """
    found = ((name, active.get(revision.record)) for name, revision in newest.items())
    return {name: each for name, each in found if each is not None and each.file.record == name}


def suspended_revisions(active: Mapping[str, Suspension]) -> dict[Revision, Suspension]:
    """The suspended revisions, with the suspension of their record."""
    found = ((Revision.parse(path), suspension) for path, suspension in active.items())
    return {revision: each for revision, each in found if revision is not None and each.file.path == revision.record}
