"""The fields that every record has: identifier, review, topics, corrections, withdrawal, note."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from dossier.model.field_types import Day, Line, Note, Text
from dossier.model.identifiers import Kind


class Part(BaseModel):
    """A mapping inside a record. Unknown fields are refused, and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    # Sets of fields. At least one field of each set is required; in the schema this is `anyOf`.
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()


class Review(Part):
    """A review of the record by a person, who checked it against its sources."""

    by: Line
    """Who reviewed: a role or a name."""
    on: Day
    """The day of the review."""


class Correction(Part):
    """A declared change of substance to a published record."""

    date: Day
    """The day of the correction."""
    was: Text
    """What the record said before."""
    reason: Text
    """Why it was changed."""


class Withdrawal(Part):
    """The withdrawal of a record, whose page remains with a notice."""

    date: Day
    """The day of the withdrawal."""
    reason: Text
    """Why it was withdrawn."""
    replaced_by: Line | None = None
    """The record of the same kind that replaces it."""


class Record(Part):
    """A record of any kind."""

    kind_of_record: ClassVar[Kind]
    # Fields (as dotted paths) that appear on living pages and in the API, but never on a frozen page or in a digest.
    volatile: ClassVar[tuple[str, ...]] = ()

    id: str
    """The permanent identifier, which is also the name of the file."""
    reviewed: Review | None = None
    """The last review by a person. Without a review, the page says that software prepared the record."""
    topics: tuple[Line, ...] = ()
    """The headings under which overview pages list the record."""
    corrections: tuple[Correction, ...] = Field(default=())
    """Every correction since first publication, oldest first."""
    withdrawn: Withdrawal | None = None
    """The withdrawal, if the record is withdrawn."""
    note: Note | None = None
    """Anything else that a reader must know, in Markdown: paragraphs, emphasis, links, lists."""
