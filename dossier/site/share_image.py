"""The picture that other sites show next to a link, as PNG."""

from __future__ import annotations

import struct
import textwrap
import zlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from dossier.configuration import About
from dossier.site.pixel_letters import HEIGHT, WIDTH, points, spelled

# Open Graph recommends this size.
_SIZE = (1200, 630)
_MARGIN = 72
# Places in the palette: the ground, the words, the stripe, and words of less weight.
_GROUND, _WORDS, _STRIPE, _QUIET = range(4)
_PALETTE = bytes.fromhex("263238ffffffff7043b0bec5")
_LABEL = "Evidence dossier"
# The sizes of a point of the name, the largest first.
_SIZES = (14, 12, 10, 8, 6, 4)
# A line and a letter in points, with the room between them.
_LINE, _LETTER = HEIGHT + 2, WIDTH + 1
_TOP, _BOTTOM = 190, 560


def share_image(about: About) -> bytes:
    """The picture: the name of the dossier on a plain ground. Equal names give equal bytes.

    A name with letters that cannot be drawn is replaced with the host of the site.
    """
    canvas = [bytearray(_SIZE[0]) for _ in range(_SIZE[1])]
    for row in canvas:
        row[:24] = bytes([_STRIPE]) * 24
    _write(canvas, _LABEL, 80, 4, _QUIET)
    size, lines = _fitting(spelled(about.name) or spelled(urlsplit(about.address).netloc) or "")
    for number, line in enumerate(lines):
        _write(canvas, line, _TOP + number * _LINE * size, size, _WORDS)
    return _png(canvas)


def _fitting(name: str) -> tuple[int, list[str]]:
    """The size of the letters, and the lines of a name. A name that is too long even for the smallest is cut."""
    for size in _SIZES:
        most_letters = (_SIZE[0] - 2 * _MARGIN) // (_LETTER * size)
        most_lines = (_BOTTOM - _TOP) // (_LINE * size)
        lines = textwrap.wrap(name, most_letters, break_long_words=False)
        if len(lines) <= most_lines and all(len(line) <= most_letters for line in lines):
            return size, lines
    return size, textwrap.wrap(name, most_letters, max_lines=most_lines, placeholder=" ...")


def _write(canvas: list[bytearray], text: str, top: int, size: int, colour: int) -> None:
    for number, letter in enumerate(text):
        for column, row in points(letter):
            left = _MARGIN + (number * _LETTER + column) * size
            for line in canvas[top + row * size :][:size]:
                line[left : left + size] = bytes([colour]) * size


def _png(rows: Iterable[bytes | bytearray]) -> bytes:
    """A PNG of rows of places in the palette, none of them filtered."""
    header = struct.pack(">IIBBBBB", *_SIZE, 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"PLTE", _PALETTE), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
