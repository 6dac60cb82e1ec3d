"""Names by which a reader may look for a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dossier.model import Body, FocusBody, Organisation, Proceeding, Record
from dossier.model.foreign_titles import language_of_title
from dossier.model.identifiers import Kind
from dossier.model.labels import EFFECTS, country
from dossier.model.vocabulary import HistoryEffect, Involvement, Standing
from dossier.pages.content import RecordLink
from dossier.pages.fate import WITHDRAWN_BADGE
from dossier.pages.parts import record_link
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding_summary import decisions_text, details_text, money, summarise
from dossier.reading.backlinks import live_concerns, live_names
from dossier.reading.dossier import Dossier

# A reader may type these for a penalty, although the decision calls it something else.
_FINE = "fine fined penalty"

# The heading of the names that begin with a digit or a letter outside ASCII.
_OTHERS = "0–9 and others"


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


def names_by_letter(dossier: Dossier) -> tuple[Letter, ...]:
    """All names of bodies and proceedings by their first letter, and last those that begin with another character."""
    letters: dict[str, dict[tuple[str, RecordLink], None]] = {}
    for each in named_records(dossier):
        link = record_link(dossier, each.identifier)
        for name in each.names:
            letters.setdefault(_letter(name), {})[name, link] = None
    return tuple(
        Letter(letter, f"names-{letter.lower() if letter.isalpha() else 'other'}", tuple(sorted(names, key=_by_name)))
        for letter, names in sorted(letters.items(), key=lambda pair: (not pair[0].isalpha(), pair[0]))
    )


def _by_name(row: tuple[str, RecordLink]) -> tuple[str, str]:
    return (_sort_key(row[0]), row[1].identifier)


def _letter(name: str) -> str:
    first = _sort_key(name)[:1].upper()
    return first if first.isascii() and first.isalpha() else _OTHERS


def _sort_key(name: str) -> str:
    """The name as lists sort it: without case, accents, an article in front, and punctuation at the beginning."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return re.sub(r"^\W*(the )?", "", letters.casefold())


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
    names = [body.name, body.name_in_english, *aliases, abbreviation]
    facts = [body.kind.label, country(body.country)]
    line = _reported(dossier, body) if isinstance(body, FocusBody) else _mentions(dossier, body)
    return NamedRecord(
        Kind.FOCUS if isinstance(body, FocusBody) else Kind.ORGANISATION,
        body.id,
        body.name,
        _withdrawal(body),
        "; ".join([", ".join(facts), *line]),
        _distinct(names),
        tuple(facts),
        _uses(dossier, body.id),
        language_of_title(body),
        body.name_in_english,
    )


def _reported(dossier: Dossier, body: FocusBody) -> Iterator[str]:
    """Yield what is reported of a body, with the standing of the claims that say so, and its own answers."""
    standings: dict[Involvement, set[tuple[Standing, bool]]] = {}
    for use in live_concerns(dossier, body.id):
        standings.setdefault(use.concern.involvement, set()).add((use.claim.standing, use.claim.has_fallen))
    present = [(each, standings[each]) for each in dossier.subject.involvements if each in standings]
    reported = [f"{each.label.lower()}{_standing_words(found)}" for each, found in present if not each.is_own_answer]
    answers = [each.label.lower() for each, _ in present if each.is_own_answer]
    if reported:
        yield ", ".join(reported)
    yield f"its own answers: {', '.join(answers)}" if answers else "no answer of its own recorded"


def _standing_words(standings: Collection[tuple[Standing, bool]]) -> str:
    """The standings of claims in brackets, each with True if such claims fell, unless all are simply reported."""
    if set(standings) == {(Standing.REPORTED, False)}:
        return ""
    kinds = [(term, has_fallen) for term in Standing for has_fallen in (False, True) if (term, has_fallen) in standings]
    fallen = f" but {EFFECTS[HistoryEffect.FALLEN]}"
    return f" ({', '.join(term.label.lower() + (fallen if has_fallen else '') for term, has_fallen in kinds)})"


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
        *(" ".join(_distinct([body.title, *(alias.name for alias in body.aliases)])) for body in bodies),
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


def _withdrawal(record: Record) -> tuple[str, str]:
    return ("", "") if record.withdrawn is None else (WITHDRAWN_BADGE.label, WITHDRAWN_BADGE.term)


def _uses(dossier: Dossier, name: str) -> int:
    return len({link.by for link in dossier.backlinks.get(name, ())})


def _distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
