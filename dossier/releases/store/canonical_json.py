"""Format of `record.json`: canonical JSON, identified by its SHA-256 digest.

The JSON names its schema and the identifier of its record. The digest is that of the bytes of the file. Sections 3 and
7 of `docs/format.md` are the specification.
"""

from __future__ import annotations

import hashlib
import json
import re
from itertools import accumulate
from typing import Any

import rfc8785

from dossier.model.identifiers import Kind, is_placeholder, matches

SCHEMA = "dossier-record/1"
# Of any published file, in bytes.
MOST_BYTES = 32 * 1024 * 1024
_FIELDS = frozenset({"id", "kind", "record", "resolved", "salt", "schema"})
_SALT = re.compile("[0-9a-f]{32}")
_KINDS = frozenset(kind.value for kind in Kind if kind is not Kind.CAPTURE)
# Larger integers are not the same number in all languages (RFC 8785, section 3.2.2.3).
LARGEST_INTEGER = 2**53 - 1
_DEEPEST = 100
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_NOT_A_BRACKET = bytes(sorted({*range(256)} - {*b"[]{}"}))
_STEPS = {byte: 1 if byte in b"[{" else -1 for byte in b"[]{}"}
# The bytes that begin characters from U+E000 in UTF-8. RFC 8785 sorts those in another order than Python.
_SORTED_DIFFERENTLY = tuple(bytes([byte]) for byte in range(0xEE, 0xF5))


def _refuse_fraction(number: str) -> float:
    raise ValueError(f"a record cannot contain the number {number}")


def _small_integer(number: str) -> int:
    value = int(number)
    if abs(value) > LARGEST_INTEGER:
        raise ValueError(f"a record cannot contain the number {number}")
    return value


_DECODER = json.JSONDecoder(parse_float=_refuse_fraction, parse_constant=_refuse_fraction, parse_int=_small_integer)
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes in lower-case hexadecimal, as `sha256sum` prints it (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()


def canonical_value(content: bytes) -> Any:
    """The value of canonical JSON (RFC 8785) without fractions, in which at most 100 arrays and objects are nested.

    Raises ValueError for anything else. JSON with a name that is repeated in an object is not canonical.
    """
    if _depth(content) > _DEEPEST:
        raise ValueError(f"has more than {_DEEPEST} arrays and objects inside each other")
    try:
        # To decode the JSON takes most of the time of a verification, so it is decoded once.
        value = _DECODER.decode(content.decode())
        if is_canonical_form(content, value):
            return value
    except (ValueError, RecursionError):
        pass
    raise ValueError("is not canonical JSON (RFC 8785)")


def is_canonical_form(content: bytes, value: Any) -> bool:
    """True if the bytes are the canonical JSON (RFC 8785) of the value, which contains no fractions.

    Raises ValueError if the value has no canonical form.
    """
    # Both writers agree, except on the order of some names. The standard library takes a tenth of the time.
    is_sorted_differently = not content.isascii() and any(byte in content for byte in _SORTED_DIFFERENTLY)
    return content == (rfc8785.dumps(value) if is_sorted_differently else _ENCODER.encode(value).encode())


def _depth(content: bytes) -> int:
    """The highest number of arrays and objects inside each other, or 0 if there cannot be too many."""
    if content.count(b"[") + content.count(b"{") <= _DEEPEST:
        return 0
    brackets = _STRING.sub(b"", content).translate(None, _NOT_A_BRACKET)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)


def is_record(content: bytes, identifier: str) -> bool:
    """True if the bytes are a revision of the record with this identifier.

    They must be canonical JSON and have the fields of a revision, each of the type that readers of it expect.
    """
    try:
        fields = canonical_value(content)
    except ValueError:
        return False
    match fields:
        case {
            "id": str(name),
            "kind": str(kind),
            "record": {"id": str(own)} as record,
            "resolved": dict(resolved),
            "salt": str(salt),
            "schema": str(schema),
        }:
            return (
                fields.keys() == _FIELDS
                and name == own == identifier
                and schema == SCHEMA
                and _SALT.fullmatch(salt) is not None
                and kind in _KINDS
                and matches(identifier, Kind(kind))
                and not is_placeholder(identifier)
                and any(isinstance(record.get(title), str) for title in ("statement", "title", "name"))
                and all(isinstance(record.get(field, {}), dict) for field in ("reply", "withdrawn"))
                and _are_corrections(record.get("corrections", []))
                and all(isinstance(value, dict | list) for value in resolved.values())
            )
    return False


def _are_corrections(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in ("date", "reason"))
        for entry in value
    )
