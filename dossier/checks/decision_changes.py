"""Facts about decisions that a change of a published record takes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line, words_of_change
from dossier.cite.fate import fate_of
from dossier.diagnostics import Label
from dossier.model import Claim, Proceeding, Source
from dossier.model.decision_numbers import decision_keys, has_redacted_number
from dossier.model.identifiers import Kind, matches
from dossier.model.proceeding import HistoryEntry, Penalty
from dossier.model.vocabulary import Extent, HistoryEffect, PaymentState, PenaltyState, ProceedingStatus
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.later_steps import LaterStep, later_steps
from dossier.reading.lost_links import lost_links

_IDENTIFIER = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]+")
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
    if before is not None and now is not None and _tells_of_new_decision(base, before.text, now.text):
        # It was right until that decision was made.
        before = None
    is_told = before is not None and before.effect is not HistoryEffect.NOT_KNOWN
    if before is not None and (now is None or (is_told and now.effect is not before.effect)):
        yield "later_history", Label(entry.at("later_history", "effect"), f"the effect was: {before.effect}")
    elif before is not None and now is not None:
        change = TextChange("later_history.text", on_one_line(before.text), on_one_line(now.text))
        if not is_same_but_for_marks(base, published.id, change):
            yield "later_history", Label(entry.at("later_history", "text"), words_of_change(change.after))
    for name in published.proceedings:
        proceeding = base.proceeding(name)
        if name not in entry.record.proceedings and proceeding is not None and fate_of(base, proceeding) is not None:
            yield "proceedings", Label(entry.at("proceedings"), f"it named {name}, which a later decision changed")


def _tells_of_new_decision(base: Dossier, before: str, now: str) -> bool:
    """True if a later history names a decision that was not on record before, or had not been made."""
    named = (name for name in _IDENTIFIER.findall(now) if name not in before and matches(name, Kind.PROCEEDING))
    return any((known := base.proceeding(name)) is None or known.decided is None for name in named)


def proceeding_changes(base: Dossier, entry: Entry[Proceeding], published: Proceeding) -> Iterator[tuple[str, Label]]:
    """Yield each field in which a proceeding no longer says what it said of its decision and of later ones."""
    now = entry.record
    for step in published.history:
        if not any(_says_the_same(base, now.id, step, each) for each in now.history):
            yield "history", Label(entry.at("history"), f"it said: {_words(step)}")
    change = TextChange("outcome", on_one_line(published.outcome or ""), on_one_line(now.outcome or ""))
    if change.before and published.status not in _OPEN and not is_same_but_for_marks(base, now.id, change):
        yield "outcome", Label(entry.at("outcome"), words_of_change(change.after))
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
    base: Dossier, entry: Entry[Source] | Entry[Proceeding], published: Source | Proceeding
) -> Iterator[tuple[str, Label]]:
    """Yield the field whose change takes a number of its decision from a record, and so the link to later ones."""
    if not _lost_numbers(entry.record, published):
        return
    for name in _NUMBERS:
        change = TextChange(
            name, *(on_one_line(str(getattr(each, name, None) or "")) for each in (published, entry.record))
        )
        if change.before and not is_same_but_for_marks(base, published.id, change):
            yield name, Label(entry.at(name), words_of_change(change.after))
            return


def lost_decisions(
    dossier: Dossier, base: Dossier, entry: Entry[Source], published: Source
) -> Iterator[tuple[str, Label]]:
    """Yield each decision with a fate that a source was, if the source is no longer linked to it.

    If a redaction of its number is the cause, the status of the source says so.
    """
    if has_redacted_number(entry.record) and entry.record.id in lost_links(dossier):
        return
    now = {proceeding.id for proceeding in decisions_in(dossier, entry.record)}
    for proceeding in decisions_in(base, published):
        remaining = dossier.proceeding(proceeding.id)
        is_linked = remaining is None or proceeding.id in now or bool(_lost_numbers(remaining, proceeding))
        if not is_linked and fate_of(base, proceeding) is not None:
            yield (
                "decision",
                Label(entry.at("id"), f"it was the decision in {proceeding.id}, which a later one changed"),
            )


def derivation_changes(entry: Entry[Source], published: Source) -> Iterator[tuple[str, Label]]:
    """Yield `derived_from` if a source no longer goes back to the same sources.

    A claim may rest on a decision through them, and its status says what becomes of that decision.
    """
    if published.repeats and set(entry.record.repeats) != set(published.repeats):
        yield "derived_from", Label(entry.at("derived_from"), f"it was: {', '.join(published.repeats)}")


def origin_changes(base: Dossier, entry: Entry[Claim], published: Claim) -> Iterator[tuple[str, Label]]:
    """Yield `origin` if evidence of a source that is still cited no longer goes back to the same source."""
    pieces = _pieces(entry.record)
    cited = {source: number for number, (source, _) in enumerate(pieces)}
    for source, origin in _pieces(published):
        if source in cited and (source, origin) not in pieces and _is_traced(base, source, origin):
            was = f"the origin of {source} was: {origin or 'that of the source'}"
            yield "origin", Label(entry.at("evidence", cited[source], "origin"), was)


def _pieces(claim: Claim) -> list[tuple[str, str | None]]:
    return [(evidence.source, evidence.origin) for evidence in claim.evidence]


def _is_traced(base: Dossier, name: str, origin: str | None) -> bool:
    """True if evidence has a recorded origin, or is a decision. An `origin` overrides what its source says."""
    source = base.source(name)
    return origin is not None or (source is not None and (bool(source.repeats) or any(decisions_in(base, source))))


def _lost_numbers(now: Source | Proceeding, published: Source | Proceeding) -> set[str]:
    return set(decision_keys(published)) - set(decision_keys(now))


def _says_the_same(base: Dossier, name: str, told: HistoryEntry, now: HistoryEntry) -> bool:
    """True if the entry says all that the published entry says. Marks may be in the place of redacted words."""
    if (told.relation, told.proceeding) != (now.relation, now.proceeding) or told.date not in {None, now.date}:
        return False
    before, after = told.affects, now.affects
    if before is None or after is None:
        # Without an extent, a reader takes the step to concern the whole of the decision.
        return before is None and (after is None or after.extent is Extent.WHOLE)
    change = TextChange("history.affects.on", on_one_line(before.on or ""), on_one_line(after.on or ""))
    return before.extent is after.extent and (not change.before or is_same_but_for_marks(base, name, change))


def _words(step: HistoryEntry) -> str:
    """The step without the words that name the point, which logs may not repeat."""
    day = "" if step.date is None else f", {step.date.text}"
    extent = "" if step.affects is None else f" ({step.affects.extent})"
    return f"{step.relation}{extent} {step.proceeding}{day}"


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
