"""The lists of the bodies in focus and of all other bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dossier.model import Body, FocusBody
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised, country
from dossier.pages.body_said import Said, reported_and_answered, said_of, words_of
from dossier.pages.content import Text
from dossier.pages.group_links import COUNTRY
from dossier.pages.lists import (
    Cell,
    Choice,
    Column,
    Facet,
    Order,
    RecordList,
    Row,
    country_cell,
    number_cell,
    of_countries,
    of_term,
    with_rows,
    words_cell,
)
from dossier.pages.parts import record_link
from dossier.pages.sections import CLAIMS, OWN_ANSWERS, PROCEEDINGS, REPORTED_OF_IT
from dossier.reading.backlinks import live_names
from dossier.reading.dossier import Dossier

_COUNTS = (Column("claims", CLAIMS, Order.NUMBER), Column("proceedings", PROCEEDINGS, Order.NUMBER))
_NOTHING = (Choice("none", "None recorded"),)


def focus_list(dossier: Dossier) -> RecordList:
    """The list of the bodies in focus by country, the country with most of them first."""
    subject = dossier.subject
    answers = (Column("reported", REPORTED_OF_IT), Column("answered", OWN_ANSWERS))
    facets = (
        Facet("country", COUNTRY),
        Facet("kind", "Kind"),
        *(Facet(each.name, each.label) for each in answers),
    )
    bodies = by_country(entry.record for entry in dossier.focus_bodies())
    columns = (Column("body", "Body"), Column("country", COUNTRY), *answers, *_COUNTS)
    words = (subject.name(Kind.FOCUS), subject.plural(Kind.FOCUS))
    shape = RecordList(subject.folder(Kind.FOCUS), words, columns, facets, is_by_name=True)
    return with_rows(shape, (_focus_row(dossier, body) for body in bodies))


def by_country(bodies: Iterable[FocusBody]) -> list[FocusBody]:
    """The bodies by country, the country with most of them first."""
    known = list(bodies)
    counts = Counter(body.country for body in known)
    return sorted(known, key=lambda body: (-counts[body.country], country(body.country), body.title, body.id))


def _focus_row(dossier: Dossier, body: Body) -> Row:
    reported, answered = reported_and_answered(said_of(dossier, body.id))
    between = (country_cell(body.country), _said_cell(reported), _said_cell(answered))
    choices = {"reported": _involvement_choices(reported), "answered": _involvement_choices(answered)}
    return _row(dossier, body, between, choices)


def _said_cell(said: Iterable[Said]) -> Cell:
    return words_cell(capitalised(words_of(said)) or "—")


def _involvement_choices(said: Iterable[Said]) -> tuple[Choice, ...]:
    return tuple(choice for each in said for choice in of_term(each.involvement)) or _NOTHING


def organisation_list(dossier: Dossier) -> RecordList:
    """The list of all other bodies by kind."""
    columns = (Column("body", "Body"), Column("kind", "Kind"), Column("country", COUNTRY), *_COUNTS)
    facets = (Facet("kind", "Kind"), Facet("country", COUNTRY))
    bodies = sorted((entry.record for entry in dossier.organisations()), key=lambda body: body.kind.label)
    rows = (_row(dossier, body, (words_cell(body.kind.label), country_cell(body.country)), {}) for body in bodies)
    words = ("organisation", "organisations")
    return with_rows(RecordList("organisations", words, columns, facets, "kind", is_by_name=True), rows)


def _row(dossier: Dossier, body: Body, between: tuple[Cell, ...], choices: dict[str, tuple[Choice, ...]]) -> Row:
    """The row of a body, with these cells between its name and its numbers of claims and proceedings."""
    name: Text = (record_link(dossier, body.id),)
    counts = (number_cell(len(live_names(dossier, body.id, kind))) for kind in (Kind.CLAIM, Kind.PROCEEDING))
    shared = {"country": of_countries([body.country]), "kind": of_term(body.kind)}
    return Row(body.id, (Cell(name), *between, *counts), {**shared, **choices})
