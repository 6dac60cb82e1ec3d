"""The search for redacted text in files of each format."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from base64 import b64encode
from contextlib import closing

import pytest

from dossier.configuration import About
from dossier.exports.bundle import DATA, publication
from dossier.exports.calendar import _folded
from dossier.reading.load import load
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.wanted import TextToRedact
from tests.shared.toy import DAY, TOY

TEXTS = (TextToRedact('Zoë "Zo" O\'Vale & son'),)


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tar_gz(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def database(text: str) -> bytes:
    """A database whose pages are too small for a row, with an index of its words."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "PRAGMA page_size = 512; CREATE TABLE claims (id, note); CREATE VIRTUAL TABLE words USING fts5(note)"
        )
        for table, columns in (("claims", (1, f"{'x' * 505}{text}")), ("words", (text,))):
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", columns)
        connection.commit()
        return connection.serialize()


FILES = {
    "text": ("line 2", b"\nso ZO\xc3\x8b \xe2\x80\x9cZo\xe2\x80\x9d O\xe2\x80\x99Vale & son\n"),
    "yaml": ("lines 2 to 3", "says: >-\n  So Zoë “Zo”\n  O’Vale & son\n".encode()),
    "html": ("line 1", b"<p>Zo&euml; <i>&quot;Zo&quot;</i> O&#39;Vale &amp; <b>son</b></p>"),
    "tags in a text": ("`/a`", json.dumps({"a": "<style>Zoë Zo O'Vale & son</style>"}).encode()),
    "json": ("`/a/0/b`", json.dumps({"a": [{"b": 'Zoë "Zo" O\'Vale & son'}]}).encode()),
    "jsonl": ("line 2", b"{}\n" + json.dumps({"title": "Zoë “Zo” O'Vale & son"}).encode()),
    "json-ld": (
        "line 1",
        b'<script type="application/ld+json">{"name":"Zo\\u00eb \\"Zo\\" O\\u0027Vale \\u0026 son"}</script>',
    ),
    "base64": ("line 1", b'<a href="data:text/plain;base64,' + b64encode(b"So " + TEXTS[0].text.encode()) + b'">'),
    "json in base64": ("`/a`", json.dumps({"a": "x/" + b64encode(TEXTS[0].text.encode()).decode()}).encode()),
    "csv": ("line 1", 'a,"Zoë ""Zo"" O\'Vale & son",b'.encode()),
    "bibtex": ("line 1", rb"title = {Zo{\"e} ``Zo'' O'Vale \& son},"),
    "ris": ("line 1", "TI  - Zoë “Zo” O’Vale & son".encode()),
    "icalendar": ("lines 1 to 2", _folded(f"DESCRIPTION:{'x' * 52} Zoë “Zo” O’Vale & son").encode()),
    "address": ("line 1", b"https://a.example/?q=Zo%C3%AB+%22Zo%22+O%27Vale+%26+son"),
    "fragment": ("line 1", gzip.compress(b'pagefind_dcd{"content":"Zo\xc3\xab Zo O\'Vale & son"}')),
    "database": ("table `claims`, row 1", database("Zoë “Zo” O’Vale & son")),
    "zip": ("a, b, line 1", zipped(a=zipped(b="Zoë “Zo” O’Vale & son".encode()))),
    "tar": ("evidence/a, line 1", tar_gz("evidence/a", "Zoë “Zo” O’Vale & son".encode())),
}


@pytest.mark.parametrize("name", FILES)
def test_the_text_is_found_with_its_place_in_every_format(name: str) -> None:
    place, content = FILES[name]
    assert place in list(places_with_text(content, TEXTS))


NOTE = """\
title: The complaint of Annie Vale of Ashby
note: |
  The letter of 2 May
  names the driver, who is
  Annie Vale, of Ashby, and says
  that she was followed.

  The complaint of Annie
  Vale of Ashby was refused.
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # The words around the part are on other lines than the part.
        ("names the driver, who is [[Annie Vale]], of Ashby", ["line 5"]),
        ("2 May names the driver, who is [[Annie Vale]], of Ashby", ["line 5"]),
        ("complaint of [[Annie Vale]] of Ashby was", ["lines 8 to 9"]),
        ("complaint of Annie Vale of Ashby", ["line 1", "lines 8 to 9"]),
        ("Annie Vale", ["line 1", "line 5", "lines 8 to 9"]),
    ],
)
def test_each_line_of_a_long_note_with_the_text_is_named(text: str, places: list[str]) -> None:
    assert list(places_with_text(NOTE.encode(), (TextToRedact(text),))) == places


def test_the_index_of_a_database_is_searched() -> None:
    found = list(places_with_text(database("Zoë “Zo” O’Vale & son"), TEXTS))
    assert "table `words_content`, row 1" in found


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8bno", b"PK\x03\x04no", b"SQLite format 3\0no", b"\xff\xfe", b"Zoe and son"]
)
def test_other_and_damaged_files_have_no_place(content: bytes) -> None:
    assert list(places_with_text(content, TEXTS)) == []


def test_a_name_is_found_in_every_export_that_has_it() -> None:
    about = About("Cameras", "", "https://cameras.example.org/", "CC-BY-4.0", "")
    files = publication(load(TOY, DAY).dossier, about).files
    found = {path: list(places_with_text(content, (TextToRedact("Nkechi Okoro"),))) for path, content in files.items()}
    having = {path for path, content in files.items() if b"Okoro" in content}
    assert having
    assert {path for path in having if not found[path]} == set()
    assert {f"{DATA}/dossier.sqlite", f"{DATA}/dossier.xlsx"} <= {path for path, places in found.items() if places}


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/J%FCrgen%20B%E4ckersen",
        "a@xn--jrgenbckersen-gfb86a.example",
        "https://XN--jrgenbckersen-gfb86a.example/",
    ],
)
def test_addresses_are_read_as_a_browser_shows_them(address: str) -> None:
    texts = (TextToRedact("Jürgen Bäckersen"),)
    assert [*places_with_text(f"a\n{address}\n".encode(), texts)] == ["line 2"]
    assert not [*places_with_text(f"{address}\n".replace("ckersen", "cker").encode(), texts)]
