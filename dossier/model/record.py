"""What every record has: an identifier, a review, topics, corrections, a withdrawal, a note."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from dossier.model.field_types import Day, Line, Note, Text
from dossier.model.identifiers import Kind


class Part(BaseModel):
    """A mapping inside a record; unknown fields are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    # Sets of fields of which at least one must be there; the schema says the same with `anyOf`.
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()


class Review(Part):
    """That a person checked the record against its sources."""

    by: Line
    """Who reviewed: a role or a name."""
    on: Day
    """The day of the review."""


class Correction(Part):
    """A change of substance to a published record, declared."""

    date: Day
    """The day of the correction."""
    was: Text
    """What the record said before."""
    reason: Text
    """Why it was changed."""


class Withdrawal(Part):
    """That the record no longer stands; its page remains as a tombstone."""

    date: Day
    """The day of the withdrawal."""
    reason: Text
    """Why it was withdrawn."""
    replaced_by: Line | None = None
    """The record of the same kind that takes its place."""


class Record(Part):
    """A record of any kind."""

    kind_of_record: ClassVar[Kind]
    # Shown on living pages and in the API, never on a frozen page and never in a digest (dotted paths).
    volatile: ClassVar[tuple[str, ...]] = ()

    id: str
    """The permanent identifier; also the name of the file."""
    reviewed: Review | None = None
    """The last review by a person; without one the page says that software prepared the record."""
    topics: tuple[Line, ...] = ()
    """The headings under which the hubs list the record."""
    corrections: tuple[Correction, ...] = Field(default=())
    """Every correction since first publication, oldest first."""
    withdrawn: Withdrawal | None = None
    """Set when the record no longer stands."""
    note: Note | None = None
    """What a reader must know beside the fields, in Markdown: paragraphs, emphasis, links, lists."""
