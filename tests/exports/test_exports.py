"""Exports hold what records say, and programs for each format read them."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from dossier.configuration import About
from dossier.exports import api, feeds
from dossier.exports.bundle import Publication, publication
from dossier.exports.data_page import DataPage
from dossier.exports.sqlite import database
from dossier.exports.summary import record_summaries
from dossier.exports.tables import Table, recorded_value, rows, tables
from dossier.model import MODELS
from dossier.model.body import Alias
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, all_fields, fields_of
from dossier.model.identifiers import Kind
from dossier.model.number_types import Number
from dossier.model.record import Hold
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

ABOUT = About("Cameras; of {Ashby} Vale", "What is <known>.", "https://cameras.example.org/vale/", "CC-BY-4.0", "CC BY")


@pytest.fixture(scope="module")
def toy_dossier() -> Dossier:
    return load(TOY, DAY).dossier


@pytest.fixture(scope="module")
def exports(toy_dossier: Dossier) -> Publication:
    return publication(toy_dossier, ABOUT)


@pytest.fixture(scope="module", params=[TOY, ROOT], ids=["toy", "this"])
def any_dossier(request: pytest.FixtureRequest) -> tuple[Dossier, Publication]:
    dossier = load(request.param, DAY).dossier
    return dossier, publication(dossier, ABOUT)


def table(exports: Publication, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file as recorded."""
    content = exports.files[f"data/v1/{name}.csv"]
    assert content.startswith(codecs.BOM_UTF8), "Excel reads a file without this mark in another encoding"
    text = content.decode("utf-8-sig")
    return [
        {key: recorded_value(cell) for key, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def documents(exports: Publication, kind: Kind) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exports.files[f"data/v1/{kind.collection}.jsonl"].decode().split("\n")[:-1]]


def test_fields_are_those_of_the_models() -> None:
    for kind in Kind:
        assert set(fields_of(MODELS[kind])) == set(MODELS[kind].model_fields)
        assert all(field.description for field in all_fields(MODELS[kind]))
        assert {field.dotted for field in all_fields(MODELS[kind]) if field.is_volatile} == set(MODELS[kind].volatile)
    evidence = {field.dotted: field for field in all_fields(MODELS[Kind.CLAIM])}
    assert evidence["evidence.source"].targets == (Kind.SOURCE,)
    assert evidence["evidence"].is_list
    assert evidence["standing"].terms[0] == "alleged"
    assert evidence["date"].value_type is ValueType.DATE


def test_every_document_follows_its_schema(any_dossier: tuple[Dossier, Publication]) -> None:
    dossier, exports = any_dossier
    for kind in Kind:
        schema = json.loads(exports.files[f"api/v1/schema/{kind.value}.json"])
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        exported = documents(exports, kind)
        identifiers = [name for name, entry in dossier.entries.items() if entry.kind is kind]
        assert [document["id"] for document in exported] == identifiers
        for document in exported:
            validator.validate(document)
            assert json.loads(exports.files[f"api/v1/{kind.collection}/{document['id']}.json"]) == document
            broken = {**document, "record": {**document["record"], "no-such-field": "x"}}
            assert not validator.is_valid(broken)
    index = json.loads(exports.files["api/v1/index.json"])
    Draft202012Validator(api.index_schema()).validate(index)
    assert {record["document"] for record in index["records"]} <= set(exports.files)
    assert len(index["records"]) == len(dossier.entries)


def test_a_document_lists_the_backlinks_of_the_record(exports: Publication) -> None:
    source = json.loads(exports.files["api/v1/sources/SRC-2026-0001.json"])
    assert source["page"] == "sources/SRC-2026-0001/"
    assert source["volatile"] == ["checked.on"]
    assert source["record"]["checked"]["on"] == "2026-11-20"
    assert {"CLM-2026-0001", "CAP-2026-0001", "SRC-2026-0006"} <= set(source["backlinks"])
    assert source["citation"].startswith("Ida Marsh and Vale Gazette staff, ‘Kerbside cameras")
    capture = json.loads(exports.files["api/v1/captures/CAP-2026-0001.json"])
    assert capture["record"]["files"][0]["bytes"] == 398


def test_tables_and_documents_hold_the_same_values(any_dossier: tuple[Dossier, Publication]) -> None:
    """Every value of every document appears in a table, and the tables hold no other values."""
    dossier, exports = any_dossier
    for kind in Kind:
        lists = {
            export_table.path: table(exports, export_table.name)
            for export_table in tables(dossier.subject)
            if export_table.kind is kind and export_table.path
        }
        own = {row["id"]: row for row in table(exports, kind.collection)}
        computed = {
            (export_table.path, column.name)
            for export_table in tables(dossier.subject)
            for column in export_table.columns
            if export_table.kind is kind and column.is_computed
        }
        for document in documents(exports, kind):
            values: dict[str, str] = {}
            # A name of a body alone is written as text, and is a column of the table all the same.
            aliases = [Alias.as_mapping(alias) for alias in document["record"].get("aliases", ())]
            for path, value in leaves({**document["record"], "aliases": aliases}):
                values["_".join(map(str, path))] = str(value)
            cells = {name: value for name, value in own[document["id"]].items() if value and ((), name) not in computed}
            assert cells.pop("page") == document["page"]
            assert cells.pop("citation") == document["citation"]
            for path, list_rows in lists.items():
                own_rows = [row for row in list_rows if row[f"{kind.value}_id"] == document["id"]]
                assert [row["position"] for row in own_rows] == [str(number) for number in range(1, len(own_rows) + 1)]
                for number, row in enumerate(own_rows):
                    for name, cell in row.items():
                        if name not in {f"{kind.value}_id", "position"} and cell and (path, name) not in computed:
                            inner = () if len(row) == 3 else (name,)
                            cells["_".join((*path, str(number), *inner))] = cell
            # The document leaves out a default, and the table contains it.
            assert {name: value for name, value in cells.items() if not is_default(name, value)} == values


def test_no_export_says_why_a_record_was_held(toy_dossier: Dossier, exports: Publication) -> None:
    hold = Hold.model_validate({"kind": "safety", "reason": "The witness crosses the border.", "until": "2026-11-01"})
    entries = {
        name: replace(entry, record=entry.record.model_copy(update={"hold": hold}))
        for name, entry in toy_dossier.entries.items()
    }
    held = publication(replace(toy_dossier, entries=entries), ABOUT)
    assert held.files.keys() == exports.files.keys()
    assert [path for path, content in held.files.items() if content != exports.files[path]] == []
    for kind in Kind:
        schema = exports.files[f"api/v1/schema/{kind.value}.json"]
        assert b'"hold"' not in schema
        assert b"Hold" not in schema
    assert not [
        column
        for each in DataPage(TOY_SUBJECT, (), "", None).documents
        for column in each.columns
        if "hold" in column.name
    ]


def is_default(name: str, value: str) -> bool:
    """True if the value is the default of a field, which a document leaves out."""
    field = re.sub(r"_[0-9]+_", ".", name)
    return (field, value) in {("title_basis", "as-published"), ("penalties.state", "imposed")}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for number, inner in enumerate(value) for leaf in leaves(inner, (*path, number))]
    return [(path, value)]


def test_the_database_is_sound_and_searchable(any_dossier: tuple[Dossier, Publication], tmp_path: Path) -> None:
    dossier, exports = any_dossier
    path = tmp_path / "dossier.sqlite"
    path.write_bytes(exports.files["data/v1/dossier.sqlite"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        summaries = record_summaries(dossier, ABOUT)
        for export_table in tables(dossier.subject):
            names = ", ".join(f'"{column.name}"' for column in export_table.columns)
            stored = connection.execute(f'SELECT {names} FROM "{export_table.name}" ORDER BY rowid').fetchall()
            expected = list(rows(export_table, dossier, summaries))
            decimals = {at for at, column in enumerate(export_table.columns) if column.value_type is ValueType.DECIMAL}
            assert [text(row, decimals) for row in stored] == [text(row, decimals) for row in expected]
        keys = connection.execute("SELECT \"table\" FROM pragma_foreign_key_list('claim_evidence')").fetchall()
        assert sorted(keys) == [("claims",), ("sources",), ("sources",)]


def text(row: tuple[Any, ...], decimals: set[int]) -> tuple[Any, ...]:
    return tuple(Decimal(str(cell)) if at in decimals and cell is not None else cell for at, cell in enumerate(row))


@pytest.mark.parametrize(
    "amount",
    ["9999999999999.99", "1234567890123.45", "0.01", "999999999999999", "-123456789.123456", "-99999999999999.9"],
)
def test_the_database_holds_every_digit(amount: str) -> None:
    assert Decimal(amount) == TypeAdapter(Number).validate_python(amount)
    sums = Table("sums", "Sums.", (Field("amount", ValueType.DECIMAL, "The sum."),), ("amount",))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database({sums: [(amount,)]}))
        assert Decimal(str(connection.execute("SELECT amount FROM sums").fetchone()[0])) == Decimal(amount)
        assert connection.execute("SELECT typeof(amount) FROM sums").fetchone()[0] in {"real", "integer"}


def test_a_search_finds_a_claim(exports: Publication, tmp_path: Path) -> None:
    path = tmp_path / "dossier.sqlite"
    path.write_bytes(exports.files["data/v1/dossier.sqlite"])
    example = next(download.example for download in exports.downloads if download.path.endswith(".sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        result = connection.execute(example).fetchall()
        assert "CLM-2026-0001" in {row[0] for row in result}
        says = "SELECT claim_id FROM claim_evidence WHERE rowid IN (SELECT rowid FROM claim_evidence_fts(?))"
        assert ("CLM-2026-0001",) in connection.execute(says, ("borrowed",)).fetchall()


def test_datasette_shows_the_database_with_its_descriptions(exports: Publication, tmp_path: Path) -> None:
    for name in ("dossier.sqlite", "metadata.json"):
        (tmp_path / name).write_bytes(exports.files[f"data/v1/{name}"])

    def get(path: str) -> str:
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "datasette",
            "dossier.sqlite",
            "-m",
            "metadata.json",
            "--get",
            path,
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    described = json.loads(get("/dossier/claims.json?_extra=all&_labels=on&_search=borrowed&_shape=objects"))
    assert described["human_description_en"] == 'where search matches "borrowed"'
    page = get("/dossier/claim_evidence")
    # Datasette shows the labels of the claim and of the source instead of their identifiers.
    assert "Kerbside cameras read number plates for months" in page
    assert "What the source says about the claim, in our words." in page
    assert "CC-BY-4.0" in page


def test_two_runs_give_the_same_bytes(exports: Publication) -> None:
    """The runs are other processes, in which sets have another order."""
    program = (
        "import hashlib, sys; from pathlib import Path; from tests.exports.test_exports import ABOUT; "
        "from tests.shared.toy import DAY, TOY; from dossier.reading.load import load; "
        "from dossier.exports.bundle import publication; "
        "exports = publication(load(TOY, DAY).dossier, ABOUT); "
        "print(hashlib.sha256(repr(sorted(exports.files.items())).encode()).hexdigest())"
    )
    import hashlib

    digest = hashlib.sha256(repr(sorted(exports.files.items())).encode()).hexdigest()
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == digest


def test_every_download_gives_the_size_of_its_file(exports: Publication) -> None:
    for download in exports.downloads:
        assert download.size == len(exports.files[download.path])
        assert download.description
        assert download.example
    downloaded = {download.path for download in exports.downloads}
    others = set(exports.files) - downloaded
    assert all(path.startswith("api/") or path == "data/v1/metadata.json" for path in others)


def test_the_data_page_shows_every_download_and_every_column(toy: Path) -> None:
    site = toy / "build/site"
    hub = (site / "data/index.html").read_text("utf-8")
    links = [part.split('"')[0] for part in hub.split(' href="../')[1:]]
    files = {path for path in (site / "data/v1").iterdir() if path.name != "metadata.json"}
    for path in {*files, site / "feed.xml", site / "calendar.ics"}:
        assert path.relative_to(site).as_posix() in links
        assert f'<data value="{path.stat().st_size}">{path.stat().st_size:,} bytes</data> · CC-BY-4.0' in hub
    # The workbook is the first link of the page, and the page is in the menu of the home page.
    assert next(link for link in links if link.startswith("data/v1/")) == "data/v1/dossier.xlsx"
    assert 'href="data/"' in (site / "index.html").read_text("utf-8")
    columns = (site / "data/columns/index.html").read_text("utf-8")
    for export_table in tables(TOY_SUBJECT):
        assert f'id="table-{export_table.name}"' in columns
        assert all(f"<code>{column.name}</code>" in columns for column in export_table.columns)
    for kind in Kind:
        fields = {field.dotted for field in all_fields(TOY_SUBJECT.models[kind]) if field.path[0] != "hold"}
        assert {name for name in fields if f"<code>{name}</code>" not in columns} == set()


def test_the_exports_of_a_site_are_written_and_listed(toy_dossier: Dossier, tmp_path: Path) -> None:
    from dossier.site.extra_files import write_exports

    exports = write_exports(toy_dossier, ABOUT, tmp_path)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == exports.paths
    assert {"data/v1/claims.csv", "api/v1/claims/CLM-2026-0007.json", "feed.xml"} <= written


def test_the_document_of_one_record_is_that_of_the_exports(toy_dossier: Dossier, tmp_path: Path) -> None:
    from dossier.site.extra_files import write_documents, write_exports

    write_exports(toy_dossier, ABOUT, tmp_path / "all")
    write_documents(toy_dossier, ABOUT, tmp_path / "one", ["CLM-2026-0002"])
    name = "api/v1/claims/CLM-2026-0002.json"
    assert [path for path in (tmp_path / "one").rglob("*") if path.is_file()] == [tmp_path / "one" / name]
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()


def test_feeds_list_changes_newest_first(exports: Publication) -> None:
    atom = ET.fromstring(exports.files["feed.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    days = [element.text or "" for element in atom.findall("a:entry/a:updated", space)]
    assert days == sorted(days, reverse=True)
    titles = [element.text or "" for element in atom.findall("a:entry/a:title", space)]
    assert any(title.startswith("Withdrawn: CLM-2026-0007") for title in titles)
    identifiers = [element.text for element in atom.findall("a:entry/a:id", space)]
    assert len(identifiers) == len(set(identifiers))
    # A record keeps its newest review only, and a later review has another day.
    changes = [each for each in identifiers if each and "#reviewed-" in each]
    assert changes
    assert all(re.search(r"#reviewed-2026-\d\d-\d\d-1$", each) for each in changes)
    feed = json.loads(exports.files["feed.json"])
    assert [item["id"] for item in feed["items"]] == identifiers
    assert feed["items"][0]["url"].startswith(ABOUT.address)


def test_feeds_have_the_newest_releases_and_changes(toy_dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [date(2026, 11, 23), *(10 * [date(2026, 11, 24)])]
    versions = ["2026.11.23", "2026.11.24", *(f"2026.11.24.{number}" for number in range(2, 11))]
    about = replace(ABOUT, releases={version: (day, 1) for version, day in zip(versions, days, strict=True)})
    summaries = record_summaries(toy_dossier, about)
    monkeypatch.setattr(feeds, "MAX_CHANGES", 12)
    feed = feedparser.parse(feeds.atom(toy_dossier, replace(about, copyright=""), summaries))
    assert feed.feed.updated == "2026-11-24T00:00:00Z"
    titles = [entry.title for entry in feed.entries]
    assert "rights" not in feed.feed
    assert feeds.newest_day(replace(toy_dossier, entries={})) == toy_dossier.today
    # A change of the same day comes after the release, and older changes are no longer listed.
    assert titles[:11] == [f"Released: {version}" for version in reversed(versions)]
    assert len(titles) == 12
    assert feed.entries[11].updated < "2026-11-24"
    assert [item["title"] for item in json.loads(feeds.json_feed(toy_dossier, about, summaries))["items"]] == titles


def test_a_feed_parser_accepts_the_feed(exports: Publication) -> None:
    feed = feedparser.parse(exports.files["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == f"{ABOUT.name}: changes to records"
    assert len(feed.entries) == len(json.loads(exports.files["feed.json"])["items"])


def test_the_calendar_has_an_event_for_each_exact_date(exports: Publication) -> None:
    calendar = icalendar.Calendar.from_ical(exports.files["calendar.ics"])
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert not calendar.errors
    assert not any(event.errors for event in events.values())
    decided = events["PRO-2026-0002-decided@cameras.example.org"]
    assert str(decided.decoded("DTSTART")) == "2025-02-11"
    assert decided["SUMMARY"] == "Decided: Penalty on the council for Mill Street"
    assert str(decided["DESCRIPTION"]).endswith("A penalty for keeping plates.\n\nThe cameras were to come down.")
    # Only the month of opening is known, and the calendar does not invent a day.
    assert "PRO-2026-0002-opened@cameras.example.org" not in events
    assert all(len(line) <= 75 for line in exports.files["calendar.ics"].split(b"\r\n"))


def test_rocrate_loads_the_crate(exports: Publication, tmp_path: Path) -> None:
    for download in exports.downloads:
        path = tmp_path / download.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(exports.files[download.path])
    crate = ROCrate(tmp_path)
    assert crate.name == ABOUT.name
    assert crate.root_dataset["datePublished"].startswith("2026-11-")
    sizes = {entity.id: int(entity["contentSize"]) for entity in crate.data_entities}
    assert sizes == {
        download.path: download.size for download in exports.downloads if download.path != "ro-crate-metadata.json"
    }
    action = crate.dereference("#CAP-2026-0001")
    assert action.type == "CreateAction"
    assert action["object"].id == "https://gazette.example.com/2024/09/kerbside?id=7&part=2"
    graph = json.loads(exports.files["ro-crate-metadata.json"])["@graph"]
    names = {entity["@id"] for entity in graph}
    assert len(names) == len(graph)
    assert {entity["@id"] for entity in references(graph)} - names <= {"https://w3id.org/ro/crate/1.2"}


def references(value: Any) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [reference for member in value for reference in references(member)]
    if isinstance(value, dict):
        return (
            [value]
            if set(value) == {"@id"}
            else [reference for member in value.values() for reference in references(member)]
        )
    return []
