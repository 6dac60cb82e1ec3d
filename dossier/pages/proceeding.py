"""What the page of a proceeding shows: where it stands, the course of the case with its reversals, what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier.model import Proceeding, title_of
from dossier.model.identifiers import Kind
from dossier.model.labels import PROCEEDING_KIND, PROCEEDING_STATUS, RELATION, ROLE, STANDING
from dossier.model.proceeding import Party, Penalty
from dossier.model.vocabulary import ProceedingStatus, Relation
from dossier.pages.parts import Citations, Notice, Page, Reference, To, page, to
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class Step:
    """A proceeding in a line: what, before whom, when, where it stands."""

    proceeding: To
    kind: str
    forum: To | None
    decided: str
    sort_key: tuple[date, str]
    status: str
    status_term: str
    citation: str | None
    penalty: str | None
    reversed_by: To | None
    # The decision that reversed the reversal, where there is one: the step then stands as far as is known.
    undone_by: To | None


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A step in the course of a case, with what was done to it and what it did to others."""

    step: Step
    here: bool
    done: tuple[tuple[str, To, str], ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party as printed."""

    role: str
    body: To | None
    described_as: str | None


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """The page of a proceeding."""

    page: Page
    step: Step
    opened: str | None
    published: str | None
    case_number: str | None
    outcome: str | None
    parties: tuple[PartyView, ...]
    course: tuple[CourseStep, ...]
    claims: tuple[tuple[To, str, str], ...]
    status_checked: str
    status_source: tuple[int, str] | None
    cited: tuple[tuple[int, str], ...]
    references: tuple[Reference, ...]


def proceeding_view(dossier: Dossier, entry: Entry[Proceeding]) -> ProceedingView:
    """The view of a proceeding."""
    proceeding = entry.record
    citations = Citations(dossier)
    here = step(dossier, proceeding.id)
    cited = tuple(citations.cite(name) for name in proceeding.sources)
    checked = proceeding.status_checked
    status_source = None if checked.source is None else citations.cite(checked.source)
    forum = here.forum.text if here.forum else ""
    description = f"{here.kind} before {forum}, {here.decided}. {here.status}."
    return ProceedingView(
        page=page(dossier, entry, description, _notices(dossier, proceeding)),
        step=here,
        opened=None if proceeding.opened is None else str(proceeding.opened),
        published=None if proceeding.published is None else str(proceeding.published),
        case_number=proceeding.case_number,
        outcome=proceeding.outcome,
        parties=tuple(_party(dossier, party) for party in proceeding.parties),
        course=_course(dossier, proceeding.id),
        claims=_claims(dossier, proceeding.id),
        status_checked=str(checked.on),
        status_source=status_source,
        cited=cited,
        references=citations.references(),
    )


def step(dossier: Dossier, name: str) -> Step:
    """A proceeding in a line; its bare name where it could not be read."""
    proceeding = dossier.proceeding(name)
    if proceeding is None:
        return Step(To(Kind.PROCEEDING, name, name), "", None, "", (date.max, name), "", "", None, None, None, None)
    reversal = reversed_by(dossier, name)
    undone = None if reversal is None else reversed_by(dossier, reversal)
    when = proceeding.decided or proceeding.published or proceeding.opened
    decided = "date not recorded"
    if proceeding.decided is not None:
        decided = f"decided {proceeding.decided}"
    elif proceeding.opened is not None:
        decided = f"opened {proceeding.opened}"
    return Step(
        proceeding=to(dossier, name),
        kind=PROCEEDING_KIND[proceeding.kind],
        forum=to(dossier, proceeding.forum),
        decided=decided,
        sort_key=(date.max if when is None else when.sort_key[0], name),
        status=PROCEEDING_STATUS[proceeding.status],
        status_term=proceeding.status.value,
        citation=proceeding.neutral_citation or proceeding.case_number,
        penalty=None if proceeding.penalty is None else money(proceeding.penalty),
        reversed_by=None if reversal is None else to(dossier, reversal),
        undone_by=None if undone is None else to(dossier, undone),
    )


def reversed_by(dossier: Dossier, name: str) -> str | None:
    """The proceeding that reversed one, or None; of several the last recorded."""
    proceeding = dossier.proceeding(name)
    later = () if proceeding is None else proceeding.history
    return next((one.proceeding for one in reversed(later) if one.relation is Relation.REVERSED), None)


def money(penalty: Penalty) -> str:
    """A sum with its currency code, in groups of three digits: "GBP 7,552,800"."""
    return f"{penalty.currency} {penalty.amount:,}"


def _party(dossier: Dossier, party: Party) -> PartyView:
    body = None if party.organisation is None else to(dossier, party.organisation)
    return PartyView(ROLE[party.role], body, party.described_as)


_DONE = {Relation.REVERSED: "Reversed", Relation.VARIED: "Varied", Relation.REMITTED: "Remitted"}


def _notices(dossier: Dossier, proceeding: Proceeding) -> Iterator[Notice]:
    for later in proceeding.history:
        if later.relation in _DONE:
            title = _DONE[later.relation] + (f" ({later.date})" if later.date else "")
            undone = reversed_by(dossier, later.proceeding)
            if undone is not None:
                title += ", by a decision that was itself reversed"
                yield Notice("history", title, "See the last decision:", to(dossier, undone))
            else:
                level = "reversed" if later.relation is Relation.REVERSED else "history"
                yield Notice(level, title, "See the later decision:", to(dossier, later.proceeding))
    if proceeding.status is ProceedingStatus.NOT_KNOWN:
        text = "Whether it was appealed, paid or complied with was not found in what was read."
        yield Notice("unread", "Later course not known", text)


def _course(dossier: Dossier, name: str) -> tuple[CourseStep, ...]:
    """Every proceeding that hangs together with this one through its history, oldest first."""
    members: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        proceeding = dossier.proceeding(one)
        if one in members or proceeding is None:
            continue
        members.add(one)
        waiting.extend(later.proceeding for later in proceeding.history)
        waiting.extend(link.by for link in dossier.named_by(one, Kind.PROCEEDING) if link.path[0] == "history")
    steps = sorted((step(dossier, member) for member in members), key=lambda one: one.sort_key)
    return tuple(
        CourseStep(one, one.proceeding.identifier == name, _done(dossier, one.proceeding.identifier)) for one in steps
    )


def _done(dossier: Dossier, name: str) -> tuple[tuple[str, To, str], ...]:
    """What later proceedings did to one, and what it did to earlier ones."""
    proceeding = dossier.proceeding(name)
    found = []
    if proceeding is not None:
        for later in proceeding.history:
            when = "" if later.date is None else str(later.date)
            found.append((RELATION[later.relation][0], to(dossier, later.proceeding), when))
    for link in dossier.named_by(name, Kind.PROCEEDING):
        earlier = dossier.proceeding(link.by)
        if earlier is not None and link.path[0] == "history":
            relation = earlier.history[int(link.path[1])].relation
            found.append((RELATION[relation][1], to(dossier, link.by), ""))
    return tuple(found)


def _claims(dossier: Dossier, name: str) -> tuple[tuple[To, str, str], ...]:
    """The claims that name the proceeding, with standing and date."""
    found = {}
    for link in dossier.named_by(name, Kind.CLAIM):
        claim = dossier.claim(link.by)
        if claim is not None:
            when = str(getattr(claim.date, "text", "")) and str(claim.date)
            found[link.by] = (To(Kind.CLAIM, link.by, title_of(claim)), STANDING[claim.standing][0], when or "undated")
    return tuple(found.values())
