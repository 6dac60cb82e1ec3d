"""A proceeding: one step before one forum, with what later became of it."""

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
    """A party; private persons who complain stay unnamed."""

    one_of = (("organisation", "described_as"),)

    organisation: BodyRef | None = None
    """The record of the party."""
    described_as: Line | None = None
    """A description, where the party has no record or is a private person."""
    role: Role
    """The part it plays."""


class Penalty(Part):
    """A sum imposed."""

    amount: Amount
    """The sum, in whole units of the currency or with two decimals."""
    currency: Currency
    """ISO 4217."""


class Later(Part):
    """What a later proceeding did to this one."""

    relation: Relation
    """Affirmed, reversed, varied, remitted, or appealed to."""
    proceeding: ProceedingRef
    """The later proceeding."""
    date: Period | None = None
    """When."""


class StatusCheck(Part):
    """When the status was last looked up, and where."""

    on: Day
    """The day."""
    source: SourceRef | None = None
    """The source that was looked at."""


class Proceeding(Record):
    """One step before one forum."""

    kind_of_record: ClassVar[Kind] = Kind.PROCEEDING
    volatile: ClassVar[tuple[str, ...]] = ("status_checked.on",)

    id: Annotated[str, OwnId(Kind.PROCEEDING)]
    """The permanent identifier; also the name of the file."""
    kind: ProceedingKind
    """Which step it is."""
    title: Line
    """The title of the case or step."""
    forum: BodyRef
    """The body before which it is or was."""
    case_number: Line | None = None
    """The number the forum gave it."""
    neutral_citation: Line | None = None
    """The neutral citation of the decision, as published."""
    parties: tuple[Party, ...] = ()
    """Those who take part."""
    opened: Period | None = None
    """When it was filed or opened."""
    decided: Period | None = None
    """The date of the decision."""
    published: Period | None = None
    """When the decision was published or handed down, where that is another day."""
    status: ProceedingStatus
    """Where it stands."""
    outcome: Text | None = None
    """What was decided, in our words."""
    penalty: Penalty | None = None
    """A sum imposed."""
    history: tuple[Later, ...] = ()
    """What later proceedings did to it."""
    status_checked: StatusCheck
    """When its status was last looked up."""
    sources: tuple[SourceRef, ...] = ()
    """The sources for these facts."""
