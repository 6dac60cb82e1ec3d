"""Captures: preserved copies of sources, their hashes and quotations.

A tool writes the records of captures. The copies are private and not part of the repository.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, ClassVar

from dossier.model.code_types import MediaType, Sha256
from dossier.model.date_types import Time
from dossier.model.field_types import ClaimRef, Line, OwnId, SourceRef, Text, Url
from dossier.model.identifiers import Kind
from dossier.model.number_types import Count
from dossier.model.record import Part, Record
from dossier.model.redaction import MARK
from dossier.model.vocabulary import CaptureMethod, FileRole, QuoteTier


class Tool(Part):
    """The software that made the copy."""

    name: Line
    """Its name."""
    version: Line
    """Its version."""


class CapturedFile(Part):
    """A file of the copy (in PREMIS, an object with fixity)."""

    role: FileRole
    """Its content."""
    media_type: MediaType
    """Its media type."""
    bytes: Count
    """Its size in bytes."""
    sha256: Sha256
    """The SHA-256 of its bytes, in lower-case hexadecimal."""


class Timestamp(Part):
    """A time-stamp token for a file (RFC 3161)."""

    over_sha256: Sha256
    """The SHA-256 that was stamped."""
    authority: Line
    """The time-stamping authority."""
    time: Time
    """The time in the token."""
    token_sha256: Sha256
    """The SHA-256 of the token."""


class FoundQuote(Part):
    """A quotation found in the visible text of the copy (W3C Web Annotation, TextPositionSelector)."""

    claim: ClaimRef
    """The claim that has the quotation."""
    exact: Text
    """The quoted text."""
    start: Count
    """The number of characters before the quotation."""
    end: Count
    """The number of characters up to the end of the quotation."""
    tier: QuoteTier
    """How it was found: word for word, or after normalisation."""


class Capture(Record):
    """A preserved copy of a source."""

    kind_of_record: ClassVar[Kind] = Kind.CAPTURE

    id: Annotated[str, OwnId(Kind.CAPTURE)]
    """The permanent identifier, which is also the name of the file."""
    source: SourceRef
    """The source that was copied."""
    method: CaptureMethod
    """How the copy was made."""
    requested_url: Url | None = None
    """The address that was requested."""
    final_url: Url | None = None
    """The address that answered, after redirects."""
    redirects: tuple[Url, ...] = ()
    """The addresses between these two."""
    http_status: Count | None = None
    """The HTTP status of the final answer."""
    started: Time
    """The time at which the capture began, in UTC."""
    finished: Time
    """The time at which it ended, in UTC."""
    collector: Line | None = None
    """Who made it: a role or a name."""
    tool: Tool | None = None
    """The software that made it."""
    files: tuple[CapturedFile, ...]
    """The files of the copy."""
    timestamps: tuple[Timestamp, ...] = ()
    """Time-stamp tokens for its files."""
    storage: Text | None = None
    """The place in which the copy is kept."""
    quotes: tuple[FoundQuote, ...] = ()
    """The quotations found in its text."""

    def without_quotes(self, claims: Collection[str]) -> Capture:
        """The copy without the quotations of these claims, and without the digests that its reviews have.

        With the digest of the text that had the quotations, a guess of their words could be confirmed.
        """
        quotes = tuple(quote for quote in self.quotes if quote.claim not in claims)
        reviewed = tuple(review.model_copy(update={"text": MARK}) for review in self.reviewed)
        return self.model_copy(update={"quotes": quotes, "reviewed": reviewed})
