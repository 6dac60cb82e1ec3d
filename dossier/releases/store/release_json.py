"""What a release says of itself, `release.json`: what it added and changed, and what it followed upon."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import rfc8785

SCHEMA = "dossier-release/1"


@dataclass(frozen=True, slots=True)
class Added:
    """A record published for the first time."""

    id: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class CorrectionMade:
    """A correction that the release brings: when and why, never what stood there before."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A record whose digest differs from that of its newest revision."""

    id: str
    revision: int
    digest: str
    previous_digest: str
    corrections: tuple[CorrectionMade, ...]


@dataclass(frozen=True, slots=True)
class Reissued:
    """A revision with the same record as the one before, on a page made anew."""

    id: str
    revision: int
    reason: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A file whose bytes were replaced, on whose authority and why."""

    path: str
    old_sha256: str
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseArchive:
    """A file that goes with the release but not onto the branch."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Timestamped:
    """The authority that stamps `SHA256SUMS` (RFC 3161), or why none did."""

    authority: str | None = None
    without: str | None = None

    def to_json(self) -> dict[str, str]:
        """The one of the two that is so."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its name, day, address and source, and all that it changed."""

    version: str
    date: str
    site_url: str
    source_commit: str
    previous: str | None
    records: int
    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    reissued: tuple[Reissued, ...] = ()
    redacted: tuple[Redacted, ...] = ()
    archives: tuple[ReleaseArchive, ...] = ()
    timestamp: Timestamped | None = None

    def to_bytes(self) -> bytes:
        """`release.json`: RFC 8785, and a line break."""
        fields = asdict(self)
        fields["timestamp"] = None if self.timestamp is None else self.timestamp.to_json()
        return rfc8785.dumps({"schema": SCHEMA, **fields}) + b"\n"


def parse(content: bytes) -> Release:
    """The release that a `release.json` describes; raises ValueError where it is none or not in its one form."""
    try:
        fields = json.loads(content)
        if fields.pop("schema") != SCHEMA:
            raise ValueError
        release = Release(**{name: _value(name, value) for name, value in fields.items()})
        is_same = release.to_bytes() == content
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError("is no description of a release") from None
    if not is_same:
        raise ValueError("is not in the form of RFC 8785")
    return release


_PARTS: dict[str, type[Any]] = {"added": Added, "reissued": Reissued, "redacted": Redacted, "archives": ReleaseArchive}


def _value(name: str, value: Any) -> Any:
    if name in _PARTS:
        return tuple(_PARTS[name](**one) for one in value)
    if name == "changed":
        return tuple(
            Changed(**{**one, "corrections": tuple(CorrectionMade(**each) for each in one["corrections"])})
            for one in value
        )
    if name == "timestamp":
        return None if value is None else Timestamped(**value)
    return tuple(value) if isinstance(value, list) else value
