"""Claims: a proposition, its date, its standing, and its evidence."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.code_types import Country, Language
from dossier.model.date_types import Day, PeriodOrUndated
from dossier.model.field_types import (
    BodyRef,
    FocusRef,
    Line,
    Note,
    OrganisationRef,
    OwnId,
    ProceedingRef,
    SourceRef,
    Text,
)
from dossier.model.identifiers import Kind
from dossier.model.number_types import Degrees, Number
from dossier.model.record import Part, Record
from dossier.model.vocabulary import HistoryEffect, Involvement, PlacePrecision, ReplyStatus, Stance, Standing


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
    """The status of the reply: not sought, requested, received, declined, or no answer."""
    reason: Text | None = None
    """Why no reply was sought."""
    asked_of: Line | None = None
    """Whom the request was sent to: an office, never a private person."""
    asked_on: Day | None = None
    """The day on which the request was sent."""
    due: Day | None = None
    """The day by which an answer was asked for."""
    text: Text | None = None
    """The reply, or a summary of it."""


class LaterHistory(Part):
    """The later history of the authority that the claim rests on, and its effect."""

    effect: HistoryEffect
    """Whether it touches what the claim says."""
    text: Text
    """What became of it, and which part of it."""


class Place(Part):
    """A place that the claim is about."""

    name: Line
    """The name of the place."""
    country: Country
    """The country, by its two letters in ISO 3166-1 such as `GB`, or `INT` if it is in no country or in several."""
    latitude: Degrees | None = None
    """The latitude in degrees (WGS 84), north of the equator positive."""
    longitude: Degrees | None = None
    """The longitude in degrees (WGS 84), east of Greenwich positive."""
    precision: PlacePrecision | None = None
    """How exactly the place is known."""


class Quantity(Part):
    """A number that the claim gives, exactly or as a range."""

    one_of = (("value", "at_least", "at_most"),)

    of: Line
    """What was counted or measured, such as `people injured`."""
    value: Number | None = None
    """The number, if it is given exactly."""
    at_least: Number | None = None
    """The lowest number that the sources allow."""
    at_most: Number | None = None
    """The highest number that the sources allow."""
    unit: Line | None = None
    """The unit, if it is not a count."""


class Grading(Part):
    """The grade that another body's scheme gives to what the claim says."""

    scheme: Line
    """The name of the scheme and of the body whose scheme it is."""
    grade: Line
    """The grade, in the words of the scheme."""
    source: SourceRef | None = None
    """The source that gives the grade."""


class Claim(Record):
    """A proposition and its evidence."""

    kind_of_record: ClassVar[Kind] = Kind.CLAIM

    id: Annotated[str, OwnId(Kind.CLAIM)]
    """The permanent identifier, which is also the name of the file."""
    statement: Text
    """One proposition, in plain text."""
    date: PeriodOrUndated
    """When it was true (EDTF): a day, month or year such as 2021-05-27, 2021-05 or 2021, a moment such as
    2021-05-27T21:30, or an interval such as 2019-10/2020-02; `undated` only with a reason or if enacted."""
    standing: Standing
    """How far the claim is established."""
    standing_reason: Text | None = None
    """The reason for the standing, if the evidence alone does not show it."""
    later_history: LaterHistory | None = None
    """What became of the authority that it rests on, and whether that touches what it says."""
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
    places: tuple[Place, ...] = ()
    """The places that it is about."""
    quantities: tuple[Quantity, ...] = ()
    """The numbers that it gives."""
    gradings: tuple[Grading, ...] = ()
    """What other bodies' schemes call it."""
    adverse_to: tuple[BodyRef, ...]
    """The bodies that it is adverse to, or `[]` if there are none."""
    reply: Reply | None = None
    """The right of reply of those bodies."""

    @property
    def has_fallen(self) -> bool:
        """True if what it says no longer holds, because of what became of its authority."""
        return self.later_history is not None and self.later_history.effect is HistoryEffect.FALLEN

    @property
    def is_undisturbed(self) -> bool:
        """True if what became of its authority does not touch what it says."""
        return self.later_history is not None and self.later_history.effect is HistoryEffect.UNDISTURBED
