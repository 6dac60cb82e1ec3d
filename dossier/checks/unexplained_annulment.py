"""An annulled or reduced penalty has the proceeding that changed it.

Why it matters
    A reader who sees that a fine was annulled must be able to look up by which court and when. Without that, the other
    side will say that the fine is in force, and the dossier cannot answer.

Reported
    penalties:
      - {amount: 20000000, currency: EUR, state: annulled}
    # and `history` has no later proceeding that reversed or varied it

Instead
    Enter the later proceeding under `history`, with `relation: reversed` if it set the penalty aside, or
    `relation: varied` if it lowered it. If the authority itself changed its decision, enter its second decision as a
    proceeding. If the later proceeding was itself reversed, the penalty is `imposed` again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.vocabulary import PenaltyState, Relation
from dossier.reading.dossier import Dossier

CODE = "unexplained-annulment"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

# A decision that set the penalty aside and sent the case back may be entered as either of two.
EXPLAINED_BY = {
    PenaltyState.ANNULLED: frozenset({Relation.REVERSED, Relation.VARIED, Relation.REMITTED}),
    PenaltyState.REDUCED: frozenset({Relation.VARIED, Relation.REVERSED}),
}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each penalty whose annulment or reduction no later proceeding explains."""
    for entry in dossier.proceedings():
        if entry.record.withdrawn is not None:
            continue
        relations = {later.relation for later in entry.record.history}
        for number, penalty in enumerate(entry.record.penalties):
            explaining = EXPLAINED_BY.get(penalty.state)
            if explaining is not None and not explaining & relations:
                relation = Relation.VARIED if penalty.state is PenaltyState.REDUCED else Relation.REVERSED
                yield Diagnostic(
                    CODE,
                    f"the penalty is `{penalty.state}`, and no entry of `history` says by which proceeding",
                    entry.at("penalties", number, "state"),
                    f"add the later proceeding to `history` with `relation: {relation}`",
                    SEVERITY,
                )
