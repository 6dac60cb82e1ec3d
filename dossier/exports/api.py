"""The JSON document of each record, and the schema of these documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic_core import to_json

from dossier.cite.formats.box import FORMATS, ITSELF, NAMES, PAGE, formats
from dossier.configuration import About
from dossier.exports.statuses import LATER_COURSE, WITH_COURSE, later_sentence
from dossier.exports.summary import RecordSummaries
from dossier.model import Claim, Record, addresses
from dossier.model.addresses import EXPORTS_VERSION
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, all_fields
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema
from dossier.model.vocabulary import Independence
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.independence import support_of


def documents(dossier: Dossier, summaries: RecordSummaries) -> dict[str, bytes]:
    """The documents of all records by identifier, each as a line of JSON."""
    return {identifier: json_line(document(dossier, entry, summaries)) for identifier, entry in dossier.entries.items()}


def document(dossier: Dossier, entry: Entry[Record], summaries: RecordSummaries) -> dict[str, Any]:
    """The document of a record: the record as written, with its title, page, citation and backlinks.

    The document of a claim also says what is known of the origins of its support. That of a claim, a source or a
    proceeding says what later decisions did.

    Absent fields and fields at their default are left out. Dates are text as written (EDTF), amounts are text, and
    counts are numbers.
    """
    record = entry.record
    summary = summaries[record.id]
    left_out = set(record.internal)
    written = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True, exclude=left_out)
    for field in _integer_fields(type(record)):
        _convert_to_int(written, field.path)
    return {
        "id": record.id,
        "kind": entry.kind.value,
        "title": summary.title,
        "page": summary.page,
        "file": entry.path,
        "citation": summary.citation,
        **({"later_course": later_sentence(dossier, record)} if isinstance(record, WITH_COURSE) else {}),
        "formats": formats(dossier, record, summary.cited),
        "volatile": list(record.volatile),
        "backlinks": list(dict.fromkeys(link.by for link in dossier.backlinks.get(record.id, ()))),
        **({"support": _support(dossier, record)} if isinstance(record, Claim) else {}),
        "record": written,
    }


def _support(dossier: Dossier, claim: Claim) -> dict[str, Any]:
    """The known origins of the sources that support a claim."""
    support = support_of(dossier, claim)
    return {
        "independence": support.independence,
        "origins": {
            source: None if origins is None else sorted(origins) for source, origins in support.origins_of.items()
        },
    }


def document_files(dossier: Dossier, lines: Mapping[str, bytes], about: About) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file of the API: a document for each record, then the index."""
    for identifier, entry in dossier.entries.items():
        yield addresses.document(entry.kind, identifier), lines[identifier]
    yield addresses.API_INDEX, json_line(index(dossier, about))


def index(dossier: Dossier, about: About) -> dict[str, Any]:
    """The index of the API: the dossier's name and licence, the schemas, and the document of each record."""
    return {
        "version": EXPORTS_VERSION,
        "name": about.name,
        "description": about.description,
        "licence": about.licence_line,
        "schemas": {kind.value: addresses.document_schema(kind) for kind in Kind},
        "records": [
            {"id": identifier, "kind": entry.kind.value, "document": addresses.document(entry.kind, identifier)}
            for identifier, entry in dossier.entries.items()
        ],
    }


def json_lines(dossier: Dossier, lines: Mapping[str, bytes], kind: Kind) -> bytes:
    """The documents of a kind of record, with one document on each line (JSON Lines)."""
    return b"".join(lines[identifier] for identifier, entry in dossier.entries.items() if entry.kind is kind)


def json_line(value: object) -> bytes:
    """A value as a single line of JSON in UTF-8, with its line break."""
    return to_json(value) + b"\n"


def pretty_json(value: object) -> bytes:
    """A value as indented JSON in UTF-8, which people can read too."""
    return to_json(value, indent=2) + b"\n"


@cache
def _integer_fields(model: type[Record]) -> tuple[Field, ...]:
    return tuple(field for field in all_fields(model) if field.value_type is ValueType.INTEGER)


def _convert_to_int(value: Any, path: tuple[str, ...]) -> None:
    """Replace the text at the path with its number, in every member of the lists along the path."""
    if isinstance(value, list):
        for member in value:
            _convert_to_int(member, path)
    elif path[0] in value:
        if len(path) == 1:
            value[path[0]] = int(value[path[0]])
        else:
            _convert_to_int(value[path[0]], path[1:])


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string", "minLength": 1}
_LATER_COURSE = {"anyOf": [_TEXT, {"type": "null"}], "description": LATER_COURSE}


@cache
def document_schema(model: type[Record]) -> dict[str, Any]:
    """The JSON Schema of the documents of a kind, which each line of its JSON Lines file follows too."""
    kind = model.kind_of_record
    record = schema(model, kind.value)
    for name in model.internal:
        record["properties"].pop(name)
    parts = _used_parts(record, record.pop("$defs"))
    for name in ("$schema", "$id"):
        record.pop(name)
    properties: dict[str, Any] = {
        "id": {**_TEXT, "description": "The permanent identifier."},
        "kind": {"const": kind.value, "description": "The kind of record."},
        "title": {**_TEXT, "description": "The title of the record."},
        "page": {**_TEXT, "description": "The page of the record, relative to the root of the site."},
        "file": {**_TEXT, "description": "The file in the repository that the record was read from."},
        "citation": {**_TEXT, "description": "The citation of the record in plain text."},
        **({"later_course": _LATER_COURSE} if issubclass(model, WITH_COURSE) else {}),
        "formats": _formats_schema(kind),
        "volatile": {
            "const": list(model.volatile),
            "description": (
                "The fields that routine checks update although nothing in the world has changed, as dotted paths."
            ),
        },
        "backlinks": {
            "type": "array",
            "items": _TEXT,
            "uniqueItems": True,
            "description": "The identifiers of the records that refer to this record.",
        },
        **({"support": _support_schema()} if kind is Kind.CLAIM else {}),
        "record": {"$ref": "#/$defs/Record", "description": "The record as written. Absent fields are left out."},
    }
    return {
        "$schema": _DIALECT,
        "$id": f"urn:dossier:api:{EXPORTS_VERSION}:{kind.value}",
        "title": f"Document of kind {kind.value}",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**parts, "Record": record},
    }


def _used_parts(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """The parts that a schema refers to, itself or in other parts that it refers to."""
    used: dict[str, Any] = {}
    waiting = [schema]
    while waiting:
        text = json.dumps(waiting.pop())
        found = {name: part for name, part in parts.items() if name not in used and f'"#/$defs/{name}"' in text}
        used |= found
        waiting += found.values()
    return {name: part for name, part in parts.items() if name in used}


def _support_schema() -> dict[str, Any]:
    origins = {
        "type": "object",
        "description": (
            "The sources that support the claim, each with the sources that it is recorded to go back to, or null if "
            "nobody looked into that."
        ),
        "additionalProperties": {"anyOf": [{"type": "array", "items": _TEXT, "uniqueItems": True}, {"type": "null"}]},
    }
    independence = {
        "enum": [*Independence, None],
        "description": "The independence of these sources, as far as records show it, or null if there are none.",
    }
    return {
        "type": "object",
        "description": "What is known of the origins of the sources that support the claim.",
        "properties": {"independence": independence, "origins": origins},
        "required": ["independence", "origins"],
        "additionalProperties": False,
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
        "version": {"const": EXPORTS_VERSION},
        "name": _TEXT,
        "description": {"type": "string"},
        "licence": {"type": "string"},
        "schemas": {"type": "object", "additionalProperties": _TEXT, "required": [kind.value for kind in Kind]},
        "records": {"type": "array", "items": entry},
    }
    return {
        "$schema": _DIALECT,
        "$id": f"urn:dossier:api:{EXPORTS_VERSION}:index",
        "title": "Index of the API",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
