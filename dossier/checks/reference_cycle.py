"""No chain of references leads back to where it began.

Why it matters
    If two reports each repeat the other, neither is where the story comes from, and their weight cannot be judged. A
    decision cannot be reversed by a later one that it itself reversed, nor a record be replaced by what it replaces.

Reported
    # SRC-2026-0003.yaml
    derived_from: [SRC-2026-0007]
    # SRC-2026-0007.yaml
    derived_from: [SRC-2026-0003]

Instead
    Remove the reference that is not so. The chains followed are `derived_from` of sources, `history` of proceedings,
    `predecessors` of bodies and `replaced_by` of withdrawn records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Body, Proceeding, Record, Source
from dossier.model.introspection import Path
from dossier.reading.dossier import Dossier, Entry

CODE = "reference-cycle"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

MOST_LABELS = 12


class CycleStep(NamedTuple):
    """That a record names another, and at which path."""

    by: str
    path: Path
    target: str


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each circle of references of one sort."""
    for field, steps in (
        ("derived_from", _derivations(dossier)),
        ("history", _histories(dossier)),
        ("predecessors", _predecessors(dossier)),
        ("replaced_by", _replacements(dossier)),
    ):
        for circle in _circles(steps):
            yield _report(dossier, field, circle)


def _derivations(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("derived_from", number), one) for number, one in enumerate(entry.record.derived_from)]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Source)
    }


def _histories(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [
            CycleStep(name, ("history", number, "proceeding"), one.proceeding)
            for number, one in enumerate(entry.record.history)
        ]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Proceeding)
    }


def _predecessors(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("predecessors", number), one) for number, one in enumerate(entry.record.predecessors)]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Body)
    }


def _replacements(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("withdrawn", "replaced_by"), entry.record.withdrawn.replaced_by)]
        for name, entry in dossier.entries.items()
        if entry.record.withdrawn is not None and entry.record.withdrawn.replaced_by is not None
    }


def _circles(steps: Mapping[str, list[CycleStep]]) -> Iterator[list[CycleStep]]:
    """Every circle that a walk in depth closes: each step is taken once, however long the chains."""
    done: set[str] = set()
    for start in steps:
        if start in done:
            continue
        way: list[CycleStep] = []
        position = {start: 0}
        ahead = [iter(steps[start])]
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                ahead.pop()
                done.add(way.pop().target if way else start)
            elif step.target in position and step.target not in done:
                yield [*way[position[step.target] :], step]
            elif step.target not in done and step.target in steps:
                way.append(step)
                position[step.target] = len(way)
                ahead.append(iter(steps[step.target]))


def _report(dossier: Dossier, field: str, circle: list[CycleStep]) -> Diagnostic:
    first, *others = circle
    span = _entry(dossier, first).at(*first.path)
    if not others:
        message = f"`{first.by}` names itself in `{field}`"
        return Diagnostic(CODE, message, span, "remove the reference", SEVERITY)
    message = f"`{first.by}` leads back to itself through `{field}`, by way of {len(others)} more"
    if len(others) == 1:
        message = f"`{first.by}` and `{others[0].by}` name each other in `{field}`"
    related = tuple(
        Label(_entry(dossier, step).at(*step.path), f"`{step.by}` names `{step.target}`")
        for step in others[:MOST_LABELS]
    )
    return Diagnostic(CODE, message, span, "remove the reference that is not so", SEVERITY, related)


def _entry(dossier: Dossier, step: CycleStep) -> Entry[Record]:
    return dossier.entries[step.by]
