"""Countries and topics, with the records that belong to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised, enumeration
from dossier.model.subject_file import FocusWords
from dossier.model.vocabulary import ProceedingStatus
from dossier.pages.content import NOT_RECORDED, Items, Text
from dossier.pages.course import cases
from dossier.pages.group_links import COUNTRIES, GROUP_KINDS, TOPICS, group_page, word_of
from dossier.pages.lists import WITHDRAWN, RecordList, Row
from dossier.pages.pictures.picture import Picture
from dossier.pages.pictures.tile_map import CountryMap
from dossier.pages.proceeding_list import STATUS_FACET
from dossier.pages.sections import CLAIMS, FOOT, LEAD, SOURCES
from dossier.reading.dossier import Dossier

CASES = "cases"
_OPEN = frozenset({ProceedingStatus.PENDING.value, ProceedingStatus.UNDER_APPEAL.value})
_NOT_KNOWN = frozenset({ProceedingStatus.NOT_KNOWN.value})
MAPS = "maps"


def group_headings(words: FocusWords) -> dict[str, str | None]:
    """The sections of the page of a country or a topic, in order, each with its heading or None."""
    return {
        LEAD: None,
        CASES: "Proceedings, case by case",
        "penalties": "Penalties",
        MAPS: None,
        "bodies": capitalised(words.plural),
        "organisations": "Organisations",
        "claims": CLAIMS,
        "sources": SOURCES,
        FOOT: None,
    }


@dataclass(frozen=True, slots=True)
class Group:
    """A country or a topic, with the records that belong to it."""

    folder: str
    word: str
    name: str
    cases: tuple[Items, ...]
    # Its rows of each whole list.
    lists: Mapping[str, RecordList]
    # The maps on which bodies of the country are. A topic has none.
    maps: tuple[Picture, ...] = ()

    @property
    def page(self) -> str:
        """The folder of its page, relative to the root of the site."""
        return group_page(self.folder, self.word)

    @property
    def facet(self) -> str:
        """The name of the facet by which lists are filtered for it, if they have that facet."""
        return GROUP_KINDS[self.folder].facet

    @property
    def description(self) -> str:
        """The counts above zero in words: "4 proceedings, 1 penalty and 8 claims"."""
        present = [f"{number:,} {words}" for number, words in self.counts if number]
        return enumeration(present)

    @property
    def open_steps(self) -> tuple[Text, ...]:
        """Its proceedings that are pending or under appeal, each with its number."""
        return tuple(row.cells[0].text for row in self._steps(_OPEN))

    @property
    def unknown_ends(self) -> int:
        """The number of its proceedings whose later course is not known."""
        return len(self._steps(_NOT_KNOWN))

    def _steps(self, statuses: frozenset[str]) -> list[Row]:
        """The rows of its proceedings that have any of these statuses and were not withdrawn."""
        return [
            row
            for row in self.lists["proceedings"].rows
            if not statuses.isdisjoint(_words(row, STATUS_FACET)) and "yes" not in _words(row, WITHDRAWN.name)
        ]

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """The number of its records of each kind, with the word for that number."""
        return tuple((len(each.rows), each.words[len(each.rows) != 1]) for each in self.lists.values())


def _words(row: Row, facet: str) -> frozenset[str]:
    return frozenset(choice.word for choice in row.choices[facet])


def groups(dossier: Dossier, lists: Mapping[str, RecordList], maps: Iterable[CountryMap] = ()) -> tuple[Group, ...]:
    """The countries by name, and then the topics, given the whole lists by the names of their sections, and the maps.

    A country has the records that the filters of the lists find for it. A topic has the records that have it, except
    preserved copies, and the bodies, proceedings and sources that a claim with this topic names.
    """
    places = {section: _places(listed) for section, listed in lists.items()}
    found: list[Group] = []
    for folder, members_of in ((COUNTRIES, _by_country(lists)), (TOPICS, _by_topic(dossier))):
        for (word, name), members in sorted(members_of.items(), key=lambda item: item[0][1].casefold()):
            own = {section: _rows_about(listed, places[section], members) for section, listed in lists.items()}
            proceedings = [row.record for row in own["proceedings"].rows]
            shown = tuple(each.picture for each in maps if folder == COUNTRIES and word in each.countries)
            found.append(Group(folder, word, name, cases(dossier, proceedings), own, shown))
    return tuple(found)


def _rows_about(listed: RecordList, places: Mapping[str, list[int]], records: Iterable[str]) -> RecordList:
    """The list with only its rows about these records, in its order."""
    numbers = sorted(number for record in records for number in places.get(record, ()))
    return replace(listed, rows=tuple(listed.rows[number] for number in numbers))


def _places(listed: RecordList) -> dict[str, list[int]]:
    """The positions of the rows about each record."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(listed.rows):
        places.setdefault(row.record, []).append(number)
    return places


def _by_country(lists: Mapping[str, RecordList]) -> dict[tuple[str, str], set[str]]:
    """The records of each country, given by its word and its name."""
    found: dict[tuple[str, str], set[str]] = {}
    for listed in lists.values():
        for row in listed.rows:
            for choice in row.choices[GROUP_KINDS[COUNTRIES].facet]:
                if choice.label != NOT_RECORDED:
                    found.setdefault((choice.word, choice.label), set()).add(row.record)
    return found


def _by_topic(dossier: Dossier) -> dict[tuple[str, str], set[str]]:
    """The records of each topic, given by its word and by the name that comes first."""
    names: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    for entry in dossier.entries.values():
        for topic in () if entry.kind is Kind.CAPTURE else entry.record.topics:
            word = word_of(topic)
            names.setdefault(word, topic)
            found.setdefault(word, set()).add(entry.record.id)
    for claim in (entry.record for entry in dossier.claims()):
        named = {concern.body for concern in claim.concerns} | {*claim.organisations, *claim.proceedings}
        named.update(evidence.source for evidence in claim.evidence)
        for topic in claim.topics:
            found[word_of(topic)] |= named
    return {(word, names[word]): members for word, members in found.items()}
