"""A capture: a preserved copy of a source, with hashes, method, time and the quotations found in it.

Captures are written by the tool. The copy itself is private and is not part of the repository.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import ClaimRef, Count, Line, MediaType, OwnId, Sha256, SourceRef, Text, Time, Url
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import CaptureMethod, FileRole, QuoteTier


class Tool(Part):
    """The software that made the copy."""

    name: Line
    """Its name."""
    version: Line
    """Its version."""


class CapturedFile(Part):
    """One file of the copy (PREMIS: object, with fixity)."""

    role: FileRole
    """What it holds."""
    media_type: MediaType
    """Its media type."""
    bytes: Count
    """Its size in bytes."""
    sha256: Sha256
    """The SHA-256 of its bytes, in lower-case hexadecimal."""


class Timestamp(Part):
    """A time-stamp token over a file (RFC 3161)."""

    over_sha256: Sha256
    """The hash that was stamped."""
    authority: Line
    """The time-stamping authority."""
    time: Time
    """The time in the token."""
    token_sha256: Sha256
    """The SHA-256 of the token."""


class FoundQuote(Part):
    """A quotation found in the visible text of the copy (W3C Web Annotation, TextPositionSelector)."""

    claim: ClaimRef
    """The claim that quotes it."""
    exact: Text
    """The words."""
    start: Count
    """Characters of the text before the first of the words."""
    end: Count
    """Characters of the text up to and including the last of the words."""
    tier: QuoteTier
    """Found as typed, or after normalisation."""


class Capture(Record):
    """A preserved copy of a source."""

    kind_of_record: ClassVar[Kind] = Kind.CAPTURE

    id: Annotated[str, OwnId(Kind.CAPTURE)]
    """The permanent identifier; also the name of the file."""
    source: SourceRef
    """The source copied."""
    method: CaptureMethod
    """How the copy was made."""
    requested_url: Url | None = None
    """The address asked for."""
    final_url: Url | None = None
    """The address that answered, after redirects."""
    redirects: tuple[Url, ...] = ()
    """The addresses in between."""
    http_status: Count | None = None
    """The HTTP status of the final answer."""
    started: Time
    """When the capture began, in UTC."""
    finished: Time
    """When it ended, in UTC."""
    collector: Line | None = None
    """Who made it: a role or a name."""
    tool: Tool | None = None
    """The software that made it."""
    files: tuple[CapturedFile, ...]
    """The files of the copy."""
    timestamps: tuple[Timestamp, ...] = ()
    """Time-stamps over its files."""
    storage: Text | None = None
    """Where the copy is kept."""
    quotes: tuple[FoundQuote, ...] = ()
    """The quotations found in its text."""
