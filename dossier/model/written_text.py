"""The text of a record, and the digest that a review names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from dossier.model.record import Record


def written_fields(record: Record) -> dict[str, Any]:
    """The fields that the author wrote, as JSON values, without volatile and internal fields."""
    fields: dict[str, Any] = record.model_dump(mode="json", exclude_unset=True, exclude=set(record.internal))
    for path in record.volatile:
        _drop(fields, path.split("."))
    return fields


def text_digest(record: Record) -> str:
    """The SHA-256 of the text of a record: its canonical JSON (RFC 8785) without reviews, hold and volatile fields."""
    return digest_of_fields(written_fields(record))


def digest_of_fields(fields: Mapping[str, Any]) -> str:
    """The digest of a text that has these fields."""
    text = {name: value for name, value in fields.items() if name != "reviewed"}
    return hashlib.sha256(rfc8785.dumps(text)).hexdigest()


def _drop(fields: dict[str, Any], path: list[str]) -> None:
    """Remove the field at a path, and the mapping that it leaves empty."""
    first, *rest = path
    if first not in fields:
        return
    if rest:
        _drop(fields[first], rest)
    if not rest or not fields[first]:
        del fields[first]
