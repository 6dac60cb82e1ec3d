"""Format of `record.json`: canonical JSON, identified by its SHA-256 digest.

The JSON names its schema and the identifier of its record. The digest is that of the bytes of the file.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast

import rfc8785

from dossier.model.identifiers import Kind

SCHEMA = "dossier-record/1"
_KINDS = frozenset(kind.value for kind in Kind if kind is not Kind.CAPTURE)


def _refuse_fraction(number: str) -> float:
    raise ValueError(f"a record cannot contain the number {number}")


_DECODER = json.JSONDecoder(parse_float=_refuse_fraction, parse_constant=_refuse_fraction)
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes in lower-case hexadecimal, as `sha256sum` prints it (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()


def is_revision_of(content: bytes, identifier: str) -> bool:
    """True if the bytes begin and end like a revision of the record with this identifier.

    RFC 8785 sorts the names, so the identifier is always at the beginning and the schema at the end.
    """
    begin, end = f'{{"id":"{identifier}","kind":"', f',"schema":"{SCHEMA}"}}'
    return content.startswith(begin.encode()) and content.endswith(end.encode())


def is_record(content: bytes, identifier: str, *, is_canonical: bool) -> bool:
    """True if the bytes are a revision of the record, with the fields of the types that readers of it expect.

    If `is_canonical` is true, they must also be canonical JSON (RFC 8785) that contains no fractions.
    """
    if not is_revision_of(content, identifier):
        return False
    try:
        # To decode the JSON takes most of the time of a verification, so it is decoded once.
        fields = _DECODER.decode(content.decode())
        return _has_record_fields(fields, identifier) and (not is_canonical or is_canonical_form(content, fields))
    except (ValueError, RecursionError):
        return False


def _has_record_fields(fields: object, identifier: str) -> bool:
    match fields:
        case {"kind": str(kind), "record": {"id": str(name), **record}, "resolved": {**resolved}}:
            return (
                name == identifier
                and kind in _KINDS
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


def is_canonical_form(content: bytes, value: object) -> bool:
    """True if the bytes are the canonical JSON (RFC 8785) of the value, which contains no fractions.

    Raises ValueError if the value has no canonical form.
    """
    # Without fractions both writers agree, and the standard library takes a tenth of the time. rfc8785 decides.
    return _ENCODER.encode(value).encode() == content or rfc8785.dumps(cast("dict[str, Any]", value)) == content
