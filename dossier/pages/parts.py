"""Parts that the pages of all kinds of record share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.cite import printed_pinpoint
from dossier.cite.fate import caveat_of
from dossier.cite.with_history import cite_source
from dossier.model import Body, Capture, Claim, Record, Source, title_of
from dossier.model.claim import Evidence
from dossier.model.date_types import Instant
from dossier.model.dates import PartialDate
from dossier.model.foreign_titles import english_title, foreign, language_of_title, original_title
from dossier.model.identifiers import Kind
from dossier.model.introspection import values_of_type
from dossier.model.labels import CHANGED_SINCE_REVIEW, UNREVIEWED, WITHDRAWN, explained
from dossier.model.notes import to_html
from dossier.model.vocabulary import CheckLevel
from dossier.model.written_text import text_digest
from dossier.pages.content import (
    ArchivedCopy,
    Block,
    CitationText,
    Fact,
    Facts,
    Hash,
    Item,
    Items,
    LivingOnly,
    Note,
    Notice,
    Paragraph,
    Piece,
    Prose,
    Quotation,
    RecordLink,
    Reference,
    References,
    SourceMark,
    Text,
    Topics,
    Words,
)
from dossier.pages.distinction import distinction
from dossier.pages.group_links import GROUP_KINDS, TOPICS
from dossier.pages.mentions import mentioned
from dossier.pages.page_content import PageContent, Section
from dossier.pages.sections import headings_of
from dossier.reading.backlinks import copies_of
from dossier.reading.dossier import Dossier, Entry


class Citations:
    """Numbers the sources of a page in the order in which they are first cited."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._numbers: dict[str, int] = {}
        self._anchors: dict[str, list[str]] = {}
        self._frozen: set[str] = set()

    def mark(self, source: str, *, is_frozen: bool = True) -> SourceMark:
        """A mark for one more citation of the source. A reference without a frozen mark is not frozen either."""
        if is_frozen:
            self._frozen.add(source)
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        anchors = self._anchors.setdefault(source, [])
        anchor = f"cite-{number}-{len(anchors) + 1}"
        anchors.append(anchor)
        return SourceMark(number, anchor)

    def marks(self, sources: Iterable[str], *, is_frozen: bool = True) -> Text:
        """A mark for each of the sources."""
        return tuple(self.mark(name, is_frozen=is_frozen) for name in sources)

    def section(self) -> Section:
        """The section of the references."""
        references = tuple(self._reference(name, number) for name, number in self._numbers.items())
        return Section("references", (References(references),) if references else ())

    def _reference(self, name: str, number: int) -> Reference:
        source = self.dossier.source(name)
        link, anchors, is_frozen = record_link(self.dossier, name), tuple(self._anchors[name]), name in self._frozen
        if source is None:
            return Reference(number, link, None, "", (), (), anchors, is_frozen)
        citation = CitationText(cite_source(self.dossier, source), newest_copy(source))
        preserved = tuple(copy_text(self.dossier, capture) for capture in valid_copies(self.dossier, source))
        caveat, checked = caveat_of(self.dossier, source), checked_text(source)
        return Reference(number, link, citation, caveat, checked, preserved, anchors, is_frozen)


def record_link(dossier: Dossier, identifier: str, *, is_resolved: bool = True) -> RecordLink:
    """The link to a record by its title, or by its identifier if the record could not be read."""
    entry = dossier.entries.get(identifier)
    if entry is None:
        kind = dossier.names[identifier][0] if identifier in dossier.names else Kind.CLAIM
        return RecordLink(kind, identifier, identifier, dossier.subject.living_page(kind, identifier))
    is_withdrawn = entry.record.withdrawn is not None
    page = dossier.subject.living_page(entry.kind, identifier)
    title = original_title(entry.record, title_of(entry.record))
    language, english = language_of_title(entry.record), english_title(entry.record)
    return RecordLink(entry.kind, identifier, title, page, is_withdrawn, is_resolved, language, english)


def in_a_row(texts: Iterable[Text]) -> Text:
    """The texts with semicolons between them."""
    row: Text = ()
    for text in texts:
        row += (Words("; "), *text) if row else text
    return row


def joined(pieces: Iterable[Piece]) -> Text:
    """The pieces with semicolons between them."""
    return in_a_row((piece,) for piece in pieces)


def linked_items(links: Iterable[RecordLink]) -> tuple[Items, ...]:
    """A plain list of links, or nothing if there are no links."""
    items = tuple(Item((Paragraph((link,)),)) for link in links)
    return (Items(items),) if items else ()


def page_content(
    dossier: Dossier, entry: Entry[Record], description: str, notices: Iterable[Notice], sections: Iterable[Section]
) -> PageContent:
    """The content of a record's page, with the parts that every page has.

    The first section begins with the notices, and the corrections come before the references.
    """
    record = entry.record
    names = mentioned((text for _, text in values_of_type(record, str)), dossier.entries, dossier.left_out)
    first, *others = sections
    lead = Section(first.name, (*_withdrawal(dossier, record), *notices, *first.blocks))
    corrections = Section("corrections", tuple(_corrections(record)))
    last = [section for section in others if section.name == "references"]
    return PageContent(
        entry.kind,
        dossier.subject.name(entry.kind),
        dossier.subject.plural(entry.kind),
        record.id,
        title_of(record),
        record_link(dossier, record.id),
        distinction(dossier, record),
        " ".join(description.split()),
        dossier.subject.living_page(entry.kind, record.id),
        entry.path,
        (lead, *(section for section in others if section.name != "references"), corrections, *last),
        headings_of(entry.kind, dossier.subject.focus),
        {name: record_link(dossier, name) for name in names},
    )


def review(record: Record) -> Paragraph:
    """The paragraph that says who reviewed the record, or that nobody has."""
    if record.last_review is None:
        return Paragraph((Words(UNREVIEWED),), role="review")
    text: Text = ()
    for each in record.reviewed:
        before = "; on" if text else "Reviewed on"
        text += (Words(f"{before} {each.on} by "), Prose(each.by), Words(f" ({each.role.label})"))
    is_current = record.last_review.text == text_digest(record)
    return Paragraph((*text, Words("." if is_current else f". {CHANGED_SINCE_REVIEW}")), role="review")


def note_and_topics(record: Record) -> Iterator[Block]:
    """Yield the note and the topics of a record, if it has them."""
    if record.note is not None:
        yield Note(to_html(record.note))
    if record.topics:
        yield Topics(GROUP_KINDS[TOPICS].plural, record.topics)


def facts(*pairs: tuple[str, Text | str | None] | Fact) -> Facts:
    """The facts that have a value."""
    present = []
    for pair in pairs:
        match pair:
            case Fact():
                present.append(pair)
            case label, str(value) if value:
                present.append(Fact(label, (Prose(value),)))
            case label, tuple(value) if value:
                present.append(Fact(label, value))
    return Facts(tuple(present))


def date_words(claim: Claim) -> str:
    """The date of a claim in words."""
    return "undated" if claim.date == "undated" else str(claim.date)


def newest_copy(source: Source) -> ArchivedCopy | None:
    """The newest archived copy of a source that has an address."""
    newest = source.newest_archive
    if source.url is None or newest is None or newest.date is None:
        return None
    return ArchivedCopy(source.url, newest.date.text, newest.url)


def valid_copies(dossier: Dossier, source: Source) -> Iterator[Capture]:
    """Yield the preserved copies of a source that have files and were not withdrawn. A protected source has none."""
    for capture in () if source.is_protected else copies_of(dossier, source.id):
        if capture.files and capture.withdrawn is None:
            yield capture


def copy_text(dossier: Dossier, capture: Capture) -> Text:
    """How and when a copy was made, its files with their hashes, and who timestamped them.

    It leaves out the collector and the place of the copy, because a frozen page may show this text.
    """
    method = capture.method.label
    made = f", {method[:1].lower()}{method[1:]}, {_instant_words(capture.started)}"
    text: Text = (record_link(dossier, capture.id, is_resolved=False), Words(made))
    for file in capture.files:
        text += (Words(f"; {file.role.label}, SHA-256 "), Hash(file.sha256))
        for stamp in capture.timestamps:
            if stamp.over_sha256 == file.sha256:
                text += (Words(", timestamped by "), Prose(stamp.authority), Words(f", {_instant_words(stamp.time)}"))
    return text if capture.timestamps else (*text, Words("; not timestamped"))


def _instant_words(instant: Instant) -> str:
    """A time in words."""
    if instant.moment is None:
        return "at a time that is not known"
    return f"{PartialDate.parse(instant.moment.date().isoformat())} at {instant.moment:%H:%M:%S} UTC"


def pinpoint_words(source: Source | None, pinpoint: str | None) -> str | None:
    """A pinpoint as the citation of its source has it, or as it was written if the source could not be read."""
    return pinpoint if source is None or pinpoint is None else printed_pinpoint(source, pinpoint)


def quotation(dossier: Dossier, evidence: Evidence, *, is_frozen: bool = True) -> Iterator[Quotation]:
    """Yield the quotation of a piece of evidence with its language, if it has a quotation."""
    quote, source = evidence.quote, dossier.source(evidence.source)
    if quote is not None:
        language = foreign(quote.language or (None if source is None else source.language))
        yield Quotation(quote.exact, language, quote.translation, is_frozen)


def checked_text(source: Source) -> Text:
    """How far a source was read, and on which day. The day is never frozen."""
    level, day = source.checked.level, source.checked.on
    if source.is_protected:
        return (Words(level.label),)
    when = f" (as of {day})" if level is CheckLevel.NOT_OPENED else f" on {day}"
    elsewhere = ", in a copy elsewhere" if source.seen_at is not None else ""
    return (Words(level.label), LivingOnly((Words(when),)), *((Words(elsewhere),) if elsewhere else ()))


def _withdrawal(dossier: Dossier, record: Record) -> Iterator[Notice]:
    withdrawn = record.withdrawn
    if withdrawn is not None:
        text: Text = (Prose(withdrawn.reason),)
        if withdrawn.replaced_by is not None:
            successor = record_link(dossier, withdrawn.replaced_by, is_resolved=isinstance(record, Body))
            text += (Words(" It is replaced by "), successor)
        yield Notice("withdrawn", explained(f"Withdrawn on {withdrawn.date}", WITHDRAWN), text)


def _corrections(record: Record) -> Iterator[Items]:
    items = tuple(
        Item(
            (
                Paragraph((Prose(correction.reason),), label=str(correction.date), role="correction"),
                Paragraph((Prose(correction.was),), label="It said", role="was"),
            )
        )
        for correction in record.corrections
    )
    if items:
        yield Items(items, "corrections")
