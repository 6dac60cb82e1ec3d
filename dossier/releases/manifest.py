"""Turn the text of a `SHA256SUMS` file into hashes by path, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping

# As GNU coreutils writes it: two spaces mean that the file was read as it is.
_LINE = re.compile(r"([0-9a-f]{64})  ([0-9A-Za-z][0-9A-Za-z._/-]*)")


def to_bytes(hashes: Mapping[str, str]) -> bytes:
    r"""The manifest of these files: one line `<hex>  <path>` each, sorted by path.

    >>> to_bytes({"r/ico/1/record.json": "ab" * 32})[62:]
    b'ab  r/ico/1/record.json\n'
    """
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def parse(content: bytes) -> dict[str, str]:
    """The hash of each file listed; raises ValueError where a line is malformed, out of order or listed twice."""
    hashes: dict[str, str] = {}
    last = ""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise ValueError("is not ASCII") from None
    if text and not text.endswith("\n"):
        raise ValueError("does not end with a line break")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        found = _LINE.fullmatch(line)
        if found is None or "/../" in f"/{found.group(2)}/" or "//" in found.group(2):
            raise ValueError(f"has no hash and path in line {number}")
        if found.group(2) <= last:
            raise ValueError(f"is not sorted at line {number}")
        last = found.group(2)
        hashes[last] = found.group(1)
    return hashes
