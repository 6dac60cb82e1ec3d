"""Facts about decisions that a change of a published record takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.checks.correction_changes import on_one_line
from dossier.cite.fate import fate_of
from dossier.diagnostics import Label
from dossier.model import Claim, Proceeding, Source
from dossier.model.decision_numbers import decision_keys
from dossier.model.proceeding import HistoryEntry, Penalty
from dossier.model.redaction import MARK, is_same_but_for_marks
from dossier.model.vocabulary import Extent, HistoryEffect, PaymentState, PenaltyState, ProceedingStatus
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.later_steps import LaterStep, later_steps

_NUMBERS = ("neutral_citation", "case_number", "official_id", "ecli", "report", "publication", "title", "genre", "type")
# While a case goes on, what was decided so far is no result.
_OPEN = frozenset({ProceedingStatus.PENDING, ProceedingStatus.UNDER_APPEAL, ProceedingStatus.REMITTED})
_CLOSED = frozenset({*ProceedingStatus} - _OPEN - {ProceedingStatus.NOT_KNOWN})
# What can follow a decision without a later proceeding on record.
_AFTER_DECISION = frozenset({ProceedingStatus.FINAL, ProceedingStatus.UNDER_APPEAL})
# A case goes through these in this order. A step back means that the published state was wrong.
_PENALTY_COURSE = (PenaltyState.INTENDED, PenaltyState.IMPOSED, PenaltyState.REDUCED, PenaltyState.ANNULLED)
_PAYMENT_COURSE = (PaymentState.NOT_KNOWN, PaymentState.UNPAID, PaymentState.PART, PaymentState.PAID)


def later_history_changes(base: Dossier, entry: Entry[Claim], published: Claim) -> Iterator[tuple[str, Label]]:
    """Yield each field in which a claim no longer says what it said of the fate of its authorities."""
    before, now = published.later_history, entry.record.later_history
    is_told = before is not None and before.effect is not HistoryEffect.NOT_KNOWN
    if before is not None and (now is None or (is_told and now.effect is not before.effect)):
        yield "later_history", Label(entry.at("later_history", "effect"), f"the effect was: {before.effect}")
    elif before is not None and now is not None and not _has_same_words(before.text, now.text):
        # Logs are public and stay, so they do not repeat the words.
        yield "later_history", Label(entry.at("later_history", "text"), "it was published with other words")
    for name in published.proceedings:
        proceeding = base.proceeding(name)
        if name not in entry.record.proceedings and proceeding is not None and fate_of(base, proceeding) is not None:
            yield "proceedings", Label(entry.at("proceedings"), f"it named {name}, which a later decision changed")


def proceeding_changes(entry: Entry[Proceeding], published: Proceeding) -> Iterator[tuple[str, Label]]:
    """Yield each field in which a proceeding no longer says what it said of its decision and of later ones."""
    now = entry.record
    for step in published.history:
        if not any(_says_the_same(step, each) for each in now.history):
            yield "history", Label(entry.at("history"), f"it said: {_words(step, now)}")
    before, after = published.outcome or "", now.outcome or ""
    if before and published.status not in _OPEN and not _has_same_words(before, after):
        told = (
            "words of it were redacted, and other words differ as well"
            if MARK in after
            else f"it was: {on_one_line(before)}"
        )
        yield "outcome", Label(entry.at("outcome"), told)
    if published.decided is not None and now.decided != published.decided:
        yield "decided", Label(entry.at("decided"), f"it was: {published.decided.text}")
    for number, penalty in enumerate(published.penalties):
        others = [each for each in now.penalties if _is_of_same_sum(each, penalty)] or now.penalties[
            number : number + 1
        ]
        if not any(_goes_on_from(penalty, each) for each in others):
            told = f"it was: {penalty.currency} {penalty.amount}, {_state(penalty)}"
            yield "penalties", Label(entry.at("penalties", number), told)


def status_changes(
    dossier: Dossier, base: Dossier, entry: Entry[Proceeding], published: Proceeding
) -> Iterator[tuple[str, Label]]:
    """Yield the status if it said how a case ended, and now gives another end that no new later step explains."""
    before, now = published.status, entry.record.status
    goes_on = before is ProceedingStatus.DECIDED and now in _AFTER_DECISION
    if now is before or before not in _CLOSED or goes_on:
        return
    if _course(later_steps(dossier, published.id)) <= _course(later_steps(base, published.id)):
        yield "status", Label(entry.at("status"), f"it was: {before}")


def _course(steps: Iterable[LaterStep]) -> set[tuple[str, str, str, bool]]:
    """All later steps: on which proceeding each was, what it did, its own record, and if that was withdrawn."""
    found = set()
    for step in steps:
        found |= {(step.earlier, step.entry.relation.value, step.entry.proceeding, step.is_withdrawn)}
        found |= _course(step.then)
    return found


def number_changes(
    entry: Entry[Source] | Entry[Proceeding], published: Source | Proceeding
) -> Iterator[tuple[str, Label]]:
    """Yield the field whose change takes a number of its decision from a record, and so the link to later ones."""
    if not _lost_numbers(entry.record, published):
        return
    for name in _NUMBERS:
        before, now = (str(getattr(each, name, None) or "") for each in (published, entry.record))
        if before and not is_same_but_for_marks([before], [now]):
            yield name, Label(entry.at(name), f"it was: {before}")
            return


def lost_decisions(
    dossier: Dossier, base: Dossier, entry: Entry[Source], published: Source
) -> Iterator[tuple[str, Label]]:
    """Yield each decision with a fate that a source was, if the source is no longer linked to it."""
    now = {proceeding.id for proceeding in decisions_in(dossier, entry.record)}
    for proceeding in decisions_in(base, published):
        remaining = dossier.proceeding(proceeding.id)
        is_linked = remaining is None or proceeding.id in now or bool(_lost_numbers(remaining, proceeding))
        if not is_linked and fate_of(base, proceeding) is not None:
            yield (
                "decision",
                Label(entry.at("id"), f"it was the decision in {proceeding.id}, which a later one changed"),
            )


def _lost_numbers(now: Source | Proceeding, published: Source | Proceeding) -> set[str]:
    return set(decision_keys(published)) - set(decision_keys(now))


def _says_the_same(told: HistoryEntry, now: HistoryEntry) -> bool:
    """True if the entry says all that the published entry says. Marks may be in the place of redacted words."""
    if (told.relation, told.proceeding) != (now.relation, now.proceeding) or told.date not in {None, now.date}:
        return False
    before, after = told.affects, now.affects
    if before is None or after is None:
        # Without an extent, a reader takes the step to concern the whole of the decision.
        return before is None and (after is None or after.extent is Extent.WHOLE)
    return before.extent is after.extent and (before.on is None or _has_same_words(before.on, after.on or ""))


def _has_same_words(before: str, now: str) -> bool:
    """True if the texts are the same. Marks may be in the place of redacted words."""
    return is_same_but_for_marks([on_one_line(before)], [on_one_line(now)])


def _words(step: HistoryEntry, now: Proceeding) -> str:
    """The step in the words of its fields, without the point that it is about if words there were redacted."""
    is_redacted = any(each.affects is not None and MARK in (each.affects.on or "") for each in now.history)
    day = "" if step.date is None else f", {step.date.text}"
    return f"{step.relation}{'' if is_redacted else step.extent} {step.proceeding}{day}"


def _is_of_same_sum(one: Penalty, other: Penalty) -> bool:
    return (one.amount, one.currency, one.against) == (other.amount, other.currency, other.against)


def _goes_on_from(told: Penalty, now: Penalty) -> bool:
    """True if the penalty is the published penalty, or what became of it."""
    steps = _PENALTY_COURSE.index(now.state) - _PENALTY_COURSE.index(told.state)
    return (
        (steps > 0 or (steps == 0 and _is_of_same_sum(told, now)))
        and now.currency == told.currency
        and _PAYMENT_COURSE.index(_paid(now)) >= _PAYMENT_COURSE.index(_paid(told))
    )


def _paid(penalty: Penalty) -> PaymentState:
    return PaymentState.NOT_KNOWN if penalty.paid is None else penalty.paid.state


def _state(penalty: Penalty) -> str:
    return penalty.state.value if penalty.paid is None else f"{penalty.state}, {penalty.paid.state}"
