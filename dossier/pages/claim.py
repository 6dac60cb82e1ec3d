"""The content of the page of a claim."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Claim, Proceeding
from dossier.model.claim import Evidence
from dossier.model.labels import NONE_READ_IN_FULL, explained
from dossier.model.notes import to_html
from dossier.model.vocabulary import Stance, Standing
from dossier.pages.content import (
    Aside,
    Badge,
    Block,
    Fact,
    Item,
    Items,
    LivingOnly,
    Note,
    Notice,
    PageContent,
    Paragraph,
    PinpointText,
    Prose,
    Quotation,
    Section,
    Tag,
    Text,
    Words,
)
from dossier.pages.parts import (
    Citations,
    date_words,
    facts,
    joined,
    note_and_topics,
    page_content,
    pinpoint_words,
    record_link,
    review,
)
from dossier.pages.proceeding_summary import (
    extent_words,
    is_partial,
    later_text,
    quoted_name,
    reversal_of,
    reversed_by,
    summarise,
    summary_text,
)
from dossier.reading.dossier import Dossier, Entry

_STANDING = "Standing"
_SIDES = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.CONTEXT: "context"}


def claim_content(dossier: Dossier, entry: Entry[Claim]) -> PageContent:
    """The content of the page of a claim."""
    claim = entry.record
    citations = Citations(dossier)
    sides = [Section(stance.value, tuple(_evidence(dossier, claim, stance, citations))) for stance in Stance]
    return page_content(
        dossier,
        entry,
        f"{claim.standing.label}. {claim.statement}",
        _notices(dossier, claim),
        (
            Section("lead", tuple(_lead(claim))),
            Section("concerns", tuple(_concerns(dossier, claim))),
            *sides,
            Section("independence", tuple(_independence(dossier, claim)), is_frozen=False),
            Section("proceedings", tuple(_proceedings(dossier, claim))),
            Section("reply", (_reply(dossier, claim),)),
            citations.section(),
        ),
    )


def _lead(claim: Claim) -> Iterator[Block]:
    badge = Badge(claim.standing.label, claim.standing.value, _STANDING)
    yield Paragraph((badge, Words(" "), Words(claim.standing.summary)), label=_STANDING, role="standing")
    yield review(claim)
    if claim.standing_reason:
        yield Paragraph((Prose(claim.standing_reason),), label="Why this standing", role="reason")
    yield facts(("When", (Words(date_words(claim)),)), ("Attributed to", claim.attributed_to))
    yield from note_and_topics(claim)


def _concerns(dossier: Dossier, claim: Claim) -> Iterator[Items]:
    items = tuple(
        Item((Paragraph((record_link(dossier, concern.body), Words(" "), Tag(concern.involvement.label))),))
        for concern in claim.concerns
    )
    if items:
        yield Items(items)


def _evidence(dossier: Dossier, claim: Claim, stance: Stance, citations: Citations) -> Iterator[Items]:
    items = tuple(
        Item(tuple(_item_parts(dossier, evidence, citations)))
        for evidence in claim.evidence
        if evidence.stance is stance
    )
    if items:
        yield Items(items, "evidence")


def _item_parts(dossier: Dossier, evidence: Evidence, citations: Citations) -> Iterator[Paragraph | Quotation | Note]:
    source = dossier.source(evidence.source)
    statement: Text = (record_link(dossier, evidence.source), Words(" "), Prose(evidence.says))
    statement += (citations.mark(evidence.source),)
    pinpoint = pinpoint_words(source, evidence.pinpoint)
    if pinpoint is not None:
        statement += (Words(" "), PinpointText(pinpoint))
    yield Paragraph(statement, role="says")
    quote = evidence.quote
    if quote is not None:
        language = quote.language or (source.language if source else None)
        yield Quotation(quote.exact, language, quote.translation)
    if evidence.note is not None:
        yield Note(to_html(evidence.note))
    checked = "" if source is None else f"Source {source.checked.level.label}"
    if evidence.origin is not None and evidence.origin != evidence.source:
        origin = (record_link(dossier, evidence.origin), citations.mark(evidence.origin))
        yield Paragraph((LivingOnly((Words(checked),)), Words(_GOES_BACK_TO), *origin), role="meta")
        return
    # The origins that a source goes back to by its own record are not in the `record.json` of the claim.
    text: Text = (Words(checked),)
    for name in sorted(dossier.origins_of(evidence) - {evidence.source}):
        text += (Words(_GOES_BACK_TO), record_link(dossier, name))
    yield Paragraph(text, role="meta", is_frozen=False)


_GOES_BACK_TO = " · goes back to "


def _independence(dossier: Dossier, claim: Claim) -> Iterator[Block]:
    """Yield the origins of the support, each with the sources that go back to it."""
    by_origin: dict[str, list[str]] = {}
    for evidence in claim.evidence:
        if evidence.stance is Stance.SUPPORTS:
            for origin in sorted(dossier.origins_of(evidence)):
                members = by_origin.setdefault(origin, [])
                if evidence.source not in members:
                    members.append(evidence.source)
    if not by_origin:
        yield Paragraph((Words("No source supports it."),), role="none")
        return
    supporting = len({evidence.source for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS})
    sources = "source goes" if supporting == 1 else "sources go"
    origins = "origin" if len(by_origin) == 1 else "origins"
    voice = " However many repeat it, that is one voice." if len(by_origin) == 1 and supporting > 1 else ""
    yield Paragraph((Words(f"{supporting} supporting {sources} back to {len(by_origin)} {origins}.{voice}"),))
    yield Items(tuple(_origin(dossier, origin, members) for origin, members in by_origin.items()))


def _origin(dossier: Dossier, origin: str, members: list[str]) -> Item:
    text: Text = (record_link(dossier, origin),)
    others = [record_link(dossier, name) for name in members if name != origin]
    if others:
        text += (Words(" "), Aside((Words("repeated by "), *joined(others))))
    return Item((Paragraph(text),))


def _proceedings(dossier: Dossier, claim: Claim) -> Iterator[Items]:
    items = []
    for name in claim.proceedings:
        summary = summarise(dossier, name)
        items.append(Item((Paragraph((*summary_text(summary), *later_text(dossier, summary))),)))
    if items:
        yield Items(tuple(items), "cards")


def _reply(dossier: Dossier, claim: Claim) -> Block:
    organisations = joined(record_link(dossier, name) for name in claim.organisations)
    adverse_to = joined(record_link(dossier, name) for name in claim.adverse_to)
    text: Text = ()
    if claim.reply is not None:
        asked = "" if claim.reply.asked_on is None else f" on {claim.reply.asked_on}"
        text = (Words(f"{claim.reply.status.label}{asked}."),)
        if claim.reply.reason is not None:
            text += (Words(" "), Prose(claim.reply.reason))
        if claim.reply.text is not None:
            text += (Words(" The reply: "), Prose(claim.reply.text))
    return facts(
        Fact("Other bodies concerned", organisations or (Words("none recorded"),), is_frozen=bool(organisations)),
        ("Adverse to", adverse_to or (Words("nobody"),)),
        ("Reply", text),
    )


def _notices(dossier: Dossier, claim: Claim) -> Iterator[Notice]:
    """Yield what changes how the claim must be read: a reversal, a dispute, sources that were not read in full."""
    for name in claim.proceedings:
        proceeding = dossier.proceeding(name)
        if proceeding is not None:
            yield from _reversal(dossier, claim, proceeding)
    later_history: Text = () if claim.later_history is None else (Prose(claim.later_history.text),)
    if claim.standing is Standing.SUPERSEDED:
        yield Notice("superseded", explained(claim.standing.label, claim.standing.summary), later_history)
    elif later_history:
        yield Notice("history", "What became of the authority this rests on", later_history)
    if claim.standing is Standing.DISPUTED:
        reason: Text = () if claim.standing_reason is None else (Prose(claim.standing_reason),)
        yield Notice("disputed", explained(claim.standing.label, claim.standing.summary), reason, is_frozen=False)
    if dossier.is_unread(claim):
        text = (
            "Each was read in an excerpt only, or not opened. The documents may say more, or qualify what is said here."
        )
        yield Notice("unread", NONE_READ_IN_FULL, (Words(text),))


def _reversal(dossier: Dossier, claim: Claim, proceeding: Proceeding) -> Iterator[Notice]:
    """Yield a notice if a proceeding of the claim was reversed and the claim does not name the reversal.

    A reversal that was itself reversed is a milder notice, which the claim avoids by naming the last decision.
    """
    reversal = reversal_of(dossier, proceeding.id)
    if reversal is None or reversal.proceeding in claim.proceedings:
        return
    later = reversal.proceeding
    reversed_ = f"{quoted_name(proceeding)} was reversed{extent_words(reversal)}"
    undone = reversed_by(dossier, later)
    if undone is None:
        text: Text = (
            Words("Do not cite its holding as good law without the later decision: "),
            record_link(dossier, later),
        )
        yield Notice("history" if is_partial(reversal) else "reversed", reversed_, text, is_frozen=False)
    elif undone not in claim.proceedings:
        title = f"{reversed_}, by a decision that was itself reversed"
        text = (Words("Read it with the last decision: "), record_link(dossier, undone))
        yield Notice("history", title, text, is_frozen=False)
