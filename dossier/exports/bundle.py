"""All exported files of a dossier, and the list of downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.cite.fate import fate_of_record
from dossier.cite.formats import bibtex, csl_json, ris
from dossier.cite.formats.plain import later_sentences
from dossier.cite.with_history import later_decisions_of_source
from dossier.configuration import About
from dossier.exports import api, calendar, feeds, ro_crate
from dossier.exports.data_page import Download, DownloadGroup, excerpt
from dossier.exports.followthemoney import followthemoney
from dossier.exports.sqlite import database, metadata
from dossier.exports.summary import RecordSummaries, record_summaries
from dossier.exports.tables import Row, Table, csv_file, rows, tables
from dossier.exports.workbook import sheets, workbook
from dossier.model import Source, addresses
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier

DATA = f"data/{addresses.EXPORTS_VERSION}"


@dataclass(frozen=True, slots=True)
class Publication:
    """All exported files by path from the root of the site, and the downloads among them."""

    files: Mapping[str, bytes]
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A download with its content."""

    path: str
    group: DownloadGroup
    title: str
    description: str
    format: str
    media_type: str
    content: bytes
    # The text at which the example on the data page begins.
    example_start: str = ""
    # The example of a file that is not text.
    example: str = ""


def publication(dossier: Dossier, about: About) -> Publication:
    """All exported files of a dossier. The same dossier gives the same bytes."""
    subject = dossier.subject
    summaries = record_summaries(dossier, about)
    lines = api.documents(dossier, summaries)
    content = {table: list(rows(table, dossier, summaries)) for table in tables(subject)}
    files = dict(api.document_files(dossier, lines, about))
    for kind, model in subject.models.items():
        files[addresses.document_schema(kind)] = api.pretty_json(api.document_schema(model))
    files[addresses.document_schema(None)] = api.pretty_json(api.index_schema())
    files[f"{DATA}/metadata.json"] = api.pretty_json(metadata(tables(subject), about))
    exports = [*_spreadsheet(dossier, about, content), *_whole(dossier, about, content), *_records(dossier, lines)]
    exports += [*_tables(content), *_citations(dossier), *_changes(dossier, about, summaries)]
    files.update((file.path, file.content) for file in exports)
    downloads = tuple(_download(file) for file in exports)
    files[ro_crate.CRATE] = ro_crate.crate(dossier, about, downloads)
    crate = _File(
        ro_crate.CRATE,
        DownloadGroup.WHOLE,
        "RO-Crate",
        "A description of these files that research archives can read, and how each preserved copy was made.",
        "RO-Crate 1.2 (JSON-LD)",
        "application/ld+json",
        files[ro_crate.CRATE],
        example_start='"@id": "./"',
    )
    return Publication(files, (*downloads, _download(crate)))


def _download(file: _File) -> Download:
    return Download(
        path=file.path,
        group=file.group,
        title=file.title,
        description=file.description,
        format=file.format,
        media_type=file.media_type,
        size=len(file.content),
        example=file.example or excerpt(file.content, file.example_start),
    )


def _spreadsheet(dossier: Dossier, about: About, content: Mapping[Table, list[Row]]) -> Iterator[_File]:
    sizes = [
        f"{table.name}: {len(rows):,} {'row' if len(rows) == 1 else 'rows'}" for table, rows in sheets(content).items()
    ]
    yield _File(
        addresses.WORKBOOK,
        DownloadGroup.SPREADSHEET,
        "Workbook",
        "A sheet for each kind of record, and one for each list of theirs that has columns of its own, with filters. "
        "The identifier in the first column leads to the page of the record. The first sheet says what each sheet "
        "holds.",
        "Excel workbook (.xlsx)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook(dossier, about, content),
        example="\n".join(sizes),
    )


def _whole(dossier: Dossier, about: About, content: Mapping[Table, list[Row]]) -> Iterator[_File]:
    yield _File(
        f"{DATA}/dossier.sqlite",
        DownloadGroup.WHOLE,
        "Database",
        "All tables below, with foreign keys and full-text search. To browse it with Datasette: "
        "datasette dossier.sqlite --metadata metadata.json",
        "SQLite 3",
        "application/vnd.sqlite3",
        database(content),
        example="SELECT id, statement FROM claims WHERE rowid IN\n"
        "  (SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'used');",
    )
    yield _File(
        f"{DATA}/followthemoney.json",
        DownloadGroup.WHOLE,
        "FollowTheMoney",
        "A graph of bodies, sources and proceedings, and of what claims say about bodies in focus and companies. A "
        "penalty is exported as a Sanction if it was imposed or reduced, with its payment and the status of its case, "
        "and not if it was only intended, or annulled. A Sanction in this file is never an economic sanction.",
        "FollowTheMoney 4 (JSON Lines)",
        "application/json+ftm",
        followthemoney(dossier, about),
    )


def _records(dossier: Dossier, lines: Mapping[str, bytes]) -> Iterator[_File]:
    for kind in Kind:
        yield _File(
            f"{DATA}/{kind.collection}.jsonl",
            DownloadGroup.RECORDS,
            dossier.subject.plural(kind),
            f"Every {kind.value}, one document per line: the record as written, its citation and its backlinks.",
            "JSON Lines",
            "application/jsonl",
            api.json_lines(dossier, lines, kind),
        )


def _tables(content: Mapping[Table, list[Row]]) -> Iterator[_File]:
    for table, table_rows in content.items():
        yield _File(
            f"{DATA}/{table.name}.csv",
            DownloadGroup.TABLES,
            table.name,
            f"{table.description} {len(table_rows):,} {'row' if len(table_rows) == 1 else 'rows'}.",
            "CSV (UTF-8, with a byte-order mark)",
            "text/csv",
            csv_file(table, table_rows),
        )


def _later(dossier: Dossier, source: Source) -> str:
    fate = fate_of_record(dossier, source)
    return later_sentences(later_decisions_of_source(dossier, source), caveat=fate.caveat if fate else "")


def _citations(dossier: Dossier) -> Iterator[_File]:
    sources = [entry.record for entry in dossier.sources()]
    description = "All sources, for reference managers."
    later = {source.id: _later(dossier, source) for source in sources}
    items = api.pretty_json([csl_json.item(source, later[source.id]) for source in sources])
    yield _File(
        f"{DATA}/sources.csl.json",
        DownloadGroup.CITATIONS,
        "CSL-JSON",
        f"{description} The most complete of the three formats. Zotero and pandoc read it.",
        "CSL-JSON 1.0.2",
        "application/vnd.citationstyles.csl+json",
        items,
    )
    yield _File(
        f"{DATA}/sources.bib",
        DownloadGroup.CITATIONS,
        "BibTeX",
        f"{description} LaTeX reads it.",
        "BibTeX",
        "application/x-bibtex",
        bibtex.bibtex(sources, later),
    )
    yield _File(
        f"{DATA}/sources.ris",
        DownloadGroup.CITATIONS,
        "RIS",
        f"{description} EndNote and most libraries read it. RIS cannot mark a name that contains a comma as "
        "the name of an organisation.",
        "RIS",
        "application/x-research-info-systems",
        ris.ris(sources, later),
    )


def _changes(dossier: Dossier, about: About, summaries: RecordSummaries) -> Iterator[_File]:
    description = f"The newest releases, corrections, withdrawals and reviews, at most {feeds.MAX_CHANGES}."
    yield _File(
        addresses.ATOM_FEED,
        DownloadGroup.CHANGES,
        "Atom feed",
        description,
        "Atom 1.0",
        "application/atom+xml",
        feeds.atom(dossier, about, summaries),
        example_start="<entry>",
    )
    yield _File(
        addresses.JSON_FEED,
        DownloadGroup.CHANGES,
        "JSON feed",
        description,
        "JSON Feed 1.1",
        "application/feed+json",
        feeds.json_feed(dossier, about, summaries),
        example_start='"items"',
    )
    yield _File(
        calendar.CALENDAR,
        DownloadGroup.CHANGES,
        "Calendar",
        "The dates on which proceedings were opened, decided or published, if the exact day is known.",
        "iCalendar",
        "text/calendar",
        calendar.calendar(dossier, about, summaries),
        example_start="BEGIN:VEVENT",
    )
