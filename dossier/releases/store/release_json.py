"""The description of a release in its `release.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, get_args, get_origin, get_type_hints

import rfc8785

from dossier.model.addresses import Revision
from dossier.releases.store.canonical_json import is_canonical_form
from dossier.releases.store.field_forms import form_of

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
    # The places at which marks took the place of words, as `marked_places` names them.
    changed: tuple[str, ...]

    @property
    def places(self) -> str:
        """The places in words.

        >>> RedactedFile("r/vale/1/index.html", "", "A court", "An order", ()).places
        'no place of its own (its salt changed)'
        """
        return ", ".join(self.changed) or "no place of its own (its salt changed)"


@dataclass(frozen=True, slots=True)
class SuspendedFile:
    """A file in whose place a notice is, with the hash of the published bytes."""

    path: str
    sha256: str
    reason: str
    # The record that is suspended. The file may be of another record that refers to it or repeats its text.
    record: str


@dataclass(frozen=True, slots=True)
class LiftedFile:
    """A file whose published bytes are back, with the hash of the notice that was in their place."""

    path: str
    sha256: str


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
class RewrittenSource:
    """The authority and the reason for a source that does not descend from the source before, and its commit."""

    authority: str
    reason: str
    # The source commit of the release before.
    previous: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release, with all records and files that it added, changed, withdrew, redacted, suspended or put back."""

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
    suspended: tuple[SuspendedFile, ...] = ()
    lifted: tuple[LiftedFile, ...] = ()
    archives: tuple[ReleaseArchive, ...] = ()
    timestamp: TimestampStatement | None = None
    source_rewritten: RewrittenSource | None = None
    # Random, unlike everything else. Without it, a guess of redacted words could be confirmed with an old hash.
    salt: str = ""

    @property
    def is_stamped(self) -> bool:
        """True if `SHA256SUMS` has a timestamp."""
        return self.timestamp is not None and self.timestamp.authority is not None

    @property
    def revisions(self) -> tuple[NewRevision, ...]:
        """The revisions that the release made."""
        return (*self.added, *self.changed, *self.reissued)

    @property
    def replaced_paths(self) -> tuple[str, ...]:
        """The paths of the published files that the release redacted, suspended or put back."""
        redacted, suspended = (file.path for file in self.redacted), (file.path for file in self.suspended)
        return (*redacted, *suspended, *(file.path for file in self.lifted))

    def to_bytes(self) -> bytes:
        """The content of `release.json`: canonical JSON (RFC 8785) and a line break."""
        return rfc8785.dumps(self._to_json()) + b"\n"

    def has_bytes(self, content: bytes) -> bool:
        """True if this is the content of its `release.json`."""
        return content.endswith(b"\n") and is_canonical_form(content[:-1], self._to_json())

    def _to_json(self) -> dict[str, Any]:
        fields = _plain(self)
        fields["timestamp"] = None if self.timestamp is None else self.timestamp.to_json()
        return {"schema": SCHEMA, **fields}


def parse(content: bytes) -> Release:
    """The release that a `release.json` describes. Raises ValueError if it is malformed or not canonical JSON."""
    try:
        fields = json.loads(content)
        if fields.pop("schema") != SCHEMA:
            raise ValueError
        release = Release(**{name: _parse_value(name, value) for name, value in fields.items()})
        wrong = next(_wrong_fields(release), None)
        is_canonical = wrong is not None or release.has_bytes(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("does not describe a release") from None
    if wrong is not None:
        raise ValueError(f"does not describe a release: its `{wrong}` has an unexpected value")
    if not is_canonical:
        raise ValueError("is not canonical JSON (RFC 8785)")
    return release


def _plain(value: Any) -> Any:
    """The value of a field as JSON. `asdict` copies each text and takes four times as long."""
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    fields = _FIELDS.get(type(value))
    return value if fields is None else {name: _plain(getattr(value, name)) for name, _, _ in fields}


def _wrong_fields(value: object) -> Iterator[str]:
    """Yield the names of the fields of a description, or of a part of it, that have another type or form."""
    for name, hint, form in _FIELDS[type(value)]:
        field = getattr(value, name)
        if not _has_type(field, hint) or (field is not None and form is not None and not form(field)):
            yield name


def _has_type(value: object, hint: Any) -> bool:
    if hint in _PLAIN:
        # `True` is an `int` in Python, and another value in JSON.
        return type(value) is hint
    options = get_args(hint)
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_has_type(member, options[0]) for member in value)
    if options:
        return any(_has_type(value, option) for option in options)
    return type(value) is hint and next(_wrong_fields(value), None) is None


# The types of values without parts.
_PLAIN = frozenset({str, int, type(None)})
_PARTS = (
    *(Release, AddedRecord, ChangedRecord, ReissuedRecord, CorrectionNote, RedactedFile, ReleaseArchive),
    *(SuspendedFile, LiftedFile),
)
# The name, type and form of each field, by class.
_FIELDS: dict[type[Any], tuple[tuple[str, Any, Callable[[Any], bool] | None], ...]] = {
    part: tuple((name, hint, form_of(part.__name__, name)) for name, hint in get_type_hints(part).items())
    for part in (*_PARTS, TimestampStatement, RewrittenSource)
}
_LIST_TYPES: dict[str, type[Any]] = {
    "added": AddedRecord,
    "reissued": ReissuedRecord,
    "suspended": SuspendedFile,
    "lifted": LiftedFile,
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
    if name == "redacted":
        return tuple(RedactedFile(**{**member, "changed": tuple(member["changed"])}) for member in value)
    if name == "timestamp":
        return None if value is None else TimestampStatement(**value)
    if name == "source_rewritten":
        return None if value is None else RewrittenSource(**value)
    return tuple(value) if isinstance(value, list) else value
