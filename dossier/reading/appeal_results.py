"""The results of appeals: which later step says what came of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model import Proceeding
from dossier.model.dates import Edtf, PartialDate
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import ProceedingKind, ProceedingStatus, Relation
from dossier.reading.dossier import Dossier

# The statuses of an appeal that came to no result, or not yet. An appeal that is itself under appeal was decided.
_WITHOUT_RESULT = frozenset({ProceedingStatus.PENDING, ProceedingStatus.REMITTED, ProceedingStatus.WITHDRAWN})


def endings_of(dossier: Dossier, entry: HistoryEntry) -> list[Proceeding]:
    """The proceedings in which an appeal was decided or settled, or of which nobody could find out how they ended.

    Each is the appeal itself or a proceeding in which it was continued. There are none for a step that is no appeal. An
    order after which the case went on, such as an interim injunction, did not decide the appeal.
    """
    names = continuations(dossier, entry.proceeding) if entry.relation is Relation.APPEALED_TO else ()
    proceedings = (dossier.proceeding(name) for name in names)
    return [
        each
        for each in proceedings
        if each is not None and each.status not in _WITHOUT_RESULT and not _is_interim_order(each)
    ]


def _is_interim_order(proceeding: Proceeding) -> bool:
    went_on = any(each.relation is Relation.CONTINUED_IN for each in proceeding.history)
    return went_on and proceeding.kind is ProceedingKind.ORDER


def has_result(dossier: Dossier, history: Sequence[HistoryEntry], number: int) -> bool:
    """True if a step says what came of the appeal at this place.

    Such a step is by the appeal itself, by a proceeding in which it was continued, or a later step by a decision that
    was certainly made after it. Such a decision does not count if it was itself on an appeal of this history. Nor does
    it if it may have been on a part of the earlier decision only: then it says nothing of the rest. A refusal to hear
    an appeal says what came of that appeal only.
    """
    own, endings = set(continuations(dossier, history[number].proceeding)), endings_of(dossier, history[number])
    appeals = {each.proceeding for each in history if each.relation is Relation.APPEALED_TO}
    others = {name for appeal in appeals for name in continuations(dossier, appeal)}
    for place, entry in enumerate(history):
        later = dossier.proceeding(entry.proceeding)
        if not entry.relation.is_result or (later is not None and later.withdrawn is not None):
            continue
        is_on_whole = entry.relation.is_decision and not (entry.is_partial or entry.is_of_unknown_extent)
        is_other = place > number and entry.proceeding not in others and is_on_whole
        if entry.proceeding in own or (is_other and all(_is_after(dossier, entry, each) for each in endings)):
            return True
    return False


def continuations(dossier: Dossier, name: str) -> Iterator[str]:
    """Yield the proceeding, and those in which it was continued."""
    found, waiting = {name}, [name]
    while waiting:
        yield (name := waiting.pop())
        proceeding = dossier.proceeding(name)
        steps = () if proceeding is None or proceeding.withdrawn is not None else proceeding.history
        new = {each.proceeding for each in steps if each.relation is Relation.CONTINUED_IN} - found
        found |= new
        waiting += sorted(new)


def _is_after(dossier: Dossier, entry: HistoryEntry, appeal: Proceeding) -> bool:
    """True if a step was certainly decided after an appeal. On the same day, it can have been decided before."""
    decided, later = appeal.decided, dossier.proceeding(entry.proceeding)
    days = [day for day in (entry.date, None if later is None else later.decided) if day is not None]
    if decided is None or not days or not all(map(is_exact, (decided, *days))):
        return False
    return all(day.earliest > decided.latest for day in days)


def is_exact(day: Edtf) -> bool:
    """False if the date or an end of it is uncertain or approximate."""
    return not any(end.qualifier for end in (day.start, day.end) if isinstance(end, PartialDate))
