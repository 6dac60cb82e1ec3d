"""The claims about a body on its page.

Many claims have the years as headings. On the page of a body with very many, a claim has no quotations and references,
and only the newest are listed. A frozen page has all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.model import Body, Claim, FocusBody
from dossier.model.dates import Edtf
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Involvement, Stance
from dossier.pages.content import (
    Badge,
    Block,
    Item,
    Items,
    LivingOnly,
    PageLink,
    Paragraph,
    Quotation,
    Tag,
    Text,
    Words,
)
from dossier.pages.fate import authority_words, standing_badge
from dossier.pages.page_content import Section
from dossier.pages.parts import Citations, date_words, quotation, record_link
from dossier.pages.sections import EVIDENCE_AGAINST, EVIDENCE_FOR
from dossier.reading.backlinks import claims_about
from dossier.reading.dossier import Dossier

# A section with more claims than this has the years as headings.
_MOST_WITHOUT_YEARS = 50
# A page with more claims than this has neither their quotations nor references to their sources.
_MOST_IN_FULL = 75
# A page has at most so many claims.
MOST_CLAIMS = 200


@dataclass(frozen=True, slots=True)
class BodyClaims:
    """The sections with the claims about a body, and the numbers of reports and of its own answers."""

    reported: Section
    answers: Section
    others: Section
    reports: int
    own_answers: int


def body_claims(dossier: Dossier, body: Body, citations: Citations) -> BodyClaims:
    """The claims about a body, oldest first."""
    claims = _by_date(claims_about(dossier, body.id))
    involvements = {
        claim.id: {concern.involvement for concern in claim.concerns if concern.body == body.id} for claim in claims
    }
    shown = _newest(claims)
    is_short = len(claims) > _MOST_IN_FULL

    def section(name: str, chosen: Sequence[tuple[Claim, set[Involvement]]], *, is_frozen: bool = True) -> Section:
        items = [
            replace(
                _item(dossier, claim, kinds, None if is_short else citations),
                group=_year(claim) if len(chosen) > _MOST_WITHOUT_YEARS else "",
                is_living=claim.id in shown,
            )
            for claim, kinds in chosen
        ]
        return Section(name, tuple(_blocks(dossier, body, name, items)), is_frozen=is_frozen)

    reported = [(claim, kinds) for claim in claims if (kinds := _reported(involvements[claim.id]))]
    answers = [(claim, kinds) for claim in claims if (kinds := _answered(involvements[claim.id]))]
    others = [(claim, involvements[claim.id]) for claim in claims if not involvements[claim.id]]
    return BodyClaims(
        section("reported", reported),
        section("answers", answers),
        section("claims", others, is_frozen=False),
        len(reported),
        len(answers),
    )


def _newest(claims: Sequence[Claim]) -> Collection[str]:
    """The claims that a page has room for: the newest, and claims without a date if there is room for more."""
    newest = sorted(claims, key=lambda claim: isinstance(claim.date, Edtf))
    return {claim.id for claim in newest[-MOST_CLAIMS:]}


def _year(claim: Claim) -> str:
    return str(claim.date.sort_key[0].year) if isinstance(claim.date, Edtf) else "Without a date"


def _blocks(dossier: Dossier, body: Body, name: str, items: Sequence[Item]) -> Iterator[Block]:
    """Yield the list of the claims, and if the page lacks some of them, a sentence that leads to all."""
    if not items:
        return
    yield Items(tuple(items), "cards", name)
    shown = sum(item.is_living for item in items)
    if shown < len(items):
        facet = "body" if isinstance(body, FocusBody) else "organisation"
        address = f"{dossier.subject.folder(Kind.CLAIM)}/?{facet}={body.id}"
        link = PageLink(f"The list of {dossier.subject.plural(Kind.CLAIM)} has all that name it", address)
        words = Words(f"These are the newest {shown:,} of {len(items):,}. ")
        yield Paragraph((words, link, Words(".")), is_frozen=False)


def _reported(involvements: set[Involvement]) -> set[Involvement]:
    return {involvement for involvement in involvements if not involvement.is_own_answer}


def _answered(involvements: set[Involvement]) -> set[Involvement]:
    return {involvement for involvement in involvements if involvement.is_own_answer}


def _by_date(claims: Iterable[Claim]) -> list[Claim]:
    def key(claim: Claim) -> tuple[bool, object, str]:
        when = claim.date.sort_key if isinstance(claim.date, Edtf) else None
        return (when is None, when or (), claim.id)

    return sorted(claims, key=key)


def _item(dossier: Dossier, claim: Claim, involvements: set[Involvement], citations: Citations | None) -> Item:
    """A claim about the body, with its date, standing and sources, and the sources that contradict it.

    Without `citations`, the sources are only counted, and not quoted.

    A frozen page prints only what the back-links in `record.json` hold: involvement, standing, statement and day of
    withdrawal.
    """
    standing = Badge(claim.standing.label, standing_badge(dossier, claim).term)
    details: Text = (LivingOnly((Words(f"{date_words(claim)} · "),)),)
    if involvements:
        details += (Tag(", ".join(sorted(involvement.label for involvement in involvements))), Words(" · "))
    marks = () if citations is None else _marks(claim, citations)
    living = f"{authority_words(dossier, claim)}{_counts(claim) if citations is None else ''}"
    link = record_link(dossier, claim.id)
    parts: list[Paragraph | Quotation] = [
        Paragraph(
            (*details, standing, *_withdrawal(claim), LivingOnly((Words(living),))),
            role="meta",
        ),
        Paragraph((link, LivingOnly(marks)), role="claim"),
    ]
    if citations is not None:
        for evidence in claim.evidence:
            if evidence.stance is Stance.SUPPORTS:
                parts += quotation(dossier, evidence, is_frozen=False)
    if claim.reply is not None:
        parts.append(Paragraph((Words(f"{claim.reply.status.label}."),), role="meta", is_frozen=False))
    return Item(tuple(parts), frozen_key=claim.id)


def _marks(claim: Claim, citations: Citations) -> Text:
    marks = citations.marks(_sources(claim, Stance.SUPPORTS), is_frozen=False)
    against = citations.marks(_sources(claim, Stance.CONTRADICTS), is_frozen=False)
    if against:
        marks = (Words(f" {EVIDENCE_FOR}: "), *marks) if marks else ()
        marks += (Words(" · against: " if marks else f" {EVIDENCE_AGAINST}: "), *against)
    return marks


def _counts(claim: Claim) -> str:
    supporting, contradicting = (len(list(_sources(claim, each))) for each in (Stance.SUPPORTS, Stance.CONTRADICTS))
    return f" · sources: {supporting} for, {contradicting} against"


def _withdrawal(claim: Claim) -> Text:
    """The day on which a claim was withdrawn. A frozen page says this only here."""
    return () if claim.withdrawn is None else (Words(f" · withdrawn on {claim.withdrawn.date}"),)


def _sources(claim: Claim, stance: Stance) -> Iterable[str]:
    return dict.fromkeys(evidence.source for evidence in claim.evidence if evidence.stance is stance)
