"""The course of a case: the proceedings that histories connect."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.pages.content import Item, Items, Paragraph
from dossier.pages.proceeding_summary import ProceedingSummary, decisions_text, summarise, summary_text
from dossier.reading.backlinks import history_uses
from dossier.reading.dossier import Dossier


def course(dossier: Dossier, name: str) -> list[ProceedingSummary]:
    """The proceedings that the histories connect with a proceeding, and itself, oldest first."""
    members = members_of_case(dossier, name)
    return sorted((summarise(dossier, member) for member in members), key=lambda summary: summary.sort_key)


def members_of_case(dossier: Dossier, name: str) -> set[str]:
    """The identifiers of the proceedings that the histories connect with a proceeding, and its own."""
    members: set[str] = set()
    waiting = [name]
    while waiting:
        member = waiting.pop()
        proceeding = dossier.proceeding(member)
        if member in members or proceeding is None:
            continue
        members.add(member)
        waiting.extend(later.proceeding for later in proceeding.history)
        waiting.extend(use.earlier.id for use in history_uses(dossier, member))
    return members


def cases(dossier: Dossier, names: Iterable[str]) -> tuple[Items, ...]:
    """The whole courses of the cases to which these proceedings belong, each once, the case that began first on top.

    Each step has one line, with its result.
    """
    courses: dict[str, list[ProceedingSummary]] = {}
    for name in names:
        steps = course(dossier, name)
        if steps:
            courses[steps[0].proceeding.identifier] = steps
    ordered = sorted(courses.values(), key=lambda steps: steps[0].sort_key)
    return tuple(Items(tuple(map(_step, steps)), "course") for steps in ordered)


def _step(summary: ProceedingSummary) -> Item:
    return Item((Paragraph((*summary_text(summary), *decisions_text(summary))),))
