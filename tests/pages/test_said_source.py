"""Footage, posts, protected testimony, and books without an address."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dossier.cite import plain
from dossier.cite.formats.box import CitationFormat, CitedSource, citation
from dossier.configuration import About
from dossier.exports.followthemoney import followthemoney
from dossier.exports.summary import record_summary
from dossier.model import Source
from dossier.model.addresses import Revision
from dossier.model.source import IDENTIFYING_FIELDS
from dossier.model.vocabulary import CslType, Genre
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.schema_org import json_ld
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY

ABOUT = About("Cameras", "", "https://cameras.example.org/", "CC-BY-4.0", "")
VIDEO, PROTECTED, BOOK = "SRC-2026-0011", "SRC-2026-0012", "SRC-2026-0013"
SECRETS = {
    "authors": ({"literal": "Secretname"},),
    "publisher": "Secretname",
    "publication": "Secretname",
    "url": "https://secretname.example/",
    "seen_at": "https://secretname.example/seen",
    "issued_basis": "Secretname",
    "official_id": "Secretname",
    "case_number": "Secretname",
    "court": "Secretname",
    "report": "Secretname",
    "neutral_citation": "Secretname",
    "ecli": "Secretname",
    "oj_reference": "Secretname",
    "volume": "Secretname",
    "pages": "Secretname",
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(TOY, DAY).dossier


def source(dossier: Dossier, name: str) -> Source:
    found = dossier.source(name)
    assert found is not None
    return found


def frozen(dossier: Dossier, name: str) -> tuple[dict[str, Any], str]:
    record = snapshot(dossier, dossier.entries[name])
    page = frozen_page(dossier, Revision(name, 1), record, imprint(release("2026.11.23"), "Cameras")).decode()
    return json.loads(record), page


def cited(source: Source, form: CitationFormat, pinpoint: str | None = None) -> str:
    return plain(citation(CitedSource(source, ()), form, pinpoint))


def living(site: Path, name: str) -> str:
    return (site / f"build/site/sources/{name}/index.html").read_text("utf-8")


def test_a_video_says_what_it_is_and_where_it_is_kept(toy: Path, dossier: Dossier) -> None:
    for page in (living(toy, VIDEO), frozen(dossier, VIDEO)[1]):
        for words in ("Video", "Example Archive, day not known", "No other origin found", "Friends of the Valley"):
            assert words in page
    schema = json_ld(dossier, dossier.entries[VIDEO], ABOUT, record_summary(dossier, dossier.entries[VIDEO], ABOUT))
    assert schema["@type"] == "VideoObject"
    assert schema["archivedAt"] == ["https://archive.example.net/video/mill-street"]


def test_a_claim_gives_the_time_code(toy: Path, dossier: Dossier) -> None:
    page = (toy / "build/site/claims/CLM-2026-0009/index.html").read_text("utf-8")
    for text in (page, frozen(dossier, "CLM-2026-0009")[1], living(toy, VIDEO)):
        assert "00:01:23–00:01:40" in text


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            CitationFormat.OSCOLA5,
            (
                "Cyfeillion y Dyffryn, ‘Mill Street on market day’ (video, ViewTube, 7 September 2024) 00:01:23 "
                "<https://video.example.net/watch/mill-street> accessed 20 November 2026"
            ),
        ),
        (
            CitationFormat.BLUEBOOK,
            (
                "Cyfeillion y Dyffryn, Mill Street on market day, video, ViewTube, at 00:01:23 (Sept. 7, 2024), "
                "https://video.example.net/watch/mill-street [https://archive.example.net/video/mill-street]"
            ),
        ),
        (
            CitationFormat.PLAIN,
            (
                "Cyfeillion y Dyffryn. Mill Street on market day. video, ViewTube, 7 September 2024, 00:01:23. "
                "https://video.example.net/watch/mill-street"
            ),
        ),
        (
            CitationFormat.WIKIPEDIA,
            (
                "{{cite web |url=https://video.example.net/watch/mill-street |title=Mill Street on market day "
                "|author=Cyfeillion y Dyffryn |website=ViewTube |type=Video |at=00:01:23 |date=7 September 2024 "
                "|language=cy |access-date=20 November 2026}}"
            ),
        ),
    ],
)
def test_a_video_is_cited_as_a_video(dossier: Dossier, form: CitationFormat, expected: str) -> None:
    assert cited(source(dossier, VIDEO), form, "00:01:23") == expected


@pytest.mark.parametrize(
    ("genre", "type_", "words", "ris"),
    [
        (Genre.VIDEO, CslType.MOTION_PICTURE, "video", "VIDEO"),
        (Genre.PHOTOGRAPH, CslType.GRAPHIC, "photograph", "ART"),
        (Genre.SOCIAL_POST, CslType.POST, "post", "ICOMM"),
        (Genre.TESTIMONY, CslType.INTERVIEW, "testimony", "GEN"),
        (Genre.DATA_SET, CslType.DATASET, "data set", "DATA"),
    ],
)
def test_each_format_names_what_is_no_ordinary_document(
    dossier: Dossier, genre: Genre, type_: CslType, words: str, ris: str
) -> None:
    other = source(dossier, VIDEO).model_copy(update={"genre": genre, "type": type_})
    assert f"({words}, ViewTube" in cited(other, CitationFormat.OSCOLA5)
    assert f", {words}, ViewTube" in cited(other, CitationFormat.BLUEBOOK)
    assert cited(other, CitationFormat.RIS).startswith(f"TY  - {ris}\n")
    assert f"note = {{{words}}}" in cited(other, CitationFormat.BIBTEX)
    item = json.loads(cited(other, CitationFormat.CSL_JSON))[0]
    assert (item["type"], item["genre"]) == (type_.value, words)


def test_a_book_is_cited_without_an_address(toy: Path, dossier: Dossier) -> None:
    book = source(dossier, BOOK)
    assert cited(book, CitationFormat.OSCOLA5) == "Nkechi Okoro, A short history of signs (Vale University Press 2021)"
    assert "978-0-19-928836-6" in living(toy, BOOK)
    assert "978-0-19-928836-6" in frozen(dossier, BOOK)[1]
    for form in (CitationFormat.RIS, CitationFormat.BIBTEX, CitationFormat.CSL_JSON, CitationFormat.WIKIPEDIA):
        assert "978-0-19-928836-6" in cited(book, form)


def test_a_copy_read_elsewhere_leaves_no_gap_if_the_publication_is_known(dossier: Dossier) -> None:
    book = source(dossier, BOOK).model_copy(update={"seen_at": "https://mirror.example.net/book"})
    assert "not recorded" not in cited(book, CitationFormat.OSCOLA5)
    without = book.model_copy(update={"isbn": None})
    assert cited(without, CitationFormat.OSCOLA5).endswith("(address of the original not recorded)")


def test_a_protected_source_says_so_and_nothing_that_shows_whose_it_is(toy: Path, dossier: Dossier) -> None:
    page = living(toy, PROTECTED)
    for text in (page, frozen(dossier, PROTECTED)[1]):
        assert "This source is protected" in text
        assert "The person would lose their post." in text
        for label in ("Language", "Original<", "author not recorded", "date not recorded", "Published by"):
            assert label not in text[text.index("<article" if text is page else "<main>") :]
    assert cited(source(dossier, PROTECTED), CitationFormat.OSCOLA5) == (
        "‘What a worker at the camera company says’ (protected source)"
    )


def test_no_export_has_a_day_of_a_protected_source(toy: Path) -> None:
    site = toy / "build/site"
    document = json.loads((site / f"api/v1/sources/{PROTECTED}.json").read_text("utf-8"))
    assert document["record"]["checked"] == {"level": "full-text", "on": "withheld"}
    assert re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", json.dumps(document["record"])) is None
    with (site / "data/v1/sources.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = [row for row in csv.DictReader(file) if row["id"] == PROTECTED]
    assert row["checked_on"] == "withheld"
    assert {name for name, cell in row.items() if re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell)} == set()


def test_every_field_that_may_show_whose_a_source_is_can_be_left_out() -> None:
    assert {name for name in IDENTIFYING_FIELDS if Source.model_fields[name].is_required()} == {"authors", "issued"}


def test_a_field_that_no_check_refused_is_not_printed_either(dossier: Dossier) -> None:
    entry = dossier.entries[PROTECTED]
    fields = {**entry.record.model_dump(mode="json", exclude_unset=True), **SECRETS}
    leaking = Source.model_validate(fields)
    assert leaking.is_protected
    for form in (CitationFormat.OSCOLA5, CitationFormat.OSCOLA4, CitationFormat.BLUEBOOK, CitationFormat.PLAIN):
        assert "ecretname" not in cited(leaking, form)


def test_followthemoney_has_the_address_of_a_doi(dossier: Dossier) -> None:
    lines = followthemoney(dossier, ABOUT).decode().splitlines()
    entities = {entity["id"]: entity["properties"] for entity in map(json.loads, lines)}
    assert "sourceUrl" not in entities[f"cameras-{PROTECTED}"]
    assert "author" not in entities[f"cameras-{PROTECTED}"]
    assert entities[f"cameras-{VIDEO}"]["keywords"] == ["Video"]
