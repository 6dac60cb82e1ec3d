"""Files of a search index, in a fixed order.

Pagefind 1.5 writes its filters, and the values of each, in the order of a hash table, which differs from run to run
(its issue 638); every other file of an index is stable. The files are CBOR (RFC 8949) after a mark, compressed
with gzip, and named for a hash of their content. They use only whole numbers, text and arrays of known length.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from typing import Any

_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
# The position in the overview of an index of its list of filters, each with name and hash.
_FILTERS = 3
# How many bytes hold the number that the initial byte announces (RFC 8949, section 3).
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def ordered(overview: bytes, filters: Mapping[str, bytes], language: str) -> tuple[bytes, dict[str, bytes]]:
    """The overview of an index and its filters, in a fixed order. Filters are given and returned by hash.

    Raises ValueError if the files are not of the form described above.
    """
    content = _decode(overview)
    if not isinstance(content, list) or len(content) <= _FILTERS or not isinstance(content[_FILTERS], list):
        raise ValueError("the overview lists no filters")
    found: dict[str, bytes] = {}
    listed = []
    for name, old in sorted(content[_FILTERS]):
        _, values = _decode(filters[old])
        renewed = _encode([name, sorted(values)])
        new = hash_of(renewed, language)
        found[new] = renewed
        listed.append([name, new])
    content[_FILTERS] = listed
    return _encode(content), found


def hash_of(content: bytes, language: str) -> str:
    """The name of a file of the index."""
    return f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"


def _decode(packed: bytes) -> Any:
    content = gzip.decompress(packed)
    if not content.startswith(_MARK):
        raise ValueError("the mark of Pagefind is missing")
    value, end = _read(content, len(_MARK))
    if end != len(content):
        raise ValueError("more follows than one value")
    return value


def _encode(value: Any) -> bytes:
    return gzip.compress(_MARK + _written(value), mtime=0)


def _read(content: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at a position, and the position of the next value."""
    kind, size = content[at] >> 5, content[at] & 0x1F
    at += 1
    if size in _WIDTHS:
        width = _WIDTHS[size]
        size = int.from_bytes(content[at : at + width], "big")
        at += width
    elif size > max(_WIDTHS):
        raise ValueError("a value is of no known length")
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return content[at : at + size].decode("utf-8"), at + size
    if kind != _ARRAY:
        raise ValueError(f"a value is of the kind {kind}")
    values = []
    for _ in range(size):
        value, at = _read(content, at)
        values.append(value)
    return values, at


def _written(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(_written, value))


def _head(kind: int, size: int) -> bytes:
    """The initial byte of a value and the number it announces, in the fewest bytes (RFC 8949, 4.2.1)."""
    if size < min(_WIDTHS):
        return bytes([kind << 5 | size])
    announced, width = next((code, width) for code, width in _WIDTHS.items() if size < 256**width)
    return bytes([kind << 5 | announced]) + size.to_bytes(width, "big")
