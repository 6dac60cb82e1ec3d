"""The content of the page of a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Body, Claim, FocusBody, Organisation
from dossier.model.body import Alias
from dossier.model.dates import Edtf
from dossier.model.labels import language
from dossier.model.vocabulary import Involvement, Stance
from dossier.pages.content import (
    Aside,
    Badge,
    Block,
    Item,
    Items,
    LivingOnly,
    Paragraph,
    Prose,
    Quotation,
    RecordLink,
    Section,
    Tag,
    Text,
    WebLink,
    Words,
)
from dossier.pages.fate import authority_words
from dossier.pages.further import last_blocks
from dossier.pages.group_links import COUNTRY, country_link
from dossier.pages.page_content import PageContent
from dossier.pages.parts import (
    Citations,
    date_words,
    facts,
    in_a_row,
    joined,
    linked_items,
    page_content,
    quotation,
    record_link,
    review,
)
from dossier.pages.proceeding_summary import decisions_text, summarise, summary_text
from dossier.pages.sections import EVIDENCE_AGAINST, EVIDENCE_FOR
from dossier.reading.backlinks import claims_about, live_concerns, party_uses, proceedings_before, sources_by
from dossier.reading.dossier import Dossier, Entry

# A gap in the record says nothing about the body.
NO_EVIDENCE = "That is not evidence for or against it."


def body_content(dossier: Dossier, entry: Entry[Body]) -> PageContent:
    """The content of the page of a body."""
    body = entry.record
    citations = Citations(dossier)
    # A frozen page has the references of these parts only, so that they have the first numbers.
    lead = tuple(_lead(dossier, body, citations))
    claims = list(_by_date(claims_about(dossier, body.id)))
    involvements = {
        claim.id: {concern.involvement for concern in claim.concerns if concern.body == body.id} for claim in claims
    }
    reported = [
        _item(dossier, claim, _reported(involvements[claim.id]), citations)
        for claim in claims
        if _reported(involvements[claim.id])
    ]
    answers = [
        _item(dossier, claim, _answered(involvements[claim.id]), citations)
        for claim in claims
        if _answered(involvements[claim.id])
    ]
    others = [_item(dossier, claim, set(), citations) for claim in claims if not involvements[claim.id]]
    about = (Section("reported", _cards(reported)), Section("answers", _cards(answers)))
    before = (
        Section("decided", _cards(_decided(dossier, body.id)), is_frozen=False),
        Section("party", _cards(_parties(dossier, body.id)), is_frozen=False),
        Section("published", linked_items(_published(dossier, body.id)), is_frozen=False),
    )
    is_in_focus = isinstance(body, FocusBody)
    return page_content(
        dossier,
        entry,
        f"{body.title}: reports ({len(reported)}) and its own answers ({len(answers)}), each with its sources.",
        (),
        (
            Section("lead", lead),
            *(about if is_in_focus else ()),
            Section("claims", _cards(others), is_frozen=False),
            *(before[1:2] if is_in_focus else before),
            citations.section(),
        ),
    )


def _reported(involvements: set[Involvement]) -> set[Involvement]:
    return {involvement for involvement in involvements if not involvement.is_own_answer}


def _answered(involvements: set[Involvement]) -> set[Involvement]:
    return {involvement for involvement in involvements if involvement.is_own_answer}


def _lead(dossier: Dossier, body: Body, citations: Citations) -> Iterator[Block]:
    if isinstance(body, FocusBody):
        yield from _gaps(dossier, body.id)
    yield review(body)
    yield facts(
        ("Sort of body", (Words(body.kind.label),)),
        (COUNTRY, (country_link(body.country),)),
        ("Also called", in_a_row(_alias_text(alias, citations) for alias in body.aliases)),
        ("Abbreviation in citations", body.abbreviation if isinstance(body, Organisation) else None),
        ("Who answers in law", body.controller if isinstance(body, FocusBody) else None),
        ("Took over from", joined(record_link(dossier, name) for name in body.predecessors)),
        ("Website", () if body.url is None else (WebLink(body.url, body.url),)),
        *facts(*((scheme.label, text) for scheme, text in dossier.subject.identifiers_of(body))).facts,
    )
    yield from last_blocks(dossier, body)


def _gaps(dossier: Dossier, body: str) -> Iterator[Paragraph]:
    """Yield the questions of the subject about a body that no claim answers, if there are any."""
    recorded = {use.concern.involvement for use in live_concerns(dossier, body)}
    questions = [each.question for each in dossier.subject.file.questions if recorded.isdisjoint(each.involvements)]
    if questions:
        text: Text = (Words("No claim here answers: "), Prose(" ".join(questions)), Words(f" {NO_EVIDENCE}"))
        yield Paragraph(text, role="gaps", is_frozen=False)


def _alias_text(alias: Alias, citations: Citations) -> Text:
    """A name with its language, and a mark for its source."""
    text: Text = (Prose(alias.name, alias.language),)
    if alias.language is not None:
        text += (Words(" "), Aside((Words(language(alias.language)),)))
    return text if alias.source is None else (*text, citations.mark(alias.source))


def _by_date(claims: Iterable[Claim]) -> list[Claim]:
    def key(claim: Claim) -> tuple[bool, object, str]:
        when = claim.date.sort_key if isinstance(claim.date, Edtf) else None
        return (when is None, when or (), claim.id)

    return sorted(claims, key=key)


def _cards(items: Iterable[Item]) -> tuple[Items, ...]:
    cards = tuple(items)
    return (Items(cards, "cards"),) if cards else ()


def _item(dossier: Dossier, claim: Claim, involvements: set[Involvement], citations: Citations) -> Item:
    """A claim about the body, with its date, standing and sources, and the sources that contradict it.

    A frozen page prints only what the back-links in `record.json` hold: involvement, standing, statement and day of
    withdrawal.
    """
    standing = Badge(claim.standing.label, claim.standing.value)
    details: Text = (LivingOnly((Words(f"{date_words(claim)} · "),)),)
    if involvements:
        details += (Tag(", ".join(sorted(involvement.label for involvement in involvements))), Words(" · "))
    marks = citations.marks(_sources(claim, Stance.SUPPORTS), is_frozen=False)
    against = citations.marks(_sources(claim, Stance.CONTRADICTS), is_frozen=False)
    if against:
        marks = (Words(f" {EVIDENCE_FOR}: "), *marks) if marks else ()
        marks += (Words(" · against: " if marks else f" {EVIDENCE_AGAINST}: "), *against)
    link = record_link(dossier, claim.id)
    parts: list[Paragraph | Quotation] = [
        Paragraph(
            (*details, standing, *_withdrawal(claim), LivingOnly((Words(authority_words(dossier, claim)),))),
            role="meta",
        ),
        Paragraph((link, LivingOnly(marks)), role="claim"),
    ]
    for evidence in claim.evidence:
        if evidence.stance is Stance.SUPPORTS:
            parts += quotation(dossier, evidence, is_frozen=False)
    if claim.reply is not None:
        parts.append(Paragraph((Words(f"{claim.reply.status.label}."),), role="meta", is_frozen=False))
    return Item(tuple(parts), frozen_key=claim.id)


def _withdrawal(claim: Claim) -> Text:
    """The day on which a claim was withdrawn. A frozen page says this only here."""
    return () if claim.withdrawn is None else (Words(f" · withdrawn on {claim.withdrawn.date}"),)


def _sources(claim: Claim, stance: Stance) -> Iterable[str]:
    return dict.fromkeys(evidence.source for evidence in claim.evidence if evidence.stance is stance)


def _decided(dossier: Dossier, forum: str) -> Iterator[Item]:
    summaries = [summarise(dossier, proceeding.id) for proceeding in proceedings_before(dossier, forum)]
    for summary in sorted(summaries, key=lambda summary: summary.sort_key):
        yield Item((Paragraph((*summary_text(summary), *decisions_text(summary))),))


def _parties(dossier: Dossier, body: str) -> Iterator[Item]:
    roles = [(use.party.role.label, summarise(dossier, use.proceeding.id)) for use in party_uses(dossier, body)]
    for role, summary in sorted(roles, key=lambda pair: pair[1].sort_key):
        yield Item((Paragraph((Tag(role), Words(" "), *summary_text(summary), *decisions_text(summary))),))


def _published(dossier: Dossier, body: str) -> Iterator[RecordLink]:
    return (record_link(dossier, source.id) for source in sources_by(dossier, body))
