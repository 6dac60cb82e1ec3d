"""The content of the page of a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Body, FocusBody, Organisation
from dossier.model.body import Alias
from dossier.model.identifiers import Kind
from dossier.model.labels import language
from dossier.pages.body_claims import body_claims
from dossier.pages.content import (
    Aside,
    Block,
    Item,
    Items,
    PageLink,
    Paragraph,
    Prose,
    Tag,
    Text,
    WebLink,
    Words,
)
from dossier.pages.further import last_blocks
from dossier.pages.group_links import COUNTRY, country_link
from dossier.pages.page_content import PageContent, Section
from dossier.pages.parts import (
    Citations,
    facts,
    in_a_row,
    joined,
    page_content,
    record_link,
    review,
)
from dossier.pages.proceeding_summary import decisions_text, summarise, summary_text
from dossier.reading.backlinks import live_concerns, party_uses, proceedings_before, sources_by
from dossier.reading.dossier import Dossier, Entry

# A section other than the claims has at most so many items.
_MOST_ITEMS = 100
# A gap in the record says nothing about the body.
NO_EVIDENCE = "That is not evidence for or against it."


def body_content(dossier: Dossier, entry: Entry[Body]) -> PageContent:
    """The content of the page of a body."""
    body = entry.record
    citations = Citations(dossier)
    # A frozen page has the references of these parts only, so that they have the first numbers.
    lead = tuple(_lead(dossier, body, citations))
    claims = body_claims(dossier, body, citations)
    about = (claims.reported, claims.answers)
    before = (
        Section("decided", _newest(dossier, Kind.PROCEEDING, _decided(dossier, body.id), "cards"), is_frozen=False),
        Section("party", _newest(dossier, Kind.PROCEEDING, _parties(dossier, body.id), "cards"), is_frozen=False),
        Section("published", _newest(dossier, Kind.SOURCE, _published(dossier, body.id), "plain"), is_frozen=False),
    )
    is_in_focus = isinstance(body, FocusBody)
    return page_content(
        dossier,
        entry,
        f"{body.title}: reports ({claims.reports}) and its own answers ({claims.own_answers}), each with its sources.",
        (),
        (
            Section("lead", lead),
            *(about if is_in_focus else ()),
            claims.others,
            *(before[1:2] if is_in_focus else before),
            citations.section(),
        ),
    )


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


def _newest(dossier: Dossier, kind: Kind, items: Iterable[Item], style: str) -> tuple[Block, ...]:
    """The last items, about records of this kind, and if there are more, a sentence that leads to the list of all."""
    every = tuple(items)
    if len(every) <= _MOST_ITEMS:
        return (Items(every, style),) if every else ()
    words = Words(f"These are the last {_MOST_ITEMS} of {len(every):,}. ")
    link = PageLink(f"The list of {dossier.subject.plural(kind)} has the others", f"{dossier.subject.folder(kind)}/")
    return (Items(every[-_MOST_ITEMS:], style), Paragraph((words, link, Words("."))))


def _decided(dossier: Dossier, forum: str) -> Iterator[Item]:
    summaries = [summarise(dossier, proceeding.id) for proceeding in proceedings_before(dossier, forum)]
    for summary in sorted(summaries, key=lambda summary: summary.sort_key):
        yield Item((Paragraph((*summary_text(summary), *decisions_text(summary))),))


def _parties(dossier: Dossier, body: str) -> Iterator[Item]:
    roles = [(use.party.role.label, summarise(dossier, use.proceeding.id)) for use in party_uses(dossier, body)]
    for role, summary in sorted(roles, key=lambda pair: pair[1].sort_key):
        yield Item((Paragraph((Tag(role), Words(" "), *summary_text(summary), *decisions_text(summary))),))


def _published(dossier: Dossier, body: str) -> Iterator[Item]:
    for source in sources_by(dossier, body):
        yield Item((Paragraph((record_link(dossier, source.id),)),))
