"""The content of the page of a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.cite.classify import anonymous
from dossier.cite.fate import fate_as_looked_up
from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.labels import (
    CASE_NUMBER,
    NEUTRAL_CITATION,
    TITLE,
    TRANSLATED_TITLE,
    explained,
    jurisdiction,
    language,
)
from dossier.model.vocabulary import CheckLevel, DecisionLink, Derivation, TitleBasis
from dossier.pages.content import (
    Block,
    CitationText,
    Fact,
    Facts,
    Item,
    Items,
    Notice,
    Paragraph,
    Prose,
    Section,
    Tag,
    Text,
    WebLink,
    Words,
)
from dossier.pages.fate import fate_notice
from dossier.pages.further import last_blocks
from dossier.pages.page_content import PageContent
from dossier.pages.parts import (
    checked_text,
    copy_text,
    facts,
    joined,
    linked_items,
    newest_copy,
    page_content,
    pinpoint_words,
    record_link,
    review,
    valid_copies,
)
from dossier.reading.backlinks import (
    alias_uses,
    copies_of,
    evidence_uses,
    grading_uses,
    origin_uses,
    proceedings_citing,
    sources_repeating,
)
from dossier.reading.dossier import Dossier, Entry

GENRE = "Sort of document"


def source_content(dossier: Dossier, entry: Entry[Source]) -> PageContent:
    """The content of the page of a source."""
    source = entry.record
    citing = (record_link(dossier, proceeding.id) for proceeding in proceedings_citing(dossier, source.id))
    return page_content(
        dossier,
        entry,
        f"{source.genre.label}: {source.title}",
        _notices(dossier, source),
        (
            Section("lead", tuple(_lead(dossier, source))),
            Section("uses", tuple(_uses(dossier, source)), is_frozen=False),
            Section("proceedings", linked_items(citing), is_frozen=False),
            Section("repeats", (_repeats(dossier, source),)),
            Section("captures", tuple(_captures(dossier, source))),
        ),
    )


def source_facts(source: Source) -> Iterator[Fact]:
    """Yield what is known of a source in addition to its citation."""
    values: dict[str, Text | str | None] = {
        GENRE: (Words(source.genre.label),),
        "Primary or secondary": (Words(f"{source.tier.label}: {source.tier.summary}"),),
    }
    if source.is_protected:
        yield from facts(*values.items(), _not_published(source)).facts
        return
    if source.title_basis is TitleBasis.FROM_ADDRESS:
        values[TITLE] = (Words("taken from the address of the page, not from the page"),)
    if source.title_basis is TitleBasis.DESCRIBED:
        values[TITLE] = (Words("our description; the document’s own title was not seen"),)
    values[TRANSLATED_TITLE] = source.title_in_english
    # Citations leave out the publisher if a publication is named, and all pages of an article but the first.
    values |= {
        "How the date is known": source.issued_basis,
        "Publisher": source.publisher,
        "Volume": source.volume,
        "Issue": source.issue,
        "Pages": source.pages,
        "ISBN": source.isbn,
        NEUTRAL_CITATION: source.neutral_citation,
        "Court": source.court,
        CASE_NUMBER: source.case_number,
        "Law report": source.report,
        "ECLI": source.ecli,
        "Official Journal": source.oj_reference,
        "Official number": source.official_id,
        "DOI": () if source.doi is None or source.doi_address is None else (WebLink(source.doi_address, source.doi),),
        "Jurisdiction": source.jurisdiction and jurisdiction(source.jurisdiction),
        "Language": (Words(language(source.language)),),
    }
    yield from facts(*values.items(), _not_published(source)).facts


def _not_published(source: Source) -> tuple[str, Text]:
    """The description of a document that was never published in a place that can be cited."""
    document = source.unpublished
    text = () if document is None else (Prose(document.described_as), Words(". "), Prose(document.reason))
    return "Not published", text


def _lead(dossier: Dossier, source: Source) -> Iterator[Block]:
    yield review(source)
    copy = newest_copy(source)
    yield Paragraph((CitationText(cite_source(dossier, source), copy), Words(".")), role="citation")
    source = anonymous(source)
    archived = joined(
        WebLink(archive.url, f"{archive.service}, {archive.date or 'day not known'}") for archive in source.archives
    )
    lasting = source.persistent_url
    publisher = () if source.publisher_body is None else (record_link(dossier, source.publisher_body),)
    yield facts(
        ("How far checked", checked_text(source)),
        ("Original", () if source.url is None else (WebLink(source.url, source.url, copy),)),
        ("Lasting address", () if lasting is None else (WebLink(lasting, lasting),)),
        ("Archived copies", archived),
        ("Published by", publisher),
        ("Decision of", _proceedings(dossier, source)),
        *source_facts(source),
    )
    yield from last_blocks(dossier, source)


def _proceedings(dossier: Dossier, source: Source) -> Text:
    """The proceedings whose decision a source says it is, or the words for none."""
    if isinstance(source.decision_of, DecisionLink):
        return (Words(explained(source.decision_of.label, source.decision_of.meaning)),)
    return joined(record_link(dossier, name) for name in source.decision_of)


def _notices(dossier: Dossier, source: Source) -> Iterator[Notice]:
    fate = fate_as_looked_up(dossier, source)
    if fate is not None:
        yield fate_notice(dossier, fate, fate.sentence)
    if source.unpublished is not None and source.unpublished.protected is not None:
        title = "This source is protected: nobody may learn whose it is"
        yield Notice("protected", title, (Prose(source.unpublished.protected),))
    if source.checked.level is CheckLevel.EXCERPT:
        text = "The dossier relies on that excerpt. The document may say more, or qualify it."
        yield Notice("unread", "This source was read in an excerpt only", (Words(text),))
    if source.checked.level is CheckLevel.NOT_OPENED:
        text = "The dossier knows it only from sources that repeat it."
        yield Notice("unread", "This source was not opened", (Words(text),))


def _uses(dossier: Dossier, source: Source) -> Iterator[Items]:
    """Yield the claims and bodies that name the source, and what each relies on it for."""
    items = []
    for use in evidence_uses(dossier, source.id):
        link = record_link(dossier, use.claim.id)
        statement: Text = (Words("Here it "), Prose(use.evidence.says))
        pinpoint = pinpoint_words(source, use.evidence.pinpoint)
        if pinpoint is not None:
            statement += (Words(" ("), Prose(pinpoint), Words(")"))
        stance = Tag(use.evidence.stance.label, use.evidence.stance.value)
        items.append(Item((Paragraph((stance, Words(" "), link)), Paragraph(statement, role="meta"))))
    for graded in grading_uses(dossier, source.id):
        grade = (Words("Here it gives the grade “"), Prose(graded.grading.grade), Words("”."))
        items.append(Item((Paragraph((record_link(dossier, graded.claim.id),)), Paragraph(grade, role="meta"))))
    for named in alias_uses(dossier, source.id):
        name = (Words("Here it gives the other name “"), Prose(named.alias.name), Words("”."))
        items.append(Item((Paragraph((record_link(dossier, named.body.id),)), Paragraph(name, role="meta"))))
    if items:
        yield Items(tuple(items), "cards")


def _repeats(dossier: Dossier, source: Source) -> Facts:
    """The sources that a source repeats, and the sources that repeat it.

    The records of sources say so, or the evidence of a claim does.
    """
    repeated = joined(record_link(dossier, name) for name in source.repeats)
    repeating = [other.id for other in sources_repeating(dossier, source.id)]
    repeating += [use.evidence.source for use in origin_uses(dossier, source.id)]
    others = joined(record_link(dossier, name) for name in dict.fromkeys(repeating) if name != source.id)
    none: Text = (Words("none recorded"),)
    if isinstance(source.derived_from, Derivation):
        repeated = (Words(explained(source.derived_from.label, source.derived_from.meaning)),)
    return facts(
        Fact("It repeats", repeated or none, is_frozen=bool(repeated)),
        Fact("Repeated by", others or none, is_frozen=False),
    )


def _captures(dossier: Dossier, source: Source) -> Iterable[Block]:
    """Yield the preserved copies with the hashes of their files, as they are known today or at the release."""
    valid = {capture.id for capture in valid_copies(dossier, source)}
    items = [
        Item((Paragraph(copy_text(dossier, capture)),), is_frozen=capture.id in valid)
        for capture in (() if source.is_protected else copies_of(dossier, source.id))
    ]
    if not items:
        why = "it is protected" if source.is_protected else "no claim quotes this source"
        yield Paragraph((Words(f"None: {why}."),), role="none", is_frozen=False)
        return
    yield Items(tuple(items), "cards")
