"""JSON Schemas (draft 2020-12) of records and of the subject.

A schema describes a YAML file with the scalar types of YAML 1.2. Some rules cannot be written in a schema,
such as that February has no 30th day. Only the decoder checks them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from dossier.model.identifiers import Kind
from dossier.model.record import Part
from dossier.model.subject import Subject
from dossier.model.subject_file import SubjectFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The folder of the schemas in a dossier.
FOLDER = "schemas"


def file_name(name: str) -> str:
    """The name of the file of a schema."""
    return f"{name}.schema.json"


def schemas(subject: Subject) -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the kinds of record and of `subject.yml`, by name."""
    models: dict[str, type[Part]] = {kind.value: subject.models[kind] for kind in Kind} | {"subject": SubjectFile}
    return {name: schema(model, name) for name, model in models.items()}


def schema(model: type[Part], name: str) -> dict[str, Any]:
    """The JSON Schema of a model, under this name."""
    body = model.model_json_schema(schema_generator=_Generator)
    parts = body.pop("$defs", {})
    for part in (body, *parts.values()):
        part.pop("title", None)
    # A name and not an address, because editors find the schema by the path in the first line of a record.
    head = {"$schema": _DIALECT, "$id": f"urn:dossier:schema:{name}", "title": name.capitalize()}
    return {**head, **body, "$defs": parts}


def schema_text(schema: Mapping[str, Any]) -> str:
    """The text of the file of a schema, with its final line break."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """A generator that leaves out properties of Python values that a file does not have: null, defaults, titles."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional field is absent or has a value. YAML's null is refused."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults are for the program. An editor must not write them into the file."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  (pydantic's signature)
        """Fields have no titles."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A mapping, with its sets of fields, or the text that can be written instead.

        A file needs at least one field of each set.
        """
        mapping = super().model_schema(schema)
        rules = [{"anyOf": [{"required": name.split("+")} for name in names]} for names in schema["cls"].one_of]
        if len(rules) == 1:
            mapping.update(rules[0])
        elif rules:
            mapping["allOf"] = rules
        short_form = schema["cls"].short_form
        if short_form is None:
            return mapping
        del mapping["title"]
        return {"anyOf": [mapping["properties"][short_form], mapping]}
