"""The content of the hub pages: figures, and lists of all records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier.cite import Run
from dossier.cite.with_history import cite_source
from dossier.model import Body, Claim
from dossier.model.dates import Edtf
from dossier.model.identifiers import Kind
from dossier.model.labels import DECIDED, OPENED, PUBLISHED, country
from dossier.model.subject import Subject
from dossier.model.subject_file import FocusWords
from dossier.model.vocabulary import CheckLevel, Genre, Stance, Standing
from dossier.pages.bibliography import Bibliography, bibliography
from dossier.pages.content import Badge, RecordLink
from dossier.pages.fate import authority_words
from dossier.pages.names import Letter, names_by_letter
from dossier.pages.parts import date_words, record_link
from dossier.pages.penalties import PenaltyRow, PenaltyTotal, penalty_rows, penalty_totals
from dossier.pages.proceeding_summary import ProceedingSummary, summarise
from dossier.pages.story import StoryLine, story
from dossier.reading.backlinks import live_concerns, live_names
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a line."""

    claim: RecordLink
    date: str
    standing: Badge
    concerned: tuple[RecordLink, ...]
    supports: int
    contradicts: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its claims, and its anchor on the hub."""

    name: str
    anchor: str
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in a line, with what is reported of it and what it answered."""

    body: RecordLink
    country: str
    reported: tuple[str, ...]
    answered: tuple[str, ...]
    claims: int
    proceedings: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a line."""

    source: RecordLink
    citation: tuple[Run, ...]
    checked: str
    uses: int


@dataclass(frozen=True, slots=True)
class Event:
    """A claim or a date of a proceeding in the timeline."""

    date: str
    what: RecordLink
    kind: str
    mark: str


@dataclass(frozen=True, slots=True)
class Hubs:
    """The content of all hub pages."""

    # The folder of each kind, its number of records, and the word for that number of records.
    counts: tuple[tuple[str, int, str], ...]
    # The folder and the word of each kind whose records a reader may look for.
    kinds: tuple[tuple[str, str], ...]
    focus: FocusWords
    standings: tuple[tuple[Badge, str, int], ...]
    reading: tuple[tuple[str, int], ...]
    unread_claims: int
    unreviewed: int
    records: int
    topics: tuple[Topic, ...]
    focus_bodies: tuple[BodyRow, ...]
    organisations: tuple[tuple[str, tuple[BodyRow, ...]], ...]
    proceedings: tuple[tuple[str, tuple[ProceedingSummary, ...]], ...]
    reversed: tuple[ProceedingSummary, ...]
    sources: tuple[tuple[str, tuple[SourceRow, ...]], ...]
    timeline: tuple[tuple[str, tuple[Event, ...]], ...]
    penalties: tuple[PenaltyRow, ...]
    penalty_totals: tuple[PenaltyTotal, ...]
    captures: tuple[RecordLink, ...]
    bibliography: Bibliography
    names: tuple[Letter, ...]
    story: tuple[StoryLine, ...]


UNSORTED = "Without a topic"


def _badge(standing: Standing) -> Badge:
    return Badge(standing.label, standing.value)


def hubs(dossier: Dossier) -> Hubs:
    """The content of all hub pages."""
    summaries = [summarise(dossier, entry.record.id) for entry in dossier.proceedings()]
    summaries.sort(key=lambda summary: summary.sort_key)
    standings = Counter(entry.record.standing for entry in dossier.claims())
    kinds = Counter(entry.kind for entry in dossier.entries.values())
    levels = Counter(entry.record.checked.level for entry in dossier.sources())
    subject = dossier.subject
    return Hubs(
        counts=tuple(_count(subject, kind, kinds[kind]) for kind in Kind),
        kinds=tuple((subject.folder(kind), subject.plural(kind)) for kind in Kind if kind is not Kind.CAPTURE),
        focus=subject.focus,
        standings=tuple((_badge(term), term.summary, standings[term]) for term in Standing if standings[term]),
        reading=tuple((level.label, levels[level]) for level in CheckLevel),
        unread_claims=sum(dossier.is_unread(entry.record) for entry in dossier.claims()),
        unreviewed=sum(entry.record.last_review is None for entry in dossier.entries.values()),
        records=len(dossier.entries),
        topics=_topics(dossier),
        focus_bodies=_focus_bodies(dossier),
        organisations=_organisations(dossier),
        proceedings=_by_country(dossier, summaries),
        reversed=tuple(summary for summary in summaries if summary.is_reversed),
        sources=_sources(dossier),
        timeline=_timeline(dossier),
        penalties=tuple(penalty_rows(dossier)),
        penalty_totals=penalty_totals(dossier),
        captures=tuple(record_link(dossier, entry.record.id) for entry in dossier.captures()),
        bibliography=bibliography(dossier),
        names=names_by_letter(dossier),
        story=story(dossier),
    )


def _count(subject: Subject, kind: Kind, number: int) -> tuple[str, int, str]:
    return subject.folder(kind), number, subject.name(kind) if number == 1 else subject.plural(kind)


def anchor_of(topic: str) -> str:
    """The anchor of a topic on the hub of claims: its words in small letters, with hyphens between them."""
    cleaned = "".join(char if char.isalnum() else " " for char in topic.casefold())
    return f"topic-{'-'.join(cleaned.split())}"


def _topics(dossier: Dossier) -> tuple[Topic, ...]:
    """The topics in the order in which the claims first name them. Claims without a topic come last."""
    topics: dict[str, list[ClaimRow]] = {}
    rest = []
    for entry in dossier.claims():
        row = _claim_row(dossier, entry.record)
        for topic in entry.record.topics:
            topics.setdefault(topic, []).append(row)
        if not entry.record.topics:
            rest.append(row)
    if rest:
        topics[UNSORTED] = rest
    return tuple(Topic(name, anchor_of(name), tuple(rows)) for name, rows in topics.items())


def _claim_row(dossier: Dossier, claim: Claim) -> ClaimRow:
    stances = Counter(evidence.stance for evidence in claim.evidence)
    return ClaimRow(
        record_link(dossier, claim.id),
        date_words(claim),
        Badge(claim.standing.label + authority_words(dossier, claim), claim.standing.value),
        tuple(record_link(dossier, concern.body) for concern in claim.concerns),
        stances[Stance.SUPPORTS],
        stances[Stance.CONTRADICTS],
    )


def _body_row(dossier: Dossier, body: Body) -> BodyRow:
    involvements = {use.concern.involvement for use in live_concerns(dossier, body.id)}
    present = [involvement for involvement in dossier.subject.involvements if involvement in involvements]
    return BodyRow(
        record_link(dossier, body.id),
        country(body.country),
        tuple(involvement.label for involvement in present if not involvement.is_own_answer),
        tuple(involvement.label for involvement in present if involvement.is_own_answer),
        len(live_names(dossier, body.id, Kind.CLAIM)),
        len(live_names(dossier, body.id, Kind.PROCEEDING)),
    )


def _focus_bodies(dossier: Dossier) -> tuple[BodyRow, ...]:
    """The bodies in focus by country, the country with most of them first."""
    rows = [_body_row(dossier, entry.record) for entry in dossier.focus_bodies()]
    counts = Counter(row.country for row in rows)
    return tuple(sorted(rows, key=lambda row: (-counts[row.country], row.country, row.body.text)))


def _organisations(dossier: Dossier) -> tuple[tuple[str, tuple[BodyRow, ...]], ...]:
    by_kind: dict[str, list[BodyRow]] = {}
    for entry in dossier.organisations():
        by_kind.setdefault(entry.record.kind.label, []).append(_body_row(dossier, entry.record))
    return tuple((kind, tuple(rows)) for kind, rows in sorted(by_kind.items()))


def _by_country(
    dossier: Dossier, summaries: list[ProceedingSummary]
) -> tuple[tuple[str, tuple[ProceedingSummary, ...]], ...]:
    """The proceedings by the country of their forum. Countries come in the order of the records."""
    by_country: dict[str, list[ProceedingSummary]] = {}
    for entry in dossier.proceedings():
        by_country.setdefault(_forum_country(dossier, entry.record.forum), [])
    for summary in summaries:
        by_country[_forum_country(dossier, summary.forum.identifier if summary.forum else "")].append(summary)
    return tuple((country, tuple(rows)) for country, rows in by_country.items())


def _forum_country(dossier: Dossier, forum: str) -> str:
    body = dossier.body(forum)
    return country(body.country) if body else "Forum not recorded"


def _sources(dossier: Dossier) -> tuple[tuple[str, tuple[SourceRow, ...]], ...]:
    by_genre: dict[str, list[SourceRow]] = {genre.label: [] for genre in Genre}
    for entry in dossier.sources():
        source = entry.record
        uses = len(live_names(dossier, source.id, Kind.CLAIM))
        row = SourceRow(record_link(dossier, source.id), cite_source(dossier, source), source.checked.level.label, uses)
        by_genre[source.genre.label].append(row)
    return tuple((name, tuple(sorted(rows, key=_by_title))) for name, rows in by_genre.items() if rows)


def _by_title(row: SourceRow) -> tuple[str, str]:
    return (row.source.text.casefold(), row.source.identifier)


def _timeline(dossier: Dossier) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """Claims and proceedings by year, oldest first. Undated records are on the other hubs only."""
    years: dict[str, list[Event]] = {}
    for key, event in sorted(_events(dossier), key=lambda pair: pair[0]):
        years.setdefault(str(key[0].year), []).append(event)
    return tuple((year, tuple(events)) for year, events in years.items())


def _events(dossier: Dossier) -> Iterator[tuple[tuple[date, date, str, str], Event]]:
    """Yield each event with its sort key, which begins with its date."""
    for claim in dossier.claims():
        when = claim.record.date
        if isinstance(when, Edtf):
            mark = claim.record.standing.label + authority_words(dossier, claim.record)
            event = Event(str(when), record_link(dossier, claim.record.id), "Claim", mark)
            yield (*when.sort_key, claim.record.id), event
    for proceeding in dossier.proceedings():
        record = proceeding.record
        summary = summarise(dossier, record.id)
        for label, day in ((OPENED, record.opened), (DECIDED, record.decided), (PUBLISHED, record.published)):
            if day is not None:
                event = Event(str(day), summary.proceeding, label, f"{summary.kind}: {summary.status.label}")
                yield (*day.sort_key, f"{record.id} {label}"), event
