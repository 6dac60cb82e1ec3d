"""What the hub pages show: the figures of the whole, and tables of its claims, bodies, proceedings and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossier.cite import Run
from dossier.cite.with_history import cite_source
from dossier.model import Body, Claim, Force, title_of
from dossier.model.dates import Edtf
from dossier.model.identifiers import Kind
from dossier.model.labels import (
    CHECK_LEVEL,
    DECIDED,
    GENRE,
    INVOLVEMENT,
    OPENED,
    OWN_ANSWERS,
    PUBLISHED,
    STANDING,
    country,
)
from dossier.model.vocabulary import CheckLevel, Involvement, Stance, Standing
from dossier.pages.bibliography import Bibliography, bibliography
from dossier.pages.body import body_kind
from dossier.pages.content import Badge, RecordLink
from dossier.pages.parts import date_words, record_link
from dossier.pages.proceeding_summary import ProceedingSummary, summarise
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a line."""

    claim: RecordLink
    date: str
    standing: Badge
    forces: tuple[RecordLink, ...]
    supports: int
    contradicts: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its claims; the anchor is its place on the hub."""

    name: str
    anchor: str
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in a line: what is reported of it, what it answered."""

    body: RecordLink
    kind: str
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
    """Something in the timeline."""

    date: str
    what: RecordLink
    kind: str
    mark: str


@dataclass(frozen=True, slots=True)
class Hubs:
    """Everything the hub pages show."""

    counts: tuple[tuple[Kind, int], ...]
    standings: tuple[tuple[Badge, str, int], ...]
    reading: tuple[tuple[str, int], ...]
    unread_claims: int
    unreviewed: int
    records: int
    topics: tuple[Topic, ...]
    forces: tuple[BodyRow, ...]
    organisations: tuple[tuple[str, tuple[BodyRow, ...]], ...]
    proceedings: tuple[tuple[str, tuple[ProceedingSummary, ...]], ...]
    reversed: tuple[ProceedingSummary, ...]
    sources: tuple[tuple[str, tuple[SourceRow, ...]], ...]
    timeline: tuple[tuple[str, tuple[Event, ...]], ...]
    penalties: tuple[ProceedingSummary, ...]
    captures: tuple[RecordLink, ...]
    bibliography: Bibliography


UNSORTED = "Without a topic"


def _badge(standing: Standing) -> Badge:
    return Badge(STANDING[standing][0], standing.value)


def hubs(dossier: Dossier) -> Hubs:
    """The view of all hubs."""
    steps = {one.record.id: summarise(dossier, one.record.id) for one in dossier.proceedings()}
    standings = Counter(one.record.standing for one in dossier.claims())
    kinds = Counter(one.kind for one in dossier.entries.values())
    reading = Counter(one.record.checked.level for one in dossier.sources())
    ordered = tuple(sorted(steps.values(), key=lambda one: one.sort_key))
    return Hubs(
        counts=tuple((kind, kinds[kind]) for kind in Kind),
        standings=tuple((_badge(one), STANDING[one][1], standings[one]) for one in Standing if standings[one]),
        reading=tuple((CHECK_LEVEL[level], reading[level]) for level in CheckLevel),
        unread_claims=sum(dossier.is_unread(one.record) for one in dossier.claims()),
        unreviewed=sum(one.record.reviewed is None for one in dossier.entries.values()),
        records=len(dossier.entries),
        topics=_topics(dossier),
        forces=_forces(dossier),
        organisations=_organisations(dossier),
        proceedings=_by_country(dossier, ordered),
        reversed=tuple(one for one in ordered if one.is_reversed),
        sources=_sources(dossier),
        timeline=_timeline(dossier),
        penalties=tuple(one for one in ordered if one.penalty is not None),
        captures=tuple(record_link(dossier, one.record.id) for one in dossier.captures()),
        bibliography=bibliography(dossier),
    )


def anchor_of(topic: str) -> str:
    """The anchor of a topic on the hub of claims: its letters and digits, hyphens between."""
    cleaned = "".join(char if char.isalnum() else " " for char in topic.casefold())
    return f"topic-{'-'.join(cleaned.split())}"


def _topics(dossier: Dossier) -> tuple[Topic, ...]:
    """The topics in the order in which the claims first name them, those without one last."""
    found: dict[str, list[ClaimRow]] = {}
    rest = []
    for entry in dossier.claims():
        row = _claim(dossier, entry.record)
        for topic in entry.record.topics:
            found.setdefault(topic, []).append(row)
        if not entry.record.topics:
            rest.append(row)
    if rest:
        found[UNSORTED] = rest
    return tuple(Topic(name, anchor_of(name), tuple(rows)) for name, rows in found.items())


def _claim(dossier: Dossier, claim: Claim) -> ClaimRow:
    stances = Counter(one.stance for one in claim.evidence)
    return ClaimRow(
        record_link(dossier, claim.id),
        date_words(claim),
        _badge(claim.standing),
        tuple(record_link(dossier, one.force) for one in claim.forces),
        stances[Stance.SUPPORTS],
        stances[Stance.CONTRADICTS],
    )


def _body(dossier: Dossier, body: Body) -> BodyRow:
    involvements: list[Involvement] = []
    claims = dict.fromkeys(link.by for link in dossier.named_by(body.id, Kind.CLAIM))
    if isinstance(body, Force):
        for name in claims:
            claim = dossier.claim(name)
            if claim is not None:
                involvements.extend(one.involvement for one in claim.forces if one.force == body.id)
    present = [one for one in Involvement if one in involvements]
    return BodyRow(
        record_link(dossier, body.id),
        body_kind(body),
        country(body.country),
        tuple(INVOLVEMENT[one] for one in present if one not in OWN_ANSWERS),
        tuple(INVOLVEMENT[one] for one in present if one in OWN_ANSWERS),
        len(claims),
        len({link.by for link in dossier.named_by(body.id, Kind.PROCEEDING)}),
    )


def _forces(dossier: Dossier) -> tuple[BodyRow, ...]:
    """The forces by country, the country with most of them first."""
    rows = [_body(dossier, one.record) for one in dossier.forces()]
    many = Counter(row.country for row in rows)
    return tuple(sorted(rows, key=lambda row: (-many[row.country], row.country, row.body.text)))


def _organisations(dossier: Dossier) -> tuple[tuple[str, tuple[BodyRow, ...]], ...]:
    found: dict[str, list[BodyRow]] = {}
    for entry in dossier.organisations():
        found.setdefault(body_kind(entry.record), []).append(_body(dossier, entry.record))
    return tuple((kind, tuple(rows)) for kind, rows in sorted(found.items()))


def _by_country(
    dossier: Dossier, steps: tuple[ProceedingSummary, ...]
) -> tuple[tuple[str, tuple[ProceedingSummary, ...]], ...]:
    """The proceedings by the country of their forum, in the order of their identifiers."""
    found: dict[str, list[ProceedingSummary]] = {}
    for entry in dossier.proceedings():
        found.setdefault(_place(dossier, entry.record.forum), [])
    for one in steps:
        found[_place(dossier, one.forum.identifier if one.forum else "")].append(one)
    return tuple((country, tuple(rows)) for country, rows in found.items())


def _place(dossier: Dossier, forum: str) -> str:
    body = dossier.body(forum)
    return country(body.country) if body else "Forum not recorded"


def _sources(dossier: Dossier) -> tuple[tuple[str, tuple[SourceRow, ...]], ...]:
    found: dict[str, list[SourceRow]] = {name: [] for name in GENRE.values()}
    for entry in dossier.sources():
        source = entry.record
        uses = len({link.by for link in dossier.named_by(source.id, Kind.CLAIM)})
        row = SourceRow(
            record_link(dossier, source.id), cite_source(dossier, source), CHECK_LEVEL[source.checked.level], uses
        )
        found[GENRE[source.genre]].append(row)
    return tuple((name, tuple(sorted(rows, key=_by_title))) for name, rows in found.items() if rows)


def _by_title(row: SourceRow) -> tuple[str, str]:
    return (row.source.text.casefold(), row.source.identifier)


def _timeline(dossier: Dossier) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """Claims and proceedings by year, oldest first; what is undated is left to the other hubs."""
    found = sorted(_events(dossier), key=lambda one: one[0])
    years: dict[str, list[Event]] = {}
    for key, event in found:
        years.setdefault(str(key[0].year), []).append(event)
    return tuple((year, tuple(events)) for year, events in years.items())


def _events(dossier: Dossier) -> Iterator[tuple[tuple[date, date, str, str], Event]]:
    for claim in dossier.claims():
        when = claim.record.date
        if isinstance(when, Edtf):
            mark = STANDING[claim.record.standing][0]
            event = Event(str(when), RecordLink(Kind.CLAIM, claim.record.id, title_of(claim.record)), "Claim", mark)
            yield (*when.sort_key, claim.record.id), event
    for proceeding in dossier.proceedings():
        record = proceeding.record
        here = summarise(dossier, record.id)
        for label, day in ((OPENED, record.opened), (DECIDED, record.decided), (PUBLISHED, record.published)):
            if day is not None:
                event = Event(str(day), here.proceeding, label, f"{here.kind}: {here.status.label}")
                yield (*day.sort_key, f"{record.id} {label}"), event
