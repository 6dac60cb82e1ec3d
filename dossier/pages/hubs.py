"""The content of the hub pages: figures, and lists of all records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dossier.model.identifiers import Kind
from dossier.model.subject import Subject
from dossier.model.subject_file import FocusWords
from dossier.model.vocabulary import CheckLevel, Standing
from dossier.pages.bibliography import Bibliography, bibliography
from dossier.pages.body_lists import focus_list, organisation_list
from dossier.pages.claim_list import claim_list
from dossier.pages.content import Badge, RecordLink
from dossier.pages.group_links import COUNTRIES, GROUP_KINDS
from dossier.pages.groups import Group, groups
from dossier.pages.lists import RecordList, of_countries
from dossier.pages.names import MOST_NAMES, Letter, names_by_letter
from dossier.pages.parts import record_link
from dossier.pages.penalties import PenaltyRow, PenaltyTotal, penalty_rows, penalty_totals
from dossier.pages.penalty_list import penalty_list
from dossier.pages.pictures.penalty_picture import penalty_picture
from dossier.pages.pictures.picture import Picture
from dossier.pages.pictures.question_matrix import question_matrix
from dossier.pages.pictures.tile_map import CountryMap, tile_maps
from dossier.pages.pictures.time_picture import time_picture
from dossier.pages.proceeding_list import proceeding_list
from dossier.pages.proceeding_summary import summarise
from dossier.pages.sections import Hub
from dossier.pages.source_list import source_list
from dossier.pages.story import StoryLine, story
from dossier.pages.timeline import timeline
from dossier.reading.dossier import Dossier


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
    claims: RecordList
    focus_bodies: RecordList
    organisations: RecordList
    proceedings: RecordList
    reversed: tuple[RecordLink, ...]
    sources: RecordList
    timeline: RecordList
    time: Picture | None
    penalties: RecordList
    penalty_picture: Picture | None
    maps: tuple[CountryMap, ...]
    question_matrix: Picture | None
    fines: tuple[PenaltyRow, ...]
    penalty_totals: tuple[PenaltyTotal, ...]
    captures: tuple[RecordLink, ...]
    bibliography: Bibliography
    names: tuple[Letter, ...]
    groups: tuple[Group, ...]
    story: tuple[StoryLine, ...]

    @property
    def names_are_many(self) -> bool:
        """True if each letter has a page of its own, because one page cannot have all names."""
        return sum(len(each.names) for each in self.names) > MOST_NAMES

    @property
    def claims_without_country(self) -> int:
        """The number of claims that no place and no body gives a country."""
        unknown = of_countries([None])
        return sum(row.choices[GROUP_KINDS[COUNTRIES].facet] == unknown for row in self.claims.rows)

    def listed_on(self, page: Hub) -> RecordList | None:
        """The list with filters that a hub has, or None."""
        lists = {
            "claims": self.claims,
            "bodies": self.focus_bodies,
            "organisations": self.organisations,
            "proceedings": self.proceedings,
            "sources": self.sources,
            "timeline": self.timeline,
            "penalties": self.penalties,
        }
        return next((lists[name] for _, name in page.parts if name in lists), None)


def _badge(standing: Standing) -> Badge:
    return Badge(standing.label, standing.value)


def hubs(dossier: Dossier) -> Hubs:
    """The content of all hub pages."""
    summaries = [summarise(dossier, entry.record.id) for entry in dossier.proceedings()]
    summaries.sort(key=lambda summary: summary.sort_key)
    fines = tuple(penalty_rows(dossier))
    standings = Counter(entry.record.standing for entry in dossier.claims() if entry.record.withdrawn is None)
    kinds = Counter(entry.kind for entry in dossier.entries.values())
    levels = Counter(entry.record.checked.level for entry in dossier.sources())
    subject = dossier.subject
    claims, focus, organisations = claim_list(dossier), focus_list(dossier), organisation_list(dossier)
    proceedings, penalties, sources = proceeding_list(dossier), penalty_list(fines), source_list(dossier)
    maps = tile_maps(dossier)
    return Hubs(
        counts=tuple(_count(subject, kind, kinds[kind]) for kind in Kind),
        kinds=tuple((subject.folder(kind), subject.plural(kind)) for kind in Kind if kind is not Kind.CAPTURE),
        focus=subject.focus,
        standings=tuple((_badge(term), term.summary, standings[term]) for term in Standing if standings[term]),
        reading=tuple((level.label, levels[level]) for level in CheckLevel),
        unread_claims=sum(dossier.is_unread(entry.record) for entry in dossier.claims()),
        unreviewed=sum(entry.record.last_review is None for entry in dossier.entries.values()),
        records=len(dossier.entries),
        claims=claims,
        focus_bodies=focus,
        organisations=organisations,
        proceedings=proceedings,
        reversed=tuple(summary.proceeding for summary in summaries if summary.is_reversed),
        sources=sources,
        timeline=timeline(dossier),
        time=time_picture(dossier),
        penalties=penalties,
        penalty_picture=penalty_picture(fines),
        maps=maps,
        question_matrix=question_matrix(dossier),
        fines=fines,
        penalty_totals=penalty_totals(dossier),
        captures=tuple(record_link(dossier, entry.record.id) for entry in dossier.captures()),
        bibliography=bibliography(dossier),
        names=names_by_letter(dossier),
        groups=groups(
            dossier,
            {
                "proceedings": proceedings,
                "penalties": penalties,
                "bodies": focus,
                "organisations": organisations,
                "claims": claims,
                "sources": sources,
            },
            maps,
        ),
        story=story(dossier),
    )


def _count(subject: Subject, kind: Kind, number: int) -> tuple[str, int, str]:
    return subject.folder(kind), number, subject.name(kind) if number == 1 else subject.plural(kind)
