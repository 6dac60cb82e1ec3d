"""Turn a proceeding into what its frozen page says: the forum, the dates, where it stands, what later became of it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Proceeding
from dossier.model.labels import PROCEEDING_KIND, PROCEEDING_STATUS, RELATION, ROLE
from dossier.model.proceeding import Later, Party
from dossier.pages.proceeding import money
from dossier.releases.frozen_parts import Desk, Paragraph, Piece, Section, beginning, ending, labelled, review


def proceeding_sections(desk: Desk, proceeding: Proceeding) -> Iterator[Section]:
    """What the page of a proceeding says, in order."""
    yield Section(None, tuple(_proceeding_lead(desk, proceeding)))
    if proceeding.outcome is not None or proceeding.penalty is not None:
        yield Section("Outcome", tuple(_outcome(desk, proceeding)))
    if proceeding.history:
        steps = (Paragraph(later(one, desk.link(one.proceeding))) for one in proceeding.history)
        yield Section("Later history", tuple(steps))
    if proceeding.parties:
        yield Section("Parties", tuple(_party(desk, one) for one in proceeding.parties))
    checked = proceeding.status_checked.source
    sources = dict.fromkeys((*proceeding.sources, *(() if checked is None else (checked,))))
    if sources:
        marks = [piece for name in sources for piece in (desk.cite(name), Piece(" "))]
        yield Section("Sources of these facts", (Paragraph(tuple(marks[:-1])),))
    yield from ending(desk)


def later(step: Later, proceeding: Piece) -> tuple[Piece, ...]:
    """What a later proceeding did, as a sentence."""
    when = "" if step.date is None else f" ({step.date})"
    return (Piece(f"{RELATION[step.relation][0]} "), proceeding, Piece(f"{when}."))


def _proceeding_lead(desk: Desk, proceeding: Proceeding) -> Iterator[Paragraph]:
    yield from beginning(desk)
    yield review(desk)
    yield labelled("Status", f"{PROCEEDING_STATUS[proceeding.status]}.")
    yield labelled("Step", f"{PROCEEDING_KIND[proceeding.kind]} before ", desk.link(proceeding.forum))
    named = {
        "Case number": proceeding.case_number,
        "Neutral citation": proceeding.neutral_citation,
        "Opened": proceeding.opened,
        "Decided": proceeding.decided,
        "Published": proceeding.published,
    }
    for label, value in named.items():
        if value is not None:
            yield labelled(label, Piece(str(value), "author"))
    if proceeding.topics:
        yield labelled("Topics", Piece("; ".join(proceeding.topics), "author"))


def _outcome(desk: Desk, proceeding: Proceeding) -> Iterator[Paragraph]:
    if proceeding.outcome is not None:
        yield Paragraph((desk.prose(proceeding.outcome),))
    if proceeding.penalty is not None:
        yield labelled("Penalty", money(proceeding.penalty))


def _party(desk: Desk, party: Party) -> Paragraph:
    who = desk.link(party.organisation) if party.organisation is not None else Piece(party.described_as or "", "author")
    if party.organisation is not None and party.described_as is not None:
        return labelled(ROLE[party.role], who, ", ", Piece(party.described_as, "author"))
    return labelled(ROLE[party.role], who)
