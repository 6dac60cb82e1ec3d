"""The list of all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.model import Claim
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.model.vocabulary import Independence, Stance, Standing
from dossier.pages.claim import STANDING
from dossier.pages.claim_countries import countries_of
from dossier.pages.content import RecordLink
from dossier.pages.fate import standing_badge
from dossier.pages.group_links import COUNTRY, GROUP_KINDS, TOPICS
from dossier.pages.lists import (
    WITHDRAWN,
    YEAR,
    Cell,
    Choice,
    Column,
    Facet,
    Order,
    RecordList,
    Row,
    day_cell,
    links_cell,
    number_cell,
    of_bodies,
    of_countries,
    of_label,
    of_term,
    of_years,
    terms,
    with_rows,
    words_cell,
    yes_or_no,
)
from dossier.pages.parts import record_link
from dossier.pages.sections import EVIDENCE_AGAINST, EVIDENCE_FOR
from dossier.reading.dossier import Dossier
from dossier.reading.independence import support_of

UNSORTED = "Without a topic"
TOPIC, _TOPIC_LABEL, _ = GROUP_KINDS[TOPICS]
# What a downloaded list says of the sources of a claim. Those whose origin nobody looked into have no known origin.
_DOWNLOAD = ("Sources for it", "Sources against it", "Sources for context", "Known origins")


def claim_list(dossier: Dossier) -> RecordList:
    """The list of all claims, by their first topics in the order in which claims name them."""
    subject = dossier.subject
    columns = (
        Column("claim", "Claim"),
        Column("date", "Date", Order.DATE),
        Column("standing", STANDING),
        Column("bodies", capitalised(subject.plural(Kind.FOCUS))),
        Column("topics", _TOPIC_LABEL),
        Column("for", EVIDENCE_FOR, Order.NUMBER),
        Column("against", EVIDENCE_AGAINST, Order.NUMBER),
        Column("origins", "Origins"),
    )
    facets = (
        Facet("standing", STANDING, terms(Standing)),
        Facet(TOPIC, _TOPIC_LABEL),
        Facet(YEAR, "Year"),
        Facet("country", COUNTRY),
        Facet("body", capitalised(subject.name(Kind.FOCUS))),
        Facet("organisation", "Organisation"),
        Facet("origins", "Independence of sources", terms(Independence)),
        Facet("against", EVIDENCE_AGAINST),
        Facet("read", "A source read in full"),
        WITHDRAWN,
    )
    claims = sorted(_claims_by_topic(dossier), key=lambda pair: pair[0])
    rows = (_row(dossier, claim) for _, claim in claims)
    shape = RecordList("claims", ("claim", "claims"), columns, facets, TOPIC, download_columns=_DOWNLOAD)
    return with_rows(shape, rows)


def _claims_by_topic(dossier: Dossier) -> Iterator[tuple[int, Claim]]:
    """Yield each claim with the place of its first topic. Claims without a topic have the last place."""
    claims = [entry.record for entry in dossier.claims()]
    places = {
        topic: place for place, topic in enumerate(dict.fromkeys(name for each in claims for name in each.topics))
    }
    for claim in claims:
        yield (places[claim.topics[0]] if claim.topics else len(places)), claim


def _row(dossier: Dossier, claim: Claim) -> Row:
    stances = Counter(evidence.stance for evidence in claim.evidence)
    concerned = [record_link(dossier, concern.body) for concern in claim.concerns]
    organisations = [record_link(dossier, name) for name in claim.organisations]
    support = support_of(dossier, claim)
    independence = support.independence
    cells = (
        Cell((record_link(dossier, claim.id),)),
        day_cell(claim.date),
        Cell((standing_badge(dossier, claim),)),
        links_cell(concerned),
        words_cell("; ".join(claim.topics)),
        number_cell(stances[Stance.SUPPORTS]),
        number_cell(stances[Stance.CONTRADICTS]),
        words_cell(None if independence is None else independence.label),
    )
    choices = _choices(dossier, claim, concerned, organisations, independence)
    named = (_sources_on_side(claim, side) for side in (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT))
    return Row(claim.id, cells, choices, (*named, str(len(support.by_origin))))


def _sources_on_side(claim: Claim, side: Stance) -> str:
    """The identifiers of the sources on a side, each once."""
    return "; ".join(dict.fromkeys(each.source for each in claim.evidence if each.stance is side))


def _choices(
    dossier: Dossier,
    claim: Claim,
    concerned: list[RecordLink],
    organisations: list[RecordLink],
    independence: Independence | None,
) -> dict[str, tuple[Choice, ...]]:
    no_origin = (Choice("none", "No supporting source"),)
    return {
        "standing": of_term(claim.standing),
        TOPIC: tuple(of_label(topic) for topic in claim.topics or (UNSORTED,)),
        YEAR: of_years(claim.date),
        "country": of_countries(countries_of(dossier, claim) or (None,)),
        "body": of_bodies(concerned),
        "organisation": of_bodies(organisations),
        "origins": no_origin if independence is None else of_term(independence),
        "against": yes_or_no(any(each.stance is Stance.CONTRADICTS for each in claim.evidence)),
        "read": yes_or_no(independence is not None and not dossier.is_unread(claim)),
        WITHDRAWN.name: yes_or_no(claim.withdrawn),
    }
