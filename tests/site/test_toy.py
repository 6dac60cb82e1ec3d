"""The toy dossier has no problems and uses every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from dossier.cli import main
from dossier.model.identifiers import Kind
from dossier.reading.load import load
from tests.shared.hostile import Hostile, text_fields
from tests.shared.toy import DAY, TOY, TOY_SUBJECT


def test_no_check_finds_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict", "--root", str(TOY)]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out


@pytest.mark.parametrize("kind", Kind)
def test_every_field_is_used(kind: Kind) -> None:
    records = [entry.record for entry in load(TOY, DAY).dossier.entries.values() if entry.kind is kind]
    used = {path for record in records for path in _used(record, kind.value)}
    # A dossier with a held record is not built.
    unused = sorted(_all(TOY_SUBJECT.models[kind], kind.value) - used)
    assert [path for path in unused if f"{path}.".split(".")[1] != "hold"] == []


def test_the_hostile_dossier_attacks_every_text_field(hostile: Hostile) -> None:
    attacked = {(kind, path) for _, kind, texts in hostile.pages() for path, _ in texts}
    fields = {(kind, path) for kind in Kind for path in text_fields(TOY_SUBJECT.models[kind])}
    assert attacked == {(kind, path) for kind, path in fields if not path.startswith("hold.")}


def _used(model: BaseModel, path: str) -> Iterator[str]:
    """Yield the dotted paths of the fields that a record sets."""
    for name in model.model_fields_set:
        yield f"{path}.{name}"
        value = getattr(model, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from _used(part, f"{path}.{name}")


def _all(model: type[BaseModel], path: str) -> set[str]:
    """The dotted paths of all fields of a model, by its JSON Schema."""
    paths: set[str] = set()
    schema: dict[str, Any] = model.model_json_schema()

    def walk(node: dict[str, Any], path: str) -> None:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        for name, field in node.get("properties", {}).items():
            paths.add(f"{path}.{name}")
            walk(field, f"{path}.{name}")
        for part in (*node.get("anyOf", ()), *node.get("oneOf", ()), *([node["items"]] if "items" in node else ())):
            walk(part, path)

    walk(schema, path)
    return paths


def test_the_toy_has_only_evidence_and_pages() -> None:
    # A developer may have built its site there.
    names = {path.name for path in TOY.iterdir()} - {"build"}
    assert names == {"captures", "evidence", "mkdocs.yml", "pages", "subject.yml"}
