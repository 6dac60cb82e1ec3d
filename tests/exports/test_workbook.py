"""The workbook holds what the CSV files hold, as text."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from dossier.configuration import About
from dossier.exports import workbook as module
from dossier.exports.bundle import publication
from dossier.exports.tables import Row, Table, recorded_value, tables
from dossier.exports.workbook import CONTENTS, CUT, workbook
from dossier.model.field_types import ValueType
from dossier.model.fields import Field
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.places import ROOT
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

ABOUT = About('=cmd() <r>"&</r>', "What is <known>.", "https://cameras.example.org/vale/", "CC-BY-4.0", "CC BY")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORMULAS = ('=HYPERLINK("https://x.example","y")', "+1", "-1", "@x", "\t=1", "=cmd|'/c calc'!A0", "'=x", "＝1")
TEXTS = (
    *FORMULAS,
    *("https://x.example/", "mailto:a@x.example", "internal:Sheet1!A1", "external:c:\\x.xlsx", "ftp://x.example"),
    *(
        "<r><t>x</t></r>",
        "<r>&</b></r>",
        "]]>",
        "_x0041_",
        "1e5",
        "0012",
        "2021-05",
        " spaced ",
        "line\nline",
        "עברית 🎥",
    ),
    "bell \x07, null \0, return \r, \ufffe",
)


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as a spreadsheet reads it: cells by their place, with text apart from numbers, and links.

    `guarded` are the cells that stay text when somebody edits them.
    """

    cells: dict[str, str | Decimal]
    links: dict[str, str]
    guarded: set[str]
    xml: str


def read_workbook(content: bytes) -> dict[str, ReadSheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    strings = [
        "".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in ET.fromstring(parts["xl/sharedStrings.xml"])
    ]
    styles = ET.fromstring(parts["xl/styles.xml"]).findall(f"{MAIN}cellXfs/{MAIN}xf")
    relations = _relations(parts, "xl/_rels/workbook.xml.rels")
    read = {}
    for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet"):
        path = relations[sheet.attrib[RELATION]]
        root = ET.fromstring(parts[f"xl/{path}"])
        targets = _relations(parts, f"xl/worksheets/_rels/{path.split('/')[-1]}.rels")
        cells: dict[str, str | Decimal] = {}
        for cell in root.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v")
            if value is not None:
                cells[cell.attrib["r"]] = _text(strings[int(value)]) if cell.get("t") == "s" else Decimal(value)
        links = {
            link.attrib["ref"]: targets[link.attrib[RELATION]] if RELATION in link.attrib else link.attrib["location"]
            for link in root.iter(f"{MAIN}hyperlink")
        }
        styled = ((cell.attrib["r"], styles[int(cell.get("s", 0))]) for cell in root.iter(f"{MAIN}c"))
        guarded = {place for place, style in styled if style.get("quotePrefix") == "1"}
        read[sheet.attrib["name"]] = ReadSheet(cells, links, guarded, parts[f"xl/{path}"])
    return read


def _relations(parts: dict[str, str], path: str) -> dict[str, str]:
    return {each.attrib["Id"]: each.attrib["Target"] for each in ET.fromstring(parts.get(path, "<none/>"))}


def _text(string: str) -> str:
    """The text of a string, in which `_x0007_` stands for a control character (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), string)


def row_of(sheet: ReadSheet, number: int, width: int) -> list[str | Decimal]:
    """The cells of a row, with an empty text for an empty cell."""
    return [sheet.cells.get(f"{_column(at)}{number}", "") for at in range(width)]


def _column(at: int) -> str:
    return (_column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


@pytest.fixture(scope="module")
def toy_dossier() -> Dossier:
    return load(TOY, DAY).dossier


def test_every_row_of_the_csv_files_is_in_the_workbook(toy_dossier: Dossier) -> None:
    files = publication(toy_dossier, ABOUT).files
    content = files["data/v1/dossier.xlsx"]
    read = read_workbook(content)
    assert {kind.collection for kind in Kind} | {"claim_evidence", "proceeding_penalties"} <= read.keys()
    assert list(read)[:7] == ["About", *(kind.collection for kind in TOY_SUBJECT.models)]
    for table in (table for table in tables(TOY_SUBJECT) if table.name in read):
        sheet = read[table.name]
        text = files[f"data/v1/{table.name}.csv"].decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        assert row_of(sheet, 1, len(header)) == header
        for number, row in enumerate(rows, 2):
            found = row_of(sheet, number, len(header))
            for column, cell, wanted in zip(table.columns, found, map(recorded_value, row), strict=True):
                is_number = column.value_type in {ValueType.INTEGER, ValueType.DECIMAL} and wanted
                assert cell == (Decimal(wanted) if is_number else wanted)
            assert table.kind is not None
            assert sheet.links[f"A{number}"] == ABOUT.absolute(TOY_SUBJECT.living_page(table.kind, row[0]))
        assert f"A{len(rows) + 2}" not in sheet.cells
        assert f'<autoFilter ref="A1:{_column(len(header) - 1)}{len(rows) + 1}"/>' in sheet.xml
        assert 'topLeftCell="B2"' in sheet.xml
    about = read["About"]
    said = set(about.cells.values())
    assert {ABOUT.name, ABOUT.description, "2026-11-21", "CC-BY-4.0", "none: each record is a draft"} <= said
    assert {"claims", "All forces.", "What the sources say for and against the claim."} <= said
    assert set(about.links.values()) >= {ABOUT.address, "https://cameras.example.org/vale/data/columns/"}
    assert {f"'{name}'!A1" for name in read if name != "About"} <= set(about.links.values())
    # Nothing in it is of the moment or the machine.
    assert publication(load(TOY, DAY).dossier, ABOUT).files["data/v1/dossier.xlsx"] == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = b"".join(map(packed.read, packed.namelist()))
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b">2026-11-21T00:00:00Z</dcterms:created>" in parts
    assert not [path for path in (str(ROOT), tempfile.gettempdir()) if path.encode() in parts]


def _made_up(texts: list[str], about: About = ABOUT) -> ReadSheet:
    """The sheet of a table that has these texts, each in a row of its own."""
    kinds = {"id": ValueType.IDENTIFIER, "text": ValueType.TEXT, "amount": ValueType.DECIMAL}
    columns = tuple(Field(name, kind, "x") for name, kind in kinds.items())
    table = Table("claims", "x", columns, ("id",), Kind.CLAIM)
    rows: list[Row] = [(f"CLM-2026-{at:04}", text, "12.50") for at, text in enumerate(texts, 2)]
    return read_workbook(workbook(load(TOY, DAY).dossier, about, {table: rows}))["claims"]


def test_text_stays_text_whatever_it_looks_like() -> None:
    sheet = _made_up([*TEXTS, "\ud83d lone"])
    assert [sheet.cells[f"B{at}"] for at in range(2, len(TEXTS) + 3)] == [*TEXTS, "\ufffd lone"]
    assert "<f>" not in sheet.xml
    assert set(sheet.links) == {f"A{at}" for at in range(2, len(TEXTS) + 3)}
    assert sheet.guarded == {f"B{at}" for at in range(2, len(FORMULAS) + 2)}
    # A number is a number if a cell keeps all of its digits.
    assert sheet.cells["C2"] == Decimal("12.5")


def test_the_limits_of_excel_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 32_767
    sheet = _made_up(["a" * 40_000, "🎥" * 20_000, "b" * limit, "🎥" * 10_000])
    for at, letter in ((2, "a"), (3, "🎥")):
        text = str(sheet.cells[f"B{at}"])
        assert limit - 1 <= len(text.encode("utf-16-le")) // 2 <= limit
        assert text.endswith(CUT)
        assert set(text.removesuffix(CUT)) == {letter}
        assert sheet.links[f"B{at}"] == f"https://cameras.example.org/vale/claims/CLM-2026-{at:04}/"
    assert [sheet.cells["B4"], sheet.cells["B5"]] == ["b" * limit, "🎥" * 10_000]
    assert set(sheet.links) == {"A2", "B2", "A3", "B3", "A4", "A5"}
    no_address = _made_up(["a" * 40_000], About("x", "", "", "", ""))
    assert (no_address.cells["A2"], no_address.links) == ("CLM-2026-0002", {})
    assert _made_up(["x"], replace(ABOUT, address=f"https://x.example/{'a' * 2_100}/")).links == {}
    monkeypatch.setattr(module, "MAX_ROWS", 3)
    monkeypatch.setattr(module, "MAX_LINKS", 1)
    cut = _made_up(["x", "y", "z"])
    assert (set(cut.links), "A3" in cut.cells, "A4" in cut.cells) == ({"A2"}, True, False)


def test_the_names_of_all_tables_can_be_names_of_sheets() -> None:
    names = [CONTENTS, *(table.name for table in tables(TOY_SUBJECT))]
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == len(names)
