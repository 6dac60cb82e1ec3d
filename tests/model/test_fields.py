"""An added field is in schemas, drafts, forms, exports and pages."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import re
import shutil
import sqlite3
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from dossier.configuration import About
from dossier.drafting.generated import evidence_form
from dossier.drafting.missing import missing_fields
from dossier.drafting.options import parse_options
from dossier.drafting.template import draft
from dossier.exports.bundle import publication
from dossier.exports.data_page import data_page
from dossier.model import Claim
from dossier.model import subject as subject_module
from dossier.model.addresses import Revision
from dossier.model.claim import Place
from dossier.model.field_types import Line
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema
from dossier.model.number_types import Count
from dossier.model.record import Part
from dossier.pages.record import content_of
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.block_printer import Printer
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY


class Weather(StrEnum):
    """The weather of a sighting."""

    CLEAR = "clear"
    FOG = "fog"


class Sighting(Part):
    """A sighting of a camera."""

    by: Line
    """Who saw the camera."""
    weather: Weather | None = None
    """The weather at that time."""


class WiderPlace(Place):
    """A place with a field that no module of the program names."""

    floor: Count | None = None
    """The floor of the building, counted from the ground."""


class WiderClaim(Claim):
    """A claim with fields that no module of the program names."""

    cameras: Count | None = None
    """How many cameras there were."""
    sightings: tuple[Sighting, ...] = ()
    """Every sighting of a camera."""
    places: tuple[WiderPlace, ...] = ()
    """The places that it is about."""


ADDED = {
    "cameras": "How many cameras there were.",
    "sightings.by": "Who saw the camera.",
    "sightings.weather": "The weather at that time.",
    "places.floor": "The floor of the building, counted from the ground.",
}
VALUES = """cameras: 12
sightings:
  - by: Ida Marsh
    weather: fog
  - by: Tom Reed
"""


def _outputs(root: Path) -> dict[str, Any]:
    """The outputs for a model with added fields, and for a claim that uses them."""
    vars(subject_module)["Claim"] = WiderClaim
    subject_module.subject_of.cache_clear()
    loaded = load(root, DAY)
    model = loaded.dossier.subject.models[Kind.CLAIM]
    files = publication(loaded.dossier, About("Vale", "", "https://example.org/", "CC-BY-4.0", "CC BY")).files
    values = parse_options(model, ["cameras=12", "sightings.weather=fog"])
    page = data_page(loaded.dossier.subject, (), "", None)
    claim = loaded.dossier.entries["CLM-2026-0001"]
    content = content_of(loaded.dossier, claim)
    revision = Revision("CLM-2026-0001", 1)
    frozen = frozen_page(
        loaded.dossier, revision, snapshot(loaded.dossier, claim), imprint(release("2026.11.23"), "Vale")
    )
    return {
        "problems": [str(diagnostic) for diagnostic in loaded.diagnostics],
        "files": {path: files[path] for path in files if "claim" in path or path.endswith(("sqlite", "metadata.json"))},
        "schema": schema(model, "claim"),
        "form": evidence_form(loaded.dossier.subject),
        "draft": draft(model, "CLM-2026-0001", {}),
        "living page": "".join(Printer("../../").blocks(section.blocks) for section in content.sections),
        "frozen page": frozen.decode(),
        "missing": [str(missing) for missing in missing_fields(model, values)],
        "columns": {
            f"{table.name}.{column.name}": column.description for table in page.tables for column in table.columns
        },
        # The models of a subject exist in its process only.
        "fields": {
            field.name: replace(field, part=None, fields=())
            for table in page.documents
            if table.name == "claim"
            for field in table.columns
        },
    }


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The outputs of a new process, because this process has read the models."""
    root = tmp_path_factory.mktemp("wider") / "toy"
    shutil.copytree(TOY, root)
    claim = next((root / "evidence").rglob("CLM-2026-0001.yaml"))
    text = claim.read_text("utf-8").replace("    precision: street\n", "    precision: street\n    floor: 3\n")
    claim.write_text(text + VALUES, "utf-8")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(_outputs, root).result()


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/v1/{name}.csv"].decode("utf-8-sig"), newline="")))


def test_the_decoder_accepts_an_added_field(outputs: dict[str, Any]) -> None:
    assert outputs["problems"] == []


def test_the_schemas_describe_an_added_field(outputs: dict[str, Any]) -> None:
    document_schema = json.loads(outputs["files"]["api/v1/schema/claim.json"])
    for properties, parts in (
        (outputs["schema"]["properties"], outputs["schema"]["$defs"]),
        (document_schema["$defs"]["Record"]["properties"], document_schema["$defs"]),
    ):
        assert properties["cameras"]["description"] == ADDED["cameras"]
        assert parts["Sighting"]["properties"]["by"]["description"] == ADDED["sightings.by"]
        assert parts["Weather"]["enum"] == ["clear", "fog"]


def test_new_explains_and_asks_for_an_added_field(outputs: dict[str, Any]) -> None:
    lines = outputs["draft"].split("\n")
    assert lines[lines.index("#cameras:") - 1] == f"# {ADDED['cameras']}"
    at = lines.index("#sightings:")
    assert lines[at + 1 : at + 6] == [
        f"#  # {ADDED['sightings.by']}",
        "#  - by:",
        f"#    # {ADDED['sightings.weather']}",
        "#    # One of: clear, fog.",
        "#    weather:",
    ]
    assert "sightings.by" in outputs["missing"]


def test_the_issue_form_asks_for_an_added_field(outputs: dict[str, Any]) -> None:
    lines = [line.strip() for line in outputs["form"].split("\n")]
    assert "- How many cameras there were:" in lines
    assert "- Every sighting of a camera (who saw the camera, weather at that time):" in lines
    [places] = [line for line in lines if line.startswith("- Places that it is about (")]
    assert places.endswith(", floor of the building):")


def test_the_exports_hold_an_added_field(outputs: dict[str, Any]) -> None:
    files = outputs["files"]
    record = json.loads(files["api/v1/claims/CLM-2026-0001.json"])["record"]
    assert record["cameras"] == 12
    assert record["sightings"] == [{"by": "Ida Marsh", "weather": "fog"}, {"by": "Tom Reed"}]
    claim = next(row for row in rows(files, "claims") if row["id"] == "CLM-2026-0001")
    assert claim["cameras"] == "12"
    assert rows(files, "claim_sightings") == [
        {"claim_id": "CLM-2026-0001", "position": "1", "by": "Ida Marsh", "weather": "fog"},
        {"claim_id": "CLM-2026-0001", "position": "2", "by": "Tom Reed", "weather": ""},
    ]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(next(content for path, content in files.items() if path.endswith(".sqlite")))
        assert connection.execute("SELECT cameras FROM claims WHERE id = 'CLM-2026-0001'").fetchone() == (12,)
        assert connection.execute("SELECT \"by\" FROM claim_sightings_fts('marsh')").fetchall() == [("Ida Marsh",)]


@pytest.mark.parametrize("page", ["living page", "frozen page"])
def test_the_page_of_a_record_shows_an_added_field(page: str, outputs: dict[str, Any]) -> None:
    words = re.sub("<[^>]+>", "", outputs[page]).replace(":", "")
    assert re.search(r"How many cameras there were ?12\b", words)
    sightings = "(1) Who saw the camera Ida Marsh; Weather at that time fog; (2) Who saw the camera Tom Reed"
    assert sightings in words
    assert re.search(r"Places that it is about ?Floor of the building 3\b", words)


def test_the_data_page_describes_an_added_field(outputs: dict[str, Any]) -> None:
    assert outputs["columns"]["claims.cameras"] == ADDED["cameras"]
    assert outputs["columns"]["claim_sightings.weather"] == ADDED["sightings.weather"]
    for name, description in ADDED.items():
        assert outputs["fields"][name].description == description
    assert outputs["fields"]["sightings.weather"].terms == ("clear", "fog")
    assert outputs["fields"]["sightings.by"].is_required
    assert outputs["fields"]["sightings"].is_list
