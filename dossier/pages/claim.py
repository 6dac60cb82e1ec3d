"""What the page of a claim shows: the statement, who it concerns, the evidence on each side, how independent it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dossier.model import Claim, Proceeding
from dossier.model.claim import Evidence
from dossier.model.labels import INVOLVEMENT, REPLY, UNREAD
from dossier.model.notes import to_html
from dossier.model.vocabulary import CheckLevel, Stance, Standing
from dossier.pages.parts import Citations, Notice, Page, Reference, To, page, pinpoint_words, standing_words, to
from dossier.pages.proceeding import Step, reversed_by, step
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation as printed."""

    exact: str
    language: str
    translation: str | None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What one source says, as printed."""

    source: To
    number: int
    anchor: str
    says: str
    pinpoint: str | None
    quote: QuoteView | None
    origins: tuple[To, ...]
    note: Markup | None
    checked: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of the support, and the sources that go back to it."""

    origin: To
    through: tuple[To, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The page of a claim."""

    page: Page
    date: str
    standing: str
    standing_meaning: str
    standing_term: str
    standing_reason: str | None
    later_history: str | None
    attributed_to: str | None
    forces: tuple[tuple[To, str], ...]
    supports: tuple[EvidenceView, ...]
    contradicts: tuple[EvidenceView, ...]
    context: tuple[EvidenceView, ...]
    origins: tuple[Origin, ...]
    supporting: int
    proceedings: tuple[Step, ...]
    organisations: tuple[To, ...]
    adverse_to: tuple[To, ...]
    reply: str | None
    reply_reason: str | None
    reply_text: str | None
    references: tuple[Reference, ...]


def claim_view(dossier: Dossier, entry: Entry[Claim]) -> ClaimView:
    """The view of a claim."""
    claim = entry.record
    citations = Citations(dossier)
    sides = {
        stance: tuple(_evidence(dossier, one, citations) for one in claim.evidence if one.stance is stance)
        for stance in Stance
    }
    word, meaning = standing_words(claim.standing)
    reply = claim.reply
    asked = f" on {reply.asked_on}" if reply is not None and reply.asked_on is not None else ""
    return ClaimView(
        page=page(dossier, entry, f"{word}. {claim.statement}", _notices(dossier, claim)),
        date=date_words(claim),
        standing=word,
        standing_meaning=meaning,
        standing_term=claim.standing.value,
        standing_reason=claim.standing_reason,
        later_history=claim.later_history,
        attributed_to=claim.attributed_to,
        forces=tuple((to(dossier, one.force), INVOLVEMENT[one.involvement]) for one in claim.forces),
        supports=sides[Stance.SUPPORTS],
        contradicts=sides[Stance.CONTRADICTS],
        context=sides[Stance.CONTEXT],
        origins=_independence(dossier, claim),
        supporting=len({one.source for one in claim.evidence if one.stance is Stance.SUPPORTS}),
        proceedings=tuple(step(dossier, name) for name in claim.proceedings),
        organisations=tuple(to(dossier, name) for name in claim.organisations),
        adverse_to=tuple(to(dossier, name) for name in claim.adverse_to),
        reply=None if reply is None else f"{REPLY[reply.status]}{asked}",
        reply_reason=None if reply is None else reply.reason,
        reply_text=None if reply is None else reply.text,
        references=citations.references(),
    )


def date_words(claim: Claim) -> str:
    """The date of a claim in words."""
    return "undated" if claim.date == "undated" else str(claim.date)


def _evidence(dossier: Dossier, evidence: Evidence, citations: Citations) -> EvidenceView:
    number, anchor = citations.cite(evidence.source)
    source = dossier.source(evidence.source)
    quote = evidence.quote
    return EvidenceView(
        source=to(dossier, evidence.source),
        number=number,
        anchor=anchor,
        says=evidence.says,
        pinpoint=pinpoint_words(source, evidence.pinpoint),
        quote=None
        if quote is None
        else QuoteView(quote.exact, quote.language or (source.language if source else ""), quote.translation),
        origins=tuple(to(dossier, name) for name in _origins(dossier, evidence) if name != evidence.source),
        note=None if evidence.note is None else to_html(evidence.note),
        checked="" if source is None else _level(source.checked.level),
    )


def _level(level: CheckLevel) -> str:
    return {
        CheckLevel.FULL_TEXT: "Source read in full",
        CheckLevel.EXCERPT: "Source read in an excerpt only",
        CheckLevel.NOT_OPENED: "Source not opened",
    }[level]


def _origins(dossier: Dossier, evidence: Evidence) -> list[str]:
    return sorted(dossier.origins_of(evidence))


def _independence(dossier: Dossier, claim: Claim) -> tuple[Origin, ...]:
    """The origins of the support, each with the sources that go back to it."""
    through: dict[str, list[str]] = {}
    for evidence in claim.evidence:
        if evidence.stance is Stance.SUPPORTS:
            for origin in _origins(dossier, evidence):
                members = through.setdefault(origin, [])
                if evidence.source not in members:
                    members.append(evidence.source)
    return tuple(
        Origin(to(dossier, origin), tuple(to(dossier, name) for name in members)) for origin, members in through.items()
    )


def _notices(dossier: Dossier, claim: Claim) -> Iterator[Notice]:
    """What a reader must see first: a reversal, a dispute, that no supporting source was read in full."""
    for name in claim.proceedings:
        proceeding = dossier.proceeding(name)
        if proceeding is not None:
            yield from _reversal(dossier, claim, proceeding)
    if claim.standing is Standing.SUPERSEDED:
        yield Notice(
            "superseded", "Superseded: it was so held or said, and no longer stands", claim.later_history or ""
        )
    elif claim.later_history is not None:
        yield Notice("history", "What became of the authority this rests on", claim.later_history)
    if claim.standing is Standing.DISPUTED:
        yield Notice("disputed", "Disputed: there is evidence on both sides", claim.standing_reason or "")
    if dossier.is_unread(claim):
        text = (
            "Each was read in an excerpt only, or not opened. The documents may say more, or qualify what is said here."
        )
        yield Notice("unread", UNREAD, text)


def _reversal(dossier: Dossier, claim: Claim, proceeding: Proceeding) -> Iterator[Notice]:
    """That a proceeding of the claim was reversed, unless the claim names the reversal, or that was itself reversed."""
    later = reversed_by(dossier, proceeding.id)
    if later is None or later in claim.proceedings:
        return
    undone = reversed_by(dossier, later)
    if undone is None:
        text = "Do not cite its holding as good law without the later decision:"
        yield Notice("reversed", f"“{proceeding.title}” was reversed", text, to(dossier, later))
    elif undone not in claim.proceedings:
        title = f"“{proceeding.title}” was reversed, by a decision that was itself reversed"
        yield Notice("history", title, "Read it with the last decision:", to(dossier, undone))
