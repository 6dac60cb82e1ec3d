"""Appeals that are pending in the case of a decision, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dossier.cite.course import reference
from dossier.cite.fate import RESTS_ON, authority_citation
from dossier.cite.with_history import is_cited
from dossier.model import Proceeding, Record, Source
from dossier.model.vocabulary import ProceedingStatus, Relation
from dossier.reading.decision_links import Authority
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import LaterStep, later_steps

PENDING = "Appeal pending"


@dataclass(frozen=True, slots=True)
class PendingAppeals:
    """The appeals that are pending in the case of a decision, or of a decision that supports a claim."""

    names: tuple[str, ...]
    """The appeals as references: "Court of Appeal, appeal (A 12, PRO-2026-0007)"."""
    case: str = ""
    """The decision of a claim: " in the case of [2025] AVRT 4, on which it rests". Else ""."""

    @property
    def sentence(self) -> str:
        """The appeals as a sentence: "Appeal pending: Court of Appeal, appeal (A 12, PRO-2026-0007)."."""
        return f"{PENDING}{self.case}: {'; '.join(self.names)}."

    def short_sentence(self, longest: int) -> str:
        """The sentence, or so much of it that it is not longer than this."""
        without_case = replace(self, case="").sentence
        shortest = f"{PENDING} (in full on the living page)."
        sentences = (self.sentence, without_case, f"{PENDING}{self.case}.", shortest)
        return next((each for each in sentences if len(each) <= longest), shortest)


def pending_appeals(dossier: Dossier, record: Record) -> PendingAppeals | None:
    """The appeals that are pending from a decision or from later decisions of its case, or None if there are none.

    A later decision whose record only says that it is under appeal counts as well.
    """
    names = _names(dossier, record)
    return PendingAppeals(names) if names else None


def pending_for_claim(dossier: Dossier, decisions: Iterable[Authority], opening: str) -> PendingAppeals | None:
    """The pending appeals in the case of the first of these decisions that has any, or None.

    `opening` says if the claim rests on the decisions, or has them among its sources.
    """
    for each in decisions:
        names = _names(dossier, each)
        if names:
            relation = "on which it rests" if opening == RESTS_ON else "one of its sources"
            return PendingAppeals(names, f" in the case of {authority_citation(dossier, each)}, {relation}")
    return None


def _names(dossier: Dossier, record: Record) -> tuple[str, ...]:
    match record:
        case Proceeding():
            decisions: Iterable[Proceeding] = (record,)
        case Source():
            decisions = decisions_in(dossier, record)
        case _:
            decisions = ()
    steps = [step for each in decisions for step in _with_what_followed(later_steps(dossier, each.id))]
    later = [(step, each) for step in steps if (each := dossier.proceeding(step.entry.proceeding)) is not None]
    pending = [reference(dossier, each) for step, each in later if _is_pending(step, each)]
    unknown = [
        f"from {reference(dossier, each)}, not on record"
        for _, each in later
        if each.status is ProceedingStatus.UNDER_APPEAL and not each.history
    ]
    return tuple(dict.fromkeys((*pending, *unknown)))


def _with_what_followed(steps: Iterable[LaterStep]) -> Iterator[LaterStep]:
    """Yield each later step for whose record somebody vouches, followed by what later proceedings did to it."""
    for step in steps:
        if not step.is_withdrawn:
            yield step
            yield from _with_what_followed(step.then)


def _is_pending(step: LaterStep, later: Proceeding) -> bool:
    return step.entry.relation is Relation.APPEALED_TO and is_cited(step, later)
