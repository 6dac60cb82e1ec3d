"""Turn the models of the records into JSON Schemas (draft 2020-12) that editors and other programs read.

A schema says what a YAML file may hold once YAML 1.2 has given its scalars types. What no schema can say, such as that
2021 has no 30 February, the decoder alone says.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from dossier.model import MODELS
from dossier.model.identifiers import Kind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a kind of record."""
    body = MODELS[kind].model_json_schema(schema_generator=_Generator)
    parts = body.pop("$defs", {})
    for part in (body, *parts.values()):
        part.pop("title", None)
    # A name, not an address: the schema is found by the path in the record's first line.
    head = {"$schema": _DIALECT, "$id": f"urn:dossier:schema:{kind.value}", "title": kind.value.capitalize()}
    return {**head, **body, "$defs": parts}


def schema_text(kind: Kind) -> str:
    """The text of `schemas/KIND.schema.json`, with its final line break."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """Leaves out what is true of Python's values and not of the file: null, defaults, titles made from names."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional field is absent or has a value; YAML's null is refused."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default is what the program takes; an editor must not write it into the file."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  (pydantic's signature)
        """No field has a title."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A mapping, with the fields of which at least one must be there."""
        made = super().model_schema(schema)
        rules = [{"anyOf": [{"required": [name]} for name in names]} for names in schema["cls"].one_of]
        if len(rules) == 1:
            made.update(rules[0])
        elif rules:
            made["allOf"] = rules
        return made
