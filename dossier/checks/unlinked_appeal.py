"""Each appeal is in the history of the decisions it was about.

Why it matters
    What became of a decision is said by its own history. If an appeal has a record and no history names it, the
    decision still looks as good as on the day it was made. The same goes for a court in the middle: if it affirmed a
    decision and a further court reversed that, or the other way, its own judgment was reversed too.

Reported
    # PRO-2026-0012, which no history names
    kind: appeal
    # PRO-2026-0001: nothing in PRO-2026-0002 says that PRO-2026-0003 reversed it
    history:
      - {relation: affirmed, proceeding: PRO-2026-0002}
      - {relation: reversed, proceeding: PRO-2026-0003}

Instead
    Enter the appeal in the history of the decision: what it did, such as `reversed`, or `appealed-to` as long as it is
    pending. Enter the further decision in the history of the court in the middle as well. If the decision has no record
    yet, make one. A decision in no history is also asked about if an earlier decision of another forum has its title.
    If the appeal was not heard, because permission was refused or it was inadmissible, enter `refused`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding
from dossier.model.vocabulary import ProceedingKind, Relation, Role, TitleBasis
from dossier.reading.appeal_results import continuations
from dossier.reading.backlinks import history_uses
from dossier.reading.decision_links import proceedings_with_title
from dossier.reading.dossier import Dossier, Entry

CODE = "unlinked-appeal"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

# What shows that a further court did not leave the judgment in the middle as it was.
_UNDOING = {
    Relation.AFFIRMED: frozenset({Relation.REVERSED, Relation.VARIED, Relation.REMITTED}),
    Relation.REVERSED: frozenset({Relation.AFFIRMED, Relation.VARIED}),
    Relation.VARIED: frozenset({Relation.AFFIRMED, Relation.REVERSED}),
}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each appeal that no history names, and for each change that a court in the middle lacks."""
    for entry in (each for each in dossier.proceedings() if each.record.withdrawn is None):
        proceeding = entry.record
        is_appeal = proceeding.kind is ProceedingKind.APPEAL
        has_appellant = any(party.role is Role.APPELLANT for party in proceeding.parties)
        if (is_appeal or has_appellant) and not _is_linked(dossier, proceeding):
            what = "is an appeal" if is_appeal else "has an appellant"
            message = f"it {what}, and no `history` names it, so the decision below is shown without it"
            help_ = f"add {proceeding.id} to `history` of the decision, with what it did or `{Relation.APPEALED_TO}`"
            place = entry.at("kind") if is_appeal else entry.at("parties")
            yield Diagnostic(CODE, message, place, help_, SEVERITY)
        elif not proceeding.history and not any(history_uses(dossier, proceeding.id)):
            yield from _same_title(dossier, entry)
        yield from _in_the_middle(dossier, entry)


def _same_title(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a warning if an earlier decision of another forum has the same published title."""
    proceeding = entry.record
    for earlier in (each for each in proceedings_with_title(dossier, proceeding.title) if each.withdrawn is None):
        is_earlier = earlier.decided and proceeding.decided and earlier.decided.latest < proceeding.decided.earliest
        are_published = {earlier.title_basis, proceeding.title_basis} == {TitleBasis.AS_PUBLISHED}
        if is_earlier and are_published and earlier.forum != proceeding.forum:
            message = f"`{earlier.id}` of another forum has the same title, and no `history` links the two"
            help_ = (
                f"if it is a later step, add {proceeding.id} to `history` of {earlier.id}; if not, give either "
                f"another title with `title_basis: {TitleBasis.DESCRIBED}`"
            )
            label = Label(dossier.entries[earlier.id].at("title"), "the earlier decision")
            yield Diagnostic(CODE, message, entry.at("title"), help_, SEVERITY, (label,))
            return


def _is_linked(dossier: Dossier, appeal: Proceeding) -> bool:
    """True if a history names the appeal, or a proceeding in which it was continued, such as after an interim order."""
    of_appeal = set(continuations(dossier, appeal.id))
    if any(history_uses(dossier, appeal.id)):
        return True
    return any(use.earlier.id not in of_appeal for name in of_appeal for use in history_uses(dossier, name))


def _in_the_middle(dossier: Dossier, entry: Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a warning for each change that the history of a court in the middle lacks.

    A proceeding in which the case itself went on is not a further court: its judgment can end an interim order.
    """
    history, own = entry.record.history, set(continuations(dossier, entry.record.id))
    for number, step in enumerate(history):
        middle = dossier.proceeding(step.proceeding)
        undoing = _UNDOING.get(step.relation, ())
        if middle is None or middle.withdrawn is not None:
            continue
        known = {later.proceeding for later in middle.history}
        for place, later in enumerate(history[number + 1 :], start=number + 1):
            if later.relation in undoing and later.proceeding not in {*known, *own, middle.id}:
                message = (
                    f"{later.proceeding} {later.relation} it after {middle.id} {step.relation} it, and the history of "
                    f"{middle.id} does not say so"
                )
                help_ = f"add {later.proceeding} to `history` of {middle.id} too, if it was about that decision"
                label = Label(entry.at("history", number, "relation"), "the decision in the middle")
                yield Diagnostic(CODE, message, entry.at("history", place, "relation"), help_, SEVERITY, (label,))
