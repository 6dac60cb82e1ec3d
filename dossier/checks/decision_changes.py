"""Facts about decisions that a change of a published record takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.checks.correction_changes import TakenBack, value_taken_back, words_taken_back
from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line, words_of_change
from dossier.cite.fate import fate_of
from dossier.diagnostics import Label
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import decision_keys, has_redacted_number
from dossier.model.proceeding import HistoryEntry, Penalty
from dossier.model.vocabulary import Extent, PaymentState, PenaltyState, ProceedingStatus
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.later_steps import LaterStep, later_steps
from dossier.reading.lost_links import lost_links

_NUMBERS = ("neutral_citation", "case_number", "official_id", "ecli", "report", "publication", "title", "genre", "type")
# While a case goes on, what was decided so far is no result.
_OPEN = frozenset({ProceedingStatus.PENDING, ProceedingStatus.UNDER_APPEAL, ProceedingStatus.REMITTED})
_CLOSED = frozenset({*ProceedingStatus} - _OPEN - {ProceedingStatus.NOT_KNOWN})
# What can follow a decision without a later proceeding on record.
_AFTER_DECISION = frozenset({ProceedingStatus.FINAL, ProceedingStatus.UNDER_APPEAL})
# A case goes through these in this order. A step back means that the published state was wrong.
_PENALTY_COURSE = (PenaltyState.INTENDED, PenaltyState.IMPOSED, PenaltyState.REDUCED, PenaltyState.ANNULLED)
_PAYMENT_COURSE = (PaymentState.NOT_KNOWN, PaymentState.UNPAID, PaymentState.PART, PaymentState.PAID)


def proceeding_changes(base: Dossier, entry: Entry[Proceeding], published: Proceeding) -> Iterator[TakenBack]:
    """Yield each field in which a proceeding no longer says what it said of its decision and of later ones."""
    now = entry.record
    for step in published.history:
        yield from _step_changes(base, entry, step)
    change = TextChange("outcome", on_one_line(published.outcome or ""), on_one_line(now.outcome or ""))
    if change.before and published.status not in _OPEN and not is_same_but_for_marks(base, now.id, change):
        yield words_taken_back("outcome", Label(entry.at("outcome"), words_of_change(change.after)), change)
    if published.decided is not None and now.decided != published.decided:
        label = Label(entry.at("decided"), f"it was: {published.decided.text}")
        yield value_taken_back("decided", label, published.decided.text)
    for number, penalty in enumerate(published.penalties):
        others = [each for each in now.penalties if _is_of_same_sum(each, penalty)] or now.penalties[
            number : number + 1
        ]
        told = f"it was: {penalty.currency} {penalty.amount}, {_state(penalty)}"
        for value in min((list(_lost_values(penalty, each)) for each in others), key=len, default=[_sum(penalty)]):
            yield value_taken_back("penalties", Label(entry.at("penalties", number), told), value)


def status_changes(
    dossier: Dossier, base: Dossier, entry: Entry[Proceeding], published: Proceeding
) -> Iterator[TakenBack]:
    """Yield the status if it said how a case ended, and now gives another end that no new later step explains."""
    before, now = published.status, entry.record.status
    goes_on = before is ProceedingStatus.DECIDED and now in _AFTER_DECISION
    if now is before or before not in _CLOSED or goes_on:
        return
    if _course(later_steps(dossier, published.id)) <= _course(later_steps(base, published.id)):
        yield value_taken_back("status", Label(entry.at("status"), f"it was: {before}"), before.value)


def _course(steps: Iterable[LaterStep]) -> set[tuple[str, str, str, bool]]:
    """All later steps: on which proceeding each was, what it did, its own record, and if that was withdrawn."""
    found = set()
    for step in steps:
        found |= {(step.earlier, step.entry.relation.value, step.entry.proceeding, step.is_withdrawn)}
        found |= _course(step.then)
    return found


def number_changes(
    base: Dossier, entry: Entry[Source] | Entry[Proceeding], published: Source | Proceeding
) -> Iterator[TakenBack]:
    """Yield each field whose change takes a number of its decision from a record, and so the link to later ones.

    If several had the same number, no change alone takes it. Then the first of them counts.
    """
    now = entry.record
    if not _lost_numbers(now, published):
        return
    changes = [
        TextChange(name, *(on_one_line(str(getattr(each, name, None) or "")) for each in (published, now)))
        for name in _NUMBERS
    ]
    changed = [each for each in changes if each.before and not is_same_but_for_marks(base, published.id, each)]
    alone = [
        each
        for each in changed
        if _lost_numbers(published.model_copy(update={each.field: getattr(now, each.field)}), published)
    ]
    for change in alone or changed[:1]:
        yield words_taken_back(change.field, Label(entry.at(change.field), words_of_change(change.after)), change)


def lost_decisions(dossier: Dossier, base: Dossier, entry: Entry[Source], published: Source) -> Iterator[TakenBack]:
    """Yield each decision with a fate that a source was by its number, if the source is no longer linked to it.

    If a redaction of its number is the cause, the status of the source says so.
    """
    if has_redacted_number(entry.record) and entry.record.id in lost_links(dossier):
        return
    now = {proceeding.id for proceeding in decisions_in(dossier, entry.record)}
    for proceeding in decisions_in(base, published):
        remaining = dossier.proceeding(proceeding.id)
        is_linked = remaining is None or proceeding.id in now or bool(_lost_numbers(remaining, proceeding))
        is_declared = proceeding.id in published.decides
        if not is_linked and not is_declared and fate_of(base, proceeding) is not None:
            label = Label(entry.at("id"), f"it was the decision in {proceeding.id}, which a later one changed")
            numbers = tuple(str(number) for name in _NUMBERS if (number := getattr(published, name, None)))
            yield TakenBack("decision", label, "the number or the title of the decision", numbers)


def _lost_numbers(now: Source | Proceeding, published: Source | Proceeding) -> set[str]:
    return set(decision_keys(published)) - set(decision_keys(now))


def _step_changes(base: Dossier, entry: Entry[Proceeding], told: HistoryEntry) -> list[TakenBack]:
    """The changes to a published step: its details that are gone, or all of it if no such step is left.

    If there are several steps by the same later decision, that with the fewest changes counts.
    """
    label = Label(entry.at("history"), f"it said: {_words(told)}")
    remaining = (
        list(_detail_changes(base, entry, number, told, label))
        for number, each in enumerate(entry.record.history)
        if (each.relation, each.proceeding) == (told.relation, told.proceeding)
    )
    return min(remaining, key=len, default=[value_taken_back("history", label, told.proceeding)])


def _detail_changes(
    base: Dossier, entry: Entry[Proceeding], number: int, told: HistoryEntry, label: Label
) -> Iterator[TakenBack]:
    """Yield each detail of a published step that the same step no longer has. Each has a value of its own.

    Marks may be in the place of redacted words.
    """
    now = entry.record.history[number]
    if told.date is not None and told.date != now.date:
        yield value_taken_back("history", label, told.date.text)
    if told.affects is None:
        # Without an extent, a reader takes the step to concern the whole of the decision.
        if now.affects is not None and now.affects.extent is not Extent.WHOLE:
            yield value_taken_back("history", label, told.proceeding)
        return
    extent, on = (None, None) if now.affects is None else (now.affects.extent, now.affects.on)
    if told.affects.extent is not extent:
        yield value_taken_back("history", label, told.affects.extent.value)
    change = TextChange("history.affects.on", on_one_line(told.affects.on or ""), on_one_line(on or ""))
    if change.before and not is_same_but_for_marks(base, entry.record.id, change):
        yield words_taken_back("history", label, change)


def _words(step: HistoryEntry) -> str:
    """The step without the words that name the point, which logs may not repeat."""
    day = "" if step.date is None else f", {step.date.text}"
    extent = "" if step.affects is None else f" ({step.affects.extent})"
    return f"{step.relation}{extent} {step.proceeding}{day}"


def _is_of_same_sum(one: Penalty, other: Penalty) -> bool:
    return (one.amount, one.currency, one.against) == (other.amount, other.currency, other.against)


def _lost_values(told: Penalty, now: Penalty) -> Iterator[str]:
    """Yield the values of a penalty that are not there in what became of it."""
    steps = _PENALTY_COURSE.index(now.state) - _PENALTY_COURSE.index(told.state)
    if now.currency != told.currency:
        yield told.currency
    if now.amount != told.amount and (steps <= 0 or now.currency != told.currency):
        yield _sum(told)
    if now.against != told.against and steps <= 0:
        yield told.against or _sum(told)
    # A state that is left out has no words.
    if steps < 0:
        yield told.state.value if "state" in told.model_fields_set else _sum(told)
    if _PAYMENT_COURSE.index(_paid(now)) < _PAYMENT_COURSE.index(_paid(told)):
        yield _paid(told).value


def _sum(penalty: Penalty) -> str:
    return str(penalty.amount)


def _paid(penalty: Penalty) -> PaymentState:
    return PaymentState.NOT_KNOWN if penalty.paid is None else penalty.paid.state


def _state(penalty: Penalty) -> str:
    return penalty.state.value if penalty.paid is None else f"{penalty.state}, {penalty.paid.state}"
