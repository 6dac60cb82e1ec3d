"""Penalties: who has to pay, and if they are still in force."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Proceeding
from dossier.model.proceeding import Party, Penalty
from dossier.model.vocabulary import PenaltyState, ProceedingStatus, Role, Validity

_STATUS = {
    ProceedingStatus.DECIDED: Validity.YES,
    ProceedingStatus.FINAL: Validity.YES,
    ProceedingStatus.VARIED: Validity.YES,
    ProceedingStatus.REVERSED: Validity.NO,
    ProceedingStatus.WITHDRAWN: Validity.NO,
    ProceedingStatus.UNDER_APPEAL: Validity.UNDER_APPEAL,
}
_IMPOSED = frozenset({PenaltyState.IMPOSED, PenaltyState.REDUCED})
_LIABLE = frozenset({Role.RESPONDENT, Role.DEFENDANT})


def is_imposed(penalty: Penalty) -> bool:
    """True if the penalty was imposed and not annulled, in full or reduced."""
    return penalty.state in _IMPOSED


def validity(proceeding: Proceeding, penalty: Penalty) -> Validity:
    """If the penalty is still in force, by its state and by the status of its proceeding."""
    return _STATUS.get(proceeding.status, Validity.NOT_KNOWN) if is_imposed(penalty) else Validity.NO


def payers(proceeding: Proceeding, penalty: Penalty) -> Iterator[Party]:
    """Yield who has to pay: the body that the penalty names, else each respondent or defendant."""
    if penalty.against is not None:
        yield Party(organisation=penalty.against, role=Role.RESPONDENT)
    else:
        yield from (party for party in proceeding.parties if party.role in _LIABLE)
