"""Statuses of records in words, for programs that show nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.fate import Fate, fate_as_looked_up, fate_for_claim
from dossier.model import Claim, Proceeding, Record, Source, title_of
from dossier.model.labels import EFFECTS, capitalised
from dossier.pages.fate import effect_words
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
    fate = fate_to_show(dossier, record)
    return None if fate is None else fate.sentence


def fate_to_show(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, or of those that support a claim, or None."""
    return fate_for_claim(dossier, record) if isinstance(record, Claim) else fate_as_looked_up(dossier, record)


def status_and_title(record: Record, fate: Fate | None) -> str:
    """The title of a record after what it is worth: "Disputed: …", "Reversed: …". So nobody sees a bare claim.

    `fate` is that of `fate_to_show`.
    """
    words, title = _worth(record, fate), " ".join(title_of(record).split())
    return f"{capitalised(words)}: {title}" if words else title


def _worth(record: Record, fate: Fate | None) -> str:
    """The worth of a record in a word or two, or "" for a record that states nothing itself."""
    if record.withdrawn is not None:
        return "withdrawn"
    if isinstance(record, Claim):
        return record.standing.label + effect_words(record, fate)
    if fate is not None:
        return fate.treatment
    return record.status.label if isinstance(record, Proceeding) else ""
