"""The description of a release in its `release.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import rfc8785

from dossier.model.addresses import Revision

SCHEMA = "dossier-release/1"


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision that the release made."""

    id: str
    revision: int

    @property
    def place(self) -> Revision:
        """The revision, with the places of its files."""
        return Revision(self.id, self.revision)


@dataclass(frozen=True, slots=True)
class AddedRecord(NewRevision):
    """A record published for the first time."""

    digest: str


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """The date and reason of a correction. The text before the correction is never repeated."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangedRecord(NewRevision):
    """A record whose digest differs from the digest of its last revision."""

    digest: str
    previous_digest: str
    corrections: tuple[CorrectionNote, ...]


@dataclass(frozen=True, slots=True)
class ReissuedRecord(NewRevision):
    """A revision that repeats the record of the last revision on a new page."""

    reason: str


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """A file whose bytes were replaced, with the authority and the reason for it."""

    path: str
    old_sha256: str
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseArchive:
    """A file that is published with the release but is not on the branch."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TimestampStatement:
    """The authority whose timestamp `SHA256SUMS` has (RFC 3161), or the reason why it has no timestamp."""

    authority: str | None = None
    without: str | None = None

    def to_json(self) -> dict[str, str]:
        """The authority or the reason, under its name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Release:
    """A release, with all records and files that it added, changed, withdrew or redacted."""

    version: str
    date: str
    site_url: str
    source_commit: str
    previous: str | None
    records: int
    added: tuple[AddedRecord, ...] = ()
    changed: tuple[ChangedRecord, ...] = ()
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    reissued: tuple[ReissuedRecord, ...] = ()
    redacted: tuple[RedactedFile, ...] = ()
    archives: tuple[ReleaseArchive, ...] = ()
    timestamp: TimestampStatement | None = None

    @property
    def revisions(self) -> tuple[NewRevision, ...]:
        """The revisions that the release made."""
        return (*self.added, *self.changed, *self.reissued)

    def to_bytes(self) -> bytes:
        """The content of `release.json`: canonical JSON (RFC 8785) and a line break."""
        fields = asdict(self)
        fields["timestamp"] = None if self.timestamp is None else self.timestamp.to_json()
        return rfc8785.dumps({"schema": SCHEMA, **fields}) + b"\n"


def parse(content: bytes) -> Release:
    """The release that a `release.json` describes. Raises ValueError if it is malformed or not canonical JSON."""
    try:
        fields = json.loads(content)
        if fields.pop("schema") != SCHEMA:
            raise ValueError
        release = Release(**{name: _parse_value(name, value) for name, value in fields.items()})
        is_canonical = release.to_bytes() == content
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError("does not describe a release") from None
    if not is_canonical:
        raise ValueError("is not canonical JSON (RFC 8785)")
    return release


_LIST_TYPES: dict[str, type[Any]] = {
    "added": AddedRecord,
    "reissued": ReissuedRecord,
    "redacted": RedactedFile,
    "archives": ReleaseArchive,
}


def _parse_value(name: str, value: Any) -> Any:
    if name in _LIST_TYPES:
        return tuple(_LIST_TYPES[name](**member) for member in value)
    if name == "changed":
        return tuple(
            ChangedRecord(**{**member, "corrections": tuple(CorrectionNote(**note) for note in member["corrections"])})
            for member in value
        )
    if name == "timestamp":
        return None if value is None else TimestampStatement(**value)
    return tuple(value) if isinstance(value, list) else value
