"""The status of a proceeding agrees with its history and penalties.

Why it matters
    A lawyer who cites a decision must know if it is still valid. A page cannot be cited if it calls a decision final
    and lists its reversal below, or if it calls a decision reversed and does not say by which other decision.

Reported
    status: final
    history:
      - {relation: reversed, proceeding: PRO-2026-0004}

Instead
    Correct the status, or enter the later proceeding that explains it under `history`. A decision that was reversed or
    varied is no longer `decided`: that word says that no later step is known. A decision that was reversed in part is
    `varied`. A penalty of a reversed decision is `annulled`. Only certain contradictions are reported: if the reversing
    decision was itself set aside or is under appeal, several statuses can be right, but not `reversed` once the
    reversal was certainly reversed. If the record of a later decision
    was withdrawn, the status is `not-known` until somebody looks it up, unless another later decision explains it.
    The same holds for `pending`, `varied` and `remitted` if the decision that varied it or sent it back was reversed.
    A later proceeding that is `pending`, or that was `withdrawn` by those who brought it, decided nothing: write
    `appealed-to`, or correct the status of that proceeding. A proceeding that was decided, as its `decided` says, is no
    longer `pending`, unless a later decision sent it back.
    It is a warning if the date of a step is not that of the later decision, as far as both are known exactly. It is
    also a warning if an appeal was decided or settled, or is itself under appeal, and no entry says what came of it:
    until then, the later course of the decision is not known. Enter the result, such as `affirmed`, for the appeal
    itself. The result of another appeal does not count, nor does a decision that may have been made before that on the
    appeal, or that was on a part only. If the case went on in another proceeding, say so in the appeal with
    `continued-in`. Then it is over if that proceeding is, and the result of that is to be entered. If permission to
    appeal was refused, or an appeal was rejected without a decision on the merits, that is `refused`. Then the decision
    is no longer `under-appeal`, unless another entry says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import PenaltyState, Relation
from dossier.model.vocabulary import ProceedingStatus as Status
from dossier.reading.appeal_results import endings_of, has_result, is_exact
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.later_steps import Treatment, later_steps, treatment_of
from dossier.reading.penalties import is_imposed

CODE = "history-mismatch"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

# The relations that explain a status. A decision that was set aside and sent back may be entered as either of two.
EXPLAINED_BY = {
    Status.REVERSED: frozenset({Relation.REVERSED}),
    Status.VARIED: frozenset({Relation.VARIED}),
    Status.REMITTED: frozenset({Relation.REMITTED, Relation.REVERSED}),
}
# The statuses that a decision cannot have after a later decision with this relation, if that decision is the last.
IMPOSSIBLE_AFTER = {
    Relation.REVERSED: frozenset({Status.DECIDED, Status.FINAL, Status.PENDING, Status.NOT_KNOWN}),
    Relation.AFFIRMED: frozenset({Status.PENDING}),
    Relation.VARIED: frozenset({Status.DECIDED, Status.PENDING}),
    Relation.REMITTED: frozenset({Status.DECIDED, Status.FINAL}),
    Relation.REFUSED: frozenset({Status.PENDING, Status.UNDER_APPEAL}),
}
# The statuses of a later decision that is the last, as far as anybody knows.
LAST = frozenset({Status.DECIDED, Status.FINAL, Status.NOT_KNOWN})
OPEN = frozenset({Status.PENDING, Status.UNDER_APPEAL})
# The statuses of a proceeding in which nothing was decided, unless a later decision sent it back.
UNDECIDED = frozenset({Status.PENDING, Status.WITHDRAWN})
CLOSED = frozenset({Status.DECIDED, Status.FINAL})
# The statuses of a decision that is changed, or is to be made again.
CHANGED = frozenset({Status.REVERSED, Status.VARIED, Status.REMITTED, Status.PENDING})


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each proceeding whose history contradicts its status or does not explain it.

    Yield another for each later proceeding that is said to have decided something and did not, or decided something
    that is not entered, for a proceeding that is called pending and was decided, for each step with another date than
    its decision, and for each penalty that is called imposed although its decision was reversed.
    """
    for entry in dossier.proceedings():
        if entry.record.withdrawn is None:
            yield from _unexplained(dossier, entry)
            yield from _contradicted(dossier, entry)
            yield from _restored(dossier, entry)
            yield from _undecided(dossier, entry)
            yield from _pending(entry)
            yield from _uncertain(dossier, entry)
            yield from _still_imposed(entry)
            yield from _of_other_day(dossier, entry)
            yield from _without_result(dossier, entry)


def _unexplained(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    proceeding = entry.record
    explaining = EXPLAINED_BY.get(proceeding.status, frozenset())
    if not explaining:
        return
    entries = [later for later in proceeding.history if later.relation in explaining or _varied(proceeding, later)]
    if not entries:
        message = f"the status is `{proceeding.status}`, and no entry of `history` says by which proceeding"
        help_ = f"add the later proceeding to `history` with `relation: {proceeding.status}`"
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY)
    elif all(_is_withdrawn(dossier, later) for later in entries):
        yield _on_withdrawn(entry, entries[-1])
    elif proceeding.status is Status.REVERSED and all(later.is_partial for later in entries):
        at = entry.at("history", proceeding.history.index(entries[-1]), "affects", "extent")
        message = f"the status is `{proceeding.status}`, but according to `history` only a part of it was"
        help_ = f"write `{Status.VARIED}`, or correct the extent"
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (Label(at, "a part, as entered here"),))


def _is_withdrawn(dossier: Dossier, later: HistoryEntry) -> bool:
    record = dossier.proceeding(later.proceeding)
    return record is not None and record.withdrawn is not None


def _varied(proceeding: Proceeding, later: HistoryEntry) -> bool:
    """True if the decision is called varied, and the later proceeding reversed or remitted a part of it."""
    changes = {Relation.REVERSED, Relation.REMITTED}
    return proceeding.status is Status.VARIED and later.relation in changes and later.is_partial


def _restored(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a decision that is called reversed, varied or open, although what changed it is undone."""
    status, steps = entry.record.status, later_steps(dossier, entry.record.id)
    treatment = treatment_of(entry.record, steps)
    if status in CHANGED and treatment in {Treatment.RESTORED, Treatment.CHANGE_UNDONE}:
        change = "reversal" if treatment is Treatment.RESTORED else "change"
        message = f"the status is `{status}`, but according to `history` the {change} was itself reversed"
        help_ = f"write what it is now, such as `{Status.UNDER_APPEAL}`, or `{Status.NOT_KNOWN}`"
        label = Label(entry.at("history"), "the later decisions")
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))


def _still_imposed(entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each penalty that is called imposed although its decision was reversed."""
    if entry.record.status is not Status.REVERSED:
        return
    for number, penalty in enumerate(entry.record.penalties):
        if is_imposed(penalty):
            # Without a `state`, a penalty is imposed.
            place = ("penalties", number, *(("state",) if "state" in penalty.model_fields_set else ()))
            message = f"the penalty is `{penalty.state}`, but the status of the decision is `{Status.REVERSED}`"
            help_ = f"write `state: {PenaltyState.ANNULLED}`, or correct the status"
            label = Label(entry.at("status"), "the status")
            yield Diagnostic(CODE, message, entry.at(*place), help_, SEVERITY, (label,))


def _uncertain(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each withdrawn later decision, if the status says that there is no such decision."""
    if entry.record.status not in CLOSED:
        return
    for step in later_steps(dossier, entry.record.id):
        if step.is_withdrawn:
            yield _on_withdrawn(entry, step.entry)


def _of_other_day(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a warning for each step by a later decision whose date, known exactly, is not that of the decision."""
    for number, step in enumerate(entry.record.history):
        later = dossier.entries.get(step.proceeding)
        if later is None or not isinstance(later.record, Proceeding) or not step.relation.is_result:
            continue
        day, decided = step.date, later.record.decided
        if day is None or decided is None or not (is_exact(day) and is_exact(decided)):
            continue
        if day.latest < decided.earliest or decided.latest < day.earliest:
            message = f"{_deed(step)} on {day.text}, but was decided {decided.text}"
            help_ = "correct the wrong date, or enter the later decision that is meant"
            label = Label(later.at("decided"), f"the date of {step.proceeding}")
            place = entry.at("history", number, "date")
            yield Diagnostic(CODE, message, place, help_, Severity.WARNING, (label,))


def _without_result(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a warning for each appeal that is over, if no entry says what came of it. Perhaps nobody could find out."""
    for step in later_steps(dossier, entry.record.id):
        is_uncertain = step.lacks_result and step.effect is Treatment.COURSE_NOT_KNOWN
        endings = endings_of(dossier, step.entry) if is_uncertain else []
        known = [each for each in endings if each.status is not Status.NOT_KNOWN]
        # What came of a proceeding in which the appeal was continued is the news of it.
        for last in known[-1:]:
            appeal, name = step.entry.proceeding, last.id
            went_on = "" if name == appeal else f"went on in {name}, which "
            message = f"the appeal {appeal} {went_on}is `{last.status}`, and no entry of `history` says its result"
            help_ = (
                f"add {name} to `history` with what it did, such as `relation: {Relation.AFFIRMED}`; if the case went "
                f"on in another proceeding, name that in {name} with `relation: {Relation.CONTINUED_IN}`; if "
                f"permission or the appeal was refused without a decision on the merits, write `{Relation.REFUSED}`"
            )
            label = Label(dossier.entries[name].at("status"), "its status")
            place = entry.at("history", entry.record.history.index(step.entry), "relation")
            yield Diagnostic(CODE, message, place, help_, Severity.WARNING, (label,))


def _on_withdrawn(entry: Entry[Proceeding], later: HistoryEntry) -> Diagnostic:
    message = f"the status is `{entry.record.status}`, but the record of {later.proceeding} was withdrawn"
    help_ = f"write `{Status.NOT_KNOWN}`, or look up what became of it"
    label = Label(entry.at("history", entry.record.history.index(later)), "the later decision")
    return Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))


def _undecided(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each later proceeding that decided nothing, and is said to have decided something."""
    for number, step in enumerate(entry.record.history):
        later = dossier.entries.get(step.proceeding)
        if later is None or not isinstance(later.record, Proceeding) or not step.relation.is_result:
            continue
        is_sent_back = any(each.relation.is_change for each in later.record.history)
        if later.record.withdrawn is None and later.record.status in UNDECIDED and not is_sent_back:
            message = f"{_deed(step)} according to `history`, but is `{later.record.status}`"
            help_ = f"write `{Relation.APPEALED_TO}`, or correct the status of {step.proceeding}"
            label = Label(later.at("status"), "its status")
            yield Diagnostic(CODE, message, entry.at("history", number, "relation"), help_, SEVERITY, (label,))


def _pending(entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a proceeding that is called pending although it was decided, unless it was sent back."""
    proceeding = entry.record
    is_sent_back = any(each.relation.is_change for each in proceeding.history)
    if proceeding.status is Status.PENDING and proceeding.decided is not None and not is_sent_back:
        message = f"the status is `{proceeding.status}`, but it was decided {proceeding.decided.text}"
        help_ = f"write what it is now, such as `{Status.DECIDED}`, or `{Status.NOT_KNOWN}`, or remove `decided`"
        label = Label(entry.at("decided"), "the date of its decision")
        yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))


def _contradicted(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Compare the status with the last entry of the history only: earlier entries may be out of date."""
    proceeding = entry.record
    if not proceeding.history:
        return
    last = proceeding.history[-1]
    later = dossier.proceeding(last.proceeding)
    if later is None or later.withdrawn is not None:
        return
    went_on = any(each.id != later.id for each in endings_of(dossier, last))
    if last.relation is Relation.APPEALED_TO and proceeding.status in CLOSED and later.status in OPEN and not went_on:
        message = f"the status is `{proceeding.status}`, but the appeal {later.id} is `{later.status}`"
    elif later.status not in LAST or _is_still_challenged(dossier, proceeding):
        return
    elif proceeding.status in IMPOSSIBLE_AFTER.get(last.relation, frozenset()):
        message = f"the status is `{proceeding.status}`, but according to `history` {_deed(last)}"
    else:
        return
    label = Label(entry.at("history", len(proceeding.history) - 1, "relation"), f"{later.id} is entered here")
    help_ = f"correct the status, or the status of {later.id}"
    if proceeding.status is Status.UNDER_APPEAL:
        help_ += f", or add the proceeding in which it is challenged with `{Relation.APPEALED_TO}`"
    yield Diagnostic(CODE, message, entry.at("status"), help_, SEVERITY, (label,))


def _is_still_challenged(dossier: Dossier, proceeding: Proceeding) -> bool:
    """True if a decision is called under appeal, and a change or an appeal without a result explains that."""
    return proceeding.status is Status.UNDER_APPEAL and any(
        step.relation.is_change
        or (step.relation is Relation.APPEALED_TO and not has_result(dossier, proceeding.history, number))
        for number, step in enumerate(proceeding.history)
    )


def _deed(step: HistoryEntry) -> str:
    """The later proceeding and its effect on a decision that is called "it"."""
    verb = "refused an appeal from" if step.relation is Relation.REFUSED else step.relation
    return f"{step.proceeding} {verb} it"
