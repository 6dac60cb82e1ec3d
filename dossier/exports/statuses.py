"""Statuses of records in words, for programs that show nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.fate import fate_as_looked_up, later_course
from dossier.model import Claim, Proceeding, Record, Source
from dossier.model.labels import EFFECTS, capitalised
from dossier.reading.dossier import Dossier

# The kinds of record that can be a decision or rest on one.
WITH_COURSE = (Claim, Source, Proceeding)
# The description of the sentence on it.
LATER_COURSE = (
    "What later decisions did to the decision that the record is or that the claim rests on or has among its sources, "
    "or why that is not known."
)


def statuses(dossier: Dossier, record: Record) -> list[str]:
    """The withdrawal of a record, its own status, and what later decisions did to it or to its authority, each once."""
    return list(dict.fromkeys(capitalised(each) for each in _statuses(dossier, record)))


def _statuses(dossier: Dossier, record: Record) -> Iterator[str]:
    if record.withdrawn is not None:
        yield "withdrawn"
    if isinstance(record, Claim):
        yield record.standing.label
        if record.later_history is not None:
            yield EFFECTS[record.later_history.effect]
        return
    if isinstance(record, Proceeding):
        yield record.status.label
    fate = fate_as_looked_up(dossier, record)
    if fate is not None:
        yield fate.treatment


def later_sentence(dossier: Dossier, record: Record) -> str | None:
    """A sentence on later decisions on the decision that a record is, or that supports a claim, or None."""
    if isinstance(record, Claim):
        return later_course(dossier, record)
    fate = fate_as_looked_up(dossier, record)
    return None if fate is None else fate.sentence
