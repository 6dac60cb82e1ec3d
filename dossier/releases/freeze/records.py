"""Sections of the frozen page of each kind of record."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.with_history import cite_source
from dossier.model import Body, Claim, Force, Proceeding, Source
from dossier.model.claim import Evidence
from dossier.model.labels import (
    CHECKED,
    INVOLVEMENT,
    OWN_ANSWERS,
    PROCEEDING_KIND,
    PROCEEDING_STATUS,
    RELATION,
    REPLY,
    ROLE,
    STANDING,
    UNREAD,
    country,
)
from dossier.model.proceeding import Later, Party
from dossier.model.vocabulary import Involvement, Stance, Standing
from dossier.pages.body import body_facts, body_kind
from dossier.pages.claim import date_words
from dossier.pages.proceeding import money
from dossier.pages.source import source_facts
from dossier.releases.freeze.paragraphs import Desk, Paragraph, Piece, Section, beginning, ending, labelled, review
from dossier.releases.freeze.revision import backlinks

_SIDES = {
    Stance.SUPPORTS: "Evidence for",
    Stance.CONTRADICTS: "Evidence against",
    Stance.CONTEXT: "Context",
}


def claim_sections(desk: Desk, claim: Claim) -> Iterator[Section]:
    """What the page of a claim says, in order."""
    yield Section(None, tuple(_claim_lead(desk, claim)))
    if claim.forces:
        concerned = ((desk.link(one.force), Piece(f": {INVOLVEMENT[one.involvement]}.")) for one in claim.forces)
        yield Section("Forces concerned", tuple(Paragraph(pieces) for pieces in concerned))
    for stance, heading in _SIDES.items():
        found = tuple(paragraph for one in claim.evidence if one.stance is stance for paragraph in _evidence(desk, one))
        if found or stance is not Stance.CONTEXT:
            yield Section(heading, found or (Paragraph((Piece("None recorded."),)),))
    if claim.proceedings:
        yield Section("Proceedings", tuple(_proceeding(desk, name) for name in claim.proceedings))
    yield Section("Others concerned, and their reply", tuple(_reply(desk, claim)))
    yield from ending(desk)


def _claim_lead(desk: Desk, claim: Claim) -> Iterator[Paragraph]:
    yield from beginning(desk)
    word, meaning = STANDING[claim.standing]
    pieces = [Piece(f"{word}. {meaning}")]
    if claim.standing_reason is not None:
        pieces += [Piece(" "), desk.prose(claim.standing_reason)]
    yield labelled("Standing", *pieces)
    yield review(desk)
    yield labelled("When", date_words(claim))
    if claim.attributed_to is not None:
        yield labelled("Attributed to", desk.prose(claim.attributed_to))
    if claim.later_history is not None:
        yield labelled("What became of the authority this rests on", desk.prose(claim.later_history))
    if desk.dossier.is_unread(claim):
        yield Paragraph((Piece(UNREAD, "label"), Piece(".")))
    if claim.topics:
        yield labelled("Topics", Piece("; ".join(claim.topics), "author"))


def _evidence(desk: Desk, evidence: Evidence) -> Iterator[Paragraph]:
    pieces = [desk.link(evidence.source), Piece(" "), desk.prose(evidence.says), Piece(" "), desk.cite(evidence.source)]
    if evidence.pinpoint is not None:
        pieces += [Piece(" "), Piece(evidence.pinpoint, "author")]
    quote = evidence.quote
    if quote is not None:
        source = desk.dossier.source(evidence.source)
        language = quote.language or (source.language if source is not None else None)
        pieces += [Piece(": "), Piece(quote.exact, "quotation", language=language)]
        if quote.translation is not None:
            pieces += [Piece(" (our translation: "), Piece(quote.translation, "quotation"), Piece(")")]
    pieces.append(Piece("."))
    if evidence.origin is not None and evidence.origin != evidence.source:
        pieces += [
            Piece(" Goes back to "),
            desk.link(evidence.origin),
            Piece(" "),
            desk.cite(evidence.origin),
            Piece("."),
        ]
    yield Paragraph(tuple(pieces))
    if evidence.note is not None:
        yield desk.note(evidence.note)


def _proceeding(desk: Desk, name: str) -> Paragraph:
    proceeding = desk.dossier.proceeding(name)
    if proceeding is None:
        raise AssertionError(name)
    pieces = [desk.link(name)]
    if proceeding.neutral_citation is not None:
        pieces += [Piece(" "), Piece(proceeding.neutral_citation, "author")]
    pieces += [Piece(", before "), desk.identifier(proceeding.forum)]
    if proceeding.decided is not None:
        pieces.append(Piece(f", decided {proceeding.decided}"))
    pieces.append(Piece(f". {PROCEEDING_STATUS[proceeding.status]}."))
    for one in proceeding.history:
        pieces += [Piece(" "), *later(one, desk.identifier(one.proceeding))]
    return Paragraph(tuple(pieces))


def _reply(desk: Desk, claim: Claim) -> Iterator[Paragraph]:
    if claim.organisations:
        yield labelled("Other bodies concerned", *desk.links(claim.organisations))
    yield labelled("Adverse to", *(desk.links(claim.adverse_to) if claim.adverse_to else ("nobody",)))
    reply = claim.reply
    if reply is None:
        return
    asked = f" on {reply.asked_on}" if reply.asked_on is not None else ""
    pieces = [Piece(f"{REPLY[reply.status]}{asked}.")]
    for text in (reply.reason, reply.text):
        if text is not None:
            pieces += [Piece(" "), desk.prose(text)]
    yield labelled("Reply", *pieces)


def source_sections(desk: Desk, source: Source) -> Iterator[Section]:
    """What the page of a source says, in order."""
    yield Section(None, tuple(_source_lead(desk, source)))
    if source.derived_from:
        repeated = (Paragraph((desk.link(name), Piece(" "), desk.cite(name))) for name in source.derived_from)
        yield Section("What it repeats", tuple(repeated))
    if source.archives:
        kept = (Piece(f"{one.service}, {one.date}", "author", one.url) for one in source.archives)
        yield Section("Copies in web archives", tuple(Paragraph((piece,)) for piece in kept))
    copies = desk.preserved(source.id)
    if copies:
        yield Section("Preserved copies, as known at this release", tuple(_copy(desk, *one) for one in copies))
    yield from ending(desk)


def _source_lead(desk: Desk, source: Source) -> Iterator[Paragraph]:
    yield from beginning(desk)
    yield review(desk)
    runs = (Piece(run.text, "author", run.href) for run in cite_source(desk.dossier, source))
    yield labelled("Reference", *runs, ".")
    read = CHECKED[source.checked.level]
    elsewhere = ", in a copy elsewhere" if source.seen_at is not None else ""
    yield labelled("How far checked", f"{read}{elsewhere}.")
    for label, value in source_facts(source):
        yield labelled(label, Piece(value, "author"))
    if source.publisher_body is not None:
        yield labelled("Published by", desk.link(source.publisher_body))
    if source.topics:
        yield labelled("Topics", Piece("; ".join(source.topics), "author"))


def _copy(desk: Desk, capture: str, role: str, sha256: str) -> Paragraph:
    return Paragraph((desk.identifier(capture), Piece(f", {role}, SHA-256 "), Piece(sha256, "hash")))


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
