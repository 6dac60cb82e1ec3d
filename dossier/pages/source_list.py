"""The list of all sources."""

from __future__ import annotations

from dataclasses import replace

from dossier.cite.fate import caveat_of
from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import CheckLevel, Genre
from dossier.pages.content import CitationText, Text, Translation, Words
from dossier.pages.group_links import COUNTRY
from dossier.pages.lists import (
    WITHDRAWN,
    Cell,
    Column,
    Facet,
    Order,
    RecordList,
    Row,
    country_cell,
    day_cell,
    number_cell,
    of_countries,
    of_term,
    of_years,
    terms,
    with_rows,
    words_cell,
    yes_or_no,
)
from dossier.pages.parts import record_link
from dossier.pages.sections import NAMING_CLAIMS
from dossier.pages.source import GENRE
from dossier.reading.backlinks import live_names
from dossier.reading.dossier import Dossier

_COLUMNS = (
    Column("source", "Source"),
    Column("genre", GENRE),
    Column("country", COUNTRY),
    Column("date", "Date", Order.DATE),
    Column("read", "How far read"),
    Column("claims", NAMING_CLAIMS, Order.NUMBER),
)
_FACETS = (
    Facet("genre", GENRE, terms(Genre)),
    Facet("country", COUNTRY),
    Facet("year", "Year"),
    Facet("read", "How far read", terms(CheckLevel)),
    Facet("used", "Named by a claim"),
    WITHDRAWN,
)
_SHAPE = RecordList("sources", ("source", "sources"), _COLUMNS, _FACETS, "genre")


def source_list(dossier: Dossier) -> RecordList:
    """The list of all sources by sort of document, then by title."""
    genres = list(Genre)
    sources = [entry.record for entry in dossier.sources()]
    sources.sort(key=lambda source: (genres.index(source.genre), source.title.casefold(), source.id))
    rows = (_row(dossier, source) for source in sources)
    return with_rows(_SHAPE, rows)


def _row(dossier: Dossier, source: Source) -> Row:
    uses = len(live_names(dossier, source.id, Kind.CLAIM))
    code = None if source.jurisdiction is None else source.jurisdiction.partition("-")[0]
    citation, caveat = CitationText(cite_source(dossier, source), None), caveat_of(dossier, source)
    link = replace(record_link(dossier, source.id), text=source.id, language=None, english=None)
    english = source.title_in_english
    after: Text = (Words(f". {caveat}"),) if caveat else ()
    after += () if english is None else (Words(" "), Translation(english))
    cells = (
        Cell((link, Words(" "), citation, *after), source.title),
        words_cell(source.genre.label),
        country_cell(code),
        day_cell(source.issued),
        words_cell(source.checked.level.label),
        number_cell(uses),
    )
    choices = {
        "genre": of_term(source.genre),
        "country": of_countries([code]),
        "year": of_years(source.issued),
        "read": of_term(source.checked.level),
        "used": yes_or_no(uses),
        WITHDRAWN.name: yes_or_no(source.withdrawn),
    }
    return Row(source.id, cells, choices)
