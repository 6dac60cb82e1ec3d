"""A claim: one proposition, when it was so, how far it is established, and the evidence for and against it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import (
    BodyRef,
    Day,
    ForceRef,
    Language,
    Line,
    Note,
    OrganisationRef,
    OwnId,
    PeriodOrUndated,
    ProceedingRef,
    SourceRef,
    Text,
)
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import Involvement, ReplyStatus, Stance, Standing


class Quote(Part):
    """The words of a source, with what stands around them (W3C Web Annotation, TextQuoteSelector)."""

    exact: Text
    """The words quoted, exactly as the source has them."""
    prefix: Text | None = None
    """The words just before, where the quotation alone would occur twice."""
    suffix: Text | None = None
    """The words just after."""
    language: Language | None = None
    """The language of the words, where it is not the source's (BCP 47)."""
    translation: Text | None = None
    """An English translation, ours."""


class Evidence(Part):
    """What one source says on the claim."""

    source: SourceRef
    """The source."""
    stance: Stance
    """Whether it supports the claim, contradicts it, or gives context."""
    says: Text
    """What the source says on the point, in our words."""
    pinpoint: Line | None = None
    """Where in the source: a page, paragraph or section."""
    quote: Quote | None = None
    """The source's own words."""
    origin: SourceRef | None = None
    """The source this fact goes back to; overrides the `derived_from` of the source."""
    note: Note | None = None
    """A remark on this evidence, in Markdown."""


class Concern(Part):
    """A force the claim concerns."""

    force: ForceRef
    """The force."""
    involvement: Involvement
    """What the claim says of it."""


class Reply(Part):
    """What became of asking those the claim is adverse to."""

    status: ReplyStatus
    """Whether a reply was sought and received."""
    reason: Text | None = None
    """Why none was sought."""
    asked_on: Day | None = None
    """The day the request was sent."""
    text: Text | None = None
    """The reply, or its substance."""


class Claim(Record):
    """One proposition and its evidence."""

    kind_of_record: ClassVar[Kind] = Kind.CLAIM

    id: Annotated[str, OwnId(Kind.CLAIM)]
    """The permanent identifier; also the name of the file."""
    statement: Text
    """One proposition, in plain text."""
    date: PeriodOrUndated
    """When it was so (EDTF): a day, month, year or interval; `undated` only for what is enacted or with a reason."""
    standing: Standing
    """How far it is established."""
    standing_reason: Text | None = None
    """Why this standing, where the evidence alone does not show it."""
    later_history: Text | None = None
    """What became of the authority it rests on."""
    attributed_to: Text | None = None
    """Who says so, where the claim reports a saying."""
    forces: tuple[Concern, ...] = ()
    """The forces it concerns, and what it says of each."""
    organisations: tuple[OrganisationRef, ...] = ()
    """The other bodies it concerns."""
    proceedings: tuple[ProceedingRef, ...] = ()
    """The proceedings it belongs to or rests on."""
    evidence: tuple[Evidence, ...]
    """What the sources say for and against it."""
    adverse_to: tuple[BodyRef, ...]
    """The bodies it speaks ill of; `[]` where there are none."""
    reply: Reply | None = None
    """The right of reply of those bodies."""
