"""No chain of references leads back to its start.

Why it matters
    If two reports each repeat the other, neither is the origin of the story, and nobody can judge what they prove. A
    decision cannot be reversed by a decision that it reversed itself. A record cannot be replaced by the record that it
    replaces.

Reported
    # SRC-2026-0003.yaml
    derived_from: [SRC-2026-0007]
    # SRC-2026-0007.yaml
    derived_from: [SRC-2026-0003]

Instead
    Remove the wrong reference. The chains checked are `derived_from` of sources, `history` of proceedings,
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
    """A reference in a chain: the record that makes it, the path in that record, and the record that it names."""

    by: str
    path: Path
    target: str


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each cycle of references of the same sort."""
    for field, steps in (
        ("derived_from", _derivations(dossier)),
        ("history", _histories(dossier)),
        ("predecessors", _predecessors(dossier)),
        ("replaced_by", _replacements(dossier)),
    ):
        for cycle in _cycles(steps):
            yield _report(dossier, field, cycle)


def _derivations(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("derived_from", number), source) for number, source in enumerate(entry.record.repeats)]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Source)
    }


def _histories(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [
            CycleStep(name, ("history", number, "proceeding"), later.proceeding)
            for number, later in enumerate(entry.record.history)
        ]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Proceeding)
    }


def _predecessors(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("predecessors", number), body) for number, body in enumerate(entry.record.predecessors)]
        for name, entry in dossier.entries.items()
        if isinstance(entry.record, Body)
    }


def _replacements(dossier: Dossier) -> dict[str, list[CycleStep]]:
    return {
        name: [CycleStep(name, ("withdrawn", "replaced_by"), entry.record.withdrawn.replaced_by)]
        for name, entry in dossier.entries.items()
        if entry.record.withdrawn is not None and entry.record.withdrawn.replaced_by is not None
    }


def _cycles(steps: Mapping[str, list[CycleStep]]) -> Iterator[list[CycleStep]]:
    """Yield every cycle that a depth-first walk closes. Each step is taken once, however long the chains are."""
    done: set[str] = set()
    for start in steps:
        if start in done:
            continue
        chain: list[CycleStep] = []
        position = {start: 0}
        pending = [iter(steps[start])]
        while pending:
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                done.add(chain.pop().target if chain else start)
            elif step.target in position and step.target not in done:
                yield [*chain[position[step.target] :], step]
            elif step.target not in done and step.target in steps:
                chain.append(step)
                position[step.target] = len(chain)
                pending.append(iter(steps[step.target]))


def _report(dossier: Dossier, field: str, cycle: list[CycleStep]) -> Diagnostic:
    first, *further = cycle
    span = _entry(dossier, first).at(*first.path)
    if not further:
        message = f"`{first.by}` names itself in `{field}`"
        return Diagnostic(CODE, message, span, "remove the reference", SEVERITY)
    message = f"`{first.by}` leads back to itself in `{field}`, by way of {len(further)} more records"
    if len(further) == 1:
        message = f"`{first.by}` and `{further[0].by}` name each other in `{field}`"
    related = tuple(
        Label(_entry(dossier, step).at(*step.path), f"`{step.by}` names `{step.target}`")
        for step in further[:MOST_LABELS]
    )
    return Diagnostic(CODE, message, span, "remove the wrong reference", SEVERITY, related)


def _entry(dossier: Dossier, step: CycleStep) -> Entry[Record]:
    return dossier.entries[step.by]
