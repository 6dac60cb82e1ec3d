"""The content of the page of a claim."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.fate import fate_for_claim, fates_of_authorities
from dossier.model import Claim
from dossier.model.claim import Evidence
from dossier.model.labels import NONE_READ_IN_FULL, explained
from dossier.model.notes import to_html
from dossier.model.vocabulary import Stance, Standing
from dossier.pages.claim_details import grading_text, place_text, quantity_text, reply_text
from dossier.pages.content import (
    STANDING_ROLE,
    Badge,
    Block,
    Fact,
    Item,
    Items,
    LivingOnly,
    Note,
    Notice,
    Paragraph,
    PinpointText,
    Prose,
    Quotation,
    Tag,
    Text,
    Words,
)
from dossier.pages.definitions import STANDINGS, definition_link
from dossier.pages.fate import fate_notice, standing_badge
from dossier.pages.further import last_blocks
from dossier.pages.independence import independence
from dossier.pages.page_content import PageContent, Section
from dossier.pages.parts import (
    Citations,
    date_words,
    facts,
    in_a_row,
    joined,
    page_content,
    pinpoint_words,
    quotation,
    record_link,
    review,
)
from dossier.pages.pictures.support_picture import support_picture
from dossier.pages.proceeding_summary import (
    later_text,
    summarise,
    summary_text,
)
from dossier.reading.authorities import authorities
from dossier.reading.dossier import Dossier, Entry

STANDING = "Standing"


def claim_content(dossier: Dossier, entry: Entry[Claim]) -> PageContent:
    """The content of the page of a claim."""
    claim = entry.record
    citations = Citations(dossier)
    lead = tuple(_lead(dossier, claim, citations))
    sides = [Section(stance.value, tuple(_evidence(dossier, claim, stance, citations))) for stance in Stance]
    return page_content(
        dossier,
        entry,
        f"{claim.standing.label}. {claim.statement}",
        _notices(dossier, claim),
        (
            Section("lead", lead),
            Section("concerns", tuple(_concerns(dossier, claim))),
            *sides,
            Section("independence", tuple(_independence(dossier, claim)), is_frozen=False),
            Section("proceedings", tuple(_proceedings(dossier, claim))),
            Section("reply", (_reply(dossier, claim),)),
            citations.section(),
        ),
    )


def _lead(dossier: Dossier, claim: Claim, citations: Citations) -> Iterator[Block]:
    definition = definition_link(dossier, STANDINGS, claim.standing)
    badge = Badge(claim.standing.label, standing_badge(dossier, claim).term, STANDING, definition)
    yield Paragraph((badge, Words(" "), Words(claim.standing.summary)), label=STANDING, role=STANDING_ROLE)
    yield review(claim)
    if claim.standing_reason:
        yield Paragraph((Prose(claim.standing_reason),), label="Why this standing", role="reason")
    yield facts(
        ("When", (Words(date_words(claim)),)),
        ("Where", in_a_row(place_text(place) for place in claim.places)),
        ("Numbers", in_a_row(quantity_text(quantity) for quantity in claim.quantities)),
        ("Graded by others", in_a_row(grading_text(grading, citations) for grading in claim.gradings)),
        ("Attributed to", claim.attributed_to),
    )
    yield from last_blocks(dossier, claim)


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
    yield from quotation(dossier, evidence)
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
    """Yield what is known of the origins of the support, then a picture of it."""
    yield from independence(dossier, claim)
    picture = support_picture(dossier, claim)
    if picture is not None:
        yield picture


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
    return facts(
        Fact("Other bodies concerned", organisations or (Words("none recorded"),), is_frozen=bool(organisations)),
        ("Adverse to", adverse_to or (Words("nobody"),)),
        ("Reply", () if claim.reply is None else reply_text(claim.reply)),
    )


def _notices(dossier: Dossier, claim: Claim) -> Iterator[Notice]:
    """Yield what changes how the claim must be read: a reversal, a dispute, sources that were not read in full."""
    yield from _authorities(dossier, claim)
    later = claim.later_history
    later_history: Text = () if later is None else (Prose(later.text),)
    if claim.standing is Standing.SUPERSEDED:
        yield Notice("superseded", explained(claim.standing.label, claim.standing.summary), later_history)
    elif later is not None:
        text: Text = (Words(f"What the claim says {later.effect.label}. "), *later_history)
        yield Notice("history", "What became of the authority this rests on", text)
    if claim.standing is Standing.DISPUTED:
        reason: Text = () if claim.standing_reason is None else (Prose(claim.standing_reason),)
        yield Notice("disputed", explained(claim.standing.label, claim.standing.summary), reason, is_frozen=False)
    if dossier.is_unread(claim):
        unread = (
            "Each was read in an excerpt only, or not opened. The documents may say more, or qualify what is said here."
        )
        yield Notice("unread", NONE_READ_IN_FULL, (Words(unread),))


def _authorities(dossier: Dossier, claim: Claim) -> Iterator[Notice]:
    """Yield a notice for each decision that the claim rests on and that a later one changed.

    If there is none, one notice names those that support it among other sources.
    It is about the decision, never about the claim: `later_history` says if the change touches what the claim says.
    """
    fates = fates_of_authorities(dossier, authorities(dossier, claim))
    for citation, fate in fates:
        title = f"Rests on {citation}, {fate.words}"
        yield fate_notice(dossier, fate, title, is_grave=not claim.is_undisturbed)
    among_others = None if fates else fate_for_claim(dossier, claim)
    if among_others is not None:
        yield fate_notice(dossier, among_others, among_others.sentence, is_grave=False)
