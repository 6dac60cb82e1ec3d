"""The JSON document of each record, and the schema of these documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic_core import to_json

from dossier.cite.formats.box import FORMATS, ITSELF, NAMES, PAGE, formats
from dossier.configuration import About
from dossier.exports.catalogue import VERSION
from dossier.exports.fields import Field, Type, all_fields
from dossier.exports.summary import Facts
from dossier.model import MODELS, Record
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema
from dossier.reading.dossier import Dossier, Entry

API = f"api/{VERSION}"


def documents(dossier: Dossier, facts: Facts) -> dict[str, bytes]:
    """The document of every record on one line, by identifier."""
    return {name: line(document(dossier, one, facts)) for name, one in dossier.entries.items()}


def document(dossier: Dossier, entry: Entry[Record], facts: Facts) -> dict[str, Any]:
    """The document of a record: the record as written, and what the dossier knows of it beside.

    Absent fields are left out. Dates are text as written (EDTF), amounts are text, counts are numbers.
    """
    record = entry.record
    fact = facts[record.id]
    written = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for field in _counted(entry.kind):
        _count(written, field.path)
    return {
        "id": record.id,
        "kind": entry.kind.value,
        "title": fact.title,
        "page": fact.page,
        "file": entry.path,
        "citation": fact.citation,
        "formats": formats(dossier, record, fact.cited),
        "volatile": list(record.volatile),
        "backlinks": list(dict.fromkeys(link.by for link in dossier.backlinks.get(record.id, ()))),
        "record": written,
    }


def files(dossier: Dossier, lines: Mapping[str, bytes], about: About) -> Iterator[tuple[str, bytes]]:
    """The files of the API, each with its path: a document a record, and the index of all."""
    for name, one in dossier.entries.items():
        yield address(one.kind, name), lines[name]
    yield f"{API}/index.json", line(index(dossier, about))


def address(kind: Kind, identifier: str) -> str:
    """The path of the document of a record."""
    return f"{API}/{kind.folder}/{identifier}.json"


def index(dossier: Dossier, about: About) -> dict[str, Any]:
    """The index of the API: what it is of, its schemas, and where each record is."""
    return {
        "version": VERSION,
        "name": about.name,
        "description": about.description,
        "licence": about.licence or about.copyright,
        "schemas": {kind.value: f"{API}/schema/{kind.value}.json" for kind in Kind},
        "records": [
            {"id": name, "kind": one.kind.value, "document": address(one.kind, name)}
            for name, one in dossier.entries.items()
        ],
    }


def json_lines(dossier: Dossier, lines: Mapping[str, bytes], kind: Kind) -> bytes:
    """The documents of a kind, one a line (JSON Lines)."""
    return b"".join(lines[name] for name, one in dossier.entries.items() if one.kind is kind)


def line(value: object) -> bytes:
    """A value as JSON on a line of its own, in UTF-8."""
    return to_json(value) + b"\n"


def pretty(value: object) -> bytes:
    """A value as JSON for people to read, too."""
    return to_json(value, indent=2) + b"\n"


@cache
def _counted(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in all_fields(kind) if field.type is Type.INTEGER)


def _count(value: Any, path: tuple[str, ...]) -> None:
    """Make the text at a path the number it stands for, in every member of the lists on the way."""
    if isinstance(value, list):
        for member in value:
            _count(member, path)
    elif path[0] in value:
        if len(path) == 1:
            value[path[0]] = int(value[path[0]])
        else:
            _count(value[path[0]], path[1:])


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
        "formats": _formats_schema(kind),
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


def _formats_schema(kind: Kind) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "object",
        "description": "Its citation as other programs take it: of the document itself, and of the page about it.",
    }
    of = {Kind.CAPTURE: (), Kind.SOURCE: (ITSELF, PAGE), Kind.PROCEEDING: (ITSELF, PAGE)}.get(kind, (PAGE,))
    texts = {form.value: {**_TEXT, "description": f"{NAMES[form]}, ready to paste."} for form in FORMATS}
    group = {"type": "object", "properties": texts, "required": list(texts), "additionalProperties": False}
    return {**described, "properties": dict.fromkeys(of, group), "required": list(of), "additionalProperties": False}


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
