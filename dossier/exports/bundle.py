"""Turn a dossier into all files that others work with, and the list of those that readers take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.cite.formats import bibtex, csl_json, ris
from dossier.configuration import About
from dossier.exports import api, calendar, feeds, ro_crate
from dossier.exports import api as documents
from dossier.exports.catalogue import VERSION, Download, DownloadGroup, example
from dossier.exports.followthemoney import followthemoney
from dossier.exports.sqlite import database, metadata
from dossier.exports.summary import Facts, facts_of
from dossier.exports.tables import Row, Table, csv_file, rows, tables
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier

DATA = f"data/{VERSION}"


@dataclass(frozen=True, slots=True)
class Publication:
    """The files by their path from the root of the site, and which of them readers take away."""

    files: Mapping[str, bytes]
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A download that is made."""

    path: str
    group: DownloadGroup
    title: str
    what: str
    format: str
    media_type: str
    content: bytes
    # Where its example begins.
    begins: str = ""
    # What stands in the place of an example, where the file is no text.
    instead: str = ""


def publication(dossier: Dossier, about: About) -> Publication:
    """All files. The same dossier gives the same bytes."""
    facts = facts_of(dossier, about)
    lines = documents.documents(dossier, facts)
    content = {table: list(rows(table, dossier, facts)) for table in tables()}
    files = dict(documents.files(dossier, lines, about))
    for kind in Kind:
        files[f"{documents.API}/schema/{kind.value}.json"] = documents.pretty(api.document_schema(kind))
    files[f"{documents.API}/schema/index.json"] = documents.pretty(api.index_schema())
    files[f"{DATA}/metadata.json"] = documents.pretty(metadata(tables(), about))
    made = [*_whole(dossier, about, content), *_records(dossier, lines), *_tables(content), *_citations(dossier)]
    made.extend(_changes(dossier, about, facts))
    files.update((one.path, one.content) for one in made)
    downloads = tuple(_download(one, about) for one in made)
    files[ro_crate.CRATE] = ro_crate.crate(dossier, about, downloads)
    described = _File(
        ro_crate.CRATE,
        DownloadGroup.WHOLE,
        "RO-Crate",
        "What these files are, in the form research archives read; and how each preserved copy was made.",
        "RO-Crate 1.2 (JSON-LD)",
        "application/ld+json",
        files[ro_crate.CRATE],
        begins='"@id": "./"',
    )
    return Publication(files, (*downloads, _download(described, about)))


def _download(file: _File, about: About) -> Download:
    return Download(
        path=file.path,
        group=file.group,
        title=file.title,
        what=file.what,
        format=file.format,
        media_type=file.media_type,
        size=len(file.content),
        licence=about.licence or about.copyright,
        example=file.instead or example(file.content, file.begins),
    )


def _whole(dossier: Dossier, about: About, content: Mapping[Table, list[Row]]) -> Iterator[_File]:
    yield _File(
        f"{DATA}/dossier.sqlite",
        DownloadGroup.WHOLE,
        "Database",
        "Every table below with foreign keys and full-text search. Datasette shows it: "
        "datasette dossier.sqlite --metadata metadata.json",
        "SQLite 3",
        "application/vnd.sqlite3",
        database(content),
        instead="SELECT id, statement FROM claims WHERE rowid IN\n"
        "  (SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'police');",
    )
    yield _File(
        f"{DATA}/followthemoney.json",
        DownloadGroup.WHOLE,
        "FollowTheMoney",
        "Bodies, sources, proceedings, and what claims say of forces and companies, as a graph. A penalty is a "
        "Sanction only where it is final and stands; that word here means no economic sanction.",
        "FollowTheMoney 4 (JSON Lines)",
        "application/json+ftm",
        followthemoney(dossier, about),
    )


def _records(dossier: Dossier, lines: Mapping[str, bytes]) -> Iterator[_File]:
    for kind in Kind:
        yield _File(
            f"{DATA}/{kind.folder}.jsonl",
            DownloadGroup.RECORDS,
            kind.folder.capitalize(),
            f"Every {kind.value}, one document a line: the record as written, its citation, what names it.",
            "JSON Lines",
            "application/jsonl",
            documents.json_lines(dossier, lines, kind),
        )


def _tables(content: Mapping[Table, list[Row]]) -> Iterator[_File]:
    for table, many in content.items():
        yield _File(
            f"{DATA}/{table.name}.csv",
            DownloadGroup.TABLES,
            table.name,
            f"{table.description} {len(many):,} {'row' if len(many) == 1 else 'rows'}.",
            "CSV (UTF-8)",
            "text/csv",
            csv_file(table, many),
        )


def _citations(dossier: Dossier) -> Iterator[_File]:
    sources = [entry.record for entry in dossier.sources()]
    what = "Every source, for reference managers."
    items = documents.pretty([csl_json.item(source) for source in sources])
    yield _File(
        f"{DATA}/sources.csl.json",
        DownloadGroup.CITATIONS,
        "CSL-JSON",
        f"{what} The fullest of the three; Zotero and pandoc read it.",
        "CSL-JSON 1.0.2",
        "application/vnd.citationstyles.csl+json",
        items,
    )
    yield _File(
        f"{DATA}/sources.bib",
        DownloadGroup.CITATIONS,
        "BibTeX",
        f"{what} LaTeX reads it.",
        "BibTeX",
        "application/x-bibtex",
        bibtex.bibtex(sources),
    )
    yield _File(
        f"{DATA}/sources.ris",
        DownloadGroup.CITATIONS,
        "RIS",
        f"{what} EndNote and most libraries read it. It has no form for a body whose name has a comma.",
        "RIS",
        "application/x-research-info-systems",
        ris.ris(sources),
    )


def _changes(dossier: Dossier, about: About, facts: Facts) -> Iterator[_File]:
    what = f"The newest corrections, withdrawals and reviews, {feeds.MAX_CHANGES} at most."
    yield _File(
        feeds.ATOM,
        DownloadGroup.CHANGES,
        "Atom feed",
        what,
        "Atom 1.0",
        "application/atom+xml",
        feeds.atom(dossier, about, facts),
        begins="<entry>",
    )
    yield _File(
        feeds.JSON,
        DownloadGroup.CHANGES,
        "JSON feed",
        what,
        "JSON Feed 1.1",
        "application/feed+json",
        feeds.json_feed(dossier, about, facts),
        begins='"items"',
    )
    yield _File(
        calendar.CALENDAR,
        DownloadGroup.CHANGES,
        "Calendar",
        "The days on which proceedings were opened, decided or published, where they are known to the day.",
        "iCalendar",
        "text/calendar",
        calendar.calendar(dossier, about, facts),
        begins="BEGIN:VEVENT",
    )
