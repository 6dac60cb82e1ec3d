"""Proceedings: single steps before a forum, with their later history."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import (
    Amount,
    BodyRef,
    Currency,
    Day,
    Line,
    OwnId,
    Period,
    ProceedingRef,
    SourceRef,
    Text,
)
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import ProceedingKind, ProceedingStatus, Relation, Role


class Party(Part):
    """A party. Private persons who complain stay unnamed."""

    one_of = (("organisation", "described_as"),)

    organisation: BodyRef | None = None
    """The record of the party."""
    described_as: Line | None = None
    """A description, if the party has no record or is a private person."""
    role: Role
    """Its role in the proceeding."""


class Penalty(Part):
    """A sum of money that was imposed."""

    amount: Amount
    """The sum, in whole units of the currency or with two decimals."""
    currency: Currency
    """The currency (ISO 4217)."""


class HistoryEntry(Part):
    """The effect of a later proceeding on this proceeding."""

    relation: Relation
    """Affirmed, reversed, varied, remitted, or appealed to."""
    proceeding: ProceedingRef
    """The later proceeding."""
    date: Period | None = None
    """The date of that step."""


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
    """The title of the case or step."""
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
    penalty: Penalty | None = None
    """A sum of money that was imposed."""
    history: tuple[HistoryEntry, ...] = ()
    """What later proceedings did to it."""
    status_checked: StatusCheck
    """The last time that its status was looked up."""
    sources: tuple[SourceRef, ...] = ()
    """The sources for these facts."""
