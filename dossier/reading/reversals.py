"""Decisions that a later proceeding reversed, varied or remitted, with places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dossier.diagnostics import Label
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import LaterStep, later_steps


class Reversal(NamedTuple):
    """A proceeding that was reversed, varied or remitted: by which later proceeding and since when, if recorded."""

    proceeding: str
    label: Label
    relation: str
    by: str | None
    since: date | None


def reversals(dossier: Dossier, name: str) -> Iterator[Reversal]:
    """Yield the reversals of a proceeding and of the later steps of its case. Withdrawn proceedings reverse nothing."""
    seen = {name}
    waiting = [(name, later_steps(dossier, name))]
    while waiting:
        current, steps = waiting.pop()
        yield from _of_proceeding(dossier, current, steps)
        for step in (step for step in steps if not step.is_withdrawn):
            later = step.entry.proceeding
            if later not in seen:
                seen.add(later)
                waiting.append((later, step.then))


def _of_proceeding(dossier: Dossier, name: str, steps: tuple[LaterStep, ...]) -> Iterator[Reversal]:
    entry, proceeding = dossier.entries.get(name), dossier.proceeding(name)
    if entry is None or proceeding is None:
        return
    changes = [step for step in steps if step.is_change]
    for step in changes:
        label = Label(entry.at("history", proceeding.history.index(step.entry), "relation"), "recorded here")
        since = None if step.date is None else step.date.earliest
        relation = f"{step.entry.relation}{' in part' if step.entry.is_partial else ''}"
        yield Reversal(name, label, relation, step.entry.proceeding, since)
    if proceeding.status is ProceedingStatus.REVERSED and not changes:
        yield Reversal(name, Label(entry.at("status"), "recorded here"), "reversed", None, None)
