"""What the page of a force or organisation shows: what is reported of it and by whom, its own answers, its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import Body, Claim, Force, Organisation
from dossier.model.identifiers import Kind
from dossier.model.labels import FORCE_KIND, INVOLVEMENT, ORGANISATION_KIND, OWN_ANSWERS, REPLY, ROLE, STANDING, country
from dossier.model.vocabulary import Involvement, Stance
from dossier.pages.claim import date_words
from dossier.pages.parts import Citations, Page, Reference, To, page, to
from dossier.pages.proceeding import Step, step
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class Said:
    """A claim about the body: what, when, how far established, by which sources, and the other side."""

    claim: To
    involvement: str
    date: str
    standing: str
    standing_term: str
    by: tuple[tuple[int, str], ...]
    against: tuple[tuple[int, str], ...]
    reply: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """The page of a force or organisation."""

    page: Page
    kind: str
    country: str
    aliases: tuple[str, ...]
    controller: str | None
    url: str | None
    facts: tuple[tuple[str, str], ...]
    predecessors: tuple[To, ...]
    reported: tuple[Said, ...]
    answers: tuple[Said, ...]
    claims: tuple[Said, ...]
    decided: tuple[Step, ...]
    party: tuple[tuple[str, Step], ...]
    published: tuple[To, ...]
    references: tuple[Reference, ...]


def body_view(dossier: Dossier, entry: Entry[Body]) -> BodyView:
    """The view of a force or organisation."""
    body = entry.record
    citations = Citations(dossier)
    reported, answers, others = _claims(dossier, body, citations)
    return BodyView(
        page=page(dossier, entry, _description(body, reported, answers)),
        kind=body_kind(body),
        country=country(body.country),
        aliases=body.aliases,
        controller=body.controller if isinstance(body, Force) else None,
        url=body.url,
        facts=tuple(body_facts(body)),
        predecessors=tuple(to(dossier, name) for name in body.predecessors),
        reported=reported,
        answers=answers,
        claims=others,
        decided=_sorted_steps(dossier, (by for by, path in _proceedings(dossier, body.id) if path == "forum")),
        party=_parties(dossier, body.id),
        published=tuple(
            to(dossier, link.by) for link in dossier.named_by(body.id, Kind.SOURCE) if link.path[0] == "publisher_body"
        ),
        references=citations.references(),
    )


def body_kind(body: Body) -> str:
    """What sort of body it is, in words."""
    match body:
        case Force():
            return FORCE_KIND[body.kind]
        case Organisation():
            return ORGANISATION_KIND[body.kind]
    raise AssertionError(body)


def _description(body: Body, reported: tuple[Said, ...], answers: tuple[Said, ...]) -> str:
    return (
        f"{body.name}: what is reported ({len(reported)}) and its own answers ({len(answers)}), each with its sources."
    )


def body_facts(body: Body) -> Iterator[tuple[str, str]]:
    """The names of a body in registers kept by others, each with its label."""
    known = body.identifiers
    if known is None:
        return
    named = {
        "Wikidata": known.wikidata,
        "ONS code": known.ons,
        "data.police.uk": known.police_uk,
        "Company number": known.company_number,
    }
    yield from ((label, value) for label, value in named.items() if value)


def _claims(
    dossier: Dossier, body: Body, citations: Citations
) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[Said, ...]]:
    """The claims about the body, by date: those that report something of it, its own answers, all others."""
    found: dict[str, Claim] = {}
    for link in dossier.named_by(body.id, Kind.CLAIM):
        claim = dossier.claim(link.by)
        if claim is not None:
            found[link.by] = claim
    reported, answers, others = [], [], []
    for claim in sorted(found.values(), key=_by_date):
        involvements = {one.involvement for one in claim.forces if one.force == body.id}
        own = involvements & OWN_ANSWERS
        if own:
            answers.append(_said(dossier, claim, own, citations))
        if involvements - OWN_ANSWERS:
            reported.append(_said(dossier, claim, involvements - OWN_ANSWERS, citations))
        if not involvements:
            others.append(_said(dossier, claim, set(), citations))
    return tuple(reported), tuple(answers), tuple(others)


def _by_date(claim: Claim) -> tuple[bool, object, str]:
    key = getattr(claim.date, "sort_key", None)
    return (key is None, key or (), claim.id)


def _said(dossier: Dossier, claim: Claim, involvements: set[Involvement], citations: Citations) -> Said:
    word = STANDING[claim.standing][0]
    return Said(
        claim=to(dossier, claim.id),
        involvement=", ".join(sorted(INVOLVEMENT[one] for one in involvements)),
        date=date_words(claim),
        standing=word,
        standing_term=claim.standing.value,
        by=_cited(claim, Stance.SUPPORTS, citations),
        against=_cited(claim, Stance.CONTRADICTS, citations),
        reply=None if claim.reply is None else REPLY[claim.reply.status],
        quotes=tuple(
            one.quote.exact for one in claim.evidence if one.quote is not None and one.stance is Stance.SUPPORTS
        ),
    )


def _cited(claim: Claim, stance: Stance, citations: Citations) -> tuple[tuple[int, str], ...]:
    sources = dict.fromkeys(one.source for one in claim.evidence if one.stance is stance)
    return tuple(citations.cite(name) for name in sources)


def _proceedings(dossier: Dossier, name: str) -> Iterator[tuple[str, str]]:
    for link in dossier.named_by(name, Kind.PROCEEDING):
        yield link.by, str(link.path[0])


def _sorted_steps(dossier: Dossier, names: Iterator[str]) -> tuple[Step, ...]:
    return tuple(sorted((step(dossier, name) for name in names), key=lambda one: one.sort_key))


def _parties(dossier: Dossier, name: str) -> tuple[tuple[str, Step], ...]:
    found = []
    for link in dossier.named_by(name, Kind.PROCEEDING):
        proceeding = dossier.proceeding(link.by)
        if proceeding is not None and link.path[0] == "parties":
            found.append((ROLE[proceeding.parties[int(link.path[1])].role], step(dossier, link.by)))
    return tuple(sorted(found, key=lambda one: one[1].sort_key))
