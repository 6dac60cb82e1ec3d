"""The fields that every record has: identifier, review, topics, corrections, withdrawal, note."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from dossier.model.code_types import ReviewedDigest
from dossier.model.date_types import Day
from dossier.model.field_types import Line, Note, Text
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import HoldKind, ReviewRole


class Part(BaseModel):
    """A mapping inside a record. Unknown fields are refused, and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    # Sets of alternatives. At least one alternative of each set is required; in the schema this is `anyOf`. An
    # alternative is a field, or several fields with `+` between them.
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    # The field whose text alone can be written instead of the mapping, or None.
    short_form: ClassVar[str | None] = None

    @classmethod
    def as_mapping(cls, value: Any) -> Any:
        """The mapping that a text stands for, or the value itself if it is not the short form of a mapping."""
        return {cls.short_form: value} if cls.short_form is not None and isinstance(value, str) else value

    @classmethod
    def has_one_of(cls, alternatives: tuple[str, ...], names: Container[str]) -> bool:
        """True if fields with these names satisfy any of the alternatives."""
        return any(all(name in names for name in alternative.split("+")) for alternative in alternatives)


class Review(Part):
    """A review of the record by a person, who checked it against its sources. No program writes it on its own."""

    by: Line
    """The name of the person."""
    on: Day
    """The day of the review."""
    role: ReviewRole
    """In what role the person reviewed."""
    text: ReviewedDigest
    """The digest of the text that was read, as `dossier digest` prints it. If the text changes, the page says so. After
    a redaction or during a suspension, `[redacted]` takes its place."""


class Hold(Part):
    """The reason why the record may not be published yet. Nothing that names it is published either.

    It is for those who work on the dossier: no page and no export has it, not even when it has ended.
    """

    kind: HoldKind
    """What holds it back."""
    reason: Text
    """The reason, for those who work on the dossier."""
    until: Day | None = None
    """The day on which it may be published. Without a condition, the hold ends by itself on that day."""
    condition: Text | None = None
    """What must happen before it may be published. The hold then lasts until somebody removes it."""

    one_of = (("until", "condition"),)


class Correction(Part):
    """A declared change of substance to a published record."""

    date: Day
    """The day of the correction."""
    was: Text
    """The words that the record had before, as they were published. Everything else is said in `reason`."""
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
    # Fields that are in no export and in no revision.
    internal: ClassVar[tuple[str, ...]] = ("hold",)

    id: str
    """The permanent identifier, which is also the name of the file."""
    reviewed: tuple[Review, ...] = ()
    """Reviews by persons, oldest first. Without a review, the page says that software prepared the record."""
    topics: tuple[Line, ...] = ()
    """The headings under which overview pages list the record."""
    corrections: tuple[Correction, ...] = Field(default=())
    """Every correction since first publication, oldest first."""
    withdrawn: Withdrawal | None = None
    """The withdrawal, if the record is withdrawn."""
    hold: Hold | None = None
    """Why the record may not be published yet."""
    note: Note | None = None
    """Anything else that a reader must know, in Markdown: paragraphs, emphasis, links, lists."""

    @property
    def last_review(self) -> Review | None:
        """The newest review, or None if nobody has reviewed the record."""
        return self.reviewed[-1] if self.reviewed else None
