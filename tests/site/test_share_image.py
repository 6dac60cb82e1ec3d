"""The picture that other sites show next to a link."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from dossier.configuration import About
from dossier.site.pixel_letters import spelled
from dossier.site.share_image import share_image


def _about(name: str) -> About:
    return About(name, "", "https://cameras.example.org/vale/", "", "")


def _rows(png: bytes) -> list[bytes]:
    """The rows of a PNG, with the place of each point in the palette. Every chunk must be whole."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        chunks[kind] = content = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + content),)
        at += 12 + length
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (width, height, rest) == (1200, 630, [8, 3, 0, 0, 0])
    data = zlib.decompress(chunks[b"IDAT"])
    rows = [data[start + 1 : start + 1 + width] for start in range(0, len(data), width + 1)]
    assert len(rows) == height
    assert {place for row in rows for place in row} == set(range(len(chunks[b"PLTE"]) // 3))
    return rows


def test_the_picture_has_the_name_in_letters_as_large_as_fit(toy: Path) -> None:
    assert (toy / "build/site/share.png").read_bytes() == share_image(_about("Cameras of Ashby Vale"))
    short, long, longest = (share_image(_about(name)) for name in ("Cameras", "Cameras " * 20, "Cameras" * 200))
    assert len({short, long, longest}) == 3
    for image in (short, long, longest):
        rows = _rows(image)
        words = [row for row in rows if 1 in row]
        # Nothing touches the edges.
        assert 1 not in b"".join([*rows[:180], *rows[-60:]])
        assert all(1 not in row[:72] + row[-60:] for row in words)
        assert len(image) < 10_000


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Straße & Łódź, “Vale” – Ærø", 'Strasse & Lodz, "Vale" - AEro'), ("Полиция", None), ("警察", None), ("~ ", "~ ")],
)
def test_letters_that_cannot_be_drawn_are_not_guessed(name: str, letters: str | None) -> None:
    assert spelled(name) == letters
    drawn = letters or "cameras.example.org"
    assert share_image(_about(name)) == share_image(_about(drawn))
