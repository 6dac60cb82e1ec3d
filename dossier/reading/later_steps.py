"""Later proceedings on a decision, and later proceedings on those."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model.dates import Edtf
from dossier.model.proceeding import HistoryEntry
from dossier.model.vocabulary import Relation
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class LaterStep:
    """A later proceeding on a decision."""

    earlier: str
    """The decision on which it was brought."""
    entry: HistoryEntry
    date: Edtf | None
    """The date of the step, or else of the later decision."""
    then: tuple[LaterStep, ...]
    """What later proceedings did to it in turn."""
    stands: bool
    """True if no later decision reversed the whole of it, or if that reversal was itself undone."""

    @property
    def is_change(self) -> bool:
        """True if it reversed, varied or remitted the decision."""
        return self.entry.relation.is_change

    @property
    def is_reversal(self) -> bool:
        """True if it set the whole of the decision aside."""
        return self.entry.relation is Relation.REVERSED and not self.entry.is_partial

    @property
    def reversal(self) -> LaterStep | None:
        """The step that reversed the whole of this step, the last recorded if there are several, or None."""
        return next((step for step in reversed(self.then) if step.is_reversal), None)

    def reversals(self) -> tuple[LaterStep, ...]:
        """The step that reversed this step, the step that reversed that step, and so on."""
        found: list[LaterStep] = []
        step = self.reversal
        while step is not None:
            found.append(step)
            step = step.reversal
        return tuple(found)


def later_steps(dossier: Dossier, name: str) -> tuple[LaterStep, ...]:
    """The later proceedings on a proceeding, in the order of its history, without withdrawn ones.

    Proceedings that refer to each other in a cycle are tolerated: the second visit finds nothing.
    """
    return _steps(dossier, name, {})


def _steps(dossier: Dossier, name: str, found: dict[str, tuple[LaterStep, ...]]) -> tuple[LaterStep, ...]:
    if name in found:
        return found[name]
    # What a cycle comes back to, until the steps are known.
    found[name] = ()
    proceeding = dossier.proceeding(name)
    steps = []
    for entry in () if proceeding is None else proceeding.history:
        later = dossier.proceeding(entry.proceeding)
        if later is not None and later.withdrawn is not None:
            continue
        then = _steps(dossier, entry.proceeding, found)
        stands = not any(step.is_reversal and step.stands for step in then)
        decided = None if later is None else later.decided
        steps.append(LaterStep(name, entry, entry.date or decided, then, stands))
    found[name] = tuple(steps)
    return found[name]
