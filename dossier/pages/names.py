"""Names by which a reader may look for a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier.model import Body, FocusBody, Organisation, Proceeding, Record
from dossier.model.foreign_titles import language_of_title
from dossier.model.identifiers import Kind
from dossier.model.labels import country
from dossier.model.subject_file import whole_name
from dossier.pages.body_said import reported_and_answered, said_of
from dossier.pages.content import RecordLink
from dossier.pages.fate import WITHDRAWN_BADGE
from dossier.pages.initials import initial_key, initial_of, sort_key, word_of_initial
from dossier.pages.parts import record_link
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding_summary import decisions_text, details_text, money, summarise
from dossier.reading.backlinks import live_names
from dossier.reading.dossier import Dossier

# More names than this have a page for each letter.
MOST_NAMES = 1000
# A reader may type these for a penalty, although the decision calls it something else.
_FINE = "fine fined penalty"


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record with its title, its other names and numbers, and a line on what is known of it."""

    kind: Kind
    identifier: str
    title: str
    # The label and the term of its status. Empty for a body.
    status: tuple[str, str]
    line: str
    # Names and numbers that stand for the record alone.
    names: tuple[str, ...]
    # Phrases that describe it, which others have as well.
    phrases: tuple[str, ...]
    # The number of records that name it.
    uses: int
    # The language of the title (BCP 47), if it is not English, and the title in English.
    language: str | None
    english: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with a letter, each with its record, and the anchor of the letter on the list of names."""

    letter: str
    anchor: str
    names: tuple[tuple[str, RecordLink], ...]

    @property
    def word(self) -> str:
        """The letter in the address of its own page."""
        return word_of_initial(self.letter)


def names_by_letter(dossier: Dossier) -> tuple[Letter, ...]:
    """All names of bodies and proceedings by their first letter, and last those that begin with another character."""
    letters: dict[str, dict[tuple[str, RecordLink], None]] = {}
    for each in named_records(dossier):
        link = record_link(dossier, each.identifier)
        for name in each.names:
            letters.setdefault(initial_of(name), {})[name, link] = None
    return tuple(
        Letter(letter, f"names-{word_of_initial(letter)}", tuple(sorted(names, key=_by_name)))
        for letter, names in sorted(letters.items(), key=lambda pair: initial_key(pair[0]))
    )


def _by_name(row: tuple[str, RecordLink]) -> tuple[str, str]:
    return (sort_key(row[0]), row[1].identifier)


def named_records(dossier: Dossier) -> tuple[NamedRecord, ...]:
    """The bodies in focus, the other organisations and the proceedings, each in the order of the records."""
    bodies = [entry.record for entry in (*dossier.focus_bodies(), *dossier.organisations())]
    return (
        *(_body(dossier, body) for body in bodies),
        *(_proceeding(dossier, entry.record) for entry in dossier.proceedings()),
    )


def _body(dossier: Dossier, body: Body) -> NamedRecord:
    aliases = [alias.name for alias in body.aliases]
    abbreviation = body.abbreviation if isinstance(body, Organisation) else None
    names = [body.name, body.name_in_english, *aliases, abbreviation, *_areas(dossier, body)]
    home = country(body.country)
    line = _reported(dossier, body) if isinstance(body, FocusBody) else _mentions(dossier, body)
    return NamedRecord(
        Kind.FOCUS if isinstance(body, FocusBody) else Kind.ORGANISATION,
        body.id,
        body.name,
        _withdrawal(body),
        "; ".join([f"{body.kind.label}, {home}", *line]),
        _distinct(names),
        (home,),
        _uses(dossier, body.id),
        language_of_title(body),
        body.name_in_english,
    )


def _areas(dossier: Dossier, body: Body) -> Iterator[str]:
    """Yield the names of the areas of a body on maps, the long and the short."""
    for drawn in dossier.subject.file.maps:
        for tile in drawn.tiles:
            if tile.body == body.id:
                yield tile.name
                yield whole_name(tile.short or tile.name)


def _reported(dossier: Dossier, body: FocusBody) -> Iterator[str]:
    """Yield what is reported of a body, with the standing of the claims that say so, and its own answers."""
    reported, answers = reported_and_answered(said_of(dossier, body.id))
    if reported:
        yield ", ".join(each.words for each in reported)
    words = ", ".join(each.words for each in answers)
    yield f"its own answers: {words}" if words else "no answer of its own recorded"


def _mentions(dossier: Dossier, body: Body) -> Iterator[str]:
    """Yield the number of claims and of proceedings that name an organisation."""
    for kind in (Kind.CLAIM, Kind.PROCEEDING):
        count = len(live_names(dossier, body.id, kind))
        if count:
            yield f"{count:,} {dossier.subject.name(kind) if count == 1 else dossier.subject.plural(kind)}"


def _proceeding(dossier: Dossier, proceeding: Proceeding) -> NamedRecord:
    summary = summarise(dossier, proceeding.id)
    forum = dossier.body(proceeding.forum)
    parties = (dossier.body(party.organisation) for party in proceeding.parties if party.organisation is not None)
    bodies = [body for body in (forum, *parties) if body is not None]
    numbers = (proceeding.neutral_citation, *(proceeding.case_number or "").split("; "))
    phrases = [
        proceeding.kind.label,
        proceeding.status.label,
        *(_words_of(body) for body in bodies),
        None if forum is None else country(forum.country),
        *(text for each in proceeding.penalties for text in (_FINE, each.state.label, money(each))),
    ]
    return NamedRecord(
        Kind.PROCEEDING,
        proceeding.id,
        proceeding.title,
        _withdrawal(proceeding) if proceeding.withdrawn is not None else (summary.status.label, summary.status.term),
        ". ".join(filter(None, map(plain_text, (details_text(summary), decisions_text(summary))))),
        _distinct([proceeding.title, *numbers, proceeding.title_in_english]),
        _distinct(phrases),
        _uses(dossier, proceeding.id),
        language_of_title(proceeding),
        proceeding.title_in_english,
    )


def _words_of(body: Body) -> str:
    """The words of the names of a body, each once."""
    return " ".join(_distinct(" ".join([body.title, *(alias.name for alias in body.aliases)]).split()))


def _withdrawal(record: Record) -> tuple[str, str]:
    return ("", "") if record.withdrawn is None else (WITHDRAWN_BADGE.label, WITHDRAWN_BADGE.term)


def _uses(dossier: Dossier, name: str) -> int:
    return len({link.by for link in dossier.backlinks.get(name, ())})


def _distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
