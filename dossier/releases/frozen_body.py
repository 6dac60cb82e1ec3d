"""Turn a force or organisation into what its frozen page says: what it is and, of a force, what claims say of it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Body, Force
from dossier.model.labels import INVOLVEMENT, OWN_ANSWERS, STANDING, country
from dossier.model.vocabulary import Involvement, Standing
from dossier.pages.body import body_facts, body_kind
from dossier.releases.frozen_parts import Desk, Paragraph, Piece, Section, beginning, ending, labelled, review
from dossier.releases.revisions import backlinks


def body_sections(desk: Desk, body: Body) -> Iterator[Section]:
    """What the page of a body says, in order."""
    yield Section(None, tuple(_body_lead(desk, body)))
    if isinstance(body, Force):
        found = tuple(backlinks(desk.dossier, body.id))
        for heading, is_own in (("What is reported of it", False), ("Its own answers", True)):
            said = tuple(
                _said(desk, one) for one in found if (Involvement(one["involvement"]) in OWN_ANSWERS) is is_own
            )
            yield Section(heading, said or (Paragraph((Piece("None recorded."),)),))
    yield from ending(desk)


def _body_lead(desk: Desk, body: Body) -> Iterator[Paragraph]:
    yield from beginning(desk)
    yield review(desk)
    yield labelled("Sort of body", f"{body_kind(body)}, {country(body.country)}")
    if body.aliases:
        yield labelled("Also called", Piece("; ".join(body.aliases), "author"))
    if isinstance(body, Force) and body.controller is not None:
        yield labelled("Who answers in law", Piece(body.controller, "author"))
    if body.predecessors:
        yield labelled("Took over from", *desk.links(body.predecessors))
    if body.url is not None:
        yield labelled("Website", Piece(body.url, "author", body.url))
    for label, value in body_facts(body):
        yield labelled(label, Piece(value, "author"))
    if body.topics:
        yield labelled("Topics", Piece("; ".join(body.topics), "author"))


def _said(desk: Desk, link: dict[str, str]) -> Paragraph:
    words = f"{INVOLVEMENT[Involvement(link['involvement'])]}. {STANDING[Standing(link['standing'])][0]}: "
    href = desk.identifier(link["claim"]).href
    return Paragraph((Piece(words), Piece(link["statement"], "author", href), Piece(f" ({link['claim']})")))
