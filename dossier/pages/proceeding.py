"""The content of the page of a proceeding."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.dates_and_addresses import DATE_NOT_RECORDED
from dossier.cite.fate import fate_of
from dossier.model import Proceeding
from dossier.model.dates import Edtf
from dossier.model.labels import CASE_NUMBER, DECIDED, NEUTRAL_CITATION, OPENED, PUBLISHED, TITLE, TRANSLATED_TITLE
from dossier.model.proceeding import Party
from dossier.model.vocabulary import PaymentState, ProceedingStatus, Relation, TitleBasis
from dossier.pages.content import (
    NOTHING_RECORDED,
    STANDING_ROLE,
    Aside,
    Badge,
    Block,
    Item,
    Items,
    LivingOnly,
    Notice,
    Paragraph,
    PinpointText,
    Prose,
    Tag,
    Text,
    Words,
)
from dossier.pages.course import course
from dossier.pages.definitions import STATUSES, definition_link
from dossier.pages.distinction import distinction
from dossier.pages.fate import fate_notice, standing_badge
from dossier.pages.further import last_blocks
from dossier.pages.page_content import PageContent, Section
from dossier.pages.parts import (
    Citations,
    date_words,
    facts,
    page_content,
    pinpoint_words,
    record_link,
    review,
)
from dossier.pages.penalties import penalty_text
from dossier.pages.pictures.course_picture import course_picture
from dossier.pages.plain_text import first_sentence
from dossier.pages.proceeding_summary import (
    BEFORE,
    STATUS,
    STEP,
    ProceedingSummary,
    details_text,
    extent_text,
    history_text,
    reversal_text,
    summarise,
    summary_text,
)
from dossier.reading.backlinks import claims_about, history_uses
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.penalties import is_imposed

_TITLE_ORIGINS = {
    TitleBasis.DESCRIBED: "our description of this step, not the name of the case",
    TitleBasis.FROM_ADDRESS: "taken from an address, not from the decision",
}


def proceeding_content(dossier: Dossier, entry: Entry[Proceeding]) -> PageContent:
    """The content of the page of a proceeding."""
    proceeding = entry.record
    citations = Citations(dossier)
    summary = summarise(dossier, proceeding.id)
    outcome = tuple(_outcome(dossier, proceeding, summary, citations))
    lead = tuple(_lead(dossier, proceeding, summary, citations))
    forum = summary.forum.words if summary.forum else ""
    return page_content(
        dossier,
        entry,
        f"{summary.kind} before {forum}, {summary.decided}. {summary.status.label}.",
        _notices(dossier, proceeding),
        (
            Section("lead", lead),
            Section("outcome", outcome),
            Section("breaches", tuple(_breaches(dossier, proceeding, citations))),
            Section("course", tuple(_course(dossier, proceeding.id))),
            Section("parties", tuple(_parties(dossier, proceeding.parties))),
            Section("claims", tuple(_claims(dossier, proceeding.id)), is_frozen=False),
            citations.section(),
        ),
    )


def _lead(
    dossier: Dossier, proceeding: Proceeding, summary: ProceedingSummary, citations: Citations
) -> Iterator[Block]:
    definition = definition_link(dossier, STATUSES, proceeding.status)
    badge = Badge(summary.status.label, summary.status.term, definition=definition)
    details = details_text(summary, with_number=not distinction(dossier, proceeding))
    yield Paragraph((badge, Words(" "), *details), STATUS, STANDING_ROLE, is_frozen=False)
    if proceeding.outcome is not None:
        # The box about a reversal comes before it.
        yield Paragraph((Prose(first_sentence(" ".join(proceeding.outcome.split()))),), role="result", is_frozen=False)
    yield review(proceeding)
    checked = proceeding.status_checked
    mark = () if checked.source is None else (citations.mark(checked.source),)
    looked_up = LivingOnly((Words(f" as looked up on {checked.on}"),))
    status = Badge(summary.status.label, summary.status.term, STATUS)
    yield facts(
        (STATUS, (status, looked_up, *mark)),
        (STEP, (Words(summary.kind),)),
        (BEFORE, (record_link(dossier, proceeding.forum),)),
        (OPENED, _day(proceeding.opened)),
        (DECIDED, _decided(proceeding)),
        (PUBLISHED, _day(proceeding.published)),
        (NEUTRAL_CITATION, proceeding.neutral_citation),
        (CASE_NUMBER, proceeding.case_number),
        (TITLE, _TITLE_ORIGINS.get(proceeding.title_basis)),
        (TRANSLATED_TITLE, proceeding.title_in_english),
    )
    yield from last_blocks(dossier, proceeding)


# The statuses of a step in which a decision was made.
_WITH_DECISION = frozenset(
    {
        *(ProceedingStatus.DECIDED, ProceedingStatus.FINAL, ProceedingStatus.UNDER_APPEAL),
        *(ProceedingStatus.REVERSED, ProceedingStatus.VARIED, ProceedingStatus.REMITTED),
    }
)


def _decided(proceeding: Proceeding) -> Text:
    """The date of the decision, or that it is not recorded if there was a decision."""
    if proceeding.decided is None and proceeding.status in _WITH_DECISION:
        return (Words(DATE_NOT_RECORDED),)
    return _day(proceeding.decided)


def _day(day: Edtf | None) -> Text:
    return () if day is None else (Words(str(day)),)


def _notices(dossier: Dossier, proceeding: Proceeding) -> Iterator[Notice]:
    fate = fate_of(dossier, proceeding)
    if fate is not None:
        yield fate_notice(dossier, fate, fate.sentence)
    if proceeding.status is ProceedingStatus.NOT_KNOWN and proceeding.id not in dossier.hidden_courses:
        yield Notice("unread", proceeding.status.label, (Words(f"Nothing that was read says {_unknown(proceeding)}."),))


def _unknown(proceeding: Proceeding) -> str:
    """The words for what is not known of the later course of a proceeding, beyond what its record says."""
    if any(entry.relation.is_result for entry in proceeding.history):
        return "what happened after that"
    if any(entry.relation is Relation.CONTINUED_IN for entry in proceeding.history):
        return "if it was appealed. The case goes on in a later step"
    if proceeding.history:
        return "how the case ended"
    payments = [penalty.paid for penalty in proceeding.penalties if is_imposed(penalty)]
    is_open = any(paid is None or paid.state is PaymentState.NOT_KNOWN for paid in payments)
    return "if it was appealed, paid or complied with" if is_open else "if it was appealed or complied with"


def _outcome(
    dossier: Dossier, proceeding: Proceeding, summary: ProceedingSummary, citations: Citations
) -> Iterator[Block]:
    marks = citations.marks(proceeding.sources)
    if proceeding.outcome is not None:
        yield Paragraph((Prose(proceeding.outcome), *marks))
    elif marks:
        yield Paragraph((Words(f"{NOTHING_RECORDED} Sources: "), *marks))
    reversal = reversal_text(summary)
    for penalty in proceeding.penalties:
        text = penalty_text(dossier, penalty)
        yield Paragraph((*text, *((LivingOnly((Words("."), *reversal)),) if reversal else ())), role="penalty")


def _breaches(dossier: Dossier, proceeding: Proceeding, citations: Citations) -> Iterator[Items]:
    """Yield the provisions that the decision finds broken, each with a link to its law."""
    items = []
    for breach in proceeding.breaches:
        provision = pinpoint_words(dossier.source(breach.source), breach.provision)
        text: Text = (record_link(dossier, breach.source), Words(" "), PinpointText(provision or ""))
        items.append(Item((Paragraph((*text, citations.mark(breach.source))),)))
    if items:
        yield Items(tuple(items))


def _course(dossier: Dossier, name: str) -> Iterator[Block]:
    """Yield a picture, and the proceedings that the histories connect with a proceeding, and itself, oldest first.

    A frozen page prints only the history of the proceeding itself.
    """
    steps = course(dossier, name)
    picture = course_picture(dossier, steps, name)
    if picture is not None:
        yield picture
    yield Items(tuple(_course_item(dossier, summary, name) for summary in steps), "course")


def _course_item(dossier: Dossier, summary: ProceedingSummary, current: str) -> Item:
    name = summary.proceeding.identifier
    line = Paragraph((*summary_text(summary), *reversal_text(summary)), is_frozen=False)
    later = [Item((Paragraph(history_text(dossier, entry)),)) for entry in summary.history]
    # The earlier steps of the list say the same from their side.
    for use in history_uses(dossier, name) if name == current else ():
        earlier = record_link(dossier, use.earlier.id)
        text = (Words(f"{use.entry.relation.converse} "), earlier, *extent_text(use.entry))
        later.append(Item((Paragraph(text),), is_frozen=False))
    relations = (Items(tuple(later), "done"),) if later else ()
    return Item((line, *relations), is_current=name == current, is_frozen=name == current)


def _parties(dossier: Dossier, parties: tuple[Party, ...]) -> Iterator[Items]:
    items = []
    for party in parties:
        text: Text = (Tag(party.role.label),)
        if party.organisation is not None:
            text += (Words(" "), record_link(dossier, party.organisation))
        if party.described_as is not None:
            text += (Words(" "), Prose(party.described_as))
        items.append(Item((Paragraph(text),)))
    if items:
        yield Items(tuple(items))


def _claims(dossier: Dossier, name: str) -> Iterator[Items]:
    """Yield the claims that name the proceeding, with standing and date."""
    items = []
    for claim in claims_about(dossier, name):
        details = Words(f"{standing_badge(dossier, claim).label} · {date_words(claim)}")
        items.append(Item((Paragraph((record_link(dossier, claim.id), Words(" "), Aside((details,)))),)))
    if items:
        yield Items(tuple(items), "cards")
