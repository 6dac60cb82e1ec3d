"""Every export holds what the records say, and whoever reads its format reads ours."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest
from jsonschema import Draft202012Validator
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from dossier.configuration import About
from dossier.exports import api
from dossier.exports.bundle import Publication, publication
from dossier.exports.fields import MEANING, Type, all_fields, fields_of
from dossier.exports.summary import facts_of
from dossier.exports.tables import recorded, rows, tables
from dossier.model import MODELS
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT
from tests.shared.toy import DAY, TOY

ABOUT = About("Cameras; of {Ashby} Vale", "What is <known>.", "https://cameras.example.org/vale/", "CC-BY-4.0", "CC BY")


@pytest.fixture(scope="module")
def toy_dossier() -> Dossier:
    return load(TOY, DAY).dossier


@pytest.fixture(scope="module")
def made(toy_dossier: Dossier) -> Publication:
    return publication(toy_dossier, ABOUT)


@pytest.fixture(scope="module", params=[TOY, ROOT], ids=["toy", "this"])
def either(request: pytest.FixtureRequest) -> tuple[Dossier, Publication]:
    dossier = load(request.param, DAY).dossier
    return dossier, publication(dossier, ABOUT)


def table(made: Publication, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file as recorded."""
    text = made.files[f"data/v1/{name}.csv"].decode()
    return [{key: recorded(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))]


def documents(made: Publication, kind: Kind) -> list[dict[str, Any]]:
    return [json.loads(line) for line in made.files[f"data/v1/{kind.folder}.jsonl"].decode().split("\n")[:-1]]


def test_the_fields_are_those_of_the_models() -> None:
    assert set(MEANING) == set(Type)
    for kind in Kind:
        assert {field.name for field in fields_of(kind)} == set(MODELS[kind].model_fields)
        assert all(field.description for field in all_fields(kind))
        assert {field.dotted for field in all_fields(kind) if field.is_volatile} == set(MODELS[kind].volatile)
    evidence = {field.dotted: field for field in all_fields(Kind.CLAIM)}
    assert evidence["evidence.source"].targets == {Kind.SOURCE}
    assert evidence["evidence"].is_list
    assert evidence["standing"].vocabulary[0] == "alleged"
    assert evidence["date"].type is Type.DATE


def test_every_document_is_as_its_schema_says(either: tuple[Dossier, Publication]) -> None:
    dossier, made = either
    for kind in Kind:
        schema = json.loads(made.files[f"api/v1/schema/{kind.value}.json"])
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        found = documents(made, kind)
        assert [one["id"] for one in found] == [name for name, one in dossier.entries.items() if one.kind is kind]
        for one in found:
            validator.validate(one)
            assert json.loads(made.files[f"api/v1/{kind.folder}/{one['id']}.json"]) == one
            broken = {**one, "record": {**one["record"], "no-such-field": "x"}}
            assert not validator.is_valid(broken)
    index = json.loads(made.files["api/v1/index.json"])
    Draft202012Validator(api.index_schema()).validate(index)
    assert {one["document"] for one in index["records"]} <= set(made.files)
    assert len(index["records"]) == len(dossier.entries)


def test_a_document_tells_what_names_the_record(made: Publication) -> None:
    source = json.loads(made.files["api/v1/sources/SRC-2026-0001.json"])
    assert source["page"] == "sources/SRC-2026-0001/"
    assert source["volatile"] == ["checked.on"]
    assert source["record"]["checked"]["on"] == "2026-11-20"
    assert {"CLM-2026-0001", "CAP-2026-0001", "SRC-2026-0006"} <= set(source["backlinks"])
    assert source["citation"].startswith("Ida Marsh and Vale Gazette staff, ‘Kerbside cameras")
    capture = json.loads(made.files["api/v1/captures/CAP-2026-0001.json"])
    assert capture["record"]["files"][0]["bytes"] == 398


def test_tables_and_documents_say_the_same(either: tuple[Dossier, Publication]) -> None:
    """Every value of every document stands in a table, and the tables hold no more than that."""
    _, made = either
    for kind in Kind:
        lists = {one.path: table(made, one.name) for one in tables() if one.kind is kind and one.path}
        own = {row["id"]: row for row in table(made, kind.folder)}
        for document in documents(made, kind):
            spread: dict[str, str] = {}
            for path, value in walked(document["record"]):
                spread["_".join(map(str, path))] = str(value)
            flat = {name: value for name, value in own[document["id"]].items() if value}
            assert flat.pop("page") == document["page"]
            assert flat.pop("citation") == document["citation"]
            for path, many in lists.items():
                mine = [row for row in many if row[f"{kind.value}_id"] == document["id"]]
                assert [row["position"] for row in mine] == [str(number) for number in range(1, len(mine) + 1)]
                for number, row in enumerate(mine):
                    for name, cell in row.items():
                        if name not in {f"{kind.value}_id", "position"} and cell:
                            inner = () if name == "value" else (name,)
                            flat["_".join((*path, str(number), *inner))] = cell
            # The default is left out of the document and stands in the table.
            flat = {name: value for name, value in flat.items() if (name, value) != ("title_basis", "as-published")}
            assert flat == spread


def walked(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in walked(inner, (*path, key))]
    if isinstance(value, list):
        return [found for number, inner in enumerate(value) for found in walked(inner, (*path, number))]
    return [(path, value)]


def test_the_database_is_sound_and_searchable(either: tuple[Dossier, Publication], tmp_path: Path) -> None:
    dossier, made = either
    path = tmp_path / "dossier.sqlite"
    path.write_bytes(made.files["data/v1/dossier.sqlite"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        facts = facts_of(dossier, ABOUT)
        for one in tables():
            names = ", ".join(f'"{column.name}"' for column in one.columns)
            found = connection.execute(f'SELECT {names} FROM "{one.name}" ORDER BY rowid').fetchall()
            wanted = list(rows(one, dossier, facts))
            decimals = {at for at, column in enumerate(one.columns) if column.type is Type.DECIMAL}
            assert [text(row, decimals) for row in found] == [text(row, decimals) for row in wanted]
        keys = connection.execute("SELECT \"table\" FROM pragma_foreign_key_list('claim_evidence')").fetchall()
        assert sorted(keys) == [("claims",), ("sources",), ("sources",)]


def text(row: tuple[Any, ...], decimals: set[int]) -> tuple[Any, ...]:
    return tuple(float(cell) if at in decimals and cell is not None else cell for at, cell in enumerate(row))


def test_a_search_finds_a_claim(made: Publication, tmp_path: Path) -> None:
    path = tmp_path / "dossier.sqlite"
    path.write_bytes(made.files["data/v1/dossier.sqlite"])
    example = next(one.example for one in made.downloads if one.path.endswith(".sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(example).fetchall()
        assert "CLM-2026-0001" in {row[0] for row in found}
        says = "SELECT claim_id FROM claim_evidence WHERE rowid IN (SELECT rowid FROM claim_evidence_fts(?))"
        assert ("CLM-2026-0001",) in connection.execute(says, ("borrowed",)).fetchall()


def test_datasette_serves_the_database_with_its_words(made: Publication, tmp_path: Path) -> None:
    for name in ("dossier.sqlite", "metadata.json"):
        (tmp_path / name).write_bytes(made.files[f"data/v1/{name}"])

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
    # The label of the claim and of the source, not their bare identifiers.
    assert "Kerbside cameras read number plates for months" in page
    assert "What the source says on the point, in our words." in page
    assert "CC-BY-4.0" in page


def test_two_runs_give_the_same_bytes(made: Publication) -> None:
    """In another process, whose sets are in another order."""
    program = (
        "import hashlib, sys; from pathlib import Path; from tests.exports.test_exports import ABOUT; "
        "from tests.shared.toy import DAY, TOY; from dossier.reading.load import load; "
        "from dossier.exports.bundle import publication; "
        "made = publication(load(TOY, DAY).dossier, ABOUT); "
        "print(hashlib.sha256(repr(sorted(made.files.items())).encode()).hexdigest())"
    )
    import hashlib

    digest = hashlib.sha256(repr(sorted(made.files.items())).encode()).hexdigest()
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == digest


def test_downloads_are_the_files_and_say_their_size(made: Publication) -> None:
    for one in made.downloads:
        assert one.size == len(made.files[one.path])
        assert one.what
        assert one.example
        assert one.licence == "CC-BY-4.0"
    taken = {one.path for one in made.downloads}
    others = set(made.files) - taken
    assert all(path.startswith("api/") or path == "data/v1/metadata.json" for path in others)


def test_the_hub_shows_every_download_and_every_column(toy: Path) -> None:
    site = toy / "build/site"
    hub = (site / "data/index.html").read_text("utf-8")
    links = [part.split('"')[0] for part in hub.split(' href="../')[1:]]
    files = {path for path in (site / "data/v1").iterdir() if path.name != "metadata.json"}
    for path in {*files, site / "feed.xml", site / "calendar.ics"}:
        assert path.relative_to(site).as_posix() in links
        assert f'<data value="{path.stat().st_size}">' in hub
    columns = (site / "data/columns/index.html").read_text("utf-8")
    for one in tables():
        assert f'id="table-{one.name}"' in columns
        assert all(f"<code>{column.name}</code>" in columns for column in one.columns)
    for kind in Kind:
        assert all(f"<code>{field.dotted}</code>" in columns for field in all_fields(kind))


def test_a_rebuild_writes_only_what_changed(toy_dossier: Dossier, tmp_path: Path) -> None:
    from dossier.site.extra_files import Exporter

    written: list[str] = []

    def write(path: Path, content: bytes) -> None:
        written.append(path.relative_to(tmp_path).as_posix())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    exporter = Exporter(ABOUT)
    exporter.export(toy_dossier, tmp_path, write)
    assert set(written) == exporter.paths
    written.clear()
    exporter.export(toy_dossier, tmp_path, write)
    assert not written
    from dossier.reading.dossier import link

    fewer = {name: one for name, one in toy_dossier.entries.items() if name != "CLM-2026-0008"}
    exporter.export(link(fewer, toy_dossier.names, DAY), tmp_path, write)
    assert "data/v1/claims.csv" in written
    assert "data/v1/proceedings.csv" not in written
    assert not (tmp_path / "api/v1/claims/CLM-2026-0008.json").exists()
    assert (tmp_path / "api/v1/claims/CLM-2026-0007.json").exists()


def test_the_feeds_tell_the_changes_newest_first(made: Publication) -> None:
    atom = ET.fromstring(made.files["feed.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    days = [one.text or "" for one in atom.findall("a:entry/a:updated", space)]
    assert days == sorted(days, reverse=True)
    titles = [one.text or "" for one in atom.findall("a:entry/a:title", space)]
    assert any(title.startswith("Withdrawn: CLM-2026-0007") for title in titles)
    identifiers = [one.text for one in atom.findall("a:entry/a:id", space)]
    assert len(identifiers) == len(set(identifiers))
    feed = json.loads(made.files["feed.json"])
    assert [one["id"] for one in feed["items"]] == identifiers
    assert feed["items"][0]["url"].startswith(ABOUT.address)


def test_a_feed_parser_finds_no_fault(made: Publication) -> None:
    feed = feedparser.parse(made.files["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == f"{ABOUT.name}: changes to records"
    assert len(feed.entries) == len(json.loads(made.files["feed.json"])["items"])


def test_the_calendar_has_a_day_for_each_exact_date(made: Publication) -> None:
    calendar = icalendar.Calendar.from_ical(made.files["calendar.ics"])
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert not calendar.errors
    assert not any(event.errors for event in events.values())
    decided = events["PRO-2026-0002-decided@cameras.example.org"]
    assert str(decided.decoded("DTSTART")) == "2025-02-11"
    assert decided["SUMMARY"] == "Decided: Penalty on the council for Mill Street"
    assert str(decided["DESCRIPTION"]).endswith("A penalty for keeping plates.\n\nThe cameras were to come down.")
    # Opened in a month: no day is made up.
    assert "PRO-2026-0002-opened@cameras.example.org" not in events
    assert all(len(line) <= 75 for line in made.files["calendar.ics"].split(b"\r\n"))


def test_rocrate_loads_the_crate(made: Publication, tmp_path: Path) -> None:
    for one in made.downloads:
        path = tmp_path / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.files[one.path])
    crate = ROCrate(tmp_path)
    assert crate.name == ABOUT.name
    assert crate.root_dataset["datePublished"].startswith("2026-11-")
    sizes = {one.id: int(one["contentSize"]) for one in crate.data_entities}
    assert sizes == {one.path: one.size for one in made.downloads if one.path != "ro-crate-metadata.json"}
    action = crate.dereference("#CAP-2026-0001")
    assert action.type == "CreateAction"
    assert action["object"].id == "https://gazette.example.com/2024/09/kerbside?id=7&part=2"
    graph = json.loads(made.files["ro-crate-metadata.json"])["@graph"]
    names = {one["@id"] for one in graph}
    assert len(names) == len(graph)
    assert {one["@id"] for one in references(graph)} - names <= {"https://w3id.org/ro/crate/1.2"}


def references(value: Any) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [found for one in value for found in references(one)]
    if isinstance(value, dict):
        return [value] if set(value) == {"@id"} else [found for one in value.values() for found in references(one)]
    return []
