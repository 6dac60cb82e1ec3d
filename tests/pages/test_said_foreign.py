"""Tests of data on other subjects, from public data sets.

Each row is a datum of a data set on fines, on violence by officers or on air strikes that earlier forms of the records
could not hold. It is in a record of the invented dossiers, on its living and its frozen page, and in an export.
"""

from __future__ import annotations

import csv
import re
import shutil
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from dossier.cli import main
from dossier.model.addresses import Revision
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.frozen_samples import imprint, release
from tests.shared.places import TESTS
from tests.shared.toy import DAY

FINES, STRIKES = "fines", "strikes"
MONITOR = "Strike Monitor, ‘The bakery of Lower Orm’ (1 August 2024)"


class Row(NamedTuple):
    """A datum, the record that holds it, the words on both of its pages, and cells of a row of a table."""

    datum: str
    subject: str
    record: str
    words: str
    table: str
    cells: dict[str, str]


ROWS = (
    Row("a body is fined", FINES, "CLM-2026-0003", "Carmarkt GmbH: Fined", "claim_concerns", {"involvement": "fined"}),
    Row("6,000 euros", FINES, "PRO-2026-0003", "EUR 6,000, imposed", "proceeding_penalties", {"amount": "6000"}),
    Row(
        *("tear gas", STRIKES, "CLM-2026-0004", "Orm Volunteers: Used tear gas", "claim_concerns"),
        {"body": "orm-volunteers", "involvement": "gas-used"},
    ),
    Row("an armed group", STRIKES, "orm-volunteers", "Sort of body: Militia", "focus", {"kind": "militia"}),
    Row("a military", STRIKES, "royal-squadrons", "Sort of body: Air arm", "focus", {"kind": "air-arm"}),
    Row("a group without country", STRIKES, "orm-volunteers", "Country: No country", "focus", {"country": "none"}),
    Row(
        *("an alias", STRIKES, "orm-volunteers", "Also called: Volunteers; متطوعو أورم (Arabic)", "focus_aliases"),
        {"name": "متطوعو أورم", "language": "ar", "source": "SRC-2026-0001"},
    ),
    Row("its source", STRIKES, "orm-volunteers", MONITOR, "focus_aliases", {"source": "SRC-2026-0001"}),
    Row(
        *("a payment", FINES, "PRO-2026-0003", "PLN 40,000, imposed; paid", "proceeding_penalties"),
        {"amount": "40000", "currency": "PLN", "paid_state": "paid", "paid_claim": "CLM-2026-0003"},
    ),
    Row(
        *("a sum that was converted", FINES, "PRO-2026-0003", "EUR 9,400 as converted by the newspaper"),
        *("proceeding_penalties", {"amount": "40000", "converted_amount": "9400", "converted_currency": "EUR"}),
    ),
    Row(
        *("intends to fine", FINES, "PRO-2026-0004", "EUR 2,500,000, intended", "proceeding_penalties"),
        {"amount": "2500000", "state": "intended", "still_stands": "no"},
    ),
    Row(
        *("an article that was breached", FINES, "PRO-2026-0003", "Data Act 2018 s 5", "proceeding_breaches"),
        {"source": "SRC-2026-0003", "provision": "section 5"},
    ),
    Row("a sector", FINES, "alder-stores", "Sort of body: Retailer", "focus", {"kind": "retailer"}),
    Row(
        *("the date of the decision is not known", STRIKES, "PRO-2026-0002", "Decided: date not recorded"),
        *("proceedings", {"status": "final", "decided": "", "decided_from": "", "decided_to": ""}),
    ),
    Row(
        *("a place with its coordinates", STRIKES, "CLM-2026-0001"),
        *("Where: bakery in Lower Orm, Syria (35.93° N, 36.63° E; street or site)", "claim_places"),
        {"name": "bakery in Lower Orm", "country": "SY", "latitude": "35.93", "longitude": "36.63"},
    ),
    Row(
        *("a local time", STRIKES, "CLM-2026-0001", "When: 2 June 2024 at 21:30 (UTC+02:00)", "claims"),
        {"date": "2024-06-02T21:30+02:00", "date_from": "2024-06-02"},
    ),
    Row(
        *("killed 0 to 1", STRIKES, "CLM-2026-0001", "0 to 1 people killed", "claim_quantities"),
        {"of": "people killed", "at_least": "0", "at_most": "1"},
    ),
    Row("a video", STRIKES, "SRC-2026-0003", "Sort of document: Video", "sources", {"genre": "video"}),
    Row("a photograph", STRIKES, "SRC-2026-0004", "Sort of document: Photograph", "sources", {"genre": "photograph"}),
    Row("a post", STRIKES, "SRC-2026-0005", "Post on a social network", "sources", {"genre": "social-post"}),
    Row(
        *("an eyewitness", STRIKES, "SRC-2026-0006", "Sort of document: Testimony. Primary or secondary: Primary"),
        *("sources", {"genre": "testimony", "tier": "primary"}),
    ),
    Row(
        *("a time code", STRIKES, "CLM-2026-0004", "shows the gas, 00:01:23–00:01:40", "claim_evidence"),
        {"source": "SRC-2026-0003", "pinpoint": "00:01:23–00:01:40"},
    ),
    Row(
        *("a grade of another scheme", STRIKES, "CLM-2026-0001", "Strike Monitor: “contested”", "claim_gradings"),
        {"scheme": "Strike Monitor", "grade": "contested", "source": "SRC-2026-0001"},
    ),
    Row(
        *("an archive link without its day", STRIKES, "SRC-2026-0003", "Example Archive, day not known"),
        *("source_archives", {"service": "Example Archive", "date": ""}),
    ),
    Row("an inquest", STRIKES, "PRO-2026-0002", "Step: Inquest", "proceedings", {"kind": "inquest"}),
    Row("a conviction", STRIKES, "PRO-2026-0003", "Step: Conviction", "proceedings", {"kind": "conviction"}),
)
EACH = pytest.mark.parametrize("row", ROWS, ids=[row.datum for row in ROWS])


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The built site of each subject."""
    folder = tmp_path_factory.mktemp("subjects")
    for subject in (FINES, STRIKES):
        without_site = shutil.ignore_patterns("build")
        shutil.copytree(TESTS / "subjects" / subject, folder / subject, ignore=without_site)
        assert main(["build", "--strict", "--no-search", "--root", str(folder / subject)]) == 0
    return {subject: folder / subject / "build/site" for subject in (FINES, STRIKES)}


@pytest.fixture(scope="module")
def dossiers() -> dict[str, Dossier]:
    return {subject: load(TESTS / "subjects" / subject, DAY).dossier for subject in (FINES, STRIKES)}


def words(html: str) -> str:
    """The visible text without punctuation, which colour and size replace on a living page, and without marks."""
    text = re.sub(r"(?s)<(style|script|sup)\b.*?</\1>", " ", html)
    return " ".join(re.findall(r"[\w°]+", unescape(re.sub("<[^>]*>", " ", text))))


@EACH
def test_the_living_page_says_it(row: Row, sites: dict[str, Path], dossiers: dict[str, Dossier]) -> None:
    kind = dossiers[row.subject].entries[row.record].kind
    page = sites[row.subject] / dossiers[row.subject].subject.living_page(kind, row.record) / "index.html"
    html = page.read_text("utf-8")
    assert words(row.words) in words(html[html.index("<article") : html.index("</article>")])


@EACH
def test_the_frozen_page_says_it(row: Row, dossiers: dict[str, Dossier]) -> None:
    dossier = dossiers[row.subject]
    record = snapshot(dossier, dossier.entries[row.record])
    page = frozen_page(dossier, Revision(row.record, 1), record, imprint(release("2026.11.23"), "Said")).decode()
    numbered = re.sub(r'<a class="k" .*?</a>', "", page[page.index("<main>") : page.index("</main>")])
    assert words(row.words) in words(numbered)


@EACH
def test_an_export_says_it(row: Row, sites: dict[str, Path]) -> None:
    with (sites[row.subject] / f"data/v1/{row.table}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [cells for cells in csv.DictReader(file) if row.record in cells.values()]
    assert any(cells.items() >= row.cells.items() for cells in rows), rows
