"""Claims: a proposition, its date, its standing, and its evidence."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import (
    BodyRef,
    Day,
    FocusRef,
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
    """A quotation from a source, with the text around it (W3C Web Annotation, TextQuoteSelector)."""

    exact: Text
    """The quoted text, exactly as in the source."""
    prefix: Text | None = None
    """The text just before it, if the source has the quoted text more than once."""
    suffix: Text | None = None
    """The text just after it."""
    language: Language | None = None
    """The language of the quotation (BCP 47), if it is not the language of the source."""
    translation: Text | None = None
    """Our translation into English."""


class Evidence(Part):
    """The evidence that a source gives on the claim."""

    source: SourceRef
    """The source."""
    stance: Stance
    """Its relation to the claim: it supports it, contradicts it, or gives context."""
    says: Text
    """What the source says about the claim, in our words."""
    pinpoint: Line | None = None
    """The place in the source: a page, paragraph or section."""
    quote: Quote | None = None
    """A quotation from the source."""
    origin: SourceRef | None = None
    """The source that this fact goes back to. It overrides the `derived_from` of the source."""
    note: Note | None = None
    """A remark on this evidence, in Markdown."""


class Concern(Part):
    """A body in focus that the claim is about."""

    body: FocusRef
    """The body."""
    involvement: Involvement
    """What the claim says about it."""


class Reply(Part):
    """The right of reply of the bodies that the claim is adverse to."""

    status: ReplyStatus
    """The status of the reply: not sought, requested, received or declined."""
    reason: Text | None = None
    """Why no reply was sought."""
    asked_on: Day | None = None
    """The day on which the request was sent."""
    text: Text | None = None
    """The reply, or a summary of it."""


class Claim(Record):
    """A proposition and its evidence."""

    kind_of_record: ClassVar[Kind] = Kind.CLAIM

    id: Annotated[str, OwnId(Kind.CLAIM)]
    """The permanent identifier, which is also the name of the file."""
    statement: Text
    """One proposition, in plain text."""
    date: PeriodOrUndated
    """When it was true (EDTF): a day, month, year or interval; `undated` only if it is enacted or gives a reason."""
    standing: Standing
    """How far the claim is established."""
    standing_reason: Text | None = None
    """The reason for the standing, if the evidence alone does not show it."""
    later_history: Text | None = None
    """What happened later to the authority that it rests on."""
    attributed_to: Text | None = None
    """Who says so, if the claim reports a statement."""
    concerns: tuple[Concern, ...] = ()
    """The bodies in focus that it is about, and what it says about each."""
    organisations: tuple[OrganisationRef, ...] = ()
    """The other bodies that it is about."""
    proceedings: tuple[ProceedingRef, ...] = ()
    """The proceedings that it belongs to or rests on."""
    evidence: tuple[Evidence, ...]
    """What the sources say for and against the claim."""
    adverse_to: tuple[BodyRef, ...]
    """The bodies that it is adverse to, or `[]` if there are none."""
    reply: Reply | None = None
    """The right of reply of those bodies."""
