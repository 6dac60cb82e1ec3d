"""Decisions that a later proceeding reversed, varied or remitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dossier.diagnostics import Label
from dossier.model.dates import Edtf
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.dossier import Dossier


class Reversal(NamedTuple):
    """A proceeding that was reversed, varied or remitted: by which later proceeding and since when, if recorded."""

    proceeding: str
    label: Label
    relation: str
    by: str | None
    since: date | None


def reversals(dossier: Dossier, name: str) -> Iterator[Reversal]:
    """Yield the reversals of a proceeding and of the later steps of its case. Cycles in the history are tolerated."""
    seen = {name}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        entry = dossier.entries.get(current)
        proceeding = dossier.proceeding(current)
        if entry is None or proceeding is None:
            continue
        has_entry = False
        for number, later in enumerate(proceeding.history):
            if later.relation.is_change:
                has_entry = True
                label = Label(entry.at("history", number, "relation"), "recorded here")
                since = _since(dossier, later.proceeding, later.date)
                yield Reversal(current, label, later.relation.value, later.proceeding, since)
            if later.proceeding not in seen:
                seen.add(later.proceeding)
                waiting.append(later.proceeding)
        if proceeding.status is ProceedingStatus.REVERSED and not has_entry:
            yield Reversal(current, Label(entry.at("status"), "recorded here"), "reversed", None, None)


def _since(dossier: Dossier, later: str, recorded: Edtf | None) -> date | None:
    """The first day on which the later decision may have been given, or None if no date is recorded."""
    proceeding = dossier.proceeding(later)
    decided = recorded or (proceeding.decided if proceeding is not None else None)
    return decided.earliest if decided is not None else None
