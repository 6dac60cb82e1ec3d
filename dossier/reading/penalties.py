"""Penalties: who has to pay, and if they are still in force."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Proceeding
from dossier.model.proceeding import Party, Penalty
from dossier.model.vocabulary import PenaltyState, ProceedingStatus, Role, Validity
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment, later_steps, treatment_of

_STATUS = {
    ProceedingStatus.DECIDED: Validity.YES,
    ProceedingStatus.FINAL: Validity.YES,
    ProceedingStatus.VARIED: Validity.YES,
    ProceedingStatus.REVERSED: Validity.NO,
    ProceedingStatus.WITHDRAWN: Validity.NO,
    ProceedingStatus.UNDER_APPEAL: Validity.UNDER_APPEAL,
}
_UNCERTAIN = frozenset({Treatment.LATER_STEP_CHANGED, Treatment.COURSE_NOT_KNOWN})
_IMPOSED = frozenset({PenaltyState.IMPOSED, PenaltyState.REDUCED})
_LIABLE = frozenset({Role.RESPONDENT, Role.DEFENDANT})


def is_imposed(penalty: Penalty) -> bool:
    """True if the penalty was imposed and not annulled, in full or reduced."""
    return penalty.state in _IMPOSED


def validity(dossier: Dossier, proceeding: Proceeding, penalty: Penalty) -> Validity:
    """If the penalty is still in force, by its state, the status of its proceeding and what later decisions did."""
    if not is_imposed(penalty):
        return Validity.NO
    recorded = _STATUS.get(proceeding.status, Validity.NOT_KNOWN)
    if recorded is not Validity.YES:
        return recorded
    treatment = treatment_of(proceeding, later_steps(dossier, proceeding.id))
    if treatment is Treatment.REVERSED:
        return Validity.NO
    is_hidden = proceeding.id in dossier.hidden_courses
    return Validity.NOT_KNOWN if is_hidden or treatment in _UNCERTAIN else Validity.YES


def payers(proceeding: Proceeding, penalty: Penalty) -> Iterator[Party]:
    """Yield who has to pay: the body that the penalty names, else each respondent or defendant."""
    if penalty.against is not None:
        yield Party(organisation=penalty.against, role=Role.RESPONDENT)
    else:
        yield from (party for party in proceeding.parties if party.role in _LIABLE)
