"""The decoder and the published schemas agree, through YAML text: an editor that is content means a check that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema, schema_text
from dossier.reading.decode import Decoded, decode
from dossier.reading.files import find
from dossier.reading.yaml_nodes import parse
from tests.shared.places import ROOT
from tests.shared.schema_values import almost, anything, ecma, ordinary, values, yaml_text
from tests.shared.yaml_typed import read_typed

# What no schema can say, by the code with which the decoder says it. There is no other such table.
UNSAYABLE = {
    "unreadable-date": "days that the calendar lacks, intervals that end before they begin, other spellings of a year",
    "unreadable-url": "hosts that are not public, ports out of range",
    "unreadable-number": "other spellings of a number, such as 1e3",
    "forbidden-character": "no class of invisible characters is portable between the dialects of patterns",
    "quote-this": "text that YAML 1.1 reads as something else, and YAML 1.2 as text",
}


def _pattern(validator: Validator, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "string") and ecma(pattern).search(instance) is None:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


# The `pattern` of JSON Schema is ECMAScript's, which jsonschema leaves to Python.
_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
VALIDATORS = {kind: _Validator(schema(kind)) for kind in Kind}

KINDS = pytest.mark.parametrize("kind", list(Kind))
THOROUGH = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _read(text: str, kind: Kind) -> tuple[Decoded, bool]:
    """What the decoder says, and whether the schema allows what other programs read in the text."""
    try:
        typed = read_typed(text)
    except yaml.YAMLError:
        assume(condition=False)
    return decode(parse(text.encode(), "record.yaml"), kind, "record.yaml"), VALIDATORS[kind].is_valid(typed)


def _agree(text: str, kind: Kind) -> None:
    decoded, is_valid = _read(text, kind)
    codes = {one.code for one in decoded.diagnostics}
    if decoded.record is not None:
        assert is_valid, text
    elif is_valid:
        assert codes <= set(UNSAYABLE), (codes, text)


@KINDS
@THOROUGH
@given(data=st.data())
def test_what_the_schema_allows_is_accepted(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values(kind, anything))
    _agree(data.draw(yaml_text(value)), kind)


@KINDS
@THOROUGH
@given(data=st.data())
def test_what_is_changed_is_refused_by_both_or_neither(kind: Kind, data: st.DataObject) -> None:
    _agree(data.draw(yaml_text(data.draw(almost(kind)))), kind)


@KINDS
@THOROUGH
@given(data=st.data())
def test_ordinary_words_are_accepted_outright(kind: Kind, data: st.DataObject) -> None:
    text = data.draw(yaml_text(data.draw(values(kind, ordinary))))
    decoded, is_valid = _read(text, kind)
    assert is_valid
    assert {one.code for one in decoded.diagnostics} <= {"unreadable-date", "unreadable-url"}


def test_the_evidence_is_valid_by_the_schemas() -> None:
    files, _ = find(ROOT)
    assert files
    wrong = [
        (found.path, error.message)
        for found in files
        for error in VALIDATORS[found.kind].iter_errors(read_typed((ROOT / found.path).read_text(encoding="utf-8")))
    ]
    assert wrong == []


@KINDS
def test_the_schema_is_a_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))


@KINDS
def test_the_published_schema_is_fresh(kind: Kind) -> None:
    published = ROOT / "schemas" / f"{kind.value}.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(kind), "run `dossier schema`"
