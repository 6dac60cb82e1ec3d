"""Turn the models into the JSON Schemas (draft 2020-12) of the documents of the API."""

from __future__ import annotations

from functools import cache
from typing import Any

from dossier.exports.version import VERSION
from dossier.model import MODELS
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string", "minLength": 1}


@cache
def document_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of the documents of a kind, and of each line of its JSON Lines file."""
    record = schema(kind)
    parts = record.pop("$defs")
    for name in ("$schema", "$id"):
        record.pop(name)
    properties: dict[str, Any] = {
        "id": {**_TEXT, "description": "The permanent identifier."},
        "kind": {"const": kind.value, "description": "The kind of record."},
        "title": {**_TEXT, "description": "The words the record goes by."},
        "page": {**_TEXT, "description": "Its page, relative to the root of the site."},
        "file": {**_TEXT, "description": "The file it was read from, in the repository."},
        "citation": {**_TEXT, "description": "Its citation in plain text."},
        "volatile": {
            "const": list(MODELS[kind].volatile),
            "description": "The fields that routine checks change with nothing said about the world, by dotted path.",
        },
        "backlinks": {
            "type": "array",
            "items": _TEXT,
            "uniqueItems": True,
            "description": "The records that name this one.",
        },
        "record": {"$ref": "#/$defs/Record", "description": "The record as written, without absent fields."},
    }
    return {
        "$schema": _DIALECT,
        "$id": f"urn:dossier:api:{VERSION}:{kind.value}",
        "title": f"Document of a {kind.value}",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**parts, "Record": record},
    }


@cache
def index_schema() -> dict[str, Any]:
    """The JSON Schema of the index of the API."""
    entry = {
        "type": "object",
        "properties": {"id": _TEXT, "kind": {"enum": [kind.value for kind in Kind]}, "document": _TEXT},
        "required": ["id", "kind", "document"],
        "additionalProperties": False,
    }
    properties: dict[str, Any] = {
        "version": {"const": VERSION},
        "name": _TEXT,
        "description": {"type": "string"},
        "licence": {"type": "string"},
        "schemas": {"type": "object", "additionalProperties": _TEXT, "required": [kind.value for kind in Kind]},
        "records": {"type": "array", "items": entry},
    }
    return {
        "$schema": _DIALECT,
        "$id": f"urn:dossier:api:{VERSION}:index",
        "title": "Index of the API",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
