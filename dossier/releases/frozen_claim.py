"""Turn a claim into what its frozen page says: standing, those concerned, the evidence on each side, the reply."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Claim
from dossier.model.claim import Evidence
from dossier.model.labels import INVOLVEMENT, PROCEEDING_STATUS, REPLY, STANDING, UNREAD
from dossier.model.vocabulary import Stance
from dossier.pages.claim import date_words
from dossier.releases.frozen_parts import Desk, Paragraph, Piece, Section, beginning, ending, labelled, review
from dossier.releases.frozen_proceeding import later

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
