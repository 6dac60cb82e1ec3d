"""Penalties in words, and the rows and totals of their hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier.model import Proceeding
from dossier.model.proceeding import Penalty
from dossier.model.vocabulary import PaymentState, PenaltyState, Validity
from dossier.pages.content import Badge, LivingOnly, Prose, RecordLink, Text, Words
from dossier.pages.fate import standing_badge
from dossier.pages.group_links import country_link
from dossier.pages.parts import joined, record_link
from dossier.pages.proceeding_summary import ProceedingSummary, money, summarise
from dossier.reading.dossier import Dossier
from dossier.reading.penalties import payers, validity


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """A penalty in a line."""

    penalty: Penalty
    amount: str
    converted: Text
    validity: Validity
    payment: Text
    # None if no payment is recorded, or only according to a withdrawn record.
    payment_state: PaymentState | None
    payers: Text
    forum: RecordLink | None
    # None if the forum is not recorded.
    country_code: str | None
    step: ProceedingSummary

    @property
    def state(self) -> str:
        """The label of its state."""
        return self.penalty.state.label

    @property
    def is_annulled(self) -> bool:
        """True if it was annulled."""
        return self.penalty.state is PenaltyState.ANNULLED

    @property
    def country(self) -> Text:
        """The link to the country of the forum, or nothing."""
        return () if self.country_code is None else (country_link(self.country_code),)


@dataclass(frozen=True, slots=True)
class PenaltyTotal:
    """The sum of all penalties in the same currency and state."""

    state: str
    total: str
    penalties: int


def penalty_text(dossier: Dossier, penalty: Penalty) -> Text:
    """A penalty with its state, its payer, its payment and its value in another currency."""
    text: Text = (Words(f"{money(penalty)}, {penalty.state.label.lower()}"),)
    if penalty.against is not None:
        text += (Words("; payer: "), record_link(dossier, penalty.against))
    if penalty.paid is not None:
        text += (Words(f"; {penalty.paid.state.label.lower()}"), *_said_by(dossier, penalty.paid.claim))
    converted = _converted(penalty)
    if converted:
        text += (Words("; "), *converted)
    return text


def _said_by(dossier: Dossier, claim: str | None) -> Text:
    """The claim in brackets. The `record.json` of a proceeding has neither its words nor its standing."""
    if claim is None:
        return ()
    standing = LivingOnly((Words(" "), *_standing_of(dossier, claim)))
    return (Words(" ("), record_link(dossier, claim, is_resolved=False), standing, Words(")"))


def penalty_rows(dossier: Dossier) -> Iterator[PenaltyRow]:
    """Yield a row for each penalty, oldest decision first."""
    steps = [(summarise(dossier, entry.record.id), entry.record) for entry in dossier.proceedings()]
    for step, proceeding in sorted(steps, key=lambda pair: pair[0].sort_key):
        forum = dossier.body(proceeding.forum)
        for penalty in proceeding.penalties:
            yield PenaltyRow(
                penalty=penalty,
                amount=money(penalty),
                converted=_converted(penalty),
                validity=validity(dossier, proceeding, penalty),
                payment=_payment(dossier, penalty),
                payment_state=_payment_state(dossier, penalty),
                payers=_payers(dossier, proceeding, penalty),
                forum=step.forum,
                country_code=None if forum is None else forum.country,
                step=step,
            )


def penalty_totals(dossier: Dossier) -> tuple[PenaltyTotal, ...]:
    """The totals by currency, then by state. Sums in different currencies or states are never added.

    A penalty of a withdrawn record is not counted.
    """
    groups: dict[tuple[str, PenaltyState], list[Decimal]] = {}
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            for penalty in entry.record.penalties:
                groups.setdefault((penalty.currency, penalty.state), []).append(penalty.amount)
    states = list(PenaltyState)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], states.index(group[0][1])))
    return tuple(
        PenaltyTotal(state.label, f"{currency} {sum(amounts):,}", len(amounts))
        for (currency, state), amounts in ordered
    )


def _converted(penalty: Penalty) -> Text:
    if penalty.converted is None:
        return ()
    return (Words(f"{money(penalty.converted)} as converted by "), Prose(penalty.converted.by))


def _payment(dossier: Dossier, penalty: Penalty) -> Text:
    """How much was paid, and the claim that says so with its standing."""
    if penalty.paid is None:
        return ()
    label, name = penalty.paid.state.label, penalty.paid.claim
    if name is None:
        return (Words(label),)
    return (Words(f"{label} "), *_standing_of(dossier, name), Words(": "), record_link(dossier, name))


def _standing_of(dossier: Dossier, claim: str) -> tuple[Badge, ...]:
    record = dossier.claim(claim)
    return () if record is None else (standing_badge(dossier, record),)


def _payment_state(dossier: Dossier, penalty: Penalty) -> PaymentState | None:
    if penalty.paid is None:
        return None
    claim = None if penalty.paid.claim is None else dossier.claim(penalty.paid.claim)
    return None if claim is not None and claim.withdrawn is not None else penalty.paid.state


def _payers(dossier: Dossier, proceeding: Proceeding, penalty: Penalty) -> Text:
    return joined(
        Prose(party.described_as or "") if party.organisation is None else record_link(dossier, party.organisation)
        for party in payers(proceeding, penalty)
    )
