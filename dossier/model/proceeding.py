"""Proceedings: single steps before a forum, with their later history."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.code_types import Currency, Language
from dossier.model.date_types import Day, Period
from dossier.model.field_types import BodyRef, ClaimRef, Line, OwnId, ProceedingRef, SourceRef, Text
from dossier.model.identifiers import Kind
from dossier.model.number_types import Amount
from dossier.model.record import Part, Record
from dossier.model.vocabulary import (
    Extent,
    PaymentState,
    PenaltyState,
    ProceedingKind,
    ProceedingStatus,
    Relation,
    Role,
    TitleBasis,
)


class Party(Part):
    """A party. Private persons who complain stay unnamed."""

    one_of = (("organisation", "described_as"),)

    organisation: BodyRef | None = None
    """The record of the party."""
    described_as: Line | None = None
    """A description, if the party has no record or is a private person."""
    role: Role
    """Its role in the proceeding."""


class Payment(Part):
    """How much of a sum was paid, and the claim that says so."""

    state: PaymentState
    """How much was paid."""
    claim: ClaimRef | None = None
    """The claim that says so, with its day, its speaker and its standing. It names the proceeding."""


class Conversion(Part):
    """A sum in another currency, as somebody converted it."""

    amount: Amount
    """The converted sum."""
    currency: Currency
    """The currency (ISO 4217)."""
    by: Line
    """Who converted it: the decision itself, a source, or the dossier with the rate that it used."""


class Penalty(Part):
    """A sum of money that an authority imposed or means to impose."""

    amount: Amount
    """The sum, in whole units of the currency or with two decimals. If it was reduced, what remains."""
    currency: Currency
    """The currency (ISO 4217)."""
    against: BodyRef | None = None
    """Who has to pay it, if that is not every respondent and defendant."""
    state: PenaltyState = PenaltyState.IMPOSED
    """What became of it. If this is left out, it was imposed."""
    paid: Payment | None = None
    """How much of it was paid."""
    converted: Conversion | None = None
    """The sum in another currency."""


class Breach(Part):
    """A provision of law that the decision finds broken."""

    source: SourceRef
    """The legislation."""
    provision: Line
    """The article or section."""


class ReversalExtent(Part):
    """How much of the earlier decision a later proceeding affects."""

    extent: Extent
    """How much: the whole, a part, or not known."""
    on: Line | None = None
    """The point or the part: jurisdiction, the amount, ground 3."""


class HistoryEntry(Part):
    """The effect of a later proceeding on this proceeding."""

    relation: Relation
    """Its effect: affirmed, reversed, varied, remitted, refused, appealed to, or continued."""
    proceeding: ProceedingRef
    """The later proceeding."""
    date: Period | None = None
    """The date of that step."""
    affects: ReversalExtent | None = None
    """How much of this decision it affects."""

    @property
    def is_partial(self) -> bool:
        """True if the later proceeding affects a part of this decision only."""
        return self.affects is not None and self.affects.extent is Extent.PART

    @property
    def is_of_unknown_extent(self) -> bool:
        """True if it is recorded that nobody knows how much of this decision the later proceeding affects."""
        return self.affects is not None and self.affects.extent is Extent.NOT_KNOWN

    @property
    def extent(self) -> str:
        """How much of this decision it affects: " in part (ground 3)", " on jurisdiction", or "" if not recorded."""
        return "" if self.affects is None else self._extent(self.affects.on)

    @property
    def brief_extent(self) -> str:
        """How much of this decision it affects, without the point or the part: " in part (…)", " (…)"."""
        if self.affects is None or self.affects.on is None:
            return self.extent
        return " (…)" if self.affects.extent is Extent.WHOLE else self._extent("…")

    def _extent(self, on: str | None) -> str:
        if self.is_of_unknown_extent:
            return " (how much is not known)" if on is None else f" ({on}; how much else is not known)"
        if self.is_partial:
            return " in part" if on is None else f" in part ({on})"
        return " as a whole" if on is None else f" on {on}"


class StatusCheck(Part):
    """The last time that the status was looked up, and the source."""

    on: Day
    """The day."""
    source: SourceRef | None = None
    """The source in which it was looked up."""


class Proceeding(Record):
    """A single step before a forum."""

    kind_of_record: ClassVar[Kind] = Kind.PROCEEDING
    volatile: ClassVar[tuple[str, ...]] = ("status_checked.on",)

    id: Annotated[str, OwnId(Kind.PROCEEDING)]
    """The permanent identifier, which is also the name of the file."""
    kind: ProceedingKind
    """The type of step."""
    title: Line
    """The name of the case as published, or a description of the step."""
    language: Language | None = None
    """The language of the title (BCP 47), if it is not English."""
    title_in_english: Line | None = None
    """Our translation of the title, if it is in another language."""
    title_basis: TitleBasis = TitleBasis.AS_PUBLISHED
    """The origin of the title. Only a title as published (the default) is ever printed as the name of a case."""
    forum: BodyRef
    """The body that hears or heard it."""
    case_number: Line | None = None
    """The number that the forum gave it."""
    neutral_citation: Line | None = None
    """The neutral citation of the decision, as published."""
    parties: tuple[Party, ...] = ()
    """The parties."""
    opened: Period | None = None
    """The date on which it was filed or opened."""
    decided: Period | None = None
    """The date of the decision."""
    published: Period | None = None
    """The date on which the decision was published or handed down, if that is another day."""
    status: ProceedingStatus
    """Its current status."""
    outcome: Text | None = None
    """What was decided, in our words."""
    penalties: tuple[Penalty, ...] = ()
    """The sums of money that were imposed or announced."""
    breaches: tuple[Breach, ...] = ()
    """The provisions of law that the decision finds broken."""
    history: tuple[HistoryEntry, ...] = ()
    """What later proceedings did to it."""
    status_checked: StatusCheck
    """The last time that its status was looked up."""
    sources: tuple[SourceRef, ...] = ()
    """The sources for these facts."""
