"""Bodies without country, with a foreign name or an abbreviation."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.cite import plain
from dossier.cite.formats.box import CitationFormat, citation, cited_itself
from dossier.configuration import About
from dossier.exports.api import document
from dossier.exports.followthemoney import followthemoney
from dossier.exports.summary import record_summaries
from dossier.exports.tables import rows, tables
from dossier.model.addresses import Revision
from dossier.model.subject import SUBJECT
from dossier.pages.body_lists import focus_list
from dossier.pages.plain_text import plain_text
from dossier.pages.record import content_of
from dossier.reading.backlinks import claims_about
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.block_printer import Printer
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY, put_subject

ABOUT = About("Cameras", "", "https://cameras.example.org/", "CC-BY-4.0", "")
KINDS = """
organisation_kinds:
  - term: armed-group
    label: Armed group
    meaning: "A group under arms that belongs to no state"
    example: "A militia"
    counter_example: "An army"
  - term: military
    label: Military
    meaning: "The armed forces of a state"
    example: "A navy"
    counter_example: "A militia"
    like: government
"""
BODIES = {
    "brigade": "name: Щит\nname_in_english: Shield Brigade\nkind: armed-group\ncountry: none\n"
    "aliases: [The Shield, {name: درع, language: ar, source: SRC-2026-0001}, {name: Schild}]\n",
    "navy": "name: Harbour Navy\nkind: military\ncountry: GB\nidentifiers: {lei: 5493001KJTIIGC8Y1R12}\n",
    "board": "name: Board of Harbours\nkind: international\ncountry: INT\n",
    "court": "name: United States District Court for the Northern District of Illinois\nkind: court\ncountry: US\n"
    "abbreviation: N.D. Ill.\n",
}
SOURCE = """id: SRC-2026-0001
type: report
genre: ngo-statement
title: Who is who in the harbour
authors: none
publisher: Harbour Watch
issued: 2024-08-01
url: https://watch.example.org/who
accessed: 2026-11-20
language: en
tier: secondary
checked: {level: full-text, on: 2026-11-20}
"""
PROCEEDING = """id: PRO-2026-0001
kind: decision
title: Walkers of the Vale v Kerbwatch, Inc.
title_basis: as-published
forum: court
case_number: "1:21-cv-00135"
decided: 2025-03-20
status: final
status_checked: {on: 2026-11-20}
parties:
  - organisation: brigade
    role: defendant
sources: []
"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    root = tmp_path_factory.mktemp("bodies")
    put_subject(root)
    subject = root / SUBJECT
    text = subject.read_text("utf-8").replace(
        "\nidentifiers:\n", "\nidentifiers:\n  - {scheme: lei, label: LEI, meaning: A}\n"
    )
    subject.write_text(text + KINDS, "utf-8")
    write(root / "evidence/sources/SRC-2026-0001.yaml", SOURCE)
    for name, fields in BODIES.items():
        write(root / f"evidence/organisations/{name}.yaml", f"id: {name}\n{fields}")
    write(root / "evidence/proceedings/PRO-2026-0001.yaml", PROCEEDING)
    loaded = load(root, DAY)
    assert [str(problem) for problem in loaded.diagnostics] == []
    return loaded.dossier


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def frozen(dossier: Dossier, name: str) -> tuple[dict[str, Any], str]:
    record = snapshot(dossier, dossier.entries[name])
    page = frozen_page(dossier, Revision(name, 1), record, imprint(release("2026.11.23"), "Cameras")).decode()
    return json.loads(record), page


def entities(dossier: Dossier) -> dict[str, dict[str, Any]]:
    lines = followthemoney(dossier, ABOUT).decode().splitlines()
    return {entity["id"].removeprefix("cameras-"): entity for entity in map(json.loads, lines)}


def test_a_group_without_country_is_shown_and_exported_as_that(dossier: Dossier) -> None:
    record, page = frozen(dossier, "brigade")
    assert record["record"]["country"] == "none"
    for words in ("Щит (Shield Brigade)", "Armed group", "No country", "The Shield"):
        assert words in page
    entity = entities(dossier)["brigade"]
    assert entity["schema"] == "Organization"
    assert entity["properties"] == {"name": ["Щит", "Shield Brigade"], "alias": ["The Shield", "درع", "Schild"]}


def test_a_name_with_its_source_is_cited_and_a_name_alone_stays_text(dossier: Dossier) -> None:
    record, page = frozen(dossier, "brigade")
    with_source = {"name": "درع", "language": "ar", "source": "SRC-2026-0001"}
    assert record["record"]["aliases"] == ["The Shield", with_source, "Schild"]
    assert list(record["resolved"]["sources"]) == ["SRC-2026-0001"]
    content = content_of(dossier, dossier.entries["brigade"])
    living = "".join(Printer("../../").blocks(section.blocks) for section in content.sections)
    for html, mark in ((living, 'href="#ref-1"'), (page, 'href="#s1"')):
        text = re.sub("<[^>]*>", "", html)
        assert re.search(r"The Shield; درع \(?Arabic\)?( ?S1|\[1\]); Schild", text)
        assert mark in html
        assert "Who is who in the harbour" in text[text.index("Schild") :]
    uses = content_of(dossier, dossier.entries["SRC-2026-0001"]).sections[1]
    assert "Here it gives the other name “<bdi>درع</bdi>”." in Printer("../../").blocks(uses.blocks)


def test_the_tables_and_the_document_hold_a_name_with_its_source(dossier: Dossier) -> None:
    summaries = record_summaries(dossier, ABOUT)
    table = next(table for table in tables(dossier.subject) if table.name == "organisation_aliases")
    columns = [column.name for column in table.columns]
    assert columns == ["organisation_id", "position", "name", "language", "source"]
    assert list(rows(table, dossier, summaries)) == [
        ("brigade", 1, "The Shield", None, None),
        ("brigade", 2, "درع", "ar", "SRC-2026-0001"),
        ("brigade", 3, "Schild", None, None),
    ]
    aliases = document(dossier, dossier.entries["brigade"], summaries)["record"]["aliases"]
    assert aliases == ["The Shield", {"name": "درع", "language": "ar", "source": "SRC-2026-0001"}, "Schild"]


def test_a_kind_is_exported_as_the_kind_that_it_is_like(dossier: Dossier) -> None:
    assert "Military" in frozen(dossier, "navy")[1]
    entity = entities(dossier)["navy"]
    assert entity["schema"] == "PublicBody"
    assert entity["properties"]["leiCode"] == ["5493001KJTIIGC8Y1R12"]
    assert entity["properties"]["country"] == ["gb"]


def test_an_international_body_has_no_country_in_exports(dossier: Dossier) -> None:
    assert "International" in frozen(dossier, "board")[1]
    assert "country" not in entities(dossier)["board"]["properties"]


def test_another_record_has_the_english_name_and_the_abbreviation(dossier: Dossier) -> None:
    record, page = frozen(dossier, "PRO-2026-0001")
    assert record["resolved"]["bodies"]["brigade"]["name_in_english"] == "Shield Brigade"
    assert record["resolved"]["bodies"]["court"]["abbreviation"] == "N.D. Ill."
    assert "Щит</a> (Shield Brigade)" in page


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            CitationFormat.BLUEBOOK,
            "Walkers of the Vale v. Kerbwatch, Inc., No. 1:21-cv-00135 (N.D. Ill. Mar. 20, 2025)",
        ),
        (CitationFormat.OSCOLA5, "Walkers of the Vale v Kerbwatch, Inc 1:21-cv-00135 (ND Ill, 20 March 2025)"),
    ],
)
def test_a_citation_names_the_court_by_its_abbreviation(dossier: Dossier, form: CitationFormat, expected: str) -> None:
    proceeding = dossier.proceeding("PRO-2026-0001")
    assert proceeding is not None
    decision = cited_itself(dossier, proceeding)
    assert decision is not None
    assert plain(citation(decision, form)) == expected


def test_no_list_counts_a_withdrawn_claim() -> None:
    toy = load(TOY, DAY).dossier
    body, withdrawn = "ashby-vale-police", toy.entries["CLM-2026-0007"].record.withdrawn
    named = {claim.id for claim in claims_about(toy, body)}
    assert "CLM-2026-0007" in named
    assert _listed(toy, body)[-2] == str(len(named) - 1)
    gone = {
        name: replace(toy.entries[name], record=toy.entries[name].record.model_copy(update={"withdrawn": withdrawn}))
        for name in named
    }
    assert _listed(replace(toy, entries={**toy.entries, **gone}), body)[2:5] == ["—", "—", "0"]


def _listed(dossier: Dossier, body: str) -> list[str]:
    """The cells of a body in the list of its kind."""
    [row] = [row for row in focus_list(dossier).rows if row.record == body]
    return [plain_text(cell.text) for cell in row.cells]
